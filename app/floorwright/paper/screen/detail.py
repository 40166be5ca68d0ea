"""What of a large drawing is seen from far away: the primitives that were not drawn over, layer by layer."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing
from floorwright.native.raster import Mode, Pens, Rows, draw_arcs, draw_lines, harvest
from floorwright.paper.screen.cells import Cells

WINDOW_PX = (1600, 1000)
"""The window in which all of the drawing is seen from the farthest of the kept distances."""
CLOSER = (1.25,)
"""How much closer each of the kept distances is; closer than the last, a window shows a part of the drawing."""
FEW = 150_000
"""So many primitives are drawn as quickly as fewer."""


@dataclass(frozen=True, slots=True)
class Detail:
    """What is seen at `scale` pixels a drawing unit, and from farther away: numbers of rows of the cells, ascending.

    `line_starts` (cells + 1,) and `arc_starts` tell where those of each cell begin.
    """

    scale: float
    lines: NDArray[np.int32]
    line_starts: NDArray[np.int64]
    arcs: NDArray[np.int32]
    arc_starts: NDArray[np.int64]


def details(lines: Cells, arcs: Cells, drawing: Drawing) -> tuple[Detail, ...]:
    """The levels of detail of a drawing, from far to near; none for one that is drawn quickly as it is."""
    if len(lines.values) + len(arcs.values) <= FEW or drawing.box is None:
        return ()
    x1, y1, x2, y2 = drawing.box
    fits = min(WINDOW_PX[0] / max(x2 - x1, 1e-9), WINDOW_PX[1] / max(y2 - y1, 1e-9))
    layers = drawing.looks[:, 0]
    found = []
    for closer in CLOSER:
        scale = fits * closer
        size = (int((x2 - x1) * scale) + 4, int((y2 - y1) * scale) + 4)
        some = _seen(lines, layers, (x1, y1), scale, size, draw_lines)
        round_ones = _seen(arcs, layers, (x1, y1), scale, size, draw_arcs)
        found.append(Detail(scale, some, _starts(some, lines), round_ones, _starts(round_ones, arcs)))
    return tuple(found)


def _seen(
    cells: Cells,
    layers: NDArray[np.int32],
    corner: tuple[float, float],
    scale: float,
    size: tuple[int, int],
    draw: Any,
) -> NDArray[np.int32]:
    """The rows that are seen when each layer is drawn by itself; what lies outside the box is kept."""
    kept = np.zeros(len(cells.values), np.uint8)
    if not len(kept):
        return np.zeros(0, np.int32)
    layer = layers[cells.look]
    order = np.argsort(layer.astype(np.uint16), kind="stable").astype(np.int32)
    counts = np.bincount(layer)
    stops = np.cumsum(counts)
    picture = np.zeros((size[1], size[0]), np.uint32)
    pens = Pens(np.ones(len(layers), np.uint32), np.ones(len(layers), np.float32),
                np.zeros((len(layers), 2), np.int32), np.zeros(0, np.float32))  # fmt: skip
    cell = np.repeat(np.arange(len(cells.centres)), np.diff(cells.starts))
    shifts = (cells.centres - corner) * scale + 1.0
    for stop, count in zip(stops.tolist(), counts.tolist(), strict=True):
        rows = order[stop - count : stop]
        if count * 4 < size[0]:
            kept[rows] = 1
            continue
        own = cell[rows]
        first = np.flatnonzero(np.diff(own, prepend=-1))
        ranges = np.column_stack([first, np.append(first[1:], count)])
        draw(picture, Mode.INDEX, Rows(cells.values, cells.look, ranges, shifts[own[first]], rows),
             (scale, 0.0, 0.0, scale), pens)  # fmt: skip
        harvest(picture, kept)
    beyond = (np.subtract(corner, 1.0 / scale) > cells.boxes[:2].T).any(axis=1)
    beyond |= (np.add(corner, (np.array(size) - 2.0) / scale) < cells.boxes[2:].T).any(axis=1)
    for number in np.flatnonzero(beyond).tolist():
        kept[cells.starts[number] : cells.starts[number + 1]] = 1
    return np.flatnonzero(kept).astype(np.int32)


def _starts(rows: NDArray[np.int32], cells: Cells) -> NDArray[np.int64]:
    return np.searchsorted(rows, cells.starts).astype(np.int64)

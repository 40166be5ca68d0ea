"""Primitives sorted into the cells of a grid, so that what lies in a window is found and drawn without the rest."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.native.cells import Grids, cell_numbers, placed
from floorwright.native.cells_numpy import FARTHEST

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]

IN_A_CELL = 200
"""Primitives in a cell, on average."""
MOST_CELLS = 20_000
"""Cells of the finest grid, about: all grids together have at most three times as many, whose numbers have 16 bits."""
_COARSEST = 12
_SAMPLE = 4096
_ROUNDED = 2.0**-22
"""How far float32 may have moved a coordinate, as a share of its distance from the cell's centre."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Primitives by cell; long ones lie in cells of coarser grids, as large as they are.

    In a cell they keep the order of the drawing: of what lies on the same place the later is on top.

    values  (n, k)  float32, from the centre of the cell: x1 y1 x2 y2, or cx cy ux uy vx vy sweep
    look    (n,)    row of the drawing's `looks`
    order   (n,)    row of the drawing's own array
    starts  (c + 1,)  the first primitive of each cell
    centres (c, 2)  of the cells, in drawing units
    boxes   (4, c)  x1, y1, x2 and y2 of the box round what is in each
    """

    values: NDArray[np.float32]
    look: NDArray[np.int32]
    order: NDArray[np.int32]
    starts: NDArray[np.int64]
    centres: Floats
    boxes: Floats

    def within(self, box: Box) -> NDArray[np.int64]:
        """The numbers of the cells with something that may lie in a box."""
        return np.flatnonzero(meeting(self.boxes, box))

    def rows(self, cells: NDArray[np.int64]) -> NDArray[np.int32]:
        """The rows of the drawing's own array that lie in these cells."""
        parts = [self.order[self.starts[cell] : self.starts[cell + 1]] for cell in cells.tolist()]
        return np.concatenate(parts) if parts else np.zeros(0, np.int32)


def meeting(boxes: Floats, box: Box) -> NDArray[np.bool_]:
    """Which of these boxes (4, n) meet a box."""
    x1, y1, x2, y2 = box
    found: NDArray[np.bool_] = (boxes[0] <= x2) & (boxes[2] >= x1)
    found &= boxes[1] <= y2
    found &= boxes[3] >= y1
    return found


def line_cells(segments: Floats, look: NDArray[np.int32], box: Box | None) -> Cells:
    """Segments by cell."""
    some = slice(None, None, max(len(segments) // _SAMPLE, 1))
    with np.errstate(over="ignore", invalid="ignore"):
        middles = (segments[some, 0:2] + segments[some, 2:4]) * 0.5
    return _cells(segments, look, middles, box)


def arc_cells(arcs: Floats, look: NDArray[np.int32], box: Box | None) -> Cells:
    """Arcs by cell; each is turned so that it begins at t = 0."""
    return _cells(exact_arcs(arcs), look, arcs[:: max(len(arcs) // _SAMPLE, 1), 0:2], box)


def exact_arcs(arcs: Floats) -> Floats:
    """Rows cx cy ux uy vx vy sweep in full precision."""
    turned = arcs[:, 0:7].copy()
    turned[:, 6] = arcs[:, 7] - arcs[:, 6]
    # Whole circles, the most of all, begin at 0 already.
    some = np.flatnonzero(arcs[:, 6])
    t0 = arcs[some, 6:7]
    cos, sin = np.cos(t0), np.sin(t0)
    u, v = arcs[some, 2:4], arcs[some, 4:6]
    turned[some, 2:4], turned[some, 4:6] = u * cos + v * sin, v * cos - u * sin
    return turned


def _cells(rows: Floats, look: NDArray[np.int32], sample: Floats, box: Box | None) -> Cells:
    """Lines or arcs by cell, in each in the order of the drawing."""
    grids = _grids(grid_box(sample, box), len(rows))
    numbers = cell_numbers(rows, grids)
    # Stable, and linear in time for numbers of 16 bits.
    order = np.argsort(numbers, kind="stable").astype(np.int32)
    counts = np.bincount(numbers)
    used = np.flatnonzero(counts)
    starts = np.concatenate([[0], np.cumsum(counts[used])]).astype(np.int64)
    centres = _centres(grids, used)
    stray = np.flatnonzero(used == grids.firsts[-1])
    if len(stray):
        own = rows[order[starts[stray[0]] : starts[stray[0] + 1]]]
        centres[stray] = own[:, : 4 if rows.shape[1] == 4 else 2].reshape(-1, 2).mean(axis=0)
    values, around = placed(rows, order, starts, centres)
    boxes = around.astype(np.float64)
    size = np.abs(boxes).max(axis=0, initial=0.0)
    boxes += np.tile(centres.T, (2, 1)) + size * _ROUNDED * np.array([[-1.0], [-1.0], [1.0], [1.0]])
    return Cells(values, look[order], order, starts, centres, boxes)


def grid_box(sample: Floats, box: Box | None) -> Box:
    """What the grids cover: what belongs together, and nearly all of the rest; far strays have a cell of their own."""
    sample = sample[(np.abs(sample) < FARTHEST).all(axis=1)]
    if box is not None and not (np.abs(box) < FARTHEST).all():
        box = None
    if not len(sample):
        return box or (0.0, 0.0, 1.0, 1.0)
    (x1, y1), (x2, y2) = np.quantile(sample, (0.02, 0.98), axis=0).tolist()
    if box is not None:
        x1, y1, x2, y2 = min(x1, box[0]), min(y1, box[1]), max(x2, box[2]), max(y2, box[3])
    return (x1, y1, x2, y2)


def _grids(box: Box, count: int) -> Grids:
    x1, y1, x2, y2 = box
    wide, high = max(x2 - x1, 1e-9), max(y2 - y1, 1e-9)
    wanted = min(max(count // IN_A_CELL, 1), MOST_CELLS)
    side = max(np.sqrt(wide * high / wanted), max(wide, high) / wanted, 1e-12)
    coarsest = int(np.clip(np.ceil(np.log2(max(wide, high) / side)), 0, _COARSEST))
    edges = side * 2.0 ** np.arange(coarsest + 1)
    columns, rows = (wide / edges).astype(np.int64) + 1, (high / edges).astype(np.int64) + 1
    firsts = np.concatenate([[0], np.cumsum(columns * rows)])
    return Grids(x1, y1, 3.0 * max(wide, high), edges, columns, rows, firsts)


def _centres(grids: Grids, cells: NDArray[np.int64]) -> Floats:
    """The centres of these cells of the grids; that of strays and of what is nowhere is no number."""
    grid = np.searchsorted(grids.firsts, cells, side="right") - 1
    inside = grid < len(grids.edges)
    grid = np.minimum(grid, len(grids.edges) - 1)
    number = cells - grids.firsts[grid]
    row, column = np.divmod(number, grids.columns[grid])
    edge = grids.edges[grid]
    centres = np.column_stack([grids.x + (column + 0.5) * edge, grids.y + (row + 0.5) * edge])
    centres[~inside] = np.nan
    return centres

"""Primitives sorted into the cells of a grid, so that what lies in a window is found and drawn without the rest."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Box = tuple[float, float, float, float]

IN_A_CELL = 200
"""Primitives in a cell, on average."""
MOST_CELLS = 40_000
"""Cells of the finest grid; all grids together stay below 65,536, whose numbers are sorted in linear time."""
_COARSEST = 12
_SAMPLE = 4096
_FARTHEST = 1e37
_ROUNDED = 2.0**-22
"""How far float32 may have moved a coordinate, as a share of its distance from the cell's centre."""


@dataclass(frozen=True, slots=True)
class Cells:
    """Primitives by cell; long ones lie in cells of coarser grids, as large as they are.

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
    x1, y1, x2, y2 = (np.ascontiguousarray(column) for column in segments.T)
    size = np.maximum(np.abs(x2 - x1), np.abs(y2 - y1))
    order, starts, centres, own = _sorted((x1 + x2) * 0.5, (y1 + y2) * 0.5, size, box)
    small = np.empty((len(segments), 4), np.float32)
    with np.errstate(over="ignore", invalid="ignore"):
        for place, column in enumerate((x1, y1, x2, y2)):
            small[:, place] = column[order] - centres[own, place % 2]
    around = _boxes(small[:, 0::2], small[:, 1::2], starts, centres)
    return Cells(small, look[order], order.astype(np.int32), starts, centres, around)


def arc_cells(arcs: Floats, look: NDArray[np.int32], box: Box | None) -> Cells:
    """Arcs by cell; each is turned so that it begins at t = 0."""
    t0 = arcs[:, 6:7]
    cos, sin = np.cos(t0), np.sin(t0)
    u, v = arcs[:, 2:4], arcs[:, 4:6]
    turned = np.hstack([arcs[:, 0:2], u * cos + v * sin, v * cos - u * sin, arcs[:, 7:8] - t0])
    reach = np.hypot(turned[:, 2:4], turned[:, 4:6])
    size = 2.0 * np.maximum(reach[:, 0], reach[:, 1])
    order, starts, centres, own = _sorted(arcs[:, 0], arcs[:, 1], size, box)
    values = turned[order]
    values[:, 0:2] -= centres[own]
    with np.errstate(over="ignore", invalid="ignore"):
        small, reach = values.astype(np.float32), reach[order].astype(np.float32)
    x = np.column_stack([small[:, 0] - reach[:, 0], small[:, 0] + reach[:, 0]])
    y = np.column_stack([small[:, 1] - reach[:, 1], small[:, 1] + reach[:, 1]])
    return Cells(small, look[order], order.astype(np.int32), starts, centres, _boxes(x, y, starts, centres))


def exact_arcs(arcs: Floats) -> Floats:
    """Rows cx cy ux uy vx vy sweep in full precision."""
    t0 = arcs[:, 6:7]
    cos, sin = np.cos(t0), np.sin(t0)
    u, v = arcs[:, 2:4], arcs[:, 4:6]
    return np.hstack([arcs[:, 0:2], u * cos + v * sin, v * cos - u * sin, arcs[:, 7:8] - t0])


def grid_box(x: Floats, y: Floats, box: Box | None) -> Box:
    """What the grids cover: what belongs together, and nearly all of the rest; far strays have a cell of their own."""
    some = slice(None, None, max(len(x) // _SAMPLE, 1))
    sample = np.column_stack([x[some], y[some]])
    sample = sample[np.isfinite(sample).all(axis=1)]
    if not len(sample):
        return box or (0.0, 0.0, 1.0, 1.0)
    (x1, y1), (x2, y2) = np.quantile(sample, (0.02, 0.98), axis=0).tolist()
    if box is not None and np.isfinite(box).all():
        x1, y1, x2, y2 = min(x1, box[0]), min(y1, box[1]), max(x2, box[2]), max(y2, box[3])
    return (x1, y1, x2, y2)


def _sorted(
    x: Floats, y: Floats, size: Floats, box: Box | None
) -> tuple[NDArray[np.int64], NDArray[np.int64], Floats, NDArray[np.int64]]:
    """The order by cell, where each cell that is not empty starts, its centre, and the cell of each in that order."""
    x1, y1, x2, y2 = grid_box(x, y, box)
    wide, high = max(x2 - x1, 1e-9), max(y2 - y1, 1e-9)
    wanted = min(max(len(x) // IN_A_CELL, 1), MOST_CELLS)
    side = max(np.sqrt(wide * high / wanted), max(wide, high) / wanted, 1e-12)
    coarsest = int(np.clip(np.ceil(np.log2(max(wide, high) / side)), 0, _COARSEST))
    edges = side * 2.0 ** np.arange(coarsest + 1)
    columns, rows = (wide / edges).astype(np.int64) + 1, (high / edges).astype(np.int64) + 1
    firsts = np.concatenate([[0], np.cumsum(columns * rows)])
    with np.errstate(invalid="ignore", over="ignore"):
        # A number is below two to the power of its exponent: the edge of the cell that is at least as large.
        level = np.clip(np.frexp(size / side)[1], 0, coarsest)
        column = np.clip((x - x1) / edges[level], 0, columns[level] - 1)
        row = np.clip((y - y1) / edges[level], 0, rows[level] - 1)
        reach = 3.0 * max(wide, high)
        near = (np.abs(x - x1) < reach) & (np.abs(y - y1) < reach)
        sound = (np.abs(x) < _FARTHEST) & (np.abs(y) < _FARTHEST) & (size < _FARTHEST)
    # What lies far away has a cell of its own; what is no number, or none that float32 holds, is nowhere.
    away = np.where(sound, firsts[-1], firsts[-1] + 1)
    with np.errstate(invalid="ignore"):
        inside = firsts[level] + row.astype(np.int64) * columns[level] + column.astype(np.int64)
    key = np.where(near & sound, inside, away).astype(np.uint16)
    centres = [
        np.column_stack([x1 + (grid % across + 0.5) * edge, y1 + (grid // across + 0.5) * edge])
        for grid, across, edge in zip(map(np.arange, columns * rows), columns, edges, strict=True)
    ]
    strays = sound & ~near
    stray = [x[strays].mean(), y[strays].mean()] if strays.any() else [0.0, 0.0]
    every = np.concatenate([*centres, [stray, [np.nan, np.nan]]])
    order = np.argsort(key, kind="stable")
    counts = np.bincount(key, minlength=len(every))
    used = np.flatnonzero(counts)
    starts = np.concatenate([[0], np.cumsum(counts[used])]).astype(np.int64)
    return order, starts, every[used], np.repeat(np.arange(len(used)), counts[used])


def _boxes(x: NDArray[Any], y: NDArray[Any], starts: NDArray[np.int64], centres: Floats) -> Floats:
    if len(starts) < 2:
        return np.zeros((4, 0))
    first = starts[:-1]
    sides = [np.minimum.reduceat(np.minimum(along[:, 0], along[:, 1]), first) for along in (x, y)]
    sides += [np.maximum.reduceat(np.maximum(along[:, 0], along[:, 1]), first) for along in (x, y)]
    boxes = np.stack(sides).astype(np.float64)
    size = np.abs(boxes).max(axis=0)
    boxes += np.tile(centres.T, (2, 1)) + size * _ROUNDED * np.array([[-1.0], [-1.0], [1.0], [1.0]])
    return boxes

"""What cells.c does, done with numpy."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from floorwright.native.cells import Grids

Floats = NDArray[np.float64]
FARTHEST = 1e37
"""What lies farther out, or reaches over more, is nowhere: float32 could not hold it."""


def cell_numbers(rows: Floats, grids: "Grids") -> NDArray[np.uint16]:
    """The numbers as `fw_cell_numbers` finds them."""
    with np.errstate(over="ignore", invalid="ignore"):
        if rows.shape[1] == 4:
            x, y = (rows[:, 0] + rows[:, 2]) * 0.5, (rows[:, 1] + rows[:, 3]) * 0.5
            size = np.maximum(np.abs(rows[:, 2] - rows[:, 0]), np.abs(rows[:, 3] - rows[:, 1]))
        else:
            x, y = rows[:, 0], rows[:, 1]
            size = 2.0 * np.maximum(*_reach(rows))
        sound = (np.abs(x) < FARTHEST) & (np.abs(y) < FARTHEST) & (size < FARTHEST)
        near = sound & (np.abs(x - grids.x) < grids.reach) & (np.abs(y - grids.y) < grids.reach)
        x, y, size = (np.where(near, column, 0.0) for column in (x, y, size))
        level = np.clip(np.frexp(size / grids.edges[0])[1], 0, len(grids.edges) - 1)
        column = np.clip((x - grids.x) / grids.edges[level], 0, grids.columns[level] - 1).astype(np.int64)
        row = np.clip((y - grids.y) / grids.edges[level], 0, grids.rows[level] - 1).astype(np.int64)
    inside = grids.firsts[level] + row * grids.columns[level] + column
    found: NDArray[np.uint16] = np.where(near, inside, grids.firsts[-1] + ~sound).astype(np.uint16)
    return found


def placed(
    rows: Floats, order: NDArray[np.int32], starts: NDArray[np.int64], centres: Floats
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """The values and boxes as `fw_cell_values` makes them."""
    cell = np.repeat(np.arange(len(centres)), np.diff(starts))
    there = rows[order]
    with np.errstate(over="ignore", invalid="ignore"):
        there[:, 0:2] -= centres[cell]
        if rows.shape[1] == 4:
            there[:, 2:4] -= centres[cell]
            values = there.astype(np.float32)
            sides = (np.minimum(values[:, 0:2], values[:, 2:4]), np.maximum(values[:, 0:2], values[:, 2:4]))
        else:
            values = there.astype(np.float32)
            reach = np.column_stack(_reach(there)).astype(np.float32)
            sides = (values[:, 0:2] - reach, values[:, 0:2] + reach)
    boxes = np.zeros((4, len(centres)), np.float32)
    if len(centres):
        boxes[:2] = np.fmin.reduceat(sides[0], starts[:-1]).T
        boxes[2:] = np.fmax.reduceat(sides[1], starts[:-1]).T
    return values, boxes


def _reach(rows: Floats) -> tuple[Floats, Floats]:
    return np.sqrt(rows[:, 2] ** 2 + rows[:, 4] ** 2), np.sqrt(rows[:, 3] ** 2 + rows[:, 5] ** 2)

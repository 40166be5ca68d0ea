"""What cells.c does, done with numpy."""

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from floorwright.native.cells import Grids

Floats = NDArray[np.float64]
FARTHEST = 1e37
"""What lies farther out, or reaches over more, is nowhere: float32 could not hold it."""
_ROW_BITS, _CELL_SHIFT = np.uint64(30), np.uint64(48)
_ROOT_HALF = 0.70710678118654757


def sorted_keys(rows: Floats, look: NDArray[np.int32], grids: "Grids") -> NDArray[np.uint64]:
    """The keys as `fw_cell_keys` makes them."""
    way = np.zeros(len(rows), np.int64)
    with np.errstate(over="ignore", invalid="ignore"):
        if rows.shape[1] == 4:
            x, y = (rows[:, 0] + rows[:, 2]) * 0.5, (rows[:, 1] + rows[:, 3]) * 0.5
            dx, dy = np.abs(rows[:, 2] - rows[:, 0]), np.abs(rows[:, 3] - rows[:, 1])
            size = np.maximum(dx, dy)
            way = np.where(dy == 0.0, 0, np.where(dx == 0.0, 1, 2))
        else:
            x, y = rows[:, 0], rows[:, 1]
            across, up = _reach(rows)
            size = 2.0 * np.maximum(across, up)
        sound = (np.abs(x) < FARTHEST) & (np.abs(y) < FARTHEST) & (size < FARTHEST)
        x, y, size = (np.where(sound, column, 0.0) for column in (x, y, size))
        near = sound & (np.abs(x - grids.x) < grids.reach) & (np.abs(y - grids.y) < grids.reach)
        mantissa, exponent = np.frexp(size / grids.edges[0])
        level = np.clip(exponent, 0, len(grids.edges) - 1)
        half = 2 * (exponent.astype(np.int64) - level) + (mantissa >= _ROOT_HALF) + 30
        column = np.clip((x - grids.x) / grids.edges[level], 0, grids.columns[level] - 1)
        line = np.clip((y - grids.y) / grids.edges[level], 0, grids.rows[level] - 1)
        inside = grids.firsts[level] + line.astype(np.int64) * grids.columns[level] + column.astype(np.int64)
    length = np.where(sound & (size > 0.0), np.clip(half, 0, 31), 0)
    cell = np.where(near, inside, grids.firsts[-1] + ~sound)
    beside = (look.astype(np.int64) & 2047) << 7 | length << 2 | np.where(sound, way, 0)
    keys = cell.astype(np.uint64) << _CELL_SHIFT | beside.astype(np.uint64) << _ROW_BITS
    found: NDArray[np.uint64] = np.sort(keys | np.arange(len(rows), dtype=np.uint64))
    return found


def placed(
    rows: Floats, keys: NDArray[np.uint64], starts: NDArray[np.int64], centres: Floats
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.float32]]:
    """The values, row numbers and boxes as `fw_cell_values` makes them."""
    order = (keys & np.uint64(2**30 - 1)).astype(np.int32)
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
    return values, order, boxes


def _reach(rows: Floats) -> tuple[Floats, Floats]:
    return np.sqrt(rows[:, 2] ** 2 + rows[:, 4] ** 2), np.sqrt(rows[:, 3] ** 2 + rows[:, 5] ** 2)

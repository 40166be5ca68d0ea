"""Primitives put in order by the cells of grids: by the C library, or by numpy without it, with the same answers."""

import ctypes
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from floorwright.native import cells_numpy
from floorwright.native.library import library

MOST_ROWS = 2**30
CELL_SHIFT = np.uint64(48)
"""The bits of a key above this are the number of its cell."""
Keys = NDArray[np.uint64]
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Grids:
    """Grids over one another from a corner (x, y), fine to coarse; what is farther than `reach` from it is a stray.

    `edges` are those of the cells of each, each twice the one before; `firsts` the number of the first cell of each,
    then that of the cell of strays; the one behind it is for what is no number, or none that float32 holds.
    """

    x: float
    y: float
    reach: float
    edges: Floats
    columns: NDArray[np.int64]
    rows: NDArray[np.int64]
    firsts: NDArray[np.int64]


class _Grid(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_double) for name in ("x", "y", "reach")),
        *((name, ctypes.c_void_p) for name in ("edges", "columns", "rows", "firsts")),
        ("coarsest", ctypes.c_int64),
    )


def sorted_keys(rows: Floats, look: NDArray[np.int32], grids: Grids) -> Keys:
    """Ascending keys of lines (n, 4) or arcs (n, 7; from t = 0): the cell, in it the look, the length, the direction.

    Raises:
        ValueError: when there are more rows than a key can number.
    """
    if len(rows) >= MOST_ROWS:
        raise ValueError(f"{len(rows):,} lines or arcs are more than can be shown; {MOST_ROWS:,} is the limit.")
    native = _functions()
    if native is None:
        return cells_numpy.sorted_keys(rows, look, grids)
    rows, look = np.ascontiguousarray(rows, np.float64), np.ascontiguousarray(look, np.int32)
    keys, spare = np.empty(len(rows), np.uint64), np.empty(len(rows), np.uint64)
    kept = [np.ascontiguousarray(array, kind) for array, kind in (
        (grids.edges, np.float64), (grids.columns, np.int64), (grids.rows, np.int64), (grids.firsts, np.int64),
    )]  # fmt: skip
    grid = _Grid(grids.x, grids.y, grids.reach, *(array.ctypes.data for array in kept), len(grids.edges) - 1)
    native.fw_cell_keys(
        rows.ctypes.data, rows.shape[1], look.ctypes.data, len(rows), ctypes.byref(grid),
        keys.ctypes.data, spare.ctypes.data,
    )  # fmt: skip
    return keys


def placed(
    rows: Floats, keys: Keys, starts: NDArray[np.int64], centres: Floats
) -> tuple[NDArray[np.float32], NDArray[np.int32], NDArray[np.float32]]:
    """In the order of `keys`: values from the centre of the cell, row numbers; and the box (4, cells) round each cell.

    Boxes count from the centres as well.
    """
    native = _functions()
    if native is None:
        return cells_numpy.placed(rows, keys, starts, centres)
    rows, centres = np.ascontiguousarray(rows, np.float64), np.ascontiguousarray(centres, np.float64)
    values, order = np.empty(rows.shape, np.float32), np.empty(len(rows), np.int32)
    boxes = np.empty((4, len(centres)), np.float32)
    done = native.fw_cell_values(
        rows.ctypes.data, rows.shape[1], len(rows), keys.ctypes.data, starts.ctypes.data, centres.ctypes.data,
        len(centres), values.ctypes.data, order.ctypes.data, boxes.ctypes.data,
    )  # fmt: skip
    if not done:
        raise ValueError("These keys are not those of the rows.")
    return values, order, boxes


@cache
def _functions() -> ctypes.CDLL | None:
    native = library()
    if native is None:
        return None
    pointer, count = ctypes.c_void_p, ctypes.c_int64
    native.fw_cell_keys.argtypes = [pointer, count, pointer, count, pointer, pointer, pointer]
    native.fw_cell_keys.restype = None
    native.fw_cell_values.argtypes = [pointer, count, count, *[pointer] * 3, count, *[pointer] * 3]
    native.fw_cell_values.restype = ctypes.c_int32
    return native

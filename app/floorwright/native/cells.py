"""The cells of grids that primitives lie in: found by the C library, or by numpy without it, with the same answers."""

import ctypes
from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from floorwright.native import cells_numpy
from floorwright.native.library import library

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


def cell_numbers(rows: Floats, grids: Grids) -> NDArray[np.uint16]:
    """The cell of each line (n, 4) or arc (n, 7; from t = 0) by its middle, in a grid as coarse as it is large."""
    native = _functions()
    if native is None:
        return cells_numpy.cell_numbers(rows, grids)
    rows = np.ascontiguousarray(rows, np.float64)
    numbers = np.empty(len(rows), np.uint16)
    kept = [np.ascontiguousarray(array, kind) for array, kind in (
        (grids.edges, np.float64), (grids.columns, np.int64), (grids.rows, np.int64), (grids.firsts, np.int64),
    )]  # fmt: skip
    grid = _Grid(grids.x, grids.y, grids.reach, *(array.ctypes.data for array in kept), len(grids.edges) - 1)
    native.fw_cell_numbers(rows.ctypes.data, rows.shape[1], len(rows), ctypes.byref(grid), numbers.ctypes.data)
    return numbers


def placed(
    rows: Floats, order: NDArray[np.int32], starts: NDArray[np.int64], centres: Floats
) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
    """Rows in this order, cell by cell, from the centre of their cell; and the box (4, cells) round each, from it too.

    Raises:
        ValueError: when the order names rows that are not there.
    """
    native = _functions()
    if native is None:
        return cells_numpy.placed(rows, order, starts, centres)
    rows, centres = np.ascontiguousarray(rows, np.float64), np.ascontiguousarray(centres, np.float64)
    values, boxes = np.empty(rows.shape, np.float32), np.empty((4, len(centres)), np.float32)
    done = native.fw_cell_values(
        rows.ctypes.data, rows.shape[1], len(rows), order.ctypes.data, starts.ctypes.data, centres.ctypes.data,
        len(centres), values.ctypes.data, boxes.ctypes.data,
    )  # fmt: skip
    if not done:
        raise ValueError("This order is not one of the rows.")
    return values, boxes


@cache
def _functions() -> ctypes.CDLL | None:
    native = library()
    if native is None:
        return None
    pointer, count = ctypes.c_void_p, ctypes.c_int64
    native.fw_cell_numbers.argtypes, native.fw_cell_numbers.restype = [pointer, count, count, pointer, pointer], None
    native.fw_cell_values.argtypes = [pointer, count, count, *[pointer] * 3, count, *[pointer] * 2]
    native.fw_cell_values.restype = ctypes.c_int32
    return native

"""Rows of points and directions in space, put where instances have them and seen from above."""

import ctypes

import numpy as np
from numpy.typing import NDArray

from floorwright.native.library import library

Floats = NDArray[np.float64]
Index = NDArray[np.int64]


def placed_rows(
    rows: Floats, points: int, ways: int, begin: Index, size: Index, matrix: Floats, shift: Floats
) -> Floats:  # fmt: skip
    """The rows begin[i] to begin[i] + size[i] of every instance i, one instance after the other.

    A row holds `points` points and then `ways` directions, three numbers each, and any other numbers; what comes back
    has two numbers for each point, matrix · p + shift, and direction, matrix · p. `matrix` is (n, 3, 3), `shift`
    (n, 3).
    """
    rest = rows.shape[1] - 3 * (points + ways)
    two_rows = np.ascontiguousarray(matrix[:, :2, :])
    two_shifts = np.ascontiguousarray(shift[:, :2])
    begin, size = np.ascontiguousarray(begin, np.int64), np.ascontiguousarray(size, np.int64)
    if len(begin) and (int(begin.min()) < 0 or int((begin + size).max()) > len(rows) or int(size.min()) < 0):
        raise IndexError("an instance has rows that are not there")
    out = np.empty((int(size.sum()), 2 * (points + ways) + rest))
    compiled = library()
    if compiled is None:
        _with_numpy(rows, points, ways, begin, size, two_rows, two_shifts, out)
        return out
    place = compiled.fw_place
    place.restype = None
    place.argtypes = (ctypes.c_void_p, *[ctypes.c_int64] * 3, *[ctypes.c_void_p] * 4, ctypes.c_int64, ctypes.c_void_p)
    rows = np.ascontiguousarray(rows)
    place(
        rows.ctypes.data, points, ways, rest, begin.ctypes.data, size.ctypes.data, two_rows.ctypes.data,
        two_shifts.ctypes.data, len(begin), out.ctypes.data,
    )  # fmt: skip
    return out


def _with_numpy(
    rows: Floats, points: int, ways: int, begin: Index, size: Index, matrix: Floats, shift: Floats, out: Floats
) -> None:
    ends = np.cumsum(size)
    instance = np.repeat(np.arange(len(size)), size)
    row = np.arange(len(instance)) + np.repeat(begin - (ends - size), size)
    for place in range(points + ways):
        for axis in (0, 1):
            column = matrix[instance, axis, 0] * rows[row, 3 * place]
            column += matrix[instance, axis, 1] * rows[row, 3 * place + 1]
            column += matrix[instance, axis, 2] * rows[row, 3 * place + 2]
            out[:, 2 * place + axis] = column + shift[instance, axis] if place < points else column
    out[:, 2 * (points + ways) :] = rows[row, 3 * (points + ways) :]

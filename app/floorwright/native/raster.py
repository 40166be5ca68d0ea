"""Lines, arcs and areas drawn into 32-bit premultiplied pixels: by the C library, or by numpy without it."""

import ctypes
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.native import raster_numpy
from floorwright.native.library import library

Picture = NDArray[np.uint32]
"""(h, w) pixels 0xAARRGGBB, premultiplied; rows may lie apart, the pixels of a row may not."""
LARGEST_PX = 16384


class Mode(IntEnum):
    """Plain lines are quick; smooth ones cover each pixel by its exact share."""

    PLAIN = 0
    SMOOTH = 1


@dataclass(frozen=True, slots=True)
class Pens:
    """How each look is drawn: a colour (premultiplied, 0 is not drawn), a width, and dashes in pixels.

    `dashed` (n, 2) holds where the dashes of a look begin in `dashes` (dash, gap, dash, …) and how many they are.
    """

    colours: NDArray[np.uint32]
    widths: NDArray[np.float32]
    dashed: NDArray[np.int32]
    dashes: NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Rows:
    """Primitives in groups: rows x1 y1 x2 y2 of lines, or cx cy ux uy vx vy sweep of arcs (from t = 0), with a look.

    Each of `ranges` (n, 2) is a run of rows; its origin lies at the pixel `shifts` (n, 2). They are drawn one
    after another, quickest where rows of one look follow one another.
    """

    values: NDArray[Any]
    look: NDArray[np.int32]
    ranges: NDArray[np.int64]
    shifts: NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Shapes:
    """Rings as points (m, 2) split by `ring_starts`; shapes are rings split by `shape_starts`."""

    points: NDArray[np.float64]
    ring_starts: NDArray[np.int32]
    shape_starts: NDArray[np.int32]


class _Table(ctypes.Structure):
    _fields_ = (
        *((name, ctypes.c_void_p) for name in ("rows", "look", "ranges", "shifts", "turn")),
        *((name, ctypes.c_void_p) for name in ("palette", "widths", "dashed", "dashes")),
        ("count", ctypes.c_int64),
        ("wide", ctypes.c_int64),
    )


def is_native() -> bool:
    """Whether the C library draws."""
    return _functions() is not None


def draw_lines(picture: Picture, mode: Mode, rows: Rows, turn: Sequence[float], pens: Pens) -> None:
    """Draw lines; (x, y) lies at (a x + c y, b x + d y) from the shift of its range, with `turn` a b c d."""
    _draw("fw_lines", picture, mode, rows, turn, pens)


def draw_arcs(picture: Picture, mode: Mode, rows: Rows, turn: Sequence[float], pens: Pens) -> None:
    """Draw arcs, as many chords each as its radius in pixels asks for."""
    _draw("fw_arcs", picture, mode, rows, turn, pens)


def draw_areas(
    picture: Picture,
    shapes: Shapes,
    which: NDArray[np.int32],
    places: NDArray[np.float64],
    colours: NDArray[np.uint32],
    *,
    even_odd: bool,
) -> None:
    """Fill these shapes one after another; `places` (n, 6) or (1, 6) puts (x, y) at (a x + c y + e, b x + d y + f)."""
    if not len(which) or not picture.size:
        return
    native = _functions()
    if native is None:
        raster_numpy.areas(picture, shapes, which, places, colours, even_odd)
        return
    kept = [_solid(array, kind) for array, kind in (
        (shapes.points, np.float64), (shapes.ring_starts, np.int32), (shapes.shape_starts, np.int32),
        (which, np.int32), (places, np.float64), (colours, np.uint32),
    )]  # fmt: skip
    points, ring_starts, shape_starts, numbers, matrices, inks = (array.ctypes.data for array in kept)
    done = native.fw_areas(
        *_pixels(picture), points, ring_starts, shape_starts, numbers, matrices, 6 if len(places) > 1 else 0, inks,
        len(which), int(even_odd),
    )  # fmt: skip
    if not done:
        raise MemoryError("There is no memory left to fill areas.")


def _draw(name: str, picture: Picture, mode: Mode, rows: Rows, turn: Sequence[float], pens: Pens) -> None:
    if not len(rows.ranges) or not picture.size:
        return
    native = _functions()
    if native is None:
        draw = raster_numpy.lines if name == "fw_lines" else raster_numpy.arcs
        draw(picture, mode, rows, turn, pens)
        return
    wide = rows.values.dtype == np.float64
    kept = [_solid(array, kind) for array, kind in (
        (rows.values, np.float64 if wide else np.float32), (rows.look, np.int32), (rows.ranges, np.int64),
        (rows.shifts, np.float64), (np.array(turn), np.float64),
        (pens.colours, np.uint32), (pens.widths, np.float32), (pens.dashed, np.int32), (pens.dashes, np.float32),
    )]  # fmt: skip
    table = _Table(*(array.ctypes.data if len(array) else None for array in kept), len(rows.ranges), int(wide))
    getattr(native, name)(*_pixels(picture), int(mode), ctypes.byref(table))


def _solid(array: NDArray[Any], kind: Any) -> NDArray[Any]:
    return np.ascontiguousarray(array, kind)


def _pixels(picture: Picture) -> tuple[int, int, int, int]:
    height, width = picture.shape
    if picture.dtype != np.uint32 or picture.strides[1] != 4 or max(height, width) > LARGEST_PX:
        raise ValueError(f"A picture {width} × {height} of {picture.dtype} cannot be drawn into.")
    return picture.ctypes.data, width, height, picture.strides[0] // 4


@cache
def _functions() -> ctypes.CDLL | None:
    native = library()
    if native is None:
        return None
    pointer, count, flag = ctypes.c_void_p, ctypes.c_int64, ctypes.c_int32
    for draw in (native.fw_lines, native.fw_arcs):
        draw.argtypes, draw.restype = [pointer, count, count, count, flag, pointer], None
    native.fw_areas.argtypes = [pointer, count, count, count, *[pointer] * 5, count, pointer, count, flag]
    native.fw_areas.restype = flag
    return native

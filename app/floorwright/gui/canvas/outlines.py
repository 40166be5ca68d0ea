"""Letters of drawings as flattened outlines, each made when it is first needed."""

import struct
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

from floorwright.gui.canvas.lettering import text_path
from floorwright.native.raster import Shapes

COARSE_STEPS, FINE_STEPS, FINE_PX = 3, 12, 60.0
"""Straight pieces of a curve of a letter: for reading, and for capitals larger than so many pixels."""
_MOVE, _LINE, _CURVE = 0, 1, 2
_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
Floats = NDArray[np.float64]


class Outlines:
    """The outlines of the pieces of a drawing's words, with capitals of height 1 and y upwards."""

    def __init__(self, pieces: Sequence[str]) -> None:
        self._pieces = pieces
        self._advances = np.full(len(pieces), np.nan)
        self._rings = {steps: _Rings(len(pieces), steps) for steps in (COARSE_STEPS, FINE_STEPS)}

    def advances(self, pieces: NDArray[np.int32]) -> Floats:
        """How far each of these pieces moves the next."""
        for number in set(pieces.tolist()):
            if np.isnan(self._advances[number]):
                self._advances[number] = text_path(self._pieces[number], False)[1]
        found: Floats = self._advances[pieces]
        return found

    def outlines(self, pieces: NDArray[np.int32], height_px: float) -> tuple[Shapes, NDArray[np.int32]]:
        """Shapes, and the number among them of each of these pieces, fine enough for capitals of this height."""
        rings = self._rings[FINE_STEPS if height_px > FINE_PX else COARSE_STEPS]
        for number in set(pieces.tolist()):
            if rings.numbers[number] < 0:
                rings.add(number, text_path(self._pieces[number], False)[0])
        return rings.shapes(), rings.numbers[pieces]


class _Rings:
    def __init__(self, count: int, steps: int) -> None:
        self.numbers = np.full(count, -1, np.int32)
        self._steps = steps
        self._points: list[Floats] = []
        self._ring_lengths: list[int] = []
        self._shape_lengths: list[int] = []
        self._made: Shapes | None = None

    def add(self, number: int, path: QPainterPath) -> None:
        rings = flattened(path, self._steps)
        self.numbers[number] = len(self._shape_lengths)
        self._points.extend(rings)
        self._ring_lengths.extend(map(len, rings))
        self._shape_lengths.append(len(rings))
        self._made = None

    def shapes(self) -> Shapes:
        if self._made is None:
            self._made = Shapes(
                np.concatenate([np.zeros((0, 2)), *self._points]),
                np.cumsum([0, *self._ring_lengths]).astype(np.int32),
                np.cumsum([0, *self._shape_lengths]).astype(np.int32),
            )
        return self._made


def flattened(path: QPainterPath, steps: int) -> list[Floats]:
    """The rings of a path as points (n, 2), each curve as so many straight pieces.

    The path is read in the form in which Qt streams it: one call instead of one a point.
    """
    data = QByteArray()
    stream = QDataStream(data, QIODevice.OpenModeFlag.WriteOnly)
    stream << path
    raw = data.data()
    if len(raw) < 4 or path.isEmpty():
        return []
    elements = np.frombuffer(raw, _ELEMENT, struct.unpack_from(">i", raw)[0], 4)
    kinds, points = elements["type"], np.column_stack([elements["x"], elements["y"]]).astype(np.float64)
    t = np.linspace(0.0, 1.0, steps + 1)[1:, None]
    rings: list[list[Floats]] = []
    place = 0
    while place < len(kinds):
        if kinds[place] == _MOVE:
            rings.append([points[place : place + 1]])
            place += 1
        elif kinds[place] == _LINE:
            rings[-1].append(points[place : place + 1])
            place += 1
        else:
            a, (b, c, d) = points[place - 1], points[place : place + 3]
            rings[-1].append((1 - t) ** 3 * a + 3 * (1 - t) ** 2 * t * b + 3 * (1 - t) * t * t * c + t**3 * d)
            place += 3
    return [np.concatenate(ring) for ring in rings]

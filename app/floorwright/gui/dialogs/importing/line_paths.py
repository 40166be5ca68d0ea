"""Lines of a drawing as one path, to be drawn over its preview."""

import struct

import numpy as np
from PySide6.QtCore import QByteArray, QDataStream, QIODevice
from PySide6.QtGui import QPainterPath

from floorwright.model.drawing import Floats

MOST_LINES = 60_000
"""What is pointed out is drawn by a sample of its lines beyond this: the window must not wait."""
_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])
_MOVE, _LINE = 0, 1


def lines_path(lines: Floats, origin: tuple[float, float]) -> QPainterPath:
    """The lines (n, 4), in units from `origin`, written in the form in which Qt streams paths: one call for all."""
    some = lines[:: max(len(lines) // MOST_LINES, 1)] - np.tile(origin, 2)
    path = QPainterPath()
    if not len(some):
        return path
    elements = np.empty(2 * len(some), _ELEMENT)
    elements["type"][0::2], elements["type"][1::2] = _MOVE, _LINE
    elements["x"][0::2], elements["x"][1::2] = some[:, 0], some[:, 2]
    elements["y"][0::2], elements["y"][1::2] = some[:, 1], some[:, 3]
    data = QByteArray(struct.pack(">i", len(elements)) + elements.tobytes() + struct.pack(">ii", 0, 0))
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path

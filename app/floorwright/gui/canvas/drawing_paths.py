"""An imported drawing as paths: one for each layer and colour, made straight from the arrays."""

import struct
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QByteArray, QDataStream, QIODevice, QRectF, Qt
from PySide6.QtGui import QPainterPath, QTransform

from floorwright.gui.canvas.lettering import text_path
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay

ARC_STEPS_A_TURN = 72
_MOVE, _LINE = 0, 1
_ELEMENT = np.dtype([("type", ">i4"), ("x", ">f8"), ("y", ">f8")])


@dataclass(frozen=True, slots=True)
class DrawingPath:
    """What is of one layer and colour; -1 contrasts with the ground. `letter` is a capital height in drawing units."""

    layer: int
    colour: int
    filled: bool
    path: QPainterPath
    letter: float = 0.0


def placed(underlay: Underlay) -> QTransform:
    """From the units of the drawing to the floor."""
    transform = QTransform()
    transform.translate(underlay.x, underlay.y)
    transform.rotate(underlay.rotation)
    transform.scale(underlay.scale, underlay.scale)
    return transform


def drawing_paths(drawing: Drawing, origin: tuple[float, float] = (0.0, 0.0)) -> list[DrawingPath]:
    """Fills first, then lines, then texts, in drawing units from `origin`, so that far-away drawings stay exact."""
    u, v = origin
    return [*_fills(drawing, u, v), *_lines(drawing, u, v), *_texts(drawing, u, v)]


def shown_layers(drawing: Drawing, underlay: Underlay) -> set[int]:
    """The numbers of the layers that are seen: what the drawing says, changed by what the user chose."""
    chosen = dict(underlay.shown)
    return {number for number, layer in enumerate(drawing.layers) if chosen.get(layer.name, layer.visible)}


def bounds_of(paths: list[DrawingPath], layers: set[int]) -> QRectF:
    """The rectangle round everything on these layers, in the coordinates of the paths."""
    bounds = QRectF()
    for piece in paths:
        if piece.layer in layers:
            bounds = bounds.united(piece.path.controlPointRect())
    return bounds


def _lines(drawing: Drawing, u: float, v: float) -> list[DrawingPath]:
    starts, ends, layers, colours = [], [], [], []
    if len(drawing.segments):
        starts.append(drawing.segments[:, :2])
        ends.append(drawing.segments[:, 2:])
        layers.append(drawing.segment_layer)
        colours.append(drawing.segment_colour)
    for index, arc in enumerate(drawing.arcs):
        points = _arc_points(arc)
        starts.append(points[:-1])
        ends.append(points[1:])
        layers.append(np.full(len(points) - 1, drawing.arc_layer[index], np.int32))
        colours.append(np.full(len(points) - 1, drawing.arc_colour[index], np.int32))
    if not starts:
        return []
    a, b = np.concatenate(starts) - (u, v), np.concatenate(ends) - (u, v)
    layer, colour = np.concatenate(layers), np.concatenate(colours)
    made = []
    for which, tint in sorted({(int(i), int(c)) for i, c in zip(*_unique_pairs(layer, colour), strict=True)}):
        chosen = (layer == which) & (colour == tint)
        made.append(DrawingPath(which, tint, False, _segments_path(a[chosen], b[chosen])))
    return made


def _unique_pairs(layer: NDArray[np.int32], colour: NDArray[np.int32]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    pairs = np.unique(layer.astype(np.int64) * (1 << 32) + (colour.astype(np.int64) + 1))
    return pairs >> 32, (pairs & 0xFFFFFFFF) - 1


def _arc_points(arc: NDArray[np.float64]) -> NDArray[np.float64]:
    cx, cy, ux, uy, vx, vy, t0, t1 = (float(value) for value in arc)
    steps = max(int(np.ceil(abs(t1 - t0) / (2 * np.pi) * ARC_STEPS_A_TURN)), 2)
    t = np.linspace(t0, t1, steps + 1)
    return np.stack([cx + ux * np.cos(t) + vx * np.sin(t), cy + uy * np.cos(t) + vy * np.sin(t)], axis=1)


def _segments_path(starts: NDArray[np.float64], ends: NDArray[np.float64]) -> QPainterPath:
    """Separate lines as one path, written in the form in which Qt streams paths: one call instead of one a line."""
    elements = np.empty(2 * len(starts), _ELEMENT)
    elements["type"][0::2], elements["type"][1::2] = _MOVE, _LINE
    elements["x"][0::2], elements["x"][1::2] = starts[:, 0], ends[:, 0]
    elements["y"][0::2], elements["y"][1::2] = starts[:, 1], ends[:, 1]
    return _streamed(elements, 0)


def _streamed(elements: NDArray[np.void], last_start: int) -> QPainterPath:
    path = QPainterPath()
    if not len(elements):
        return path
    data = QByteArray(struct.pack(">i", len(elements)) + elements.tobytes() + struct.pack(">ii", last_start, 0))
    stream = QDataStream(data, QIODevice.OpenModeFlag.ReadOnly)
    stream >> path
    return path


def _fills(drawing: Drawing, u: float, v: float) -> list[DrawingPath]:
    loose: list[DrawingPath] = []
    for index in range(len(drawing.fill_starts) - 1):
        path = QPainterPath()
        for ring in range(drawing.fill_starts[index], drawing.fill_starts[index + 1]):
            points = drawing.fill_points[drawing.ring_starts[ring] : drawing.ring_starts[ring + 1]] - (u, v)
            if len(points) < 3:
                continue
            elements = np.empty(len(points) + 1, _ELEMENT)
            elements["type"] = _LINE
            elements["type"][0] = _MOVE
            elements["x"][:-1], elements["y"][:-1] = points[:, 0], points[:, 1]
            elements["x"][-1], elements["y"][-1] = points[0]
            path.addPath(_streamed(elements, 0))
        path.setFillRule(Qt.FillRule.OddEvenFill)
        loose.append(DrawingPath(int(drawing.fill_layer[index]), int(drawing.fill_colour[index]), True, path))
    return loose


def _texts(drawing: Drawing, u: float, v: float) -> list[DrawingPath]:
    groups: dict[tuple[int, int, float], QPainterPath] = {}
    for text in drawing.texts:
        outline, _, _ = text_path(text.text, False)
        place = QTransform()
        place.translate(text.x - u, text.y - v)
        place.rotate(text.rotation)
        place.scale(text.height * text.width, -text.height if text.mirrored else text.height)
        path = groups.setdefault((text.layer, text.colour, text.height), QPainterPath())
        path.addPath(place.map(outline))
        path.setFillRule(Qt.FillRule.WindingFill)
    return [DrawingPath(layer, colour, True, path, height) for (layer, colour, height), path in groups.items()]

"""Small pictures of what lies on each layer, made when they are looked at, in a thread, a few at a time."""

from concurrent.futures import Future, ThreadPoolExecutor

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtGui import QImage

from floorwright.gui.theme import current_theme
from floorwright.model.drawing import Drawing, Floats
from floorwright.model.drawing_lines import chords

WIDTH_PX, HEIGHT_PX = 72, 48
"""Twice what the table shows, for screens with fine pixels."""
MARGIN_PX = 3
MOST_LINES = 4000
"""A layer with more lines is drawn by a sample of them: at this size nobody sees the difference."""
ASK_EVERY_MS = 30
Ink = NDArray[np.uint8]


class Thumbnails(QObject):
    """`picture` answers at once, with None while a picture is being made; then `made` names the layer."""

    made = Signal(str)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drawing: Drawing | None = None
        self._numbers: dict[str, int] = {}
        self._sorted: Future[LinesByLayer] | None = None
        self._asked: list[str] = []
        self._waiting: dict[str, Future[Ink]] = {}
        self._known: dict[str, Ink] = {}
        self._pool = ThreadPoolExecutor(1)
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._collect)

    def show_drawing(self, drawing: Drawing | None) -> None:
        """Make pictures of the layers of this drawing from now on."""
        if drawing is self._drawing:
            return
        for waiting in self._waiting.values():
            waiting.cancel()
        self._waiting.clear()
        self._asked.clear()
        self._known.clear()
        self._sorted = None
        self._drawing = drawing
        self._numbers = {layer.name: number for number, layer in enumerate(drawing.layers)} if drawing else {}

    def picture(self, layer: str) -> QImage | None:
        """The picture of a layer; None until it is made."""
        found = self._known.get(layer)
        if found is None and layer in self._numbers and layer not in self._waiting and layer not in self._asked:
            # Begun in a moment: the drawing itself is painted first, and with all processors.
            self._asked.append(layer)
            self._timer.start()
        # In the colours of the theme that is worn now: it may be another than when the picture was made.
        return None if found is None else _picture(found)

    def close(self) -> None:
        """Make no more pictures."""
        self.show_drawing(None)
        self._timer.stop()
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _collect(self) -> None:
        for layer in self._asked:
            self._begin(layer)
        self._asked.clear()
        for layer in [layer for layer, waiting in self._waiting.items() if waiting.done()]:
            self._known[layer] = self._waiting.pop(layer).result()
            self.made.emit(layer)
        if not self._waiting:
            self._timer.stop()

    def _begin(self, layer: str) -> None:
        assert self._drawing is not None
        if self._sorted is None:
            self._sorted = self._pool.submit(LinesByLayer, self._drawing)
        lines, number = self._sorted, self._numbers[layer]
        self._waiting[layer] = self._pool.submit(lambda: inked(lines.result().of(number)))


class LinesByLayer:
    """The lines and arcs of a drawing sorted by their layer, once."""

    def __init__(self, drawing: Drawing) -> None:
        self._drawing = drawing
        self._segments = _sorted_by(drawing.segment_layer, len(drawing.layers))
        self._arcs = _sorted_by(drawing.arc_layer, len(drawing.layers))
        self._fills = _sorted_by(drawing.fill_layer, len(drawing.layers))
        self._texts = _sorted_by(drawing.text_layer, len(drawing.layers))

    def of(self, layer: int) -> Floats:
        """Lines (n, 4) that stand for what is on a layer: a sample where there are very many."""
        drawing = self._drawing
        rings = [_ring(drawing, fill) for fill in _some(self._fills, layer).tolist()]
        places = drawing.text_places[_some(self._texts, layer)]
        texts = np.hstack([places[:, :2], places[:, :2] + 4.0 * places[:, 2:4]])
        return np.concatenate(
            [
                drawing.segments[_some(self._segments, layer)],
                chords(np.asarray(drawing.arcs[_some(self._arcs, layer)])),
                texts,
                *rings,
            ]
        )


def inked(lines: Floats) -> Ink:
    """How dark each pixel is, rows from above, when these lines fill the picture."""
    ink = np.zeros((HEIGHT_PX, WIDTH_PX), np.uint8)
    if not len(lines):
        return ink
    points = lines.reshape(-1, 2)
    # What lies far from nearly everything would make all the rest a dot.
    low, high = np.percentile(points, [1, 99], axis=0)
    room = np.array([WIDTH_PX, HEIGHT_PX]) - 2 * MARGIN_PX
    size = np.maximum(high - low, 1e-9)
    scale = float((room / size).min())
    middle = (low + high) / 2
    ends = ((points - middle) * scale + np.array([WIDTH_PX, HEIGHT_PX]) / 2).reshape(-1, 4)
    share = np.linspace(0.0, 1.0, WIDTH_PX + 1)[None, :]
    for part in np.array_split(ends, max(len(ends) // 500, 1)):
        x = (part[:, [0]] + share * (part[:, [2]] - part[:, [0]])).astype(int)
        y = HEIGHT_PX - 1 - (part[:, [1]] + share * (part[:, [3]] - part[:, [1]])).astype(int)
        seen = (x >= 0) & (x < WIDTH_PX) & (y >= 0) & (y < HEIGHT_PX)
        ink[y[seen], x[seen]] = 255
    return ink


def _picture(ink: Ink) -> QImage:
    colour = int(current_theme().text.removeprefix("#"), 16)
    pixels = np.zeros((HEIGHT_PX, WIDTH_PX, 4), np.uint8)
    pixels[..., 0], pixels[..., 1], pixels[..., 2] = colour >> 16, (colour >> 8) & 255, colour & 255
    pixels[..., 3] = ink
    image = QImage(pixels.tobytes(), WIDTH_PX, HEIGHT_PX, 4 * WIDTH_PX, QImage.Format.Format_RGBA8888).copy()
    image.setDevicePixelRatio(2.0)
    return image


def _sorted_by(layers: NDArray[np.int32], count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    order = np.argsort(layers, kind="stable")
    return order, np.searchsorted(layers[order], np.arange(count + 1))


def _some(by_layer: tuple[NDArray[np.int64], NDArray[np.int64]], layer: int) -> NDArray[np.int64]:
    order, starts = by_layer
    found = order[starts[layer] : starts[layer + 1]]
    return found[:: max(len(found) // MOST_LINES, 1)]


def _ring(drawing: Drawing, fill: int) -> Floats:
    ring = drawing.fill_starts[fill]
    points = drawing.fill_points[drawing.ring_starts[ring] : drawing.ring_starts[ring + 1]]
    return np.hstack([points, np.roll(points, -1, axis=0)])

"""How large an imported drawing will be: the drawing with a forklift and a person beside it, to the same scale."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from itertools import pairwise

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from floorwright.geometry.box import Box
from floorwright.gui.canvas.camera import Camera, looking_at
from floorwright.gui.canvas.drawing_painter import LastPicture
from floorwright.gui.canvas.ink import ink_of, paint_ink
from floorwright.gui.canvas.scene import underlay_box
from floorwright.gui.theme import current_theme
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.paper.symbols import SymbolLibrary, symbol_marks

FORKLIFT = "forklift"
BESIDE = ((FORKLIFT, "Forklift"), ("operator", "Person"))
SHARE = 0.04
"""The gap to what stands beside, as a share of the drawing's width."""

SMALLEST_PX = 6.0
"""A forklift below this tells nothing about size."""
MARGIN_PX = 28.0
LETTER_PX = 10
CAPTION_GAP_PX = 6


class DrawingPreview(QWidget):
    """Shows a drawing as its underlay will lie; nothing until there is one."""

    def __init__(self, library: SymbolLibrary) -> None:
        super().__init__()
        self._library = library
        self._drawing: Drawing | None = None
        self._underlay: Underlay | None = None
        self._layers: set[int] = set()
        self.looked: Camera | None = None
        """Where the user looks; None for all of it."""
        self.pale = False
        """Whether the whole drawing is grey, so that colours are free to say what has changed."""
        self._box = Box(0.0, 0.0, 0.0, 0.0)
        self._picture = LastPicture()
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(380, 300)
        self.setAccessibleName("Preview of the drawing")

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    def show_drawing(self, drawing: Drawing, underlay: Underlay, layers: set[int]) -> None:
        """Show this drawing with these of its layers, at the size that the underlay gives it."""
        shown = tuple((layer.name, number in layers) for number, layer in enumerate(drawing.layers))
        self._drawing, self._underlay, self._layers = drawing, replace(underlay, shown=shown), layers
        self._box = underlay_box(drawing, underlay)
        self.update()

    def paint_over(self, painter: QPainter, underlay: Underlay, camera: Camera) -> None:
        """Draw above the drawing, in pixels: nothing, unless a preview has something to point at."""

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.canvas))
        if self._drawing is not None and self._underlay is not None:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            self._paint(painter, self._drawing, self._underlay)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.setPen(QColor(theme.line))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))
        painter.end()

    def too_small(self) -> str:
        """Why nothing can stand beside the drawing to compare with; empty when it can."""
        if self._drawing is None or self._library.get(FORKLIFT).width * self._camera().px_per_mm >= SMALLEST_PX:
            return ""
        metres = f"{self._box.width / 1000:,.0f}"
        return f"At this size a forklift would be as small as a dot: the drawing would be {metres} m wide."

    @staticmethod
    def _unchanged(_: str) -> QColor:
        return QColor(current_theme().axis)

    def _aside(self) -> float:
        gap = max(self._box.width * SHARE, 300.0)
        return sum(self._library.get(id).width + gap for id, _ in BESIDE)

    def _camera(self) -> Camera:
        if self.looked is not None:
            return self.looked
        box = self._box
        seen = Box(box.left, box.bottom, box.right + self._aside(), box.top)
        return looking_at(seen, self.width(), self.height(), MARGIN_PX)

    def _paint(self, painter: QPainter, drawing: Drawing, underlay: Underlay) -> None:
        theme = current_theme()
        camera = self._camera()
        scale = camera.px_per_mm
        floor = QTransform(scale, 0, 0, -scale, -camera.left * scale, camera.top * scale)
        painter.save()
        painter.setTransform(floor, True)
        self._picture.paint(painter, drawing, underlay, self._unchanged if self.pale else theme.ink)
        painter.restore()
        self.paint_over(painter, underlay, camera)
        font = QFont(painter.font())
        font.setPixelSize(LETTER_PX)
        painter.setFont(font)
        painter.setPen(QColor(theme.accent))
        words = self.too_small()
        if words:
            below = QRectF(MARGIN_PX / 2, self.height() - MARGIN_PX, self.width() - MARGIN_PX, MARGIN_PX)
            painter.drawText(below, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, words)
        else:
            self._paint_beside(painter, camera, floor)

    def _paint_beside(self, painter: QPainter, camera: Camera, floor: QTransform) -> None:
        box = self._box
        gap = max(box.width * SHARE, 300.0)
        x = box.right + gap
        middles: list[tuple[float, str]] = []
        for id, words in BESIDE:
            symbol = self._library.get(id)
            painter.save()
            painter.setTransform(floor, True)
            painter.translate(x + symbol.width / 2, box.bottom + symbol.depth / 2)
            ink = ink_of(symbol_marks(symbol, symbol.width, symbol.depth), 3.0, current_theme().ink)
            paint_ink(painter, ink)
            painter.restore()
            middles.append((camera.to_px(x + symbol.width / 2, box.bottom)[0], words))
            x += symbol.width + gap
        top = camera.to_px(0, box.bottom)[1] + 4
        for left, width, words in captions(middles, painter.fontMetrics().horizontalAdvance, self.width() - 4.0):
            painter.drawText(QRectF(left, top, width, LETTER_PX + 4), Qt.AlignmentFlag.AlignCenter, words)


def captions(
    middles: Sequence[tuple[float, str]], advance: Callable[[str], int], right: float
) -> list[tuple[float, float, str]]:
    """Left, width and words of captions centred under their middles, one for all where they would overprint."""
    made = [(middle - advance(words) / 2, float(advance(words)), words) for middle, words in middles]
    apart = all(a[0] + a[1] + CAPTION_GAP_PX <= b[0] for a, b in pairwise(made))
    if not apart or made[-1][0] + made[-1][1] > right:
        words = ", ".join(words for _, words in middles)
        width = float(advance(words))
        middle = (middles[0][0] + middles[-1][0]) / 2
        made = [(max(min(middle - width / 2, right - width), 0.0), width, words)]
    return made

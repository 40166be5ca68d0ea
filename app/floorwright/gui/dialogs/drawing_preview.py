"""How large an imported drawing will be: the drawing with a forklift and a person beside it, to the same scale."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from floorwright.geometry.box import Box
from floorwright.gui.canvas.camera import looking_at
from floorwright.gui.canvas.drawing_paths import DrawingPath, drawing_paths
from floorwright.gui.canvas.ink import ink_of, paint_ink
from floorwright.gui.canvas.scene import underlay_box
from floorwright.gui.canvas.underlay_item import paint_paths
from floorwright.gui.theme import current_theme
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.paper.symbols import SymbolLibrary, symbol_marks

BESIDE = (("forklift", "Forklift"), ("operator", "Person"))
SHARE = 0.04
"""The gap to what stands beside, as a share of the drawing's width."""


class DrawingPreview(QWidget):
    """Shows a drawing as its underlay will lie; nothing until there is one."""

    def __init__(self, library: SymbolLibrary) -> None:
        super().__init__()
        self._library = library
        self._drawing: Drawing | None = None
        self._underlay: Underlay | None = None
        self._layers: set[int] = set()
        self._paths: list[DrawingPath] = []
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(380, 300)
        self.setAccessibleName("Preview of the drawing")

    def sizeHint(self) -> QSize:
        return QSize(560, 420)

    def show_drawing(self, drawing: Drawing, underlay: Underlay, layers: set[int]) -> None:
        """Show this drawing with these of its layers, at the size that the underlay gives it."""
        origin = (underlay.origin_u, underlay.origin_v)
        before = self._underlay
        if drawing is not self._drawing or before is None or (before.origin_u, before.origin_v) != origin:
            self._paths = drawing_paths(drawing, origin)
        self._drawing, self._underlay, self._layers = drawing, underlay, layers
        self.update()

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

    def _paint(self, painter: QPainter, drawing: Drawing, underlay: Underlay) -> None:
        box = underlay_box(drawing, underlay)
        gap = max(box.width * SHARE, 300.0)
        symbols = [(self._library.get(id), words) for id, words in BESIDE]
        aside = sum(symbol.width + gap for symbol, _ in symbols)
        seen = Box(box.left, box.bottom, box.right + aside, box.top)
        camera = looking_at(seen, self.width(), self.height(), 28.0)
        scale = camera.px_per_mm
        floor = QTransform(scale, 0, 0, -scale, -camera.left * scale, camera.top * scale)
        theme = current_theme()
        painter.save()
        painter.setTransform(floor, True)
        paint_paths(painter, self._paths, self._layers, underlay, theme.ink)
        painter.restore()
        x = box.right + gap
        font = QFont(painter.font())
        font.setPixelSize(10)
        painter.setFont(font)
        for symbol, words in symbols:
            painter.save()
            painter.setTransform(floor, True)
            painter.translate(x + symbol.width / 2, box.bottom + symbol.depth / 2)
            paint_ink(painter, ink_of(symbol_marks(symbol, symbol.width, symbol.depth), 3.0, theme.ink))
            painter.restore()
            px, py = camera.to_px(x + symbol.width / 2, box.bottom)
            painter.setPen(QColor(theme.accent))
            painter.drawText(QRectF(px - 40, py + 4, 80, 14), Qt.AlignmentFlag.AlignCenter, words)
            x += symbol.width + gap

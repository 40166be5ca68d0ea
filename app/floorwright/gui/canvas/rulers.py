"""The rulers above and left of the floor, in the unit of the plan."""

from PySide6.QtCore import QLineF, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QWidget

from floorwright.gui.canvas.camera import Camera
from floorwright.gui.canvas.grid import mark_step_mm, tick_words, ticks
from floorwright.gui.theme import current_theme
from floorwright.units import Unit

THICKNESS = 22
PARTS = 5


class Ruler(QWidget):
    """One ruler; a small mark follows the mouse."""

    def __init__(self, upright: bool) -> None:
        super().__init__()
        self._upright = upright
        self._camera = Camera()
        self._unit = Unit.M
        self._pointer: float | None = None
        self.setFixedWidth(THICKNESS) if upright else self.setFixedHeight(THICKNESS)
        font = self.font()
        font.setPixelSize(10)
        self.setFont(font)

    def sizeHint(self) -> QSize:
        return QSize(THICKNESS, THICKNESS)

    def look_from(self, camera: Camera, unit: Unit) -> None:
        """Show the places that this camera sees."""
        self._camera, self._unit = camera, unit
        self.update()

    def point(self, px: float | None) -> None:
        """Mark where the mouse is, in pixels along the ruler; None when it is elsewhere."""
        self._pointer = px
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        theme = current_theme()
        painter = QPainter(self)
        painter.fillRect(self.rect(), QColor(theme.window))
        length = self.height() if self._upright else self.width()
        seen = self._camera.seen(self.width(), self.height())
        step = mark_step_mm(self._camera.px_per_mm, self._unit)
        first, last = (seen.bottom, seen.top) if self._upright else (seen.left, seen.right)
        small: list[QLineF] = []
        painter.setPen(QColor(theme.quiet))
        for value in ticks(first - step, last + step, step / PARTS):
            px = self._camera.to_px(value, value)[1 if self._upright else 0]
            numbered = abs(value / step - round(value / step)) < 1e-6
            size = 8 if numbered else 4
            at = round(px) + 0.5
            small.append(self._tick(at, size))
            if numbered and -60 < px < length + 60:
                self._number(painter, px, tick_words(value, self._unit, step))
        painter.setPen(QPen(QColor(theme.line), 1))
        painter.drawLines(small)
        painter.drawLine(self._edge())
        if self._pointer is not None:
            self._paint_pointer(painter, self._pointer)
        painter.end()

    def _tick(self, at: float, size: int) -> QLineF:
        if self._upright:
            return QLineF(THICKNESS - size, at, THICKNESS, at)
        return QLineF(at, THICKNESS - size, at, THICKNESS)

    def _edge(self) -> QLineF:
        if self._upright:
            return QLineF(THICKNESS - 0.5, 0, THICKNESS - 0.5, self.height())
        return QLineF(0, THICKNESS - 0.5, self.width(), THICKNESS - 0.5)

    def _number(self, painter: QPainter, px: float, words: str) -> None:
        if not self._upright:
            painter.drawText(QRectF(px - 40, 1, 80, 13), Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.save()
        painter.translate(0, px)
        painter.rotate(-90)
        painter.drawText(QRectF(-40, 1, 80, 13), Qt.AlignmentFlag.AlignCenter, words)
        painter.restore()

    def _paint_pointer(self, painter: QPainter, px: float) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(current_theme().accent))
        tip, side = float(THICKNESS), 4.0
        corners = [QPointF(px - side, tip - 7), QPointF(px + side, tip - 7), QPointF(px, tip)]
        if self._upright:
            corners = [QPointF(corner.y(), corner.x()) for corner in corners]
        painter.drawPolygon(QPolygonF(corners))

"""While something is dragged, everything else on the floor is a picture: a frame then costs what moves."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.items import EVERYWHERE, repaint


class HeldPicture(QGraphicsItem):
    """Shows the scene as it was when the picture was taken; nothing when there is none."""

    def __init__(self, parent: QGraphicsItem, depth: float) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._picture: QImage | None = None

    @property
    def held(self) -> bool:
        """Whether there is a picture."""
        return self._picture is not None

    def take(self, scene: QGraphicsScene, window: tuple[float, float, float]) -> None:
        """Take the picture of what is visible now; `window` is width, height and device pixels in a pixel."""
        width, height, ratio = window
        picture = QImage(
            max(round(width * ratio), 1), max(round(height * ratio), 1), QImage.Format.Format_ARGB32_Premultiplied
        )
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        window_rect = QRectF(0.0, 0.0, width, height)
        scene.render(painter, window_rect, window_rect)
        painter.end()
        self._picture = picture
        repaint(self)

    def drop(self) -> None:
        """Show no picture any more."""
        self._picture = None
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._picture is not None:
            painter.save()
            painter.setWorldTransform(QTransform())
            painter.drawImage(QPointF(0.0, 0.0), self._picture)
            painter.restore()

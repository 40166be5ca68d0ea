"""While something is dragged, everything else on the floor is a picture: a frame then costs what moves."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QGraphicsScene, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.items import EVERYWHERE, repaint

Window = tuple[float, float, float]
"""Width and height in pixels, and device pixels in one of them."""


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

    def take(self, scene: QGraphicsScene, window: Window) -> None:
        """Take the picture of what is visible now."""
        width, height, _ = window
        around = QRectF(0.0, 0.0, width, height)
        self._picture = picture_of(window, lambda painter: scene.render(painter, around, around))
        repaint(self)

    def drop(self) -> None:
        """Show no picture any more."""
        self._picture = None
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._picture is not None:
            show_picture(painter, self._picture)


def picture_of(window: Window, draw: Callable[[QPainter], object]) -> QImage:
    """What is drawn in a window, on nothing."""
    width, height, ratio = window
    picture = QImage(
        max(round(width * ratio), 1), max(round(height * ratio), 1), QImage.Format.Format_ARGB32_Premultiplied
    )
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    painter = QPainter(picture)
    painter.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
    draw(painter)
    painter.end()
    return picture


def show_picture(painter: QPainter, picture: QImage) -> None:
    """Draw the picture of a window where the window is."""
    painter.save()
    painter.setWorldTransform(QTransform())
    painter.drawImage(QPointF(0.0, 0.0), picture)
    painter.restore()

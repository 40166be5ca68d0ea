"""The few light items of the scene: they draw and know nothing of the mouse."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.ink import Colouring, Ink, PictureDrawer, paint_ink

EVERYWHERE = QRectF(-1e12, -1e12, 2e12, 2e12)
COARSE_PX = 7.0
"""A machine smaller than this on the screen is drawn as a plain rectangle."""


def repaint(item: QGraphicsItem) -> None:
    """Draw the views again that show an item: Qt overlooks `update` of items that reach over everything."""
    scene = item.scene()
    for view in scene.views() if scene is not None else ():
        view.viewport().update()


class FloorRoot(QGraphicsItem):
    """Carries everything that lies on the floor; its transform is the camera."""

    def __init__(self) -> None:
        super().__init__()
        self.setFlag(QGraphicsItem.GraphicsItemFlag.ItemHasNoContents)

    def boundingRect(self) -> QRectF:
        return QRectF()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None: ...


class InkItem(QGraphicsItem):
    """Shows ink in floor coordinates: walls and zones, flows, what the tool draws above the plan."""

    def __init__(self, parent: QGraphicsItem, depth: float, colouring: Callable[[], Colouring]) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._colouring = colouring
        self._ink = Ink()
        self._draw: PictureDrawer | None = None

    def show_ink(self, ink: Ink) -> None:
        """Draw this from now on."""
        self._ink = ink
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._ink.parts:
            paint_ink(painter, self._ink, self._colouring(), self._draw)


class MachineItem(QGraphicsItem):
    """A station, drawn round its own place; equal stations share the ink of their symbol."""

    def __init__(self, parent: QGraphicsItem, depth: float) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._ink = Ink()
        self._corners: list[QPointF] = []
        self._bounds = QRectF()
        self._coarse = QColor("#888888")

    def show_ink(self, ink: Ink, corners: list[QPointF], coarse: QColor) -> None:
        """Draw this ink, and only the footprint in `coarse` where it would be too small to see."""
        self.prepareGeometryChange()
        self._ink = ink
        self._corners = corners
        self._bounds = ink.bounds.united(QPolygonF(corners).boundingRect())
        self._coarse = coarse

    def boundingRect(self) -> QRectF:
        return self._bounds

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if max(self._bounds.width(), self._bounds.height()) * painter.worldTransform().m11() < COARSE_PX:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(self._coarse)
            painter.drawPolygon(self._corners)
        else:
            paint_ink(painter, self._ink)


class SelectionItem(QGraphicsItem):
    """Outlines of what is selected, in pixels that keep their width."""

    def __init__(self, parent: QGraphicsItem, depth: float) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._outlines: list[list[QPointF]] = []
        self._closed: list[bool] = []
        self._colour = QColor("#1f6feb")

    def show_outlines(self, outlines: list[tuple[list[QPointF], bool]], colour: QColor) -> None:
        """Draw these lines and closed outlines."""
        if not outlines and not self._outlines:
            return
        self._outlines = [points for points, _ in outlines]
        self._closed = [closed for _, closed in outlines]
        self._colour = colour
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if not self._outlines:
            return
        pen = QPen(self._colour, 2.0)
        pen.setCosmetic(True)
        pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
        wash = QColor(self._colour)
        wash.setAlphaF(0.10)
        halo = QColor(self._colour)
        halo.setAlphaF(0.35)
        wide = QPen(halo, 7.0)
        wide.setCosmetic(True)
        for points, closed in zip(self._outlines, self._closed, strict=True):
            if closed:
                painter.setPen(pen)
                painter.setBrush(wash)
                painter.drawPolygon(points)
            else:
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.setPen(wide)
                painter.drawPolyline(points)
                painter.setPen(pen)
                painter.drawPolyline(points)

"""An imported drawing under the plan, drawn from a picture that is made anew when the zoom or the place has settled."""

from collections.abc import Callable

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.drawing_paths import DrawingPath, drawing_paths, placed, shown_layers
from floorwright.gui.canvas.ink import SMALLEST_TEXT_PX, Colouring
from floorwright.gui.canvas.items import EVERYWHERE, repaint
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay

CONTRAST = "#2b3138"
"""Black-or-white of the drawing, a little softer than black so that the plan stands out."""
OVERLAP = 0.35
"""How much of the window is drawn beyond each edge, so that a short pan needs no new picture."""


class UnderlayItem(QGraphicsItem):
    """Draws one imported drawing; its arrays become paths once, its paths a picture once a zoom."""

    def __init__(
        self,
        parent: QGraphicsItem,
        depth: float,
        colouring: Callable[[], Colouring],
        window: Callable[[], tuple[float, float, float]],
    ) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._colouring = colouring
        self._window = window
        self._paths: list[DrawingPath] = []
        self._drawing: Drawing | None = None
        self._underlay: Underlay | None = None
        self._layers: set[int] = set()
        self._picture: QImage | None = None
        self._pictured = QTransform()
        self._stale = True

    def show_drawing(self, drawing: Drawing | None, underlay: Underlay) -> None:
        """Show this drawing as the underlay says; None while it is still being read."""
        before = self._underlay
        moved = before is None or (before.origin_u, before.origin_v) != (underlay.origin_u, underlay.origin_v)
        if drawing is not self._drawing or moved:
            self._paths = drawing_paths(drawing, (underlay.origin_u, underlay.origin_v)) if drawing else []
        self._drawing, self._underlay = drawing, underlay
        self._layers = shown_layers(drawing, underlay) if drawing else set()
        self.setVisible(underlay.visible)
        self.setOpacity(underlay.opacity)
        self.forget_picture()

    def forget_picture(self) -> None:
        """Make a new picture when next drawn: the zoom has settled, or the colours have changed."""
        self._stale = True
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._underlay is None or not self._paths:
            return
        now = painter.worldTransform()
        if self._stale or self._picture is None:
            self._make_picture(now)
        picture = self._picture
        if picture is None:
            return
        inverse, fine = self._pictured.inverted()
        if not fine:
            return
        painter.save()
        painter.setWorldTransform(inverse * now)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, now.m11() != self._pictured.m11())
        painter.drawImage(QPointF(0, 0), picture)
        painter.restore()

    def _make_picture(self, now: QTransform) -> None:
        assert self._underlay is not None
        width, height, ratio = self._window()
        border_x, border_y = width * OVERLAP, height * OVERLAP
        picture = QImage(
            max(int((width + 2 * border_x) * ratio), 1),
            max(int((height + 2 * border_y) * ratio), 1),
            QImage.Format.Format_ARGB32_Premultiplied,
        )
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        here = now * QTransform.fromTranslate(border_x, border_y)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setTransform(here)
        paint_paths(painter, self._paths, self._layers, self._underlay, self._colouring())
        painter.end()
        self._picture, self._pictured, self._stale = picture, here, False


def paint_paths(
    painter: QPainter,
    paths: list[DrawingPath],
    layers: set[int],
    underlay: Underlay,
    colouring: Colouring,
    pen_px: float = 1.0,
) -> None:
    """Draw the layers of a drawing with a painter in floor coordinates."""
    painter.save()
    painter.setTransform(placed(underlay), True)
    transform = painter.worldTransform()
    scale = (transform.m11() ** 2 + transform.m12() ** 2) ** 0.5
    for piece in paths:
        if piece.layer not in layers or (piece.letter and piece.letter * scale < SMALLEST_TEXT_PX):
            continue
        colour = drawn_colour(piece.colour, colouring)
        if piece.filled:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colour)
        else:
            pen = QPen(colour, pen_px)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(piece.path)
    painter.restore()


def drawn_colour(colour: int, colouring: Colouring) -> QColor:
    """The screen colour of 0xRRGGBB of a drawing, or of -1, its black-or-white; pale colours are darkened."""
    if colour < 0:
        return colouring(CONTRAST)
    made = QColor.fromRgb((colour >> 16) & 255, (colour >> 8) & 255, colour & 255)
    if made.lightnessF() > 0.85:
        return colouring(CONTRAST)
    if made.lightnessF() > 0.45 and made.hslSaturationF() > 0.6:
        # Pure yellow, cyan and green are made for a black screen; on white they are darkened to stay readable.
        made = QColor.fromHslF(max(made.hslHueF(), 0.0), made.hslSaturationF() * 0.8, 0.40)
    return colouring(made.name())

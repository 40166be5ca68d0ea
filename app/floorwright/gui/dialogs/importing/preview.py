"""The preview of an import under the hand: look closer, click a known length or a level line, drag a region."""

import math
from collections.abc import Iterable
from enum import StrEnum

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPainterPath, QPen, QResizeEvent, QWheelEvent

from floorwright.gui.canvas.camera import Camera
from floorwright.gui.canvas.drawing_painter import placed
from floorwright.gui.dialogs.drawing_preview import DrawingPreview
from floorwright.gui.dialogs.importing.line_paths import lines_path
from floorwright.gui.theme import current_theme
from floorwright.model.drawing import Drawing, Floats
from floorwright.model.drawing_lines import arc_chords, lines_on, nearest_end, ring_lines
from floorwright.model.kinds import Underlay
from floorwright.model.region import Region
from floorwright.paper.symbols import SymbolLibrary

SNAP_PX = 10.0
DRAG_PX = 4.0
STEP_PX = 60.0
"""How far an arrow key looks."""
CLOSER = 1.25


class Pointing(StrEnum):
    """What a click in the preview means."""

    LENGTH = "length"
    LEVEL = "level"
    REGION = "region"


POINTINGS = (
    (Pointing.LENGTH, "Length", "ruler", "Click both ends of something whose length you know"),
    (Pointing.LEVEL, "Level", "rotate-cw", "Click two points of a line that should run from left to right"),
    (Pointing.REGION, "Region", "scan", "Drag a rectangle: only what lies in it is taken"),
)
"""What each is called, its icon and its hint."""


class ImportPreview(DrawingPreview):
    """Clicked points are in the drawing's units from its origin, a region in its own coordinates."""

    picked = Signal()
    """The ends of a known length, the level line or the region are others now."""

    def __init__(self, library: SymbolLibrary) -> None:
        super().__init__(library)
        self.pointing = Pointing.LENGTH
        self.ends: list[QPointF] = []
        """The clicked ends of a known length, at most two."""
        self.level: list[QPointF] = []
        """Two clicked points of what should run from left to right."""
        self.region: Region | None = None
        self._pressed: QPointF | None = None
        self._at: QPointF | None = None
        self._dragged = False
        self._before: Camera | None = None
        self._pointed_out: list[tuple[QPainterPath, str, Qt.PenStyle]] = []
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)

    def show_drawing(self, drawing: Drawing, underlay: Underlay, layers: set[int]) -> None:
        """Show this drawing with these of its layers; another size on the floor is looked at as a whole."""
        before = self._underlay
        place = (underlay.scale, underlay.rotation, underlay.origin_u, underlay.origin_v)
        if before is None or place != (before.scale, before.rotation, before.origin_u, before.origin_v):
            self.looked = None
        super().show_drawing(drawing, underlay, layers)

    def forget_points(self) -> None:
        """Nothing is clicked and no region is chosen: another drawing is shown."""
        self.ends, self.level, self.region = [], [], None
        self._pointed_out = []
        self.looked = None

    def point_out(self, names: Iterable[str]) -> None:
        """Draw what lies on these layers so that it strikes the eye."""
        wanted, drawing = set(names), self._drawing
        if drawing is None or self._underlay is None:
            return
        numbers = [number for number, layer in enumerate(drawing.layers) if layer.name in wanted]
        lines = np.zeros((0, 4))
        if numbers:
            lines = np.concatenate(
                [lines_on(drawing, numbers), arc_chords(drawing, numbers), ring_lines(drawing, numbers)]
            )
        self.point_out_lines(((lines, current_theme().accent, Qt.PenStyle.SolidLine),))

    def point_out_lines(self, groups: Iterable[tuple[Floats, str, Qt.PenStyle]]) -> None:
        """Draw lines of the drawing over it in a colour."""
        if self._underlay is not None:
            origin = (self._underlay.origin_u, self._underlay.origin_v)
            self._pointed_out = [(lines_path(lines, origin), colour, style) for lines, colour, style in groups]
            self.update()

    def paint_over(self, painter: QPainter, underlay: Underlay, camera: Camera) -> None:
        """What is pointed out, the clicked points, and the region, with all round it paler."""
        theme = current_theme()
        scale = camera.px_per_mm
        painter.save()
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.translate(-camera.left * scale, camera.top * scale)
        painter.scale(scale, -scale)
        painter.setTransform(placed(underlay), True)
        for path, colour, style in self._pointed_out:
            pen = QPen(QColor(colour), 2.0, style)
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawPath(path)
        painter.restore()
        corners = self._region_px(underlay, camera)
        if corners:
            whole, inner = QPainterPath(), QPainterPath()
            whole.addRect(QRectF(self.rect()))
            inner.addPolygon(corners)
            inner.closeSubpath()
            veil = QColor(theme.canvas)
            veil.setAlpha(190)
            painter.fillPath(whole.subtracted(inner), veil)
            painter.setPen(QPen(QColor(theme.accent), 1.5, Qt.PenStyle.DashLine))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(inner)
        for points, colour in ((self.ends, theme.accent), (self.level, theme.warn)):
            painter.setPen(QPen(QColor(colour), 1.5))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            ends = [QPointF(*camera.to_px(p.x(), p.y())) for p in map(placed(underlay).map, points)]
            painter.drawPolyline(ends)
            for end in ends:
                painter.drawEllipse(end, 4.0, 4.0)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._underlay is None or event.button() == Qt.MouseButton.RightButton:
            return
        self._pressed = self._at = event.position()
        self._dragged = event.button() == Qt.MouseButton.MiddleButton
        self._before = self._camera()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None or self._before is None:
            return
        self._at = event.position()
        moved = self._at - self._pressed
        self._dragged = self._dragged or math.hypot(moved.x(), moved.y()) >= DRAG_PX
        middle = bool(event.buttons() & Qt.MouseButton.MiddleButton)
        if self._dragged and (middle or self.pointing is not Pointing.REGION):
            self.looked = self._before.panned(moved.x(), moved.y())
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        start, self._pressed = self._pressed, None
        if start is None or self._underlay is None:
            return
        left = event.button() == Qt.MouseButton.LeftButton
        if left and self.pointing is Pointing.REGION and self._dragged:
            self.region = self._region_of(start, event.position())
            self.picked.emit()
        elif left and not self._dragged and self.pointing is not Pointing.REGION:
            self._click(event.position(), snapping=not event.modifiers() & Qt.KeyboardModifier.AltModifier)
        self.update()

    def wheelEvent(self, event: QWheelEvent) -> None:
        at = event.position()
        self._zoom(CLOSER ** (event.angleDelta().y() / 120.0), at.x(), at.y())
        event.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape takes back what was clicked; then it is the dialog's."""
        ways = {
            Qt.Key.Key_Left: (1, 0), Qt.Key.Key_Right: (-1, 0), Qt.Key.Key_Up: (0, 1), Qt.Key.Key_Down: (0, -1),
        }  # fmt: skip
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape and (self.ends or self.level or self._pressed is not None):
            self.ends, self.level, self._pressed = [], [], None
            self.picked.emit()
            self.update()
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal, Qt.Key.Key_Minus):
            factor = 1 / CLOSER if key == Qt.Key.Key_Minus else CLOSER
            self._zoom(factor, self.width() / 2, self.height() / 2)
        elif key in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.show_all()
        elif key in ways:
            dx, dy = ways[key]
            self.looked = self._camera().panned(dx * STEP_PX, dy * STEP_PX)
            self.update()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.looked = None
        super().resizeEvent(event)

    def show_all(self) -> None:
        """Look at the whole drawing."""
        self.looked = None
        self.update()

    def _zoom(self, factor: float, px: float, py: float) -> None:
        self.looked = self._camera().zoomed(factor, px, py)
        self.update()

    def _click(self, at: QPointF, snapping: bool) -> None:
        assert self._underlay is not None
        point = self._in_drawing(at)
        if snapping:
            point = self._snapped(point)
        kept = self.level if self.pointing is Pointing.LEVEL else self.ends
        points = [*(kept if len(kept) < 2 else []), point]
        if self.pointing is Pointing.LEVEL:
            self.level = points
        else:
            self.ends = points
        self.picked.emit()

    def _snapped(self, point: QPointF) -> QPointF:
        """The end of a line of the drawing within reach, or the point itself."""
        assert self._underlay is not None and self._drawing is not None
        u, v = self._underlay.origin_u, self._underlay.origin_v
        reach = SNAP_PX / (self._camera().px_per_mm * self._underlay.scale)
        found = nearest_end(self._drawing, sorted(self._layers), (point.x() + u, point.y() + v), reach)
        return point if found is None else QPointF(found[0] - u, found[1] - v)

    def _in_drawing(self, px: QPointF) -> QPointF:
        assert self._underlay is not None
        back, _ = placed(self._underlay).inverted()
        return back.map(QPointF(*self._camera().to_floor(px.x(), px.y())))

    def _region_of(self, start: QPointF, end: QPointF) -> Region | None:
        assert self._underlay is not None
        corners = [self._in_drawing(QPointF(x, y)) for x in (start.x(), end.x()) for y in (start.y(), end.y())]
        xs = [corner.x() + self._underlay.origin_u for corner in corners]
        ys = [corner.y() + self._underlay.origin_v for corner in corners]
        region = (min(xs), min(ys), max(xs), max(ys))
        return region if region[0] < region[2] and region[1] < region[3] else None

    def _region_px(self, underlay: Underlay, camera: Camera) -> list[QPointF]:
        """The corners of the region, or of the one that is being dragged."""
        if self._pressed is not None and self._at is not None and self._dragged and self.pointing is Pointing.REGION:
            a, b = self._pressed, self._at
            return [a, QPointF(b.x(), a.y()), b, QPointF(a.x(), b.y())]
        if self.region is None:
            return []
        x1, y1, x2, y2 = self.region
        turn = placed(underlay)
        floor = [
            turn.map(QPointF(x - underlay.origin_u, y - underlay.origin_v))
            for x, y in ((x1, y1), (x2, y1), (x2, y2), (x1, y2))
        ]
        return [QPointF(*camera.to_px(point.x(), point.y())) for point in floor]


def level_angle(points: list[QPointF]) -> float | None:
    """By how many degrees to turn so that the line through two points runs from left to right; None without two."""
    if len(points) != 2 or points[0] == points[1]:
        return None
    way = points[1] - points[0]
    angle = -math.degrees(math.atan2(way.y(), way.x()))
    return (angle + 90.0) % 180.0 - 90.0

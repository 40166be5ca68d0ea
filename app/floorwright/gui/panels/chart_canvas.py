"""A figure on the screen, drawn from the same marks as its PDF; it is zoomed, panned and clicked."""

from collections.abc import Iterable
from dataclasses import replace

from PySide6.QtCore import QEvent, QPoint, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QHelpEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from floorwright.gui.canvas.ink import SCREEN_PX_PER_MM, as_printed, ink_of, paint_ink
from floorwright.gui.plain import tip
from floorwright.gui.theme import current_theme
from floorwright.paper.charts.figure import ChartMark, Figure
from floorwright.paper.charts.picking import FigurePicker
from floorwright.paper.charts.series import readable_on
from floorwright.paper.marks import Line, Region, Style, Text

MARGIN_PX = 6.0
LARGEST_ZOOM = 40.0
STEP = 1.25
DRAG_PX = 4
COPY_PX_PER_MM = 300 / 25.4
READABLE_PX_PER_MM = 3.2
"""A figure that would have to be smaller to be seen whole begins with as much of it as can be read."""

_ON = "on "


class ChartCanvas(QWidget):
    """Shows one figure as large as it fits; wheel zooms, drag pans or moves what is movable, a click tells."""

    clicked = Signal(str, bool)
    """The source of the mark that was clicked, empty beside all; and whether it is added to what is chosen."""
    double_clicked = Signal(str)
    """The source of the mark that was clicked twice."""
    typed = Signal(str)
    """One of `letters` was pressed, or Delete."""

    dropped = Signal(str, str)
    """The source of what was dragged, and of what it was dropped on."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(160, 120)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.nothing = "There is nothing to show yet."
        self.figure: Figure | None = None
        self.chosen: frozenset[str] = frozenset()
        self.letters = ""
        """Capital letters that mean something to what is chosen, whatever they do elsewhere in the window."""
        self._picker: FigurePicker | None = None
        self._zoom = 1.0
        self._whole = False
        """Whether all of the figure was asked for, however small that makes it."""
        self._shift = QPointF()
        self._pressed: QPoint | None = None
        self._dragging = False
        self._moved = ""
        """The source of what is being dragged onto something."""
        self._moved_by = QPointF()
        self._picture: QPixmap | None = None
        self._pictured: tuple[object, ...] = ()

    def sizeHint(self) -> QSize:
        return QSize(420, 260)

    def show_figure(self, figure: Figure | None, nothing: str = "") -> None:
        """Show this figure, or a sentence that says why there is none; zoom and place stay."""
        self.nothing = nothing or self.nothing
        self.figure = figure
        self._picker = FigurePicker(figure) if figure is not None else None
        self._picture = None
        self.update()

    def choose(self, sources: Iterable[str]) -> None:
        """Frame the marks that show these."""
        self.chosen = frozenset(sources)
        self.update()

    def fit(self) -> None:
        """Show the whole figure."""
        self._zoom, self._shift, self._whole = 1.0, QPointF(), True
        self.update()

    def zoom(self, factor: float, at: QPointF | None = None) -> None:
        """Show the figure larger or smaller, with what lies at a place of the widget staying there."""
        place = at if at is not None else QPointF(self.width() / 2, self.height() / 2)
        before = self.to_mm(place)
        self._zoom = min(max(self._zoom * factor, 0.2), LARGEST_ZOOM)
        self._shift += place - self.to_px(*before)
        self.update()

    def to_px(self, x: float, y: float) -> QPointF:
        """Where a place of the figure, in its millimetres, is in the widget."""
        scale, origin = self._scale(), self._origin()
        return QPointF(origin.x() + x * scale, origin.y() - y * scale)

    def to_mm(self, place: QPointF) -> tuple[float, float]:
        """The place of the figure at a place of the widget."""
        scale, origin = self._scale(), self._origin()
        return (place.x() - origin.x()) / scale, (origin.y() - place.y()) / scale

    def source_at(self, place: QPointF) -> str:
        """What the mark at a place of the widget shows; empty where there is none."""
        return self._picker.source_at(*self.to_mm(place)) if self._picker is not None else ""

    def picture(self) -> QImage:
        """The whole figure as it is printed, 300 dots an inch."""
        figure = self.figure
        assert figure is not None
        image = QImage(
            round(figure.width * COPY_PX_PER_MM), round(figure.height * COPY_PX_PER_MM), QImage.Format.Format_RGB32
        )
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.translate(0, image.height())
        painter.scale(COPY_PX_PER_MM, -COPY_PX_PER_MM)
        paint_ink(painter, ink_of(figure.marks, COPY_PX_PER_MM, as_printed), smallest_px=0.0)
        painter.end()
        return image

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        theme = current_theme()
        if self.figure is None:
            painter.fillRect(self.rect(), QColor(theme.canvas))
            painter.setPen(QColor(theme.quiet))
            flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
            painter.drawText(self.rect().adjusted(16, 8, -16, -8), int(flags), self.nothing)
        else:
            painter.drawPixmap(0, 0, self._current_picture())
            self._frame(painter, self.chosen, QPointF())
            if self._moved and self._dragging:
                self._frame(painter, frozenset({self._moved}), self._moved_by)
        painter.end()

    def wheelEvent(self, event: QWheelEvent) -> None:
        turned = event.angleDelta().y() / 120.0
        self.zoom(STEP**turned, event.position())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() in (Qt.MouseButton.LeftButton, Qt.MouseButton.MiddleButton):
            self._pressed, self._dragging = event.position().toPoint(), False
            source = self.source_at(event.position()) if event.button() == Qt.MouseButton.LeftButton else ""
            self._moved = source if self.figure is not None and source in self.figure.movable else ""
            self._moved_by = QPointF()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            return
        way = event.position().toPoint() - self._pressed
        if not self._dragging and way.manhattanLength() < DRAG_PX:
            return
        self._dragging = True
        self._pressed = event.position().toPoint()
        if self._moved:
            self._moved_by += QPointF(way)
        else:
            self._shift += QPointF(way)
        self.setCursor(Qt.CursorShape.ClosedHandCursor)
        self.update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        pressed, dragged = self._pressed, self._dragging
        moved, self._moved = self._moved, ""
        self._pressed, self._dragging = None, False
        self.unsetCursor()
        if dragged and moved and self._picker is not None:
            self.update()
            target = self._picker.source_at(*self.to_mm(event.position()), beside=moved)
            if target:
                self.dropped.emit(moved, target)
            return
        if pressed is not None and not dragged and event.button() == Qt.MouseButton.LeftButton:
            held = event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            self.clicked.emit(self.source_at(event.position()), bool(held))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self.fit()
        elif source := self.source_at(event.position()):
            self.double_clicked.emit(source)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        steps = {Qt.Key.Key_Plus: STEP, Qt.Key.Key_Minus: 1 / STEP, Qt.Key.Key_Equal: STEP}
        if event.key() in (Qt.Key.Key_0, Qt.Key.Key_Home):
            self.fit()
        elif event.key() in steps:
            self.zoom(steps[Qt.Key(event.key())])
        else:
            self._type(event)

    def _type(self, event: QKeyEvent) -> None:
        if self._is_ours(event):
            self.typed.emit(event.text().upper() if event.text().isalpha() else "Delete")
        else:
            super().keyPressEvent(event)

    def _is_ours(self, event: QKeyEvent) -> bool:
        letter = event.text().upper()
        deletes = event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace)
        return bool(self.letters) and (deletes or (len(letter) == 1 and letter in self.letters))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride and self._is_ours(event):
            event.accept()
            return True
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip and self.figure is not None:
            words = self.figure.tips.get(self.source_at(QPointF(event.pos())), "")
            if words:
                QToolTip.showText(event.globalPos(), "<br>".join(map(tip, words.splitlines())), self)
            else:
                QToolTip.hideText()
            return True
        return super().event(event)

    def _scale(self) -> float:
        """Pixels a millimetre."""
        if self.figure is None:
            return 1.0
        wide, high = self.width() - 2 * MARGIN_PX, self.height() - 2 * MARGIN_PX
        across, up = wide / self.figure.width, high / self.figure.height
        fitted = min(across, up)
        if not self._whole:
            fitted = max(fitted, min(across, READABLE_PX_PER_MM))
        return max(fitted, 0.05) * self._zoom

    def _origin(self) -> QPointF:
        """Where the figure's lower left corner is."""
        if self.figure is None:
            return QPointF()
        scale = self._scale()
        wide, high = self.figure.width * scale, self.figure.height * scale
        top = (self.height() - high) / 2
        if not self._whole and self._zoom == 1.0:
            # What is higher than the widget begins with its title.
            top = max(top, MARGIN_PX)
        return QPointF((self.width() - wide) / 2, top + high) + self._shift

    def _current_picture(self) -> QPixmap:
        """The figure as it is looked at: drawn again only when something of it changed."""
        ratio, theme, scale, origin = self.devicePixelRatioF(), current_theme(), self._scale(), self._origin()
        wanted = (self.size(), ratio, theme.name, scale, origin.x(), origin.y())
        if self._picture is None or self._pictured != wanted:
            assert self.figure is not None
            self._picture, self._pictured = QPixmap(self.size() * ratio), wanted
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(QColor(theme.canvas))
            painter = QPainter(self._picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(origin)
            painter.scale(scale, -scale)
            pens = min(scale, 2 * SCREEN_PX_PER_MM)
            paint_ink(painter, ink_of(map(_on_its_ground, self.figure.marks), pens, _screen_colour))
            painter.end()
        return self._picture

    def _frame(self, painter: QPainter, sources: frozenset[str], moved_by: QPointF) -> None:
        if self._picker is None or not sources:
            return
        theme = current_theme()
        style = Style(stroke=theme.select, width=0.6)
        marks: list[Line] = []
        for mark in self._picker.outlines(sources):
            if isinstance(mark, Region):
                marks += [Line(vertices=ring, style=style, closed=True) for ring in mark.rings]
            elif isinstance(mark, Line):
                marks.append(Line(vertices=mark.vertices, style=style, closed=mark.closed))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        origin, scale = self._origin(), self._scale()
        painter.translate(origin + moved_by)
        painter.scale(scale, -scale)
        paint_ink(painter, ink_of(marks, SCREEN_PX_PER_MM, as_printed))
        painter.resetTransform()

    def contains_whole_figure(self) -> bool:
        """Whether all of the figure is seen."""
        if self.figure is None:
            return True
        corners = (self.to_px(0.0, 0.0), self.to_px(self.figure.width, self.figure.height))
        return all(QRectF(self.rect()).contains(corner) for corner in corners)


def _on_its_ground(mark: ChartMark) -> ChartMark:
    """Words in a filled area ask for a colour that can be read on what the area becomes on this screen."""
    if isinstance(mark, Text) and mark.style.fill is not None:
        return replace(mark, style=replace(mark.style, stroke=_ON + mark.style.fill, fill=None))
    return mark


def _screen_colour(colour: str) -> QColor:
    theme = current_theme()
    if colour.startswith(_ON):
        return QColor(readable_on(theme.ink(colour.removeprefix(_ON)).name()))
    return theme.ink(colour)

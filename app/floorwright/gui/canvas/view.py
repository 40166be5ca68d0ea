"""The window on the floor: it pans and zooms, and gives the hand's movements to the session."""

import math

from PySide6.QtCore import QElapsedTimer, QEvent, QLineF, QPoint, QPointF, QRect, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDragEnterEvent,
    QDragLeaveEvent,
    QDragMoveEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QGraphicsView, QWidget

from floorwright.editing.events import Pointer
from floorwright.editing.session import Session
from floorwright.geometry.box import Box
from floorwright.gui.canvas.camera import Camera, at_scale, looking_at
from floorwright.gui.canvas.entry import OPENS, EntryField
from floorwright.gui.canvas.grid import paint_grid, paint_scale_bar
from floorwright.gui.canvas.keys import key_of, pointer_at
from floorwright.gui.canvas.map_legend import MapLegend
from floorwright.gui.canvas.scene import FloorScene
from floorwright.gui.theme import current_theme
from floorwright.model.kinds import Plan
from floorwright.units import Unit

ZOOM_STEP, FINE_STEP = 1.25, 1.05
SETTLE_MS = 120
SYMBOL_MIME = "application/x-floorwright-symbol"
_CURSORS = {
    "arrow": Qt.CursorShape.ArrowCursor,
    "cross": Qt.CursorShape.CrossCursor,
    "hand": Qt.CursorShape.PointingHandCursor,
    "move": Qt.CursorShape.SizeAllCursor,
    "forbidden": Qt.CursorShape.ForbiddenCursor,
}


class FloorView(QGraphicsView):
    """Shows the scene through a camera of our own: Qt's scroll bars count in whole pixels and would jitter far out."""

    looked = Signal()
    """The camera has changed."""
    pointed = Signal(object)
    """The mouse is over a floor point (x, y), or None when it has left."""
    menu_asked = Signal(QPoint, object)
    """The right button was pressed: where on the screen, and the floor point."""
    settled = Signal()
    """The camera has come to rest."""
    symbol_dropped = Signal(str)
    """A symbol is dragged in from the library: its id. The session then holds it."""

    def __init__(self, scene: FloorScene, session: Session, plan: Plan) -> None:
        super().__init__(scene)
        self.floor = scene
        self.session = session
        self.camera = Camera()
        self.plan = plan
        self.grid_shown = True
        self.moved_by_hand = False
        """Whether the user has panned or zoomed; until then everything is shown when a drawing arrives."""
        self._whole: Box | None = None
        """What was asked to be all in sight: it stays so, in a window of any size, until the user looks elsewhere."""
        self.panning = False
        """Whether the hand tool is on: the left button pans."""
        self._pan_from: QPointF | None = None
        self._space = False
        self._mouse = QPointF()
        self._inside = False
        self._clicks = QElapsedTimer()
        self._dragged_in = False
        # Asked for a widget that Qt made, Python would first have to know every kind of widget there is.
        self.setViewport(QWidget())
        self.entry = EntryField(self, self._typed)
        self.legend = MapLegend(self.viewport())
        self._settling = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settling.timeout.connect(self._settle)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setViewportUpdateMode(QGraphicsView.ViewportUpdateMode.FullViewportUpdate)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.setRenderHints(QPainter.RenderHint.Antialiasing | QPainter.RenderHint.TextAntialiasing)
        self.setOptimizationFlag(QGraphicsView.OptimizationFlag.DontSavePainterState)
        self.setTransformationAnchor(QGraphicsView.ViewportAnchor.NoAnchor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMouseTracking(True)
        self.viewport().setMouseTracking(True)
        self.setAccessibleName("Floor plan")

    @property
    def unit(self) -> Unit:
        """The unit in which places and lengths are shown."""
        return self.plan.unit

    def look_from(self, camera: Camera) -> None:
        """Look at the floor from elsewhere."""
        if not all(math.isfinite(value) for value in (camera.left, camera.top, camera.px_per_mm)):
            return
        self.camera = camera
        self._whole = None
        self.floor.look_from(camera)
        self._settling.start()
        self.looked.emit()

    def sees(self, box: Box) -> bool:
        """Whether all of a box is in the window."""
        x0, y0 = self.camera.to_px(box[0], box[3])
        x1, y1 = self.camera.to_px(box[2], box[1])
        return x0 >= 0 and y0 >= 0 and x1 <= self.viewport().width() and y1 <= self.viewport().height()

    def show_box(self, box: Box) -> None:
        """Show this part of the floor."""
        self.look_from(looking_at(box, self.viewport().width(), self.viewport().height()))
        self._whole = box

    def show_all(self) -> None:
        """Show everything there is; an empty floor is shown 20 m wide."""
        self.show_box(self.floor.extent() or Box(-1000.0, -1000.0, 20000.0, 12000.0))

    def zoom(self, factor: float) -> None:
        """Closer by a factor, keeping the middle."""
        self.look_from(self.camera.zoomed(factor, self.viewport().width() / 2, self.viewport().height() / 2))

    def show_scale(self, px_per_mm: float) -> None:
        """The same middle at a scale."""
        self.look_from(at_scale(self.camera, px_per_mm, self.viewport().width(), self.viewport().height()))

    def show_cursor(self, name: str) -> None:
        """The shape of the mouse over the floor."""
        panning = self.panning or self._space
        shape = Qt.CursorShape.OpenHandCursor if panning else _CURSORS.get(name, Qt.CursorShape.ArrowCursor)
        if self._pan_from is not None:
            shape = Qt.CursorShape.ClosedHandCursor
        self.viewport().setCursor(shape)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        width, height = self.viewport().width(), self.viewport().height()
        self.setSceneRect(QRectF(0, 0, width, height))
        self.floor.window = (width, height, self.devicePixelRatioF())
        self.legend.place()
        if self._whole is None:
            self.look_from(self.camera)
        else:
            self.show_box(self._whole)

    def drawBackground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        theme = current_theme()
        painter.fillRect(rect, QColor(theme.canvas))
        if self.grid_shown:
            paint_grid(
                painter, self.camera, self.viewport().width(), self.viewport().height(), self.plan.grid_mm, theme
            )
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def drawForeground(self, painter: QPainter, rect: QRectF | QRect) -> None:
        theme = current_theme()
        width, height = self.viewport().width(), self.viewport().height()
        if self._inside and self.session.state.cursor == "cross" and self._pan_from is None:
            hair = QColor(theme.canvas_ink)
            hair.setAlphaF(0.35)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
            painter.setPen(QPen(hair, 1))
            x, y = round(self._mouse.x()) + 0.5, round(self._mouse.y()) + 0.5
            painter.drawLines([QLineF(x, 0, x, height), QLineF(0, y, width, y)])
        paint_scale_bar(painter, self.camera, height, self.unit, theme)

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.moved_by_hand = True
        turned = event.angleDelta().y() or event.angleDelta().x()
        at = event.position()
        if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self.look_from(self.camera.panned(turned, 0))
        else:
            step = FINE_STEP if event.modifiers() & Qt.KeyboardModifier.ControlModifier else ZOOM_STEP
            self.look_from(self.camera.zoomed(step ** (turned / 120), at.x(), at.y()))
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus()
        button = event.button()
        if button == Qt.MouseButton.MiddleButton or (button == Qt.MouseButton.LeftButton and self._wants_to_pan()):
            self._pan_from = event.position()
            self.moved_by_hand = True
            self.show_cursor("arrow")
        elif button == Qt.MouseButton.LeftButton:
            if self.entry.isVisible():
                self.entry.leave()
            self.session.press(self._pointer(event))
        event.accept()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._mouse = event.position()
        self._inside = True
        if self._pan_from is not None:
            moved = event.position() - self._pan_from
            self._pan_from = event.position()
            self.look_from(self.camera.panned(moved.x(), moved.y()))
        else:
            self.session.move(self._pointer(event))
        self.pointed.emit(self.camera.to_floor(event.position().x(), event.position().y()))
        if self.session.state.cursor == "cross":
            self.viewport().update()
        event.accept()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pan_from is not None and event.button() in (Qt.MouseButton.MiddleButton, Qt.MouseButton.LeftButton):
            self._pan_from = None
            self.show_cursor(self.session.state.cursor)
        elif event.button() == Qt.MouseButton.LeftButton:
            self.session.release(self._pointer(event))
        event.accept()

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.MiddleButton:
            self.show_all()
        elif event.button() == Qt.MouseButton.LeftButton and not self._wants_to_pan():
            self.session.double(self._pointer(event))
        event.accept()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        at = QPointF(event.pos())
        self.menu_asked.emit(event.globalPos(), self.camera.to_floor(at.x(), at.y()))
        event.accept()

    def leaveEvent(self, event: object) -> None:
        self._inside = False
        self.pointed.emit(None)
        self.viewport().update()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and self.session.state.takes_letters:
            assert isinstance(event, QKeyEvent)
            key = key_of(event)
            if key is not None and not (key.ctrl or key.alt) and key.text.strip():
                event.accept()
                return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = True
            self.show_cursor("arrow")
            return
        key = key_of(event)
        if key is None:
            super().keyPressEvent(event)
            return
        plain = not (key.ctrl or key.alt)
        if plain and key.text and key.text in OPENS and self.session.state.field() is not None:
            self.entry.open_with(key.text, int(self._mouse.x()), int(self._mouse.y()))
            return
        if key.name == "Escape" and self.panning:
            self.panning = False
            self.show_cursor(self.session.state.cursor)
            return
        self.session.key(key)
        event.accept()

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.show_cursor(self.session.state.cursor)
            return
        super().keyReleaseEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        # Tab belongs to the tools while something is being drawn.
        return False if self.session.state.field() is not None else super().focusNextPrevChild(forward)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._space = False
        super().focusOutEvent(event)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if event.mimeData().hasFormat(SYMBOL_MIME):
            self._dragged_in = True
            self.symbol_dropped.emit(bytes(event.mimeData().data(SYMBOL_MIME).data()).decode())
            event.acceptProposedAction()

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        if self._dragged_in:
            at = event.position()
            self.session.move(pointer_at(self.camera, at.x(), at.y(), event.modifiers()))
            event.acceptProposedAction()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        if self._dragged_in:
            self._dragged_in = False
            self.session.rest()

    def dropEvent(self, event: QDropEvent) -> None:
        if not self._dragged_in:
            return
        self._dragged_in = False
        at = event.position()
        pointer = pointer_at(self.camera, at.x(), at.y(), event.modifiers(), Qt.MouseButton.LeftButton)
        self.session.press(pointer)
        self.session.release(pointer)
        self.setFocus()
        event.acceptProposedAction()

    def _settle(self) -> None:
        self.floor.settle()
        self.settled.emit()

    def _wants_to_pan(self) -> bool:
        return self._space or self.panning

    def _pointer(self, event: QMouseEvent) -> Pointer:
        at = event.position()
        return pointer_at(self.camera, at.x(), at.y(), event.modifiers(), event.button())

    def _typed(self, text: str) -> None:
        self.session.typed(text)

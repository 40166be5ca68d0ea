"""The flows that rest, as a picture: thousands of them are painted once, not at every frame."""

from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QTimer
from PySide6.QtGui import QImage, QPainter, QTransform
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.flow_item import FlowItem
from floorwright.gui.canvas.held import Window, picture_of, show_picture
from floorwright.gui.canvas.ink import Colouring
from floorwright.paper.marks import Mark

MANY = 200
"""Fewer flows are painted as quickly as a picture of them."""


class FlowLayer(FlowItem):
    """Draws many flows from a picture. One without those that may be lifted next is made before they are."""

    def __init__(
        self, parent: QGraphicsItem, depth: float, colouring: Callable[[], Colouring], window: Callable[[], Window]
    ) -> None:
        super().__init__(parent, depth, colouring)
        self._window = window
        self._seen_from = QTransform(), window()
        self._pictures: dict[frozenset[str], QImage] = {}
        """Seen from there, by the flows that are left out."""
        self._next: frozenset[str] = frozenset()
        self._soon = QTimer(singleShot=True, interval=0)
        self._soon.timeout.connect(self._prepare)

    def show_flows(self, marks: Iterable[Mark], px_per_mm: float) -> None:
        super().show_flows(marks, px_per_mm)
        self._pictures.clear()

    def expect(self, flows: Collection[str]) -> None:
        """These may be lifted next."""
        self._next = frozenset(flows)
        self._soon.start()

    def close(self) -> None:
        """Prepare nothing more."""
        self._soon.stop()

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if len(self._drawn) < MANY:
            super().paint(painter, option, widget)
            return
        seen_from = QTransform(painter.worldTransform()), self._window()
        if seen_from != self._seen_from:
            self._seen_from = seen_from
            self._pictures.clear()
        wanted = {frozenset[str](), self._next, self._lifted}
        self._pictures = {out: picture for out, picture in self._pictures.items() if out in wanted}
        show_picture(painter, self._without(self._lifted))

    def _prepare(self) -> None:
        if self._pictures:
            self._without(self._next)

    def _without(self, flows: frozenset[str]) -> QImage:
        picture = self._pictures.get(flows)
        if picture is None:
            camera, window = self._seen_from
            picture = self._pictures[flows] = picture_of(
                window, lambda painter: self._paint_from(camera, painter, flows)
            )
        return picture

    def _paint_from(self, camera: QTransform, painter: QPainter, without: Collection[str]) -> None:
        painter.setWorldTransform(camera)
        self.paint_flows(painter, without)

"""All flows in one item; some can be lifted out of it while they change."""

import itertools
from collections.abc import Callable, Collection, Iterable

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.ink import Colouring, Ink, Stroke, ink_of, paint_ink
from floorwright.gui.canvas.items import EVERYWHERE, repaint
from floorwright.paper.marks import Mark, Region, Viewport


class FlowItem(QGraphicsItem):
    """Draws every flow but those that are lifted, thick ones first, labels last."""

    def __init__(self, parent: QGraphicsItem, depth: float, colouring: Callable[[], Colouring]) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._colouring = colouring
        self._inks: list[tuple[str, Ink]] = []
        self._lifted: frozenset[str] = frozenset()

    def show_flows(self, marks: Iterable[Mark], px_per_mm: float) -> None:
        """Draw these marks from now on; each names its flow as its source."""
        colouring = self._colouring()
        self._inks = [(flow, _ink(own, px_per_mm, colouring)) for flow, own in itertools.groupby(marks, _flow_of)]
        repaint(self)

    def lift(self, flows: Collection[str]) -> None:
        """Leave these flows out, and no others."""
        self._lifted = frozenset(flows)
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        colouring = self._colouring()
        for flow, ink in self._inks:
            if flow not in self._lifted:
                paint_ink(painter, ink, colouring)


def _flow_of(mark: Mark) -> str:
    return "" if isinstance(mark, Viewport) else mark.source


def _ink(marks: Iterable[Mark], px_per_mm: float, colouring: Colouring) -> Ink:
    """The ink of one flow; its arrowheads, all of one style, are one path."""
    joined: list[Mark] = []
    for mark in marks:
        last = joined[-1] if joined else None
        if isinstance(mark, Region) and isinstance(last, Region) and mark.style == last.style:
            joined[-1] = Region(rings=(*last.rings, *mark.rings), style=mark.style, source=mark.source)
        else:
            joined.append(mark)
    ink = ink_of(joined, px_per_mm, colouring)
    for part in ink.parts:
        # Arrowheads that lie over each other must not cut holes into each other.
        if isinstance(part, Stroke):
            part.path.setFillRule(Qt.FillRule.WindingFill)
    return ink

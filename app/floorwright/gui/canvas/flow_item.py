"""All flows in one item; some can be lifted out of it while they change."""

import itertools
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.ink import Colouring, Ink, Stroke, as_printed, dashes_of, extend, paint_ink
from floorwright.gui.canvas.items import EVERYWHERE, repaint
from floorwright.paper.marks import Line, Mark, Region, Viewport


class FlowItem(QGraphicsItem):
    """Draws every flow but those that are lifted, thick ones first, labels last."""

    def __init__(self, parent: QGraphicsItem, depth: float, colouring: Callable[[], Colouring]) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self._colouring = colouring
        self._drawn: list[_Drawn] = []
        self._look: tuple[float, Colouring] = (0.0, as_printed)
        self._lifted: frozenset[str] = frozenset()

    def show_flows(self, marks: Iterable[Mark], px_per_mm: float) -> None:
        """Draw these marks from now on; each names its flow as its source. What is drawn already is kept."""
        look = (px_per_mm, self._colouring())
        kept = {one.key: one for one in self._drawn} if look == self._look else {}
        self._look = look
        self._drawn = [_drawn(flow, tuple(own), kept, *look) for flow, own in itertools.groupby(marks, _flow_of)]
        repaint(self)

    def lift(self, flows: Collection[str]) -> None:
        """Leave these flows out, and no others."""
        self._lifted = frozenset(flows)
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        self.paint_flows(painter, self._lifted)

    def paint_flows(self, painter: QPainter, without: Collection[str]) -> None:
        """Draw all flows but these."""
        colouring = self._colouring()
        for one in self._drawn:
            if one.flow not in without:
                paint_ink(painter, one.ink, colouring)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """Marks of a flow that follow each other, and their ink."""

    flow: str
    marks: tuple[Mark, ...]
    ink: Ink

    @property
    def key(self) -> tuple[str, type[Mark]]:
        """What to look for it under: a flow's line and arrowheads are apart from its label."""
        return self.flow, type(self.marks[0])


def _drawn(
    flow: str,
    marks: tuple[Mark, ...],
    kept: Mapping[tuple[str, type[Mark]], _Drawn],
    px_per_mm: float,
    colouring: Colouring,
) -> _Drawn:
    same = kept.get((flow, type(marks[0])))
    return same if same and same.marks == marks else _Drawn(flow, marks, ink_of_flow(marks, px_per_mm, colouring))


def _flow_of(mark: Mark) -> str:
    return "" if isinstance(mark, Viewport) else mark.source


def ink_of_flow(marks: Iterable[Mark], px_per_mm: float, colouring: Colouring) -> Ink:
    """The ink of one flow; its arrowheads, all of one style, are one path."""
    ink = Ink()
    heads: list[Region] = []
    for mark in marks:
        if heads and not (isinstance(mark, Region) and mark.style == heads[0].style):
            _add_heads(ink, heads, px_per_mm, colouring)
            heads = []
        if isinstance(mark, Region):
            heads.append(mark)
        elif isinstance(mark, Line) and (dashes := dashes_of(mark, px_per_mm, colouring)) is not None:
            ink.parts.append(dashes)
        else:
            extend(ink, mark, px_per_mm, colouring)
    if heads:
        _add_heads(ink, heads, px_per_mm, colouring)
    return ink


def _add_heads(ink: Ink, heads: list[Region], px_per_mm: float, colouring: Colouring) -> None:
    rings = tuple(ring for head in heads for ring in head.rings)
    extend(ink, Region(rings=rings, style=heads[0].style), px_per_mm, colouring)
    last = ink.parts[-1]
    # Arrowheads that lie over each other must not cut holes into each other.
    if isinstance(last, Stroke):
        last.path.setFillRule(Qt.FillRule.WindingFill)

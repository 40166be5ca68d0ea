"""Observed ways over the plan: thin translucent lines whose density shows, and somebody walking on them."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QGraphicsItem, QStyleOptionGraphicsItem, QWidget

from floorwright.gui.canvas.items import EVERYWHERE, repaint
from floorwright.gui.theme import current_theme
from floorwright.model.record import Point

OPACITY = 0.4
"""About 40 %, so that density shows (methods.md 1.4)."""
LINE_PX, TRAIL_PX, DOT_PX = 1.6, 3.0, 6.0


@dataclass(slots=True)
class SeenLine:
    """One observation on the floor: its whole way, and during a replay who walks where and the trail behind."""

    colour: QColor
    lines: list[QLineF] = field(default_factory=list)
    here: Point | None = None
    name: str = ""
    trail: list[QLineF] = field(default_factory=list)


class TrackItem(QGraphicsItem):
    """Draws the observations that are shown, in floor coordinates."""

    def __init__(self, parent: QGraphicsItem, depth: float) -> None:
        super().__init__(parent)
        self.setZValue(depth)
        self.seen: list[SeenLine] = []

    def show_seen(self, seen: list[SeenLine]) -> None:
        """Draw these from now on."""
        self.seen = seen
        repaint(self)

    def boundingRect(self) -> QRectF:
        return EVERYWHERE

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        for one in self.seen:
            faint = QColor(one.colour)
            faint.setAlphaF(OPACITY * (0.5 if one.trail or one.here else 1.0))
            painter.setPen(_pen(faint, LINE_PX))
            painter.drawLines(one.lines)
            painter.setPen(_pen(one.colour, TRAIL_PX))
            painter.drawLines(one.trail)
        for one in self.seen:
            if one.here is not None:
                self._paint_dot(painter, one)

    def _paint_dot(self, painter: QPainter, one: SeenLine) -> None:
        """The dot and the name have a size on the screen, not on the floor."""
        assert one.here is not None
        at = painter.worldTransform().map(QPointF(*one.here))
        painter.save()
        painter.resetTransform()
        painter.setPen(QPen(QColor("#ffffff"), 1.5))
        painter.setBrush(one.colour)
        painter.drawEllipse(at, DOT_PX, DOT_PX)
        painter.setPen(QColor(current_theme().canvas_ink))
        painter.drawText(at + QPointF(DOT_PX + 4, -DOT_PX), one.name)
        painter.restore()


def qt_lines(lines: Iterable[Sequence[Point] | NDArray[np.float64]]) -> list[QLineF]:
    """The pieces of lines, each on its own: only so does a line that crosses itself get darker there."""
    found: list[QLineF] = []
    for line in lines:
        points = line.tolist() if isinstance(line, np.ndarray) else line
        found += [QLineF(a[0], a[1], b[0], b[1]) for a, b in itertools.pairwise(points)]
    return found


def _pen(colour: QColor, width: float) -> QPen:
    pen = QPen(colour, width)
    pen.setCosmetic(True)
    pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    return pen

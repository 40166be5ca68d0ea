"""The ASME symbols on screen, filled by value class and joined by a line down the column."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from floorwright.analysis.process_chart.steps import ChartStep
from floorwright.gui.theme import current_theme
from floorwright.model.process_chart import StepType, ValueClass
from floorwright.paper.process_chart.symbols import symbol_outlines

STEP_ROLE = Qt.ItemDataRole.UserRole
VALUE_COLOURS = {
    ValueClass.VALUE_ADDING: "#2e9e4f",
    ValueClass.NECESSARY: "#d9a900",
    ValueClass.WASTE: "#d64545",
    None: "#8a929b",
}
"""Value-adding green, necessary yellow, waste red, unclassified grey; the word stands beside it."""
WAITING = "#e07b00"
"""Waiting is orange, whatever its class."""
RADIUS_PX = 7.5


class SymbolDelegate(QStyledItemDelegate):
    """Draws ○ ⇨ □ D ▽, and a combined symbol as one inside the other."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        step: ChartStep | None = index.data(STEP_ROLE)
        if step is None:
            return
        rect: QRectF = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if option.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(rect, option.palette.highlight())
        theme = current_theme()
        middle = rect.center()
        painter.setPen(QPen(QColor(theme.quiet), 1.2))
        top = rect.top() if index.row() else middle.y()
        last = index.row() == index.model().rowCount() - 1
        painter.drawLine(QPointF(middle.x(), top), QPointF(middle.x(), middle.y() if last else rect.bottom() + 1))
        painter.setPen(QPen(QColor(theme.text), 1.3))
        painter.setBrush(QBrush(colour_of(step)))
        painter.drawPath(symbol_path(step.type, middle.x(), middle.y(), RADIUS_PX))
        if step.inner is not None:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(symbol_path(step.inner, middle.x(), middle.y(), RADIUS_PX * 0.55))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(30, 24)


def colour_of(step: ChartStep) -> QColor:
    """The colour of a step's symbol: that of its value class, orange for what waits."""
    return QColor(WAITING if step.type is StepType.DELAY else VALUE_COLOURS[step.value])


def symbol_path(type: StepType, x: float, y: float, r: float) -> QPainterPath:
    """The ASME symbol of a step round x, y (y downwards) with radius r."""
    path = QPainterPath()
    for outline in symbol_outlines(type):
        path.moveTo(x + outline[0][0] * r, y - outline[0][1] * r)
        for u, v in outline[1:]:
            path.lineTo(x + u * r, y - v * r)
        path.closeSubpath()
    return path

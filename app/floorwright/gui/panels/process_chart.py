"""The flow process chart of a product, with the ASME symbols drawn and the distances measured from the plan."""

from dataclasses import replace
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHBoxLayout,
    QPushButton,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
)

from floorwright.analysis.process_chart import ChartStep, ProcessChart, process_chart
from floorwright.errors import FloorwrightError
from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import label, shown, tip
from floorwright.gui.theme import current_theme
from floorwright.model.diff import Diff
from floorwright.model.kinds import Machine, Product, Step, StepType, ValueClass
from floorwright.model.record import new_id
from floorwright.units import parse_number

COLUMNS = ("", "No.", "Description", "Station", "Distance [m]", "Time [s]", "Value", "Remark")
_SYMBOL, _NUMBER, _DESCRIPTION, _STATION, _DISTANCE, _TIME, _VALUE, _REMARK = range(8)
VALUE_COLOURS = {
    ValueClass.VALUE_ADDING: "#2e9e4f",
    ValueClass.NECESSARY: "#d9a900",
    ValueClass.WASTE: "#d64545",
    None: "#8a929b",
}
"""Value-adding green, necessary yellow, waste red, unclassified grey; the word stands beside it."""
STEP_ROLE = Qt.ItemDataRole.UserRole


class SymbolDelegate(QStyledItemDelegate):
    """Draws ○ ⇨ □ D ▽ filled by value class, joined by a line down the column."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        step: ChartStep | None = index.data(STEP_ROLE)
        if step is None:
            return
        rect: QRectF = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        ink = QColor(current_theme().text)
        middle = rect.center()
        painter.setPen(QPen(QColor(current_theme().line), 1.5))
        top = rect.top() if index.row() else middle.y()
        last = index.row() == index.model().rowCount() - 1
        painter.drawLine(QPointF(middle.x(), top), QPointF(middle.x(), middle.y() if last else rect.bottom() + 1))
        painter.setPen(QPen(ink, 1.3))
        painter.setBrush(QBrush(QColor(VALUE_COLOURS[step.value])))
        painter.drawPath(symbol_path(step.type, middle.x(), middle.y(), 7.5))
        painter.restore()

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(30, 24)


class ProcessChartPanel(Panel):
    """Choose a product; what happens at stations can be written into the chart, transports come from the flows."""

    show_asked = Signal(str)
    """The id of a record to select and show on the floor."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: ProcessChart | None = None
        self._filling = False
        self.product = QComboBox()
        self.product.setAccessibleName("Product")
        self.add = QPushButton("Add a step")
        self.up = QPushButton("Up")
        self.down = QPushButton("Down")
        self.remove = QPushButton("Remove")
        self.summary = label("", "quiet")
        self.summary.setWordWrap(True)
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setAccessibleName("Flow process chart")
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.setItemDelegateForColumn(_SYMBOL, SymbolDelegate(self.table))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(26)
        self.table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.table.setShowGrid(False)
        for column, width in enumerate((34, 48, 220, 130, 90, 80, 90, 160)):
            self.table.setColumnWidth(column, width)
        head = QHBoxLayout()
        head.addWidget(label("Product"))
        head.addWidget(self.product, 1)
        for button in (self.add, self.up, self.down, self.remove):
            head.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.summary)
        self.product.currentIndexChanged.connect(lambda _: self.refresh())
        self.table.itemChanged.connect(self._edited)
        self.table.itemSelectionChanged.connect(self._chosen)
        self.add.clicked.connect(self.add_step)
        self.up.clicked.connect(lambda: self.move_step(-1))
        self.down.clicked.connect(lambda: self.move_step(1))
        self.remove.clicked.connect(self.remove_step)

    def start(self) -> None:
        self.follow(self.plan.live.changed, lambda analysis: self.refresh())
        self.follow(self.plan.session.view.changed, self._follow)
        self._fill_products()

    def show_product(self, product: str) -> None:
        """Show the chart of the product of that id."""
        self.product.setCurrentIndex(max(self.product.findData(product), 0))

    def refresh(self) -> None:
        """Draw the chart as the plan is now, when it is seen."""
        product = self.product.currentData()
        if self._plan is None or not self.isVisible():
            return
        self._chart = process_chart(self.plan.session.view.records, self.plan.analysis, product) if product else None
        self._fill()

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def add_step(self) -> None:
        """A new operation at the station of the chosen line, after it."""
        chart, row = self._chart, self.table.currentRow()
        product = self.product.currentData()
        if chart is None or not product:
            return
        place = next((s.place for s in reversed(chart.steps[: row + 1]) if s.place), "") if row >= 0 else ""
        place = place or next((s.place for s in chart.steps if s.place), "")
        if not place:
            self.plan.told.emit("Draw a flow of this product first; a step stands at a station of its routing.")
            return
        steps = self._steps()
        order = max((step.order for step in steps if step.machine == place), default=len(steps)) + 1
        step = Step(id=new_id(), product=product, machine=place, description="New step", order=order)
        self.plan.session.do("Add a step", lambda edit: edit.put(step))

    def remove_step(self) -> None:
        """Take the chosen step away."""
        step = self._step_at(self.table.currentRow())
        if step is None:
            self.plan.told.emit("Choose a step at a station; transports come from the flows.")
            return
        self.plan.session.do("Remove a step", lambda edit: edit.remove(step.id))

    def move_step(self, by: int) -> None:
        """Exchange the chosen step with the one before or after it at its station."""
        step = self._step_at(self.table.currentRow())
        here = [s for s in self._steps() if step is not None and s.machine == step.machine]
        if step is None or not 0 <= here.index(step) + by < len(here):
            self.plan.told.emit("A step can be moved among the steps of its station; the routing orders the stations.")
            return
        other = here[here.index(step) + by]
        first, second = (step.order, other.order) if step.order != other.order else (step.order, step.order + by)
        self.plan.session.do(
            "Move a step", lambda edit: edit.put(replace(step, order=second), replace(other, order=first))
        )

    def _steps(self) -> list[Step]:
        product = self.product.currentData()
        found = [step for step in self.plan.session.view.of(Step) if step.product == product]
        return sorted(found, key=lambda step: (step.order, step.id))

    def _step_at(self, row: int) -> Step | None:
        item = self.table.item(row, _SYMBOL) if row >= 0 else None
        line: ChartStep | None = item.data(STEP_ROLE) if item else None
        record = self.plan.session.view.records.get(line.source) if line else None
        return record if isinstance(record, Step) else None

    def _follow(self, diff: Diff) -> None:
        if any(isinstance(r, Product) for c in diff.values() for r in (c.before, c.after)):
            self._fill_products()
        elif any(isinstance(r, Step | Machine) for c in diff.values() for r in (c.before, c.after)):
            self.refresh()

    def _fill_products(self) -> None:
        chosen = self.product.currentData()
        self.product.blockSignals(True)
        self.product.clear()
        for product in sorted(self.plan.session.view.of(Product), key=lambda p: p.name.casefold()):
            self.product.addItem(shown(product.name, 60), product.id)
        self.product.setCurrentIndex(max(self.product.findData(chosen), 0) if self.product.count() else -1)
        self.product.blockSignals(False)
        self.refresh()

    def _fill(self) -> None:
        self._filling = True
        steps = self._chart.steps if self._chart else ()
        self.table.setRowCount(len(steps))
        for row, step in enumerate(steps):
            self._fill_row(row, step)
        self._filling = False
        self.summary.setText(summary_words(self._chart) if self._chart else "There is no product yet: draw a flow.")

    def _fill_row(self, row: int, step: ChartStep) -> None:
        words = (
            "",
            step.number,
            step.description,
            step.station,
            "n/a" if step.type is StepType.TRANSPORT and step.distance_m is None else _number(step.distance_m, 1),
            _number(step.time_s, 1),
            step.value.value if step.value else "–",
            "assumed" if step.assumed else step.remark,
        )
        own = isinstance(self.plan.session.view.records.get(step.source), Step)
        for column, text in enumerate(words):
            item = self.table.item(row, column) or QTableWidgetItem()
            item.setText(shown(text))
            item.setData(STEP_ROLE, step)
            item.setToolTip(tip(f"{step.type.value}: {text}" if column == _SYMBOL else text))
            editable = own and column in (_DESCRIPTION, _TIME, _VALUE, _REMARK)
            flags = Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled
            item.setFlags(flags | Qt.ItemFlag.ItemIsEditable if editable else flags)
            if column in (_DISTANCE, _TIME):
                item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            if column == _VALUE:
                item.setForeground(QColor(VALUE_COLOURS[step.value]))
            if self.table.item(row, column) is not item:
                self.table.setItem(row, column, item)

    def _edited(self, item: QTableWidgetItem) -> None:
        step = None if self._filling else self._step_at(item.row())
        if step is None:
            return
        try:
            changed = _written(step, item.column(), item.text().strip())
        except FloorwrightError as error:
            self.plan.told.emit(str(error))
        else:
            if changed != step:
                self.plan.session.do("Edit a step", lambda edit: edit.put(changed))
        self.refresh()

    def _chosen(self) -> None:
        item = self.table.item(self.table.currentRow(), _SYMBOL)
        step: ChartStep | None = item.data(STEP_ROLE) if item and not self._filling else None
        if step is not None:
            self.show_asked.emit(step.place or step.source)


def _written(step: Step, column: int, text: str) -> Step:
    if column == _DESCRIPTION:
        return replace(step, description=text)
    if column == _TIME:
        return replace(step, time_s=parse_number(text) if text else 0.0)
    if column == _REMARK:
        return replace(step, remark=text)
    if text in ("", "–", "-"):
        return replace(step, value=None)
    try:
        return replace(step, value=ValueClass(text.upper()))
    except ValueError:
        raise FloorwrightError(f"“{shown(text, 20)}” is no value class.", hint="Write VA, ENVA or NVA.") from None


def summary_words(chart: ProcessChart) -> str:
    """The summary box in a line or two: counts, metres, time and the share that adds value."""
    summary = chart.summary
    counts = ", ".join(f"{one.count} {one.type.value}" for one in summary.symbols if one.count)
    share = "" if summary.va_ratio is None else f"; {summary.va_ratio:.1%} of the time adds value"
    notes = (" " + " ".join(chart.notes)) if chart.notes else ""
    return f"{counts}. {summary.distance_m:,.1f} m, {summary.time_s / 3600:.2f} h{share}.{notes}"


def symbol_path(type: StepType, x: float, y: float, r: float) -> QPainterPath:
    """The ASME symbol of a step round x, y (y downwards) with radius r."""
    path = QPainterPath()
    match type:
        case StepType.OPERATION:
            path.addEllipse(QPointF(x, y), r, r)
        case StepType.INSPECTION:
            path.addRect(x - r * 0.9, y - r * 0.9, r * 1.8, r * 1.8)
        case StepType.TRANSPORT:
            points = [(-1, -0.45), (0.15, -0.45), (0.15, -0.95), (1.1, 0), (0.15, 0.95), (0.15, 0.45), (-1, 0.45)]
            path.moveTo(x + points[0][0] * r, y + points[0][1] * r)
            for u, v in points[1:]:
                path.lineTo(x + u * r, y + v * r)
            path.closeSubpath()
        case StepType.DELAY:
            path.moveTo(x - r * 0.7, y - r * 0.9)
            path.arcTo(QRectF(x - r * 1.6, y - r * 0.9, r * 1.8 + r * 0.5, r * 1.8), 90, -180)
            path.closeSubpath()
            path.moveTo(x - r * 0.7, y - r * 0.9)
            path.lineTo(x - r * 0.7, y + r * 0.9)
        case StepType.STORAGE:
            path.moveTo(x - r, y - r * 0.85)
            path.lineTo(x + r, y - r * 0.85)
            path.lineTo(x, y + r * 0.95)
            path.closeSubpath()
    return path


def _number(value: float | None, decimals: int) -> str:
    return "" if value is None else f"{value:,.{decimals}f}".replace(",", "\u202f")

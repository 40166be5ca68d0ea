"""The lines of a process chart as a model of cells; every accepted text is one undo step."""

from collections.abc import Callable, Iterable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QBrush, QColor, QFont

from floorwright.analysis.process_chart.chart import ProcessChart
from floorwright.analysis.process_chart.routing import ChartChange
from floorwright.analysis.process_chart.steps import ChartStep
from floorwright.editing.chart_cells import COLUMNS, NAMES, written
from floorwright.errors import FloorwrightError
from floorwright.gui.charting.symbols import STEP_ROLE, VALUE_COLOURS
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import shown, tip
from floorwright.gui.theme import current_theme
from floorwright.model.document import Edit

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()
SYMBOL, DESCRIPTION, STATION = NAMES.index("symbol"), NAMES.index("description"), NAMES.index("station")
_VALUE, _DISTANCE, _TIME = NAMES.index("value"), NAMES.index("distance"), NAMES.index("time")


class ChartModel(QAbstractTableModel):
    """The lines of one chart at a time; the heading of a line is its number (O-1, T-1)."""

    carried_out = Signal()
    """A change of the chart was made: it is to be shown at once."""

    def __init__(self) -> None:
        super().__init__()
        self.plan: OpenPlan | None = None
        self.chart: ProcessChart | None = None

    def show(self, chart: ProcessChart | None) -> bool:
        """Show this chart from now on; whether its lines are others than before, in number or order."""
        before, product = self.steps, self._product
        after = chart.steps if chart else ()
        # Lines come and go at the end and the others change: a reset would take the cell from under the typing hand.
        if len(after) < len(before):
            self.beginRemoveRows(NOWHERE, len(after), len(before) - 1)
            self.chart = chart
            self.endRemoveRows()
        elif len(after) > len(before):
            self.beginInsertRows(NOWHERE, len(before), len(after) - 1)
            self.chart = chart
            self.endInsertRows()
        self.chart = chart
        common = min(len(before), len(after))
        changed = [n for n in range(common) if before[n] != after[n]]
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(COLUMNS) - 1))
            self.headerDataChanged.emit(Qt.Orientation.Vertical, changed[0], changed[-1])
        return product != self._product or [key_of(step) for step in before] != [key_of(step) for step in after]

    @property
    def _product(self) -> str:
        return self.chart.id if self.chart else ""

    @property
    def steps(self) -> tuple[ChartStep, ...]:
        """The lines that are shown."""
        return self.chart.steps if self.chart else ()

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.steps)

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(COLUMNS)

    def flags(self, index: Index) -> Qt.ItemFlag:
        return Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsEditable

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation == Qt.Orientation.Vertical:
            if role == Qt.ItemDataRole.DisplayRole and section < len(self.steps):
                return self.steps[section].number or "+"
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return COLUMNS[section].title
        return tip(COLUMNS[section].tip) if role == Qt.ItemDataRole.ToolTipRole and COLUMNS[section].tip else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        step, column = self.steps[index.row()], index.column()
        match role:
            case Qt.ItemDataRole.DisplayRole | Qt.ItemDataRole.EditRole:
                text = COLUMNS[column].show(step)
                return text if role == Qt.ItemDataRole.EditRole else shown(self._shown(step, column, text))
            case Qt.ItemDataRole.TextAlignmentRole if COLUMNS[column].number:
                return int(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            case Qt.ItemDataRole.ToolTipRole:
                return tip(told(step, column))
            case Qt.ItemDataRole.ForegroundRole:
                return self._ink(step, column)
            case Qt.ItemDataRole.FontRole if _follows(step, column):
                font = QFont()
                font.setItalic(True)
                return font
        return step if role == STEP_ROLE else None

    def _shown(self, step: ChartStep, column: int, text: str) -> str:
        if column == _DISTANCE and step.flow and step.distance_m is None:
            return "no way"
        if column == _DISTANCE and step.flags:
            return f"⚠ {text}"
        return "assumed" if step.assumed and COLUMNS[column].name == "remark" else text

    def _ink(self, step: ChartStep, column: int) -> QBrush | None:
        if column == _VALUE and step.value is not None:
            return QBrush(QColor(VALUE_COLOURS[step.value]))
        if column == _DISTANCE and step.flags:
            return QBrush(QColor(current_theme().bad))
        return QBrush(QColor(current_theme().quiet)) if step.assumed else None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        text, column = str(value), COLUMNS[index.column()]
        if role != Qt.ItemDataRole.EditRole or text == column.show(self.steps[index.row()]):
            return False
        row = index.row()
        return self.change(
            f"Set {column.title.split(' [')[0].casefold()}",
            lambda: written(self._records(), self._product, row, column.name, text),
        )

    def change(self, label: str, change: Callable[[], ChartChange]) -> bool:
        """Carry a change out as one undo step; a refusal is told and changes nothing."""
        plan = self.plan
        if plan is None or self.chart is None:
            return False
        try:
            made = change()
        except FloorwrightError as error:
            plan.told.emit(str(error))
            return False
        if not made.put and not made.remove:
            return True

        def carry_out(edit: Edit) -> None:
            edit.remove(*made.remove)
            edit.put(*made.put)

        done = plan.session.do(label, carry_out)
        plan.refresh()
        self.carried_out.emit()
        return done

    def _records(self) -> Any:
        assert self.plan is not None
        return self.plan.session.view.records

    def words(self, row: int, columns: Iterable[int]) -> list[str]:
        """The texts of some cells of a line, as they are typed."""
        return [COLUMNS[column].show(self.steps[row]) for column in columns]


def key_of(step: ChartStep) -> str:
    """What a line is known by when the chart has changed."""
    return step.flow or step.source


def _follows(step: ChartStep, column: int) -> bool:
    """Whether a cell shows what follows from the plan and was not entered."""
    return (column == _DISTANCE and step.measured) or (column == _TIME and step.flow != "" and not step.timed)


def told(step: ChartStep, column: int) -> str:
    """What a cell says when the mouse rests on it: where its figure comes from, and what does not fit."""
    said = []
    if column == SYMBOL:
        said.append(step.type.value + (f" with {step.inner.value}" if step.inner else ""))
    elif column == _DISTANCE and step.measured:
        typed = "" if step.typed_m is None else f"; typed: {step.typed_m:g} m"
        said.append(f"measured on the plan{typed}")
    elif column == _DISTANCE and step.distance_m is not None:
        said.append("typed")
    elif column == _TIME and step.flow and not step.timed:
        said.append("one way there with loading and unloading, from the handling method")
    elif text := COLUMNS[column].show(step):
        said.append(text)
    return "; ".join([*said, *step.flags])

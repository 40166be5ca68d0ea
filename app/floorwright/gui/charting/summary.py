"""The box beside the chart: present, proposed and saving, as on the ASME form."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QHeaderView, QTableWidget, QTableWidgetItem, QVBoxLayout, QWidget

from floorwright.analysis.analyze import analyze
from floorwright.analysis.process_chart.chart import ProcessChart, process_chart
from floorwright.analysis.process_chart.compare import IDEAS, compared, has_ideas, improved
from floorwright.errors import FloorwrightError
from floorwright.gui.background import Latest
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.gui.theme import current_theme
from floorwright.model.diff import Records
from floorwright.model.kinds import PRESENT, Flow
from floorwright.model.scenario import scenario_names, scenario_records

COLUMNS = ("Figure", "Present", "Proposed", "Saving", "%")


class SummaryBox(QWidget):
    """Compares the chart with its own ideas carried out, or with the same chart in another scenario."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: OpenPlan | None = None
        self._chart: ProcessChart | None = None
        self._here: str | None = None
        self._other = Latest(self, self._fill)
        self.against = QComboBox()
        self.against.setAccessibleName("Proposed")
        self.against.setToolTip("What the chart is compared with")
        self.table = QTableWidget(0, len(COLUMNS))
        self.table.setAccessibleName("Summary of the process chart")
        self.table.setHorizontalHeaderLabels(list(COLUMNS))
        self.table.verticalHeader().hide()
        self.table.verticalHeader().setDefaultSectionSize(21)
        self.table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        self.table.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.table.setSelectionMode(QTableWidget.SelectionMode.NoSelection)
        header = self.table.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setStretchLastSection(True)
        row = QHBoxLayout()
        row.addWidget(label("Proposed:", "quiet"))
        row.addWidget(self.against, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(row)
        layout.addWidget(self.table, 1)
        self.against.activated.connect(lambda _: self._fill())

    def show_chart(self, plan: OpenPlan, chart: ProcessChart | None) -> None:
        """Sum up this chart of the scenario that is looked at."""
        self._plan, self._chart = plan, chart
        self._offer(plan)
        self._fill()

    def sides(self) -> tuple[ProcessChart, ProcessChart | None] | None:
        """The present chart and the proposed one, None while it is worked out; None without a chart.

        Looking at a proposal, the present is the other side.
        """
        chart, plan = self._chart, self._plan
        if chart is None or plan is None:
            return None
        chosen: str = self.against.currentData() or ""
        here = plan.session.view.scenario
        if chosen == IDEAS:
            return chart, improved(chart) if has_ideas(chart) else None
        if not chosen and here == PRESENT:
            return chart, None
        try:
            other = self._other.of(
                (plan.file.document.revision, chosen, chart.id, plan.analysis.mode),
                self._worked_out(plan, chart.id, chosen),
            )
        except FloorwrightError:
            other = None
        if here == PRESENT:
            return chart, other
        return (other, chart) if other is not None else (chart, None)

    def _worked_out(self, plan: OpenPlan, product: str, scenario: str) -> Callable[[], ProcessChart]:
        records = of_product(scenario_records(plan.file.document.records, scenario), product)
        mode, barriers = plan.analysis.mode, plan.barriers
        return lambda: process_chart(records, analyze(records, mode, scenario, barriers=barriers), product)

    def _offer(self, plan: OpenPlan) -> None:
        here = plan.session.view.scenario
        names = scenario_names(plan.file.document.records)
        wanted: list[tuple[str, str]] = [("Ideas carried out (ECRS)", IDEAS)]
        if here == PRESENT:
            wanted += [(shown(name, 40), id) for id, name in names.items() if id != PRESENT]
        else:
            wanted.insert(0, (f"{shown(names[here], 40)} against the present", PRESENT))
        held = [(self.against.itemText(n), self.against.itemData(n)) for n in range(self.against.count())]
        if held == wanted:
            return
        before = self.against.currentData() if here == self._here else None
        self._here = here
        self.against.clear()
        for words, data in wanted:
            self.against.addItem(words, data)
        self.against.setCurrentIndex(max(self.against.findData(before), 0))

    def _fill(self) -> None:
        sides = self.sides()
        if sides is None:
            self.table.setRowCount(0)
            return
        present, proposed = sides
        currency = self._plan.plan.currency if self._plan else ""
        rows = compared(present, proposed or present, currency)
        open_side = proposed is None
        self.table.setRowCount(len(rows))
        for number, one in enumerate(rows):
            unit = f" [{one.unit}]" if one.unit else ""
            texts = (
                one.title + unit,
                figure_words(one.present, one.decimals),
                *(
                    ("", "", "")
                    if open_side
                    else (
                        figure_words(one.proposed, one.decimals),
                        figure_words(one.saving, one.decimals, signed=True),
                        figure_words(one.per_cent, 1, signed=True),
                    )
                ),
            )
            for column, text in enumerate(texts):
                item = self.table.item(number, column) or QTableWidgetItem()
                item.setText(text)
                if column:
                    item.setTextAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
                theme = current_theme()
                colour = {"better": theme.good, "worse": theme.bad}.get("" if open_side else one.verdict, "")
                item.setData(Qt.ItemDataRole.ForegroundRole, QColor(colour) if colour and column > 2 else None)
                item.setToolTip(one.verdict if column > 2 and not open_side else "")
                if self.table.item(number, column) is not item:
                    self.table.setItem(number, column, item)


def figure_words(value: float | None, decimals: int, *, signed: bool = False) -> str:
    """A figure of the summary; a saving carries its sign, so that colour is not the only one."""
    if value is None:
        return "–"
    text = f"{value:+,.{decimals}f}" if signed and value else f"{value:,.{decimals}f}"
    return text.replace(",", "\u202f").replace("-", "−")


def of_product(records: Records, product: str) -> Records:
    """The records without the flows of other products, whose figures nobody asks for here."""
    return {key: record for key, record in records.items() if not isinstance(record, Flow) or record.product == product}

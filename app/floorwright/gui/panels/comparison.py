"""Scenarios held against each other: every figure and flow, whether a proposal pays, and what would reverse that."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QHBoxLayout,
    QMenu,
    QPushButton,
    QSplitter,
    QTabWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.comparing.pay_tables import pay_table, sensitivity_table
from floorwright.analysis.comparing.paying import investment_of, paying
from floorwright.analysis.comparing.sensitivity import Sensitivity
from floorwright.analysis.comparing.side_by_side import FLOW_FIGURES, flows_side_by_side, side_by_side
from floorwright.analysis.explain.names import Figure
from floorwright.analysis.result import Analysis, Table
from floorwright.errors import FloorwrightError
from floorwright.gui.background import Following
from floorwright.gui.dialogs.export_work import write_export
from floorwright.gui.panels.chart_view import ChartView
from floorwright.gui.panels.compared_scenarios import ComparedScenarios
from floorwright.gui.panels.deciding import Deciding
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.pay_form import PayForm
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.plain import label, shown
from floorwright.hooks.exporting import format_of
from floorwright.jobs import start_worker
from floorwright.model.document import Step
from floorwright.model.investment import Investment
from floorwright.model.kinds import PRESENT
from floorwright.model.scenario import scenario_names
from floorwright.paper.comparison_pages import SHEET, Comparison, comparison_content
from floorwright.paper.pay_figures import cash_chart, tornado, volume_chart
from floorwright.paper.setup import SheetSetup

REST_MS = 150
NO_PROPOSAL = "Make a proposal first: Plan → New proposal…"
FIGURES, FLOWS, PAY, VOLUME, REVERSE = range(5)


class ComparisonPanel(Panel):
    """One scenario is the base; the money and the sensitivity are those of one proposal against it."""

    show_asked = Signal(str)
    """The id of a record to select and show on the floor."""
    explain_asked = Signal(str)
    """The name of a figure whose making is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self._scenarios: ComparedScenarios | None = None
        self._hidden: set[str] = set()
        self._deciding: Deciding | None = None
        self._writing: Following | None = None
        self.base, self.proposal, self.flow_figure = QComboBox(), QComboBox(), QComboBox()
        self.columns = QToolButton()
        self.saving = QPushButton("Save…")
        self.stop = QPushButton("Cancel")
        self.words = label("", "quiet")
        self.figures, self.flows = ResultView("Scenarios side by side"), ResultView("Flows side by side")
        self.money, self.reversing = ResultView("Does it pay?"), ResultView("What would reverse the decision")
        self.form = PayForm()
        self.cash = ChartView("What has come back", lambda: self.plan)
        self.volume = ChartView("From which volume on it pays", lambda: self.plan)
        self.tornado = ChartView("What the decision hangs on", lambda: self.plan)
        self.tabs = QTabWidget()
        self._soon = QTimer(self, singleShot=True, interval=REST_MS)
        self._lay_out()
        self._join()

    def start(self) -> None:
        self._scenarios = ComparedScenarios(self, self.plan, self.refresh_soon)
        self._deciding = Deciding(self, self.plan, self.refresh, self.words.setText)
        self._hidden = set()
        self.follow(self.plan.file.document.committed, self._committed)
        self.follow(self.plan.live.changed, lambda analysis: self.refresh_soon())
        self._fill_choices()
        self.refresh()

    def detach(self) -> None:
        self._soon.stop()
        for beside in (self._scenarios, self._deciding):
            if beside is not None:
                beside.stop()
        super().detach()

    def come_to_front(self) -> None:
        self.refresh()

    def refresh_soon(self) -> None:
        """Fill what is looked at, when there is time."""
        if self.in_sight and not self._soon.isActive():
            self._soon.start()

    def refresh(self) -> None:
        """Fill the page that is looked at."""
        self._soon.stop()
        if self._plan is None or self._scenarios is None:
            return
        if self.proposal.count() == 0:
            self._show_nothing()
            return
        chosen = self._chosen()
        analyses = self._scenarios.of(chosen)
        if analyses is None:
            self.words.setText("The figures are being worked out.")
            return
        self.words.setText("")
        names = [self._names()[one] for one in chosen]
        self.stop.hide()
        {
            FIGURES: self._fill_figures, FLOWS: self._fill_flows, PAY: self._fill_pay, VOLUME: self._fill_decision,
            REVERSE: self._fill_decision,
        }[self.tabs.currentIndex()](analyses, names)  # fmt: skip

    def save_to(self, path: Path) -> None:
        """Write the whole comparison in the format that the name asks for, in another process."""
        one = self._comparison()
        if one is None:
            self.words.setText("The figures are being worked out. Try again in a moment.")
            return
        try:
            format_id = format_of(self.plan.plugins, path)
        except FloorwrightError as error:
            self.words.setText(str(error))
            return
        content = comparison_content(dict(self.plan.file.document.records), self.proposal.currentData(), one)
        setup = SheetSetup(paper="A4", portrait=True, sheet=SHEET)
        worker = start_worker(write_export, format_id, content, setup, str(path))
        self._writing = Following(
            self, worker, lambda failure: self.words.setText(str(failure) if failure else f"Saved as “{path.name}”."),
            lambda error: self.words.setText(str(error)),
        )  # fmt: skip

    @property
    def busy(self) -> bool:
        """Whether something is being worked out or written."""
        return any(one is not None and one.running for one in (self._deciding, self._writing))

    def _known(self) -> Sensitivity | None:
        if self._deciding is None:
            return None
        return self._deciding.known(self.base.currentData(), self.proposal.currentData(), self._investment())

    # What is shown

    def _fill_figures(self, analyses: list[Analysis], names: list[str]) -> None:
        self.figures.show_table(side_by_side(analyses, names, self.plan.plan.currency))

    def _fill_flows(self, analyses: list[Analysis], names: list[str]) -> None:
        self.flows.show_table(
            flows_side_by_side(analyses, names, self.flow_figure.currentData(), self.plan.plan.currency)
        )

    def _fill_pay(self, analyses: list[Analysis], names: list[str]) -> None:
        investment, currency = self._investment(), self.plan.plan.currency
        self.form.show_investment(investment, currency)
        # The present is there already: it has no record that could hold what a move to it costs.
        self.form.setEnabled(self.proposal.currentData() != PRESENT)
        at = self._chosen().index(self.proposal.currentData())
        one = paying(analyses[0].totals, analyses[at].totals, investment, names[at], currency)
        self.words.setText(one.words)
        self.money.show_table(pay_table(one, investment, names[at], currency, self._known()))
        asks = "Enter what the move costs to see when it has come back."
        figure = cash_chart(one, investment, currency) if one.moving_cost_known else None
        self.cash.show_figure(figure, (self.money.results.table,), nothing=asks)

    def _fill_decision(self, analyses: list[Analysis], names: list[str]) -> None:
        assert self._deciding is not None
        sides = (self.base.currentData(), self.proposal.currentData())
        found, currency = self._deciding.of(*sides, self._investment()), self.plan.plan.currency
        self.stop.setVisible(self._deciding.running)
        if found is None:
            return
        self.words.setText(found.break_even.words)
        table = sensitivity_table(found, currency)
        self.reversing.show_table(table)
        at = self._chosen().index(self.proposal.currentData())
        self.volume.show_figure(volume_chart(found, (names[0], names[at]), currency), (table,))
        self.tornado.show_figure(tornado(found, currency), (table,), nothing="No input changes the benefit.")

    def _show_nothing(self) -> None:
        self.words.setText(NO_PROPOSAL)
        for view in (self.figures, self.flows, self.money, self.reversing):
            view.show_table(Table(NO_PROPOSAL, (), ()))
        for chart in (self.cash, self.volume, self.tornado):
            chart.show_figure(None, nothing=NO_PROPOSAL)

    def _comparison(self) -> Comparison | None:
        if self._scenarios is None or self.proposal.count() == 0:
            return None
        base, proposal = self.base.currentData(), self.proposal.currentData()
        chosen = [base, proposal, *(one for one in self._chosen() if one not in (base, proposal))]
        analyses = self._scenarios.of(self._chosen())
        if analyses is None:
            return None
        known = dict(zip(self._chosen(), analyses, strict=True))
        names, investment = self._names(), self._investment()
        currency = self.plan.plan.currency
        pay = paying(known[base].totals, known[proposal].totals, investment, names[proposal], currency)
        return Comparison(
            tuple(names[one] for one in chosen), tuple(known[one] for one in chosen), investment, pay, self._known(),
            currency,
        )  # fmt: skip

    # What is chosen

    def _names(self) -> dict[str, str]:
        return {id: shown(name, 40) for id, name in scenario_names(self.plan.file.document.records).items()}

    def _chosen(self) -> list[str]:
        """The base, and then every other scenario that is not hidden; the proposal never is."""
        base, proposal = self.base.currentData(), self.proposal.currentData()
        others = [one for one in self._names() if one != base and (one == proposal or one not in self._hidden)]
        return [base, *others]

    def _investment(self) -> Investment:
        return investment_of(self.plan.file.document.records, self.proposal.currentData())

    def _fill_choices(self) -> None:
        names = self._names()
        looked_at = self.plan.session.view.scenario
        base = self.base.currentData() if self.base.currentData() in names else PRESENT
        kept = self.proposal.currentData()
        proposal = kept if kept in names and kept != base else looked_at
        self.base.clear()
        self.proposal.clear()
        for id, name in names.items():
            self.base.addItem(name, id)
            if id != base:
                self.proposal.addItem(name, id)
        self.base.setCurrentIndex(self.base.findData(base))
        self.proposal.setCurrentIndex(max(self.proposal.findData(proposal), 0) if self.proposal.count() else -1)
        menu = QMenu(self.columns)
        for id, name in names.items():
            if id not in (base, self.proposal.currentData()):
                action = menu.addAction(name)
                action.setCheckable(True)
                action.setChecked(id not in self._hidden)
                action.toggled.connect(partial(self._show_column, id))
        old = self.columns.menu()
        self.columns.setMenu(menu)
        self.columns.setEnabled(bool(menu.actions()))
        if old is not None:
            old.deleteLater()

    def _show_column(self, scenario: str, on: bool) -> None:
        self._hidden = self._hidden - {scenario} if on else self._hidden | {scenario}
        self.refresh()

    def _chose(self) -> None:
        self._fill_choices()
        self.refresh()

    def _committed(self, step: Step) -> None:
        for beside in (self._scenarios, self._deciding):
            if beside is not None:
                beside.forget()
        if [self.base.itemData(n) for n in range(self.base.count())] != list(self._names()):
            self._fill_choices()
        self.refresh_soon()

    def _put(self, investment: Investment) -> None:
        self.plan.session.do("What the proposal costs", lambda edit: edit.put(investment))

    def _ask_file(self) -> None:
        if self.proposal.count() == 0:
            self.words.setText(NO_PROPOSAL)
            return
        folder = self.plan.file.path.parent if self.plan.file.path else Path.home()
        kinds = "PDF (*.pdf);;Workbook (*.xlsx);;SVG (*.svg);;CSV (*.csv)"
        name, kind = QFileDialog.getSaveFileName(self, "Save the comparison", str(folder / "comparison.pdf"), kinds)
        if name:
            path = Path(name)
            self.save_to(path if path.suffix else path.with_suffix(kind.rpartition("(*")[2].rstrip(")")))

    def _explain(self, view: ResultView, row: int, column: int) -> None:
        """A number of the scenario that is looked at explains itself; of another it is said how to get there."""
        if column < 2:
            return
        scenario = self._chosen()[0 if column == 2 else (column - 3) // 3 + 1]
        if scenario != self.plan.session.view.scenario:
            self.words.setText(f"Look at “{self._names()[scenario]}” to see how its figures are made.")
            return
        source = view.results.table.sources[row]
        figure = self.flow_figure.currentData() if view is self.flows else ""
        self.explain_asked.emit(Figure("flow", figure, source).name if figure else source)

    # How it looks

    def _lay_out(self) -> None:
        for box, words in ((self.base, "Base"), (self.proposal, "Proposal"), (self.flow_figure, "Figure of the flows")):
            box.setAccessibleName(words)
            box.setMinimumWidth(130)
        for name, title, _, _, _ in FLOW_FIGURES:
            self.flow_figure.addItem(title, name)
        self.flow_figure.setCurrentIndex(len(FLOW_FIGURES) - 1)
        self.columns.setText("Columns")
        self.columns.setToolTip("Which other scenarios stand beside these two")
        self.columns.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.saving.setToolTip("Save the comparison as PDF, workbook, SVG or CSV")
        self.stop.hide()
        self.words.setWordWrap(True)
        head = QHBoxLayout()
        for words, widget in (("Base", self.base), ("against", self.proposal)):
            head.addWidget(label(words, "quiet"))
            head.addWidget(widget)
        head.addWidget(self.columns)
        head.addStretch(1)
        head.addWidget(self.stop)
        head.addWidget(self.saving)
        self.tabs.setDocumentMode(True)
        pages: tuple[tuple[str, QWidget], ...] = (
            ("Figures", self.figures),
            ("Flows", _column(self.flow_figure, self.flows)),
            ("Does it pay?", _beside(self.form, self.money, self.cash)),
            ("From which volume on", self.volume),
            ("What would reverse it", _beside(self.tornado, self.reversing)),
        )
        for title, page in pages:
            self.tabs.addTab(page, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.words)
        layout.addWidget(self.tabs, 1)

    def _join(self) -> None:
        self._soon.timeout.connect(self.refresh)
        self.base.activated.connect(lambda _: self._chose())
        self.proposal.activated.connect(lambda _: self._chose())
        for signal in (self.flow_figure.activated, self.tabs.currentChanged):
            signal.connect(lambda _: self.refresh())
        self.form.changed.connect(self._put)
        self.form.told.connect(self.words.setText)
        self.saving.clicked.connect(lambda _: self._ask_file())
        self.stop.clicked.connect(lambda _: self._deciding.cancel() if self._deciding is not None else None)
        self.flows.chosen.connect(self.show_asked)
        self.reversing.chosen.connect(self.show_asked)
        for view in (self.figures, self.flows):
            view.cell_chosen.connect(partial(self._explain, view))


def _column(*widgets: QWidget) -> QWidget:
    page = QWidget()
    layout = QVBoxLayout(page)
    layout.setContentsMargins(0, 6, 0, 0)
    for widget in widgets[:-1]:
        layout.addWidget(widget, 0, Qt.AlignmentFlag.AlignLeft)
    layout.addWidget(widgets[-1], 1)
    return page


def _beside(*widgets: QWidget) -> QWidget:
    splitter = QSplitter(Qt.Orientation.Horizontal)
    splitter.setChildrenCollapsible(False)
    for widget in widgets:
        splitter.addWidget(widget)
    splitter.setSizes([230, 420, 200] if len(widgets) > 2 else [450, 450])
    return splitter

"""The figures of the scenario that is looked at, live: totals, flows, methods, from-to, congestion, warnings."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QFormLayout, QHBoxLayout, QTabWidget, QVBoxLayout, QWidget

from floorwright.analysis.result import Analysis
from floorwright.analysis.tables import (
    congestion_table,
    flows_table,
    from_to_tables,
    methods_table,
    totals_table,
    tours_table,
    warnings_table,
)
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.plain import label
from floorwright.model.diff import Diff
from floorwright.model.kinds import PLAN_ID, DistanceMode

MODES = {
    DistanceMode.STRAIGHT: "Straight lines",
    DistanceMode.RECTILINEAR: "Right angles",
    DistanceMode.AISLE: "Along the aisles",
    DistanceMode.FREE: "Shortest free path",
}


class AnalysisPanel(Panel):
    """Follows the live figures; only the table that is looked at is filled."""

    show_asked = Signal(str)
    """The id of a record to select and show on the floor."""
    explain_asked = Signal(str)
    """The name of a figure whose making is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.mode = QComboBox()
        self.mode.setAccessibleName("How distances are measured")
        for mode, title in MODES.items():
            self.mode.addItem(title, mode)
        self.totals = ResultView("Figures")
        self.flows = ResultView("Flows")
        self.methods = ResultView("Handling methods")
        self.trips = ResultView("From-to: trips", shade_from=1)
        self.congestion = ResultView("Congestion")
        self.warnings = ResultView("Warnings")
        self.tours = ResultView("Milk runs")
        self.measure = QComboBox()
        self.measure.addItems(["Loaded trips a day", "Moment a day (trips × metres)"])
        self.measure.setAccessibleName("What the from-to chart shows")
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.tabBar().setUsesScrollButtons(True)
        for title, widget in (
            ("Totals", self.totals),
            ("Flows", self.flows),
            ("Methods", self.methods),
            ("From-to", self._from_to_page()),
            ("Congestion", self.congestion),
            ("Warnings", self.warnings),
            ("Tours", self.tours),
        ):
            self.tabs.addTab(widget, title)
        head = QFormLayout()
        head.addRow(label("Distances"), self.mode)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        self.waiting = label("These are not the figures of the plan as it is: see the strip below the floor.", "bad")
        self.waiting.setWordWrap(True)
        self.waiting.hide()
        layout.addWidget(self.waiting)
        layout.addWidget(self.tabs)
        self.mode.activated.connect(lambda _: self._choose_mode())
        self.measure.currentIndexChanged.connect(lambda _: self._fill())
        self.tabs.currentChanged.connect(lambda _: self._fill())
        for view in (self.totals, self.flows, self.methods, self.trips, self.congestion, self.tours):
            view.setToolTip("Click a number to see how it is made")
            view.cell_chosen.connect(self._explain)
        for view in (self.flows, self.warnings):
            view.chosen.connect(self.show_asked)
        self.trips.chosen.connect(self.show_asked)

    def start(self) -> None:
        self.follow(self.plan.live.changed, lambda analysis: self._fill())
        self.follow(self.plan.live.waits, lambda waits: self._fill())
        self.follow(self.plan.session.view.changed, self._follow_mode)
        self._show_mode()
        self._fill()

    def _from_to_page(self) -> QWidget:
        page = QWidget()
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 6, 0, 0)
        row = QHBoxLayout()
        row.addWidget(self.measure)
        row.addStretch()
        layout.addLayout(row)
        layout.addWidget(self.trips)
        return page

    def _explain(self, row: int, column: int) -> None:
        from floorwright.analysis.explain import places

        analysis = self.plan.analysis
        match self.tabs.currentIndex():
            case 0:
                figure = places.in_totals(row)
            case 1:
                figure = places.in_flows(analysis, row, self.flows.results.table.columns[column].name)
            case 2:
                figure = places.in_methods(analysis, row, self.methods.results.table.columns[column].name)
            case 3:
                field = ("trips_per_day", "moment_m_per_day")[self.measure.currentIndex()]
                figure = places.in_from_to(analysis, field, row, column)
            case 6:
                figure = places.in_tours(analysis, row, self.tours.results.table.columns[column].name)
            case _:
                figure = places.in_congestion(analysis, row)
        if figure:
            self.explain_asked.emit(figure)

    def _choose_mode(self) -> None:
        mode = DistanceMode(self.mode.currentData())
        plan = self.plan.plan
        if mode != plan.distance_mode:
            changed = replace(plan, distance_mode=mode)
            self.plan.session.do(f"Measure: {self.mode.currentText().lower()}", lambda edit: edit.put(changed))
        self.plan.refresh()

    def _follow_mode(self, diff: Diff) -> None:
        if PLAN_ID in diff:
            self._show_mode()

    def _show_mode(self) -> None:
        self.mode.setCurrentIndex(self.mode.findData(self.plan.plan.distance_mode))

    def _fill(self) -> None:
        if self._plan is None:
            return
        analysis, currency = self.plan.analysis, self.plan.plan.currency
        self.waiting.setVisible(self.plan.live.pending)
        warnings = f"Warnings ({len(analysis.warnings)})" if analysis.warnings else "Warnings"
        if warnings != self.tabs.tabText(5):
            self.tabs.setTabText(5, warnings)
        match self.tabs.currentIndex():
            case 0:
                self.totals.show_table(totals_table(analysis, currency))
            case 1:
                self.flows.show_table(flows_table(analysis, currency))
            case 2:
                self.methods.show_table(methods_table(analysis))
            case 3:
                self._fill_from_to(analysis)
            case 4:
                self.congestion.show_table(congestion_table(analysis))
            case 6:
                self.tours.show_table(tours_table(analysis, currency))
            case _:
                self.warnings.show_table(warnings_table(analysis))

    def _fill_from_to(self, analysis: Analysis) -> None:
        self.trips.show_table(from_to_tables(analysis)[self.measure.currentIndex()])

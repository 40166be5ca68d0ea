"""The charts of material flow: from-to matrix, Sankey diagram, distance and intensity, in step with the floor."""

import time
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QTabWidget, QVBoxLayout

from floorwright.analysis.explain.cells import cell_name
from floorwright.analysis.pictures.departments import departments, has_departments
from floorwright.analysis.pictures.matrix import Matrix, MatrixOrder, Measure, matrix
from floorwright.analysis.pictures.stages import stage_moves
from floorwright.analysis.result import FlowFigures, Table
from floorwright.analysis.tables import flows_table
from floorwright.gui.background import Latest
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.chart_view import ChartView
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.relationships import RelationshipsTab
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import Flow, Machine, Zone
from floorwright.model.relationships import Relationship, RelationshipChart
from floorwright.paper.charts.figure import Figure
from floorwright.paper.flow_charts.intensity import intensity_figure
from floorwright.paper.flow_charts.matrix import STATION, cell_of, cell_source, matrix_figure
from floorwright.paper.flow_charts.sankey import sankey_figure
from floorwright.paper.flow_charts.sankey_stages import stages_figure
from floorwright.paper.flow_choice import chosen_flows
from floorwright.paper.flow_classes import FlowClasses

SOON_MS, LATER_MS = 80, 250
FEW = 600
"""The charts of more flows than this are worked out in a thread."""
SLOW_S = 0.03
"""A chart that takes longer than this is drawn when the hand has let go."""
ORDERS = {
    MatrixOrder.NAMES: "By name",
    MatrixOrder.TOTAL: "By total flow",
    MatrixOrder.HOLLIER_1: "Hollier 1",
    MatrixOrder.HOLLIER_2: "Hollier 2",
}
MEASURES = {Measure.TRIPS: "Trips a day", Measure.MOMENT: "Moment (trips × metres)", Measure.QUANTITY: "Pieces a day"}
FIGURES = {Measure.TRIPS: "trips_per_day", Measure.MOMENT: "moment_m_per_day"}
"""What the cells of the from-to chart are called where they are explained."""
GROUPS = {False: "Stations", True: "Departments"}
RUNS = {False: "From the left to the right", True: "Along the routings"}
Drawn = tuple[Matrix, Figure | None, list[Table]]
NOTHING = "Nothing is moved yet, or all flows are filtered out. Draw a flow with F: click the stations of its routing."


class FlowChartsPanel(Panel):
    """One chart a tab; only the one that is looked at is drawn."""

    show_asked = Signal(object)
    """The ids of records to select and bring into sight."""
    cell_asked = Signal(str)
    """The name of the figure in a cell of the matrix that was clicked, where the cell shows all of it."""

    def __init__(self) -> None:
        super().__init__()
        self.matrix, self.sankey, self.intensity = (
            ChartView(name, lambda: self.plan)
            for name in ("From-to matrix", "Sankey diagram", "Distance and intensity")
        )
        self.relationships = RelationshipsTab(lambda: self.plan)
        self.group = _choice("Rows and columns", GROUPS)
        self.measure = _choice("What the matrix shows", MEASURES)
        self.order = _choice("Order of rows and columns", ORDERS)
        self.sankey_group = _choice("What the diagram joins", GROUPS)
        self.sankey_measure = _choice("What the bands show", MEASURES)
        self.sankey_run = _choice("How the diagram runs", RUNS)
        self.sankey_run.setToolTip("Along the routings: a column for every department that a product comes to.")
        for place, box in enumerate((self.group, self.measure, self.order)):
            self.matrix.head.insertWidget(place, box)
        for place, box in enumerate((self.sankey_group, self.sankey_measure, self.sankey_run)):
            self.sankey.head.insertWidget(place, box)
        self._later = Latest(self, self.draw)
        self._took_s = 0.0
        self._shown: Matrix | None = None
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._draw_when_idle)
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        for title, widget in (
            ("From-to", self.matrix), ("Sankey", self.sankey), ("Distance-intensity", self.intensity),
            ("Relationships", self.relationships),
        ):  # fmt: skip
            self.tabs.addTab(widget, title)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 6, 8, 6)
        layout.addWidget(self.tabs)
        self._listen()

    def start(self) -> None:
        plan = self.plan
        several = has_departments(plan.session.view.records)
        self.sankey_group.setCurrentIndex(int(several))
        plan.flow_view_changed.connect(self._draw_soon)
        self._leave.append(partial(_leave, plan, self._draw_soon))
        self._leave.append(self._soon.stop)
        self._leave.append(self._stop)
        self.follow(plan.live.changed, lambda analysis: self._draw_soon())
        self.follow(plan.session.view.changed, self._follow)
        self.follow(plan.session.selection_changed, lambda ids: self._show_chosen())
        self.draw()

    def _stop(self) -> None:
        """Work out nothing of this plan any more."""
        self._later.stop()
        self._later = Latest(self, self.draw)

    def draw(self) -> None:
        """Draw the chart that is looked at as the plan is now."""
        self._soon.stop()
        if self._plan is None or not self.isVisible():
            return
        started = time.perf_counter()
        match self.tabs.currentWidget():
            case self.matrix:
                self._draw_matrix()
            case self.sankey:
                self._draw_sankey()
            case self.intensity:
                self._draw_intensity()
            case self.relationships:
                self.relationships.draw(self.flows())
        self._took_s = time.perf_counter() - started
        self._show_chosen()

    def flows(self) -> list[FlowFigures]:
        """The flows that the flow view shows."""
        return chosen_flows(self.plan.session.view.records, self.plan.analysis, self.plan.flow_view)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.draw()

    def _draw_matrix(self) -> None:
        measure, order = Measure(self.measure.currentData()), MatrixOrder(self.order.currentData())
        by_department = bool(self.group.currentData())

        def work(records: Records, flows: Sequence[FlowFigures]) -> Drawn:
            one = matrix(records, flows, by_department=by_department)
            tables = [one.table(each, order) for each in (Measure.TRIPS, Measure.MOMENT)]
            return one, matrix_figure(one, measure, order), tables

        self._draw(self.matrix, work, measure, order, by_department)

    def _draw_sankey(self) -> None:
        measure, by_department = Measure(self.sankey_measure.currentData()), bool(self.sankey_group.currentData())
        along = bool(self.sankey_run.currentData())

        def work(records: Records, flows: Sequence[FlowFigures]) -> Drawn:
            one = matrix(records, flows, by_department=by_department)
            moves = stage_moves(records, flows, by_department=by_department) if along else ()
            made = stages_figure(one, moves, measure) if along else sankey_figure(one, measure)
            return one, made, [one.table(measure, MatrixOrder.NAMES)]

        self._draw(self.sankey, work, measure, by_department, along)

    def _draw(self, view: ChartView, work: Callable[[Records, Sequence[FlowFigures]], Drawn], *choices: object) -> None:
        """Show what the work makes of the flows: at once, or of many flows when a thread has worked it out."""
        records, flows, analysis = self.plan.session.view.records, self.flows(), self.plan.analysis
        made: Drawn | None
        if len(flows) <= FEW:
            made = work(records, flows)
        else:
            kept = dict(records)
            key = (view.name, id(analysis), self.plan.flow_view, *choices)
            # The analysis is kept with the answer, so that no other one can have its id meanwhile.
            answer = self._later.of(key, lambda: (analysis, work(kept, flows)))
            made = answer[1] if answer is not None else None
            view.tell("" if made is not None else "Working it out…")
        if made is not None:
            self._shown = made[0]
            _show(view, made[1], made[2])

    def _draw_intensity(self) -> None:
        flows = self.flows()
        classes = FlowClasses(self.plan.session.view.records, self.plan.flow_view)
        _show(
            self.intensity, intensity_figure(flows, classes), [flows_table(self.plan.analysis, self.plan.plan.currency)]
        )

    def _follow(self, diff: Diff) -> None:
        """What the live figures do not tell: departments, their outlines and the ratings by hand."""
        for change in diff.values():
            if isinstance(change.after or change.before, Zone | Machine | Relationship | RelationshipChart):
                self._draw_soon()
                return

    def _draw_soon(self) -> None:
        if not self._soon.isActive():
            self._soon.start(SOON_MS)

    def _draw_when_idle(self) -> None:
        if self.plan.file.document.editing is not None and self._took_s > SLOW_S:
            self._soon.start(LATER_MS)
        else:
            self.draw()

    def _show_chosen(self) -> None:
        """Frame what the selected flows are in the chart."""
        if self._plan is None:
            return
        records = self.plan.session.view.records
        chosen = {id for id in self.plan.session.selection if isinstance(records.get(id), Flow)}
        cells: list[str] = []
        if self._shown is not None:
            moves = self._shown.moves.items()
            cells = [cell_source(*pair) for pair, move in moves if not chosen.isdisjoint(move.flows)]
            if not self._shown.by_department:
                cells += [
                    f"{STATION}{id}" for id in self.plan.session.selection if isinstance(records.get(id), Machine)
                ]
        for view in (self.matrix, self.sankey):
            view.canvas.choose(cells)
        self.intensity.canvas.choose(chosen)
        self.relationships.show_flows_chosen(chosen)

    def _clicked(self, source: str, added: bool) -> None:
        """Select what a place of a chart shows, on the floor as well."""
        ids: Sequence[str] = ()
        between: Sequence[str] = ()
        pair = cell_of(source)
        if pair is not None and self._shown is not None:
            ids = between = self._shown.flows(*pair)
        elif source.startswith(STATION):
            ids = self._stations(source.removeprefix(STATION))
        elif source in self.plan.session.view.records:
            ids = [source]
        if added:
            ids = [*self.plan.session.selection, *ids]
        self.show_asked.emit(list(ids))
        if pair is not None:
            # After the selection, which explains a flow that is alone in its cell.
            self._ask_cell(pair, between)

    def _ask_cell(self, pair: tuple[str, str], ids: Sequence[str]) -> None:
        field = FIGURES.get(Measure(self.measure.currentData()))
        by_stations = self.tabs.currentWidget() is self.matrix and not self.group.currentData()
        between = {flow.flow for flow in self.plan.analysis.flows if (flow.start_id, flow.end_id) == pair}
        if field is not None and by_stations and between == set(ids):
            self.cell_asked.emit(cell_name(field, *pair))

    def _stations(self, key: str) -> list[str]:
        """The station of a row, or all stations of its department."""
        if self._shown is None or not self._shown.by_department:
            return [key]
        named = departments(self.plan.session.view.records)
        return [id for id, name in named.items() if name == key]

    def _listen(self) -> None:
        self.tabs.currentChanged.connect(lambda _: self.draw())
        for box in (self.group, self.measure, self.order, self.sankey_group, self.sankey_measure, self.sankey_run):
            box.activated.connect(lambda _: self.draw())
        for view in (self.matrix, self.sankey, self.intensity):
            view.canvas.clicked.connect(self._clicked)
        self.relationships.show_asked.connect(self.show_asked)


def _leave(plan: OpenPlan, listener: Callable[[], None]) -> None:
    plan.flow_view_changed.disconnect(listener)


def _show(view: ChartView, figure: Figure | None, tables: Iterable[Table]) -> None:
    view.show_figure(figure, tuple(tables) if figure is not None else (), nothing=NOTHING)


def _choice(name: str, choices: dict[Any, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, title in choices.items():
        box.addItem(title, value)
    return box

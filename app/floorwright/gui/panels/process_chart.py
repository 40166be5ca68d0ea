"""The flow process chart of a product, worker or piece of equipment: a spreadsheet that is one with the plan."""

import time
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QInputDialog,
    QMenu,
    QPushButton,
    QScrollArea,
    QSplitter,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.process_chart.chart import ProcessChart, process_chart
from floorwright.editing.chart_cells import station_named
from floorwright.gui.background import Latest
from floorwright.gui.charting.head import ChartHeadForm
from floorwright.gui.charting.model import STATION, key_of
from floorwright.gui.charting.summary import SummaryBox
from floorwright.gui.charting.table import ChartTable
from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import label, shown
from floorwright.model.diff import Diff
from floorwright.model.kinds import Flow, Machine, Product, Step
from floorwright.model.process_chart import ChartHead, Subject, head_id
from floorwright.model.record import new_id
from floorwright.paper.marks import Mark
from floorwright.paper.process_chart.tags import chart_tags

MANY, SLOWEST_MS = 300, 500
"""A chart of so many lines is not drawn at every move of a drag, but when there is time, at least so often."""
MANY_LINES, MANY_FLOWS = 1500, 20_000
"""With more flows of the product, or in the plan, the chart is made beside the window."""
WAITING = "The chart has very many lines: it is being made, and appears here in a moment."
EMPTY = "Draw a flow of a product on the plan, or press “New chart” and paste steps from a spreadsheet."
NO_STEPS = "Type the first step: press “Insert”, or paste rows from a spreadsheet (symbol, description, time …)."
NEW = {Subject.MATERIAL: "Part", Subject.WORKER: "Worker", Subject.EQUIPMENT: "Vehicle"}


class ProcessChartPanel(Panel):
    """Everything in the chart can be edited; its transports are flows of the plan, and the plan measures them."""

    show_asked = Signal(str)
    """The id of a record to select and show on the floor."""
    form_asked = Signal(str)
    """The sheet that is wanted on paper."""
    tags_changed = Signal()
    """The symbols on the flow lines are others now."""

    def __init__(self) -> None:
        super().__init__()
        self._chart: ProcessChart | None = None
        self._showing = False
        self._beside = Latest(self, self.refresh)
        self._turn = 0
        """Of the plan that the chart is made of."""
        self.product = QComboBox()
        self.product.setAccessibleName("Product")
        self.product.setMinimumWidth(130)
        self.new = QToolButton()
        self.new.setText("New chart")
        self.new.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.new.setMenu(self._new_menu())
        self.head = ChartHeadForm()
        self.table = ChartTable()
        self.summary_box = SummaryBox()
        self.summary = label("", "quiet")
        self.summary.setWordWrap(True)
        self.add = _button("Insert", "A new line before the chosen one (Ins); Enter on the last line adds one")
        self.copy = _button("Duplicate", "Copies of the chosen lines (Ctrl+D)")
        self.remove = _button("Delete", "Take the chosen lines away (Del)")
        self.up = _button("Up", "Move the chosen lines up (Alt+↑): the flow lines on the plan follow")
        self.down = _button("Down", "Move the chosen lines down (Alt+↓): the flow lines on the plan follow")
        self.pick = _button("Station from plan", "Then click the station on the plan", checkable=True)
        self.tags = _button("Symbols on plan", "Show the symbols with their numbers on the flow lines", checkable=True)
        self.form = _button("Form…", "The chart on paper: the ASME form, PDF, SVG, DXF")
        self._lay_out()
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self.refresh)
        self._listen()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(label("Chart"))
        head.addWidget(self.product)
        head.addWidget(self.new)
        head.addWidget(_narrowed(self.head), 1)
        deeds = QHBoxLayout()
        for button in (self.add, self.copy, self.remove, self.up, self.down, self.pick, self.tags, self.form):
            deeds.addWidget(button)
        deeds.addStretch()
        split = QSplitter()
        split.setChildrenCollapsible(True)
        split.addWidget(self.table)
        split.addWidget(self.summary_box)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 1)
        split.setSizes([620, 330])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addLayout(deeds)
        layout.addWidget(split, 1)
        layout.addWidget(self.summary)

    def _listen(self) -> None:
        self.product.currentIndexChanged.connect(lambda _: self.refresh())
        self.head.told.connect(lambda words: self.plan.told.emit(words))
        self.table.selectionModel().currentChanged.connect(lambda now, before: self._chosen(now.row(), before.row()))
        self.table.lines.carried_out.connect(self._carried_out)
        self.table.station_asked.connect(lambda: self.pick.setChecked(True))
        self.add.clicked.connect(lambda: self.table.insert())
        self.copy.clicked.connect(lambda: self.table.duplicate())
        self.remove.clicked.connect(lambda: self.table.remove())
        self.up.clicked.connect(lambda: self.table.nudge(-1))
        self.down.clicked.connect(lambda: self.table.nudge(1))
        self.pick.toggled.connect(self._start_picking)
        self.tags.toggled.connect(lambda _: self.tags_changed.emit())
        self.form.clicked.connect(self._ask_form)

    def start(self) -> None:
        self.table.lines.plan = self.plan
        self._beside = Latest(self, self.refresh)
        self._turn += 1
        self.follow(self.plan.live.changed, lambda analysis: self.refresh_soon())
        self.follow(self.plan.session.view.changed, self._follow)
        self.follow(self.plan.session.selection_changed, self._selected)
        self._fill_products()

    def detach(self) -> None:
        super().detach()
        self._soon.stop()
        self._beside.stop()

    @property
    def chart(self) -> ProcessChart | None:
        """The chart that is shown."""
        return self._chart

    def show_product(self, product: str) -> None:
        """Show the chart of the product of that id."""
        self.product.setCurrentIndex(max(self.product.findData(product), 0))

    def refresh_soon(self) -> None:
        """Draw the chart: at once while it is short, else when there is time, so that a drag stays smooth."""
        self._turn += 1
        if self._soon.interval() == 0:
            self.refresh()
        elif not self._soon.isActive():
            self._soon.start()

    def _carried_out(self) -> None:
        self._turn += 1
        self.refresh()

    def refresh(self) -> None:
        """Draw the chart as the plan is now, when it is seen."""
        self._soon.stop()
        product = self.product.currentData()
        if self._plan is None or not self.isVisible():
            return
        started = time.perf_counter()
        long = self._is_long(product)
        if long and self.plan.file.document.editing is not None:
            # Until the hand lets go: a thread that is busy would stretch its frames.
            self._soon.start(SLOWEST_MS)
            return
        chart = self._worked_out(product) if long else self._made(product)
        if long and chart is None:
            self._say_waiting(product)
            return
        self._chart = chart
        self._show(self._chart)
        self.head.show_head(self.plan, product or "")
        self.summary_box.show_chart(self.plan, self._chart)
        self.summary.setText(self._words())
        if self.tags.isChecked():
            self.tags_changed.emit()
        took_ms = (time.perf_counter() - started) * 1000
        self._soon.setInterval(0 if len(self.table.lines.steps) < MANY else min(round(3 * took_ms), SLOWEST_MS))

    def _made(self, product: str | None) -> ProcessChart | None:
        return process_chart(self.plan.session.view.records, self.plan.analysis, product) if product else None

    def _is_long(self, product: str | None) -> bool:
        flows = [r for r in self.plan.session.view.records.values() if isinstance(r, Flow)]
        return len(flows) > MANY_FLOWS or sum(flow.product == product for flow in flows) > MANY_LINES

    def _worked_out(self, product: str) -> ProcessChart | None:
        """The chart, made in a thread; None until it is there."""
        records, analysis = dict(self.plan.session.view.records), self.plan.analysis
        made = self._beside.of((product, self._turn), lambda: process_chart(records, analysis, product))
        assert made is None or isinstance(made, ProcessChart)
        return made

    def _say_waiting(self, product: str) -> None:
        if self._chart is not None and self._chart.id != product:
            self._chart = None
            self._show(None)
            self.summary_box.show_chart(self.plan, None)
        self.summary.setText(WAITING)

    def showEvent(self, event: Any) -> None:
        super().showEvent(event)
        self.refresh()

    def marks(self, scale: float) -> tuple[Mark, ...]:
        """The symbols of the chart with their numbers for the plan, sized for 1 : `scale`; none when switched off."""
        if self._chart is None or not self.tags.isChecked() or self._plan is None:
            return ()
        records = self.plan.session.view.records
        return chart_tags(records, self.plan.analysis, [self._chart], scale)

    def _ask_form(self) -> None:
        if self._chart is None:
            return
        records = self.plan.session.view.records
        if any(isinstance(records.get(step.source), Step) for step in self._chart.steps):
            self.form_asked.emit(f"process-chart:{self._chart.product}")
        else:
            self.plan.told.emit("Write a step into the chart first: so far everything in it is assumed.")

    def new_chart(self, subject: Subject) -> None:
        """A chart of its own for a part, a worker or a piece of equipment."""
        names = {product.name for product in self.plan.session.view.of(Product)}
        name = next(name for n in range(1, len(names) + 2) if (name := f"{NEW[subject]} {n}") not in names)
        product = Product(id=new_id(), name=name)
        head = ChartHead(id=head_id(product.id), product=product.id, subject=subject)
        if self.plan.session.do("New process chart", lambda edit: edit.put(product, head)):
            self.plan.refresh()
            self.show_product(product.id)
            self.table.setFocus()

    def ask_name(self) -> None:
        """Give the subject of the chart another name."""
        product = self.plan.session.view.records.get(self.product.currentData() or "")
        if not isinstance(product, Product):
            self.plan.told.emit("There is no chart yet to be renamed.")
            return
        name, agreed = QInputDialog.getText(self, "Rename", "Name:", text=product.name)
        if agreed and name.strip():
            self.rename(name)

    def rename(self, name: str) -> None:
        """Call the subject of the chart so."""
        product = self.plan.session.view.records.get(self.product.currentData() or "")
        if isinstance(product, Product) and product.name != name.strip():
            self.plan.session.do("Rename", lambda edit: edit.put(replace(product, name=name.strip())))

    def _new_menu(self) -> QMenu:
        menu = QMenu(self)
        self._rename = menu.addAction("Rename this chart…")
        self._rename.triggered.connect(lambda _=False: self.ask_name())
        menu.addSeparator()
        for subject in Subject:
            menu.addAction(
                f"Of a {subject.value}" if subject is not Subject.EQUIPMENT else "Of equipment"
            ).triggered.connect(lambda _=False, subject=subject: self.new_chart(subject))
        return menu

    def _show(self, chart: ProcessChart | None) -> None:
        table, lines = self.table, self.table.lines
        current = table.currentIndex()
        source = key_of(lines.steps[current.row()]) if 0 <= current.row() < len(lines.steps) else ""
        self._showing = True
        if lines.show(chart) and source:
            row = next((n for n, step in enumerate(lines.steps) if key_of(step) == source), -1)
            if row >= 0 and row != current.row():
                table.go_to(row, max(current.column(), 0))
        self._showing = False
        for button in (self.add, self.copy, self.remove, self.up, self.down, self.pick, self.form):
            button.setEnabled(chart is not None)

    def _words(self) -> str:
        chart = self._chart
        if chart is None:
            return EMPTY
        return summary_words(chart) if chart.steps else NO_STEPS

    def _follow(self, diff: Diff) -> None:
        kinds = [type(r) for c in diff.values() for r in (c.before, c.after)]
        if Product in kinds:
            self._fill_products()
        elif (
            any(kind in (Step, Machine, ChartHead, Flow) for kind in kinds) and self.plan.file.document.editing is None
        ):
            self.refresh_soon()

    def _fill_products(self) -> None:
        chosen = self.product.currentData()
        self.product.blockSignals(True)
        self.product.clear()
        for product in sorted(self.plan.session.view.of(Product), key=lambda p: p.name.casefold()):
            self.product.addItem(shown(product.name, 60), product.id)
        self.product.setCurrentIndex(max(self.product.findData(chosen), 0) if self.product.count() else -1)
        self.product.blockSignals(False)
        self.refresh()

    # Between the chart and the plan

    def _chosen(self, row: int, before: int) -> None:
        """A line was chosen: its leg or its station is shown on the plan."""
        steps = self.table.lines.steps
        if self._showing or row == before or not 0 <= row < len(steps) or self.pick.isChecked():
            return
        shown_there = steps[row].flow or steps[row].place
        if shown_there:
            self._showing = True
            self.show_asked.emit(shown_there)
            self._showing = False

    def _selected(self, ids: tuple[str, ...]) -> None:
        """Something was selected on the plan: the station of the chosen line, or whose line is to be shown."""
        if self._showing or not self.isVisible() or len(ids) != 1:
            return
        record = self.plan.session.view.records.get(ids[0])
        if self.pick.isChecked():
            if isinstance(record, Machine):
                self._take_station(record)
            return
        if isinstance(record, Flow):
            self._showing = True
            if record.product != self.product.currentData():
                self.show_product(record.product)
            self._showing = True
            self._go_to_line(lambda step: step.flow == record.id)
            self._showing = False
        elif isinstance(record, Machine):
            row = self.table.currentIndex().row()
            steps = self.table.lines.steps
            if not (0 <= row < len(steps) and steps[row].place == record.id):
                self._showing = True
                self._go_to_line(lambda step: step.place == record.id and not step.flow)
                self._showing = False

    def _go_to_line(self, fits: Any) -> None:
        row = next((n for n, step in enumerate(self.table.lines.steps) if fits(step)), -1)
        if row >= 0:
            self.table.go_to(row)

    def _start_picking(self, on: bool) -> None:
        if not on:
            return
        if not 0 <= self.table.currentIndex().row() < len(self.table.lines.steps):
            self.plan.told.emit("Choose the line first whose station is to be picked.")
            self.pick.setChecked(False)
            return
        self.plan.session.rest()
        self.plan.session.select(())
        step = self.table.lines.steps[self.table.currentIndex().row()]
        self.plan.told.emit(f"Click the station of {step.number or 'the line'} on the plan.")

    def _take_station(self, machine: Machine) -> None:
        self.pick.setChecked(False)
        row = self.table.currentIndex().row()
        records = self.plan.session.view.records
        named = [r for r in records.values() if isinstance(r, Machine) and r.name == machine.name]
        if len(named) > 1:
            self.plan.told.emit(f"{len(named)} stations are called “{shown(machine.name, 40)}”. Give them other names.")
            return
        assert station_named(records, machine.name) == machine.id
        self.table.set_cell("station", machine.name)
        self.table.go_to(row, STATION)


def _button(words: str, tip: str, *, checkable: bool = False) -> QPushButton:
    button = QPushButton(words)
    button.setToolTip(tip)
    button.setCheckable(checkable)
    return button


def summary_words(chart: ProcessChart) -> str:
    """The summary box in a line or two: counts, metres, time and the share that adds value."""
    summary = chart.summary
    counts = ", ".join(f"{one.count} {one.type.value}" for one in summary.symbols if one.count)
    share = "" if summary.va_ratio is None else f"; {summary.va_ratio:.1%} of the time adds value"
    flags = sum(bool(step.flags) for step in chart.steps)
    warned = f" {flags} {'line does' if flags == 1 else 'lines do'} not fit: rest the mouse on ⚠." if flags else ""
    notes = (" " + " ".join(chart.notes)) if chart.notes else ""
    return f"{counts}. {summary.distance_m:,.1f} m, {summary.time_s / 3600:.2f} h{share}.{warned}{notes}"


def _narrowed(wide: QWidget) -> QScrollArea:
    """The widget in an area that may be narrower than it and scrolls then: other panels keep their room."""
    area = QScrollArea()
    area.setFrameShape(QScrollArea.Shape.NoFrame)
    area.setWidgetResizable(True)
    area.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    area.setWidget(wide)
    area.setFixedHeight(wide.sizeHint().height() + 12)
    area.setMinimumWidth(180)
    return area

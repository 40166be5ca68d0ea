"""Which flows are seen and how: style, colours, filters, heat and traffic, with the legend to it."""

from collections.abc import Iterable
from typing import Any

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.order import name_key
from floorwright.analysis.pictures.departments import departments
from floorwright.gui.panels.panel import Panel
from floorwright.gui.plain import label, shown
from floorwright.gui.theme import current_theme
from floorwright.model.diff import Diff
from floorwright.model.kinds import Flow, Machine, Method, Product, Zone
from floorwright.paper.flow_choice import chosen_flows
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.flow_styles import WALKING
from floorwright.paper.flow_view import WALKS, ColourBy, FlowStyle, FlowView, TrafficShown

STYLES = {
    FlowStyle.INDIVIDUAL: "One by one",
    FlowStyle.AGGREGATED: "Together, by aisle segment",
    FlowStyle.SPAGHETTI: "Spaghetti",
    FlowStyle.HIDDEN: "Not at all",
}
COLOURS = {
    ColourBy.PRODUCT: "Product",
    ColourBy.METHOD: "Handling method",
    ColourBy.DEPARTMENT: "Department they come from",
    ColourBy.VALUE: "Value (VA, ENVA, NVA)",
}
TRAFFIC = {
    TrafficShown.NONE: "None",
    TrafficShown.TRIPS: "Trips an hour",
    TrafficShown.MEETINGS: "Meetings an hour",
    TrafficShown.VEHICLES: "Vehicles in the segment",
}
LIST_PX = 96


class TickList(QListWidget):
    """Names to tick; all ticked means that nothing is filtered."""

    def __init__(self, name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self.setMaximumHeight(LIST_PX)
        self.setIconSize(QSize(14, 14))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def offer(self, names: Iterable[tuple[str, str, str]], ticked: frozenset[str] | None) -> None:
        """Offer ids with their names and colours (or none)."""
        self.blockSignals(True)
        place = self.verticalScrollBar().value()
        self.clear()
        for id, name, colour in names:
            item = QListWidgetItem(shown(name, 60))
            item.setData(Qt.ItemDataRole.UserRole, id)
            item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsUserCheckable | Qt.ItemFlag.ItemIsSelectable)
            item.setCheckState(Qt.CheckState.Checked if ticked is None or id in ticked else Qt.CheckState.Unchecked)
            if colour:
                patch = QPixmap(14, 14)
                patch.fill(current_theme().ink(colour))
                item.setIcon(QIcon(patch))
            self.addItem(item)
        self.verticalScrollBar().setValue(place)
        self.blockSignals(False)

    def ticked(self) -> frozenset[str] | None:
        """The ids that are ticked; None when all are."""
        items = [self.item(row) for row in range(self.count())]
        on = [item for item in items if item.checkState() == Qt.CheckState.Checked]
        return None if len(on) == len(items) else frozenset(item.data(Qt.ItemDataRole.UserRole) for item in on)

    def ticked_ids(self) -> list[str]:
        """The ids that are ticked, in their order."""
        items = [self.item(row) for row in range(self.count())]
        return [item.data(Qt.ItemDataRole.UserRole) for item in items if item.checkState() == Qt.CheckState.Checked]

    def tick_only(self, id: str) -> None:
        """Tick one and no other."""
        for row in range(self.count()):
            item = self.item(row)
            on = item.data(Qt.ItemDataRole.UserRole) == id
            item.setCheckState(Qt.CheckState.Checked if on else Qt.CheckState.Unchecked)


class FlowViewPanel(Panel):
    """Every choice is seen at once on the floor, and is what an export shows."""

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.style_ = _choice("How flows are drawn", STYLES)
        self.colour = _choice("What the colours of flows tell", COLOURS)
        self.traffic = _choice("Congestion map", TRAFFIC)
        self.arrows, self.labels = QCheckBox("Arrows"), QCheckBox("Labels")
        self.returns = QCheckBox("Count empty returns")
        self.returns.setToolTip("Empty vehicles go back the same way; they are in the aisle as well.")
        self.heat, self.blurred = QCheckBox("Heat map"), QCheckBox("Smooth the picture")
        self.blurred.setToolTip("Only the picture is smoothed; the classes are those of the exact numbers.")
        self.cell = QDoubleSpinBox(minimum=0.05, maximum=100.0, singleStep=0.5, decimals=2, suffix=" m")
        self.cell.setAccessibleName("Size of a cell of the heat map")
        self.cell.setKeyboardTracking(False)
        self.least = QDoubleSpinBox(minimum=0.0, maximum=1e9, singleStep=1.0, decimals=1, suffix=" trips a day")
        self.least.setAccessibleName("Least trips a day")
        self.least.setKeyboardTracking(False)
        self.products, self.methods = TickList("Products"), TickList("Handling methods")
        self.departments = TickList("Departments")
        self.usual = QPushButton("Show everything as usual")
        self.count = label("", "quiet")
        self.count.setWordWrap(True)
        self._lay_out()
        self._listen()

    def start(self) -> None:
        self._leave.append(self._disconnect)
        self.plan.flow_view_changed.connect(self._show)
        self.follow(self.plan.session.view.changed, self._follow)
        self.follow(self.plan.live.changed, lambda analysis: self._show_count())
        self._show()

    def chosen(self) -> FlowView:
        """The view that the panel shows."""
        before = self.plan.flow_view
        return FlowView(
            style=FlowStyle(self.style_.currentData()),
            colour=ColourBy(self.colour.currentData()),
            products=self.products.ticked(),
            methods=self.methods.ticked(),
            departments=self.departments.ticked(),
            least_trips_per_day=self.least.value(),
            arrows=self.arrows.isChecked(),
            labels=self.labels.isChecked(),
            traffic=TrafficShown(self.traffic.currentData()),
            returns=self.returns.isChecked(),
            heat=self.heat.isChecked(),
            heat_cell_m=self.cell.value() if self.cell.isEnabled() else before.heat_cell_m,
            heat_blurred=self.blurred.isChecked(),
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.StyleChange and self._plan is not None:
            self._show()

    def _disconnect(self) -> None:
        self.plan.flow_view_changed.disconnect(self._show)

    def _follow(self, diff: Diff) -> None:
        kinds = (Product, Method, Machine, Zone)
        named = ("name", "colour", "department")
        for change in diff.values():
            before, after = change.before, change.after
            record = after or before
            if isinstance(record, kinds) and (
                before is None
                or after is None
                or isinstance(record, Zone)
                or any(getattr(before, field, "") != getattr(after, field, "") for field in named)
            ):
                self._show()
                return

    def _change(self) -> None:
        if not self._filling:
            self.plan.view_flows(self.chosen())

    def _show(self) -> None:
        view, records = self.plan.flow_view, self.plan.session.view.records
        self._filling = True
        for box, value in ((self.style_, view.style), (self.colour, view.colour), (self.traffic, view.traffic)):
            box.setCurrentIndex(box.findData(value))
        for tick, on in (
            (self.arrows, view.arrows), (self.labels, view.labels), (self.returns, view.returns),
            (self.heat, view.heat), (self.blurred, view.heat_blurred),
        ):  # fmt: skip
            tick.setChecked(on)
        self.cell.setValue(view.heat_cell_m)
        self.least.setValue(view.least_trips_per_day)
        for widget in (self.cell, self.blurred):
            widget.setEnabled(view.heat)
        self.returns.setEnabled(view.traffic is not TrafficShown.NONE)
        moved = {flow.product for flow in records.values() if isinstance(flow, Flow)}
        for colour, ticks, chosen in (
            (ColourBy.PRODUCT, self.products, view.products),
            (ColourBy.METHOD, self.methods, view.methods),
            (ColourBy.DEPARTMENT, self.departments, view.departments),
        ):
            coloured = {one.key: one.colour for one in FlowClasses(records, FlowView(colour=colour)).all()}
            names = _names(records, colour, moved)
            seen = coloured if view.colour is colour else {}
            ticks.offer([(id, name, seen.get(id, "")) for id, name in names], chosen)
        self._filling = False
        self._show_count()

    def _show_count(self) -> None:
        analysis = self.plan.analysis
        left = len(chosen_flows(self.plan.session.view.records, analysis, self.plan.flow_view))
        if not analysis.flows:
            self.count.setText("There are no flows yet: draw one with F, or import a table of flows.")
        else:
            self.count.setText(f"{left} of {len(analysis.flows)} flows are shown, here and in what is exported.")

    def _listen(self) -> None:
        for box in (self.style_, self.colour, self.traffic):
            box.activated.connect(lambda _: self._change())
        for tick in (self.arrows, self.labels, self.returns, self.heat, self.blurred):
            tick.toggled.connect(lambda _: self._change())
        for spin in (self.cell, self.least):
            spin.valueChanged.connect(lambda _: self._change())
        for ticks in (self.products, self.methods, self.departments):
            ticks.itemChanged.connect(lambda _: self._change())
            ticks.itemDoubleClicked.connect(lambda item, ticks=ticks: self._only(ticks, item))
            ticks.setToolTip("Untick what is not to be seen; double-click to see one alone.")
        self.usual.clicked.connect(lambda: self.plan.view_flows(FlowView()))

    def _only(self, ticks: TickList, item: QListWidgetItem) -> None:
        self._filling = True
        ticks.tick_only(item.data(Qt.ItemDataRole.UserRole))
        self._filling = False
        self._change()

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(6)
        form.addRow("Flows", self.style_)
        form.addRow("Colour by", self.colour)
        form.addRow("", _row(self.arrows, self.labels))
        form.addRow(label("Only these", "section"))
        form.addRow("Products", self.products)
        form.addRow("Methods", self.methods)
        form.addRow("Departments", self.departments)
        form.addRow("At least", self.least)
        form.addRow(label("Maps", "section"))
        form.addRow("Congestion", self.traffic)
        form.addRow("", self.returns)
        form.addRow("", self.heat)
        form.addRow("Cells", self.cell)
        form.addRow("", self.blurred)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(8, 8, 8, 6)
        column.addLayout(form)
        column.addWidget(self.count)
        column.addWidget(self.usual)
        column.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QScrollArea.Shape.NoFrame)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inner)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


def _names(records: Any, colour: ColourBy, moved: set[str]) -> list[tuple[str, str]]:
    if colour is ColourBy.DEPARTMENT:
        return [(name, name) for name in sorted(set(departments(records).values()), key=name_key)]
    kind = Product if colour is ColourBy.PRODUCT else Method
    found = [r for r in records.values() if isinstance(r, kind) and (kind is Method or r.id in moved)]
    named = [(record.id, record.name) for record in sorted(found, key=lambda r: (name_key(r.name), r.id))]
    return [*named, (WALKS, WALKING)] if colour is ColourBy.METHOD else named


def _choice(name: str, choices: dict[Any, str]) -> QComboBox:
    box = QComboBox()
    box.setAccessibleName(name)
    for value, title in choices.items():
        box.addItem(title, value)
    return box


def _row(*widgets: QWidget) -> QHBoxLayout:
    row = QHBoxLayout()
    for widget in widgets:
        row.addWidget(widget)
    row.addStretch()
    return row

"""What the whole plan has once: title block, unit, currency, grid and how distances and trips are counted."""

from dataclasses import replace
from typing import Any

from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QDoubleSpinBox,
    QFormLayout,
    QLineEdit,
    QVBoxLayout,
    QWidget,
)

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label
from floorwright.model.kinds import DistanceMode, Plan
from floorwright.units import Unit, format_length, parse_length

TEXTS = (
    ("title", "Title"),
    ("project", "Project"),
    ("author", "Author"),
    ("revision", "Revision"),
    ("date", "Date"),
    ("currency", "Currency"),
)
MODES = {
    DistanceMode.STRAIGHT: "Straight lines",
    DistanceMode.RECTILINEAR: "Right angles",
    DistanceMode.AISLE: "Along the aisles",
    DistanceMode.FREE: "Shortest free path",
}


class PlanSettingsDialog(QDialog):
    """OK changes the plan in one undo step; a grid that is no length turns red and nothing changes."""

    def __init__(self, parent: QWidget, plan: OpenPlan) -> None:
        super().__init__(parent)
        self.setWindowTitle("Plan settings")
        self.setModal(True)
        self._plan = plan
        self._before = plan.plan
        self.texts = {name: QLineEdit(getattr(self._before, name)) for name, _ in TEXTS}
        self.unit, self.mode = QComboBox(), QComboBox()
        for unit in Unit:
            self.unit.addItem(unit.value, unit)
        self.unit.setCurrentIndex(list(Unit).index(self._before.unit))
        for mode, title in MODES.items():
            self.mode.addItem(title, mode)
        self.mode.setCurrentIndex(list(MODES).index(self._before.distance_mode))
        self.grid = QLineEdit(format_length(self._before.grid_mm, self._before.unit))
        self.whole = QCheckBox("Count only whole trips")
        self.whole.setChecked(self._before.whole_trips)
        self.turn = QDoubleSpinBox()
        self.turn.setDecimals(3)
        self.turn.setRange(0.0, max(3600.0, self._before.turn_penalty_s))
        self.turn.setSuffix(" s")
        self.turn.setValue(self._before.turn_penalty_s)
        self.turn.setToolTip("Along the aisles, the way with the least time is taken; a turn is one by more than 30°.")
        self.problem = label("", "bad")
        self.problem.setWordWrap(True)
        form = QFormLayout()
        form.setVerticalSpacing(8)
        form.addRow(label("Title block", "section"))
        for name, title in TEXTS[:-1]:
            form.addRow(title, self.texts[name])
        form.addRow(label("Conventions", "section"))
        form.addRow("Unit of length", self.unit)
        form.addRow("Currency", self.texts["currency"])
        form.addRow("Grid step", self.grid)
        form.addRow("Distances", self.mode)
        form.addRow("Time of a turn", self.turn)
        form.addRow("", self.whole)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel)
        self.ok = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.grid.textChanged.connect(lambda _: self.check())
        self.unit.currentIndexChanged.connect(lambda _: self.check())
        buttons.accepted.connect(self.take)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 14, 16, 12)
        layout.addLayout(form)
        layout.addWidget(self.problem)
        layout.addWidget(buttons)
        self.setMinimumWidth(420)

    def check(self) -> Plan | None:
        """The plan as it is wanted; None, with OK switched off and the reason told, while a value is wrong."""
        wanted, problem = None, ""
        try:
            wanted = self._wanted()
        except FloorwrightError as error:
            problem = str(error)
        self.grid.setProperty("wrong", wanted is None)
        self.grid.style().unpolish(self.grid)
        self.grid.style().polish(self.grid)
        self.problem.setText(problem)
        self.ok.setEnabled(wanted is not None)
        return wanted

    def take(self) -> None:
        """Change the plan, or say what is wrong."""
        after = self.check()
        if after is None:
            return
        if after != self._before:
            self._plan.session.do("Plan settings", lambda edit: edit.put(after))
        self.accept()

    def _wanted(self) -> Plan:
        unit: Unit = self.unit.currentData()
        texts: dict[str, Any] = {name: field.text().strip() for name, field in self.texts.items()}
        texts["title"] = texts["title"] or self._before.title
        return replace(
            self._before,
            unit=unit,
            distance_mode=DistanceMode(self.mode.currentData()),
            whole_trips=self.whole.isChecked(),
            grid_mm=parse_length(self.grid.text(), unit),
            turn_penalty_s=self.turn.value(),
            **texts,
        )

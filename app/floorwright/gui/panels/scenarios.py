"""The present and the proposals: look at one, make one, and see every figure against the present."""

from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QPushButton,
    QVBoxLayout,
)

from floorwright.analysis.comparing.compare import compare
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.plain import label, shown, tell
from floorwright.model.document import Document, Step
from floorwright.model.kinds import PRESENT, Scenario, Variant, variant_id
from floorwright.model.record import new_id
from floorwright.model.scenario import scenario_names


class ScenariosPanel(Panel):
    """The list switches what is looked at; the table compares it with the present, better in green and in words."""

    switched = Signal()
    """Another scenario is looked at."""
    compare_asked = Signal()
    """All scenarios are to be held against each other, with what they pay."""
    explain_asked = Signal(str)
    """The name of a figure whose making is asked for."""

    def __init__(self) -> None:
        super().__init__()
        self.list = QListWidget()
        self.list.setAccessibleName("Scenarios")
        self.list.setMaximumHeight(120)
        self.new = QPushButton("New proposal…")
        self.rename = QPushButton("Rename…")
        self.delete = QPushButton("Delete")
        self.all = QPushButton("Side by side…")
        self.all.setToolTip("All scenarios side by side, whether a proposal pays, and what would reverse that")
        self.heading = label("", "section")
        self.heading.setWordWrap(True)
        self.comparison = ResultView("Comparison with the present")
        buttons = QHBoxLayout()
        for button in (self.new, self.rename, self.delete):
            buttons.addWidget(button)
        buttons.addStretch()
        below = QHBoxLayout()
        below.addWidget(self.heading, 1)
        below.addWidget(self.all)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addWidget(self.list)
        layout.addLayout(buttons)
        layout.addLayout(below)
        layout.addWidget(self.comparison, 1)
        self.list.itemClicked.connect(self._look_at)
        self.list.itemActivated.connect(self._look_at)
        self.new.clicked.connect(self.ask_new)
        self.rename.clicked.connect(self.ask_rename)
        self.delete.clicked.connect(self.ask_delete)
        self.all.clicked.connect(self.compare_asked)
        self.comparison.cell_chosen.connect(self._explain)

    def start(self) -> None:
        self.follow(self.plan.file.document.committed, self._committed)
        self.follow(self.plan.live.changed, lambda analysis: self._compare())
        self.follow(self.plan.live.waits, lambda waits: self._compare())
        self.follow(self.plan.present.made, lambda _: self._compare())
        self._fill()
        self._compare()

    def refresh(self) -> None:
        """Show which scenario is looked at."""
        self._fill()
        self._compare()

    def look_at(self, scenario: str) -> None:
        """Look at the scenario of that id."""
        if scenario != self.plan.session.view.scenario:
            self.plan.session.show(scenario)
            self.plan.refresh()
            self._fill()
            self._compare()
            self.switched.emit()

    def ask_new(self) -> None:
        """Ask for a name and make a proposal that begins as what is looked at."""
        names = scenario_names(self.plan.file.document.records)
        letter = next((c for c in "ABCDEFGHIJKLMNOPQRSTUVWXYZ" if f"Proposal {c}" not in names.values()), "")
        name, agreed = QInputDialog.getText(
            self, "New proposal", "Name:", QLineEdit.EchoMode.Normal, f"Proposal {letter}".strip()
        )
        if agreed and name.strip():
            self.make(name.strip())

    def make(self, name: str) -> str:
        """A new proposal that begins as the scenario that is looked at, and is looked at from now on; its id."""
        session = self.plan.session
        session.finish()
        scenario = new_proposal(self.plan.file.document, name, session.view.scenario)
        self.look_at(scenario)
        return scenario

    def ask_rename(self) -> None:
        """Ask for another name for the proposal that is looked at."""
        scenario = self._looked_at()
        if scenario is None:
            self.plan.told.emit("The present has no other name. Choose a proposal to rename.")
            return
        name, agreed = QInputDialog.getText(self, "Rename", "Name:", QLineEdit.EchoMode.Normal, scenario.name)
        if agreed and name.strip() and name.strip() != scenario.name:
            self.plan.session.do("Rename the proposal", lambda edit: edit.put(replace(scenario, name=name.strip())))
            self._fill()

    def ask_delete(self) -> None:
        """Ask, and take the proposal that is looked at away; undo brings it back."""
        scenario = self._looked_at()
        if scenario is None:
            self.plan.told.emit("The present cannot be deleted. Choose a proposal.")
            return
        box = tell(self, "Delete", f"Delete “{shown(scenario.name, 60)}” with all its changes?", "Undo brings it back.")
        box.setStandardButtons(QMessageBox.StandardButton.Yes | QMessageBox.StandardButton.Cancel)
        if box.exec() == QMessageBox.StandardButton.Yes:
            self.remove(scenario.id)

    def remove(self, scenario: str) -> None:
        """Take a proposal away and look at the present."""
        self.look_at(PRESENT)
        self.plan.session.do("Delete the proposal", lambda edit: edit.remove(scenario))
        self._fill()

    def _explain(self, row: int, column: int) -> None:
        if column == 2:
            self.explain_asked.emit(self.comparison.results.table.sources[row])

    def _looked_at(self) -> Scenario | None:
        record = self.plan.file.document.records.get(self.plan.session.view.scenario)
        return record if isinstance(record, Scenario) else None

    def _look_at(self, item: QListWidgetItem) -> None:
        self.look_at(item.data(Qt.ItemDataRole.UserRole))

    def _committed(self, step: Step) -> None:
        if any(isinstance(c.before, Scenario) or isinstance(c.after, Scenario) for c in step.diff.values()):
            self._fill()

    def _fill(self) -> None:
        self.list.clear()
        now = self.plan.session.view.scenario
        for id, name in scenario_names(self.plan.file.document.records).items():
            item = QListWidgetItem(f"{shown(name, 60)}{'  · looked at' if id == now else ''}")
            item.setData(Qt.ItemDataRole.UserRole, id)
            self.list.addItem(item)
            if id == now:
                self.list.setCurrentItem(item)
        self.rename.setEnabled(now != PRESENT)
        self.delete.setEnabled(now != PRESENT)

    def _compare(self) -> None:
        scenario = self._looked_at()
        self.comparison.setVisible(scenario is not None)
        if scenario is None:
            self.heading.setText("Look at a proposal to compare it with the present.")
            return
        analysis = self.plan.analysis
        present = self.plan.present.of(self.plan.file.document.records, analysis.mode)
        if present is None or self.plan.live.pending:
            self.heading.setText("Against the present: computing…")
            self.comparison.hide()
            return
        self.heading.setText("Against the present")
        names = ("Present", shown(scenario.name, 30))
        self.comparison.show_table(compare(present, analysis, names, self.plan.plan.currency))


def new_proposal(document: Document, name: str, like: str) -> str:
    """The id of a new proposal of that name, which begins with the changes of the scenario `like`; one undo step."""
    scenario = Scenario(id=new_id(), name=name)
    taken = [r for r in document.records.values() if isinstance(r, Variant) and r.scenario == like]
    with document.edit(f"New proposal “{shown(name, 40)}”") as edit:
        edit.put(scenario)
        edit.put(
            *(replace(r, id=variant_id(scenario.id, r.of), scenario=scenario.id) for r in taken),
        )
    return scenario.id

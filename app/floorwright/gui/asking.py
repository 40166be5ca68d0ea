"""Small questions that need one line of text."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QInputDialog, QLineEdit

from floorwright.errors import FloorwrightError
from floorwright.gui.plain import shown
from floorwright.model.kinds import PRESENT, Scenario
from floorwright.model.record import new_id

if TYPE_CHECKING:
    from floorwright.gui.main_window import MainWindow


def rename(window: MainWindow) -> None:
    """Ask for another name of the first selected thing that has one."""
    session = window.plan.session
    record = next((r for key in session.selection if hasattr(r := session.view.records[key], "name")), None)
    if record is None:
        window.status.tell("What is selected has no name.")
        return
    name, agreed = QInputDialog.getText(window, "Rename", "Name:", QLineEdit.EchoMode.Normal, record.name)
    if agreed and name.strip() and name != record.name:
        session.do("Rename", lambda edit: edit.put(replace(record, name=name.strip())))  # type: ignore[call-arg]


def new_scenario(window: MainWindow) -> None:
    """Ask for the name of a new proposal and look at it."""
    records = window.plan.file.document.records
    number = sum(isinstance(record, Scenario) for record in records.values()) + 1
    name, agreed = QInputDialog.getText(
        window, "New proposal", "Name:", QLineEdit.EchoMode.Normal, f"Proposal {chr(64 + number) if number < 27 else number}"
    )
    if agreed and name.strip():
        add_scenario(window, name.strip())


def add_scenario(window: MainWindow, name: str) -> None:
    """A new proposal that starts as the present, looked at from now on."""
    session = window.plan.session
    scenario = Scenario(id=new_id(), name=name)
    session.finish()
    try:
        with window.plan.file.document.edit(f"New proposal “{shown(name, 40)}”", PRESENT) as edit:
            edit.put(scenario)
    except FloorwrightError as error:
        window.status.tell(str(error), bad=True)
        return
    session.show(scenario.id)
    window.scenario_shown()

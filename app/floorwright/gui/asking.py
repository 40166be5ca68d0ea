"""Small questions that need one line of text."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QDialog, QInputDialog, QLineEdit

from floorwright.gui.plain import shown
from floorwright.model.kinds import Underlay

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


def export(window: MainWindow, format_id: str = "pdf", sheet: str = "plan") -> None:
    """Choose a format and write a file."""
    from floorwright.gui.dialogs.export import ExportDialog

    window.plan.session.finish()
    window.plan.refresh()
    dialog = ExportDialog(window, window.plan, format_id, sheet)
    dialog.exported.connect(lambda name: window.status.tell(f"“{shown(Path(name).name, 80)}” is written."))
    _open(dialog)


def report(window: MainWindow, underlay: str) -> None:
    """Show what was found in an imported drawing."""
    from floorwright.gui.dialogs.import_drawing import ReportDialog

    record = window.plan.session.view.records.get(underlay)
    drawing = window.plan.drawings.get(record.source) if isinstance(record, Underlay) else None
    if not isinstance(record, Underlay) or drawing is None:
        window.status.tell("The drawing is still being read.")
        return
    _open(ReportDialog(window, record.name, drawing))


def plan_settings(window: MainWindow) -> None:
    """Title block, unit, currency and conventions."""
    from floorwright.gui.dialogs.plan_settings import PlanSettingsDialog

    _open(PlanSettingsDialog(window, window.plan))


def preferences(window: MainWindow) -> None:
    """What is set for all plans."""
    from floorwright.gui.dialogs.preferences import PreferencesDialog

    dialog = PreferencesDialog(window, window.preferences)
    dialog.changed.connect(window.take_up_preferences)
    _open(dialog)


def keys(window: MainWindow) -> None:
    """Every key and what the mouse does."""
    from floorwright.gui.dialogs.about import KeysDialog

    _open(KeysDialog(window, window.bars.actions, window.preferences.shortcuts))


def plugins(window: MainWindow) -> None:
    """Which plugins work, and which were switched off and why."""
    from floorwright.gui.dialogs.about import PluginsDialog

    _open(PluginsDialog(window, window.plugins))


def about(window: MainWindow) -> None:
    """Version and licences."""
    from floorwright.gui.dialogs.about import AboutDialog

    _open(AboutDialog(window))


def _open(dialog: QDialog) -> None:
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()

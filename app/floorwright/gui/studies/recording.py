"""What the windows have in common in which a study is recorded: large keys, and each mark in the plan at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QGridLayout, QPushButton, QWidget

from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.studies.large import large_button
from floorwright.gui.theme import current_theme
from floorwright.hooks.studies.method import StudyMethod
from floorwright.model.diff import Diff
from floorwright.model.study import Study, StudyRows

COLUMNS = 3


class RecordingWindow(QWidget):
    """Follows one study of a plan until it is closed or the study is gone. `keys` are those of its buttons in order."""

    closed = Signal()

    def __init__(self, parent: QWidget, plan: OpenPlan, method: StudyMethod, id: str, keys: str) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(640, 480)
        self.plan, self.method, self.id, self.keys = plan, method, id, keys
        self.buttons: list[QPushButton] = []
        self.grid = QGridLayout()
        self._leave = [plan.session.view.changed.connect(self._follow)]

    @property
    def study(self) -> Study:
        """The record."""
        record = self.plan.session.view.records[self.id]
        assert isinstance(record, Study)
        return record

    def take_up(self) -> None:
        """Show the study as it is now; each window has its own way."""

    def press(self, number: int) -> None:
        """The button of that number was pressed, or its key."""

    def keep(self, words: str, tables: Mapping[str, StudyRows]) -> None:
        """Put these tables into the study, as one step of undo that is called `words`."""
        study = self.study
        merged = {**dict(study.tables), **tables}
        changed = replace(study, tables=tuple((name, rows) for name, rows in merged.items() if rows))
        self.plan.session.do(words, lambda edit: edit.put(changed))

    def show_buttons(self, words: Sequence[str], framed: int = -1) -> None:
        """One large button with its key for each of these; that of the number `framed` is the expected one."""
        while len(self.buttons) > len(words):
            gone = self.buttons.pop()
            self.grid.removeWidget(gone)
            gone.deleteLater()
        for number in range(len(self.buttons), len(words)):
            button = large_button()
            button.clicked.connect(lambda _=False, number=number: self.press(number))
            self.buttons.append(button)
            self.grid.addWidget(button, number // COLUMNS, number % COLUMNS)
        for number, (button, text) in enumerate(zip(self.buttons, words, strict=True)):
            key = self.keys[number] if number < len(self.keys) else "·"
            button.setText(f"{key}   {text}".replace("&", "&&"))
            button.setStyleSheet(f"border: 3px solid {current_theme().accent};" if number == framed else "")

    def closeEvent(self, event: QCloseEvent) -> None:
        for leave in self._leave:
            leave()
        self._leave = []
        self.closed.emit()
        event.accept()

    def _follow(self, diff: Diff) -> None:
        if self.id in diff:
            if isinstance(diff[self.id].after, Study):
                self.take_up()
            else:
                self.close()

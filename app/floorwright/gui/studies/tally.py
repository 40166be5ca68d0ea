"""The tally of a work sampling: one key an activity, every look kept at once with its time."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from floorwright.editing.tally import Tally
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.gui.studies.large import NamesEdit, enlarge
from floorwright.gui.studies.recording import RecordingWindow
from floorwright.hooks.studies.looks import rows_with, tally_of
from floorwright.hooks.studies.method import StudyMethod
from floorwright.hooks.studies.readings import with_names
from floorwright.hooks.studies.recording import TallyRecorder

KEYS = "123456789ABCDEFGHIJKLMNOPQRSTVWXYZ"
"""The keys of the activities, in their order; U takes the last look back."""
HELP = "1, 2, 3 …: that activity is seen now · U or Backspace: take the last look back · Esc: close"


def local_moment() -> str:
    """The time on the wall, ISO 8601 to the second."""
    return datetime.now().isoformat(timespec="seconds")


class TallyWindow(RecordingWindow):
    """Keys and buttons do the same. Each look is a change of the plan, so that a crash loses none."""

    def __init__(
        self, parent: QWidget, plan: OpenPlan, method: StudyMethod, id: str, clock: Callable[[], str] = local_moment
    ) -> None:
        super().__init__(parent, plan, method, id, KEYS)
        assert isinstance(method.recorder, TallyRecorder)
        self.resize(900, 640)
        self.clock = clock
        self.recorder = method.recorder
        self.tally = Tally()
        self.names = NamesEdit(placeholderText="Activities that can be seen: Working, Walking, Waiting, Away")
        self.names.setAccessibleName("Activities")
        self.subjects = NamesEdit(placeholderText="Who is looked at in turn, if several: Press 1, Press 2, Fitter")
        self.subjects.setAccessibleName("Who is looked at")
        self.asked, self.last = label("", "section"), label("")
        self._build()
        self.take_up()

    def take_up(self) -> None:
        """Go on where the study's looks end."""
        found = tally_of(self.study, self.recorder)
        subjects = tuple(dict.fromkeys((*self.tally.subjects, *found.subjects)))
        activities = tuple(dict.fromkeys((*found.activities, *self.tally.activities)))
        self.tally = replace(found, subjects=subjects, activities=activities)
        self.setWindowTitle(f"Tally: {shown(self.study.title or self.method.title, 60)}")
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        text = event.text().upper()
        if event.key() == Qt.Key.Key_Escape:
            self.close()
        elif event.key() == Qt.Key.Key_Backspace or text == "U":
            self.undo()
        elif text and text in KEYS:
            self.press(KEYS.index(text))
        else:
            super().keyPressEvent(event)

    def press(self, number: int) -> None:
        """The activity of that key is seen now."""
        if number < len(self.tally.activities):
            self._become(self.tally.mark(self.tally.activities[number], self.clock()), "A look")
            QApplication.beep()

    def undo(self) -> None:
        """Take the last look back."""
        if self.tally.looks:
            self._become(self.tally.undo(), "Take a look back")

    def _become(self, tally: Tally, words: str) -> None:
        self.tally = tally
        study, recorder = self.study, self.recorder
        activities = with_names(study.rows(recorder.activities_table), recorder.activities_column, tally.activities)
        looks = rows_with(study.rows(recorder.table), recorder, tally)
        self.keep(words, {recorder.activities_table: activities, recorder.table: looks})
        self._show()

    def _take_names(self) -> None:
        names = _split(self.names.text())
        if len(self.tally.activities) + len(names) > len(KEYS):
            self.asked.setText(f"There are keys for {len(KEYS)} activities; join some of them.")
            return
        self.names.clear()
        activities = tuple(dict.fromkeys((*self.tally.activities, *names)))
        self._become(replace(self.tally, activities=activities), "Name the activities")
        self.setFocus()

    def _take_subjects(self) -> None:
        self.tally = replace(self.tally, subjects=_split(self.subjects.text()))
        self._show()
        self.setFocus()

    def _build(self) -> None:
        enlarge(self.asked, 26)
        enlarge(self.last, 14)
        self.asked.setWordWrap(True)
        self.names.returnPressed.connect(self._take_names)
        self.subjects.returnPressed.connect(self._take_subjects)
        back = QPushButton("Take the last look back (U)")
        back.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        back.setMinimumHeight(44)
        back.clicked.connect(self.undo)
        row = QHBoxLayout()
        row.addWidget(self.last, 1)
        row.addWidget(back)
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        for widget in (self.asked, self.names, self.subjects):
            whole.addWidget(widget)
        whole.addLayout(self.grid, 1)
        whole.addLayout(row)
        whole.addWidget(label(HELP, "quiet"))

    def _show(self) -> None:
        tally = self.tally
        if not tally.activities:
            self.asked.setText("What can be seen? Name the activities, separated by commas.")
            self.names.setFocus()
        else:
            who = f"{shown(tally.next_subject, 40)}: w" if tally.next_subject else "W"
            self.asked.setText(f"{who}hat do you see now?")
        last = tally.looks[-1] if tally.looks else None
        of = f" ({shown(last.subject, 30)})" if last is not None and last.subject else ""
        self.last.setText("" if last is None else f"{len(tally.looks)} looks, last: {shown(last.activity, 30)}{of}")
        total = max(len(tally.looks), 1)
        counts = [(name, tally.count(name)) for name in tally.activities]
        self.show_buttons([f"{shown(name, 24)}\n{seen} · {100 * seen / total:.0f} %" for name, seen in counts])


def _split(text: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name.strip() for name in text.split(",") if name.strip()))

"""The stopwatch of a time study, for the shop floor: one key an element, large signs, every reading kept at once."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from floorwright.editing.stopwatch import Stopwatch
from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label, shown
from floorwright.gui.studies.large import NamesEdit, enlarge
from floorwright.gui.studies.recording import RecordingWindow
from floorwright.hooks.studies.method import StudyMethod
from floorwright.hooks.studies.readings import is_continuous, rows_of, watch_of, with_names
from floorwright.hooks.studies.recording import StopwatchRecorder

KEYS = "123456789ACDEGHIJKLNOQSTVWXYZ"
"""The keys of the elements, in their order; B, F, M, P, R and U have their own meaning."""
TICK_MS = 40
RATING_STEP_PCT = 5.0
HELP = (
    "Space: the next element ended · 1, 2, 3 …: that element ended · F: a foreign element begins or ends · M: missed · "
    "+ −: rate the last reading · P: pause · U or Backspace: undo the last reading · Esc: stop and close"
)


class StopwatchWindow(RecordingWindow):
    """Keys and buttons do the same. Each reading is a change of the plan: a crash loses at most the one in progress."""

    def __init__(
        self,
        parent: QWidget,
        plan: OpenPlan,
        method: StudyMethod,
        id: str,
        clock: Callable[[], float] = time.perf_counter,
    ) -> None:
        super().__init__(parent, plan, method, id, KEYS)
        assert isinstance(method.recorder, StopwatchRecorder)
        self.resize(1000, 720)
        self.clock = clock
        self.recorder = method.recorder
        self.watch = Stopwatch(elements=())
        self.names = NamesEdit(placeholderText="Elements of the job, in their order: Load, Turn, Unload")
        self.names.setAccessibleName("Elements of the job")
        self.face, self.since = label("0.00", "watch"), label("", "watch-small")
        self.expected, self.last, self.counted = label("", "section"), label(""), label("", "quiet")
        self.go = QPushButton("Start (Space)")
        self._build()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._show_time)
        self.take_up()

    def take_up(self) -> None:
        """Go on where the study's readings end."""
        try:
            found = watch_of(self.study, self.method, self.recorder)
        except FloorwrightError as error:
            self.expected.setText(str(error))
            self.setEnabled(False)
            return
        self.setEnabled(True)
        kept = rows_of(self.watch, self.recorder, is_continuous(self.study, self.method, self.recorder))
        if kept != self.study.rows(self.recorder.table) or not set(found.elements) <= set(self.watch.elements):
            # What was undone or typed elsewhere counts; a watch that runs goes on running.
            self.watch = replace(found, began=self.watch.began, stood_at=max(found.stood_at, self.watch.stood_at))
        self.setWindowTitle(f"Stopwatch: {shown(self.study.title or self.method.title, 60)}")
        self._show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.isAutoRepeat():
            return
        key, text = event.key(), event.text().upper()
        if key == Qt.Key.Key_Escape:
            self.close()
        elif key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.space()
        elif key == Qt.Key.Key_Backspace or text == "U":
            self._become(self.watch.undo())
        elif text == "P":
            self.pause()
        elif text == "F":
            self._become(self.watch.foreign(self.clock()))
        elif text == "M":
            self._become(self.watch.miss(self.watch.next_element))
        elif text in ("+", "=", "-", "−"):
            self._become(self.watch.rate(RATING_STEP_PCT if text in ("+", "=") else -RATING_STEP_PCT))
        elif text and text in KEYS:
            self.press(KEYS.index(text))
        else:
            super().keyPressEvent(event)

    def space(self) -> None:
        """Start the watch, or say that the expected element ended."""
        if not self.watch.running:
            self._start()
        else:
            self._mark(self.watch.next_element)

    def press(self, number: int) -> None:
        """The element of that key ended."""
        if number < len(self.watch.elements):
            if not self.watch.running:
                self._start()
            else:
                self._mark(self.watch.elements[number])

    def pause(self) -> None:
        """Let the watch stand, or go on."""
        now = self.clock()
        self.watch = self.watch.pause(now) if self.watch.running else self.watch.start(now)
        self._show()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._tick.stop()
        super().closeEvent(event)

    def _start(self) -> None:
        if not self.watch.elements:
            self.expected.setText("Name the elements of the job first, separated by commas.")
            self.names.setFocus()
            return
        self.watch = self.watch.start(self.clock())
        self._show()
        self.setFocus()

    def _mark(self, element: str) -> None:
        # The clock is read before anything else, so that drawing and saving are in no reading.
        now = self.clock()
        if self.watch.since(now) < 0:
            self.expected.setText("That is before the last break point. Go on, or undo the last reading.")
            return
        self._become(self.watch.mark(element, now))
        QApplication.beep()

    def _become(self, watch: Stopwatch) -> None:
        before, self.watch = self.watch, watch
        if watch.readings != before.readings:
            self._keep("Take a reading back" if len(watch.readings) < len(before.readings) else "A reading")
        self._show()

    def _keep(self, words: str) -> None:
        study = self.study
        rows = rows_of(self.watch, self.recorder, is_continuous(study, self.method, self.recorder))
        elements = with_names(
            study.rows(self.recorder.elements_table), self.recorder.elements_column, self.watch.elements
        )
        self.keep(words, {self.recorder.elements_table: elements, self.recorder.table: rows})

    def _take_names(self) -> None:
        names = tuple(dict.fromkeys(name.strip() for name in self.names.text().split(",") if name.strip()))
        if not names:
            return
        if len(names) > len(KEYS):
            self.expected.setText(f"A job has at most {len(KEYS)} elements here; join some of them.")
            return
        self.watch = replace(self.watch, elements=tuple(dict.fromkeys((*self.watch.elements, *names))))
        self.names.clear()
        self._keep("Name the elements")
        self._show()
        self.setFocus()

    def _build(self) -> None:
        for widget in (self.face, self.since):
            widget.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        enlarge(self.face, 64)
        enlarge(self.since, 40)
        enlarge(self.expected, 26)
        enlarge(self.last, 16)
        self.expected.setWordWrap(True)
        self.last.setWordWrap(True)
        self.go.clicked.connect(self.space)
        stop, back = QPushButton("Pause (P)"), QPushButton("Undo the last (U)")
        stop.clicked.connect(self.pause)
        back.clicked.connect(lambda: self._become(self.watch.undo()))
        foreign = QPushButton("Foreign (F)")
        foreign.clicked.connect(lambda: self._become(self.watch.foreign(self.clock())))
        missed = QPushButton("Missed (M)")
        missed.clicked.connect(lambda: self._become(self.watch.miss(self.watch.next_element)))
        row = QHBoxLayout()
        for button in (self.go, stop, back, foreign, missed):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.setMinimumHeight(48)
            row.addWidget(button)
        top = QHBoxLayout()
        words = QVBoxLayout()
        for widget in (self.expected, self.last, self.counted):
            words.addWidget(widget)
        words.addStretch()
        top.addLayout(words, 1)
        faces = QVBoxLayout()
        faces.addWidget(self.face)
        faces.addWidget(self.since)
        top.addLayout(faces)
        self.names.returnPressed.connect(self._take_names)
        keys = label(HELP, "quiet")
        keys.setWordWrap(True)
        whole = QVBoxLayout(self)
        whole.setSizeConstraint(QVBoxLayout.SizeConstraint.SetNoConstraint)
        whole.addLayout(top)
        whole.addWidget(self.names)
        whole.addLayout(self.grid, 1)
        whole.addLayout(row)
        whole.addWidget(keys)

    def _show(self) -> None:
        watch = self.watch
        expected = watch.elements.index(watch.next_element) if watch.running and watch.next_element else -1
        self.show_buttons([shown(name, 24) for name in watch.elements], expected)
        if not watch.elements:
            self.expected.setText("What does the job consist of?")
            self.names.setFocus()
        elif not watch.running:
            self.expected.setText(
                "Press Space when the job begins." if not watch.readings else "Paused. Space goes on."
            )
        elif watch.foreign_from is not None:
            self.expected.setText("Foreign element: F when it ends.")
        else:
            self.expected.setText(f"Now: {shown(watch.next_element, 40)}")
        self.go.setText("Ended (Space)" if watch.running else "Start (Space)")
        self.last.setText(_last_words(watch))
        cycles = {reading.cycle for reading in watch.readings}
        self.counted.setText(f"Cycle {watch.cycle} · {len(watch.readings)} readings in {len(cycles)} cycles")
        self._show_time()
        if watch.running:
            self._tick.start()
        else:
            self._tick.stop()

    def _show_time(self) -> None:
        now = self.clock()
        self.face.setText(_watch_words(self.watch.shows(now)))
        self.since.setText(f"{self.watch.since(now):.1f} s")


def _last_words(watch: Stopwatch) -> str:
    if not watch.readings:
        return ""
    last = watch.readings[-1]
    if last.watch_s is None:
        return f"{shown(last.element, 40)}: missed"
    rated = f", rated {last.rating_pct:g} %" if last.rating_pct is not None else ""
    foreign = f", {last.foreign_s:.2f} s of it foreign" if last.foreign_s else ""
    return f"{shown(last.element, 40)}: {last.lasted_s:.2f} s{foreign}{rated}"


def _watch_words(seconds: float) -> str:
    minutes, rest = divmod(seconds, 60)
    return f"{int(minutes)}:{rest:05.2f}" if minutes else f"{rest:.2f}"

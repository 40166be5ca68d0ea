"""Timing a job on a video: the stopwatch shows the time of the frame, so that a break point is set to the frame."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QCloseEvent, QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.plain import label
from floorwright.gui.studies.player import SPEEDS, Player
from floorwright.gui.studies.stopwatch import TICK_MS, StopwatchWindow
from floorwright.hooks.studies.method import StudyMethod

SECONDS_A_JUMP = 1.0
HELP = (
    "Space: play or pause · ← →: one frame · Shift+← →: a second · [ ]: slower, faster · B: the job begins here · "
    "Enter or 1, 2, 3 …: that element ends here · F, M, + −, U as with the stopwatch"
)


class VideoWindow(StopwatchWindow):
    """The stopwatch beside a video. Its clock is the place in the video."""

    def __init__(self, parent: QWidget, plan: OpenPlan, method: StudyMethod, id: str, player: Player) -> None:
        self._player = player
        self._speed = SPEEDS.index(1.0)
        super().__init__(parent, plan, method, id, player.position_s)
        self.resize(1100, 860)
        layout = self.layout()
        assert isinstance(layout, QVBoxLayout)
        player.widget.setMinimumHeight(280)
        layout.insertWidget(0, player.widget, 3)
        keys = label(HELP, "quiet")
        keys.setWordWrap(True)
        layout.addWidget(keys)
        self._tick.start(TICK_MS)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, text = event.key(), event.text().upper()
        steps = {Qt.Key.Key_Left: -1.0, Qt.Key.Key_Right: 1.0}
        if key in steps:
            held = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
            self.step(steps[Qt.Key(key)] * (SECONDS_A_JUMP if held else self._player.frame_s()))
        elif key == Qt.Key.Key_Space:
            self._player.play_or_pause()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.space()
        elif text == "B":
            self._start()
        elif text in ("[", "]"):
            self._speed = min(max(self._speed + (1 if text == "]" else -1), 0), len(SPEEDS) - 1)
            self._player.set_speed(SPEEDS[self._speed])
        else:
            super().keyPressEvent(event)

    def step(self, seconds: float) -> None:
        """Show what is so much later, or earlier."""
        self._player.move_to(self._player.position_s() + seconds)
        self._show_time()

    def closeEvent(self, event: QCloseEvent) -> None:
        self._player.close()
        super().closeEvent(event)

    def _show(self) -> None:
        super()._show()
        if not self.watch.running and self.watch.elements:
            there = "the last break point" if self.watch.readings else "where the job begins"
            self.expected.setText(f"Go to {there} and press B.")
        self.go.setText("Ends here (Enter)" if self.watch.running else "Begins here (B)")
        self._tick.start(TICK_MS)

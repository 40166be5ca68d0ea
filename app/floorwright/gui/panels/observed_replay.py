"""The bar under a replay: play, a slider over the time, how fast, and how long the trail is."""

from datetime import datetime, timedelta

from PySide6.QtCore import QElapsedTimer, Qt, QTimer, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QPushButton, QSlider, QWidget

from floorwright.gui.plain import label

TICK_MS = 33
STEPS_PER_S = 10
MOST_STEPS = 2_000_000_000
SPEEDS = (1, 2, 5, 10, 20, 50, 100)
TRAILS_S = (("Trail 10 s", 10.0), ("Trail 1 min", 60.0), ("Trail 5 min", 300.0), ("Whole trail", 1e12))


class ReplayBar(QWidget):
    """Moves a moment through a span of seconds, by hand or by itself."""

    moved = Signal(float)
    """The second that is shown now."""

    def __init__(self) -> None:
        super().__init__()
        self.play, self.speed, self.trail = QPushButton("Play"), QComboBox(), QComboBox()
        self.play.setCheckable(True)
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setAccessibleName("Moment of the replay")
        self.speed.setAccessibleName("Speed of the replay")
        self.moment = label("")
        for speed in SPEEDS:
            self.speed.addItem(f"×{speed}", speed)
        self.speed.setCurrentIndex(SPEEDS.index(10))
        for words, seconds in TRAILS_S:
            self.trail.addItem(words, seconds)
        self.trail.setCurrentIndex(1)
        self._first, self._last, self._start, self._at = 0.0, 0.0, "", 0.0
        self._since = QElapsedTimer()
        self._tick = QTimer(self, interval=TICK_MS)
        self._tick.timeout.connect(self._step)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.play)
        row.addWidget(self.slider, 1)
        row.addWidget(self.moment)
        row.addWidget(self.speed)
        row.addWidget(self.trail)
        self.play.toggled.connect(self._switch)
        self.slider.valueChanged.connect(self._scrub)
        self.trail.currentIndexChanged.connect(lambda _: self.moved.emit(self._at))
        self.set_span(0.0, 0.0, "")

    @property
    def at_s(self) -> float:
        """The second that is shown."""
        return self._at

    @property
    def first_s(self) -> float:
        """The first second that can be shown."""
        return self._first

    @property
    def tail_s(self) -> float:
        """How many seconds the trail is long."""
        return float(self.trail.currentData())

    def set_span(self, first: float, last: float, start: str) -> None:
        """What there is to be shown, and what time second 0 was; the moment stays when it is within."""
        same = (first, last, start) == (self._first, self._last, self._start)
        self._first, self._last, self._start = first, last, start
        self.setEnabled(last > first)
        if not same:
            self.slider.blockSignals(True)
            self.slider.setRange(0, min(round((last - first) * STEPS_PER_S), MOST_STEPS))
            self.slider.setPageStep(max(self.slider.maximum() // 20, 1))
            self.slider.setSingleStep(STEPS_PER_S)
            self.slider.blockSignals(False)
            self.stop()
            self.go_to(first)

    def go_to(self, second: float) -> None:
        """Show this second."""
        self._at = min(max(second, self._first), self._last)
        self.slider.blockSignals(True)
        self.slider.setValue(round((self._at - self._first) * STEPS_PER_S))
        self.slider.blockSignals(False)
        self.moment.setText(moment_words(self._at, self._first, self._start))
        self.moved.emit(self._at)

    def advance(self, seconds: float) -> None:
        """So many seconds have gone by for whoever watches."""
        self.go_to(self._at + seconds * self.speed.currentData())
        if self._at >= self._last:
            self.stop()

    def stop(self) -> None:
        """Let it stand."""
        self.play.setChecked(False)

    def _switch(self, on: bool) -> None:
        self.play.setText("Stop" if on else "Play")
        if on:
            if self._at >= self._last:
                self.go_to(self._first)
            self._since.start()
            self._tick.start()
        else:
            self._tick.stop()

    def _step(self) -> None:
        self.advance(self._since.restart() / 1000)

    def _scrub(self, value: int) -> None:
        self.go_to(self._first + value / STEPS_PER_S)


def moment_words(second: float, first: float, start: str) -> str:
    """The time of the day of a second, or where that is not known the time since the first."""
    try:
        return f"{datetime.fromisoformat(start) + timedelta(seconds=second):%H:%M:%S}"
    except (ValueError, OverflowError):
        whole = int(second - first)
        return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}"

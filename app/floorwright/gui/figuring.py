"""The figures of a large plan, worked out in a thread while the window goes on."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from floorwright.analysis.live import Figured
from floorwright.gui.background import Threaded
from floorwright.jobs import Job

TELL_EVERY_MS = 100


class Figuring(QObject):
    """What `LiveFigures` hands long work to: one piece at a time. `cancel` gives it up, and the answer is None."""

    progressed = Signal(float)
    """How far the work is, 0 to 1."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._share = 0.0
        self._enough = threading.Event()
        self._running: Threaded | None = None
        self._timer = QTimer(self, interval=TELL_EVERY_MS)
        self._timer.timeout.connect(lambda: self.progressed.emit(self._share))

    def __call__(self, work: Callable[[Job], Figured], done: Callable[[Figured | None], None]) -> Callable[[], None]:
        """Begin; what comes back ends it unheard."""
        self._share, enough = 0.0, threading.Event()

        def report(share: float, words: str) -> None:
            if not enough.is_set():
                self._share = share

        def answer(figured: Figured | None) -> None:
            self._timer.stop()
            self._running = None
            done(None if enough.is_set() else figured)

        job = Job(report, enough.is_set)
        running = Threaded(self, lambda: work(job), answer, lambda cancelled: answer(None))
        self._enough, self._running = enough, running
        self._timer.start()

        def end() -> None:
            enough.set()
            running.stop()
            running.deleteLater()
            self._timer.stop()
            self._running = None

        return end

    def cancel(self) -> None:
        """The user has had enough of waiting."""
        self._enough.set()

"""Long work seen from the window: it is asked now and then how far it is, and the window never waits."""

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from PySide6.QtCore import QObject, QTimer

from floorwright.errors import FloorwrightError
from floorwright.jobs import Done, Failed, Progress, Worker

ASK_EVERY_MS = 30


class Following(QObject):
    """Asks a worker process until it has ended; `stop` ends it at once."""

    def __init__(
        self,
        parent: QObject,
        worker: Worker,
        done: Callable[[Any], None],
        failed: Callable[[FloorwrightError], None],
        progress: Callable[[float, str], None] = lambda share, words: None,
    ) -> None:
        super().__init__(parent)
        self.worker = worker
        self._done, self._failed, self._progress = done, failed, progress
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        self._timer.start()

    @property
    def running(self) -> bool:
        """Whether there is no answer yet."""
        return self._timer.isActive()

    def cancel(self) -> None:
        """Ask it to stop; the answer is Cancelled, within a second."""
        self.worker.cancel()

    def stop(self) -> None:
        """End it now without an answer."""
        self._timer.stop()
        self.worker.close()

    def _ask(self) -> None:
        match self.worker.poll():
            case Progress(share, words):
                self._progress(share, words)
            case Done(result):
                self.stop()
                self._done(result)
            case Failed(error, _):
                self.stop()
                self._failed(error)


class Threaded(QObject):
    """Work that mostly waits for the disk, in a thread; its answer comes back into the window's own."""

    def __init__(
        self,
        parent: QObject,
        work: Callable[[], Any],
        done: Callable[[Any], None],
        failed: Callable[[FloorwrightError], None],
    ) -> None:
        super().__init__(parent)
        self._pool = ThreadPoolExecutor(1)
        self._future: Future[Any] = self._pool.submit(work)
        self._done, self._failed = done, failed
        self._timer = QTimer(self, interval=ASK_EVERY_MS)
        self._timer.timeout.connect(self._ask)
        self._timer.start()

    def finish(self) -> None:
        """Wait for the answer and give it out now: the window is about to close."""
        if self._timer.isActive():
            self._future.exception()
            self._ask()

    def _ask(self) -> None:
        if not self._future.done():
            return
        self._timer.stop()
        self._pool.shutdown(wait=False)
        error = self._future.exception()
        if error is None:
            self._done(self._future.result())
        elif isinstance(error, FloorwrightError):
            self._failed(error)
        else:
            raise error

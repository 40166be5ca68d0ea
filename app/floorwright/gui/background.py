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

    def stop(self) -> None:
        """Let it end unheard."""
        self._timer.stop()
        self._pool.shutdown(wait=False)

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


class Latest(QObject):
    """One value, worked out in a thread and kept until another is asked for; one is worked out at a time."""

    def __init__(self, parent: QObject, made: Callable[[], None]) -> None:
        super().__init__(parent)
        self._made = made
        self._known: tuple[object, Any, FloorwrightError | None] = (None, None, None)
        self._running: Threaded | None = None

    def of(self, key: tuple[object, ...], work: Callable[[], Any]) -> Any | None:
        """What `work` gives for this key; None until it is worked out, and then `made` is called.

        Raises:
            FloorwrightError: what the work raised.
        """
        known, value, error = self._known
        if known == key:
            if error is not None:
                raise error
            return value
        if self._running is None:
            self._running = Threaded(
                self, work, lambda value: self._keep(key, value, None), lambda error: self._keep(key, None, error)
            )
        return None

    def stop(self) -> None:
        """Work nothing out any more."""
        if self._running is not None:
            self._running.stop()

    def _keep(self, key: tuple[object, ...], value: Any, error: FloorwrightError | None) -> None:
        self._known, self._running = (key, value, error), None
        self._made()

"""Work in a process of its own: the window goes on, Cancel answers within two seconds, a crash is a sentence."""

import contextlib
import logging
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from floorwright.errors import Cancelled, FloorwrightError, WorkerFailed
from floorwright.jobs.job import Job
from floorwright.jobs.messages import CANCEL, Broke, Finished, Heard, Refused, Task

PATIENCE_S = 1.0
"""How long a worker may take to answer Cancel before it is killed."""
_LOG = logging.getLogger("floorwright.jobs")
_STARTING = threading.Lock()


@dataclass(frozen=True, slots=True)
class Progress:
    """The work goes on: a share from 0 to 1, and a few words."""

    share: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """The work is finished, with this result."""

    result: Any


@dataclass(frozen=True, slots=True)
class Failed:
    """The work ended without a result: what to tell the user, and the technical text for a log."""

    error: FloorwrightError
    technical: str = ""


Outcome = Progress | Done | Failed


class Worker:
    """A task in a process of its own. Ask `poll` now and then; it never waits.

    After `cancel`, `poll` answers Failed with a Cancelled within a second. `close` ends the process at once, whatever
    it does, and may be called at any time and more than once; `with` closes.
    """

    def __init__(
        self, function: Callable[..., Any], args: tuple[Any, ...], memory_mb: int | None, seconds: float | None
    ) -> None:
        self._outcome: Outcome = Progress()
        self.told = Progress()
        """How far the work was when it last told."""
        self._cancelled_at: float | None = None
        self._memory_mb = memory_mb
        self._seconds = seconds
        self._started = time.monotonic()
        # Here and not above: most starts need no second process, and what starts one is large.
        import multiprocessing

        from floorwright.jobs.child import work

        context = multiprocessing.get_context("spawn")
        self._pipe, theirs = context.Pipe()
        task = Task(pickle.dumps((function, args)), memory_mb)
        self._process = context.Process(target=work, args=(theirs, task), daemon=True, name="floorwright worker")
        try:
            with _without_main():
                self._process.start()
        except OSError as error:
            self._pipe.close()
            self._outcome = Failed(
                WorkerFailed("No separate process could be started for this.", hint="Close other programs, try again."),
                str(error),
            )
        finally:
            theirs.close()

    def poll(self, wait_s: float = 0.0) -> Outcome:
        """How the work stands; waits up to `wait_s` seconds for news. Done and Failed stay as they are."""
        if self._ended:
            return self._outcome
        from multiprocessing.connection import wait

        wait([self._pipe, self._process.sentinel], wait_s)
        try:
            while self._pipe.poll():
                self._hear(self._pipe.recv())
                if self._ended:
                    return self._outcome
        # A process that is killed while it writes leaves half a message.
        except (EOFError, OSError, pickle.UnpicklingError):
            self._end(self._dead())
            return self._outcome
        if not self._process.is_alive() and not self._pipe.poll():
            self._end(self._dead())
        elif self._cancelled_at is not None and time.monotonic() - self._cancelled_at > PATIENCE_S:
            self._end(Failed(_was_cancelled(), "killed: it did not answer Cancel"))
        elif self._seconds is not None and time.monotonic() - self._started > self._seconds:
            self._end(Failed(WorkerFailed(f"This took longer than {self._seconds:g} seconds and was stopped.")))
        return self._outcome

    def cancel(self) -> None:
        """Ask the worker to stop; it is killed when it does not within a second."""
        if isinstance(self._outcome, Progress) and self._cancelled_at is None:
            self._cancelled_at = time.monotonic()
            with contextlib.suppress(OSError):
                self._pipe.send(CANCEL)

    def close(self) -> None:
        """End the process now and give back what it held."""
        if isinstance(self._outcome, Progress):
            self._end(Failed(_was_cancelled(), "closed before it had finished"))

    def __enter__(self) -> "Worker":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def _ended(self) -> bool:
        return not isinstance(self._outcome, Progress)

    def _hear(self, message: object) -> None:
        match message:
            case Heard(share, words):
                self._outcome = self.told = Progress(share, words)
            case Finished(pickled):
                self._end(Done(pickle.loads(pickled)))
            case Refused(pickled, words, hint):
                self._end(Failed(_unpickled(pickled) or FloorwrightError(words, hint=hint)))
            case Broke("memory", technical):
                self._end(Failed(self._too_large(), technical))
            case Broke(_, technical):
                self._end(Failed(WorkerFailed("Something in it could not be understood."), technical))
            case _:
                raise EOFError

    def _end(self, outcome: Outcome) -> None:
        self._outcome = outcome
        if isinstance(outcome, Failed) and outcome.technical:
            _LOG.info("A worker failed: %s", outcome.technical)
        if self._process.is_alive() and not isinstance(outcome, Done):
            self._process.kill()
        self._process.join()
        self._process.close()
        self._pipe.close()

    def _dead(self) -> Failed:
        if self._cancelled_at is not None:
            return Failed(_was_cancelled())
        self._process.join(PATIENCE_S)
        code = self._process.exitcode
        return Failed(WorkerFailed("The process that did this work ended unexpectedly."), f"exit code {code}")

    def _too_large(self) -> WorkerFailed:
        return WorkerFailed(f"This needs more than the {self._memory_mb} MB of memory it may take.")


def start_worker(
    function: Callable[..., Any],
    *args: Any,
    memory_mb: int | None = None,
    seconds: float | None = None,
) -> Worker:
    """A worker that has begun `function(*args, job)`; neither waits nor raises what the work raises.

    `function` and `args` must be picklable, so `function` is one that a module holds (not that of the program's start).
    `memory_mb` limits its address space where the system can, which Windows cannot; None is
    half of this machine's memory.
    """
    return Worker(function, args, share_of_memory_mb() if memory_mb is None else memory_mb, seconds)


def run_in_worker(
    function: Callable[..., Any],
    *args: Any,
    job: Job | None = None,
    memory_mb: int | None = None,
    seconds: float | None = None,
) -> Any:
    """What `function(*args, job)` answers, worked out in a process of its own.

    Args:
        job: hears the progress and is asked, ten times a second, whether to go on.
        memory_mb, seconds: limits, as for `start_worker`.

    Raises:
        Cancelled: when the job was cancelled; at most two seconds later.
        WorkerFailed: when the process died, ran out of memory or time, or raised an error that is not ours; the
            technical text is in its notes.
        FloorwrightError: what the function raised.
    """
    job = job or Job()
    with start_worker(function, *args, memory_mb=memory_mb, seconds=seconds) as worker:
        told = Progress()
        while True:
            outcome = worker.poll(0.1)
            if worker.told != told:
                told = worker.told
                job.report(told.share, told.words)
            match outcome:
                case Done(result):
                    return result
                case Failed(error, technical):
                    if technical:
                        error.add_note(technical)
                    raise error
            if job.cancelled():
                worker.cancel()


def share_of_memory_mb() -> int:
    """Half of this machine's memory in megabytes, from 1 to 8 GB; 4 GB where the machine does not say."""
    try:
        whole = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    except (AttributeError, ValueError, OSError):
        return 4096
    return int(min(max(whole // 2 // 1024**2, 1024), 8192))


def _was_cancelled() -> Cancelled:
    return Cancelled("Cancelled. Nothing has changed.")


def _unpickled(pickled: bytes) -> FloorwrightError | None:
    # A plugin's own error class may be missing here, or want other arguments; its words are kept in any case.
    try:
        error = pickle.loads(pickled)
    except Exception:
        return None
    return error if isinstance(error, FloorwrightError) else None


@contextlib.contextmanager
def _without_main() -> Iterator[None]:
    """Hide the program's start module: a new process would run it again, and with it the window or a user's script."""
    with _STARTING:
        main = sys.modules["__main__"]
        sys.modules["__main__"] = ModuleType("__main__")
        try:
            yield
        finally:
            sys.modules["__main__"] = main

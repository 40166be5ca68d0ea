"""The worker's side: do one task with limits, tell how far it is, and answer once.

This module is imported before the limits are set, so it imports next to nothing.
"""

import contextlib
import os
import pickle
import signal
import sys
import threading
import time
import traceback
from multiprocessing import parent_process
from multiprocessing.connection import Connection, wait

from floorwright.errors import FloorwrightError
from floorwright.jobs.job import Job
from floorwright.jobs.messages import CANCEL, Broke, Finished, Heard, Refused, Task
from floorwright.late_functions import compile_when_called

TELL_EVERY_S = 0.05


def work(pipe: "Connection[object, object]", task: Task) -> None:
    """Do the task and send one Finished, Refused or Broke through the pipe; nothing is printed."""
    _be_quiet()
    compile_when_called()
    cancelled = threading.Event()
    threading.Thread(target=_listen, args=(pipe, cancelled), daemon=True).start()
    answer: Finished | Refused | Broke
    try:
        limit_memory(task.memory_mb)
        function, args = pickle.loads(task.pickled)
        answer = Finished(pickle.dumps(function(*args, _job(pipe, cancelled))))
    except FloorwrightError as error:
        answer = Refused(_pickled(error), error.message, error.hint)
    except MemoryError:
        answer = Broke("memory", traceback.format_exc())
    # A task is anybody's code on anybody's file: whatever it raises ends here and crosses as words.
    except BaseException:
        answer = Broke("other", traceback.format_exc())
    with contextlib.suppress(OSError):
        pipe.send(answer)
        pipe.close()


def limit_memory(memory_mb: int | None) -> None:
    """Let this process take no more than `memory_mb` of address space, where the system can limit it."""
    # Every BLAS thread reserves address space of its own; the work done here needs one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    if memory_mb is None or sys.platform == "win32":
        return
    import resource

    _, hard = resource.getrlimit(resource.RLIMIT_AS)
    wanted = memory_mb * 1024 * 1024
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    # macOS knows the limit but refuses to set it below what is mapped already.
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_AS, (wanted, hard))


def _job(pipe: "Connection[object, object]", cancelled: threading.Event) -> Job:
    last = [0.0]

    def report(share: float, words: str) -> None:
        now = time.monotonic()
        if now - last[0] >= TELL_EVERY_S or share >= 1.0:
            last[0] = now
            with contextlib.suppress(OSError):
                pipe.send(Heard(share, words))

    return Job(report=report, cancelled=cancelled.is_set)


def _listen(pipe: "Connection[object, object]", cancelled: threading.Event) -> None:
    """Hear Cancel, and end with the process that started this one, however it ends."""
    parent = parent_process()
    sentinels: list[object] = [pipe] if parent is None else [pipe, parent.sentinel]
    while True:
        try:
            ready = wait(sentinels)  # type: ignore[arg-type]
            if pipe in ready and pipe.recv() == CANCEL:
                cancelled.set()
            elif parent is not None and parent.sentinel in ready:
                os._exit(1)
        except (EOFError, OSError):
            # The other end is gone: either it died, or it has no use for an answer any more.
            os._exit(1)


def _be_quiet() -> None:
    """Keep the terminal for the program itself: its standard output may be JSON, and Ctrl+C is its business."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    nowhere = os.open(os.devnull, os.O_RDWR)
    for stream in (0, 1, 2):
        with contextlib.suppress(OSError):
            os.dup2(nowhere, stream)


def _pickled(error: FloorwrightError) -> bytes:
    try:
        return pickle.dumps(error)
    except (pickle.PicklingError, TypeError, AttributeError):
        return b""

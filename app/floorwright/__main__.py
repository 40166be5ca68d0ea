"""`python -m floorwright`: a command, or the window."""

import atexit
import gc
import os
import sys
from typing import NoReturn

from floorwright.late_functions import compile_when_called

SELDOM = 250_000
"""So many new objects before Python looks for cycles among them. A start makes some 150,000 that all stay: looking at
them every 50,000 would take a fifteenth of it. The window looks more often once it is there."""


def main() -> None:
    """Run the program and leave with its exit status."""
    if getattr(sys, "frozen", False):
        from multiprocessing import freeze_support

        freeze_support()
    gc.set_threshold(SELDOM, 10, 10)
    compile_when_called()
    # numpy's linear algebra starts a thread a processor at its import; no matrix here is large enough to want one.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    from floorwright.cli import main as run

    _leave(run())


def _leave(status: int) -> NoReturn:
    """End at once, after what was to be done at the end: the system takes a window's memory back faster than Qt."""
    atexit._run_exitfuncs()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)


if __name__ == "__main__":
    main()

"""Work for worker processes to do in tests: functions of a module, so that the new process finds them."""

import os
import time

from floorwright.errors import ImportFailed
from floorwright.jobs import Job


def double(number: int, job: Job) -> int:
    """Twice the number, told at half and at the end."""
    job.progress(0.5, "Half")
    job.progress(1.0, "All")
    return 2 * number


def refuse(job: Job) -> None:
    """One of our errors."""
    raise ImportFailed("hall.dxf is a PDF.", hint="Export it as DXF.")


def stumble(job: Job) -> None:
    """An error that is not ours."""
    raise KeyError("$EXTMIN")


def die(job: Job) -> None:
    """End as if killed."""
    os.abort()


def devour(job: Job) -> int:
    """Take far more memory than allowed."""
    return len(bytearray(64 * 1024**3))


def hang(job: Job) -> None:
    """Never answer anything."""
    while True:
        time.sleep(60)


def print_much(job: Job) -> str:
    """Print where nothing may be printed."""
    print("not JSON", flush=True)
    return "done"


def where_a_record_is_filled(job: Job) -> str:
    """The file that the `__init__` of a record is from."""
    from floorwright.model.kinds import Machine

    return Machine.__init__.__code__.co_filename

"""Writing files of our own that are on the disk when the call returns."""

import os
from pathlib import Path

from floorwright.storage.atomic import write_all


def created(path: Path) -> int:
    """A handle of a new empty file that only its owner reads, to append to.

    Raises:
        OSError: when it cannot be made.
    """
    flags = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND | getattr(os, "O_BINARY", 0)
    return os.open(path, flags, 0o600)


def write_durably(path: Path, data: bytes) -> None:
    """Write a file and force it to the disk.

    Raises:
        OSError: when there is no room, or the disk refuses.
    """
    handle = created(path)
    try:
        write_all(handle, data)
        os.fsync(handle)
    finally:
        os.close(handle)

"""A lock that the operating system lets go when its holder dies, however it dies."""

import os
import sys
from contextlib import suppress
from pathlib import Path

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl


class Lock:
    """A file that one process at a time holds."""

    def __init__(self, handle: int) -> None:
        self._handle = handle

    @staticmethod
    def take(path: Path) -> "Lock | None":
        """Hold the lock at `path`, made when it is not there; None when someone else holds it.

        Raises:
            OSError: when the file cannot be made.
        """
        handle = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_CLOEXEC", 0), 0o600)
        if _seize(handle):
            return Lock(handle)
        os.close(handle)
        return None

    def release(self) -> None:
        """Let it go; once is enough."""
        if self._handle >= 0:
            if sys.platform == "win32":
                with suppress(OSError):
                    os.lseek(self._handle, 0, os.SEEK_SET)
                    msvcrt.locking(self._handle, msvcrt.LK_UNLCK, 1)
            os.close(self._handle)
            self._handle = -1


def is_held(path: Path) -> bool:
    """Whether somebody holds the lock at `path`; a lock that is not there is held by nobody."""
    if not path.exists():
        return False
    lock = Lock.take(path)
    if lock is None:
        return True
    lock.release()
    return False


if sys.platform == "win32":

    def _seize(handle: int) -> bool:
        os.lseek(handle, 0, os.SEEK_SET)
        try:
            msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:

    def _seize(handle: int) -> bool:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

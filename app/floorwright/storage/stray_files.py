"""The names of our temporary files, and clearing away those whose program died."""

import hashlib
import os
import platform
import re
import secrets
import time
from contextlib import suppress
from functools import cache
from pathlib import Path

_NAME = re.compile(r"\.floorwright-([0-9a-f]{8})-(\d+)-[0-9a-f]{8}\.tmp", re.ASCII)
_A_DAY_S = 86_400.0


def temporary_name() -> str:
    """A hidden name that nobody else uses and that tells which process on which machine made it."""
    return f".floorwright-{_machine()}-{os.getpid()}-{secrets.token_hex(4)}.tmp"


def clear_stray_files(folder: Path) -> int:
    """Remove temporary files that a dead process of this machine left in a folder, and any older than a day of other
    machines; how many were removed. What cannot be removed stays."""
    removed = 0
    with suppress(OSError):
        for entry in os.scandir(folder):
            found = _NAME.fullmatch(entry.name)
            if found and _is_stray(found[1], int(found[2]), Path(entry.path)):
                with suppress(OSError):
                    os.unlink(entry.path)
                    removed += 1
    return removed


def is_alive(process: int) -> bool:
    """Whether a process with this id runs on this machine."""
    if os.name == "nt":
        return _is_alive_on_windows(process)
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (PermissionError, OverflowError):
        return True
    return True


def _is_stray(machine: str, process: int, path: Path) -> bool:
    if machine == _machine():
        return process != os.getpid() and not is_alive(process)
    with suppress(OSError):
        return time.time() - path.stat().st_mtime > _A_DAY_S
    return False


@cache
def _machine() -> str:
    return hashlib.sha256(platform.node().encode()).hexdigest()[:8]


def _is_alive_on_windows(process: int) -> bool:
    import ctypes

    # SYNCHRONIZE is enough to ask; os.kill(pid, 0) would end the process on Windows.
    windows = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
    handle = windows.OpenProcess(0x0010_0000, False, process)
    if not handle:
        return False
    waiting = windows.WaitForSingleObject(handle, 0)
    windows.CloseHandle(handle)
    return bool(waiting == 0x102)

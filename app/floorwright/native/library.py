"""The compiled library, where there is one."""

import ctypes
import os
import sys
import zlib
from functools import cache
from pathlib import Path

SWITCH = "FLOORWRIGHT_NATIVE"
"""Set to 0 in the environment, it leaves the compiled library out: the numpy code does the work."""
_ENDINGS = {"win32": ".dll", "darwin": ".dylib"}
NAME = "_floorwright" + _ENDINGS.get(sys.platform, ".so")


@cache
def library() -> ctypes.CDLL | None:
    """The library with its functions; None where it was not built, does not fit this machine, is switched off, or
    was built from other sources than those beside it.

    Calls through it let other threads run.
    """
    path = Path(__file__).with_name(NAME)
    if os.environ.get(SWITCH) == "0" or not path.is_file():
        return None
    try:
        loaded = ctypes.CDLL(str(path))
        built_from = loaded.fw_stamp
    except (OSError, AttributeError):
        return None
    built_from.restype = ctypes.c_uint32
    return loaded if built_from() == stamp(path.parent / "c") else None


def stamp(folder: Path) -> int:
    """A number that changes with the C sources in a folder; `packaging/native_build.py` builds it into the library."""
    found = 0
    for source in sorted(folder.glob("*.[ch]")):
        found = zlib.crc32(source.read_bytes().replace(b"\r\n", b"\n"), found)
    return found

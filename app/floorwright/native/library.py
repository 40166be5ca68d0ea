"""The compiled library, where there is one."""

import ctypes
import os
import sys
from functools import cache
from pathlib import Path

SWITCH = "FLOORWRIGHT_NATIVE"
"""Set to 0 in the environment, it leaves the compiled library out: the numpy code does the work."""
_ENDINGS = {"win32": ".dll", "darwin": ".dylib"}
NAME = "_floorwright" + _ENDINGS.get(sys.platform, ".so")


@cache
def library() -> ctypes.CDLL | None:
    """The library with its functions; None where it was not built, does not fit this machine, or is switched off.

    Calls through it let other threads run.
    """
    path = Path(__file__).with_name(NAME)
    if os.environ.get(SWITCH) == "0" or not path.is_file():
        return None
    try:
        return ctypes.CDLL(str(path))
    except OSError:
        return None

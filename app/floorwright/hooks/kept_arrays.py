"""Arrays in one file, one after the other, which comes back as one piece of memory mapped from it.

A file an array would cost a start more than the drawing that is in them: each has a header of its own to open and read.
"""

import math
import mmap
import zlib
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

Places = dict[str, list[Any]]
"""Where each array lies, as it can be written as JSON: its type, its shape, its first byte and the CRC-32 of all."""
_MARK = b"Floorwright arrays"
_ALIGNED = 64
"""Every array begins at a multiple of so many bytes, which suits every processor."""
_KINDS = "biuf"
"""Truth values and numbers: nothing that points to anything."""


def keep_arrays(arrays: Mapping[str, NDArray[Any]], path: Path) -> Places:
    """Write the arrays into a new file, and give their places in it.

    Raises:
        OSError: when it cannot be written.
    """
    places: Places = {}
    with path.open("xb") as file:
        end = file.write(_MARK)
        for name, given in arrays.items():
            array = np.asarray(given, order="C")
            start = end + -end % _ALIGNED
            file.write(bytes(start - end))
            end = start + file.write(array.data if array.size else b"")
            places[name] = [array.dtype.str, list(array.shape), start, zlib.crc32(array.data)]
    return places


def kept_arrays(path: Path, places: Places, unchecked: Collection[str] = ()) -> dict[str, NDArray[Any]]:
    """The arrays of a file, mapped and not to be written to; all but the `unchecked` are read through once.

    Raises:
        OSError: when there is no such file.
        ValueError, TypeError: when it does not hold these arrays as they were written.
    """
    with path.open("rb") as file:
        mapped = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
    found: dict[str, NDArray[Any]] = {}
    for name, (kind, shape, start, checksum) in places.items():
        dtype, count = np.dtype(kind), math.prod(shape)
        if dtype.kind not in _KINDS or min(shape, default=0) < 0 or start + count * dtype.itemsize > len(mapped):
            raise ValueError(f"{name}, {shape} of {kind}, is not in the file.")
        array = np.frombuffer(mapped, dtype, count, start).reshape(shape)
        if name not in unchecked and zlib.crc32(array.data) != checksum:
            raise ValueError(f"{name} is not as it was written.")
        found[name] = array
    return found

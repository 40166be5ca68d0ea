"""The tags of a text DXF as columns of numbers, so that no tag becomes a Python object."""

import ctypes
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.native.library import library

ODD_NUMBER, NOT_ASCII = 1, 2
HIGHEST_CODE = 1071
LARGEST_PLAIN = 1e42
"""Larger numbers are never plain: no library that reads 19 digits and 22 more places takes them for that."""
_HASH_START, _HASH_STEP = 14695981039346656037, 1099511628211
_TEXT_CODES = (
    *range(10), *range(100, 110), *range(300, 370), *range(390, 400), *range(410, 420), *range(430, 440),
    *range(470, 482), 999, *range(1000, 1010),
)  # fmt: skip
IS_TEXT = np.zeros(HIGHEST_CODE + 1, np.bool_)
"""Whether the value of a group code is a text, by the DXF reference; else it is a number."""
IS_TEXT[list(_TEXT_CODES)] = True
_EXACT = (1, 3)
_HANDLES = np.array([5, 105, *range(310, 370), 1005])


@dataclass(frozen=True, slots=True)
class TagColumns:
    """The tags of `data`, row by row: group code and value.

    number  (n,) float64: the value of a numeric code; for a text its hash (see `hash_of`), to be read as `hashes`;
            0 for handles
    offset, length  (n,) int32: where the value lies in `data`, blanks included
    flag    (n,) uint8: ODD_NUMBER where a number is not plainly one and 0 stands for it, NOT_ASCII for texts
    stopped the place in `data` of a line that is no group code where one must be; its size when all was read; -1 when
            the last tag lacks its value
    """

    data: bytes
    code: NDArray[np.int16]
    number: NDArray[np.float64]
    offset: NDArray[np.int32]
    length: NDArray[np.int32]
    flag: NDArray[np.uint8]
    stopped: int

    @property
    def hashes(self) -> NDArray[np.uint64]:
        """The numbers as the hashes of texts."""
        return self.number.view(np.uint64)

    def value(self, tag: int) -> bytes:
        """The bytes of a tag's value, blanks included."""
        at = int(self.offset[tag])
        return self.data[at : at + int(self.length[tag])]


def hash_of(name: str | bytes, exact: bool = False) -> int:
    """The hash of a name as in the columns: FNV-1a with 64 bits of its bytes without blanks round them, ASCII letters
    as capitals unless `exact`, as the texts of codes 1 and 3 are."""
    data = (name.encode() if isinstance(name, str) else name).strip(b" \t\r")
    value = _HASH_START
    for byte in data if exact else data.upper():
        value = ((value ^ byte) * _HASH_STEP) & 0xFFFFFFFFFFFFFFFF
    return value


def tokenise(data: bytes) -> TagColumns:
    """The tags of a DXF text of any line end, as far as group codes and values alternate."""
    mark = b"\n" if b"\n" in data[:65536] or b"\r" not in data[:65536] else b"\r"
    start = 3 if data.startswith(b"\xef\xbb\xbf") else 0
    compiled = library()
    return _with_numpy(data, start, mark) if compiled is None else _compiled(compiled, data, start, mark)


def sorted_by_code(code: NDArray[np.int16]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The tags in the order of their group codes, those of one code ascending, and where each code begins in it.

    The second has HIGHEST_CODE + 2 numbers; tags whose code is below 0 are left out.
    """
    begins, order = np.empty(HIGHEST_CODE + 2, np.int64), np.empty(len(code), np.int64)
    compiled = library()
    if compiled is None:
        order = np.argsort(code, kind="stable")
        below = int((code < 0).sum())
        counts = np.bincount(code[code >= 0], minlength=HIGHEST_CODE + 1)
        return order[below:], np.concatenate([[0], np.cumsum(counts)])
    run, at = compiled.fw_by_code, ctypes.c_void_p
    run.restype, run.argtypes = ctypes.c_int64, (at, ctypes.c_int64, at, at)
    code = np.ascontiguousarray(code)
    return order[: run(code.ctypes.data, len(code), begins.ctypes.data, order.ctypes.data)], begins


def _compiled(compiled: ctypes.CDLL, data: bytes, start: int, mark: bytes) -> TagColumns:
    size, at = ctypes.c_int64, ctypes.c_void_p
    count_lines, run = compiled.fw_count_lines, compiled.fw_tokenise
    count_lines.restype = run.restype = size
    count_lines.argtypes = (ctypes.c_char_p, size, ctypes.c_char)
    run.argtypes = (ctypes.c_char_p, size, size, ctypes.c_char, size, at, at, at, at, at, at)
    room = count_lines(data, len(data), mark) // 2 + 2
    code, flag = np.empty(room, np.int16), np.empty(room, np.uint8)
    number = np.empty(room, np.float64)
    offset, length = np.empty(room, np.int32), np.empty(room, np.int32)
    stopped = size()
    count = run(
        data, len(data), start, mark, room, code.ctypes.data, number.ctypes.data, offset.ctypes.data,
        length.ctypes.data, flag.ctypes.data, ctypes.addressof(stopped),
    )  # fmt: skip
    return TagColumns(data, code[:count], number[:count], offset[:count], length[:count], flag[:count], stopped.value)


def _with_numpy(data: bytes, start: int, mark: bytes) -> TagColumns:
    letters = np.frombuffer(data, np.uint8)
    ends = np.flatnonzero(letters == mark[0])
    ends = ends[ends >= start]
    if len(data) > start and (not len(ends) or ends[-1] != len(data) - 1):
        ends = np.append(ends, len(data))
    starts = np.concatenate([[start], ends[:-1] + 1])[: len(ends)].astype(np.int64)
    lines = [data[a:b] for a, b in zip(starts[0::2].tolist(), ends[0::2].tolist(), strict=True)]
    codes, good = _codes(lines)
    values = len(ends) // 2
    count, stopped = min(good, values), len(data)
    if good < len(lines) and data[int(starts[2 * good]) :].strip():
        stopped = int(starts[2 * good])
    elif good > values:
        stopped = -1
    code = codes[:count]
    offset, end = starts[1::2][:count], ends[1::2][:count].copy()
    for _ in range(3):
        end -= (end > offset) & (letters[np.maximum(end - 1, 0)] == 13)
    number, flag = np.zeros(count), np.zeros(count, np.uint8)
    text = IS_TEXT[code]
    hashes = number.view(np.uint64)
    exact = np.isin(code, _EXACT)
    bounds = list(zip(offset.tolist(), end.tolist(), strict=True))
    known: dict[tuple[bytes, bool], int] = {}
    for tag in np.flatnonzero(text & ~np.isin(code, _HANDLES)).tolist():
        a, b = bounds[tag]
        key = (data[a:b], bool(exact[tag]))
        found = known.get(key)
        if found is None:
            found = known[key] = hash_of(*key)
        hashes[tag] = found
        if not key[0].isascii():
            flag[tag] = NOT_ASCII
    numeric = np.flatnonzero(~text)
    number[numeric], odd = _numbers([data[bounds[tag][0] : bounds[tag][1]] for tag in numeric.tolist()])
    flag[numeric[odd]] = ODD_NUMBER
    return TagColumns(
        data, code, number, offset.astype(np.int32), (end - offset).astype(np.int32), flag, stopped
    )  # fmt: skip


def _codes(lines: list[bytes]) -> tuple[NDArray[np.int16], int]:
    """Group codes, and how many lines from the first on are some."""
    known: dict[bytes, int] = {}
    found = np.zeros(len(lines), np.int16)
    for number, line in enumerate(lines):
        code = known.get(line)
        if code is None:
            bare = line.strip(b" \t\r")
            if not (bare.isdigit() and len(bare) <= 5 and int(bare) <= HIGHEST_CODE):
                return found, number
            code = known[line] = int(bare)
        found[number] = code
    return found, len(lines)


def _numbers(values: list[bytes]) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The numbers in these values, and which are none and became 0."""
    found, odd = np.zeros(len(values)), []
    for number, value in enumerate(values):
        try:
            read = float(value)
        except ValueError:
            odd.append(number)
            continue
        if abs(read) < LARGEST_PLAIN and b"_" not in value:
            found[number] = read
        else:
            odd.append(number)
    return found, np.array(odd, np.intp)

"""Columns of cells as numbers and as times, a hundred thousand at once; only what is odd is looked at one by one."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import IntEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.errors import FloorwrightError
from floorwright.storage.tables.blocks import Bytes, as_bytes
from floorwright.units import parse_number

Bools = NDArray[np.bool_]
Floats = NDArray[np.float64]

_NUMBER_LETTERS = np.zeros(256, bool)
_NUMBER_LETTERS[[0, *b"0123456789+-.eE"]] = True
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_CLOCK = re.compile(r"(\d{1,2}):(\d{2})(?::(\d{2}(?:[.,]\d+)?))?$", re.ASCII)
_ZONE = re.compile(r"(?<=[\d.,])\s*(Z|UTC|GMT)$", re.IGNORECASE)
UNIX_S, UNIX_MS = 1e9, 1e11
"""Seconds from here on are counted from 1970, and from here on they are milliseconds."""


class Clock(IntEnum):
    """What kind of time a cell holds: seconds of a stop watch, a time of the day, a date with or without its zone."""

    SECONDS = 0
    DAY = 1
    LOCAL = 2
    ZONED = 3


CLOCK_WORDS = ("seconds", "times of the day", "times without a zone", "times with a zone")


@dataclass(frozen=True, slots=True)
class Times:
    """Seconds, from 1970 where there is a date (in UTC where there is a zone), and what kind of time each is.

    `offset_min` is the zone of each, minutes east of Greenwich. Cells that are no time are `bad`.
    """

    s: Floats
    clock: NDArray[np.int8]
    offset_min: NDArray[np.int16]
    bad: Bools


def numbers(cells: NDArray[Any]) -> tuple[Floats, Bools]:
    """The numbers in cells, nan where a cell is empty, and which are no numbers. `.` and `,` are decimal marks."""
    if cells.dtype.kind == "f":
        return cells, np.isinf(cells)
    cells = as_bytes(cells)
    letters = _letters(cells)
    comma = letters == ord(",")
    if comma.any():
        letters = np.where(comma, np.uint8(ord(".")), letters)
    empty = letters[:, 0] == 0
    good = _NUMBER_LETTERS[letters].all(axis=1) & ~empty
    found = np.full(len(cells), np.nan)
    plain = np.ascontiguousarray(letters).view(cells.dtype).reshape(-1)
    try:
        found[good] = plain[good].astype(np.float64)
    except ValueError:
        for at in np.flatnonzero(good).tolist():
            try:
                found[at] = parse_number(cells[at].decode())
            except FloorwrightError:
                good[at] = False
    good &= np.isfinite(found)
    return found, ~good & ~empty


def times(cells: NDArray[Any], second: float = 1.0) -> Times:
    """The times in cells: numbers of a unit of so many seconds, ISO 8601, or times of the day. An empty one is bad."""
    count = len(cells)
    if cells.dtype.kind == "M":
        stamps = cells.astype("datetime64[us]").astype(np.int64) / 1e6
        local, none = np.full(count, Clock.LOCAL, np.int8), np.zeros(count, np.int16)
        return Times(stamps, local, none, np.isnat(cells))
    found, odd = numbers(cells)
    clock = np.full(count, Clock.SECONDS, np.int8)
    offset = np.zeros(count, np.int16)
    found = found * second
    unix = np.abs(found) >= UNIX_S if second == 1.0 else np.zeros(count, bool)
    found[unix & (np.abs(found) >= UNIX_MS)] /= 1000.0
    clock[unix] = Clock.ZONED
    bad = np.isnan(found) & ~odd
    if odd.any():
        rows = np.flatnonzero(odd)
        part = _dates(cells[rows])
        found[rows], clock[rows], offset[rows], bad[rows] = part.s, part.clock, part.offset_min, part.bad
    return Times(found, clock, offset, bad)


def _dates(cells: Bytes) -> Times:
    """Dates as most programs write them, all at once; the others one by one."""
    letters = _letters(cells).copy()
    count, width = letters.shape
    lengths = (letters != 0).sum(axis=1)
    every = np.arange(count)
    offset = np.zeros(count, np.int16)
    cut = lengths.copy()

    def at(back: int) -> NDArray[np.uint8]:
        return np.where(lengths >= back, letters[every, np.maximum(lengths - back, 0)], 0).astype(np.uint8)

    def is_digit(back: int) -> Bools:
        return (at(back) >= ord("0")) & (at(back) <= ord("9"))

    def two_digits(back: int) -> NDArray[np.int16]:
        return ((at(back).astype(np.int16) - 48) * 10 + at(back - 1).astype(np.int16) - 48).astype(np.int16)

    z = (at(1) == ord("Z")) | (at(1) == ord("z"))
    cut[z] -= 1
    far = is_digit(1) & is_digit(2) & is_digit(4) & is_digit(5) & (at(3) == ord(":"))
    sign = np.where(at(6) == ord("+"), 1, np.where(at(6) == ord("-"), -1, 0)).astype(np.int16)
    long = far & (sign != 0) & (lengths >= 16)
    offset[long] = (sign * (two_digits(5) * 60 + two_digits(2)))[long]
    cut[long] -= 6
    letters[np.arange(width) >= cut[:, None]] = 0
    letters[letters == ord(",")] = ord(".")
    if width > 10:
        # A blank or a small t between date and time is as good as a T.
        letters[(letters[:, 10] == ord(" ")) | (letters[:, 10] == ord("t")), 10] = ord("T")
    dashed = (letters[:, 4] == ord("-")) & (letters[:, 7] == ord("-")) if width >= 10 else np.zeros(count, bool)
    if width >= 13:
        # Another sign in the time is a zone of another form; without minutes it is no clock time.
        dashed &= ~((letters[:, 11:] == ord("+")) | (letters[:, 11:] == ord("-"))).any(axis=1) & (letters[:, 13] != 0)
    else:
        dashed &= False
    s = np.zeros(count)
    clock = np.where(z | long, Clock.ZONED, Clock.LOCAL).astype(np.int8)
    bad = np.zeros(count, bool)
    plain = np.ascontiguousarray(letters).view(cells.dtype).reshape(-1)
    try:
        stamps = plain[dashed].astype("datetime64[us]").astype(np.int64)
        s[dashed] = stamps / 1e6 - offset[dashed] * 60.0
    except ValueError:
        dashed[:] = False
    for row in np.flatnonzero(~dashed).tolist():
        one = _one(cells[row].decode())
        if one is None:
            bad[row] = True
        else:
            s[row], clock[row], offset[row] = one
    return Times(s, clock, offset, bad)


def _one(text: str) -> tuple[float, int, int] | None:
    """One time in any form of ISO 8601 that Python reads, or a time of the day."""
    if found := _CLOCK.match(text):
        hours, minutes, seconds = int(found[1]), int(found[2]), float((found[3] or "0").replace(",", "."))
        good = hours < 24 and minutes < 60 and seconds < 60
        return (hours * 3600 + minutes * 60 + seconds, Clock.DAY, 0) if good else None
    if not re.match(r"\d{4}-?(\d\d|W\d)", text, re.ASCII):
        return None
    try:
        stamp = datetime.fromisoformat(_ZONE.sub("Z", text.replace(",", ".")))
    except ValueError:
        return None
    zone = stamp.utcoffset()
    if zone is None:
        return (stamp.replace(tzinfo=UTC) - _EPOCH).total_seconds(), Clock.LOCAL, 0
    return (stamp - _EPOCH).total_seconds(), Clock.ZONED, round(zone / timedelta(minutes=1))


def _letters(cells: Bytes) -> NDArray[np.uint8]:
    width = max(cells.dtype.itemsize, 1)
    return np.ascontiguousarray(cells).view(np.uint8).reshape(len(cells), width)

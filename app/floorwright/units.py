"""Lengths as people write them, and the millimetres that Floorwright keeps."""

import math
import re
from enum import Enum

from floorwright.errors import FloorwrightError


class Unit(Enum):
    """A unit of length; the value is its short name in files, options and on screen."""

    MM = "mm"
    CM = "cm"
    M = "m"
    INCH = "in"
    FOOT = "ft"

    @property
    def mm(self) -> float:
        """Millimetres in one of this unit."""
        return _MM[self]


_MM = {Unit.MM: 1.0, Unit.CM: 10.0, Unit.M: 1000.0, Unit.INCH: 25.4, Unit.FOOT: 304.8}
_SUFFIXES = {
    "mm": 1.0,
    "cm": 10.0,
    "dm": 100.0,
    "m": 1000.0,
    "in": 25.4,
    '"': 25.4,
    "″": 25.4,
    "ft": 304.8,
    "'": 304.8,
    "′": 304.8,
}
_NUMBER = r"(?:\d+(?:[.,]\d*)?|[.,]\d+)"
_PART = re.compile(
    rf"\s*(?P<whole>{_NUMBER})?\s*(?P<fraction>\d+/\d+)?\s*(?P<unit>mm|cm|dm|m|in|ft|[\"'″′])?", re.ASCII
)


class NotALength(FloorwrightError):
    """Typed text that is not a length."""


def parse_number(text: str) -> float:
    """The number in `text`; both `.` and `,` are decimal marks, thousands marks are refused.

    Raises:
        NotALength: for anything else, also for `nan`, `inf` and numbers too large to be finite.
    """
    clean = text.strip()
    if not re.fullmatch(rf"[+-]?{_NUMBER}(?:[eE][+-]?\d{{1,3}})?", clean, re.ASCII):
        raise NotALength(f"“{text.strip()[:40]}” is not a number.", hint="Write it like 12.5 or 12,5.")
    value = float(clean.replace(",", "."))
    if not math.isfinite(value):
        raise NotALength(f"“{clean[:40]}” is too large.", hint="Write a smaller number.")
    return value


def parse_length(text: str, unit: Unit) -> float:
    """The millimetres in a length as typed: `1,5`, `3 m 20`, `10'6 1/2"`, `250mm`; bare numbers are in `unit`.

    A bare number that follows metres counts centimetres (`3 m 20` is 3.20 m) and one that follows feet counts inches.

    Raises:
        NotALength: when the text is anything else.
    """
    problem = NotALength(f"“{text.strip()[:40]}” is not a length.", hint="Write it like 3.5, 3 m 20 or 10'6\".")
    rest = text.strip()
    sign = 1.0
    if rest[:1] in "+-" and rest[:1]:
        sign = -1.0 if rest[0] == "-" else 1.0
        rest = rest[1:].strip()
    if not rest:
        raise problem
    total, last = 0.0, math.inf
    bare = unit.mm
    while rest:
        found = _PART.match(rest)
        if found is None or not (found["whole"] or found["fraction"]):
            raise problem
        scale = _SUFFIXES[found["unit"]] if found["unit"] else bare
        if scale >= last:
            raise problem
        whole, fraction = found["whole"], found["fraction"]
        if whole and fraction is None and "/" in rest[found.end() : found.end() + 1]:
            raise problem
        value = float(whole.replace(",", ".")) if whole else 0.0
        if fraction:
            above, below = (int(part) for part in fraction.split("/"))
            if below == 0 or (whole and not whole.isdigit()):
                raise problem
            value += above / below
        total += value * scale
        last = scale
        bare = {1000.0: 10.0, 304.8: 25.4}.get(scale, 0.0)
        rest = rest[found.end() :].strip()
        if rest and bare == 0.0 and not any(mark in rest for mark in _SUFFIXES):
            raise problem
    if not math.isfinite(total):
        raise problem
    return sign * total


def format_length(length_mm: float, unit: Unit, *, decimals: int | None = None) -> str:
    """A length with its unit, for people to read: `3.200 m`, `250 mm`, `10.50 ft`."""
    places = {Unit.MM: 0, Unit.CM: 1, Unit.M: 3, Unit.INCH: 2, Unit.FOOT: 2}[unit] if decimals is None else decimals
    return f"{length_mm / unit.mm:.{places}f} {unit.value}"

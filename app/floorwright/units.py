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
# A fraction or a number, not cut off in the middle of a longer one, and perhaps a unit.
_PART = re.compile(
    rf"(?:(?:(?P<whole>\d+)(?:\s+|-))?(?P<above>\d+)/(?P<below>\d+)|(?P<number>{_NUMBER}))(?![\d.,/])"
    r"\s*(?P<unit>mm|cm|dm|m|in|ft|[\"'″′])?(?![a-z])\s*",
    re.ASCII,
)
_BARE_AFTER = {1000.0: 10.0, 304.8: 25.4}
"""What a number without a unit counts after metres and after feet."""
_LONGEST = 60


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
    What could be read in two ways, such as `3 20`, `1.234,5` or `3.5 m 20`, is refused.

    Raises:
        NotALength: when the text is anything else.
    """
    clean = text.strip()
    problem = NotALength(f"“{clean[:40]}” is not a length.", hint="Write it like 3.5, 3 m 20 or 10'6\".")
    rest = clean[1:].lstrip() if clean[:1] in ("+", "-") else clean
    if not rest or len(rest) > _LONGEST:
        raise problem
    total, larger = 0.0, math.inf
    while rest:
        found = _PART.match(rest)
        if found is None:
            raise problem
        rest = rest[found.end() :]
        named = found["unit"]
        scale = _SUFFIXES[named] if named else _BARE_AFTER.get(larger, unit.mm if larger == math.inf else math.inf)
        value = _value(found)
        whole_with_unit = named and value.is_integer()
        if scale >= larger or (rest and not whole_with_unit) or value * scale >= larger:
            raise problem
        total += value * scale
        larger = scale
    if not math.isfinite(total):
        raise problem
    return -total if clean.startswith("-") else total


def _value(part: re.Match[str]) -> float:
    if part["number"]:
        return float(part["number"].replace(",", "."))
    below = int(part["below"])
    return int(part["whole"] or 0) + int(part["above"]) / below if below else math.inf


def format_length(length_mm: float, unit: Unit, *, decimals: int | None = None) -> str:
    """A length with its unit, for people to read: `3.200 m`, `250 mm`, `10.50 ft`."""
    places = {Unit.MM: 0, Unit.CM: 1, Unit.M: 3, Unit.INCH: 2, Unit.FOOT: 2}[unit] if decimals is None else decimals
    return f"{length_mm / unit.mm:z.{places}f} {unit.value}"

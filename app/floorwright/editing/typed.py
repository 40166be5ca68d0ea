"""Places and lengths typed while drawing."""

import math

from floorwright.errors import FloorwrightError
from floorwright.geometry.polygon import cos_sin
from floorwright.geometry.segment import distance
from floorwright.model.record import LARGEST_MM, Point
from floorwright.units import Unit, parse_length, parse_number

OPENS_FIELD = frozenset("0123456789.,-@<")
"""What the user types to open the field at the cursor."""


class NotAPlace(FloorwrightError):
    """Typed text that tells no place."""


def place(text: str, unit: Unit, base: Point | None, towards: Point | None) -> Point:
    """The floor point that was typed.

    `x;y` is a place on the floor, `@dx;dy` is measured from `base`, `length<angle` is a distance from `base` in a
    direction in degrees, a length alone is a distance from `base` in the direction of `towards` (the pointer), and
    `<angle` alone keeps the pointer's distance. Bare numbers are in `unit`.

    Raises:
        NotALength: when a number cannot be read.
        NotAPlace: when the entry tells no place here.
    """
    entry = text.strip()
    relative = entry.startswith("@")
    rest = entry[1:].strip() if relative else entry
    if not rest:
        raise NotAPlace("Nothing was typed.", hint="Write a length, x;y, @dx;dy or length<angle.")
    if ";" in rest:
        return _two_numbers(rest, unit, _need(base, entry) if relative else (0.0, 0.0))
    start = _need(base, entry)
    if "<" in rest:
        long, _, angle = rest.partition("<")
        if not long.strip() and towards is None:
            raise NotAPlace(f"“{entry[:40]}” has no length.", hint="Write it like 3.5<45.")
        length = parse_length(long, unit) if long.strip() else distance(start, towards or start)
        cos, sin = cos_sin(angle_deg(angle))
        return _on_floor((start[0] + length * cos, start[1] + length * sin))
    length = parse_length(rest, unit)
    if towards is None or distance(start, towards) == 0.0:
        raise NotAPlace(f"“{entry[:40]}” has no direction.", hint="Point in a direction first, or write length<angle.")
    share = length / distance(start, towards)
    return _on_floor((start[0] + share * (towards[0] - start[0]), start[1] + share * (towards[1] - start[1])))


def angle_deg(text: str) -> float:
    """An angle in degrees, with or without its sign °.

    Raises:
        NotALength: when it is no number.
    """
    return parse_number(text.strip().removesuffix("°").strip())


def positive_length(text: str, unit: Unit) -> float:
    """A length larger than 0, such as a width.

    Raises:
        NotALength: when it is no length.
        NotAPlace: when it is not larger than 0.
    """
    length = parse_length(text, unit)
    if length <= 0.0:
        raise NotAPlace(f"“{text.strip()[:40]}” is not larger than 0.", hint="Write a positive length.")
    return length


def _two_numbers(text: str, unit: Unit, origin: Point) -> Point:
    parts = text.split(";")
    if len(parts) != 2:
        raise NotAPlace(f"“{text[:40]}” has {len(parts)} numbers.", hint="Write two, like 3.5;2.")
    x, y = (parse_length(part, unit) for part in parts)
    return _on_floor((origin[0] + x, origin[1] + y))


def _need(base: Point | None, entry: str) -> Point:
    if base is None:
        raise NotAPlace(f"“{entry[:40]}” has nothing to start from.", hint="Write a place on the floor, like 3.5;2.")
    return base


def _on_floor(point: Point) -> Point:
    if not all(math.isfinite(value) and abs(value) <= LARGEST_MM for value in point):
        raise NotAPlace("That is too far away.", hint="Write a smaller number.")
    return point

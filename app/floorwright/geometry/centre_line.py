"""The middle of a long rectangle, such as an aisle that is drawn by its borders."""

import math
from collections.abc import Sequence

from floorwright.geometry.segment import Point, distance

_SQUARE = 0.02
"""How far a corner may be from square: the cosine of its angle."""


def rectangle_centre_line(outline: Sequence[Point]) -> tuple[Point, Point, float] | None:
    """The two ends of the middle of a rectangle along its longer sides, and its width; None for any other outline."""
    if len(outline) != 4:
        return None
    sides = [(outline[index], outline[(index + 1) % 4]) for index in range(4)]
    for (a, b), (c, d) in zip(sides, [*sides[1:], sides[0]], strict=True):
        first, second = (b[0] - a[0], b[1] - a[1]), (d[0] - c[0], d[1] - c[1])
        lengths = math.hypot(*first) * math.hypot(*second)
        if lengths == 0 or abs(first[0] * second[0] + first[1] * second[1]) > _SQUARE * lengths:
            return None
    if distance(*sides[0]) < distance(*sides[1]):
        sides = [*sides[1:], sides[0]]
    long, short, other, _ = sides
    ends = (_middle(long[0], other[1]), _middle(long[1], other[0]))
    return (*ends, distance(*short))


def _middle(a: Point, b: Point) -> Point:
    return ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)

"""Along how much of their borders two polygons face each other."""

import math
from collections.abc import Sequence

from floorwright.geometry.segment import Point

MOST_TURNED = math.radians(30.0)
"""Sides that are turned against each other by more than this do not face each other."""
_NONE = 1e-6


def facing_length(one: Sequence[Point], other: Sequence[Point], gap_mm: float) -> float:
    """The length, millimetres, of the sides of `one` that have a side of `other` before them at most `gap_mm` away.

    Corners that only touch have none. Sides count on both their sides, so that polygons that overlap a little do too.
    """
    total = 0.0
    for a, b in _sides(one):
        long = math.dist(a, b)
        ux, uy = (b[0] - a[0]) / long, (b[1] - a[1]) / long
        spans = []
        for c, d in _sides(other):
            # Where the ends of the other side lie along this one, and how far from it.
            u1, v1 = (c[0] - a[0]) * ux + (c[1] - a[1]) * uy, (c[1] - a[1]) * ux - (c[0] - a[0]) * uy
            u2, v2 = (d[0] - a[0]) * ux + (d[1] - a[1]) * uy, (d[1] - a[1]) * ux - (d[0] - a[0]) * uy
            if u1 > u2:
                u1, v1, u2, v2 = u2, v2, u1, v1
            if u2 - u1 <= _NONE or abs(math.atan2(v2 - v1, u2 - u1)) > MOST_TURNED:
                continue
            low, high = _near(u1, v1, u2, v2, gap_mm)
            low, high = max(low, 0.0), min(high, long)
            if high - low > _NONE:
                spans.append((low, high))
        total += _united(spans)
    return total


def _sides(polygon: Sequence[Point]) -> list[tuple[Point, Point]]:
    sides = zip(polygon, (*polygon[1:], polygon[0]), strict=True)
    return [(a, b) for a, b in sides if math.dist(a, b) > _NONE]


def _near(u1: float, v1: float, u2: float, v2: float, gap: float) -> tuple[float, float]:
    """The part of a side from (u1, v1) to (u2, v2) that is at most `gap` from the line v = 0."""
    slope = (v2 - v1) / (u2 - u1)
    if abs(slope) < 1e-9:
        return (u1, u2) if abs(v1) <= gap + _NONE else (0.0, 0.0)
    first, second = sorted((u1 + (-gap - v1) / slope, u1 + (gap - v1) / slope))
    return max(u1, first), min(u2, second)


def _united(spans: list[tuple[float, float]]) -> float:
    total, reached = 0.0, -math.inf
    for low, high in sorted(spans):
        total += max(0.0, high - max(low, reached))
        reached = max(reached, high)
    return total

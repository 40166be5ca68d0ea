"""Boxes along the axes: what something covers at most. A box is a tuple left, bottom, right, top in mm."""

import math
from collections.abc import Iterable
from typing import NamedTuple

from floorwright.geometry.segment import Point


class Box(NamedTuple):
    """A rectangle along the axes; empty when right < left or top < bottom."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """From left to right."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """From bottom to top."""
        return self.top - self.bottom

    @property
    def centre(self) -> Point:
        """The middle."""
        return (self.left + self.width / 2, self.bottom + self.height / 2)

    @property
    def empty(self) -> bool:
        """Whether it covers nothing, not even a point."""
        return not (self.left <= self.right and self.bottom <= self.top)


NOTHING = Box(math.inf, math.inf, -math.inf, -math.inf)
"""The box of nothing: joined to another, it changes nothing."""


def box_of(points: Iterable[Point]) -> Box:
    """The smallest box round `points`; NOTHING when there are none."""
    left = bottom = math.inf
    right = top = -math.inf
    for x, y in points:
        left, right = min(left, x), max(right, x)
        bottom, top = min(bottom, y), max(top, y)
    return Box(left, bottom, right, top)


def joined(*boxes: tuple[float, float, float, float]) -> Box:
    """The smallest box round all `boxes`; NOTHING when there are none."""
    result = NOTHING
    for left, bottom, right, top in boxes:
        result = Box(min(result.left, left), min(result.bottom, bottom), max(result.right, right), max(result.top, top))
    return result


def grown(box: tuple[float, float, float, float], by: float) -> Box:
    """`box` with every side moved outwards; inwards when `by` is negative."""
    left, bottom, right, top = box
    return Box(left - by, bottom - by, right + by, top + by)


def meets(one: tuple[float, float, float, float], other: tuple[float, float, float, float]) -> bool:
    """Whether two boxes have a point in common; touching counts."""
    return one[0] <= other[2] and other[0] <= one[2] and one[1] <= other[3] and other[1] <= one[3]


def holds_point(box: tuple[float, float, float, float], point: Point) -> bool:
    """Whether `point` lies in `box` or on its border."""
    return box[0] <= point[0] <= box[2] and box[1] <= point[1] <= box[3]


def holds_box(outer: tuple[float, float, float, float], inner: tuple[float, float, float, float]) -> bool:
    """Whether `inner` lies wholly in `outer`; borders may touch."""
    return outer[0] <= inner[0] and inner[2] <= outer[2] and outer[1] <= inner[1] and inner[3] <= outer[3]


def distance_to_box(box: tuple[float, float, float, float], point: Point) -> float:
    """The distance from `point` to `box`: 0 inside."""
    return math.hypot(max(box[0] - point[0], 0.0, point[0] - box[2]), max(box[1] - point[1], 0.0, point[1] - box[3]))

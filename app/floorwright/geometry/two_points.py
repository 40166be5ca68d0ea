"""Laying one plane over another by two points that are known in both."""

import math

from floorwright.geometry.segment import Point, distance
from floorwright.geometry.transform import Transform


def by_two_points(a: Point, b: Point, a_there: Point, b_there: Point, mirrored: bool = False) -> Transform:
    """The transform that turns, moves and enlarges evenly so that a and b come to lie on `a_there` and `b_there`.

    Two points do not tell left from right: `mirrored` flips the first plane, as when its y runs downwards.

    Raises:
        ValueError: when the points are the same in one of the planes.
    """
    if distance(a, b) == 0.0 or distance(a_there, b_there) == 0.0:
        raise ValueError("two different points are needed")
    flip = -1.0 if mirrored else 1.0
    u, v = b[0] - a[0], flip * (b[1] - a[1])
    x, y = b_there[0] - a_there[0], b_there[1] - a_there[1]
    # The complex quotient (x + iy) ÷ (u + iv) is scale and turn in one.
    square = u * u + v * v
    cos, sin = (x * u + y * v) / square, (y * u - x * v) / square
    turned = Transform(cos, sin, -sin * flip, cos * flip)
    moved = turned.point(a)
    return turned._replace(e=a_there[0] - moved[0], f=a_there[1] - moved[1])


def scale_of(transform: Transform) -> float:
    """How much it enlarges, of a transform that enlarges evenly."""
    return math.hypot(transform.a, transform.b)

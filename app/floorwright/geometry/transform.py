"""Moving, turning, mirroring and scaling points of the plane."""

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.polygon import cos_sin
from floorwright.geometry.segment import Point


class Transform(NamedTuple):
    """(x, y) goes to (a x + c y + e, b x + d y + f), as in PDF and SVG."""

    a: float = 1.0
    b: float = 0.0
    c: float = 0.0
    d: float = 1.0
    e: float = 0.0
    f: float = 0.0

    def point(self, point: Point) -> Point:
        """Where `point` goes."""
        x, y = point
        return (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)

    def points(self, points: Iterable[Point]) -> tuple[Point, ...]:
        """Where each of `points` goes."""
        return tuple(self.point(point) for point in points)

    def direction(self, vector: Point) -> Point:
        """What becomes of a difference of two points."""
        x, y = vector
        return (self.a * x + self.c * y, self.b * x + self.d * y)

    def array(self, points: NDArray[np.float64]) -> NDArray[np.float64]:
        """Where the rows of an (n, 2) array go."""
        moved: NDArray[np.float64] = points @ np.array([[self.a, self.b], [self.c, self.d]]) + (self.e, self.f)
        return moved

    def then(self, later: "Transform") -> "Transform":
        """The transform that does this one first and `later` after it."""
        return Transform(
            later.a * self.a + later.c * self.b,
            later.b * self.a + later.d * self.b,
            later.a * self.c + later.c * self.d,
            later.b * self.c + later.d * self.d,
            later.a * self.e + later.c * self.f + later.e,
            later.b * self.e + later.d * self.f + later.f,
        )

    def inverse(self) -> "Transform":
        """The transform back.

        Raises:
            ValueError: when this one squeezes the plane into a line, so that there is no way back.
        """
        area = self.a * self.d - self.b * self.c
        if area == 0.0:
            raise ValueError("a transform that flattens the plane has no inverse")
        a, b, c, d = self.d / area, -self.b / area, -self.c / area, self.a / area
        return Transform(a, b, c, d, -(a * self.e + c * self.f), -(b * self.e + d * self.f))


IDENTITY = Transform()


def translation(dx: float, dy: float) -> Transform:
    """Moves by (dx, dy)."""
    return Transform(e=dx, f=dy)


def rotation(angle_deg: float, about: Point = (0.0, 0.0)) -> Transform:
    """Turns counter-clockwise round `about`; quarter turns are exact."""
    cos, sin = cos_sin(angle_deg)
    x, y = about
    return Transform(cos, sin, -sin, cos, x - cos * x + sin * y, y - sin * x - cos * y)


def scaling(factor: float, about: Point = (0.0, 0.0)) -> Transform:
    """Enlarges `factor` times from `about`."""
    return Transform(factor, 0.0, 0.0, factor, about[0] * (1.0 - factor), about[1] * (1.0 - factor))


def mirroring(about_x: float = 0.0) -> Transform:
    """Flips left and right about the upright line x = `about_x`."""
    return Transform(a=-1.0, e=2.0 * about_x)


def placement(x: float, y: float, rotation_deg: float = 0.0, mirrored: bool = False) -> Transform:
    """Puts something drawn round (0, 0) at (x, y): mirrored first, then turned, then moved."""
    cos, sin = cos_sin(rotation_deg)
    flip = -1.0 if mirrored else 1.0
    return Transform(cos * flip, sin * flip, -sin, cos, x, y)

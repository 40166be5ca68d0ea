"""Where an imported drawing lies on the floor, and setting its scale by a distance that is known."""

from __future__ import annotations

import math
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from floorwright.errors import EditRefused
from floorwright.model.drawing import Floats
from floorwright.model.record import Point

if TYPE_CHECKING:
    from floorwright.model.kinds import Underlay

MOST_TIMES = 1e5
"""A pixel of a map is a hundred metres at most, and a unit a thousandth of another."""
Affine = tuple[float, float, float, float, float, float]
"""a, b, c, d, e, f: a point (u, v) lies at (a·u + c·v + e, b·u + d·v + f)."""


def to_floor(underlay: Underlay) -> Affine:
    """The map from the drawing's coordinates, in its own units, to floor millimetres.

    For drawings far from their origin, e and f are large numbers that almost cancel; `origin_u` and `origin_v` may be
    taken off the coordinates first, and then the last two are the underlay's x and y.
    """
    angle = math.radians(underlay.rotation)
    a, b = underlay.scale * math.cos(angle), underlay.scale * math.sin(angle)
    u, v = underlay.origin_u, underlay.origin_v
    return (a, b, -b, a, underlay.x - (a * u - b * v), underlay.y - (b * u + a * v))


def placed_points(underlay: Underlay, points: Floats) -> Floats:
    """Points (n, 2) of the drawing on the floor, in millimetres."""
    a, b, c, d, _, _ = to_floor(underlay)
    near = np.asarray(points) - (underlay.origin_u, underlay.origin_v)
    return np.stack(
        [a * near[:, 0] + c * near[:, 1] + underlay.x, b * near[:, 0] + d * near[:, 1] + underlay.y], axis=1
    )


def placed_lines(underlay: Underlay, lines: Floats) -> Floats:
    """Lines (n, 4) of the drawing on the floor, in millimetres."""
    return placed_points(underlay, np.asarray(lines).reshape(-1, 2)).reshape(-1, 4)


def in_drawing(underlay: Underlay, points: Floats) -> Floats:
    """Points (n, 2) of the floor in the units of the drawing."""
    a, b, _, _, _, _ = to_floor(underlay)
    x, y = (np.asarray(points, float) - (underlay.x, underlay.y)).T
    square = a * a + b * b
    return np.stack(
        [(a * x + b * y) / square + underlay.origin_u, (a * y - b * x) / square + underlay.origin_v], axis=1
    )


def turned(underlay: Underlay, rotation: float, box: tuple[float, float, float, float] | None) -> Underlay:
    """The underlay at another rotation in degrees; the middle of `box`, in the drawing's units, stays where it is."""
    middle = ((box[0] + box[2]) / 2, (box[1] + box[3]) / 2) if box else (underlay.origin_u, underlay.origin_v)
    after = replace(underlay, rotation=rotation % 360.0)
    points = [placed_points(one, np.array([middle]))[0].tolist() for one in (underlay, after)]
    (before_x, before_y), (after_x, after_y) = points
    return replace(after, x=after.x + before_x - after_x, y=after.y + before_y - after_y)


def scale_factor(now_mm: float, true_mm: float) -> float:
    """By how much a drawing must be scaled so that what is `now_mm` long becomes `true_mm` long.

    Raises:
        EditRefused: when a length is not larger than 0, or the drawing would become many thousand times larger or
            smaller: no unit is that wrong.
    """
    if not (now_mm > 0 and math.isfinite(now_mm)):
        raise EditRefused("The two points are the same.", hint="Click two points whose distance you know.")
    if not (true_mm > 0 and math.isfinite(true_mm)):
        raise EditRefused("The true distance must be larger than 0.", hint="Type the distance between the points.")
    factor = true_mm / now_mm
    if not 1 / MOST_TIMES <= factor <= MOST_TIMES:
        raise EditRefused(
            f"With this length the drawing would be {max(factor, 1 / factor):.1g} times "
            f"{'larger' if factor > 1 else 'smaller'}.",
            hint="Type the distance between the two points, with its unit.",
        )
    return factor


def calibrated(underlay: Underlay, p: Point, q: Point, true_mm: float) -> Underlay:
    """The underlay scaled so that what now lies at the floor points p and q is `true_mm` apart; p stays where it is.

    Raises:
        EditRefused: when the points are one, or the distance makes no sense for them.
    """
    factor = scale_factor(math.dist(p, q), true_mm)
    return replace(
        underlay,
        scale=underlay.scale * factor,
        x=p[0] + factor * (underlay.x - p[0]),
        y=p[1] + factor * (underlay.y - p[1]),
        unit_source="measured",
    )

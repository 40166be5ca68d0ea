"""Where a start or a goal lies: inside an obstacle, free, or against one, where the path may leave on several sides."""

import itertools
from collections.abc import Collection

import numpy as np

from floorwright.geometry.grown import HalfPlane
from floorwright.geometry.grown_floor import GrownFloor
from floorwright.geometry.segment import Point, distance
from floorwright.geometry.sight import Parts, depths


def inside_of(floor: GrownFloor, parts: Parts, point: Point) -> str | None:
    """The obstacle, of those of `parts`, that `point` lies inside of, deeper than its skin; None when in none."""
    deep = np.flatnonzero(depths(parts, *point) > floor.skin + floor.tolerance)
    return min((floor.ids[row] for row in parts.owner[deep].tolist()), default=None)


def landings(floor: GrownFloor, parts: Parts, point: Point, ignoring: Collection[int]) -> list[Point]:
    """The free places next to `point`: itself, or when it lies in skins the places just outside them.

    `parts` are those it lies in. A point on a barrier has a place on either side. Empty when the point is shut in
    between obstacles that touch.
    """
    if not len(parts):
        return [point]
    skin, tolerance = floor.skin, floor.tolerance
    sides = [
        HalfPlane(nx, ny, offset)
        for nx, ny, offset in parts.planes.reshape(-1, 3).tolist()
        if (nx or ny) and offset - nx * point[0] - ny * point[1] <= 2.0 * skin + 2.0 * tolerance
    ]
    candidates = [_onto(point, side) for side in sides]
    for one, other in itertools.combinations(sides, 2):
        place = _crossing(one, other)
        if place is not None and distance(place, point) <= 200.0 * skin:
            candidates.append(place)
    return [place for place in dict.fromkeys(candidates) if not len(floor.parts_at(place, ignoring))]


def _onto(point: Point, side: HalfPlane) -> Point:
    gap = side.offset - side.nx * point[0] - side.ny * point[1]
    return (point[0] + gap * side.nx, point[1] + gap * side.ny)


def _crossing(one: HalfPlane, other: HalfPlane) -> Point | None:
    across = one.nx * other.ny - one.ny * other.nx
    if abs(across) < 1e-6:
        return None
    return (
        (one.offset * other.ny - other.offset * one.ny) / across,
        (one.nx * other.offset - other.nx * one.offset) / across,
    )

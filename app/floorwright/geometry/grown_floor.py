"""All obstacles of a floor, grown, as the arrays a search works on."""

import math
from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from floorwright.geometry.grown import Grown, grow
from floorwright.geometry.segment import TOUCH_MM, Point
from floorwright.geometry.sight import Floats, Ints, Parts, stack

_NO_GROWTH = 1e-4
_FAR = 1e7


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way: a polygon, or with two points a barrier without width."""

    id: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Corners:
    """Where paths can turn, a row each: its place, the corners before and after it, the point to report, its owner."""

    at: Floats
    before: Floats
    after: Floats
    shown: Floats
    owner: Ints


@dataclass(frozen=True, slots=True)
class GrownFloor:
    """Grown obstacles, in coordinates from `origin` so that nothing is lost far from the drawing's own origin.

    Without growth the obstacles get a `skin` of a few nanometres, which closes what touches. What goes less than
    `tolerance` deep into an obstacle touches it. `owner` of a part or corner is the row of its obstacle in `ids`.
    """

    origin: Point
    growth: float
    skin: float
    tolerance: float
    ids: tuple[str, ...]
    row: dict[str, int]
    shapes: dict[str, Grown]
    parts: Parts
    corners: Corners

    def local(self, point: Point) -> Point:
        """A point of the floor in the coordinates used here."""
        return (point[0] - self.origin[0], point[1] - self.origin[1])

    def shown(self, point: Point) -> Point:
        """A point in the coordinates used here, on the floor."""
        return (point[0] + self.origin[0], point[1] + self.origin[1])

    def parts_without(self, ids: frozenset[str]) -> Parts:
        """The parts of all obstacles but these."""
        rows = [self.row[id] for id in ids if id in self.row]
        return self.parts.only(~np.isin(self.parts.owner, rows)) if rows else self.parts


def lay_out(
    obstacles: Mapping[str, Obstacle],
    growth: float,
    before: GrownFloor | None = None,
    changed: Collection[str] = (),
) -> GrownFloor:
    """The floor with these obstacles; what `before` has grown and is not in `changed` is taken from there."""
    largest = max((abs(value) for obstacle in obstacles.values() for p in obstacle.points for value in p), default=0.0)
    origin = before.origin if before is not None else _origin_of(obstacles, largest)
    # Far from the origin even the coordinates handed in are coarser than a nanometre.
    tolerance = max(TOUCH_MM, 4.0 * math.ulp(largest))
    skin = 4.0 * tolerance if growth < _NO_GROWTH else 0.0
    shapes = {}
    for id, obstacle in obstacles.items():
        if before is not None and before.tolerance == tolerance and id not in changed:
            shapes[id] = before.shapes[id]
        else:
            shapes[id] = _grown(obstacle, origin, growth, skin, tolerance)
    ids = tuple(obstacles)
    parts = [(part, row) for row, id in enumerate(ids) for part in shapes[id].parts]
    return GrownFloor(
        origin=origin,
        growth=growth,
        skin=skin,
        tolerance=tolerance,
        ids=ids,
        row={id: row for row, id in enumerate(ids)},
        shapes=shapes,
        parts=stack([part for part, _ in parts], [row for _, row in parts]),
        corners=_stacked_corners(shapes, ids),
    )


def _origin_of(obstacles: Mapping[str, Obstacle], largest: float) -> Point:
    """A point among the obstacles when they are far away; else (0, 0), with which coordinates stay as they are."""
    if largest < _FAR:
        return (0.0, 0.0)
    return next(obstacle.points[0] for obstacle in obstacles.values() if obstacle.points)


def _grown(obstacle: Obstacle, origin: Point, growth: float, skin: float, tolerance: float) -> Grown:
    local = tuple((x - origin[0], y - origin[1]) for x, y in obstacle.points)
    return grow(local, skin or growth, tolerance / 10, skin=skin > 0.0)


def _stacked_corners(shapes: Mapping[str, Grown], ids: tuple[str, ...]) -> Corners:
    corners = [(corner, row) for row, id in enumerate(ids) for corner in shapes[id].corners]
    table = np.array([(*c.at, *c.before, *c.after, *c.shown) for c, _ in corners]).reshape(-1, 8)
    owner = np.array([row for _, row in corners], dtype=np.intp)
    return Corners(table[:, 0:2], table[:, 2:4], table[:, 4:6], table[:, 6:8], owner)

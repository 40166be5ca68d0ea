"""All obstacles of a floor, grown, as the arrays a search works on."""

import math
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from floorwright.geometry.grown import Grown, grow
from floorwright.geometry.segment import TOUCH_MM, Point
from floorwright.geometry.sight import Bools, Floats, Ints, Parts, hits, joined, stack
from floorwright.native import paths

_NO_GROWTH = 1e-4
_FAR = 1e7
_ORIGIN_STEP = 1e6


@dataclass(frozen=True, slots=True)
class Obstacle:
    """What stands in the way: a polygon, or with two points a barrier without width."""

    id: str
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class Corners:
    """Where paths can turn, a row each: its place, the corners before and after it, the point to report, its owner."""

    table: Floats
    owner: Ints

    @property
    def at(self) -> Floats:
        """The places."""
        return self.table[:, 0:2]

    @property
    def before(self) -> Floats:
        """The corners before."""
        return self.table[:, 2:4]

    @property
    def after(self) -> Floats:
        """The corners after."""
        return self.table[:, 4:6]

    @property
    def shown(self) -> Floats:
        """The points to report."""
        return self.table[:, 6:8]


class GrownFloor:
    """Grown obstacles, in coordinates from `origin` so that nothing is lost far from the drawing's own origin.

    Without growth the obstacles get a `skin` of a few nanometres, which closes what touches. What goes less than
    `tolerance` deep into an obstacle touches it. `owner` of a part or corner is the row of its obstacle in `ids`; a
    row whose obstacle is gone owns nothing.
    """

    def __init__(self, obstacles: Mapping[str, Obstacle], growth: float) -> None:
        self.growth = growth
        self._largest = {id: _largest(obstacle) for id, obstacle in obstacles.items()}
        self.origin, self.tolerance = _frame(obstacles, self._largest)
        self.skin = 4.0 * self.tolerance if growth < _NO_GROWTH else 0.0
        self.ids = list(obstacles)
        self.row = {id: row for row, id in enumerate(self.ids)}
        self.parts, self.corners = self._grown(obstacles.values())
        self._moving: list[int] = []
        self._ready(None)

    def moved(self, obstacles: Mapping[str, Obstacle], changed: Collection[str]) -> "GrownFloor":
        """The floor as it is now, when only these obstacles have changed, come or gone."""
        later = GrownFloor.__new__(GrownFloor)
        later.growth, later.skin = self.growth, self.skin
        later._largest = {id: largest for id, largest in self._largest.items() if id not in changed}
        later._largest |= {id: _largest(obstacles[id]) for id in changed if id in obstacles}
        later.origin, later.tolerance = _frame(obstacles, later._largest)
        if (later.origin, later.tolerance) != (self.origin, self.tolerance) or len(self.ids) > 2 * len(obstacles) + 64:
            return GrownFloor(obstacles, self.growth)
        later.ids, later.row = self.ids.copy(), self.row.copy()
        for id in changed:
            if id not in obstacles:
                later.row.pop(id, None)
            elif id not in later.row:
                later.row[id] = len(later.ids)
                later.ids.append(id)
        rows = [self.row[id] for id in changed if id in self.row]
        parts, corners = later._grown([obstacles[id] for id in changed if id in obstacles])
        later.parts = joined(self.parts.only(~np.isin(self.parts.owner, rows)), parts)
        kept = ~np.isin(self.corners.owner, rows)
        later.corners = Corners(
            np.concatenate([self.corners.table[kept], corners.table]),
            np.concatenate([self.corners.owner[kept], corners.owner]),
        )
        # While the same obstacles move, what is seen past the others stays as it is.
        later._moving = sorted(later.row[id] for id in changed if id in later.row)
        same = later._moving == self._moving and set(rows) == set(later._moving)
        later._ready(self.native.memory if same and self.native is not None else None)
        return later

    def local(self, point: Point) -> Point:
        """A point of the floor in the coordinates used here."""
        return (point[0] - self.origin[0], point[1] - self.origin[1])

    def shown(self, point: Point) -> Point:
        """A point in the coordinates used here, on the floor."""
        return (point[0] + self.origin[0], point[1] + self.origin[1])

    def rows(self, ids: Iterable[str]) -> list[int]:
        """The rows of those of these obstacles that there are."""
        return sorted(self.row[id] for id in ids if id in self.row)

    def parts_without(self, rows: Collection[int]) -> Parts:
        """The parts of all obstacles but those in these rows."""
        return self.parts.only(~np.isin(self.parts.owner, list(rows))) if rows else self.parts

    def owners_hit(self, a: Point, b: Point, deeper: float, ignoring: Collection[int]) -> set[int]:
        """The rows of the obstacles that the straight line goes deeper into than `deeper`."""
        if self.native is not None:
            return {int(self.parts.owner[part]) for part in self.native.hits(a, b, deeper, list(ignoring))}
        parts = self.parts_without(ignoring)
        _, part = hits(parts, np.array([a]), np.array([b]), deeper)
        return set(parts.owner[part].tolist())

    def is_deep(self, point: Point, deeper: float, ignoring: Collection[int]) -> bool:
        """Whether a point lies deeper than `deeper` in some part."""
        if self.native is not None:
            return bool(self.native.parts_at(point, deeper, list(ignoring)))
        planes, (x, y) = self.parts_without(ignoring).planes, point
        return bool(((planes[:, :, 2] - planes[:, :, 0] * x - planes[:, :, 1] * y).min(axis=1) > deeper).any())

    def parts_at(self, point: Point, ignoring: Collection[int]) -> Parts:
        """The parts in which a point lies deeper than the tolerance."""
        if self.native is not None:
            found = self.native.parts_at(point, self.tolerance, list(ignoring))
            return self.parts.only(np.array(found, dtype=np.intp)) if found else _NO_PARTS
        parts, (x, y) = self.parts_without(ignoring), point
        planes = parts.planes
        deep = (planes[:, :, 2] - planes[:, :, 0] * x - planes[:, :, 1] * y).min(axis=1)
        return parts.only(np.flatnonzero(deep > self.tolerance))

    def struck(self, rows: Collection[int], segments: Floats, ignored: Floats, deeper: float) -> Bools:
        """Which segments x1 y1 x2 y2 any of some obstacles is in the way of.

        `ignored` (n, 2) are the rows of two obstacles that are none for a segment.
        """
        which = np.flatnonzero(np.isin(self.parts.owner, list(rows)))
        if self.native is not None:
            return self.native.struck(which, segments, ignored, deeper)
        parts = self.parts.only(which)
        segment, part = hits(parts, segments[:, :2], segments[:, 2:], deeper)
        counts = (parts.owner[part][:, None] != ignored[segment]).all(axis=1)
        struck = np.zeros(len(segments), np.bool_)
        struck[segment[counts]] = True
        return struck

    def _grown(self, obstacles: Iterable[Obstacle]) -> tuple[Parts, Corners]:
        shapes = [(self.row[obstacle.id], self._shape(obstacle)) for obstacle in obstacles]
        parts = [(part, row) for row, shape in shapes for part in shape.parts]
        corners = [(corner, row) for row, shape in shapes for corner in shape.corners]
        table = np.array([(*c.at, *c.before, *c.after, *c.shown) for c, _ in corners], np.float64).reshape(-1, 8)
        owner = np.array([row for _, row in corners], dtype=np.intp)
        return stack([part for part, _ in parts], [row for _, row in parts]), Corners(table, owner)

    def _shape(self, obstacle: Obstacle) -> Grown:
        local = tuple(self.local(point) for point in obstacle.points)
        return grow(local, self.skin or self.growth, self.tolerance / 10, skin=self.skin > 0.0)

    def _ready(self, memory: paths.Memory | None) -> None:
        self.native: paths.NativeFloor | None = None
        if paths.available():
            self.native = paths.NativeFloor(
                self.parts.planes, self.parts.boxes, self.parts.owner, len(self.ids), self.corners.table,
                self.corners.owner, self._moving, memory or paths.Memory(),
            )  # fmt: skip


_NO_PARTS = stack([], [])


def _largest(obstacle: Obstacle) -> float:
    return max((abs(value) for point in obstacle.points for value in point), default=0.0)


def _frame(obstacles: Mapping[str, Obstacle], largest: Mapping[str, float]) -> tuple[Point, float]:
    """Where coordinates are counted from and what is touching: the same for the same obstacles in whatever order."""
    most = max(largest.values(), default=0.0)
    # Far from the origin even the coordinates handed in are coarser than a nanometre.
    tolerance = max(TOUCH_MM, 4.0 * math.ulp(most))
    if most < _FAR:
        return (0.0, 0.0), tolerance
    x, y = obstacles[min(id for id, obstacle in obstacles.items() if obstacle.points)].points[0]
    return (math.floor(x / _ORIGIN_STEP) * _ORIGIN_STEP, math.floor(y / _ORIGIN_STEP) * _ORIGIN_STEP), tolerance

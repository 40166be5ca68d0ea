"""What an obstacle forbids to the middle of something that needs room: the obstacle with its sides moved outwards.

Corners are mitred: a rectangle grown by g is the rectangle with its sides moved out by g, and a barrier between two
points becomes the rectangle g beyond it on every side. A corner so sharp that its mitre would reach farther than
100 g is cut off there. What comes out is a set of convex parts that cover the grown obstacle without a slit, and the
corners a shortest path can turn at.
"""

import math
from dataclasses import dataclass

from floorwright.geometry.polygon import signed_area
from floorwright.geometry.segment import Point, distance, distance_to_segment, turn

MITRE_LIMIT = 100.0
"""How many times the growth a mitred corner may reach out."""


@dataclass(frozen=True, slots=True)
class HalfPlane:
    """The points p with normal · p ≤ offset; the normal is a unit vector."""

    nx: float
    ny: float
    offset: float


@dataclass(frozen=True, slots=True)
class Part:
    """A convex piece: where all half-planes overlap, and the box round it (left, bottom, right, top)."""

    sides: tuple[HalfPlane, ...]
    box: tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Corner:
    """A place to turn at: where it is, the corners before and after it, and the point it is reported as."""

    at: Point
    before: Point
    after: Point
    shown: Point


@dataclass(frozen=True, slots=True)
class Grown:
    """An obstacle grown: convex parts and corners."""

    parts: tuple[Part, ...]
    corners: tuple[Corner, ...]


def grow(points: tuple[Point, ...], by: float, tolerance: float, *, skin: bool) -> Grown:
    """The obstacle with the corners `points` (two: a barrier), grown `by` > 0.

    With `skin` the growth only serves to close what touches: corners are then reported where the obstacle has them.
    Corners nearer than `tolerance` are one.
    """
    corners = _distinct(points, tolerance)
    if not corners:
        return Grown((), ())
    if len(corners) <= 2:
        return _grown_barrier(corners[0], corners[-1], by, skin)
    if signed_area(corners) < 0:
        corners.reverse()
    straightened = _without_straight_corners(corners, tolerance)
    if straightened is None:
        from floorwright.geometry.notched import grow_notched

        return grow_notched(corners, by, tolerance, skin=skin)
    return _grown_convex(straightened, by, skin)


def convex_part(corners: list[Point]) -> Part:
    """The convex part with these corners, counter-clockwise."""
    sides = tuple(side(a, b) for a, b in zip(corners, corners[1:] + corners[:1], strict=True))
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Part(sides, (min(xs), min(ys), max(xs), max(ys)))


def side(a: Point, b: Point, by: float = 0.0) -> HalfPlane:
    """The half-plane left of a → b, with its edge moved out `by`."""
    far = distance(a, b)
    nx, ny = (b[1] - a[1]) / far, (a[0] - b[0]) / far
    return HalfPlane(nx, ny, nx * a[0] + ny * a[1] + by)


def corners_of(ring: list[Point], shown: list[Point]) -> tuple[Corner, ...]:
    """Every corner of a convex ring with its neighbours."""
    count = len(ring)
    return tuple(Corner(ring[i], ring[i - 1], ring[(i + 1) % count], shown[i]) for i in range(count))


def _grown_barrier(a: Point, b: Point, by: float, skin: bool) -> Grown:
    far = distance(a, b)
    ux, uy = ((b[0] - a[0]) / far * by, (b[1] - a[1]) / far * by) if far > 0.0 else (by, 0.0)
    ring = [
        (a[0] - ux + uy, a[1] - uy - ux),
        (b[0] + ux + uy, b[1] + uy - ux),
        (b[0] + ux - uy, b[1] + uy + ux),
        (a[0] - ux - uy, a[1] - uy + ux),
    ]
    return Grown((convex_part(ring),), corners_of(ring, [a, b, b, a] if skin else ring))


def _grown_convex(corners: list[Point], by: float, skin: bool) -> Grown:
    ring: list[Point] = []
    shown: list[Point] = []
    count = len(corners)
    for i in range(count):
        for point in _mitre(corners[i - 1], corners[i], corners[(i + 1) % count], by):
            ring.append(point)
            shown.append(corners[i] if skin else point)
    return Grown((convex_part(ring),), corners_of(ring, shown))


def _mitre(before: Point, at: Point, after: Point, by: float) -> list[Point]:
    """Where a left-turning corner lies when its two sides have moved out: one point, or two where it is cut off."""
    far_in, far_out = distance(before, at), distance(at, after)
    ux, uy = (at[0] - before[0]) / far_in, (at[1] - before[1]) / far_in
    vx, vy = (after[0] - at[0]) / far_out, (after[1] - at[1]) / far_out
    half = math.atan2(ux * vy - uy * vx, ux * vx + uy * vy) / 2
    reach = by * math.tan(half) if half < math.pi / 2 else math.inf
    if math.hypot(reach, by) <= MITRE_LIMIT * by:
        return [(at[0] + uy * by + ux * reach, at[1] - ux * by + uy * reach)]
    limit = by * MITRE_LIMIT
    return [
        (at[0] + uy * by + ux * limit, at[1] - ux * by + uy * limit),
        (at[0] + vy * by - vx * limit, at[1] - vx * by - vy * limit),
    ]


def _distinct(points: tuple[Point, ...], tolerance: float) -> list[Point]:
    kept: list[Point] = []
    for point in points:
        if not kept or distance(kept[-1], point) > tolerance:
            kept.append(point)
    while len(kept) > 1 and distance(kept[0], kept[-1]) <= tolerance:
        kept.pop()
    return kept


def _without_straight_corners(corners: list[Point], tolerance: float) -> list[Point] | None:
    """The corners that turn, when the polygon is convex and goes round once; None otherwise."""
    kept = list(corners)
    i = 0
    while i < len(kept) and len(kept) > 2:
        before, at, after = kept[i - 1], kept[i], kept[(i + 1) % len(kept)]
        if distance_to_segment(at, before, after) <= tolerance:
            del kept[i]
            i = max(0, i - 1)
        else:
            i += 1
    if len(kept) < 3:
        return None
    total = 0.0
    for i in range(len(kept)):
        before, at, after = kept[i - 1], kept[i], kept[(i + 1) % len(kept)]
        if turn(before, at, after) <= 0:
            return None
        ux, uy, vx, vy = at[0] - before[0], at[1] - before[1], after[0] - at[0], after[1] - at[1]
        total += math.atan2(ux * vy - uy * vx, ux * vx + uy * vy)
    return kept if total < 3 * math.pi else None

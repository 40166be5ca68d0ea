"""Points and straight segments: distances, feet and where segments meet. Lengths are millimetres."""

import itertools
import math

Point = tuple[float, float]
Segment = tuple[Point, Point]

TOUCH_MM = 1e-6
"""How far apart two things may be and still touch: a nanometre, far below what can be drawn or built."""


def distance(a: Point, b: Point) -> float:
    """The straight distance between two points."""
    return math.hypot(b[0] - a[0], b[1] - a[1])


def length(points: tuple[Point, ...] | list[Point]) -> float:
    """The length of a line of straight legs through `points`; 0 for fewer than two."""
    return math.fsum(distance(a, b) for a, b in itertools.pairwise(points))


def share_at_foot(point: Point, a: Point, b: Point) -> float:
    """Where the perpendicular from `point` meets the line a–b, as a share of a–b: 0 at a, 1 at b, also beyond.

    A segment without length answers 0.
    """
    dx, dy = b[0] - a[0], b[1] - a[1]
    square = dx * dx + dy * dy
    if square == 0.0:
        return 0.0
    return ((point[0] - a[0]) * dx + (point[1] - a[1]) * dy) / square


def along(a: Point, b: Point, share: float) -> Point:
    """The point that lies `share` of the way from a to b; exactly a at 0 and exactly b at 1."""
    if share == 1.0:
        return b
    return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))


def nearest_on_segment(point: Point, a: Point, b: Point) -> Point:
    """The point of the segment a–b that is nearest to `point`."""
    return along(a, b, min(1.0, max(0.0, share_at_foot(point, a, b))))


def distance_to_segment(point: Point, a: Point, b: Point) -> float:
    """The shortest distance from `point` to the segment a–b."""
    share = share_at_foot(point, a, b)
    if share <= 0.0 or a == b:
        return distance(point, a)
    if share >= 1.0:
        return distance(point, b)
    dx, dy = b[0] - a[0], b[1] - a[1]
    return abs((point[0] - a[0]) * dy - (point[1] - a[1]) * dx) / math.hypot(dx, dy)


def turn(a: Point, b: Point, c: Point) -> float:
    """Twice the signed area of the triangle a, b, c: positive when the way a → b → c turns left."""
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def line_meeting(a: Point, b: Point, c: Point, d: Point) -> tuple[float, float] | None:
    """Where the endless lines a–b and c–d meet, as shares of a–b and of c–d; None when they are parallel."""
    ux, uy = b[0] - a[0], b[1] - a[1]
    vx, vy = d[0] - c[0], d[1] - c[1]
    across = ux * vy - uy * vx
    if abs(across) <= 1e-12 * math.hypot(ux, uy) * math.hypot(vx, vy):
        return None
    wx, wy = c[0] - a[0], c[1] - a[1]
    return ((wx * vy - wy * vx) / across, (wx * uy - wy * ux) / across)


def segment_intersection(a: Point, b: Point, c: Point, d: Point, tolerance: float = TOUCH_MM) -> Point | Segment | None:
    """What the segments a–b and c–d have in common: a point, a segment where they overlap, or None.

    Segments nearer than `tolerance` meet; a common end point is answered as it is given.
    """
    shares = line_meeting(a, b, c, d)
    if shares is None:
        shared = _shared_points(a, b, c, d, tolerance)
        if not shared:
            return None
        first, last = shared[0], shared[-1]
        return first if distance(first, last) <= tolerance else (first, last)
    for p in (a, b):
        if distance(p, c) <= tolerance or distance(p, d) <= tolerance:
            return p
    s, t = shares
    slack_s, slack_t = tolerance / distance(a, b), tolerance / distance(c, d)
    if -slack_s <= s <= 1.0 + slack_s and -slack_t <= t <= 1.0 + slack_t:
        return along(a, b, min(1.0, max(0.0, s)))
    return None


def _shared_points(a: Point, b: Point, c: Point, d: Point, tolerance: float) -> list[Point]:
    """The ends of either segment that lie on the other one, from a to b."""
    found = [p for p in (c, d) if distance_to_segment(p, a, b) <= tolerance]
    found += [p for p in (a, b) if distance_to_segment(p, c, d) <= tolerance]
    return sorted(found, key=lambda p: share_at_foot(p, a, b))


def without_straight_points(points: tuple[Point, ...] | list[Point], tolerance: float = TOUCH_MM) -> tuple[Point, ...]:
    """The points at which the line turns, with both ends; a point that comes twice is one."""
    kept = [points[0]]
    for point in points[1:-1]:
        if distance(point, kept[-1]) > tolerance:
            _drop_straight(kept, point, tolerance)
            kept.append(point)
    while len(kept) > 1 and distance(kept[-1], points[-1]) <= tolerance:
        kept.pop()
    _drop_straight(kept, points[-1], tolerance)
    return (*kept, points[-1])


def _drop_straight(kept: list[Point], point: Point, tolerance: float) -> None:
    while len(kept) > 1 and distance_to_segment(kept[-1], kept[-2], point) <= tolerance:
        kept.pop()

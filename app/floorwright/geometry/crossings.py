"""Where drawn paths cross: the tangles of a spaghetti chart."""

import itertools
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.segment import Point, line_meeting
from floorwright.native import paths

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]
Counts = NDArray[np.int64]

_Leg = tuple[Point, Point, int, int]
"""From, to, the path it belongs to, and its number there."""

_AT_ONCE = 2_000_000
_EXACT_BELOW = 2.0**25
"""Whole numbers below this give products that floating-point numbers hold exactly: plans on a grid have no doubt."""
_FEW = 1000
"""So many segments are compared each with each faster than through a tree."""
# Shewchuk (1997), Adaptive precision floating-point arithmetic, bound A for orient2d: (3 + 16ε)ε.
_ORIENTATION_BOUND = (3.0 + 16.0 * 2.0**-53) * 2.0**-53


def crossings(paths: Sequence[Sequence[Point]]) -> list[tuple[float, float, int, int]]:
    """Every crossing as x, y and the two paths, i ≤ j, that cross there; sorted.

    A crossing is a proper intersection, interior to both segments, of segments of different paths or of segments of
    one path that do not follow each other. Shared ends, overlaps and T-junctions are none. Segments without length
    count as not there. The decision is exact; the place is rounded as floating-point numbers are.
    """
    legs = _legs(paths)
    if len(legs) < 2:
        return []
    ends = np.array([(*a, *b) for a, b, _, _ in legs])
    first, second = _near(ends)
    found = []
    for i, j in zip(*_that_may_cross(ends, first, second), strict=True):
        one, other = legs[i], legs[j]
        if one[2] == other[2] and abs(one[3] - other[3]) <= 1:
            continue
        if properly_cross(one[0], one[1], other[0], other[1]):
            x, y = _place(one, other)
            found.append((x, y, min(one[2], other[2]), max(one[2], other[2])))
    return sorted(found)


def crossing_pairs(paths: Sequence[Sequence[Point]]) -> dict[tuple[int, int], int]:
    """How often paths i ≤ j cross, for those that do: the crossings of `crossings`, counted without their places."""
    low, high, count = crossing_table(paths)
    return dict(zip(zip(low.tolist(), high.tolist(), strict=True), count.tolist(), strict=True))


def crossing_table(paths: Sequence[Sequence[Point]]) -> tuple[Ints, Ints, Ints]:
    """The paths i ≤ j that cross each other, in order, and how often they do, a column each: counts of `crossings`."""
    legs = _legs(paths)
    if len(legs) < 2:
        return (np.zeros(0, np.intp),) * 3
    ends = np.array([(*a, *b) for a, b, _, _ in legs])
    first, second = _near(ends)
    owner, number = np.array([leg[2] for leg in legs]), np.array([leg[3] for leg in legs])
    beside = (owner[first] == owner[second]) & (np.abs(number[first] - number[second]) <= 1)
    first, second = first[~beside], second[~beside]
    crossing = _crossing(ends, first, second)
    low = np.minimum(owner[first], owner[second])[crossing]
    high = np.maximum(owner[first], owner[second])[crossing]
    pairs, count = np.unique(low * len(paths) + high, return_counts=True)
    return pairs // len(paths), pairs % len(paths), count


def crossing_change(ends: Floats, before: Counts, after: Counts) -> int:
    """By how much the number of crossings changes when segments x1 y1 x2 y2 come or go.

    Segment i was there `before[i]` times and is there `after[i]` times now; two that cross properly count as often as
    the one is there times as often as the other is. Only those that have changed are looked at, with all others. Exact,
    with the compiled library for coordinates up to 1e140.
    """
    if paths.available():
        return paths.crossing_change(ends, before, after)
    changed = np.flatnonzero(before != after)
    more, both = after - before, before + after
    step = max(1, _AT_ONCE // max(len(ends), 1))
    twice = 0
    for first in range(0, len(changed), step):
        part = changed[first : first + step]
        mine, theirs = _rows_crossing(ends[part], ends)
        # (a − b)(c + d) + (c − d)(a + b) = 2 (ac − bd): of two that changed each is met from the other's side too.
        twice += int((more[part[mine]] * both[theirs]).sum())
    return twice // 2


def _rows_crossing(some: Floats, others: Floats) -> tuple[Ints, Ints]:
    low, high = np.minimum(others[:, :2], others[:, 2:]), np.maximum(others[:, :2], others[:, 2:])
    some_low, some_high = np.minimum(some[:, :2], some[:, 2:]), np.maximum(some[:, :2], some[:, 2:])
    near = ((low[None] <= some_high[:, None]) & (high[None] >= some_low[:, None])).all(axis=2)
    mine, theirs = np.nonzero(near)
    crossing = _crossing(np.vstack((some, others)), mine, theirs + len(some))
    return mine[crossing], theirs[crossing]


def _near(ends: Floats) -> tuple[Ints, Ints]:
    """The pairs of segments, each once, whose boxes touch."""
    low, high = np.minimum(ends[:, :2], ends[:, 2:]), np.maximum(ends[:, :2], ends[:, 2:])
    if len(ends) <= _FEW:
        touching = ((low[None] <= high[:, None]) & (high[None] >= low[:, None])).all(axis=2)
        first, second = np.nonzero(np.triu(touching, 1))
        return first, second
    # A start with few flows does without shapely.
    import shapely

    boxes = shapely.box(low[:, 0], low[:, 1], high[:, 0], high[:, 1])
    first, second = shapely.STRtree(boxes).query(boxes)
    once = first < second
    return first[once], second[once]


def _crossing(ends: Floats, first: Ints, second: Ints) -> Bools:
    """Which pairs of segments cross properly; those that rounding leaves in doubt are decided exactly."""
    a, b = ends[first, 0:2], ends[first, 2:4]
    c, d = ends[second, 0:2], ends[second, 2:4]
    apart, across = _sides(a, b, c, d)
    apart_too, across_too = _sides(c, d, a, b)
    crossing: Bools = across & across_too
    for at in np.flatnonzero(~crossing & ~apart & ~apart_too).tolist():
        one, other = ends[first[at]].tolist(), ends[second[at]].tolist()
        crossing[at] = properly_cross((one[0], one[1]), (one[2], one[3]), (other[0], other[1]), (other[2], other[3]))
    return crossing


def _sides(a: Floats, b: Floats, c: Floats, d: Floats) -> tuple[Bools, Bools]:
    """Whether c and d lie surely on one side of the line a–b, and whether they lie surely on its two sides."""
    (c_turn, c_doubt), (d_turn, d_doubt) = _turns(a, b, c), _turns(a, b, d)
    c_left, c_right, d_left, d_right = c_turn > c_doubt, c_turn < -c_doubt, d_turn > d_doubt, d_turn < -d_doubt
    apart: Bools = (c_left & d_left) | (c_right & d_right)
    across: Bools = (c_left & d_right) | (c_right & d_left)
    return apart, across


def _that_may_cross(ends: Floats, first: Ints, second: Ints) -> tuple[list[int], list[int]]:
    """The pairs left when those are out of which one segment lies surely on one side of the other."""
    a, b = ends[first, 0:2], ends[first, 2:4]
    c, d = ends[second, 0:2], ends[second, 2:4]
    may = ~_sides(a, b, c, d)[0] & ~_sides(c, d, a, b)[0]
    return first[may].tolist(), second[may].tolist()


def _turns(a: Floats, b: Floats, c: Floats) -> tuple[Floats, Floats]:
    """Twice the signed areas of the triangles and how wrong rounding can have made them."""
    left = (a[:, 0] - c[:, 0]) * (b[:, 1] - c[:, 1])
    right = (a[:, 1] - c[:, 1]) * (b[:, 0] - c[:, 0])
    if all((np.abs(ends) < _EXACT_BELOW).all() and (ends == np.round(ends)).all() for ends in (a, b, c)):
        return left - right, np.zeros_like(left)
    return left - right, _ORIENTATION_BOUND * (np.abs(left) + np.abs(right))


def properly_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the segments a–b and c–d meet in one point that is an end of neither; exact."""
    return orientation(a, b, c) * orientation(a, b, d) < 0 and orientation(c, d, a) * orientation(c, d, b) < 0


def orientation(a: Point, b: Point, c: Point) -> int:
    """1 when a → b → c turns left, −1 when it turns right, 0 when the three lie on a line; exact."""
    # Points on one line along an axis are frequent, and need no fractions.
    if a[0] == b[0] == c[0] or a[1] == b[1] == c[1] or a == c or b == c:
        return 0
    left = (a[0] - c[0]) * (b[1] - c[1])
    right = (a[1] - c[1]) * (b[0] - c[0])
    area = left - right
    if abs(area) > _ORIENTATION_BOUND * (abs(left) + abs(right)):
        return 1 if area > 0 else -1
    from fractions import Fraction

    ax, ay, bx, by, cx, cy = (Fraction(value) for point in (a, b, c) for value in point)
    exact = (ax - cx) * (by - cy) - (ay - cy) * (bx - cx)
    return (exact > 0) - (exact < 0)


def _legs(paths: Sequence[Sequence[Point]]) -> list[_Leg]:
    """The segments with a length; numbers count on over the segments left out, so that neighbours stay neighbours."""
    legs = []
    for path_index, path in enumerate(paths):
        pairs = ((a, b) for a, b in itertools.pairwise(path) if a != b)
        legs += [(a, b, path_index, number) for number, (a, b) in enumerate(pairs)]
    return legs


def _place(one: _Leg, other: _Leg) -> Point:
    """The point where the lines of two legs that cross meet."""
    a, b, c, d = one[0], one[1], other[0], other[1]
    shares = line_meeting(a, b, c, d)
    if shares is not None:
        share = min(1.0, max(0.0, shares[0]))
        return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))
    # All but parallel, and yet they cross: they meet between the inner two of the four ends.
    ends = sorted((a, b, c, d))
    return ((ends[1][0] + ends[2][0]) / 2, (ends[1][1] + ends[2][1]) / 2)

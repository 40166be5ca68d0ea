"""Where drawn paths cross: the tangles of a spaghetti chart."""

import itertools
from collections.abc import Sequence
from fractions import Fraction

import numpy as np
import shapely
from numpy.typing import NDArray

from floorwright.geometry.segment import Point, line_meeting

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

_Leg = tuple[Point, Point, int, int]
"""From, to, the path it belongs to, and its number there."""

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
    lines = shapely.linestrings(ends.reshape(-1, 2, 2))
    first, second = shapely.STRtree(lines).query(lines)
    once = first < second
    first, second = first[once], second[once]
    found = []
    for i, j in zip(*_that_may_cross(ends, first, second), strict=True):
        one, other = legs[i], legs[j]
        if one[2] == other[2] and abs(one[3] - other[3]) <= 1:
            continue
        if properly_cross(one[0], one[1], other[0], other[1]):
            x, y = _place(one, other)
            found.append((x, y, min(one[2], other[2]), max(one[2], other[2])))
    return sorted(found)


def segments_of(path: Sequence[Point]) -> Floats:
    """The segments of a path that have a length: rows x1 y1 x2 y2."""
    return np.array([(*a, *b) for a, b in itertools.pairwise(path) if a != b], dtype=np.float64).reshape(-1, 4)


def crossing_counts(path: Floats, others: Floats, owners: Ints) -> dict[int, int]:
    """How often one path crosses each of many others: by owner, those that it crosses at all.

    Args:
        path: the segments of the one, (n, 4), as from `segments_of`.
        others: the segments of all others, (m, 4).
        owners: whose each of those is, (m,).
    """
    if not len(path) or not len(others):
        return {}
    low, high = np.minimum(others[:, :2], others[:, 2:]), np.maximum(others[:, :2], others[:, 2:])
    found: dict[int, int] = {}
    for a, b in zip(path[:, :2], path[:, 2:], strict=True):
        near = np.flatnonzero(((low <= np.maximum(a, b)) & (high >= np.minimum(a, b))).all(axis=1))
        ends = np.vstack((np.concatenate((a, b)), others[near]))
        pairs = np.arange(1, len(near) + 1)
        for _, place in zip(*_that_may_cross(ends, np.zeros_like(pairs), pairs), strict=True):
            x1, y1, x2, y2 = ends[place].tolist()
            if properly_cross(tuple(a.tolist()), tuple(b.tolist()), (x1, y1), (x2, y2)):
                owner = int(owners[near[place - 1]])
                found[owner] = found.get(owner, 0) + 1
    return found


def _that_may_cross(ends: Floats, first: Ints, second: Ints) -> tuple[list[int], list[int]]:
    """The pairs left when those are out of which one segment lies surely on one side of the other."""
    a, b = ends[first, 0:2], ends[first, 2:4]
    c, d = ends[second, 0:2], ends[second, 2:4]
    may = ~_surely_one_side(a, b, c, d) & ~_surely_one_side(c, d, a, b)
    return first[may].tolist(), second[may].tolist()


def _surely_one_side(a: Floats, b: Floats, c: Floats, d: Floats) -> Bools:
    (c_turn, c_doubt), (d_turn, d_doubt) = _turns(a, b, c), _turns(a, b, d)
    sure: Bools = ((c_turn > c_doubt) & (d_turn > d_doubt)) | ((c_turn < -c_doubt) & (d_turn < -d_doubt))
    return sure


def _turns(a: Floats, b: Floats, c: Floats) -> tuple[Floats, Floats]:
    """Twice the signed areas of the triangles and how wrong rounding can have made them."""
    left = (a[:, 0] - c[:, 0]) * (b[:, 1] - c[:, 1])
    right = (a[:, 1] - c[:, 1]) * (b[:, 0] - c[:, 0])
    return left - right, _ORIENTATION_BOUND * (np.abs(left) + np.abs(right))


def properly_cross(a: Point, b: Point, c: Point, d: Point) -> bool:
    """Whether the segments a–b and c–d meet in one point that is an end of neither; exact."""
    return orientation(a, b, c) * orientation(a, b, d) < 0 and orientation(c, d, a) * orientation(c, d, b) < 0


def orientation(a: Point, b: Point, c: Point) -> int:
    """1 when a → b → c turns left, −1 when it turns right, 0 when the three lie on a line; exact."""
    left = (a[0] - c[0]) * (b[1] - c[1])
    right = (a[1] - c[1]) * (b[0] - c[0])
    area = left - right
    if abs(area) > _ORIENTATION_BOUND * (abs(left) + abs(right)):
        return 1 if area > 0 else -1
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

"""Paths that run along each other, taken together: every stretch once, with the sums of all that go over it."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from floorwright.model.record import Point

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
TOUCH_MM = 1.0
"""What lies closer together than this is one place."""
_LINE_MM = 5.0
Piece = tuple[Point, Point]


@dataclass(frozen=True, slots=True)
class Stretches:
    """n straight stretches from `a` to `b`, millimetres, each with the values of k columns summed over what goes over
    it from a to b (`along`) and from b to a (`against`).

    Where paths run on one straight line each stretch ends where any of them begins, ends or turns off.
    """

    a: Floats
    b: Floats
    along: Floats
    against: Floats
    _legs: Floats
    """x1 y1 x2 y2 of every leg, and what each belongs to in `_owners`, for telling who goes over a stretch."""
    _owners: Ints

    def __len__(self) -> int:
        return len(self.a)

    @property
    def lengths_m(self) -> Floats:
        """The length of every stretch."""
        lengths: Floats = np.hypot(*(self.b - self.a).T) / 1000.0
        return lengths

    def over(self, number: int) -> tuple[tuple[int, int, int], ...]:
        """Who goes over a stretch: the number of each path, how often it goes from a to b and how often back."""
        (ax, ay), (bx, by) = self.a[number], self.b[number]
        x, y = (ax + bx) / 2, (ay + by) / 2
        start, way = self._legs[:, :2], self._legs[:, 2:] - self._legs[:, :2]
        long = np.maximum((way**2).sum(axis=1), 1e-12)
        share = ((x - start[:, 0]) * way[:, 0] + (y - start[:, 1]) * way[:, 1]) / long
        far = np.hypot(start[:, 0] + share * way[:, 0] - x, start[:, 1] + share * way[:, 1] - y)
        size = np.hypot(bx - ax, by - ay)
        parallel = np.abs(way[:, 0] * (by - ay) - way[:, 1] * (bx - ax)) <= 2e-3 * np.sqrt(long) * size
        hit = np.flatnonzero((share > 0) & (share < 1) & (far <= 2 * _LINE_MM) & parallel)
        there = way[hit, 0] * (bx - ax) + way[hit, 1] * (by - ay) > 0
        found: dict[int, list[int]] = {}
        for owner, forward in zip(self._owners[hit].tolist(), there.tolist(), strict=True):
            found.setdefault(owner, [0, 0])[0 if forward else 1] += 1
        return tuple((owner, times[0], times[1]) for owner, times in sorted(found.items()))

    def nearest(self, point: Point) -> tuple[int, float]:
        """The number of the stretch that comes nearest to a point, and how near, millimetres; -1 without any."""
        if not len(self):
            return -1, float("inf")
        way = self.b - self.a
        long = np.maximum((way**2).sum(axis=1), 1e-12)
        share = np.clip(((np.array(point) - self.a) * way).sum(axis=1) / long, 0.0, 1.0)
        apart = np.hypot(*(self.a + share[:, None] * way - np.array(point)).T)
        number = int(apart.argmin())
        return number, float(apart[number])


def stretches(paths: Sequence[Sequence[Point]], values: Floats, breaks: Sequence[Piece] = ()) -> Stretches:
    """The stretches of paths with a row of k values each. A path that goes over a stretch twice counts twice.

    `breaks` are pieces, such as those of aisles, at whose ends stretches end as well.
    """
    legs, owners = _legs_of(paths)
    extra = np.array([(*a, *b) for a, b in breaks], np.float64).reshape(-1, 4)
    every = np.vstack([legs, extra[np.hypot(*(extra[:, 2:] - extra[:, :2]).T) > TOUCH_MM]])
    count, columns = len(legs), values.shape[1]
    if not count:
        nothing = np.zeros((0, 2))
        return Stretches(nothing, nothing, np.zeros((0, columns)), np.zeros((0, columns)), legs, owners)
    forward, line, low, high = _on_lines(every)
    # Every end as a place on its line; places nearer to each other than they can be told apart are one.
    ends = np.concatenate([low, high])
    lines = np.concatenate([line, line])
    rightwards = np.where(forward[:, None], every, every[:, [2, 3, 0, 1]])
    points = np.vstack([rightwards[:, :2], rightwards[:, 2:]])
    order = np.lexsort((ends, lines))
    new = np.ones(len(order), np.bool_)
    new[1:] = (np.diff(lines[order]) != 0) | (np.diff(ends[order]) > TOUCH_MM)
    place = np.empty(len(order), np.intp)
    place[order] = np.cumsum(new) - 1
    where, on = points[order][new], lines[order][new]
    begin, end = place[: len(every)], place[len(every) :]
    sums = np.zeros((2, len(where) + 1, columns))
    active = np.zeros(len(where) + 1, np.int64)
    for side, mask in enumerate((forward[:count], ~forward[:count])):
        own = values[owners[mask]]
        np.add.at(sums[side], begin[:count][mask], own)
        np.subtract.at(sums[side], end[:count][mask], own)
    np.add.at(active, begin[:count], 1)
    np.subtract.at(active, end[:count], 1)
    sums = sums.cumsum(axis=1)[:, :-2]
    used = (active.cumsum()[:-2] > 0) & (on[1:] == on[:-1])
    # What is left by rounding of sums that end is nothing.
    sums[np.abs(sums) < 1e-9 * max(float(np.abs(values).max(initial=0.0)), 1e-300)] = 0.0
    return Stretches(where[:-1][used], where[1:][used], sums[0][used], sums[1][used], legs, owners)


def _legs_of(paths: Sequence[Sequence[Point]]) -> tuple[Floats, Ints]:
    rows: list[tuple[float, float, float, float]] = []
    owners: list[int] = []
    for number, path in enumerate(paths):
        for a, b in pairwise(path):
            if abs(a[0] - b[0]) > TOUCH_MM or abs(a[1] - b[1]) > TOUCH_MM:
                rows.append((*a, *b))
                owners.append(number)
    return np.array(rows, np.float64).reshape(-1, 4), np.array(owners, np.intp)


def _on_lines(legs: Floats) -> tuple[NDArray[np.bool_], Ints, Floats, Floats]:
    """Whether each leg runs rightwards (or up), the number of its line, and where it begins and ends on it."""
    dx, dy = (legs[:, 2:] - legs[:, :2]).T
    forward = (dx > np.abs(dy) * 1e-6) | ((np.abs(dx) <= np.abs(dy) * 1e-6) & (dy > 0))
    sign = np.where(forward, 1.0, -1.0)
    size = np.hypot(dx, dy)
    ux, uy = sign * dx / size, sign * dy / size
    x, y = legs[:, 0], legs[:, 1]
    # A half more before rounding keeps what lies on round millimetres away from where the rounding turns over.
    angle = np.rint(np.arctan2(uy, ux) * 2e3 + 0.25)
    offset = np.rint((y * ux - x * uy) / _LINE_MM + 0.25)
    _, line = np.unique(np.column_stack([angle, offset]), axis=0, return_inverse=True)
    one, other = x * ux + y * uy, legs[:, 2] * ux + legs[:, 3] * uy
    return forward, line.reshape(-1), np.minimum(one, other), np.maximum(one, other)

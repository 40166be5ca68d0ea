"""The shortest way round, taking in only the obstacles that matter.

Start with none: the straight line. Whatever it hits is taken in; the shortest path round the obstacles taken in so
far is found on the graph of their corners that see each other along tangents; and so on until a path hits nothing.
That path is the shortest round all obstacles, because the shortest path round some of them is never longer.

`native/c/detour.c` does the same, and does it a hundred times faster by looking along a line only when the search asks.
"""

import heapq
import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass

import numpy as np

from floorwright.geometry.grown_floor import GrownFloor
from floorwright.geometry.segment import Point
from floorwright.geometry.sight import Bools, Floats, Ints, Parts, blocked, hits, joined

_TANGENT_SLACK = 1e-6
_TIE, _TIE_UP = 1e-15, 0.6180339887498949
"""Going right or up costs more by this share a millimetre: far below what counts, and ways of one length have an order
that does not hang on which obstacles were looked at. A kilometre is in doubt by 2e-3 mm."""
_BOUND = 1.0 - 1e-7
"""What keeps the straight line to the goal below every way there, with that order counted in."""


@dataclass(frozen=True, slots=True)
class Detour:
    """The points of a shortest path between start and goal, both left out, and the obstacles taken in to prove it.

    `turns` is None when there is no path. `corners` is what to guess for the same ends on a floor that is much like it.
    """

    turns: tuple[Point, ...] | None
    taken: frozenset[int]
    corners: tuple[int, ...] = ()


def shortest_detour(
    floor: GrownFloor,
    starts: Sequence[Point],
    goals: Sequence[Point],
    ignoring: Collection[int] = (),
    hint: Collection[int] = (),
    guess: Sequence[int] = (),
) -> Detour:
    """The shortest path from any of `starts` to any of `goals` that goes into no obstacle but those in `ignoring`.

    `ignoring` and `hint` are rows of the floor. `hint` are obstacles that will probably matter, `guess` the corners of
    an answer before; they change how long the answer takes, not the answer. Of ways of one length that to the left and
    below is taken.
    """
    if floor.native is not None:
        turns, owners, corners = floor.native.detour(starts, goals, floor.tolerance, list(ignoring), list(hint), guess)
        return Detour(None if turns is None else tuple(turns), frozenset(owners), tuple(corners))
    parts = floor.parts_without(ignoring)
    graph = _Graph(floor, parts, starts, goals)
    taken: set[int] = set()
    fresh = set(hint) & set(parts.owner.tolist())
    while True:
        if fresh:
            taken |= fresh
            graph.take_in(fresh)
        way = graph.shortest()
        if way is None:
            return Detour(None, frozenset(taken))
        ends = graph.at[way]
        _, part = hits(parts, ends[:-1], ends[1:], floor.tolerance)
        fresh = set(parts.owner[part].tolist()) - taken
        if not fresh:
            return Detour(tuple(graph.shown[node] for node in way[1:-1]), frozenset(taken))


class _Graph:
    """Corners of the obstacles taken in, and the pairs of them that see each other past those obstacles."""

    def __init__(self, floor: GrownFloor, parts: Parts, starts: Sequence[Point], goals: Sequence[Point]) -> None:
        self._floor, self._parts = floor, parts
        self._starts, self._goals = range(len(starts)), range(len(starts), len(starts) + len(goals))
        self._taken = parts.only(np.zeros(len(parts), np.bool_))
        ends = np.array([*starts, *goals], dtype=np.float64)
        self.at: Floats = ends
        self.shown: list[Point] = [*starts, *goals]
        # An end has no sides of its own: with its neighbours at the end itself every direction is a tangent.
        self._before, self._after = ends, ends
        pairs = np.array([(s, g) for s in self._starts for g in self._goals], dtype=np.intp)
        self._one, self._other = pairs[:, 0], pairs[:, 1]

    def take_in(self, owners: set[int]) -> None:
        """Adds obstacles: their corners see and are seen, their parts block."""
        rows = sorted(owners)
        fresh = self._parts.only(np.isin(self._parts.owner, rows))
        free = ~blocked(fresh, self.at[self._one], self.at[self._other], self._floor.tolerance)
        one, other = self._one[free], self._other[free]
        self._taken = joined(self._taken, fresh)
        known = len(self.at)
        corners = self._floor.corners
        chosen = np.isin(corners.owner, rows)
        self.at = np.concatenate([self.at, corners.at[chosen]])
        self._before = np.concatenate([self._before, corners.before[chosen]])
        self._after = np.concatenate([self._after, corners.after[chosen]])
        self.shown += [(x, y) for x, y in corners.shown[chosen].tolist()]
        new_one, new_other = self._new_pairs(known)
        seen = ~blocked(self._taken, self.at[new_one], self.at[new_other], self._floor.tolerance)
        self._one = np.concatenate([one, new_one[seen]])
        self._other = np.concatenate([other, new_other[seen]])

    def _new_pairs(self, known: int) -> tuple[Ints, Ints]:
        """Pairs with a corner from `known` on, where a taut line could turn at either end."""
        count = len(self.at)
        other, one = np.nonzero(np.arange(count)[None, :] < np.arange(known, count)[:, None])
        other = other + known
        good = self._tangent(one, other) & self._tangent(other, one)
        return one[good], other[good]

    def _tangent(self, corner: Ints, towards: Ints) -> Bools:
        """Whether both neighbours of the corner lie on one side of the line to the other end."""
        at = self.at[corner]
        way = self.at[towards] - at
        before, after = self._before[corner] - at, self._after[corner] - at
        left = way[:, 0] * before[:, 1] - way[:, 1] * before[:, 0]
        right = way[:, 0] * after[:, 1] - way[:, 1] * after[:, 0]
        slack = _TANGENT_SLACK * np.hypot(way[:, 0], way[:, 1])
        same: Bools = ((left >= -slack) & (right >= -slack)) | ((left <= slack) & (right <= slack))
        return same

    def shortest(self) -> list[int] | None:
        """The nodes of the shortest path from a start to a goal (A*); None when there is none."""
        neighbours: list[list[tuple[int, float]]] = [[] for _ in range(len(self.at))]
        gap = self.at[self._one] - self.at[self._other]
        middle = (self.at[self._one] + self.at[self._other]) / 2 - self.at[0]
        order = 1.0 + _TIE * (middle[:, 0] + _TIE_UP * middle[:, 1])
        lengths = (np.sqrt(gap[:, 0] * gap[:, 0] + gap[:, 1] * gap[:, 1]) * order).tolist()
        for one, other, length in zip(self._one.tolist(), self._other.tolist(), lengths, strict=True):
            neighbours[one].append((other, length))
            neighbours[other].append((one, length))
        goals = self.at[list(self._goals)]
        away = self.at[:, None, :] - goals[None, :, :]
        left_over = (np.hypot(away[:, :, 0], away[:, :, 1]).min(axis=1) * _BOUND).tolist()
        best = [math.inf] * len(self.at)
        came_from = [-1] * len(self.at)
        queue: list[tuple[float, int]] = []
        for start in self._starts:
            best[start] = 0.0
            heapq.heappush(queue, (left_over[start], start))
        done = [False] * len(self.at)
        while queue:
            _, node = heapq.heappop(queue)
            if done[node]:
                continue
            done[node] = True
            if node in self._goals:
                return _traced(came_from, node)
            for near, length in neighbours[node]:
                reached = best[node] + length
                if reached < best[near]:
                    best[near], came_from[near] = reached, node
                    heapq.heappush(queue, (reached + left_over[near], near))
        return None


def _traced(came_from: list[int], node: int) -> list[int]:
    way = [node]
    while came_from[node] >= 0:
        node = came_from[node]
        way.append(node)
    return way[::-1]

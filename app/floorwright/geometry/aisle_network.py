"""The shortest way along drawn aisles, obeying one-way aisles.

A point is joined to the network by the nearest perpendicular on an aisle that goes into no obstacle; only where no
aisle offers one, by the nearest end of an aisle that can be reached in a straight line. Every crossing of two centre
lines is a junction (see docs/decisions/0002-free-space.md).
"""

import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from floorwright.geometry.aisle_graph import AisleGraph, AislePiece, Reach, junction_graph, reach
from floorwright.geometry.box import box_of, distance_to_box
from floorwright.geometry.free_space import Blocked, FreeSpace, Obstacle
from floorwright.geometry.segment import TOUCH_MM, Point, Segment, along, distance, without_straight_points

__all__ = ["AisleNetwork", "AislePath", "AislePiece", "Blocked", "Run"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of aisle used, from a to b, and the section between two junctions, as drawn, that it lies in."""

    a: Point
    b: Point
    piece: str
    section: Segment


@dataclass(frozen=True, slots=True)
class AislePath:
    """A way along the aisles: its points with start and goal, its length in mm, and the aisles it runs on in order."""

    points: tuple[Point, ...]
    length: float
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class _Join:
    """Where a point meets the network: `position` mm along a piece, `away` mm from the point."""

    piece: int
    position: float
    point: Point
    away: float


@dataclass(frozen=True, slots=True)
class _Joins:
    """The joins of a point, equally near, or why there is none; obstacles beyond `radius` mm do not matter."""

    joins: tuple[_Join, ...]
    blocked: Blocked | None
    radius: float


@dataclass(frozen=True, slots=True)
class _Way:
    """A way with its length: through the junctions `exit` to `entry`, or without them when it stays on one piece."""

    length: float
    exit: int | None
    entry: int | None
    start: _Join
    goal: _Join


class AisleNetwork:
    """Aisles and the obstacles that can keep a point from its aisle. Aisles under `narrowest` mm are not entered."""

    def __init__(
        self, pieces: Iterable[AislePiece], obstacles: Iterable[Obstacle] = (), narrowest: float = 0.0
    ) -> None:
        drawn = [piece for piece in pieces if piece.length > TOUCH_MM]
        entered = [p for p in drawn if p.width is None or p.width >= narrowest - TOUCH_MM]
        self._narrowest = narrowest
        self._too_narrow = len(drawn) - len(entered)
        self._graph: AisleGraph = junction_graph(entered)
        self._space = FreeSpace(obstacles)
        self._reached: dict[int, Reach] = {}
        self._joined: dict[tuple[Point, frozenset[str]], _Joins] = {}
        self._answers: dict[tuple[Point, Point, frozenset[str]], AislePath | Blocked] = {}
        self._begins = np.array([piece.ends[0] for piece in entered]).reshape(-1, 2)
        gaps = np.array([piece.ends[1] for piece in entered]).reshape(-1, 2) - self._begins
        self._lengths = np.hypot(gaps[:, 0], gaps[:, 1])
        self._ways = gaps / self._lengths[:, None]

    def path(self, start: Point, goal: Point, ignoring: frozenset[str] = frozenset()) -> AislePath | Blocked:
        """The shortest way from `start` along the aisles to `goal`, or why there is none.

        `ignoring` names the obstacles that are none for this path: the stations it leaves and reaches.
        """
        question = (start, goal, ignoring)
        if question not in self._answers:
            self._answers[question] = self._found_path(start, goal, ignoring)
        return self._answers[question]

    def _found_path(self, start: Point, goal: Point, ignoring: frozenset[str]) -> AislePath | Blocked:
        if start == goal:
            return AislePath((start, goal), 0.0, ())
        joins = []
        for name, point in (("start", start), ("end", goal)):
            found = self._joins(point, ignoring)
            if found.blocked is not None:
                return Blocked(found.blocked.reason.format(name=name), found.blocked.culprit)
            joins.append(found.joins)
        ways = [way for one in joins[0] for other in joins[1] for way in self._ways_between(one, other)]
        best = min(ways, key=lambda way: way.length, default=None)
        if best is None:
            return Blocked(self._why_unreachable(joins[0], joins[1]))
        return self._drawn(start, goal, best)

    def moved(self, changed: Mapping[str, Obstacle | None]) -> "AisleNetwork":
        """The network after some obstacles have changed, come, or (None) gone; what they cannot touch is kept."""
        space = self._space.moved(changed)
        if space is self._space:
            return self
        later = AisleNetwork.__new__(AisleNetwork)
        later.__dict__.update(self.__dict__)
        later._space = space
        both = (*(self._space.obstacles.get(id) for id in changed), *changed.values())
        boxes = [box_of(obstacle.points) for obstacle in both if obstacle is not None]
        later._joined = {
            (point, ignoring): joins
            for (point, ignoring), joins in self._joined.items()
            if all(distance_to_box(box, point) > joins.radius + TOUCH_MM * 10 for box in boxes)
        }
        # Obstacles matter only to the joins: where both are kept, the way between them is.
        later._answers = {
            (start, goal, ignoring): answer
            for (start, goal, ignoring), answer in self._answers.items()
            if (start, ignoring) in later._joined and (goal, ignoring) in later._joined
        }
        return later

    def _joins(self, point: Point, ignoring: frozenset[str]) -> _Joins:
        question = (point, ignoring)
        if question not in self._joined:
            self._joined[question] = self._found_joins(point, ignoring)
        return self._joined[question]

    def _found_joins(self, point: Point, ignoring: frozenset[str]) -> _Joins:
        if not self._graph.pieces:
            reason = "no aisle is drawn"
            if self._too_narrow:
                reason = f"no aisle is {self._narrowest / 1000.0:.2f} m wide, as what moves there needs"
            return _Joins((), Blocked(reason), 0.0)
        culprit = ""
        for candidates, seen_all in ((self._feet(point), False), (self._ends(point), True)):
            nearest: list[_Join] = []
            for join in candidates:
                if nearest and join.away > nearest[0].away + TOUCH_MM:
                    break
                in_the_way = self._space.in_the_way(point, join.point, ignoring)
                if in_the_way is None:
                    nearest.append(join)
                culprit = culprit or in_the_way or ""
            if nearest:
                return _Joins(tuple(nearest), None, math.inf if seen_all else nearest[0].away)
        reason = "no straight line from its {name} to an aisle is free of obstacles"
        return _Joins((), Blocked(reason, culprit), math.inf)

    def _feet(self, point: Point) -> Iterator[_Join]:
        """The feet of the perpendiculars on the pieces, nearest first."""
        away = np.array(point) - self._begins
        positions = (away * self._ways).sum(axis=1)
        heights = np.abs(away[:, 0] * self._ways[:, 1] - away[:, 1] * self._ways[:, 0])
        within = np.flatnonzero((positions >= -TOUCH_MM) & (positions <= self._lengths + TOUCH_MM))
        for piece in within[np.argsort(heights[within], kind="stable")].tolist():
            position = min(max(float(positions[piece]), 0.0), float(self._lengths[piece]))
            yield self._join(piece, position, point)

    def _ends(self, point: Point) -> Iterator[_Join]:
        """The ends of the pieces, nearest first."""
        joins = [
            self._join(piece, position, point)
            for piece, length in enumerate(self._lengths.tolist())
            for position in (0.0, length)
        ]
        yield from sorted(joins, key=lambda join: join.away)

    def _join(self, piece: int, position: float, point: Point) -> _Join:
        foot = along(*self._graph.pieces[piece].ends, position / float(self._lengths[piece]))
        return _Join(piece, position, foot, distance(point, foot))

    def _ways_between(self, start: _Join, goal: _Join) -> Iterator[_Way]:
        connectors = start.away + goal.away
        if start.piece == goal.piece:
            ahead = goal.position - start.position
            if ahead >= -TOUCH_MM or not self._graph.pieces[start.piece].one_way:
                yield _Way(connectors + abs(ahead), None, None, start, goal)
        for exit, out in self._stops_beside(start, leaving=True):
            reached = self._reach(exit).distances
            for entry, into in self._stops_beside(goal, leaving=False):
                if reached[entry] < math.inf:
                    yield _Way(connectors + out + reached[entry] + into, exit, entry, start, goal)

    def _stops_beside(self, join: _Join, *, leaving: bool) -> Iterator[tuple[int, float]]:
        """The junctions one can go to from the join, or come from to it, and how far they are."""
        one_way = self._graph.pieces[join.piece].one_way
        stops = self._graph.stops[join.piece]
        for stop in stops:
            if abs(stop.position - join.position) <= TOUCH_MM:
                yield stop.junction, abs(stop.position - join.position)
                return
        ahead = next(i for i, stop in enumerate(stops) if stop.position > join.position)
        before, after = stops[ahead - 1], stops[ahead]
        if leaving or not one_way:
            yield after.junction, after.position - join.position
        if not leaving or not one_way:
            yield before.junction, join.position - before.position

    def _reach(self, junction: int) -> Reach:
        if junction not in self._reached:
            self._reached[junction] = reach(self._graph, junction)
        return self._reached[junction]

    def _why_unreachable(self, starts: tuple[_Join, ...], goals: tuple[_Join, ...]) -> str:
        first = {self._graph.island[self._graph.stops[join.piece][0].junction] for join in starts}
        last = {self._graph.island[self._graph.stops[join.piece][0].junction] for join in goals}
        if first & last:
            return "no way leads along the aisles in the allowed direction"
        wide = " that is wide enough" if self._too_narrow else ""
        return f"no aisle{wide} connects its start with its end"

    def _drawn(self, start: Point, goal: Point, way: _Way) -> AislePath:
        """The path with its points and runs."""
        graph = self._graph
        stretches: list[tuple[Point, Point, int]] = []
        if way.exit is None or way.entry is None:
            stretches += self._along_piece(way.start.piece, way.start.position, way.goal.position)
        else:
            hops = []
            arrivals = self._reach(way.exit).arrivals
            here = way.entry
            while here != way.exit:
                before, piece = arrivals[here]
                hops.append((graph.points[before], graph.points[here], piece))
                here = before
            stretches.append((way.start.point, graph.points[way.exit], way.start.piece))
            stretches += reversed(hops)
            stretches.append((graph.points[way.entry], way.goal.point, way.goal.piece))
        stretches = [stretch for stretch in stretches if distance(stretch[0], stretch[1]) > TOUCH_MM]
        runs = tuple(
            Run(a, b, graph.pieces[piece].id, self._section(piece, a, b)) for a, b, piece in stretches if piece >= 0
        )
        points = [start, way.start.point, *(b for _, b, _ in stretches), way.goal.point, goal]
        return AislePath(without_straight_points(points), way.length, runs)

    def _along_piece(self, piece: int, begin: float, end: float) -> Iterator[tuple[Point, Point, int]]:
        """The stretches from stop to stop on the way from one position to another on the same piece."""
        low, high = min(begin, end), max(begin, end)
        middle = [stop.position for stop in self._graph.stops[piece] if low < stop.position < high]
        places = [begin, *(middle if begin < end else reversed(middle)), end]
        for a, b in itertools.pairwise(places):
            yield self._at(piece, a), self._at(piece, b), piece

    def _at(self, piece: int, position: float) -> Point:
        return along(*self._graph.pieces[piece].ends, position / float(self._lengths[piece]))

    def _section(self, piece: int, a: Point, b: Point) -> Segment:
        begin = self._graph.pieces[piece].ends[0]
        middle = (distance(begin, a) + distance(begin, b)) / 2
        stops = self._graph.stops[piece]
        ahead = next((i for i, stop in enumerate(stops) if stop.position > middle), len(stops) - 1)
        return self._graph.points[stops[ahead - 1].junction], self._graph.points[stops[ahead].junction]

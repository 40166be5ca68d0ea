"""The shortest way along drawn aisles, obeying one-way aisles.

A point is joined to the network by the nearest perpendicular on an aisle that goes into no obstacle; only where no
aisle offers one, by the nearest end of an aisle that can be reached in a straight line. Every crossing of two centre
lines is a junction (see docs/decisions/0002-free-space.md).
"""

import bisect
import itertools
import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from floorwright.geometry.aisle_graph import AisleGraph, AislePiece, junction_graph
from floorwright.geometry.aisle_ways import is_turn, ways_of
from floorwright.geometry.box import box_of
from floorwright.geometry.free_space import Blocked, FreeSpace, Obstacle, Question
from floorwright.geometry.kept_joins import Join, Joins, KeptJoins
from floorwright.geometry.segment import TOUCH_MM, Point, Segment, along, distance, without_straight_points

__all__ = ["AisleNetwork", "AislePath", "AislePiece", "Blocked", "Run"]


_MOST_KNOWN_FEET = 2000
"""Points whose feet are remembered; a drag gives a new one at every move."""
_MOST_KNOWN_RUNS = 20_000


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of aisle used, from a to b, and the section between two junctions, as drawn, that it lies in."""

    a: Point
    b: Point
    piece: str
    section: Segment


@dataclass(frozen=True, slots=True)
class AislePath:
    """A way along the aisles: its points with start and goal, its length in mm, the aisles it runs on in order, and how
    often it turns from one into another by more than 30°; the turns into the first and out of the last do not count."""

    points: tuple[Point, ...]
    length: float
    runs: tuple[Run, ...]
    turns: int = 0


@dataclass(frozen=True, slots=True)
class _Way:
    """A way from join to join: by hops from one junction, or without them when it stays on one piece.

    `cost` is its length with what its turns cost more.
    """

    cost: float
    start: Join
    goal: Join
    source: int = -1
    node: int = -1
    stays: bool = True


class AisleNetwork:
    """Aisles and the obstacles that can keep a point from its aisle.

    Aisles under `narrowest` mm are not entered; a turn onto another piece counts like `turn_mm` more way when the way
    is chosen, and not in its length. One thread at a time may ask.
    """

    def __init__(
        self,
        pieces: Iterable[AislePiece],
        obstacles: Iterable[Obstacle] = (),
        narrowest: float = 0.0,
        turn_mm: float = 0.0,
    ) -> None:
        drawn = [piece for piece in pieces if piece.length > TOUCH_MM]
        entered = [p for p in drawn if p.width is None or p.width >= narrowest - TOUCH_MM]
        self._narrowest = narrowest
        self._too_narrow = len(drawn) - len(entered)
        self._graph: AisleGraph = junction_graph(entered)
        self._ways = ways_of(self._graph, turn_mm)
        self._space = FreeSpace(obstacles)
        self._joined = KeptJoins()
        self._answers: dict[Question, AislePath | Blocked] = {}
        # Many ways begin or end at one station, each with its own pair of stations that are no obstacles.
        self._known_feet: dict[Point, list[tuple[int, float]]] = {}
        self._known_runs: dict[tuple[Point, Point, int], Run] = {}
        self._begins = np.array([piece.ends[0] for piece in entered]).reshape(-1, 2)
        gaps = np.array([piece.ends[1] for piece in entered]).reshape(-1, 2) - self._begins
        self._lengths = np.hypot(gaps[:, 0], gaps[:, 1])
        self._units = gaps / self._lengths[:, None]

    def path(self, start: Point, goal: Point, ignoring: frozenset[str] = frozenset()) -> AislePath | Blocked:
        """The shortest way from `start` along the aisles to `goal`, or why there is none.

        `ignoring` names the obstacles that are none for this path: the stations it leaves and reaches. The answer is
        kept until `move` says that it may have changed, or `forget` that it will not be asked for again.
        """
        question = (start, goal, ignoring)
        if question not in self._answers:
            self._answers[question] = self._found_path(start, goal, ignoring)
            for point in (start, goal):
                self._joined.use((point, ignoring), question)
        return self._answers[question]

    def forget(self, question: Question) -> None:
        """Nobody asks this any more."""
        start, goal, ignoring = question
        self._answers.pop(question, None)
        for point in (start, goal):
            self._joined.disuse((point, ignoring), question)

    def move(self, changed: Mapping[str, Obstacle | None]) -> set[Question]:
        """Some obstacles have changed, come, or (None) gone; what comes back are the questions to be asked again.

        Obstacles matter only to the joins: where both of a way's are kept, the way between them is.
        """
        before = {id: self._space.obstacles.get(id) for id in changed}
        if all(before[id] == obstacle for id, obstacle in changed.items()):
            return set()
        self._space.move(changed)
        boxes = [box_of(one.points) for one in (*before.values(), *changed.values()) if one is not None]
        touched: set[Question] = set()
        for point, ignoring in self._joined.near(boxes):
            key = (point, ignoring)
            old = self._joined.get(key)
            now = self._found_joins(point, ignoring)
            if now != old:
                touched |= self._joined.users(key)
            self._joined.keep(key, now)
        for question in touched:
            self._answers.pop(question, None)
        return touched

    def _found_path(self, start: Point, goal: Point, ignoring: frozenset[str]) -> AislePath | Blocked:
        if start == goal:
            return AislePath((start, goal), 0.0, ())
        joins = []
        for name, point in (("start", start), ("end", goal)):
            found = self._joins(point, ignoring)
            if found.blocked is not None:
                return Blocked(found.blocked.reason.format(name=name), found.blocked.culprit)
            joins.append(found.joins)
        best = self._best_way(joins[0], joins[1])
        if best is None:
            return Blocked(self._why_unreachable(joins[0], joins[1]))
        return self._drawn(start, goal, best)

    def _best_way(self, starts: tuple[Join, ...], goals: tuple[Join, ...]) -> _Way | None:
        """The cheapest way from one of these joins to one of those, the first of equal ones; None without any."""
        exits = [(one, self._ways.exits(one.piece, one.position)) for one in starts]
        entries = [(other, self._ways.entries(other.piece, other.position)) for other in goals]
        least, best = math.inf, None
        for one, out_of in exits:
            for other, into in entries:
                connectors = one.away + other.away
                if one.piece == other.piece:
                    ahead = other.position - one.position
                    allowed = ahead >= -TOUCH_MM or not self._graph.pieces[one.piece].one_way
                    if allowed and connectors + abs(ahead) < least:
                        least = connectors + abs(ahead)
                        best = _Way(least, one, other)
                for source, out in out_of:
                    for node, after in into:
                        if connectors + out + after >= least:
                            continue
                        cost = connectors + out + self._ways.cost(source, node) + after
                        if cost < least:
                            least, best = cost, _Way(cost, one, other, source, node, stays=False)
        return best

    def _joins(self, point: Point, ignoring: frozenset[str]) -> Joins:
        key = (point, ignoring)
        return self._joined.get(key) or self._joined.keep(key, self._found_joins(point, ignoring))

    def _found_joins(self, point: Point, ignoring: frozenset[str]) -> Joins:
        if not self._graph.pieces:
            reason = "no aisle is drawn"
            if self._too_narrow:
                reason = f"no aisle is {self._narrowest / 1000.0:.2f} m wide, as what moves there needs"
            return Joins((), Blocked(reason), 0.0)
        if self._space.covers(point, ignoring):
            # No line from here is free, whichever is tried; the first one names what is in the way.
            first = next(itertools.chain(self._feet(point), self._ends(point)))
            return self._no_join(self._space.in_the_way(point, first.point, ignoring) or "")
        culprit = ""
        for candidates, seen_all in ((self._feet(point), False), (self._ends(point), True)):
            nearest: list[Join] = []
            for join in candidates:
                if nearest and join.away > nearest[0].away + TOUCH_MM:
                    break
                in_the_way = self._space.in_the_way(point, join.point, ignoring)
                if in_the_way is None:
                    nearest.append(join)
                culprit = culprit or in_the_way or ""
            if nearest:
                return Joins(tuple(nearest), None, math.inf if seen_all else nearest[0].away)
        return self._no_join(culprit)

    def _no_join(self, culprit: str) -> Joins:
        reason = "no straight line from its {name} to an aisle is free of obstacles"
        return Joins((), Blocked(reason, culprit), math.inf)

    def _feet(self, point: Point) -> Iterator[Join]:
        """The feet of the perpendiculars on the pieces, nearest first."""
        feet = self._known_feet.get(point)
        if feet is None:
            if len(self._known_feet) >= _MOST_KNOWN_FEET:
                self._known_feet.clear()
            feet = self._known_feet[point] = self._found_feet(point)
        for piece, position in feet:
            yield self._join(piece, position, point)

    def _found_feet(self, point: Point) -> list[tuple[int, float]]:
        away = np.array(point) - self._begins
        positions = (away * self._units).sum(axis=1)
        heights = np.abs(away[:, 0] * self._units[:, 1] - away[:, 1] * self._units[:, 0])
        within = np.flatnonzero((positions >= -TOUCH_MM) & (positions <= self._lengths + TOUCH_MM))
        pieces = within[np.argsort(heights[within], kind="stable")]
        places = np.minimum(np.maximum(positions, 0.0), self._lengths)[pieces]
        return list(zip(pieces.tolist(), places.tolist(), strict=True))

    def _ends(self, point: Point) -> Iterator[Join]:
        """The ends of the pieces, nearest first."""
        joins = [
            self._join(piece, position, point)
            for piece, length in enumerate(self._lengths.tolist())
            for position in (0.0, length)
        ]
        yield from sorted(joins, key=lambda join: join.away)

    def _join(self, piece: int, position: float, point: Point) -> Join:
        foot = along(*self._graph.pieces[piece].ends, position / float(self._lengths[piece]))
        return Join(piece, position, foot, distance(point, foot))

    def _why_unreachable(self, starts: tuple[Join, ...], goals: tuple[Join, ...]) -> str:
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
        if way.stays:
            stretches += self._along_piece(way.start.piece, way.start.position, way.goal.position)
        else:
            here = self._ways.junction(way.source)
            stretches.append((way.start.point, graph.points[here], way.start.piece))
            for hop in self._ways.hops(way.source, way.node):
                if int(graph.hops.leaves[hop]) != here:
                    # Over the gap of a joint, which a search that counts turns passes over in silence.
                    stretches.append((graph.points[here], graph.points[graph.hops.leaves[hop]], -1))
                there = int(graph.hops.to[hop])
                stretches.append(
                    (graph.points[graph.hops.leaves[hop]], graph.points[there], int(graph.hops.piece[hop]))
                )
                here = there
            entry = self._entry(way.goal, here)
            stretches.append((graph.points[here], graph.points[entry], -1))
            stretches.append((graph.points[entry], way.goal.point, way.goal.piece))
        stretches = [stretch for stretch in stretches if distance(stretch[0], stretch[1]) > TOUCH_MM]
        runs = tuple(self._run(*stretch) for stretch in stretches if stretch[2] >= 0)
        points = [start, way.start.point, *(b for _, b, _ in stretches), way.goal.point, goal]
        length = math.fsum((way.start.away, way.goal.away, *(distance(a, b) for a, b, _ in stretches)))
        return AislePath(without_straight_points(points), length, runs, _turns(runs))

    def _entry(self, goal: Join, last: int) -> int:
        """The junction at which a way goes onto the piece of its goal: `last`, or one across the gap of a joint."""
        stops = self._graph.stops[goal.piece]
        after = min(max(bisect.bisect_right(stops, goal.position, key=lambda stop: stop.position), 1), len(stops) - 1)
        beside = [stops[at].junction for at in (after - 1, after)]
        if last in beside:
            return last
        return min(beside, key=lambda junction: distance(self._graph.points[junction], self._graph.points[last]))

    def _along_piece(self, piece: int, begin: float, end: float) -> Iterator[tuple[Point, Point, int]]:
        """The stretches from stop to stop on the way from one position to another on the same piece."""
        low, high = min(begin, end), max(begin, end)
        middle = [stop.position for stop in self._graph.stops[piece] if low < stop.position < high]
        places = [begin, *(middle if begin < end else reversed(middle)), end]
        for a, b in itertools.pairwise(places):
            yield self._at(piece, a), self._at(piece, b), piece

    def _at(self, piece: int, position: float) -> Point:
        return along(*self._graph.pieces[piece].ends, position / float(self._lengths[piece]))

    def _run(self, a: Point, b: Point, piece: int) -> Run:
        """The run over a stretch; many ways share theirs."""
        stretch = (a, b, piece)
        run = self._known_runs.get(stretch)
        if run is None:
            if len(self._known_runs) >= _MOST_KNOWN_RUNS:
                self._known_runs.clear()
            run = self._known_runs[stretch] = Run(a, b, self._graph.pieces[piece].id, self._section(piece, a, b))
        return run

    def _section(self, piece: int, a: Point, b: Point) -> Segment:
        begin = self._graph.pieces[piece].ends[0]
        middle = (distance(begin, a) + distance(begin, b)) / 2
        stops = self._graph.stops[piece]
        ahead = min(bisect.bisect_right(stops, middle, key=lambda stop: stop.position), len(stops) - 1)
        return self._graph.points[stops[ahead - 1].junction], self._graph.points[stops[ahead].junction]


def _turns(runs: tuple[Run, ...]) -> int:
    units = [_unit(run) for run in runs]
    return sum(is_turn(one, other) for one, other in itertools.pairwise(units))


def _unit(run: Run) -> Point:
    long = distance(run.a, run.b)
    return (run.b[0] - run.a[0]) / long, (run.b[1] - run.a[1]) / long

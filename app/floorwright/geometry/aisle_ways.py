"""The best hops from one place on the aisles to another: the shortest, or with turns that cost something.

A place is a piece and a position on it, mm from its beginning. A search begins at a source and ends at a node, both
numbers that only mean something here; rows of answers are kept, the ones asked for last longest.
"""

import bisect
import math
from collections import OrderedDict
from typing import Protocol

import numpy as np

from floorwright.geometry.aisle_graph import AisleGraph, reach
from floorwright.geometry.segment import TOUCH_MM, Point
from floorwright.native.paths import Floats, SmallInts

TURN_DEG = 30.0
"""A change of direction of more than this is a turn."""
_MOST_KEPT_BYTES = 128_000_000
_COS_TURN = math.cos(math.radians(TURN_DEG))


class AisleWays(Protocol):
    """Finds ways from place to place on the aisles."""

    def exits(self, piece: int, position: float) -> list[tuple[int, float]]:
        """The sources from which a way can go on, and how far they are from the place."""
        ...

    def entries(self, piece: int, position: float) -> list[tuple[int, float]]:
        """The nodes a way can come from, and how far (with the turn there) the place is from them."""
        ...

    def cost(self, source: int, node: int) -> float:
        """The length of the best way in mm, with what its turns cost; infinite where there is none."""
        ...

    def hops(self, source: int, node: int) -> list[int]:
        """The hops of that way in order."""
        ...

    def junction(self, source: int) -> int:
        """Where the way from a source begins."""
        ...


def ways_of(graph: AisleGraph, turn_mm: float) -> AisleWays:
    """What finds the shortest ways when a turn costs as much as `turn_mm` more way."""
    return TurningWays(graph, turn_mm) if turn_mm > 0.0 else ShortestWays(graph)


class KeptRows:
    """How far everything is from a source, for as many sources as there is room for."""

    def __init__(self, nodes: int) -> None:
        self._room = max(16, _MOST_KEPT_BYTES // (12 * nodes + 200))
        self._rows: OrderedDict[int, tuple[Floats, SmallInts]] = OrderedDict()

    def get(self, source: int) -> tuple[Floats, SmallInts] | None:
        """The row of a source, if it is kept."""
        row = self._rows.get(source)
        if row is not None:
            self._rows.move_to_end(source)
        return row

    def keep(self, source: int, row: tuple[Floats, SmallInts]) -> tuple[Floats, SmallInts]:
        """Keep a row, and the oldest no more where there is no room."""
        self._rows[source] = row
        if len(self._rows) > self._room:
            self._rows.popitem(last=False)
        return row


class ShortestWays:
    """Shortest ways: sources and nodes are the junctions."""

    def __init__(self, graph: AisleGraph) -> None:
        self._graph = graph
        self._places = Places(graph)
        self._rows = KeptRows(len(graph.points))

    def exits(self, piece: int, position: float) -> list[tuple[int, float]]:
        return self._beside(piece, position, leaving=True)

    def entries(self, piece: int, position: float) -> list[tuple[int, float]]:
        return self._beside(piece, position, leaving=False)

    def cost(self, source: int, node: int) -> float:
        return float(self._row(source)[0][node])

    def hops(self, source: int, node: int) -> list[int]:
        hops, arrival = self._graph.hops, self._row(source)[1]
        found = []
        while node != source:
            hop = int(arrival[node])
            found.append(hop)
            node = int(hops.leaves[hop])
        return found[::-1]

    def junction(self, source: int) -> int:
        return source

    def _beside(self, piece: int, position: float, *, leaving: bool) -> list[tuple[int, float]]:
        at, before, after = self._places.around(piece, position)
        if at is not None:
            return [at]
        one_way = self._graph.pieces[piece].one_way
        return [end for end, ahead in ((after, True), (before, False)) if not one_way or ahead == leaving]

    def _row(self, source: int) -> tuple[Floats, SmallInts]:
        hops = self._graph.hops
        return self._rows.get(source) or self._rows.keep(
            source, reach(hops.first, hops.to, hops.length, [(source, 0.0)])
        )


class TurningWays:
    """Ways on which every turn costs `turn_mm` more.

    Nodes are the hops along pieces, each meaning its end, so that where one comes from is known. Sources are hops as
    well, or −1 − a junction for a way that begins on the junction itself.
    """

    def __init__(self, graph: AisleGraph, turn_mm: float) -> None:
        self._graph = graph
        self._places = Places(graph)
        self._turn_mm = turn_mm
        hops = graph.hops
        self._units = [_direction(graph, hop) for hop in range(len(hops.to))]
        self._near = _across_gaps(graph)
        self._between = {
            (int(hops.piece[hop]), int(hops.leaves[hop]), int(hops.to[hop])): hop for hop in range(len(hops.to))
        }
        self._onto: list[list[tuple[int, float]]] = [[] for _ in self._units]
        first, to, length = [0], [], []
        for hop in range(len(hops.to)):
            for following, gap in self._leaving(int(hops.to[hop])) if hops.piece[hop] >= 0 else ():
                cost = gap + (turn_mm if is_turn(self._units[hop], self._units[following]) else 0.0)
                to.append(following)
                length.append(cost + float(hops.length[following]))
                self._onto[following].append((hop, cost))
            first.append(len(to))
        self._first = np.array(first, np.int64)
        self._to, self._length = np.array(to, np.int32), np.array(length, np.float64)
        self._tails = np.repeat(np.arange(len(self._units)), np.diff(self._first))
        self._ending: list[list[int]] = [[] for _ in graph.points]
        for hop in np.flatnonzero(hops.piece >= 0).tolist():
            self._ending[int(hops.to[hop])].append(hop)
        self._rows = KeptRows(len(self._units))

    def exits(self, piece: int, position: float) -> list[tuple[int, float]]:
        at, before, after = self._places.around(piece, position)
        if at is not None:
            return [(-1 - at[0], at[1])]
        return [(hop, end[1]) for hop, end in self._hops_over(piece, before, after)]

    def entries(self, piece: int, position: float) -> list[tuple[int, float]]:
        at, before, after = self._places.around(piece, position)
        if at is not None:
            coming = [(hop, gap + at[1]) for junction, gap in self._near[at[0]] for hop in self._ending[junction]]
            return [*coming, *((-1 - junction, gap + at[1]) for junction, gap in self._near[at[0]])]
        found = []
        for hop, end in self._hops_over(piece, before, after):
            left = float(self._graph.hops.length[hop]) - end[1]
            found += [(comes, cost + left) for comes, cost in self._onto[hop]]
            found += [(-1 - junction, gap + left) for junction, gap in self._near[int(self._graph.hops.leaves[hop])]]
        return found

    def cost(self, source: int, node: int) -> float:
        if node < 0:
            # From a place on a junction straight onto the piece of the other place.
            return 0.0 if source == node else math.inf
        return float(self._row(source)[0][node])

    def hops(self, source: int, node: int) -> list[int]:
        if node < 0:
            return []
        arrival = self._row(source)[1]
        found = []
        while node != source:
            found.append(node)
            step = int(arrival[node])
            if step < 0:
                break
            node = int(self._tails[step])
        return found[::-1]

    def junction(self, source: int) -> int:
        return int(self._graph.hops.to[source]) if source >= 0 else -1 - source

    def _hops_over(
        self, piece: int, before: tuple[int, float], after: tuple[int, float]
    ) -> list[tuple[int, tuple[int, float]]]:
        """The hops that run over a place, each with the junction it ends at and how far that is."""
        both = ((before[0], after), (after[0], before))
        return [(hop, end) for leaves, end in both if (hop := self._between.get((piece, leaves, end[0]))) is not None]

    def _leaving(self, junction: int) -> list[tuple[int, float]]:
        first, piece = self._graph.hops.first, self._graph.hops.piece
        return [
            (hop, gap)
            for near, gap in self._near[junction]
            for hop in range(int(first[near]), int(first[near + 1]))
            if piece[hop] >= 0
        ]

    def _row(self, source: int) -> tuple[Floats, SmallInts]:
        kept = self._rows.get(source)
        if kept is not None:
            return kept
        sources = [(source, 0.0)]
        if source < 0:
            lengths = self._graph.hops.length
            sources = [(hop, gap + float(lengths[hop])) for hop, gap in self._leaving(-1 - source)]
        return self._rows.keep(source, reach(self._first, self._to, self._length, sources))


class Places:
    """Where on a piece a position is: on a junction or between two."""

    def __init__(self, graph: AisleGraph) -> None:
        self._stops = graph.stops
        self._positions = [[stop.position for stop in stops] for stops in graph.stops]

    def around(
        self, piece: int, position: float
    ) -> tuple[tuple[int, float] | None, tuple[int, float], tuple[int, float]]:
        """The junction at a position (None between two), the last before it and the next after, each with how far."""
        positions, stops = self._positions[piece], self._stops[piece]
        after = min(max(bisect.bisect_right(positions, position), 1), len(stops) - 1)
        before = after - 1
        ends = [(stops[at].junction, abs(positions[at] - position)) for at in (before, after)]
        near = [end for end in ends if end[1] <= TOUCH_MM]
        return (near[0] if near else None), ends[0], ends[1]


def is_turn(one: Point, other: Point) -> bool:
    """Whether going on in the unit direction `other` after `one` is a turn."""
    return one[0] * other[0] + one[1] * other[1] < _COS_TURN


def _direction(graph: AisleGraph, hop: int) -> Point:
    (x1, y1), (x2, y2) = graph.points[graph.hops.leaves[hop]], graph.points[graph.hops.to[hop]]
    long = math.hypot(x2 - x1, y2 - y1)
    return ((x2 - x1) / long, (y2 - y1) / long) if long else (0.0, 0.0)


def _across_gaps(graph: AisleGraph) -> list[list[tuple[int, float]]]:
    """For each junction itself and those that only gaps of joints part it from, with how far they are."""
    gaps: dict[int, list[tuple[int, float]]] = {}
    hops = graph.hops
    for hop in np.flatnonzero(hops.piece < 0).tolist():
        gaps.setdefault(int(hops.leaves[hop]), []).append((int(hops.to[hop]), float(hops.length[hop])))
    found = []
    for junction in range(len(graph.points)):
        near = {junction: 0.0}
        pending = [junction] if junction in gaps else []
        while pending:
            here = pending.pop(0)
            for there, gap in gaps.get(here, ()):
                if near[here] + gap < near.get(there, math.inf):
                    near[there] = near[here] + gap
                    pending.append(there)
        found.append(list(near.items()))
    return found

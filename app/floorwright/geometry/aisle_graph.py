"""Aisle centre lines as a graph: where they cross, touch or overlap there is a junction. Lengths are millimetres."""

import bisect
import heapq
import itertools
import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from floorwright.geometry.box import box_of, grown
from floorwright.geometry.segment import (
    TOUCH_MM,
    Point,
    along,
    distance,
    distance_to_segment,
    line_meeting,
    share_at_foot,
)
from floorwright.geometry.spatial_hash import SpatialHash
from floorwright.native import paths
from floorwright.native.paths import Floats, Ints, SmallInts

JOINT_MM = 1.0
"""How far the end of an aisle may be from another one and still join it."""


@dataclass(frozen=True, slots=True)
class AislePiece:
    """A straight piece of aisle along its centre line; one-way runs from x1, y1 to x2, y2. Width None is not known."""

    id: str
    x1: float
    y1: float
    x2: float
    y2: float
    width: float | None = None
    one_way: bool = False

    @property
    def ends(self) -> tuple[Point, Point]:
        """Where it begins and where it ends."""
        return (self.x1, self.y1), (self.x2, self.y2)

    @property
    def length(self) -> float:
        """From end to end."""
        return distance(*self.ends)


@dataclass(frozen=True, slots=True)
class Stop:
    """A junction on a piece, `position` mm from the piece's beginning."""

    position: float
    junction: int


@dataclass(frozen=True, slots=True)
class Hops:
    """The ways from one junction to the next: along a piece, or over the gap of a joint (`piece` −1).

    Hop k leaves the junction `leaves[k]`; those of junction i have first[i] ≤ k < first[i + 1].
    """

    first: Ints
    leaves: Ints
    to: SmallInts
    length: Floats
    piece: Ints


@dataclass(frozen=True, slots=True)
class AisleGraph:
    """Junctions with their points, the stops of each piece in order, and the hops between junctions.

    Junctions with the same `island` are connected, one-way or not.
    """

    pieces: tuple[AislePiece, ...]
    points: tuple[Point, ...]
    stops: tuple[tuple[Stop, ...], ...]
    hops: Hops
    island: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Joint:
    one: int
    one_at: float
    other: int
    other_at: float
    gap: float


def junction_graph(pieces: Sequence[AislePiece]) -> AisleGraph:
    """The graph of the pieces: a junction at every end, crossing, T-joint and end of an overlap."""
    joints = [joint for one, other in _neighbours(pieces) for joint in _joints(pieces, one, other)]
    positions: list[list[float]] = [[0.0, piece.length] for piece in pieces]
    for joint in joints:
        positions[joint.one].append(joint.one_at)
        positions[joint.other].append(joint.other_at)
    places = [_merged(sorted(row)) for row in positions]
    first = list(itertools.accumulate((len(row) for row in places), initial=0))
    same = _Sets(first[-1])
    island = _Sets(first[-1])
    links = []
    for joint in joints:
        a = first[joint.one] + _index(places[joint.one], joint.one_at)
        b = first[joint.other] + _index(places[joint.other], joint.other_at)
        island.join(a, b)
        if joint.gap <= TOUCH_MM:
            same.join(a, b)
        else:
            links.append((a, b, joint.gap))
    points = [_at(piece, place) for piece, row in zip(pieces, places, strict=True) for place in row]
    hops: list[tuple[int, int, float, int]] = []
    for i, piece in enumerate(pieces):
        for k, (here, there) in enumerate(itertools.pairwise(places[i]), start=first[i]):
            a, b = same.of(k), same.of(k + 1)
            island.join(k, k + 1)
            hops.append((a, b, there - here, i))
            if not piece.one_way:
                hops.append((b, a, there - here, i))
    for one, other, gap in links:
        a, b = same.of(one), same.of(other)
        hops += [(a, b, gap, -1), (b, a, gap, -1)]
    stops = tuple(
        tuple(Stop(place, same.of(first[i] + k)) for k, place in enumerate(row)) for i, row in enumerate(places)
    )
    return AisleGraph(
        tuple(pieces),
        tuple(points),
        stops,
        _stacked(hops, len(points)),
        tuple(island.of(same.of(k)) for k in range(len(points))),
    )


def reach(first: Ints, to: SmallInts, length: Floats, sources: Sequence[tuple[int, float]]) -> tuple[Floats, SmallInts]:
    """How far every node of a network is from the sources, and by which hop the shortest way comes (−1 for none).

    `sources` are nodes with how far they are; hop k of node i, first[i] ≤ k < first[i + 1], leads `to[k]`. What cannot
    be reached is infinitely far. Of ways of one length that whose last hop has the lowest number is taken (Dijkstra).
    """
    far = np.full(len(first) - 1, math.inf)
    for node, begin in sources:
        far[node] = min(far[node], begin)
    source = np.array([node for node, _ in sources], np.int64)
    if paths.available():
        return far, paths.reach(first, to, length, source, far)
    return _reach_without_library(first.tolist(), to.tolist(), length.tolist(), source.tolist(), far)


def _reach_without_library(
    first: list[int], to: list[int], length: list[float], source: list[int], begun: Floats
) -> tuple[Floats, SmallInts]:
    far = begun.tolist()
    arrival = [-1] * len(far)
    queue = [(far[node], node) for node in source]
    heapq.heapify(queue)
    while queue:
        so_far, here = heapq.heappop(queue)
        if so_far > far[here]:
            continue
        for k in range(first[here], first[here + 1]):
            reached, there = so_far + length[k], to[k]
            if reached < far[there]:
                far[there], arrival[there] = reached, k
                heapq.heappush(queue, (reached, there))
            elif reached == far[there] and arrival[there] > k:
                arrival[there] = k
    return np.array(far, np.float64), np.array(arrival, np.int32)


def _stacked(hops: list[tuple[int, int, float, int]], junctions: int) -> Hops:
    hops.sort()
    leaves = np.array([hop[0] for hop in hops], np.int64)
    return Hops(
        first=np.searchsorted(leaves, np.arange(junctions + 1)).astype(np.int64),
        leaves=leaves,
        to=np.array([hop[1] for hop in hops], np.int32),
        length=np.array([hop[2] for hop in hops], np.float64),
        piece=np.array([hop[3] for hop in hops], np.int64),
    )


def _neighbours(pieces: Sequence[AislePiece]) -> Iterator[tuple[int, int]]:
    """Pairs of pieces that come near each other."""
    if not pieces:
        return
    mean = math.fsum(piece.length for piece in pieces) / len(pieces)
    places: SpatialHash[int] = SpatialHash(max(mean, JOINT_MM))
    for i, piece in enumerate(pieces):
        box = grown(box_of(piece.ends), JOINT_MM)
        for j in sorted(places.within(box)):
            yield j, i
        places.put(i, box)


def _joints(pieces: Sequence[AislePiece], one: int, other: int) -> Iterator[_Joint]:
    (a, b), (c, d) = pieces[one].ends, pieces[other].ends
    far, wide = distance(a, b), distance(c, d)
    shares = line_meeting(a, b, c, d)
    if shares is not None:
        s, t = shares[0] * far, shares[1] * wide
        if -TOUCH_MM <= s <= far + TOUCH_MM and -TOUCH_MM <= t <= wide + TOUCH_MM:
            yield _Joint(one, min(max(s, 0.0), far), other, min(max(t, 0.0), wide), 0.0)
            return
    for end, at in ((a, 0.0), (b, far)):
        gap = distance_to_segment(end, c, d)
        if gap <= JOINT_MM:
            yield _Joint(one, at, other, _position(end, c, d), gap)
    for end, at in ((c, 0.0), (d, wide)):
        gap = distance_to_segment(end, a, b)
        if gap <= JOINT_MM:
            yield _Joint(one, _position(end, a, b), other, at, gap)


def _position(point: Point, a: Point, b: Point) -> float:
    return min(1.0, max(0.0, share_at_foot(point, a, b))) * distance(a, b)


def _merged(places: list[float]) -> list[float]:
    """The places without those that differ only by rounding; the piece's own two ends stay exactly what they are."""
    end = places[-1]
    kept = [0.0]
    for place in places:
        if place - kept[-1] > TOUCH_MM and end - place > TOUCH_MM:
            kept.append(place)
    return [*kept, end]


def _index(places: list[float], place: float) -> int:
    at = bisect.bisect_left(places, place)
    return min(range(max(at - 1, 0), min(at + 1, len(places))), key=lambda k: abs(places[k] - place))


def _at(piece: AislePiece, position: float) -> Point:
    return along(*piece.ends, position / piece.length)


class _Sets:
    """Disjoint sets of numbers."""

    def __init__(self, count: int) -> None:
        self._parent = list(range(count))

    def of(self, item: int) -> int:
        while self._parent[item] != item:
            self._parent[item] = self._parent[self._parent[item]]
            item = self._parent[item]
        return item

    def join(self, one: int, other: int) -> None:
        a, b = self.of(one), self.of(other)
        self._parent[max(a, b)] = min(a, b)

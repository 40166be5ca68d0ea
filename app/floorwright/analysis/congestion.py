"""How many loaded trips a day go over each piece of aisle or path."""

import bisect
from collections.abc import Hashable, Iterable
from itertools import pairwise
from math import fsum

from floorwright.analysis.carried import Carried
from floorwright.analysis.result import Congestion
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Point

Piece = tuple[Point, Point]
Busy = tuple[float, Point, Point]


class CongestionTally:
    """Keeps what goes over which piece: of aisle in `aisle` mode, else the stretches of the paths.

    A flow counts as often as it goes over a piece. Both directions of a stretch are one piece, its ends in the order of
    x and then y. Pieces that nothing is carried over are left out.
    """

    def __init__(self, mode: DistanceMode) -> None:
        self._mode = mode
        self._over: dict[Piece, dict[Hashable, float]] = {}
        self._changed: set[Piece] = set()
        self._place: dict[Piece, Busy] = {}
        self._order: list[Busy] = []
        self._sorted: list[Congestion] = []

    def add(self, one: Carried) -> None:
        """Count what goes one way."""
        if one.counts and one.trips > 0:
            for piece in self._pieces(one):
                over = self._over.setdefault(piece, {})
                over[one.key] = over.get(one.key, 0.0) + one.trips
                self._changed.add(piece)

    def remove(self, one: Carried) -> None:
        """Count it no more."""
        if one.counts and one.trips > 0:
            for piece in self._pieces(one):
                over = self._over.get(piece, {})
                over.pop(one.key, None)
                self._changed.add(piece)
                if not over:
                    self._over.pop(piece, None)

    def busiest_first(self) -> tuple[Congestion, ...]:
        """The pieces by loaded trips a day, most first; equal ones from left to right."""
        for piece in self._changed:
            place = self._place.pop(piece, None)
            if place is not None:
                at = bisect.bisect_left(self._order, place)
                del self._order[at], self._sorted[at]
        come = [(-fsum(self._over[piece].values()), *piece) for piece in self._changed if piece in self._over]
        if len(come) > 100 + len(self._order) // 10:
            self._order = sorted([*self._order, *come])
            self._sorted = [Congestion(a, b, -less) for less, a, b in self._order]
        else:
            for place in come:
                at = bisect.bisect_left(self._order, place)
                self._order.insert(at, place)
                self._sorted.insert(at, Congestion(place[1], place[2], -place[0]))
        self._place.update(((a, b), (less, a, b)) for less, a, b in come)
        self._changed.clear()
        return tuple(self._sorted)

    def _pieces(self, one: Carried) -> Iterable[Piece]:
        if self._mode is DistanceMode.AISLE:
            used: Iterable[Piece] = (part for leg in one.legs for part in leg.parts)
        else:
            used = pairwise(one.path)
        return ((a, b) if a <= b else (b, a) for a, b in used if a != b)

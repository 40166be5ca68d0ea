"""How many loaded trips a day go over each piece of aisle or path."""

from collections.abc import Iterable
from itertools import pairwise
from math import fsum

from floorwright.analysis.carried import Carried
from floorwright.analysis.result import Congestion
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Point

Piece = tuple[Point, Point]


class CongestionTally:
    """Keeps which flows go over which piece: of aisle in `aisle` mode, else the stretches of the paths.

    A flow counts as often as it goes over a piece. Both directions of a stretch are one piece, its ends in the order of
    x and then y. Pieces that nothing is carried over are left out.
    """

    def __init__(self, mode: DistanceMode) -> None:
        self._mode = mode
        self._over: dict[Piece, dict[str, float]] = {}
        self._congestion: dict[Piece, Congestion] = {}
        self._sorted: tuple[Congestion, ...] | None = None

    def add(self, one: Carried) -> None:
        """Count a flow."""
        if one.counts and one.figures.trips_per_day > 0:
            self._sorted = None
            for piece in self._pieces(one):
                over = self._over.setdefault(piece, {})
                over[one.flow.id] = over.get(one.flow.id, 0.0) + one.figures.trips_per_day
                self._congestion.pop(piece, None)

    def remove(self, one: Carried) -> None:
        """Count a flow no more."""
        if one.counts and one.figures.trips_per_day > 0:
            self._sorted = None
            for piece in self._pieces(one):
                over = self._over.get(piece, {})
                over.pop(one.flow.id, None)
                self._congestion.pop(piece, None)
                if not over:
                    self._over.pop(piece, None)

    def busiest_first(self) -> tuple[Congestion, ...]:
        """The pieces by loaded trips a day, most first; equal ones from left to right."""
        if self._sorted is None:
            for piece in self._over.keys() - self._congestion.keys():
                self._congestion[piece] = Congestion(*piece, fsum(self._over[piece].values()))
            self._sorted = tuple(sorted(self._congestion.values(), key=_busy))
        return self._sorted

    def _pieces(self, one: Carried) -> Iterable[Piece]:
        if self._mode is DistanceMode.AISLE:
            used: Iterable[Piece] = (part for leg in one.legs for part in leg.parts)
        else:
            path = one.figures.path
            used = pairwise(path)
        return ((a, b) if a <= b else (b, a) for a, b in used if a != b)


def _busy(piece: Congestion) -> tuple[float, Point, Point]:
    return -piece.trips_per_day, piece.a, piece.b

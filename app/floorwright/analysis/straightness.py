"""How directly loads go: straightness and backtracking, both shares of the metres a day (methods.md 1.4)."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.carried import Carried
from floorwright.model.record import Point

Floats = NDArray[np.float64]
ROUNDING = 1e-9
"""A loop closes only to within this share of its length: what is left of it is no direction."""


class DirectnessTally:
    """Keeps what every way adds to straightness, and what every product does there to backtracking."""

    def __init__(self) -> None:
        self._displacement: dict[Hashable, float] = {}
        self._moments_m: dict[Hashable, float] = {}
        self._ways: dict[Hashable, _Way] = {}
        self._trips_of: dict[str, dict[Hashable, float]] = {}
        self._against: dict[str, float] = {}

    def add(self, one: Carried) -> None:
        """Count what goes one way."""
        if one.counts:
            self._displacement[one.key] = one.trips * math.hypot(*one.net) / 1000
            self._moments_m[one.key] = one.moment_m

    def remove(self, one: Carried) -> None:
        """Count it no more."""
        if one.counts:
            del self._displacement[one.key], self._moments_m[one.key]

    def add_products(self, one: Carried, trips: Mapping[str, float]) -> None:
        """Count how many trips a day each product makes there."""
        self._ways[one.key] = _Way(one)
        for product, each in trips.items():
            self._trips_of.setdefault(product, {})[one.key] = each
            self._against.pop(product, None)

    def remove_products(self, one: Carried, products: Iterable[str]) -> None:
        """Count what these products do there no more."""
        del self._ways[one.key]
        for product in products:
            del self._trips_of[product][one.key]
            self._against.pop(product, None)

    def straightness(self) -> float | None:
        """Σ trips × displacement ÷ Σ trips × distance: 1 when every load goes straight; None when nothing is moved.

        A flow's displacement is the straight line from where it starts to where it ends, whatever lies between.
        """
        return self._share(self._displacement.values())

    def backtracking(self) -> float | None:
        """Σ trip-metres against the product's direction ÷ Σ trips × distance, 0 to 1; None when nothing is moved."""
        for product, trips in self._trips_of.items():
            if product not in self._against:
                self._against[product] = _against_m([self._ways[key] for key in trips], list(trips.values()))
        return self._share(self._against.values())

    def _share(self, parts: Iterable[float]) -> float | None:
        length = math.fsum(self._moments_m.values())
        return math.fsum(parts) / length if length > 0 else None


class _Way:
    """The stretches of a way, dx and dy, what they come to together, and how long the way is, millimetres."""

    __slots__ = ("length", "net", "steps")

    def __init__(self, one: Carried) -> None:
        points = np.array(one.path, np.float64).reshape(-1, 2)
        self.steps = points[1:] - points[:-1]
        self.net = one.net
        self.length = math.fsum(leg.length or 0.0 for leg in one.legs)


def _against_m(ways: list[_Way], trips: list[float]) -> float:
    """The trip-metres a day that a product goes against the way it goes as a whole.

    The product's direction is the sum of trips × displacement over its flows: for a routing that is one chain, the
    direction from its first station to its last. A stretch counts by its component against that direction, so going
    across is no backtracking. 0 when the product comes back to where it began: then no direction is forward.
    """
    x = math.fsum([each * way.net[0] for way, each in zip(ways, trips, strict=True)])
    y = math.fsum([each * way.net[1] for way, each in zip(ways, trips, strict=True)])
    size = math.hypot(x, y)
    if size <= ROUNDING * math.fsum([each * way.length for way, each in zip(ways, trips, strict=True)]):
        return 0.0
    steps = np.concatenate([way.steps for way in ways])
    each = np.repeat(np.array(trips), [len(way.steps) for way in ways])
    return _back_m(steps, each, x / size, y / size)


def _back_m(steps: Floats, trips: Floats, x: float, y: float) -> float:
    """Σ trips × metres, of stretches dx and dy in millimetres, along which one goes against a unit direction."""
    along = steps[:, 0] * x + steps[:, 1] * y
    back = along < 0
    return math.fsum((-along[back] * trips[back]).tolist()) / 1000


def against_m_of_flows(flows: Sequence[tuple[Sequence[Point], float]]) -> list[float]:
    """What each flow of one product, its way and its trips a day, adds to the trip-metres against its direction."""
    ends = [(trips * (way[-1][0] - way[0][0]), trips * (way[-1][1] - way[0][1])) for way, trips in flows]
    x, y = math.fsum(end[0] for end in ends), math.fsum(end[1] for end in ends)
    size = math.hypot(x, y)
    moment = math.fsum(trips * math.dist(a, b) for way, trips in flows for a, b in pairwise(way))
    if size <= ROUNDING * moment:
        return [0.0] * len(flows)
    back = []
    for way, trips in flows:
        points = np.array(way, np.float64).reshape(-1, 2)
        back.append(_back_m(points[1:] - points[:-1], np.full(len(points) - 1, trips), x / size, y / size))
    return back

"""How directly loads go: straightness and backtracking, both shares of the metres a day (methods.md 1.4)."""

import math
from collections.abc import Hashable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.carried import Carried
from floorwright.geometry.packed_rows import PackedRows
from floorwright.model.record import Point

Floats = NDArray[np.float64]
ROUNDING = 1e-9
"""A loop closes only to within this share of its length: what is left of it is no direction."""


class DirectnessTally:
    """Keeps what every way adds to straightness, and what every product does there to backtracking."""

    def __init__(self) -> None:
        self._displacement: dict[Hashable, float] = {}
        self._moments_m: dict[Hashable, float] = {}
        self._of_product: dict[str, _Product] = {}
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
        points = np.array(one.path, np.float64).reshape(-1, 2)
        steps = points[1:] - points[:-1]
        length, (x, y) = math.fsum(leg.length or 0.0 for leg in one.legs), one.net
        for product, each in trips.items():
            known = self._of_product.get(product)
            if known is None:
                known = self._of_product[product] = _Product()
            known.put(one.key, _Goes(each * x, each * y, each * length, each, steps))
            self._against.pop(product, None)

    def remove_products(self, one: Carried, products: Iterable[str]) -> None:
        """Count what these products do there no more."""
        for product in products:
            self._of_product[product].drop(one.key)
            self._against.pop(product, None)

    def straightness(self) -> float | None:
        """Σ trips × displacement ÷ Σ trips × distance: 1 when every load goes straight; None when nothing is moved.

        A flow's displacement is the straight line from where it starts to where it ends, whatever lies between.
        """
        return self._share(self._displacement.values())

    def backtracking(self) -> float | None:
        """Σ trip-metres against the product's direction ÷ Σ trips × distance, 0 to 1; None when nothing is moved."""
        for product, ways in self._of_product.items():
            if product not in self._against:
                self._against[product] = ways.against_m()
        return self._share(self._against.values())

    def _share(self, parts: Iterable[float]) -> float | None:
        length = math.fsum(self._moments_m.values())
        return math.fsum(parts) / length if length > 0 else None


class _Goes(NamedTuple):
    """What one product's trips a day on one way come to: Σ of Δx, Δy and length, trip-millimetres, and their steps."""

    x: float
    y: float
    moment: float
    trips: float
    steps: Floats


class _Product:
    """The ways of one product.

    Their stretches are packed into one array when they are asked for a second time: a plan that is only looked at once
    does without.
    """

    def __init__(self) -> None:
        self._ways: dict[Hashable, _Goes] = {}
        self._packed: PackedRows[Hashable] | None = None
        self._asked = False

    def put(self, key: Hashable, goes: _Goes) -> None:
        """So many trips go this way."""
        self._ways[key] = goes
        if self._packed is not None:
            self._packed.put(key, _with_trips(goes.steps, goes.trips))

    def drop(self, key: Hashable) -> None:
        """No trips go this way any more."""
        del self._ways[key]
        if self._packed is not None:
            self._packed.drop(key)

    def against_m(self) -> float:
        """The trip-metres a day that the product goes against the way it goes as a whole.

        The product's direction is the sum of trips × displacement over its flows: for a routing that is one chain, the
        direction from its first station to its last. A stretch counts by its component against that direction, so
        going across is no backtracking. 0 when the product comes back to where it began: then no direction is forward.
        """
        if not self._ways:
            return 0.0
        xs, ys, moments, trips, steps = zip(*self._ways.values(), strict=True)
        x, y = math.fsum(xs), math.fsum(ys)
        size = math.hypot(x, y)
        if size <= ROUNDING * math.fsum(moments):
            return 0.0
        table = self._stretches(trips, steps)
        return _back_m(table[:, :2], table[:, 2], x / size, y / size)

    def _stretches(self, trips: Sequence[float], steps: Sequence[Floats]) -> Floats:
        """Rows dx, dy and trips; rows of nothing among them."""
        if self._packed is not None:
            return self._packed.table
        if not self._asked:
            self._asked = True
            return np.column_stack([np.concatenate(steps), np.repeat(trips, list(map(len, steps)))])
        # Trips a day of 0 make a stretch of nothing.
        self._packed = PackedRows(3, blank=0.0)
        for key, goes in self._ways.items():
            self._packed.put(key, _with_trips(goes.steps, goes.trips))
        return self._packed.table


def _with_trips(steps: Floats, trips: float) -> Floats:
    return np.column_stack([steps, np.full(len(steps), trips)])


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

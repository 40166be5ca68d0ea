"""How directly loads go: straightness and backtracking, both shares of the metres a day (methods.md 1.4)."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.carried import Carried
from floorwright.geometry.packed_rows import PackedRows
from floorwright.model.record import Point

ROUNDING = 1e-9
"""A loop closes only to within this share of its length: what is left of it is no direction."""


class DirectnessTally:
    """Keeps what every flow and product adds to straightness and backtracking."""

    def __init__(self) -> None:
        self._displacement: dict[str, float] = {}
        self._moments_m: dict[str, float] = {}
        self._of_product: dict[str, _Product] = {}
        self._against: dict[str, float] = {}

    def add(self, one: Carried) -> None:
        """Count a flow."""
        if one.counts:
            self._displacement[one.flow.id] = one.figures.trips_per_day * math.hypot(*one.net) / 1000
            self._moments_m[one.flow.id] = one.moment_m
            self._of_product.setdefault(one.flow.product, _Product()).add(one)
            self._against.pop(one.flow.product, None)

    def remove(self, one: Carried) -> None:
        """Count a flow no more."""
        if one.counts:
            del self._displacement[one.flow.id], self._moments_m[one.flow.id]
            self._of_product[one.flow.product].remove(one.flow.id)
            self._against.pop(one.flow.product, None)

    def straightness(self) -> float | None:
        """Σ trips × displacement ÷ Σ trips × distance: 1 when every load goes straight; None when nothing is moved.

        A flow's displacement is the straight line from where it starts to where it ends, whatever lies between.
        """
        return self._share(self._displacement.values())

    def backtracking(self) -> float | None:
        """Σ trip-metres against the product's direction ÷ Σ trips × distance, 0 to 1; None when nothing is moved."""
        for product, flows in self._of_product.items():
            if product not in self._against:
                self._against[product] = flows.against_m()
        return self._share(self._against.values())

    def _share(self, parts: Iterable[float]) -> float | None:
        length = math.fsum(self._moments_m.values())
        return math.fsum(parts) / length if length > 0 else None


class _Product:
    """The flows of one product: how far each takes its loads, and the stretches on which it does."""

    def __init__(self) -> None:
        self._x: dict[str, float] = {}
        self._y: dict[str, float] = {}
        self._moments_m: dict[str, float] = {}
        # Trips a day of 0 make a stretch of nothing.
        self._stretches: PackedRows[str] = PackedRows(3, blank=0.0)

    def add(self, one: Carried) -> None:
        trips, (x, y) = one.figures.trips_per_day, one.net
        self._x[one.flow.id], self._y[one.flow.id] = trips * x, trips * y
        self._moments_m[one.flow.id] = one.moment_m
        steps = np.diff(np.array(one.figures.path, np.float64).reshape(-1, 2), axis=0)
        self._stretches.put(one.flow.id, np.hstack([steps, np.full((len(steps), 1), trips)]))

    def remove(self, flow: str) -> None:
        del self._x[flow], self._y[flow], self._moments_m[flow]
        self._stretches.drop(flow)

    def against_m(self) -> float:
        """The trip-metres a day that the flows go against the way the product goes as a whole.

        The product's direction is the sum of trips × displacement over its flows: for a routing that is one chain, the
        direction from its first station to its last. A stretch counts by its component against that direction, so
        going across is no backtracking. 0 when the product comes back to where it began: then no direction is forward.
        """
        x, y = math.fsum(self._x.values()), math.fsum(self._y.values())
        size = math.hypot(x, y)
        if size <= ROUNDING * 1000 * math.fsum(self._moments_m.values()):
            return 0.0
        return _back_m(self._stretches.table, x / size, y / size)


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
        steps = np.diff(np.array(way, np.float64).reshape(-1, 2), axis=0)
        back.append(_back_m(np.hstack([steps, np.full((len(steps), 1), trips)]), x / size, y / size))
    return back


def _back_m(stretches: NDArray[np.float64], x: float, y: float) -> float:
    """Σ trips × metres, of stretches dx, dy (millimetres) and trips, along which one goes against a unit direction."""
    along = stretches[:, 0] * x + stretches[:, 1] * y
    back = along < 0
    return math.fsum((-along[back] * stretches[back, 2]).tolist()) / 1000

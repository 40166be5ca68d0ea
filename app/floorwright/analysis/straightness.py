"""How directly loads go: straightness and backtracking, both shares of the metres a day (methods.md 1.4)."""

import math
from collections.abc import Iterable, Sequence
from itertools import pairwise

from floorwright.analysis.carried import Carried
from floorwright.model.record import Point

ROUNDING = 1e-9
"""A loop closes only to within this share of its length: what is left of it is no direction."""


class DirectnessTally:
    """Keeps what every flow and product adds to straightness and backtracking."""

    def __init__(self) -> None:
        self._displacement: dict[str, float] = {}
        self._of_product: dict[str, dict[str, Carried]] = {}
        self._against: dict[str, float] = {}

    def add(self, one: Carried) -> None:
        """Count a flow."""
        if one.counts:
            self._displacement[one.flow.id] = one.figures.trips_per_day * math.hypot(*one.net) / 1000
            self._of_product.setdefault(one.flow.product, {})[one.flow.id] = one
            self._against.pop(one.flow.product, None)

    def remove(self, one: Carried) -> None:
        """Count a flow no more."""
        if one.counts:
            del self._displacement[one.flow.id]
            del self._of_product[one.flow.product][one.flow.id]
            self._against.pop(one.flow.product, None)

    def straightness(self, moments_m: Sequence[float]) -> float | None:
        """Σ trips × displacement ÷ Σ trips × distance: 1 when every load goes straight; None when nothing is moved.

        A flow's displacement is the straight line from where it starts to where it ends, whatever lies between.
        """
        return _share(self._displacement.values(), moments_m)

    def backtracking(self, moments_m: Sequence[float]) -> float | None:
        """Σ trip-metres against the product's direction ÷ Σ trips × distance, 0 to 1; None when nothing is moved."""
        for product, flows in self._of_product.items():
            if product not in self._against:
                self._against[product] = against_m(list(flows.values()))
        return _share(self._against.values(), moments_m)


def against_m(carried: Sequence[Carried]) -> float:
    """The trip-metres a day that the flows of one product go against the way the product goes as a whole.

    The product's direction is the sum of trips × displacement over its flows: for a routing that is one chain, the
    direction from its first station to its last. A stretch counts by its component against that direction, so going
    across is no backtracking. 0 when the product comes back to where it began: then no direction is forward.
    """
    x = math.fsum(one.figures.trips_per_day * one.net[0] for one in carried)
    y = math.fsum(one.figures.trips_per_day * one.net[1] for one in carried)
    size = math.hypot(x, y)
    if size <= ROUNDING * 1000 * math.fsum(one.moment_m for one in carried):
        return 0.0
    direction = (x / size, y / size)
    return math.fsum(one.figures.trips_per_day * back_m(one.figures.path, direction) for one in carried)


def back_m(path: Sequence[Point], direction: Point) -> float:
    """The metres along a path (millimetres) that go against a unit direction."""
    along = ((x2 - x1) * direction[0] + (y2 - y1) * direction[1] for (x1, y1), (x2, y2) in pairwise(path))
    return math.fsum(-step for step in along if step < 0) / 1000


def _share(parts: Iterable[float], moments_m: Sequence[float]) -> float | None:
    length = math.fsum(moments_m)
    return math.fsum(parts) / length if length > 0 else None

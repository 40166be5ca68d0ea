"""The plan's figures a day: sums over the flows that have a way."""

from math import fsum

from floorwright.analysis.carried import Carried
from floorwright.analysis.result import Totals


class TotalsTally:
    """Keeps what every flow adds. The sums are correctly rounded, so no order of the flows changes them."""

    def __init__(self) -> None:
        self._trips: dict[str, float] = {}
        self._loaded_m: dict[str, float] = {}
        self._distance_m: dict[str, float] = {}
        self._travel_h: dict[str, float] = {}
        self._handling_h: dict[str, float] = {}
        self._cost: dict[str, float] = {}

    def add(self, one: Carried) -> None:
        """Count a flow."""
        if one.counts:
            id = one.flow.id
            self._trips[id] = one.figures.trips_per_day
            self._loaded_m[id], self._distance_m[id] = one.moment_m, one.distance_m
            self._travel_h[id], self._handling_h[id] = one.travel_h, one.handling_h
            self._cost[id] = one.figures.cost_per_day or 0.0

    def remove(self, one: Carried) -> None:
        """Count a flow no more."""
        if one.counts:
            for kept in self._all():
                del kept[one.flow.id]

    def totals(self) -> Totals:
        """The sums as of now."""
        return Totals(*(fsum(kept.values()) for kept in self._all()))

    def _all(self) -> tuple[dict[str, float], ...]:
        """In the order of the fields of `Totals`."""
        return self._trips, self._loaded_m, self._distance_m, self._travel_h, self._handling_h, self._cost

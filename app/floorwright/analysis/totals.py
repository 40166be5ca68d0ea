"""The plan's figures a day: sums over the flows that have a way."""

from collections.abc import Hashable
from math import fsum

from floorwright.analysis.carried import Carried
from floorwright.analysis.result import Totals


class TotalsTally:
    """Keeps what every way adds. The sums are correctly rounded, so no order of the flows changes them."""

    def __init__(self) -> None:
        # In the order of the fields of `Totals`.
        self._parts: tuple[dict[Hashable, float], ...] = ({}, {}, {}, {}, {}, {})

    def add(self, one: Carried) -> None:
        """Count what goes one way."""
        if one.counts:
            values = (one.moves, one.moment_m, one.distance_m, one.travel_h, one.handling_h, one.cost)
            for kept, value in zip(self._parts, values, strict=True):
                kept[one.key] = value

    def remove(self, one: Carried) -> None:
        """Count it no more."""
        if one.counts:
            for kept in self._parts:
                del kept[one.key]

    def totals(self) -> Totals:
        """The sums as of now."""
        return Totals(*(fsum(kept.values()) for kept in self._parts))

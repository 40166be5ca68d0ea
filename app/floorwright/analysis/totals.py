"""The plan's figures a day: sums over the flows that have a way."""

from collections.abc import Hashable
from math import fsum

from floorwright.analysis.carried import Carried
from floorwright.analysis.result import Totals


class TotalsTally:
    """Keeps what every way adds. The sums are correctly rounded, so no order of the flows changes them."""

    def __init__(self) -> None:
        self._parts: dict[Hashable, tuple[float, ...]] = {}

    def add(self, one: Carried) -> None:
        """Count what goes one way."""
        if one.counts:
            # In the order of the fields of `Totals`.
            self._parts[one.key] = (
                one.moves, one.moment_m, one.distance_m, one.travel_h, one.handling_h, one.cost,
            )  # fmt: skip

    def remove(self, one: Carried) -> None:
        """Count it no more."""
        self._parts.pop(one.key, None)

    def totals(self) -> Totals:
        """The sums as of now."""
        return Totals(*map(fsum, zip(*self._parts.values(), strict=True))) if self._parts else Totals()

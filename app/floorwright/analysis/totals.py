"""The plan's figures a day: sums over the flows that have a way."""

from collections.abc import Sequence
from math import fsum

from floorwright.analysis.carried import Carried
from floorwright.analysis.result import Totals


def totals(carried: Sequence[Carried]) -> Totals:
    """Trips, metres, hours and cost a day. The sums are correctly rounded, so no order of the flows changes them."""
    return Totals(
        trips_per_day=fsum(one.figures.trips_per_day for one in carried if one.counts),
        loaded_distance_m_per_day=fsum(one.moment_m for one in carried),
        distance_m_per_day=fsum(one.distance_m for one in carried),
        travel_h_per_day=fsum(one.travel_h for one in carried),
        handling_h_per_day=fsum(one.handling_h for one in carried),
        cost_per_day=fsum(one.figures.cost_per_day or 0.0 for one in carried),
    )

"""What is shown of the flows, on screen and paper alike: which, how, in which colours, and what lies under them."""

from dataclasses import dataclass
from enum import StrEnum

WALKS = ""
"""Stands among methods for flows without one."""


class FlowStyle(StrEnum):
    """How flows are drawn."""

    INDIVIDUAL = "individual"
    """A line a flow, beside each other where they share a way."""
    AGGREGATED = "aggregated"
    """A band a stretch of aisle, as wide as all that goes over it."""
    SPAGHETTI = "spaghetti"
    """Thin lines that show through, where they are measured, with the order of the moves."""
    HIDDEN = "hidden"


class ColourBy(StrEnum):
    """What the colours of the flows tell."""

    PRODUCT = "product"
    METHOD = "method"
    DEPARTMENT = "department"
    """The department in which a flow starts."""
    VALUE = "value"
    """What the transport is worth to the customer: VA, ENVA, NVA or not classified."""


class TrafficShown(StrEnum):
    """What is shown of the traffic in every stretch."""

    NONE = "none"
    TRIPS = "trips"
    VEHICLES = "vehicles"
    MEETINGS = "meetings"


@dataclass(frozen=True, slots=True, kw_only=True)
class FlowView:
    """A choice of what is seen. `products`, `methods` and `departments` are what is left when filtered; None is all.

    `products` and `methods` are ids (`WALKS` for flows without a method); a flow belongs to the departments in which
    it starts and ends.
    """

    style: FlowStyle = FlowStyle.INDIVIDUAL
    colour: ColourBy = ColourBy.PRODUCT
    products: frozenset[str] | None = None
    methods: frozenset[str] | None = None
    departments: frozenset[str] | None = None
    least_trips_per_day: float = 0.0
    arrows: bool = True
    labels: bool = True
    traffic: TrafficShown = TrafficShown.NONE
    returns: bool = True
    """Whether empty returns count as traffic."""
    heat: bool = False
    heat_cell_m: float = 1.0
    heat_blurred: bool = False
    """Whether the picture of the heat is smoothed; numbers never are."""

    @property
    def filtered(self) -> bool:
        """Whether some flows may be left out."""
        chosen = (self.products, self.methods, self.departments)
        return any(one is not None for one in chosen) or self.least_trips_per_day > 0

"""What is shown of the flows, on screen and paper alike: which, how, in which colours, and what lies under them."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from floorwright.analysis.departments import departments
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow

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


def chosen_flows(
    records: Records, analysis: Analysis, view: FlowView, only: Collection[str] | None = None
) -> list[FlowFigures]:
    """The flows that the filters leave, in the order of the analysis; with `only`, those of them that are named."""
    named = departments(records) if view.departments is not None else {}

    def passes(figures: FlowFigures) -> bool:
        flow = records.get(figures.flow)
        if only is not None and figures.flow not in only:
            return False
        if figures.trips_per_day < view.least_trips_per_day:
            return False
        if isinstance(flow, Flow):
            if view.products is not None and flow.product not in view.products:
                return False
            if view.methods is not None and (flow.method or WALKS) not in view.methods:
                return False
        if view.departments is not None:
            return not view.departments.isdisjoint((named.get(figures.start_id, ""), named.get(figures.end_id, "")))
        return True

    return [figures for figures in analysis.flows if passes(figures)]


def filter_words(records: Records, view: FlowView) -> str:
    """What the filters leave, in words; empty when they leave all."""
    parts: list[str] = []
    for ids, what in ((view.products, "product"), (view.methods, "method")):
        if ids is not None:
            names = sorted(getattr(records.get(id), "name", "walking" if id == WALKS else "?") for id in ids)
            parts.append(_listed(names, what))
    if view.departments is not None:
        parts.append(_listed(sorted(view.departments), "department"))
    if view.least_trips_per_day > 0:
        parts.append(f"{view.least_trips_per_day:g} trips a day or more")
    return "; ".join(parts)


def _listed(names: list[str], what: str) -> str:
    if not names:
        return f"no {what}"
    return ", ".join(names) if len(names) <= 3 else f"{len(names)} {what}s"

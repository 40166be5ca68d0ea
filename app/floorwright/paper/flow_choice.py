"""Which flows the filters of a flow view leave, and what they leave in words."""

from collections.abc import Collection

from floorwright.analysis.pictures.departments import departments
from floorwright.analysis.result import Analysis, FlowFigures, TourFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow
from floorwright.paper.flow_view import WALKS, FlowView


def chosen_flows(
    records: Records, analysis: Analysis, view: FlowView, only: Collection[str] | None = None
) -> list[FlowFigures]:
    """The flows that the filters leave, in the order of the analysis; with `only`, those of them that are named."""
    named = departments(records) if view.departments is not None else {}

    def passes(figures: FlowFigures) -> bool:
        flow = records.get(figures.flow)
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

    # In a drag a few of thousands are asked for, in every frame.
    named_ones = analysis.flows if only is None else [figures for figures in analysis.flows if figures.flow in only]
    return [figures for figures in named_ones if passes(figures)]


def chosen_tours(analysis: Analysis, view: FlowView) -> list[TourFigures]:
    """The milk runs that the filters leave: they carry many products, so a filter of products or departments leaves
    none."""
    if view.products is not None or view.departments is not None:
        return []
    return [
        tour
        for tour in analysis.tours
        if tour.distance_m is not None
        and tour.runs_per_day >= view.least_trips_per_day
        and (view.methods is None or (tour.method_id or WALKS) in view.methods)
    ]


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

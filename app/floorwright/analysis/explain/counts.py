"""Figures that count what is wrong: flows without a way, and warnings."""

from floorwright.analysis.explain.explanation import Contribution, Explanation, ranked
from floorwright.analysis.explain.flow_day import flow_name
from floorwright.analysis.explain.names import PLAN
from floorwright.analysis.explain.sums import CONVENTIONS
from floorwright.analysis.result import Analysis
from floorwright.model.diff import Records


def explain_lost(records: Records, analysis: Analysis) -> Explanation:
    """The flows that have no way, each with its reason."""
    lost = [flow for flow in analysis.flows if flow.distance_m is None]
    parts = [Contribution(f"{flow_name(flow)}: {flow.reason}", 1.0, (flow.flow,)) for flow in lost]
    formula = "the number of flows that cannot be measured in this distance mode; they are in no sum"
    return _counted("flows_without_a_way", parts, formula)


def explain_warnings(records: Records, analysis: Analysis) -> Explanation:
    """Every warning with what it is about."""
    parts = [
        Contribution(f"{one.what} ({one.where}): {one.why}", 1.0, (one.source,) if one.source else ())
        for one in analysis.warnings
    ]
    return _counted("warnings", parts, "the number of things that could not be computed or look wrong")


def _counted(figure: str, parts: list[Contribution], formula: str) -> Explanation:
    return Explanation(
        figure=figure,
        name=PLAN[figure],
        value=float(len(parts)),
        unit="",
        formula=formula,
        numbers=f"{len(parts)} of them" if parts else "There is none.",
        source=CONVENTIONS,
        breakdowns=(ranked("reason", parts),),
    )

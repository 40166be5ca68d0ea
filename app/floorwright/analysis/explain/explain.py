"""Any figure of an analysis explained: a pure function of the records and the analysis."""

from dataclasses import replace

from floorwright.analysis.explain.cells import explain_cell, explain_piece
from floorwright.analysis.explain.counts import explain_lost, explain_warnings
from floorwright.analysis.explain.explanation import Alternative, Breakdown, Contribution, Explanation
from floorwright.analysis.explain.fleets import explain_method
from floorwright.analysis.explain.names import Figure, figure_named
from floorwright.analysis.explain.one_flow import explain_flow
from floorwright.analysis.explain.one_tour import explain_tour
from floorwright.analysis.explain.shapes import (
    explain_backtracking,
    explain_crossings,
    explain_detour,
    explain_straightness,
)
from floorwright.analysis.explain.sums import SUMS, explain_sum
from floorwright.analysis.result import Analysis
from floorwright.model.diff import Records


def explain(records: Records, analysis: Analysis, figure: str) -> Explanation:
    """What there is to say of a figure. The records are those of the scenario that was analysed.

    Every breakdown of a figure that has a value adds up to it.

    Raises:
        AnalysisFailed: when there is no such figure; the hint lists those there are.
    """
    return explain_figure(records, analysis, figure_named(figure, analysis))


def explain_figure(records: Records, analysis: Analysis, figure: Figure) -> Explanation:
    """The same of a figure that is known."""
    made = _explained(records, analysis, figure)
    if made.value is None or not analysis.tours or figure.kind in ("flow", "tour"):
        return made
    tours = tuple(tour.tour for tour in analysis.tours)
    return replace(
        made,
        breakdowns=tuple(_with_tours(one, made.value, tours) for one in made.breakdowns),
        # What tours would add under another convention is not worked out here.
        conventions=tuple(
            replace(one, others=tuple(Alternative(other.choice, None) for other in one.others))
            for one in made.conventions
        ),
    )


def _with_tours(one: Breakdown, value: float, tours: tuple[str, ...]) -> Breakdown:
    """What the tours add that is not told tour by tour, as one contribution."""
    rest = value - one.total
    if abs(rest) <= 1e-9 * abs(value):
        return one
    return replace(one, contributions=(*one.contributions, Contribution("Tours", rest, tours)))


def _explained(records: Records, analysis: Analysis, figure: Figure) -> Explanation:
    match figure.kind:
        case "flow":
            return explain_flow(records, analysis, figure)
        case "method":
            return explain_method(records, analysis, figure)
        case "tour":
            return explain_tour(records, analysis, figure)
        case "from_to":
            return explain_cell(records, analysis, figure)
        case "congestion":
            return explain_piece(records, analysis, figure)
    if figure.field in SUMS:
        return explain_sum(records, analysis, figure.field)
    return {
        "crossings": explain_crossings,
        "straightness": explain_straightness,
        "backtracking": explain_backtracking,
        "detour_ratio": explain_detour,
        "flows_without_a_way": explain_lost,
        "warnings": explain_warnings,
    }[figure.field](records, analysis)

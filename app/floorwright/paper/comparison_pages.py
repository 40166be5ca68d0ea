"""What is printed of a comparison: every figure, the charts of the decision, the money, flows."""

from dataclasses import dataclass

from floorwright.analysis.comparing.compare import compare
from floorwright.analysis.comparing.pay_tables import pay_table, sensitivity_table
from floorwright.analysis.comparing.paying import Paying
from floorwright.analysis.comparing.sensitivity import Sensitivity
from floorwright.analysis.comparing.side_by_side import flows_side_by_side, side_by_side
from floorwright.analysis.result import Analysis, Table
from floorwright.model.diff import Records
from floorwright.model.investment import Investment
from floorwright.paper.charts.figure import Figure
from floorwright.paper.charts.page import figure_sheet
from floorwright.paper.content import Content
from floorwright.paper.pay_figures import cash_chart, tornado, volume_chart

SHEET = "study"
"""The sheet that holds tables with charts after the first of them."""


@dataclass(frozen=True, slots=True)
class Comparison:
    """Scenarios against the first of them; the money is that of the second."""

    names: tuple[str, ...]
    analyses: tuple[Analysis, ...]
    investment: Investment
    pay: Paying
    found: Sensitivity | None
    currency: str


def comparison_tables(one: Comparison) -> tuple[Table, ...]:
    """Every figure, the money, what would reverse the decision, the cost and distance of every flow."""
    names, analyses = one.names, one.analyses
    first = (
        compare(analyses[0], analyses[1], (names[0], names[1]), one.currency)
        if len(names) == 2
        else side_by_side(analyses, names, one.currency)
    )
    money = [pay_table(one.pay, one.investment, names[1], one.currency, one.found)]
    if one.found is not None:
        money.append(sensitivity_table(one.found, one.currency))
    flows = (flows_side_by_side(analyses, names, figure, one.currency) for figure in ("cost_per_day", "distance_m"))
    return (first, *money, *flows)


def comparison_figures(one: Comparison) -> tuple[Figure, ...]:
    """Tornado, cost against volume, and what has come back: those that there is something to draw of."""
    made: list[Figure | None] = []
    if one.found is not None:
        made += [tornado(one.found, one.currency), volume_chart(one.found, (one.names[0], one.names[1]), one.currency)]
    if one.investment.moving_cost is not None:
        made.append(cash_chart(one.pay, one.investment, one.currency))
    return tuple(figure for figure in made if figure is not None)


def comparison_content(records: Records, scenario: str, one: Comparison) -> Content:
    """What an exporter is given to write the comparison on `SHEET`; the records are the document's."""
    sheets = tuple(map(figure_sheet, comparison_figures(one)))
    return Content(records, scenario, one.analyses[1], {}, comparison_tables(one), sheets)

"""The charts of a scenario with the one each is compared with: the present, or its own ideas carried out."""

from collections.abc import Callable
from dataclasses import dataclass

from floorwright.analysis.process_chart.chart import ProcessChart
from floorwright.analysis.process_chart.compare import has_ideas, improved
from floorwright.analysis.process_chart.tables import process_charts
from floorwright.analysis.result import Analysis
from floorwright.model.diff import Records
from floorwright.model.kinds import PRESENT
from floorwright.model.scenario import scenario_records


@dataclass(frozen=True, slots=True)
class ChartPair:
    """A chart for paper: `listed` is written line by line, the others are summed up; None where there is none."""

    listed: ProcessChart
    present: ProcessChart
    proposed: ProcessChart | None = None


def chart_pairs(
    records: Records, scenario: str, analysis: Analysis, analyse: Callable[[Records], Analysis]
) -> tuple[ChartPair, ...]:
    """The charts into which something was written, of the scenario of that id; `records` are all of the document's.

    In a proposal every chart is compared with that of the present; in the present with its own ideas, if it has any.
    `analyse` gives the figures of the present, and is asked only when they are needed.
    """
    charts = process_charts(scenario_records(records, scenario), analysis, written=True)
    if scenario == PRESENT or not charts:
        return tuple(ChartPair(chart, chart, improved(chart) if has_ideas(chart) else None) for chart in charts)
    present = scenario_records(records, PRESENT)
    before = {chart.id: chart for chart in process_charts(present, analyse(present))}
    return tuple(ChartPair(chart, before[chart.id], chart) for chart in charts if chart.id in before)

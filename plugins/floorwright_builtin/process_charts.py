"""The flow process charts of all products, line by line and summed up, for files and panels that hold tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import PlanMetric, hook

if TYPE_CHECKING:
    from floorwright.api import Analysis, Records, Table


def process_charts(records: Records, analysis: Analysis) -> Table:
    """Every step of every product with its symbol, distance as measured and time."""
    from floorwright.api import charts_table

    return charts_table(records, analysis)


def summaries(records: Records, analysis: Analysis) -> Table:
    """Counts, distance, time, cost and value-adding share of every chart, and what its ideas would save."""
    from floorwright.api import summaries_table

    return summaries_table(records, analysis)


@hook
def plan_metrics() -> list[PlanMetric]:
    """The process charts and their summaries."""
    return [
        PlanMetric("process-charts", "Flow process charts", process_charts),
        PlanMetric("process-chart-summary", "Summary of the process charts", summaries),
    ]

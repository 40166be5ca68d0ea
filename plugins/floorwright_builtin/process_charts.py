"""The flow process charts of all products, one below the other, for files and panels that hold tables."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import PlanMetric, hook

if TYPE_CHECKING:
    from floorwright.api import Analysis, Records, Table


def process_charts(records: Records, analysis: Analysis) -> Table:
    """Every step of every product with its symbol, distance as measured and time; a line of sums after each product."""
    from floorwright.api import Column, Product, Table, process_chart

    products = sorted((r for r in records.values() if isinstance(r, Product)), key=lambda r: (r.name.casefold(), r.id))
    charts = [(product.name, process_chart(records, analysis, product.id).table()) for product in products]
    columns = charts[0][1].columns if charts else ()
    return Table(
        "Process charts",
        (Column("Product"), *columns),
        tuple((name, *row) for name, chart in charts for row in chart.rows),
        sources=tuple(source for _, chart in charts for source in chart.sources),
        notes=tuple(f"{name}: {note}" for name, chart in charts for note in chart.notes),
    )


@hook
def plan_metrics() -> list[PlanMetric]:
    """The process charts."""
    return [PlanMetric("process-charts", "Flow process charts", process_charts)]

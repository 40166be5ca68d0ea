"""What the pictures of flow show, as tables for files: traffic by aisle segment, departments, relationships."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import PlanMetric, hook

if TYPE_CHECKING:
    from floorwright.api import Analysis, Records, Table


def traffic(records: Records, analysis: Analysis) -> Table:
    """Trips and meetings an hour by aisle segment."""
    from floorwright.api import traffic_table

    return traffic_table(records, analysis)


def departments(records: Records, analysis: Analysis) -> Table:
    """The from-to chart of the departments."""
    from floorwright.api import departments_table

    return departments_table(records, analysis)


def relationships(records: Records, analysis: Analysis) -> Table:
    """The relationship chart pair by pair."""
    from floorwright.api import relationships_table

    return relationships_table(records, analysis)


def closeness(records: Records, analysis: Analysis) -> Table:
    """The total closeness ratings."""
    from floorwright.api import closeness_table

    return closeness_table(records, analysis)


@hook
def plan_metrics() -> list[PlanMetric]:
    """The four tables."""
    return [
        PlanMetric("traffic", "Traffic by aisle segment", traffic),
        PlanMetric("departments", "From-to chart of departments", departments),
        PlanMetric("relationships", "Relationships", relationships),
        PlanMetric("closeness", "Closeness", closeness),
    ]

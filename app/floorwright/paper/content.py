"""What a sheet or an export is made from: one scenario of a plan, its figures, and the drawings under it."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from floorwright.analysis.process_chart.pairs import ChartPair
from floorwright.analysis.result import Analysis, Table
from floorwright.model.diff import Records
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import PLAN_ID, DrawingSource, Plan
from floorwright.paper.marks import Sheet
from floorwright.paper.observed_marks import Walk
from floorwright.paper.station_marks import StationShade


@dataclass(frozen=True, slots=True)
class Chapter:
    """Pages that belong together, such as one study: its tables and its charts."""

    title: str
    tables: tuple[Table, ...]
    figures: tuple[Sheet, ...] = ()


@dataclass(frozen=True, slots=True)
class Content:
    """Everything there is to show of one scenario. `drawings` are by the id of their underlay; `tables` are further
    results, such as a process chart or a comparison, for the sheets and files that hold tables."""

    records: Records
    scenario: str
    analysis: Analysis
    drawings: Mapping[DrawingSource, Drawing] = field(default_factory=dict)
    tables: tuple[Table, ...] = ()
    figures: tuple[Sheet, ...] = ()
    """Charts, each on its own small sheet."""
    chapters: tuple[Chapter, ...] = ()
    """Further pages, such as the studies of the plan."""
    charts: tuple[ChartPair, ...] = ()
    """The process charts into which something was written."""
    shades: tuple[StationShade, ...] = ()
    """Figures of a study by which stations are coloured."""
    walks: tuple[Walk, ...] = ()
    """Observed ways, drawn over the flows."""

    @property
    def plan(self) -> Plan:
        """The title block and conventions of the plan."""
        plan = self.records[PLAN_ID]
        assert isinstance(plan, Plan)
        return plan

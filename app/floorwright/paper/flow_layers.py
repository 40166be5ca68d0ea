"""Everything that a choice of flows shows on the floor: the heat under the equipment, traffic and flows above it."""

from dataclasses import dataclass

from floorwright.analysis.result import Analysis
from floorwright.errors import ExportFailed
from floorwright.geometry.heat_grid import TooFine
from floorwright.model.diff import Records
from floorwright.paper.flow_legend import Row, flow_rows, heat_rows, traffic_rows
from floorwright.paper.flow_marks import flow_marks
from floorwright.paper.flow_view import FlowView, TrafficShown
from floorwright.paper.heat_marks import heat_marks, heat_of
from floorwright.paper.marks import Line, Region, Text
from floorwright.paper.traffic_marks import traffic_marks, traffic_of

FloorMark = Line | Region | Text


@dataclass(frozen=True, slots=True)
class FlowLayers:
    """Marks that lie under the equipment and above it, and the rows of the legend to them."""

    below: tuple[FloorMark, ...]
    above: tuple[FloorMark, ...]
    rows: tuple[Row, ...]


def flow_layers(records: Records, analysis: Analysis, view: FlowView, scale: float, labels: bool = True) -> FlowLayers:
    """What the view shows of the flows, sized for 1 : `scale`.

    Raises:
        ExportFailed: when the cells of the heat map are too small for the floor.
    """
    below: tuple[FloorMark, ...] = ()
    above: tuple[FloorMark, ...] = ()
    rows = flow_rows(records, analysis, view)
    if view.heat:
        try:
            grid = heat_of(records, analysis, view)
        except TooFine as error:
            raise ExportFailed(f"The heat map: {error}.", hint="Choose larger cells.") from error
        below = heat_marks(grid, view.heat_blurred)
        rows += heat_rows(grid, view) if below else []
    if view.traffic is not TrafficShown.NONE:
        found = traffic_of(records, analysis, view)
        above = traffic_marks(found, view.traffic, scale)
        rows += traffic_rows(found, view.traffic) if above else []
    return FlowLayers(below, (*above, *flow_marks(records, analysis, scale, labels, view=view)), tuple(rows))

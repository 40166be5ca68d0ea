"""The flow charts of a plan as pages: each with the frame of its sheet, or one of them by its name."""

from collections.abc import Callable, Sequence

from floorwright.analysis.pictures.departments import has_departments
from floorwright.analysis.pictures.matrix import MatrixOrder, Measure, matrix
from floorwright.analysis.pictures.neighbours import outlines
from floorwright.analysis.pictures.relationships import closeness
from floorwright.analysis.pictures.stages import stage_moves
from floorwright.analysis.result import FlowFigures
from floorwright.errors import ExportFailed, FloorwrightError
from floorwright.model.diff import Records
from floorwright.paper.charts.figure import Figure
from floorwright.paper.charts.page import chart_sheets
from floorwright.paper.content import Content
from floorwright.paper.flow_charts.intensity import intensity_figure
from floorwright.paper.flow_charts.matrix import matrix_figure
from floorwright.paper.flow_charts.relationships import diagram_figure, relationship_figure
from floorwright.paper.flow_charts.sankey import sankey_figure
from floorwright.paper.flow_charts.sankey_stages import stages_figure
from floorwright.paper.flow_choice import chosen_flows
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.flow_view import FlowView
from floorwright.paper.setup import SheetSetup
from floorwright.paper.table_sheet import Maker

Flows = Sequence[FlowFigures]
MOST_STATIONS = 90
"""The numbers of a larger matrix could not be read on paper; departments have one of their own."""


def flow_chart_sheets(content: Content, setup: SheetSetup, name: str = "") -> list[Maker]:
    """Functions that make a page for each chart there is something for; with a name for that chart alone.

    Raises:
        ExportFailed: when there is no chart of that name, or nothing is moved.
    """
    wanted = name.strip().casefold().replace("_", "-").replace(" ", "-")
    if wanted and wanted not in CHARTS:
        raise ExportFailed(f"There is no flow chart “{name.strip()}”.", hint=f"Use one of {', '.join(CHARTS)}.")
    flows = chosen_flows(content.records, content.analysis, setup.view)
    figures = [
        figure
        for known, make in CHARTS.items()
        if wanted in ("", known) and (figure := make(content.records, flows, setup.view)) is not None
    ]
    if wanted and not figures:
        raise ExportFailed("There is nothing to show in that chart.", hint="Draw flows between stations first.")
    return chart_sheets(content, setup, figures)


def _matrix(records: Records, flows: Flows, view: FlowView) -> Figure | None:
    one = matrix(records, flows)
    return matrix_figure(one, Measure.TRIPS, MatrixOrder.NAMES) if len(one.keys) <= MOST_STATIONS else None


def _departments(records: Records, flows: Flows, view: FlowView) -> Figure | None:
    if not has_departments(records):
        return None
    return matrix_figure(matrix(records, flows, by_department=True), Measure.TRIPS, MatrixOrder.NAMES)


def _sankey(records: Records, flows: Flows, view: FlowView) -> Figure | None:
    return sankey_figure(matrix(records, flows, by_department=has_departments(records)), Measure.TRIPS)


def _stages(records: Records, flows: Flows, view: FlowView) -> Figure | None:
    by_department = has_departments(records)
    moves = stage_moves(records, flows, by_department=by_department)
    return stages_figure(matrix(records, flows, by_department=by_department), moves, Measure.TRIPS)


def _intensity(records: Records, flows: Flows, view: FlowView) -> Figure | None:
    return intensity_figure(flows, FlowClasses(records, view))


def _relationships(records: Records, flows: Flows, view: FlowView) -> Figure | None:
    try:
        return relationship_figure(closeness(records, flows))
    except FloorwrightError:
        return None


def _diagram(records: Records, flows: Flows, view: FlowView) -> Figure | None:
    try:
        return diagram_figure(closeness(records, flows), list(outlines(records).values()))
    except FloorwrightError:
        return None


CHARTS: dict[str, Callable[[Records, Flows, FlowView], Figure | None]] = {
    "matrix": _matrix,
    "departments": _departments,
    "sankey": _sankey,
    "stages": _stages,
    "intensity": _intensity,
    "relationships": _relationships,
    "diagram": _diagram,
}
"""The charts by the names they have in `flow-charts:NAME`."""

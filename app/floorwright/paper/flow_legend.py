"""The legend of what is shown of the flows: colours, dashes, widths, and the classes of heat and traffic."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from floorwright.analysis.pictures.traffic import Traffic
from floorwright.analysis.result import Analysis
from floorwright.geometry.heat_grid import HeatGrid
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Method
from floorwright.paper.flow_choice import chosen_flows, chosen_tours, filter_words
from floorwright.paper.flow_classes import TITLES, FlowClasses
from floorwright.paper.flow_styles import WALKING, method_dashes
from floorwright.paper.flow_view import ColourBy, FlowStyle, FlowView, TrafficShown
from floorwright.paper.heat_marks import UNIT as HEAT_UNIT
from floorwright.paper.heat_marks import heat_ramp
from floorwright.paper.lettering import GREY, INK, rule, written
from floorwright.paper.marks import Line, Region, Style, Text
from floorwright.paper.ramp import Ramp
from floorwright.paper.tour_marks import COLOUR, DASH, WIDTH_MM
from floorwright.paper.traffic_marks import TITLES as TRAFFIC_TITLES
from floorwright.paper.traffic_marks import UNITS, traffic_ramp

ROW_MM = 4.6
DARK = "#111827"
WIDTHS = {
    FlowStyle.INDIVIDUAL: "Line width shows trips a day.",
    FlowStyle.AGGREGATED: "Band width shows loaded trips a day.",
    FlowStyle.SPAGHETTI: "Numbers show the order of the moves.",
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a legend: a heading, a note, or a name after its sign."""

    words: str
    sign: Literal["heading", "note", "line", "patch"]
    colour: str = DARK
    width: float = 1.2
    dash: tuple[float, ...] = ()


def flow_rows(records: Records, analysis: Analysis, view: FlowView) -> list[Row]:
    """What the flows that are shown look like; nothing when none are."""
    flows = chosen_flows(records, analysis, view)
    if view.style is FlowStyle.HIDDEN or not flows:
        return []
    rows = [Row(TITLES[view.colour], "heading")]
    rows += [Row(one.name, "line", one.colour) for one in FlowClasses(records, view).used(flows)]
    if view.style is FlowStyle.INDIVIDUAL and view.colour is not ColourBy.METHOD:
        rows += _handling(records, {figures.flow for figures in flows})
    if chosen_tours(analysis, view):
        rows.append(Row("Milk runs", "line", COLOUR, width=WIDTH_MM, dash=DASH))
    words = filter_words(records, view)
    return [*rows, Row(WIDTHS[view.style], "note"), *([Row(f"Only: {words}", "note")] if words else [])]


def heat_rows(grid: HeatGrid, view: FlowView) -> list[Row]:
    """The classes of a heat map with their unit."""
    blurred = "; the picture is smoothed" if view.heat_blurred else ""
    note = Row(f"{HEAT_UNIT}, cells of {view.heat_cell_m:g} m{blurred}", "note")
    return [Row("Heat", "heading"), *_classes(heat_ramp(grid)), note]


def traffic_rows(found: Traffic, shown: TrafficShown) -> list[Row]:
    """The classes of a congestion map with their unit."""
    note = Row(f"{UNITS[shown]}, {'with' if found.returns else 'without'} empty returns", "note")
    return [Row(TRAFFIC_TITLES[shown], "heading"), *_classes(traffic_ramp(found, shown)), note]


def legend(
    x: float, top: float, width: float, room: float, rows: Sequence[Row]
) -> tuple[list[Line | Region | Text], float]:
    """The rows downwards from `top`, and the height they take, at most `room`; what has no room is counted."""
    most = int(room // ROW_MM)
    if len(rows) > most:
        left_out = len(rows) - max(most - 1, 0)
        rows = [*rows[: max(most - 1, 0)], Row(f"… and {left_out} more", "note")] if most > 0 else []
    marks: list[Line | Region | Text] = []
    y = top
    for row in rows:
        y -= ROW_MM
        marks += _row(x, y, width, row)
    return marks, top - y


def _row(x: float, y: float, width: float, row: Row) -> list[Line | Region | Text]:
    if row.sign == "heading":
        return [written(x, y + 1.2, row.words, 1.9, width, bold=True, style=INK)]
    if row.sign == "note":
        return [written(x, y + 1.2, row.words, 1.6, width, style=GREY, least=1.2)]
    words = written(x + 18, y + 1.2, row.words, 1.9, width - 18)
    if row.sign == "line":
        style = Style(layer="SHEET", stroke=row.colour, width=row.width, dash=row.dash)
        return [rule(x, y + 2.1, x + 16, y + 2.1, style), words]
    ring = ((x, y + 0.4, 0.0), (x + 16, y + 0.4, 0.0), (x + 16, y + 4.0, 0.0), (x, y + 4.0, 0.0))
    return [Region(rings=(ring,), style=Style(layer="SHEET", stroke=None, fill=row.colour)), words]


def _classes(ramp: Ramp) -> list[Row]:
    return [Row(words, "patch", colour) for words, colour in zip(ramp.words(), ramp.colours, strict=True)][::-1]


def _handling(records: Records, flows: set[str]) -> list[Row]:
    used = {r.method for r in records.values() if isinstance(r, Flow) and r.id in flows}
    dashes = method_dashes(records)
    methods = [record for record in records.values() if isinstance(record, Method) and record.id in used]
    methods.sort(key=lambda method: method.name.casefold())
    rows = [Row(method.name, "line", width=0.6, dash=dashes[method.id]) for method in methods]
    if None in used:
        rows.append(Row(WALKING, "line", width=0.6, dash=dashes[None]))
    return [Row("Handling", "heading"), *rows] if rows else []

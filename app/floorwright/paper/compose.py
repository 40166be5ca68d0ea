"""Sheets: a page with its frame, title block and what it shows, as marks in millimetres of paper."""

from collections.abc import Sequence
from dataclasses import replace

from floorwright.analysis.process_chart.pairs import ChartPair
from floorwright.errors import ExportFailed
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Underlay
from floorwright.model.scenario import scenario_names
from floorwright.paper.content import Content
from floorwright.paper.flow_charts.of_plan import flow_chart_sheets
from floorwright.paper.flow_layers import FlowLayers, flow_layers
from floorwright.paper.flow_legend import legend
from floorwright.paper.flow_view import TrafficShown
from floorwright.paper.fonts import lacking
from floorwright.paper.lettering import FRAME, GREY, box, rule, written
from floorwright.paper.marks import Block, DrawingMark, Line, Mark, Region, Sheet, Text, Viewport
from floorwright.paper.observed_marks import walk_marks
from floorwright.paper.placing import Box, block_marks, joined
from floorwright.paper.plan_marks import marks_box, plan_marks
from floorwright.paper.process_chart.form import form_sheets
from floorwright.paper.process_chart.outline import outline_sheets
from floorwright.paper.process_chart.tags import chart_tags
from floorwright.paper.scale import MARGIN_MM, fitting_scale, require_fit, window
from floorwright.paper.setup import SheetSetup
from floorwright.paper.station_marks import station_marks
from floorwright.paper.symbols import SymbolLibrary, symbols_shipped
from floorwright.paper.table_sheet import Maker, table_sheets
from floorwright.paper.title_block import figures, scale_bar, scale_text, title_block
from floorwright.paper.underlay import underlay_box

SHEETS = (
    "plan", "figures", "from-to", "flow-charts", "process-chart", "outline-chart", "studies", "all", "study", "charts",
)  # fmt: skip
PROCESS_CHARTS = {"process-chart": form_sheets, "outline-chart": outline_sheets}
"""The sheets that follow one subject; “process-chart:NAME” is the chart of that name alone."""


def compose(content: Content, setup: SheetSetup, library: SymbolLibrary | None = None) -> Sheet:
    """The first of the sheets that `setup` asks for.

    Raises:
        ExportFailed: when the scale does not fit the paper, or there is no such paper or sheet.
    """
    return compose_all(content, setup, library)[0]


def compose_all(content: Content, setup: SheetSetup, library: SymbolLibrary | None = None) -> tuple[Sheet, ...]:
    """Every page that `setup` asks for: the plan on one, tables on as many as they need.

    Raises:
        ExportFailed: when the scale does not fit the paper, or there is no such paper or sheet.
    """
    if _sheet_of(setup)[0] == "charts" and content.figures:
        return content.figures
    makers = sheet_makers(content, setup, library)
    return tuple(make(number, len(makers)) for number, make in enumerate(makers, 1))


def sheet_makers(content: Content, setup: SheetSetup, library: SymbolLibrary | None = None) -> list[Maker]:
    """Functions that make the pages `setup` asks for; each is given its number and the number of sheets.

    Raises:
        ExportFailed: when there is no such sheet.
    """
    name, of = _sheet_of(setup)
    makers: list[Maker] = []
    if name in ("plan", "all"):
        makers.append(lambda number, count: plan_sheet(content, setup, library, number, count))
    if name in PROCESS_CHARTS:
        makers += PROCESS_CHARTS[name](content, setup, _charts_of(content, of))
    elif name == "all":
        makers += form_sheets(content, setup, content.charts)
    if name in ("flow-charts", "all"):
        makers += flow_chart_sheets(content, setup, of if name == "flow-charts" else "")
    if name not in ("plan", "studies", "flow-charts", *PROCESS_CHARTS):
        makers += table_sheets(content, setup, name)
    if name in ("studies", "all"):
        for chapter in content.chapters:
            makers += table_sheets(replace(content, tables=chapter.tables, figures=chapter.figures), setup, "study")
    if not makers and name == "flow-charts":
        raise ExportFailed("There is no flow chart yet.", hint="Draw flows between stations first.")
    if not makers:
        raise ExportFailed("There is no study in this plan yet.", hint="Begin one: Study, New study….")
    return makers


def _sheet_of(setup: SheetSetup) -> tuple[str, str]:
    """The name of the sheet that is asked for, and what of it."""
    asked, _, of = setup.sheet.partition(":")
    name = asked.strip().casefold().replace("_", "-").replace(" ", "-") or "plan"
    if name not in SHEETS:
        raise ExportFailed(f"There is no sheet “{setup.sheet}”.", hint=f"Use one of {', '.join(SHEETS)}.")
    return name, of


def _charts_of(content: Content, of: str) -> Sequence[ChartPair]:
    named = of.strip().casefold()
    found = [pair for pair in content.charts if not named or pair.listed.product.casefold() == named]
    if not found:
        known = ", ".join(pair.listed.product for pair in content.charts)
        what = f"There is no process chart “{of.strip()}”." if named else "There is no process chart yet."
        raise ExportFailed(what, hint=f"There are: {known}." if known else "Write a step into the chart of a product.")
    return found


def floor_marks(
    content: Content, setup: SheetSetup, scale: float, library: SymbolLibrary | None = None
) -> tuple[Mark, ...]:
    """What is on the floor, from the bottom up: drawings, plan and flows; annotation is sized for 1 : scale.

    Raises:
        ExportFailed: when the cells of a heat map are too small for the floor.
    """
    return _floor(content, setup, scale, library, _layers(content, setup, scale))


def _layers(content: Content, setup: SheetSetup, scale: float) -> FlowLayers:
    if not setup.show_flows:
        return FlowLayers((), (), ())
    return flow_layers(content.records, content.analysis, setup.view, scale, setup.show_flow_labels)


def _floor(
    content: Content, setup: SheetSetup, scale: float, library: SymbolLibrary | None, layers: FlowLayers
) -> tuple[Mark, ...]:
    records = content.records
    marks: list[Mark] = []
    if setup.show_underlay:
        for underlay in sorted((r for r in records.values() if isinstance(r, Underlay)), key=lambda u: u.id):
            drawing = content.drawings.get(underlay.source)
            if drawing is not None and underlay.visible:
                marks.append(DrawingMark(drawing=drawing, underlay=underlay, source=underlay.id))
    plan = plan_marks(records, library or symbols_shipped(), scale)
    drawn = [mark for mark in plan if not _is_writing(mark)]
    marks += [mark for mark in drawn if not _is_equipment(mark, records)]
    marks += layers.below
    marks += [mark for mark in drawn if _is_equipment(mark, records)]
    marks += station_marks(records, content.shades, scale)
    marks += layers.above
    marks += walk_marks(content.walks, scale)
    if setup.show_symbols:
        marks += chart_tags(records, content.analysis, [pair.listed for pair in content.charts], scale)
    marks += [mark for mark in plan if _is_writing(mark)]
    return tuple(marks)


def floor_box(content: Content, setup: SheetSetup, library: SymbolLibrary | None = None) -> Box:
    """What is to be shown of the floor, in millimetres; ten metres round the origin when nothing is there."""
    # Heat and traffic lie where the flows do.
    lines = replace(setup, view=replace(setup.view, heat=False, traffic=TrafficShown.NONE))
    marks = floor_marks(content, lines, 1.0, library)
    boxes = [underlay_box(m.drawing, m.underlay) if isinstance(m, DrawingMark) else None for m in marks]
    return joined([*boxes, marks_box(marks)]) or (-5000.0, -5000.0, 5000.0, 5000.0)


def sheet_scale(content: Content, setup: SheetSetup, library: SymbolLibrary | None = None) -> float:
    """The scale number of the plan's sheet: the one asked for, or the smallest ruler scale number that fits.

    Raises:
        ExportFailed: when what is asked for does not fit, saying what would.
    """
    width, height = setup.size()
    room = window(width, height)
    reach = floor_box(content, setup, library)
    if setup.scale > 0:
        require_fit(reach, setup, room[2:], content.plan.unit)
        return setup.scale
    return fitting_scale(reach, room[2:], content.plan.unit)


def scenario_title(content: Content) -> str:
    """The name of the scenario shown, for the title block."""
    return scenario_names(content.records).get(content.scenario, content.scenario)


def plan_sheet(content: Content, setup: SheetSetup, library: SymbolLibrary | None, number: int, count: int) -> Sheet:
    """The plan at a ruler scale, with frame, legend, figures, scale bar and title block.

    Raises:
        ExportFailed: when the scale does not fit the paper.
    """
    width, height = setup.size()
    scale = sheet_scale(content, setup, library)
    x, y, wide, high = window(width, height)
    left, low, right, up = floor_box(content, setup, library)
    layers = _layers(content, setup, scale)
    inside = _floor(content, setup, scale, library, layers)
    viewport = Viewport(
        x=x, y=y, width=wide, height=high, scale=scale,
        centre=((left + right) / 2, (low + up) / 2), marks=inside,
    )  # fmt: skip
    plan = content.plan
    marks: list[Mark] = [viewport]
    column = width - MARGIN_MM - x - wide
    at = x + wide
    block, taken = title_block(
        at, MARGIN_MM, column, plan, scenario=scenario_title(content), sheet=f"{number}/{count}",
        scale=scale_text(scale, plan.unit), paper=f"{setup.paper}{' portrait' if setup.portrait else ''}",
    )  # fmt: skip
    marks += block
    bar, bar_height = scale_bar(at + 1.5, MARGIN_MM + taken + 2.5, column - 3, scale, plan.unit)
    marks += bar
    floor = MARGIN_MM + taken + bar_height + 2.5
    marks.append(rule(at, floor, at + column, floor))
    top = height - MARGIN_MM - 1.5
    if setup.show_figures:
        box_marks, used = figures(at + 2.5, top, column - 5, content.analysis, plan.currency)
        marks += box_marks
        top -= used + 3
        marks.append(rule(at, top, at + column, top))
    marks += legend(at + 2.5, top - 1, column - 5, top - 1 - floor, layers.rows)[0]
    marks.append(rule(at, MARGIN_MM, at, height - MARGIN_MM))
    marks.append(box(MARGIN_MM, MARGIN_MM, width - 2 * MARGIN_MM, height - 2 * MARGIN_MM, FRAME))
    note = _note_on_letters(content)
    if note:
        marks.append(written(MARGIN_MM, MARGIN_MM / 2 - 1, note, 1.6, width - 2 * MARGIN_MM, style=GREY))
    return Sheet(width=width, height=height, marks=tuple(marks), title=f"{plan.title} – {scenario_title(content)}")


def flat(marks: tuple[Mark, ...]) -> list[Line | Region | Text | DrawingMark | Viewport]:
    """The marks with every block replaced by what it draws."""
    out: list[Line | Region | Text | DrawingMark | Viewport] = []
    for mark in marks:
        if isinstance(mark, Block):
            out += block_marks(mark)
        elif isinstance(mark, Viewport):
            out.append(replace(mark, marks=tuple(flat(mark.marks))))
        else:
            out.append(mark)
    return out


def _is_equipment(mark: Mark, records: Records) -> bool:
    return not isinstance(mark, Viewport) and isinstance(records.get(mark.source), Machine)


def _is_writing(mark: Mark) -> bool:
    # Names lie over the flows, which would make them unreadable.
    return isinstance(mark, Line | Region | Text) and mark.style.layer == "TEXT"


def _note_on_letters(content: Content) -> str:
    missing: set[str] = set()
    for record in content.records.values():
        for name in ("name", "text", "title", "project", "author", "note"):
            value = getattr(record, name, "")
            missing |= lacking(value) if isinstance(value, str) else set()
    if not missing:
        return ""
    codes = ", ".join(f"U+{ord(letter):04X}" for letter in sorted(missing)[:12])
    more = " …" if len(missing) > 12 else ""
    return f"The font lacks {len(missing)} of the letters used; they are shown as □: {codes}{more}."

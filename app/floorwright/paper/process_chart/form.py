"""The flow process chart on paper: the ASME form, its symbols filled and joined, with present, proposed and saving."""

from collections.abc import Sequence
from functools import partial

from floorwright.analysis.process_chart.chart import ProcessChart
from floorwright.analysis.process_chart.compare import ChartFigure, compared
from floorwright.analysis.process_chart.pairs import ChartPair
from floorwright.analysis.process_chart.steps import ChartStep, trips
from floorwright.model.process_chart import Idea, StepType, Subject, ValueClass
from floorwright.paper.content import Content
from floorwright.paper.lettering import BORDER, GREY, INK, RULE, box, rule, written
from floorwright.paper.marks import Align, Line, Mark, Style, Text
from floorwright.paper.process_chart.symbols import symbol_marks
from floorwright.paper.scale import MARGIN_MM
from floorwright.paper.setup import SheetSetup
from floorwright.paper.table_sheet import FOOT_MM, Maker, framed_page

ROW_MM = 5.2
HEAD_MM = 46.0
AGAIN_MM = 9.0
"""The head of the first page, and of those that go on."""
_TEXT, _SMALL = 1.8, 1.5
_SYMBOL = 1.55
_FAINT = Style(layer="SHEET", stroke="#b8c0c8", width=0.13)
_THIN = Style(layer="SHEET", stroke="#111827", width=0.25)
_JOIN = Style(layer="SHEET", stroke="#111827", width=0.35)
FILLS = {ValueClass.VALUE_ADDING: "#2e9e4f", ValueClass.NECESSARY: "#d9a900", ValueClass.WASTE: "#d64545"}
WAITING, UNCLASSED = "#e07b00", "#8a929b"
COLUMNS: tuple[tuple[str, float, Align], ...] = (
    ("No.", 10, "left"), ("Dist. m", 14, "right"), ("Time s", 14, "right"),
    *((type.value.capitalize(), 7.0, "centre") for type in StepType),
    ("Description", 58, "left"), ("Station", 28, "left"), ("Qty", 11, "right"), ("People", 10, "right"),
    ("Means", 20, "left"), ("Value", 11, "left"),
    ("E", 5, "centre"), ("C", 5, "centre"), ("R", 5, "centre"), ("S", 5, "centre"), ("Remark, idea", 46, "left"),
)  # fmt: skip
_FIRST_SYMBOL = 3


def form_sheets(content: Content, setup: SheetSetup, pairs: Sequence[ChartPair]) -> list[Maker]:
    """Functions that make the pages of the charts; each is given its number and the number of sheets."""
    return [partial(framed_page, content, setup, marks) for pair in pairs for marks in _pages(content, setup, pair)]


def fill_of(step: ChartStep) -> str:
    """The colour of a step's symbol on paper: of its value class, orange for what waits, grey for neither."""
    if step.type is StepType.DELAY:
        return WAITING
    return UNCLASSED if step.value is None else FILLS[step.value]


def _pages(content: Content, setup: SheetSetup, pair: ChartPair) -> list[tuple[Mark, ...]]:
    width, height = setup.size()
    left, right = MARGIN_MM + 3.0, width - MARGIN_MM - 3.0
    top, floor = height - MARGIN_MM - 3.0, MARGIN_MM + FOOT_MM + 3.0
    first = max(1, int((top - HEAD_MM - 7.0 - floor) / ROW_MM))
    later = max(1, int((top - AGAIN_MM - 7.0 - floor) / ROW_MM))
    steps = pair.listed.steps
    parts = [steps[:first], *(steps[at : at + later] for at in range(first, len(steps), later))]
    pages: list[tuple[Mark, ...]] = []
    for number, part in enumerate(parts):
        marks: list[Mark] = []
        if number == 0:
            marks += _head(content, pair, left, right, top)
            y = top - HEAD_MM
        else:
            marks.append(written(left, top - 5, f"{_title(pair.listed)} (continued)", 2.6, right - left, bold=True))
            y = top - AGAIN_MM
        before = steps[later * (number - 1) + first - 1] if number else None
        after = number + 1 < len(parts)
        marks += _table(part, pair.listed, left, right, y, before, after)
        pages.append(tuple(marks))
    return pages


def _title(chart: ProcessChart) -> str:
    return f"Flow process chart: {chart.product}"


def _head(content: Content, pair: ChartPair, left: float, right: float, top: float) -> list[Mark]:
    plan, said = content.plan, pair.listed.conventions
    wide = right - left
    room = wide * 0.42
    proposed = pair.proposed is pair.listed
    facts = (
        ("Chart of", "   ".join(f"{'☒' if said.subject is one else '☐'} {one.value}" for one in Subject)),
        ("Method", f"{'☐' if proposed else '☒'} present   {'☒' if proposed else '☐'} proposed"),
        ("Lot", f"{said.lot_size:g}"),
        ("Work, ways", _rates(pair.listed, plan.currency)),
        ("Charted by", plan.author or "–"),
        ("Date, place", " · ".join(part for part in (plan.date, plan.project) if part) or "–"),
    )
    marks: list[Mark] = [written(left, top - 5.0, _title(pair.listed), 3.2, room, bold=True, least=2.0)]
    y = top - 11.5
    for name, words in facts:
        marks.append(written(left, y, name, _SMALL, 18, style=GREY))
        marks += _ticked(left + 19, y, words, room - 20)
        y -= 5.2
    marks += _summary(pair, plan.currency, left + wide * 0.45, right, top)
    return marks


def _rates(chart: ProcessChart, currency: str) -> str:
    said = chart.conventions
    labour = "–" if said.labour_cost_per_h is None else f"{said.labour_cost_per_h:g} {currency}/h"
    metre = "–" if said.cost_per_m is None else f"{said.cost_per_m:g} {currency}/m"
    return f"{labour}, {metre}"


def _ticked(x: float, y: float, words: str, room: float) -> list[Mark]:
    """Words with boxes to tick drawn: not every font has them."""
    marks: list[Mark] = []
    for part in words.split("   "):
        text = part.lstrip("☒☐ ")
        if part != text:
            marks.append(box(x, y - 0.2, 2.0, 2.0, _THIN))
            if part.startswith("☒"):
                marks += [rule(x, y - 0.2, x + 2, y + 1.8, _THIN), rule(x, y + 1.8, x + 2, y - 0.2, _THIN)]
            x += 3.0
        marks.append(written(x, y, text, _TEXT, room))
        x += 22.0
    return marks


def _summary(pair: ChartPair, currency: str, left: float, right: float, top: float) -> list[Mark]:
    """The box with present, proposed and saving: number and time of every symbol, then distance, time, cost, VA."""
    open_side = pair.proposed is None
    figures = {one.figure: one for one in compared(pair.present, pair.proposed or pair.present, currency)}
    wide = right - left
    columns = [left + wide * share for share in (0.0, 0.34, 0.5, 0.66, 0.83)]
    marks: list[Mark] = []
    y = top - 4.4
    for x, words in zip(columns, ("Summary", "Present", "Proposed", "Saving", "Saving %"), strict=True):
        marks.append(_in(x, y, words, columns, right, bold=True, first=x == left))
    y -= 1.4
    marks.append(rule(left, y, right, y, RULE))
    rows: list[tuple[StepType | None, ChartFigure]] = [
        (type, figures[f"n_{type.value[0].upper()}"]) for type in StepType
    ]
    rows += [(None, figures[name]) for name in ("distance_m", "time_s", "cost", "va_percent")]
    if pair.present.summary.combined or (pair.proposed and pair.proposed.summary.combined):
        rows.insert(5, (None, figures["combined"]))
    step = (HEAD_MM - 3.0 - 5.8 - 1.4) / len(rows)
    for type, one in rows:
        y -= step
        if type is not None:
            marks += symbol_marks(type, None, left + 2.5, y + 0.9, 1.3, _THIN)
        unit = f" [{one.unit}]" if one.unit else ""
        marks.append(written(left + 6, y, one.title + unit, _TEXT, wide * 0.34 - 7))
        values = (one.present, *((None, None, None) if open_side else (one.proposed, one.saving, one.per_cent)))
        for number, (x, value) in enumerate(zip(columns[1:], values, strict=True)):
            empty = open_side and number > 0
            marks.append(_in(x, y, "" if empty else _number(value, 1 if number == 3 else one.decimals), columns, right))
        marks.append(rule(left, y - 1.1, right, y - 1.1, _FAINT))
    marks.append(box(left, top - HEAD_MM + 3.0, wide, HEAD_MM - 3.0, BORDER))
    marks += [rule(x, top - HEAD_MM + 3.0, x, top, RULE) for x in columns[1:]]
    return marks


def _in(
    x: float, y: float, words: str, columns: Sequence[float], right: float, *, bold: bool = False, first: bool = False
) -> Text:
    end = next((other for other in columns if other > x), right)
    if first:
        return written(x + 1.5, y, words, _TEXT, end - x - 2, bold=bold)
    return written(end - 1.5, y, words, _TEXT, end - x - 2, bold=bold, align="right", least=1.2)


def _table(
    steps: Sequence[ChartStep], chart: ProcessChart, left: float, right: float, top: float, before: ChartStep | None,
    after: bool,
) -> list[Mark]:  # fmt: skip
    wide = right - left
    fixed = sum(width for _, width, _ in COLUMNS)
    scale = wide / fixed
    edges = [left]
    for _, width, _ in COLUMNS:
        edges.append(edges[-1] + width * scale)
    marks: list[Mark] = []
    for number, (name, _, align) in enumerate(COLUMNS):
        if _FIRST_SYMBOL <= number < _FIRST_SYMBOL + 5:
            type = list(StepType)[number - _FIRST_SYMBOL]
            middle = (edges[number] + edges[number + 1]) / 2
            marks += symbol_marks(type, None, middle, top - 3.2, _SYMBOL, _THIN)
        else:
            marks.append(_cell(edges, number, top - 4.2, name, align, bold=True))
    y = top - 7.0
    marks.append(rule(left, y, right, y, _THIN))
    joints: list[tuple[float, float]] = []
    for step in steps:
        marks += _line(step, chart, edges, y)
        joints.append((_middle(edges, step.type), y - ROW_MM / 2))
        y -= ROW_MM
        marks.append(rule(left, y, right, y, _FAINT))
    floor = y
    marks += [rule(x, floor, x, top, _FAINT) for x in edges]
    marks.append(box(left, floor, wide, top - floor, _THIN))
    # The line that joins the filled symbols lies under them, and goes on from one page to the next.
    if before is not None and joints:
        joints.insert(0, (_middle(edges, before.type), top - 7.0))
    if after and joints:
        joints.append((joints[-1][0], floor))
    if len(joints) > 1:
        marks.insert(0, Line(vertices=tuple((x, at, 0.0) for x, at in joints), style=_JOIN))
    if not after:
        marks += _sums(chart, edges, floor)
    return marks


def _middle(edges: Sequence[float], type: StepType) -> float:
    at = _FIRST_SYMBOL + list(StepType).index(type)
    return (edges[at] + edges[at + 1]) / 2


def _line(step: ChartStep, chart: ProcessChart, edges: Sequence[float], top: float) -> list[Mark]:
    marks: list[Mark] = []
    middle = top - ROW_MM / 2
    for type in StepType:
        if type is not step.type:
            marks += symbol_marks(type, None, _middle(edges, type), middle, _SYMBOL, _FAINT)
    marks += symbol_marks(step.type, step.inner, _middle(edges, step.type), middle, _SYMBOL, _THIN, fill_of(step))
    often = trips(step, chart.conventions.lot_size)
    times = f" ×{often}" if often > 1 else ""
    each = " /pc" if step.time_per.value == "piece" else times
    note = step.idea_note if step.idea else ""
    words = (
        step.number or "+", _number(step.distance_m, 1) + (times if step.distance_m else ""),
        _number(step.time_s, 1) + (each if step.time_s else ""), "", "", "", "", "",
        step.description, step.station, _number(step.quantity, None), _number(step.people, None), step.means,
        step.value.value if step.value else "", *("×" if step.idea is one else "" for one in Idea),
        "; ".join(part for part in (step.remark, note, *step.flags) if part),
    )  # fmt: skip
    for number, (text, (_, _, align)) in enumerate(zip(words, COLUMNS, strict=True)):
        if text:
            marks.append(_cell(edges, number, middle - 0.9, text, align))
    return marks


def _sums(chart: ProcessChart, edges: Sequence[float], floor: float) -> list[Mark]:
    box_ = chart.summary
    y = floor - 3.6
    marks: list[Mark] = [
        _cell(edges, 0, y, "Sum", "left", bold=True),
        _cell(edges, 1, y, _number(box_.distance_m, 1), "right", bold=True),
        _cell(edges, 2, y, _number(box_.time_s, 1), "right", bold=True),
    ]
    for number, one in enumerate(box_.symbols):
        marks.append(_cell(edges, _FIRST_SYMBOL + number, y, str(one.count), "centre", bold=True))
    said = "  ".join(chart.notes)
    marks.append(written(edges[_FIRST_SYMBOL + 5] + 1, y, said, _SMALL, edges[-1] - edges[_FIRST_SYMBOL + 5] - 2,
                         style=GREY, least=1.1))  # fmt: skip
    return marks


def _cell(edges: Sequence[float], number: int, y: float, words: str, align: Align, *, bold: bool = False) -> Text:
    a, b = edges[number], edges[number + 1]
    x = {"left": a + 0.9, "right": b - 0.9, "centre": (a + b) / 2}[align]
    return written(x, y, words, _TEXT, b - a - 1.4, style=INK, bold=bold, align=align, least=1.3)


def _number(value: float | None, decimals: int | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if decimals is None else f"{value:,.{decimals}f}".replace(",", "\u2009").replace("-", "−")

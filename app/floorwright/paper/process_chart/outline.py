"""The outline (operation) process chart: only operations and inspections, down one line, times beside the symbols."""

from collections.abc import Sequence
from functools import partial

from floorwright.analysis.process_chart.chart import ProcessChart
from floorwright.analysis.process_chart.pairs import ChartPair
from floorwright.analysis.process_chart.steps import ChartStep, lot_time_s, numbered, summary
from floorwright.model.process_chart import StepType
from floorwright.paper.content import Content
from floorwright.paper.lettering import GREY, rule, written
from floorwright.paper.marks import Mark, Style
from floorwright.paper.process_chart.form import fill_of
from floorwright.paper.process_chart.symbols import symbol_marks
from floorwright.paper.scale import MARGIN_MM
from floorwright.paper.setup import SheetSetup
from floorwright.paper.table_sheet import FOOT_MM, Maker, framed_page

STEP_MM = 14.0
_SIZE = 4.2
_COLUMN = 105.0
_LINE = Style(layer="SHEET", stroke="#111827", width=0.35)


def outline_steps(chart: ProcessChart) -> tuple[ChartStep, ...]:
    """The operations and inspections of a chart, numbered anew: an outline chart has nothing else (methods.md 1.2)."""
    kept = [step for step in chart.steps if step.type in (StepType.OPERATION, StepType.INSPECTION)]
    return numbered(kept, chart.conventions.combined)


def outline_sheets(content: Content, setup: SheetSetup, pairs: Sequence[ChartPair]) -> list[Maker]:
    """Functions that make the pages of the outline charts; each is given its number and the number of sheets."""
    return [partial(framed_page, content, setup, marks) for pair in pairs for marks in _pages(setup, pair.listed)]


def _pages(setup: SheetSetup, chart: ProcessChart) -> list[tuple[Mark, ...]]:
    width, height = setup.size()
    left, top, floor = MARGIN_MM + 6.0, height - MARGIN_MM - 6.0, MARGIN_MM + FOOT_MM + 6.0
    across = max(1, int((width - 2 * MARGIN_MM - 6.0) / _COLUMN))
    down = max(1, int((top - 16.0 - floor) / STEP_MM))
    steps = outline_steps(chart)
    lot = chart.conventions.lot_size
    box = summary(steps, chart.conventions)
    pages: list[tuple[Mark, ...]] = []
    for start in range(0, max(len(steps), 1), across * down):
        title = f"Outline process chart: {chart.product}" + (" (continued)" if start else "")
        marks: list[Mark] = [written(left, top - 4.0, title, 3.2, width - 2 * left, bold=True)]
        counts = ", ".join(
            f"{one.count} {one.type.value}{'' if one.count == 1 else 's'}" for one in box.symbols if one.count
        )
        whole = f"{box.time_s:,.1f}".replace(",", "\u2009")
        said = f"{counts or 'no operations'}; {whole} s for a lot of {lot:g}"
        marks.append(written(left, top - 9.0, said, 1.9, width - 2 * left, style=GREY))
        for place, step in enumerate(steps[start : start + across * down]):
            column, row = divmod(place, down)
            more = start + place + 1 < len(steps)
            if start + place == 0:
                marks += _entry(chart.product, left + 28.0, top - 20.0)
            marks += _step(step, left + column * _COLUMN + 28.0, top - 20.0 - row * STEP_MM, lot, row > 0, more)
        pages.append(tuple(marks))
    return pages


def _entry(product: str, x: float, y: float) -> list[Mark]:
    """The material comes in on a horizontal line from the right, above the first symbol."""
    high = y + STEP_MM / 2
    return [
        rule(x, y + _SIZE, x, high, _LINE),
        rule(x, high, x + 55.0, high, _LINE),
        written(x + 12.0, high + 0.8, product, 1.8, 43.0),
    ]


def _step(step: ChartStep, x: float, y: float, lot: float, above: bool, below: bool) -> list[Mark]:
    """A symbol on the line with its number, its time at the left, its description and station at the right."""
    marks: list[Mark] = []
    if above:
        marks.append(rule(x, y + _SIZE, x, y + STEP_MM / 2, _LINE))
    if below:
        marks.append(rule(x, y - _SIZE, x, y - STEP_MM / 2, _LINE))
    marks += symbol_marks(step.type, step.inner, x, y, _SIZE, _LINE, "#ffffff")
    marks.append(symbol_marks(step.type, None, x + _SIZE + 3.2, y + 2.2, 1.1, _LINE, fill_of(step))[0])
    marks.append(written(x, y - 0.9, step.number, 1.8, _SIZE * 1.7, align="centre", bold=True, least=1.1))
    time = lot_time_s(step, lot)
    if step.time_s is not None:
        marks.append(written(x - _SIZE - 1.5, y - 0.9, f"{time:,.1f} s".replace(",", "\u2009"), 1.9, 20, align="right"))
    marks.append(written(x + _SIZE + 5.5, y + 1.0, step.description, 2.0, _COLUMN - 45.0))
    place = " · ".join(part for part in (step.station, step.means, step.remark) if part)
    marks.append(written(x + _SIZE + 5.5, y - 2.4, place, 1.6, _COLUMN - 45.0, style=GREY))
    return marks

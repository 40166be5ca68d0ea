"""Sheets that hold tables: as many pages as the rows need."""

from collections.abc import Callable
from functools import partial

from floorwright.analysis.result import Cell, Column, Table
from floorwright.model.scenario import scenario_names
from floorwright.paper.content import Content
from floorwright.paper.fonts import drawable, text_width
from floorwright.paper.lettering import FRAME, GREY, INK, RULE, box, rule, written
from floorwright.paper.marks import Mark, Sheet, Style, Viewport
from floorwright.paper.scale import MARGIN_MM
from floorwright.paper.setup import SheetSetup

GOOD, BAD = Style(layer="SHEET", stroke="#15803d"), Style(layer="SHEET", stroke="#b91c1c")
_ROW = 5.0
_LINE = 3.4
_TEXT, _NOTE = 1.9, 1.6
_MOST_LINES = 6
_LEAST_COLUMN = 18.0
FOOT_MM = 8.0
Maker = Callable[[int, int], Sheet]


def table_sheets(content: Content, setup: SheetSetup, name: str) -> list[Maker]:
    """Functions that make the pages with the content's tables; each is given its number and the number of sheets."""
    tables = content.tables
    if name == "from-to":
        tables = tuple(table for table in tables if "from-to" in table.title.casefold())
    width, height = setup.size()
    pages: list[list[Mark]] = [[]]
    y = height - MARGIN_MM - 4
    floor = MARGIN_MM + FOOT_MM + 4
    for number, table in enumerate(tables):
        y = _table(pages, table, height, floor, y, width)
        if number == 0:
            for figure in content.figures:
                y = _figure(pages, figure, width, height, floor, y)
    return [partial(framed_page, content, setup, tuple(marks)) for marks in pages]


def _table(pages: list[list[Mark]], table: Table, height: float, floor: float, y: float, width: float) -> float:
    widths = _widths(table, width - 2 * MARGIN_MM - 8)
    if y - 4 * _ROW < floor:
        pages.append([])
        y = height - MARGIN_MM - 4
    y = _head(pages[-1], table, widths, y)
    for row in table.rows:
        cells = [shown(cell, column) for cell, column in zip(row, table.columns, strict=True)]
        lines = _wrapped(cells, table, widths)
        if y - _height(lines) < floor:
            pages.append([])
            y = _head(pages[-1], table, widths, height - MARGIN_MM - 4, again=True)
        y = _row(pages[-1], lines, table, widths, y)
    for note in table.notes:
        for line in wrapped(note, _NOTE, width - 2 * MARGIN_MM - 8):
            y -= _LINE
            pages[-1].append(written(MARGIN_MM + 4, y, line, _NOTE, width - 2 * MARGIN_MM - 8, style=GREY))
    return y - 2 * _ROW


def _figure(pages: list[list[Mark]], figure: Sheet, width: float, height: float, floor: float, y: float) -> float:
    """Put a chart on the page, made smaller where it is larger than a page."""
    wide, high = width - 2 * MARGIN_MM - 8, height - MARGIN_MM - 4 - floor
    scale = max(1.0, figure.width / wide, figure.height / high)
    if y - figure.height / scale < floor:
        pages.append([])
        y = height - MARGIN_MM - 4
    box = figure.width / scale, figure.height / scale
    middle = figure.width / 2, figure.height / 2
    pages[-1].append(
        Viewport(x=MARGIN_MM + 4, y=y - box[1], width=box[0], height=box[1], scale=scale, centre=middle,
                 marks=figure.marks)
    )  # fmt: skip
    return y - box[1] - _ROW


def shown(cell: Cell, column: Column) -> str:
    """A cell as it is printed: numbers with the column's decimals, nothing for what is not known."""
    if cell is None:
        return "–"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, float):
        return f"{cell:,.{column.decimals}f}".replace(",", "\u2009")
    return f"{cell:,}".replace(",", "\u2009") if isinstance(cell, int) else cell


def heading(column: Column) -> str:
    """A column's name with its unit."""
    return f"{column.name} [{column.unit}]" if column.unit else column.name


def _widths(table: Table, room: float) -> list[float]:
    wanted = []
    for number, column in enumerate(table.columns):
        texts = [heading(column), *(shown(row[number], column) for row in table.rows[:500])]
        wanted.append(min(max(text_width(drawable(text), _TEXT) for text in texts) + 4, 90.0))
    whole = sum(wanted)
    if whole <= room:
        return wanted
    # Numbers keep their room as long as words, which can be wrapped, have some left.
    words = [column.type == "text" for column in table.columns]
    numbers = sum(width for width, is_words in zip(wanted, words, strict=True) if not is_words)
    if room - numbers < _LEAST_COLUMN * sum(words):
        return [width * room / whole for width in wanted]
    share = (room - numbers) / (whole - numbers)
    return [width * share if is_words else width for width, is_words in zip(wanted, words, strict=True)]


def _wrapped(cells: list[str], table: Table, widths: list[float]) -> list[list[str]]:
    """The lines of every cell: words are wrapped in their column, numbers stay on one line."""
    return [
        wrapped(cell, _TEXT, width - 2.5)[:_MOST_LINES] if column.type == "text" else [cell]
        for cell, column, width in zip(cells, table.columns, widths, strict=True)
    ]


def wrapped(text: str, height: float, room: float) -> list[str]:
    """A text in lines no wider than `room` where its words allow it."""
    if text_width(drawable(text), height) <= room:
        return [text]
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and text_width(drawable(longer), height) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines or [text]


def _height(lines: list[list[str]]) -> float:
    return _ROW + (max(map(len, lines), default=1) - 1) * _LINE


def _head(marks: list[Mark], table: Table, widths: list[float], y: float, again: bool = False) -> float:
    title = table.title + (" (continued)" if again else "")
    marks.append(written(MARGIN_MM + 4, y - 4, title, 2.8, 200, bold=True))
    y -= 6
    y = _row(marks, [[heading(column)] for column in table.columns], table, widths, y, bold=True)
    marks.append(rule(MARGIN_MM + 4, y, MARGIN_MM + 4 + sum(widths), y, RULE))
    return y


def _row(
    marks: list[Mark], cells: list[list[str]], table: Table, widths: list[float], y: float, bold: bool = False
) -> float:
    x = MARGIN_MM + 4
    for lines, column, width in zip(cells, table.columns, widths, strict=True):
        right = column.type in ("number", "integer")
        at = x + width - 2 if right else x
        for number, line in enumerate(lines):
            marks.append(
                written(
                    at, y - 3.4 - number * _LINE, line, _TEXT, width - 2.5, bold=bold, style=_ink(line),
                    align="right" if right else "left", least=1.2,
                )
            )  # fmt: skip
        x += width
    return y - _height(cells)


def _ink(line: str) -> Style:
    """Better in green and worse in red; the words say it on a black-and-white printer too."""
    return GOOD if line.endswith("better") else BAD if line.endswith("worse") else INK


def framed_page(content: Content, setup: SheetSetup, marks: tuple[Mark, ...], number: int, count: int) -> Sheet:
    """A page with a frame and a foot that says what it belongs to, round these marks."""
    width, height = setup.size()
    plan = content.plan
    scenario = scenario_names(content.records).get(content.scenario, content.scenario)
    foot = "  ·  ".join(part for part in (plan.title, plan.project, scenario, plan.date, plan.author) if part)
    frame: list[Mark] = [
        box(MARGIN_MM, MARGIN_MM, width - 2 * MARGIN_MM, height - 2 * MARGIN_MM, FRAME),
        rule(MARGIN_MM, MARGIN_MM + FOOT_MM, width - MARGIN_MM, MARGIN_MM + FOOT_MM),
        written(MARGIN_MM + 4, MARGIN_MM + 3, foot, 2.0, width - 2 * MARGIN_MM - 40),
        written(width - MARGIN_MM - 4, MARGIN_MM + 3, f"Sheet {number}/{count}", 2.0, 30, align="right"),
    ]
    return Sheet(width=width, height=height, marks=(*frame, *marks), title=f"{plan.title} – {scenario}")

"""Figures on sheets: each on a page, as large as the paper allows, or on a piece of paper of its own size."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial

from floorwright.analysis.analyze import analyze
from floorwright.analysis.result import Table
from floorwright.model.kinds import PLAN_ID, Plan
from floorwright.paper.charts.figure import ChartMark, Figure
from floorwright.paper.content import Content
from floorwright.paper.marks import Line, Region, Sheet, Style, Vertex
from floorwright.paper.scale import MARGIN_MM
from floorwright.paper.setup import SheetSetup
from floorwright.paper.table_sheet import FOOT_MM, framed_page

OWN_SIZE = "charts"
"""The sheets that are each one figure of the content and nothing else."""
LARGEST_FACTOR = 2.2
_AIR = 4.0
Maker = Callable[[int, int], Sheet]


def figure_sheet(figure: Figure) -> Sheet:
    """A piece of paper as large as the figure."""
    return Sheet(width=figure.width, height=figure.height, marks=figure.marks, title=figure.title)


def chart_sheets(content: Content, setup: SheetSetup, figures: Sequence[Figure]) -> list[Maker]:
    """Functions that make a page with frame and foot for each figure; each is given its number and their count."""
    return [partial(_page, content, setup, figure) for figure in figures]


def figure_content(plan: Plan, figures: Sequence[Figure], tables: Sequence[Table] = ()) -> Content:
    """What an exporter is given to write figures, and the tables behind them, without the floor."""
    sheets = tuple(map(figure_sheet, figures))
    return Content({PLAN_ID: plan}, "", analyze({PLAN_ID: plan}), {}, tuple(tables), sheets)


def enlarged(marks: Sequence[ChartMark], factor: float, dx: float, dy: float) -> tuple[ChartMark, ...]:
    """Marks with everything in them, lines and letters too, `factor` times as large, and then moved."""

    def ring(vertices: tuple[Vertex, ...]) -> tuple[Vertex, ...]:
        return tuple((x * factor + dx, y * factor + dy, bulge) for x, y, bulge in vertices)

    def pen(style: Style) -> Style:
        return replace(style, width=style.width * factor, dash=tuple(length * factor for length in style.dash))

    out: list[ChartMark] = []
    for mark in marks:
        if isinstance(mark, Line):
            out.append(replace(mark, vertices=ring(mark.vertices), style=pen(mark.style)))
        elif isinstance(mark, Region):
            out.append(replace(mark, rings=tuple(map(ring, mark.rings)), style=pen(mark.style)))
        else:
            out.append(replace(mark, x=mark.x * factor + dx, y=mark.y * factor + dy, height=mark.height * factor))
    return tuple(out)


def _page(content: Content, setup: SheetSetup, figure: Figure, number: int, count: int) -> Sheet:
    width, height = setup.size()
    wide, high = width - 2 * (MARGIN_MM + _AIR), height - 2 * (MARGIN_MM + _AIR) - FOOT_MM
    factor = min(wide / figure.width, high / figure.height, LARGEST_FACTOR)
    left = (width - figure.width * factor) / 2
    low = MARGIN_MM + FOOT_MM + _AIR + (high - figure.height * factor) / 2
    return framed_page(content, setup, enlarged(figure.marks, factor, left, low), number, count)

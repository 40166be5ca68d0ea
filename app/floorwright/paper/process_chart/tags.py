"""The flow diagram: the symbols of the process chart with their numbers, placed on the flow lines of the plan."""

import itertools
import math
from collections.abc import Iterable

from floorwright.analysis.process_chart.chart import ProcessChart
from floorwright.analysis.process_chart.steps import ChartStep
from floorwright.analysis.result import Analysis
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine
from floorwright.model.process_chart import StepType
from floorwright.model.record import Point
from floorwright.paper.marks import Line, Region, Style, Text
from floorwright.paper.process_chart.form import fill_of
from floorwright.paper.process_chart.symbols import symbol_marks

LAYER = "PROCESS-CHART"
SIZE_MM = 2.6
_LETTERS_MM = 1.5
Tag = Line | Region | Text


def chart_tags(records: Records, analysis: Analysis, charts: Iterable[ProcessChart], scale: float) -> tuple[Tag, ...]:
    """A symbol at the middle of every transport's way, and the others of a chart in a row at their stations.

    Sized for 1 : `scale`. Steps without a place on the plan have no tag. Several tags at a station stand side by side
    below its middle, those of one chart after the other.
    """
    ways = {figures.flow: figures.path for figures in analysis.flows}
    at_station: dict[str, list[ChartStep]] = {}
    marks: list[Tag] = []
    for chart in charts:
        for step in chart.steps:
            if step.flow:
                middle = halfway(ways.get(step.flow, ()))
                if middle is not None:
                    marks += _tag(step, middle, scale)
            elif step.place and step.number:
                at_station.setdefault(step.place, []).append(step)
    for place, steps in at_station.items():
        machine = records.get(place)
        if isinstance(machine, Machine):
            marks += _row(steps, machine, scale)
    return tuple(marks)


def halfway(path: tuple[Point, ...]) -> Point | None:
    """The point in the middle of a way by its length; None for a way of no length."""
    legs = list(itertools.pairwise(path))
    length = math.fsum(math.dist(a, b) for a, b in legs)
    left = length / 2
    for a, b in legs:
        long = math.dist(a, b)
        if long >= left and long > 0:
            share = left / long
            return a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1])
        left -= long
    return None


def _row(steps: list[ChartStep], machine: Machine, scale: float) -> list[Tag]:
    apart = 2.6 * SIZE_MM * scale
    y = machine.y - 2.2 * SIZE_MM * scale
    first = machine.x - apart * (len(steps) - 1) / 2
    return [mark for n, step in enumerate(steps) for mark in _tag(step, (first + n * apart, y), scale)]


def _tag(step: ChartStep, at: Point, scale: float) -> list[Tag]:
    size = SIZE_MM * scale
    ring = Style(layer=LAYER, stroke="#111827", width=0.35)
    source = step.flow or step.place
    marks: list[Tag] = list(symbol_marks(step.type, step.inner, at[0], at[1], size, ring, "#ffffff", source))
    band = Style(layer=LAYER, stroke=None, fill=fill_of(step), opacity=0.35)
    body = marks[0]
    assert isinstance(body, Region)
    marks.insert(1, Region(rings=body.rings, style=band, source=source))
    lift = {StepType.STORAGE: 0.2, StepType.TRANSPORT: 0.0}.get(step.type, 0.0) * size
    number = step.number.split("/")[0].replace("-", "")
    marks.append(
        Text(
            x=at[0], y=at[1] + lift, text=number, height=_LETTERS_MM * scale, align="centre", level="middle",
            style=Style(layer=LAYER, stroke="#111827"), bold=True, source=source,
        )
    )  # fmt: skip
    return marks

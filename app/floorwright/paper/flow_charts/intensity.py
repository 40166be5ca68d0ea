"""The distance-intensity chart: what is moved often and far stands at the upper right (Muther, SLP)."""

import math
from collections.abc import Sequence

from floorwright.analysis.result import FlowFigures
from floorwright.paper.charts.figure import ChartMark, Figure, figure, room_of
from floorwright.paper.charts.key import Entry
from floorwright.paper.charts.plot import GAP_MM, LAYER, QUIET, Plot, axis_marks, fitted_plot
from floorwright.paper.charts.scales import linear, nice_ticks, number_words
from floorwright.paper.charts.series import beside, dots, trace
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.fonts import drawable, text_width
from floorwright.paper.marks import Style, Text

WIDTH_MM, HEIGHT_MM = 180.0, 120.0
LABELLED = 10
"""So many flows with the largest moments are named."""
MOST_ENTRIES = 14
CURVE = 60
NAME_MM, DOT_MM = 1.5, 2.2


def intensity_figure(flows: Sequence[FlowFigures], classes: FlowClasses) -> Figure | None:
    """A dot a flow; curves join what has the same moment. None when nothing is moved."""
    seen = [f for f in flows if f.distance_m is not None and f.trips_per_day > 0 and math.isfinite(f.trips_per_day)]
    if not seen:
        return None
    used = classes.used(seen)
    key = [Entry(one.name, one.colour, as_="dot") for one in used[:MOST_ENTRIES]]
    notes = (
        "A dot is a flow: its loaded distance a trip and its trips a day. Curves join equal trips × metres a day.",
        "Shorten first what lies highest and farthest right.",
    )
    across, up = linear(f.distance_m or 0.0 for f in seen), linear(f.trips_per_day for f in seen)
    titles = ("Distance [m]", "Trips a day")
    plot = fitted_plot(room_of(WIDTH_MM, HEIGHT_MM, key=key, notes=notes), across, up, *titles)
    marks: list[ChartMark] = list(axis_marks(plot, *titles))
    most = max(moment(f) for f in seen)
    for level in nice_ticks(0.0, most, 5)[1:]:
        marks += _curve(plot, level, across.high, up.high)
    tips = {}
    for figures in seen:
        colour = classes.of(figures).colour
        at = (figures.distance_m or 0.0, figures.trips_per_day)
        marks += dots(plot, [at], colour, size=DOT_MM, sources=[figures.flow])
        tips[figures.flow] = (
            f"{figures.product}: {figures.start} → {figures.end}\n{number_words(at[1])} trips/day × "
            f"{number_words(at[0])} m = {number_words(moment(figures))} m/day"
        )
    marks += _names(plot, sorted(seen, key=moment, reverse=True))
    return figure("Distance and intensity of the flows", WIDTH_MM, HEIGHT_MM, marks, key=key, notes=notes, tips=tips)


def moment(figures: FlowFigures) -> float:
    """Trips × metres a day."""
    return figures.trips_per_day * (figures.distance_m or 0.0)


def _curve(plot: Plot, level: float, far: float, often: float) -> list[ChartMark]:
    """trips × metres = level, as far as it lies in the plot, with the level at its lower end."""
    first = level / often
    if not 0 < first < far:
        return []
    ratio = (far / first) ** (1 / CURVE)
    points = [(first * ratio**number, level / (first * ratio**number)) for number in range(CURVE + 1)]
    marks: list[ChartMark] = list(trace(plot, points, "#aab4be", width=0.2, dash=(1.2, 0.8)))
    words = f"{number_words(level)} m/day"
    u, v = points[int(CURVE * 0.8)]
    if plot.x(u) + text_width(words, 1.3) + GAP_MM < plot.room.left + plot.room.width:
        marks.append(beside(plot, u, v, words, QUIET, height=1.3))
    return marks


def _names(plot: Plot, flows: Sequence[FlowFigures]) -> list[ChartMark]:
    """What the first of the flows are, each beside its dot where no dot and no other name lies."""
    dots_at = [plot.at(figures.distance_m or 0.0, figures.trips_per_day) for figures in flows]
    taken = [(x - DOT_MM / 2, y - DOT_MM / 2, x + DOT_MM / 2, y + DOT_MM / 2) for x, y in dots_at]
    marks: list[ChartMark] = []
    right = plot.room.left + plot.room.width
    for figures in flows[:LABELLED]:
        words = drawable(f"{figures.product}: {figures.start} → {figures.end}")
        x, y = plot.at(figures.distance_m or 0.0, figures.trips_per_day)
        wide = text_width(words, NAME_MM)
        for dx, dy in ((2.0, 0.0), (-2.0 - wide, 0.0), (-wide / 2, 2.6), (-wide / 2, -2.6)):
            box = (x + dx, y + dy - NAME_MM, x + dx + wide, y + dy + NAME_MM)
            free = all(box[2] < o[0] or box[0] > o[2] or box[3] < o[1] or box[1] > o[3] for o in taken)
            if free and box[0] > plot.room.left and box[2] < right:
                taken.append(box)
                style = Style(layer=LAYER, stroke=QUIET)
                marks.append(Text(x=box[0], y=y + dy, text=words, height=NAME_MM, style=style, level="middle"))
                break
    return marks

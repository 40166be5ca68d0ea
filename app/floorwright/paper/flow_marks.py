"""The flows of a plan as marks on the floor: width by volume, colour by product, dash by method, arrows, labels."""

import itertools
import math
from collections.abc import Collection
from functools import lru_cache

from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow
from floorwright.model.record import Point
from floorwright.paper.arrows import arrow, arrow_places
from floorwright.paper.flow_choice import chosen_flows, chosen_tours
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.flow_labels import Labels
from floorwright.paper.flow_styles import WALKING_DASH, flow_width, method_dashes
from floorwright.paper.flow_view import FlowStyle, FlowView
from floorwright.paper.lanes import side_by_side
from floorwright.paper.marks import Line, Region, Style, Text
from floorwright.paper.spaghetti_marks import spaghetti_marks
from floorwright.paper.stretch_marks import stretch_marks
from floorwright.paper.tour_marks import tour_marks

FlowMark = Line | Region | Text
GAP_MM = 0.35
WIDEST_BUNDLE_MM = 14.0
LONG_LEG_MM = 45.0
RECENT = 4096
"""So many lines with their arrowheads are kept: while the mouse moves, most flows are where they were a moment ago."""
USUAL = FlowView()


def flow_marks(
    records: Records,
    analysis: Analysis,
    scale: float,
    labels: bool = True,
    only: Collection[str] | None = None,
    view: FlowView = USUAL,
) -> tuple[FlowMark, ...]:
    """Every flow that the view shows and that has a path, as it shows them; sized for 1 : `scale`.

    With `only` none but these flows, as wide as they are among all; they are drawn one by one, and lanes are laid as
    if there were no others. Every mark names its flow (or its stretch) and lies on a layer `FLOW-…`.
    """
    if view.style is FlowStyle.HIDDEN:
        return ()
    drawn = [figures for figures in chosen_flows(records, analysis, view, only) if _has_length(figures.path)]
    labels = labels and view.labels
    classes = FlowClasses(records, view)
    tours = [tour for tour in chosen_tours(analysis, view) if only is None or tour.tour in only]
    rounds = tour_marks(tours, scale, labels, view.arrows)
    if view.style is FlowStyle.SPAGHETTI:
        return (*spaghetti_marks(drawn, classes, scale, labels), *rounds)
    if view.style is FlowStyle.AGGREGATED and only is None:
        return (*stretch_marks(analysis, drawn, classes, scale, labels, view.arrows), *rounds)
    return (*_side_by_side(records, analysis, drawn, classes, scale, labels, view.arrows), *rounds)


def _side_by_side(
    records: Records,
    analysis: Analysis,
    drawn: list[FlowFigures],
    classes: FlowClasses,
    scale: float,
    labels: bool,
    arrows: bool,
) -> tuple[FlowMark, ...]:
    """A line a flow, thick ones first so that thin ones stay seen."""
    most = max((f.trips_per_day for f in analysis.flows if len(f.route.path) > 1 and not f.trouble), default=0.0)
    widths = [flow_width(figures.trips_per_day, most) for figures in drawn]
    lanes = side_by_side(
        [figures.path for figures in drawn],
        [width * scale for width in widths],
        GAP_MM * scale,
        WIDEST_BUNDLE_MM * scale,
    )
    dashes = method_dashes(records)
    names = Labels(scale)
    lines: list[FlowMark] = []
    writing: list[FlowMark] = []
    for number in sorted(range(len(drawn)), key=lambda n: -widths[n]):
        figures, path, width = drawn[number], lanes[number], widths[number]
        flow = records.get(figures.flow)
        colour = classes.of(figures).colour
        dash = dashes.get(flow.method, WALKING_DASH) if isinstance(flow, Flow) else WALKING_DASH
        layer = f"FLOW-{figures.product}"
        stroke = Style(layer=layer, stroke=colour, width=width, dash=dash)
        lines += _line_with_heads(path, stroke, 1.6 + 1.4 * width if arrows else 0.0, scale, figures.flow)
        if labels:
            writing += names.add(figures, path, Style(layer=layer, stroke=colour))
    return (*lines, *writing)


@lru_cache(maxsize=RECENT)
def _line_with_heads(
    path: tuple[Point, ...], style: Style, head: float, scale: float, flow: str
) -> tuple[Line | Region, ...]:
    """The line of a flow and its arrowheads, `head` millimetres of paper long; none when that is 0."""
    shown = _shortened(path, head * 0.8 * scale)
    line = Line(vertices=tuple((x, y, 0.0) for x, y in shown), style=style, source=flow)
    if not head:
        return (line,)
    solid = Style(layer=style.layer, stroke=None, fill=style.stroke)
    places = arrow_places(path, head * scale, LONG_LEG_MM * scale)
    rings = (arrow(tip, towards, head, style.width, scale) for tip, towards in places)
    return (line, *(Region(rings=(ring,), style=solid, source=flow) for ring in rings))


def _has_length(path: tuple[Point, ...]) -> bool:
    return any(math.dist(a, b) > 1.0 for a, b in itertools.pairwise(path))


def _shortened(path: tuple[Point, ...], by: float) -> list[Point]:
    points = list(path)
    while len(points) > 2 and math.dist(points[-1], points[-2]) <= by:
        by -= math.dist(points[-1], points[-2])
        points.pop()
    (x1, y1), (x2, y2) = points[-2], points[-1]
    length = math.dist(points[-1], points[-2])
    share = max(0.0, 1.0 - by / length) if length else 0.0
    points[-1] = (x1 + share * (x2 - x1), y1 + share * (y2 - y1))
    return points

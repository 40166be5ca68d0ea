"""The flows of a plan as marks on the floor: width by volume, colour by product, dash by method, arrows, labels."""

import itertools
import math

from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow
from floorwright.model.record import Point
from floorwright.paper.flow_styles import PALETTE, WALKING_DASH, flow_width, method_dashes, product_colours
from floorwright.paper.fonts import drawable, text_width
from floorwright.paper.lanes import side_by_side
from floorwright.paper.marks import Line, Region, Style, Text
from floorwright.paper.placing import readable

FlowMark = Line | Region | Text
GAP_MM = 0.35
WIDEST_BUNDLE_MM = 14.0
LONG_LEG_MM = 45.0
LABEL_MM = 1.6
_GROUND = "#ffffff"


def flow_marks(records: Records, analysis: Analysis, scale: float, labels: bool = True) -> tuple[FlowMark, ...]:
    """Every flow that has a path, thick ones first so that thin ones stay seen; sized for 1 : `scale`.

    Every mark names its flow and lies on the layer `FLOW-` with the product's name.
    """
    drawn = [figures for figures in analysis.flows if _has_length(figures.path)]
    most = max((figures.trips_per_day for figures in drawn), default=0.0)
    widths = [flow_width(figures.trips_per_day, most) for figures in drawn]
    lanes = side_by_side(
        [figures.path for figures in drawn],
        [width * scale for width in widths],
        GAP_MM * scale,
        WIDEST_BUNDLE_MM * scale,
    )
    colours, dashes = product_colours(records), method_dashes(records)
    lines: list[FlowMark] = []
    writing: list[FlowMark] = []
    for number in sorted(range(len(drawn)), key=lambda n: -widths[n]):
        figures, path, width = drawn[number], lanes[number], widths[number]
        flow = records.get(figures.flow)
        colour = colours.get(flow.product, PALETTE[0]) if isinstance(flow, Flow) else PALETTE[0]
        dash = dashes.get(flow.method, WALKING_DASH) if isinstance(flow, Flow) else WALKING_DASH
        layer = f"FLOW-{figures.product}"
        stroke = Style(layer=layer, stroke=colour, width=width, dash=dash)
        solid = Style(layer=layer, stroke=None, fill=colour)
        head = 1.6 + 1.4 * width
        shown = _shortened(path, head * 0.8 * scale)
        lines.append(Line(vertices=tuple((x, y, 0.0) for x, y in shown), style=stroke, source=figures.flow))
        for tip, towards in _arrows(path, head * scale, LONG_LEG_MM * scale):
            lines.append(Region(rings=(_arrow(tip, towards, head, width, scale),), style=solid, source=figures.flow))
        if labels:
            writing += _label(figures, path, width, scale, Style(layer=layer, stroke=colour))
    return (*lines, *writing)


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


def _arrows(path: tuple[Point, ...], head: float, long: float) -> list[tuple[Point, Point]]:
    """Tip and direction of the arrow at the end and of those along long legs."""
    arrows: list[tuple[Point, Point]] = []
    legs = list(itertools.pairwise(path))
    for number, (a, b) in enumerate(legs):
        length = math.dist(a, b)
        if length < head / 10:
            continue
        unit = ((b[0] - a[0]) / length, (b[1] - a[1]) / length)
        last = number == len(legs) - 1
        count = int(length // long)
        for k in range(count):
            along = length * (k + 0.5) / count + head / 2
            if not last or length - along > 2 * head:
                arrows.append(((a[0] + unit[0] * along, a[1] + unit[1] * along), unit))
        if last:
            arrows.append((b, unit))
    return arrows


def _arrow(tip: Point, unit: Point, head: float, width: float, scale: float) -> tuple[tuple[float, float, float], ...]:
    long, half = head * scale, (0.55 + 0.8 * width) * scale
    ux, uy = unit
    corners = ((0.0, 0.0), (-long, half), (-long * 0.8, 0.0), (-long, -half))
    return tuple((tip[0] + u * ux - v * uy, tip[1] + u * uy + v * ux, 0.0) for u, v in corners)


def _label(figures: FlowFigures, path: tuple[Point, ...], width: float, scale: float, style: Style) -> list[FlowMark]:
    """Product and trips a day at the middle of the longest leg, when that is long enough."""
    a, b = max(itertools.pairwise(path), key=lambda leg: math.dist(*leg))
    text = drawable(f"{figures.product} {figures.trips_per_day:.3g}/d")
    height = LABEL_MM * scale
    long = text_width(text, height)
    if math.dist(a, b) < long * 1.6:
        return []
    angle = readable(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])))
    ux, uy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    # A third of the way, where opposite flows and the arrows in the middle leave it alone.
    cx, cy = a[0] + (b[0] - a[0]) / 3, a[1] + (b[1] - a[1]) / 3
    half, rise = long / 2 + height * 0.3, height * 0.75
    ring = tuple((cx + u * ux - v * uy, cy + u * uy + v * ux, 0.0)
                 for u, v in ((-half, -rise), (half, -rise), (half, rise), (-half, rise)))  # fmt: skip
    ground = Style(layer=style.layer, stroke=None, fill=_GROUND, opacity=0.85)
    return [
        Region(rings=(ring,), style=ground, source=figures.flow),
        Text(
            x=cx, y=cy, text=text, height=height, rotation=angle, align="centre", level="middle",
            style=style, source=figures.flow,
        ),
    ]  # fmt: skip

"""The flows of a plan as marks on the floor: width by volume, colour by product, dash by method, arrows, labels."""

import itertools
import math
from collections.abc import Collection

from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow
from floorwright.model.record import Point
from floorwright.paper.flow_styles import PALETTE, WALKING_DASH, flow_width, method_dashes, product_colours
from floorwright.paper.fonts import drawable, text_width
from floorwright.paper.lanes import side_by_side
from floorwright.paper.marks import Line, Region, Style, Text, Vertex
from floorwright.paper.placing import readable

FlowMark = Line | Region | Text
GAP_MM = 0.35
WIDEST_BUNDLE_MM = 14.0
LONG_LEG_MM = 45.0
LABEL_MM = 1.6
LABEL_SHARES = (1 / 3, 2 / 3, 0.2, 0.8, 0.5)
"""Where along a leg a label is tried; the middle comes last because of the arrows there."""
_GROUND = "#ffffff"


def flow_marks(
    records: Records, analysis: Analysis, scale: float, labels: bool = True, only: Collection[str] | None = None
) -> tuple[FlowMark, ...]:
    """Every flow that has a path, thick ones first so that thin ones stay seen; sized for 1 : `scale`.

    With `only` none but these flows, as wide as they are among all; then lanes are laid as if there were no others.
    Every mark names its flow and lies on the layer `FLOW-` with the product's name.
    """
    wanted = analysis.flows if only is None else [figures for figures in analysis.flows if figures.flow in only]
    drawn = [figures for figures in wanted if _has_length(figures.path)]
    most = max((figures.trips_per_day for figures in analysis.flows if len(figures.path) > 1), default=0.0)
    widths = [flow_width(figures.trips_per_day, most) for figures in drawn]
    lanes = side_by_side(
        [figures.path for figures in drawn],
        [width * scale for width in widths],
        GAP_MM * scale,
        WIDEST_BUNDLE_MM * scale,
    )
    colours, dashes = product_colours(records), method_dashes(records)
    names = Labels(scale)
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
            writing += names.add(figures, path, Style(layer=layer, stroke=colour))
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


class Labels:
    """Writes product and trips a day beside flows, each where no other label lies, or nowhere."""

    def __init__(self, scale: float) -> None:
        self._scale = scale
        self._taken: list[tuple[float, float, float, float]] = []

    def add(self, figures: FlowFigures, path: tuple[Point, ...], style: Style) -> list[FlowMark]:
        """The label on the longest leg that has room for it; nothing when there is none."""
        text = drawable(f"{figures.product} {figures.trips_per_day:.3g}/d")
        height = LABEL_MM * self._scale
        half, rise = text_width(text, height) / 2 + height * 0.3, height * 0.75
        for a, b in sorted(itertools.pairwise(path), key=lambda leg: -math.dist(*leg)):
            if math.dist(a, b) < half * 3:
                break
            angle = readable(math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])))
            for share in LABEL_SHARES:
                x, y = a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share
                ring = _plate(x, y, angle, half, rise)
                if self._is_free(ring):
                    return _written(figures, text, x, y, angle, height, ring, style)
        return []

    def _is_free(self, ring: tuple[Vertex, ...]) -> bool:
        box = (min(v[0] for v in ring), min(v[1] for v in ring), max(v[0] for v in ring), max(v[1] for v in ring))
        if any(box[0] < o[2] and box[2] > o[0] and box[1] < o[3] and box[3] > o[1] for o in self._taken):
            return False
        self._taken.append(box)
        return True


def _plate(x: float, y: float, angle: float, half: float, rise: float) -> tuple[Vertex, ...]:
    ux, uy = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    corners = ((-half, -rise), (half, -rise), (half, rise), (-half, rise))
    return tuple((x + u * ux - v * uy, y + u * uy + v * ux, 0.0) for u, v in corners)


def _written(
    figures: FlowFigures,
    text: str,
    x: float,
    y: float,
    angle: float,
    height: float,
    ring: tuple[Vertex, ...],
    style: Style,
) -> list[FlowMark]:
    ground = Style(layer=style.layer, stroke=None, fill=_GROUND, opacity=0.85)
    return [
        Region(rings=(ring,), style=ground, source=figures.flow),
        Text(
            x=x, y=y, text=text, height=height, rotation=angle, align="centre", level="middle",
            style=style, source=figures.flow,
        ),
    ]  # fmt: skip

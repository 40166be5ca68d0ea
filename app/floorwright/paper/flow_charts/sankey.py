"""A Sankey diagram between departments: from at the left, to at the right, bands as wide as what goes there."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from floorwright.analysis.pictures.matrix import TITLES, UNITS, Matrix, Measure
from floorwright.paper.charts.figure import ChartMark, Figure, figure, room_of
from floorwright.paper.charts.plot import INK, LABEL_MM, LAYER, Room
from floorwright.paper.charts.scales import number_words
from floorwright.paper.flow_charts.matrix import cell_source
from floorwright.paper.flow_styles import PALETTE
from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Align, Region, Style, Text, Vertex

WIDTH_MM, HEIGHT_MM = 180.0, 120.0
NODE_MM, NAMES_MM, GAP_MM = 4.0, 44.0, 2.4
BEND = 24
"""Pieces of a band's edge: a curve that looks smooth at any zoom."""


@dataclass(slots=True)
class _Node:
    """A department on one side: its place, and how much of it is taken by bands already."""

    name: str
    colour: str
    low: float
    high: float
    taken: float = 0.0


def sankey_figure(one: Matrix, measure: Measure) -> Figure | None:
    """The diagram of a from-to chart; None when nothing is moved."""
    leaving, coming = one.row_totals(measure), one.column_totals(measure)
    total = one.total(measure)
    if not total > 0:
        return None
    count = max(sum(value > 0 for value in leaving), sum(value > 0 for value in coming))
    height = max(HEIGHT_MM, 24.0 + count * 6.5)
    notes = ("What leaves at the left comes in at the right; a band is as wide as what goes there.",)
    room = room_of(WIDTH_MM, height, notes=notes)
    colours = {key: PALETTE[number % len(PALETTE)] for number, key in enumerate(one.keys)}
    scale = (room.height - GAP_MM * max(count - 1, 0)) / total
    left = _side(one, leaving, colours, room, scale)
    right = _side(one, coming, colours, room, scale)
    x1, x2 = room.left + NAMES_MM + NODE_MM, room.left + room.width - NAMES_MM - NODE_MM
    marks: list[ChartMark] = []
    tips: dict[str, str] = {}
    order = {key: number for number, key in enumerate(one.keys)}
    for start, end in sorted(one.moves, key=lambda pair: (order[pair[0]], order[pair[1]])):
        value = one.value(start, end, measure)
        if not value > 0:
            continue
        source, wide = cell_source(start, end), value * scale
        a, b = left[start], right[end]
        ring = band(x1, a.high - a.taken, x2, b.high - b.taken, wide)
        a.taken += wide
        b.taken += wide
        style = Style(layer=LAYER, stroke=None, fill=a.colour, opacity=0.55)
        marks.append(Region(rings=(ring,), style=style, source=source))
        share = value / total * 100
        tips[source] = f"{a.name} → {b.name}: {number_words(value)} {UNITS[measure]} ({share:.1f} % of all)"
    marks += _nodes(left.values(), leaving_side=True, x=x1 - NODE_MM, scale=scale)
    marks += _nodes(right.values(), leaving_side=False, x=x2, scale=scale)
    what = "departments" if one.by_department else "stations"
    title = f"Flow between {what}: {TITLES[measure]} [{UNITS[measure]}], {number_words(total)} in all"
    return figure(title, WIDTH_MM, height, marks, notes=notes, tips=tips)


def _side(one: Matrix, totals: Sequence[float], colours: dict[str, str], room: Room, scale: float) -> dict[str, _Node]:
    """The departments of a side from the top down, in the order of the chart, with the free height below them."""
    nodes: dict[str, _Node] = {}
    top = room.low + room.height
    for key, name, value in zip(one.keys, one.names, totals, strict=True):
        if value > 0:
            nodes[key] = _Node(name, colours[key], top - value * scale, top)
            top -= value * scale + GAP_MM
    return nodes


def _nodes(nodes: Iterable[_Node], *, leaving_side: bool, x: float, scale: float) -> list[ChartMark]:
    """The departments of a side with their names and sums."""
    marks: list[ChartMark] = []
    align: Align = "right" if leaving_side else "left"
    for node in nodes:
        ring = ((x, node.low, 0.0), (x + NODE_MM, node.low, 0.0), (x + NODE_MM, node.high, 0.0), (x, node.high, 0.0))
        marks.append(Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=node.colour)))
        middle = (node.low + node.high) / 2
        at = x - 1.5 if leaving_side else x + NODE_MM + 1.5
        amount = number_words((node.high - node.low) / scale)
        words = shortened(drawable(node.name), LABEL_MM, NAMES_MM - 3.0 - text_width(amount, LABEL_MM))
        marks.append(
            Text(x=at, y=middle, text=f"{words}  {amount}", height=LABEL_MM, align=align, level="middle",
                 style=Style(layer=LAYER, stroke=INK))
        )  # fmt: skip
    return marks


def band(x1: float, y1: float, x2: float, y2: float, wide: float) -> tuple[Vertex, ...]:
    """A band between two upright edges, from the top of each downwards; its edges leave and arrive level."""
    shares = [number / BEND for number in range(BEND + 1)]
    upper = [(x1 + (x2 - x1) * share, y1 + (y2 - y1) * (1 - math.cos(math.pi * share)) / 2, 0.0) for share in shares]
    return (*upper, *((x, y - wide, bulge) for x, y, bulge in reversed(upper)))

"""What is written on the floor: areas with their names, texts and dimensions."""

import math

from floorwright.model.kinds import Dimension, Label, Zone
from floorwright.paper.fonts import drawable, fitted_height, text_width
from floorwright.paper.marks import Line, Region, Style, Text
from floorwright.paper.placing import box_of, readable
from floorwright.units import Unit, format_length

ZONE_COLOURS = ("#4c78a8", "#b279a2", "#72b7b2", "#eeca3b", "#9d755d", "#54a24b", "#e45756", "#bab0ac")
NOTE = Style(layer="TEXT", stroke="#111827")
NAME_GROUND = Style(layer="TEXT", stroke=None, fill="#ffffff", opacity=0.8)
DIMENSION = Style(layer="DIM", stroke="#334e68", width=0.18)
ZONE_NAME_MM = 2.5
DIMENSION_MM = 2.0


def zone_marks(zone: Zone, scale: float = 100.0) -> tuple[Region | Line | Text, ...]:
    """A light surface with a dashed edge and the name in its upper left corner."""
    colour = zone.colour or ZONE_COLOURS[sum(map(ord, zone.name)) % len(ZONE_COLOURS)]
    ring = tuple((x, y, 0.0) for x, y in zone.points)
    surface = Style(layer="ZONE", stroke=None, fill=colour, opacity=0.1)
    edge = Style(layer="ZONE", stroke=colour, width=0.25, dash=(4.0, 2.0))
    marks: list[Region | Line | Text] = [
        Region(rings=(ring,), style=surface, source=zone.id),
        Line(vertices=ring, style=edge, closed=True, source=zone.id),
    ]
    left, _, right, high = box_of(zone.points) or (0.0, 0.0, 0.0, 0.0)
    name = drawable(zone.name)
    height = fitted_height(name, ZONE_NAME_MM * scale, (right - left) * 0.9, bold=True)
    inset = ZONE_NAME_MM * scale * 0.6
    if name.strip():
        x, y, pad = left + inset, high - inset, height * 0.3
        wide = text_width(name, height, bold=True)
        corners = ((x - pad, y - height - pad), (x + wide + pad, y - height - pad))
        ground = tuple((u, v, 0.0) for u, v in (*corners, (x + wide + pad, y + pad), (x - pad, y + pad)))
        # On the layer of writing, so that equipment, aisles and flows do not cover it.
        marks.append(Region(rings=(ground,), style=NAME_GROUND, source=zone.id))
        marks.append(
            Text(
                x=x, y=y, text=name, height=height, bold=True, level="top",
                style=Style(layer="TEXT", stroke=colour), source=zone.id,
            )
        )  # fmt: skip
    return tuple(marks)


def label_marks(label: Label) -> tuple[Text, ...]:
    """The lines of a text, downwards from its place."""
    turn = math.radians(label.rotation)
    marks = []
    for number, line in enumerate(label.text.splitlines()):
        down = number * label.height * 1.6
        marks.append(
            Text(
                x=label.x + down * math.sin(turn), y=label.y - down * math.cos(turn), text=drawable(line),
                height=label.height, rotation=label.rotation, style=NOTE, source=label.id,
            )
        )  # fmt: skip
    return tuple(marks)


def dimension_marks(dimension: Dimension, unit: Unit, scale: float = 100.0) -> tuple[Line | Text, ...]:
    """Dimension line with oblique ticks, extension lines and the length in the plan's unit, as in ISO 129-1."""
    dx, dy = dimension.x2 - dimension.x1, dimension.y2 - dimension.y1
    length = math.hypot(dx, dy)
    ux, uy = dx / length, dy / length
    side = -1.0 if dimension.offset < 0 else 1.0

    def point(x: float, y: float, along: float, aside: float) -> tuple[float, float, float]:
        return x + along * ux - aside * uy, y + along * uy + aside * ux, 0.0

    offset, beyond, gap = dimension.offset, side * 1.5 * scale, side * min(1.0 * scale, abs(dimension.offset) / 2)
    ends = ((dimension.x1, dimension.y1), (dimension.x2, dimension.y2))
    marks: list[Line | Text] = []
    for x, y in ends:
        if offset:
            pair = (point(x, y, 0.0, gap), point(x, y, 0.0, offset + beyond))
            marks.append(Line(vertices=pair, style=DIMENSION, source=dimension.id))
        tick = 0.9 * scale
        slant = (point(x, y, -tick, offset - tick), point(x, y, tick, offset + tick))
        marks.append(Line(vertices=slant, style=DIMENSION, source=dimension.id))
    line = (point(*ends[0], 0.0, offset), point(*ends[1], 0.0, offset))
    marks.append(Line(vertices=line, style=DIMENSION, source=dimension.id))
    angle = readable(math.degrees(math.atan2(dy, dx)))
    mx, my, _ = point(*ends[0], length / 2, offset)
    turn = math.radians(angle)
    lift = 0.8 * scale
    marks.append(
        Text(
            x=mx - lift * math.sin(turn), y=my + lift * math.cos(turn), text=format_length(length, unit),
            height=DIMENSION_MM * scale, rotation=angle, align="centre", style=DIMENSION, source=dimension.id,
        )
    )  # fmt: skip
    return tuple(marks)

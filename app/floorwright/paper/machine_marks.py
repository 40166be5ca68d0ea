"""Equipment: its symbol as a block, its name, its clearance and where loads come and go."""

import re

from floorwright.errors import FloorwrightError
from floorwright.model.kinds import Machine
from floorwright.paper.fonts import drawable, text_width
from floorwright.paper.marks import Block, Line, Region, Style, Text
from floorwright.paper.placing import placed, readable
from floorwright.paper.symbols import SymbolLibrary, symbol_marks

NAME = Style(layer="TEXT", stroke="#111827")
NAME_GROUND = Style(layer="TEXT", stroke=None, fill="#ffffff", opacity=0.8)
CLEARANCE = Style(layer="EQUIP-CLEAR", stroke="#7b8794", width=0.13, dash=(2.0, 1.0))
PICKUP = Style(layer="EQUIP-POINT", stroke="#1f2933", width=0.18, fill="#1f2933")
DROPOFF = Style(layer="EQUIP-POINT", stroke="#1f2933", width=0.18)
NAME_MM = 2.0
"""Capital height of a name on paper; names shrink to `LEAST_NAME_MM` to fit their equipment."""
LEAST_NAME_MM = 1.2
POINT_MM = 1.0


def machine_block(machine: Machine, library: SymbolLibrary) -> Block:
    """The equipment's symbol at its size and place; equal symbols of equal size have an equal key."""
    symbol = library.get(machine.symbol)
    try:
        marks = symbol_marks(symbol, machine.width, machine.depth)
    except FloorwrightError:
        symbol = library.get("")
        marks = symbol_marks(symbol, machine.width, machine.depth)
    key = f"{symbol.id}-{machine.width:.10g}x{machine.depth:.10g}"
    attributes = {
        "NAME": machine.name,
        "ID": machine.id,
        "SYMBOL": machine.symbol,
        "DEPARTMENT": machine.department,
        "NOTE": machine.note,
        "WIDTH_MM": f"{machine.width:.15g}",
        "DEPTH_MM": f"{machine.depth:.15g}",
    }
    return Block(
        key=re.sub(r"[^A-Za-z0-9._-]", "_", key),
        marks=marks,
        x=machine.x,
        y=machine.y,
        rotation=machine.rotation,
        mirrored=machine.mirrored,
        attributes=tuple(attributes.items()),
        source=machine.id,
    )


def machine_marks(
    machine: Machine, library: SymbolLibrary, scale: float = 100.0
) -> tuple[Block | Line | Region | Text, ...]:
    """Everything that shows a piece of equipment; its name and points are sized for 1 : scale."""
    marks: list[Block | Line | Region | Text] = []
    if machine.clearance > 0:
        marks.append(_clearance(machine))
    marks.append(machine_block(machine, library))
    return (*marks, *machine_name(machine, scale), *machine_points(machine, scale))


def machine_name(machine: Machine, scale: float = 100.0) -> tuple[Region | Text, ...]:
    """The name in the middle of the footprint, along its longer side if it must, on a light ground."""
    name = drawable(machine.name)
    upright = machine.depth > machine.width * 1.3 and text_width(name, NAME_MM * scale) > machine.width * 0.9
    long, short = (machine.depth, machine.width) if upright else (machine.width, machine.depth)
    lines, height = _set(name, NAME_MM * scale, LEAST_NAME_MM * scale, long * 0.94, short * 0.9)
    angle = readable(machine.rotation + (90.0 if upright else 0.0))
    marks: list[Region | Text] = []
    for number, line in enumerate(lines):
        down = (number - (len(lines) - 1) / 2) * 1.6 * height

        def at(u: float, v: float) -> tuple[float, float]:
            return placed(u, v, machine.x, machine.y, angle, False)

        half, rise = text_width(line, height) / 2 + height * 0.25, height * 0.72
        ring = tuple((*at(u, v - down), 0.0) for u, v in ((-half, -rise), (half, -rise), (half, rise), (-half, rise)))
        marks.append(Region(rings=(ring,), style=NAME_GROUND, source=machine.id))
        x, y = at(0.0, -down)
        marks.append(
            Text(
                x=x, y=y, text=line, height=height, style=NAME, rotation=angle,
                align="centre", level="middle", source=machine.id,
            )
        )  # fmt: skip
    return tuple(marks)


def machine_points(machine: Machine, scale: float = 100.0) -> tuple[Line | Region, ...]:
    """A filled mark where loads are picked up and an open one where they are dropped, if these are not the centre."""
    marks: list[Line | Region] = []
    for point, style in ((machine.pickup, PICKUP), (machine.dropoff, DROPOFF)):
        if point is None:
            continue
        x, y = placed(*point, machine.x, machine.y, machine.rotation, machine.mirrored)
        r = POINT_MM * scale
        ring = ((x - r, y, 0.0), (x, y - r, 0.0), (x + r, y, 0.0), (x, y + r, 0.0))
        if style.fill:
            marks.append(Region(rings=(ring,), style=style, source=machine.id))
        marks.append(Line(vertices=ring, style=style, closed=True, source=machine.id))
    return tuple(marks)


def _clearance(machine: Machine) -> Line:
    w, d = machine.width / 2 + machine.clearance, machine.depth / 2 + machine.clearance
    corners = ((-w, -d), (w, -d), (w, d), (-w, d))
    ring = tuple((*placed(u, v, machine.x, machine.y, machine.rotation, False), 0.0) for u, v in corners)
    return Line(vertices=ring, style=CLEARANCE, closed=True, source=machine.id)


def _set(name: str, wanted: float, least: float, room: float, high: float) -> tuple[tuple[str, ...], float]:
    """The name in one or two lines, at the largest capital height up to `wanted` that fits, but never below `least`."""
    choices: list[tuple[str, ...]] = [(name,)]
    for place, letter in enumerate(name):
        if letter in " -/" and 0 < place < len(name) - 1:
            choices.append((name[: place + 1].strip(), name[place + 1 :].strip()))
    best: tuple[tuple[str, ...], float] = (choices[0], 0.0)
    for lines in choices:
        widest = max(text_width(line, 1.0) for line in lines)
        height = min(wanted, room / widest if widest else wanted, high / (1.6 * len(lines)))
        if height > best[1] * 1.02:
            best = (lines, height)
    return best[0], max(best[1], least)

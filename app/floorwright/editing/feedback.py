"""What is drawn above the plan while the hand works: rubber bands, frames, ghosts, snap marks. Floor millimetres."""

import math
from collections.abc import Iterable

from floorwright.editing.snap import Guide, Snapped
from floorwright.geometry.box import Box
from floorwright.geometry.polygon import rectangle
from floorwright.geometry.segment import distance
from floorwright.model.kinds import Machine
from floorwright.model.record import Point
from floorwright.paper.marks import Line, Mark, Region, Style, Text
from floorwright.units import Unit, format_length

LAYER = "HAND"
ACCENT = "#1f6feb"
GUIDE = "#d946a6"
GRIP_PX = 4.5

RUBBER = Style(layer=LAYER, stroke=ACCENT, width=0.25)
DASHED = Style(layer=LAYER, stroke=ACCENT, width=0.25, dash=(2.0, 1.2))
GUIDE_LINE = Style(layer=LAYER, stroke=GUIDE, width=0.18, dash=(1.5, 1.0))
SNAP_LINE = Style(layer=LAYER, stroke=GUIDE, width=0.35)
SHADE = Style(layer=LAYER, stroke=None, fill=ACCENT, opacity=0.12)
GRIP = Style(layer=LAYER, stroke=ACCENT, width=0.25, fill="#ffffff")


def rubber(points: Iterable[Point], closed: bool = False, dashed: bool = False) -> tuple[Mark, ...]:
    """A line through points in the making; nothing for fewer than two."""
    vertices = tuple((x, y, 0.0) for x, y in points)
    if len(vertices) < 2:
        return ()
    return (Line(vertices=vertices, style=DASHED if dashed else RUBBER, closed=closed),)


def frame(a: Point, b: Point, dashed: bool) -> tuple[Mark, ...]:
    """The window that selects: solid to the right for what is wholly inside, dashed to the left for what is touched."""
    ring = tuple((x, y, 0.0) for x, y in ((a[0], a[1]), (b[0], a[1]), (b[0], b[1]), (a[0], b[1])))
    return (
        Region(rings=(ring,), style=SHADE),
        Line(vertices=ring, style=DASHED if dashed else RUBBER, closed=True),
    )


def ghost(machine: Machine) -> tuple[Mark, ...]:
    """Equipment that is not placed yet, at its true size: its footprint with a cross and its front marked."""
    corners = rectangle(machine.x, machine.y, machine.width, machine.depth, machine.rotation)
    ring = tuple((x, y, 0.0) for x, y in corners)
    return (
        Region(rings=(ring,), style=SHADE),
        Line(vertices=ring, style=RUBBER, closed=True),
        Line(vertices=(ring[0], ring[2]), style=GUIDE_LINE),
        Line(vertices=(ring[1], ring[3]), style=GUIDE_LINE),
        Line(vertices=(ring[0], ring[1]), style=SNAP_LINE),
    )


def guide_marks(guides: Iterable[Guide]) -> tuple[Mark, ...]:
    """The lines that something lines up along."""
    return tuple(Line(vertices=((*a, 0.0), (*b, 0.0)), style=GUIDE_LINE) for a, b in guides if a != b)


def snap_marks(snapped: Snapped | None, mm_per_px: float) -> tuple[Mark, ...]:
    """The guides and the sign of what the pointer was drawn to: square end, triangle middle, circle centre, cross
    intersection, corner perpendicular, hourglass nearest; nothing for the grid."""
    if snapped is None:
        return ()
    return guide_marks(snapped.guides) + _sign(snapped.kind, *snapped.point, 5.0 * mm_per_px)


def grip(at: Point, mm_per_px: float) -> Mark:
    """A square to drag by."""
    half = GRIP_PX * mm_per_px
    return Region(rings=(_square(*at, half),), style=GRIP)


def round_grip(at: Point, mm_per_px: float) -> Mark:
    """A round handle to turn by."""
    return Region(rings=(_circle(*at, GRIP_PX * mm_per_px),), style=GRIP)


def outline(box: Box) -> tuple[Mark, ...]:
    """A dashed box round something."""
    ring = tuple(
        (x, y) for x, y in ((box.left, box.bottom), (box.right, box.bottom), (box.right, box.top), (box.left, box.top))
    )
    return rubber(ring, closed=True, dashed=True)


def words(at: Point, text: str, mm_per_px: float) -> Mark:
    """A few words beside the pointer, about 10 pixels high."""
    return Text(
        x=at[0] + 12 * mm_per_px, y=at[1] + 12 * mm_per_px, text=text, height=10 * mm_per_px,
        style=Style(layer=LAYER, stroke=ACCENT, fill=ACCENT),
    )  # fmt: skip


def measured(a: Point, b: Point, unit: Unit, mm_per_px: float) -> tuple[Mark, ...]:
    """The length and the angle from a to b, written at b; nothing while they are the same."""
    if a == b:
        return ()
    angle = math.degrees(math.atan2(b[1] - a[1], b[0] - a[0])) % 360.0
    return (words(b, f"{format_length(distance(a, b), unit)} < {angle:.1f}°", mm_per_px),)


def _square(x: float, y: float, half: float) -> tuple[tuple[float, float, float], ...]:
    return ((x - half, y - half, 0.0), (x + half, y - half, 0.0), (x + half, y + half, 0.0), (x - half, y + half, 0.0))


def _circle(x: float, y: float, radius: float) -> tuple[tuple[float, float, float], ...]:
    return ((x - radius, y, 1.0), (x + radius, y, 1.0))


def _sign(kind: str, x: float, y: float, half: float) -> tuple[Mark, ...]:
    up = half / math.sqrt(3.0)
    match kind:
        case "end":
            return (Line(vertices=_square(x, y, half), style=SNAP_LINE, closed=True),)
        case "middle":
            ring = ((x - half, y - up, 0.0), (x + half, y - up, 0.0), (x, y + 2 * up, 0.0))
            return (Line(vertices=ring, style=SNAP_LINE, closed=True),)
        case "centre" | "pickup" | "dropoff":
            return (Line(vertices=_circle(x, y, half), style=SNAP_LINE, closed=True),)
        case "intersection":
            return (
                Line(vertices=((x - half, y - half, 0.0), (x + half, y + half, 0.0)), style=SNAP_LINE),
                Line(vertices=((x - half, y + half, 0.0), (x + half, y - half, 0.0)), style=SNAP_LINE),
            )
        case "perpendicular":
            corner = ((x - half, y + half, 0.0), (x - half, y - half, 0.0), (x + half, y - half, 0.0))
            return (Line(vertices=corner, style=SNAP_LINE),)
        case "nearest":
            low, left, high, right = _square(x, y, half)
            return (Line(vertices=(low, left, right, high), style=SNAP_LINE, closed=True),)
        case _:
            return ()

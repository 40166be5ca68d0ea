"""Placing an imported drawing on the floor."""

import math
from dataclasses import replace

from floorwright.errors import EditRefused
from floorwright.geometry.polygon import cos_sin
from floorwright.model.document import Edit
from floorwright.model.kinds import Underlay
from floorwright.model.placement import scale_factor
from floorwright.model.record import Point


def calibrate(edit: Edit, underlay: str, fixed: Point, measured_mm: float, true_mm: float) -> None:
    """Scale a drawing so that what measures `measured_mm` is `true_mm`; the floor point `fixed` keeps its place in it.

    Raises:
        EditRefused: when there is no such drawing, or the distance makes no sense for it.
    """
    drawing = edit.get(underlay)
    if not isinstance(drawing, Underlay):
        raise EditRefused("This drawing is not there any more.")
    factor = scale_factor(measured_mm, true_mm)
    edit.put(
        replace(
            drawing,
            scale=drawing.scale * factor,
            x=fixed[0] + factor * (drawing.x - fixed[0]),
            y=fixed[1] + factor * (drawing.y - fixed[1]),
            unit_source="user",
        )
    )


def align(edit: Edit, underlay: str, first: tuple[Point, Point], second: tuple[Point, Point]) -> None:
    """Move, turn and scale a drawing so that two of its floor points come to two others: pairs of (from, to).

    Raises:
        EditRefused: when there is no such drawing, or the points of a pair fall together.
    """
    drawing = edit.get(underlay)
    if not isinstance(drawing, Underlay):
        raise EditRefused("This drawing is not there any more.")
    (ax, ay), (bx, by) = first[0], second[0]
    (cx, cy), (dx, dy) = first[1], second[1]
    before, after = math.hypot(bx - ax, by - ay), math.hypot(dx - cx, dy - cy)
    if before == 0.0 or after == 0.0:
        raise EditRefused("The two points fall together.", hint="Choose points far from each other.")
    angle = math.degrees(math.atan2(dy - cy, dx - cx) - math.atan2(by - ay, bx - ax))
    factor = after / before
    cos, sin = cos_sin(angle)
    u, v = drawing.x - ax, drawing.y - ay
    edit.put(
        replace(
            drawing,
            scale=drawing.scale * factor,
            rotation=(drawing.rotation + angle) % 360.0,
            x=cx + factor * (u * cos - v * sin),
            y=cy + factor * (u * sin + v * cos),
            unit_source="user",
        )
    )

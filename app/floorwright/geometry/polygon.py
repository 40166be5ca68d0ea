"""Polygons as tuples of corners (the last joins the first), convex or not. Lengths are millimetres, angles degrees."""

import math
from collections.abc import Sequence

from floorwright.geometry.segment import TOUCH_MM, Point, along, distance, distance_to_segment, share_at_foot

Polygon = tuple[Point, ...]

_QUARTERS = {0.0: (1.0, 0.0), 90.0: (0.0, 1.0), 180.0: (-1.0, 0.0), 270.0: (0.0, -1.0)}


def cos_sin(angle_deg: float) -> tuple[float, float]:
    """Cosine and sine of an angle in degrees, exact for quarter turns."""
    turned = angle_deg % 360.0
    if turned in _QUARTERS:
        return _QUARTERS[turned]
    return math.cos(math.radians(angle_deg)), math.sin(math.radians(angle_deg))


def rectangle(x: float, y: float, width: float, depth: float, rotation_deg: float = 0.0) -> Polygon:
    """The four corners, counter-clockwise, of a rectangle around its centre (x, y), turned counter-clockwise.

    The first corner is the lower left one before rotation.
    """
    cos, sin = cos_sin(rotation_deg)
    right, top = width / 2, depth / 2
    corners = ((-right, -top), (right, -top), (right, top), (-right, top))
    return tuple((x + u * cos - v * sin, y + u * sin + v * cos) for u, v in corners)


def signed_area(polygon: Sequence[Point]) -> float:
    """The area in mm², positive when the corners run counter-clockwise (A = ½ Σ x_i y_{i+1} − x_{i+1} y_i).

    Coordinates are taken from the first corner, so a polygon far from the origin loses no figures.
    """
    if len(polygon) < 3:
        return 0.0
    ox, oy = polygon[0]
    return 0.5 * math.fsum((ax - ox) * (by - oy) - (bx - ox) * (ay - oy) for (ax, ay), (bx, by) in _sides(polygon))


def area(polygon: Sequence[Point]) -> float:
    """The area in mm², whichever way the corners run."""
    return abs(signed_area(polygon))


def centroid(polygon: Sequence[Point]) -> Point:
    """The centre of area; of a polygon without area, the mean of its corners.

    C_x = 1/(6A) Σ (x_i + x_{i+1}) (x_i y_{i+1} − x_{i+1} y_i), and likewise C_y.

    Raises:
        ValueError: when there is no corner.
    """
    if not polygon:
        raise ValueError("a polygon without corners has no centroid")
    ox, oy = polygon[0]
    six_areas = 6.0 * signed_area(polygon)
    if six_areas == 0.0:
        count = len(polygon)
        return (ox + math.fsum(x - ox for x, _ in polygon) / count, oy + math.fsum(y - oy for _, y in polygon) / count)
    parts = [
        ((ax - ox) + (bx - ox), (ay - oy) + (by - oy), (ax - ox) * (by - oy) - (bx - ox) * (ay - oy))
        for (ax, ay), (bx, by) in _sides(polygon)
    ]
    return (
        ox + math.fsum(x * cross for x, _, cross in parts) / six_areas,
        oy + math.fsum(y * cross for _, y, cross in parts) / six_areas,
    )


def perimeter(polygon: Sequence[Point]) -> float:
    """The length all the way round."""
    return math.fsum(distance(a, b) for a, b in _sides(polygon))


def contains(polygon: Sequence[Point], point: Point, tolerance: float = TOUCH_MM) -> bool:
    """Whether `point` lies in the polygon or within `tolerance` of its boundary."""
    return on_boundary(polygon, point, tolerance) or _winds_round(polygon, point)


def inside(polygon: Sequence[Point], point: Point, tolerance: float = TOUCH_MM) -> bool:
    """Whether `point` lies in the polygon, farther than `tolerance` from its boundary."""
    return not on_boundary(polygon, point, tolerance) and _winds_round(polygon, point)


def on_boundary(polygon: Sequence[Point], point: Point, tolerance: float = TOUCH_MM) -> bool:
    """Whether `point` lies within `tolerance` of the boundary."""
    return any(distance_to_segment(point, a, b) <= tolerance for a, b in _sides(polygon))


def distance_to(polygon: Sequence[Point], point: Point) -> float:
    """The distance from `point` to the polygon: 0 inside."""
    if _winds_round(polygon, point):
        return 0.0
    return min((distance_to_segment(point, a, b) for a, b in _sides(polygon)), default=math.inf)


def nearest_on_boundary(polygon: Sequence[Point], point: Point) -> Point:
    """The point of the boundary that is nearest to `point`."""
    feet = (along(a, b, min(1.0, max(0.0, share_at_foot(point, a, b)))) for a, b in _sides(polygon))
    return min(feet, key=lambda foot: distance(point, foot))


def is_convex(polygon: Sequence[Point]) -> bool:
    """Whether every corner turns the same way (straight corners allowed)."""
    turns = []
    count = len(polygon)
    for i in range(count):
        (ax, ay), (bx, by), (cx, cy) = polygon[i - 1], polygon[i], polygon[(i + 1) % count]
        turns.append((bx - ax) * (cy - by) - (by - ay) * (cx - bx))
    return all(t >= 0 for t in turns) or all(t <= 0 for t in turns)


def _sides(polygon: Sequence[Point]) -> list[tuple[Point, Point]]:
    return [(polygon[i - 1], polygon[i]) for i in range(len(polygon))]


def _winds_round(polygon: Sequence[Point], point: Point) -> bool:
    """Whether the polygon's boundary winds round `point` (even-odd); unsure only on the boundary itself."""
    x, y = point
    odd = False
    for (ax, ay), (bx, by) in _sides(polygon):
        if (ay > y) != (by > y):
            left = (bx - ax) * (y - ay) - (by - ay) * (x - ax)
            if (left > 0) == (by > ay):
                odd = not odd
    return odd

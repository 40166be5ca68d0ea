"""Growing obstacles that are not convex: notched, crossing themselves, or folded flat."""

import itertools

import shapely
from shapely.geometry import LineString, Polygon
from shapely.geometry.base import BaseGeometry, BaseMultipartGeometry

from floorwright.geometry.grown import MITRE_LIMIT, Corner, Grown, HalfPlane, Part, convex_part, grow
from floorwright.geometry.segment import Point, distance, turn

_Trapezoid = tuple[float, float, float, float, float, float]
"""bottom y, its left and right x, top y, its left and right x"""


def grow_notched(corners: list[Point], by: float, tolerance: float, *, skin: bool) -> Grown:
    """The grown obstacle, of whatever polygon; what is folded flat counts as barriers."""
    shape: BaseGeometry = Polygon(corners)
    if not shape.is_valid or shape.area <= tolerance * shape.length:
        shape = shapely.make_valid(shape)
    parts: list[Part] = []
    turns: list[Corner] = []
    for piece in _pieces(shape):
        if isinstance(piece, LineString):
            for a, b in itertools.pairwise(piece.coords):
                barrier = grow(((a[0], a[1]), (b[0], b[1])), by, tolerance, skin=skin)
                parts += barrier.parts
                turns += barrier.corners
        elif isinstance(piece, Polygon):
            swollen = piece.buffer(by, join_style="mitre", mitre_limit=MITRE_LIMIT)
            for polygon in _pieces(swollen):
                if isinstance(polygon, Polygon):
                    parts += _convex_parts(polygon, tolerance)
                    turns += _turning_corners(polygon, corners if skin else None)
    return Grown(tuple(parts), tuple(turns))


def _pieces(shape: BaseGeometry) -> list[BaseGeometry]:
    """What a collection of collections holds in the end."""
    if isinstance(shape, BaseMultipartGeometry):
        return [piece for part in shape.geoms for piece in _pieces(part)]
    return [shape]


def _turning_corners(polygon: Polygon, original: list[Point] | None) -> list[Corner]:
    """The corners that stick out; with `original`, each is reported as the original corner nearest to it."""
    polygon = shapely.geometry.polygon.orient(polygon)
    found = []
    for ring in (polygon.exterior, *polygon.interiors):
        points: list[Point] = [(x, y) for x, y, *_ in ring.coords[:-1]]
        for i, at in enumerate(points):
            before, after = points[i - 1], points[(i + 1) % len(points)]
            if turn(before, at, after) > 0:
                shown = at if original is None else min(original, key=lambda corner: distance(corner, at))
                found.append(Corner(at, before, after, shown))
    return found


def _convex_parts(polygon: Polygon, tolerance: float) -> list[Part]:
    """Trapezoids between the heights of the corners, and narrow plugs over the cuts between them.

    A plug covers the cut, on which a path could otherwise slip through between two trapezoids; it is a little shorter
    than the cut, so that it never sticks out of the polygon.
    """
    edges = []
    heights = set()
    for ring in (polygon.exterior, *polygon.interiors):
        for (ax, ay, *_), (bx, by, *_) in itertools.pairwise(ring.coords):
            heights.add(ay)
            if ay != by:
                edges.append((ax, ay, bx, by) if ay < by else (bx, by, ax, ay))
    levels: list[float] = []
    for height in sorted(heights):
        if not levels or height - levels[-1] > tolerance / 10:
            levels.append(height)
    rows = [_trapezoids(edges, low, high) for low, high in itertools.pairwise(levels)]
    parts = [convex_part(_outline(shape)) for row in rows for shape in row]
    for lower, upper in itertools.pairwise(rows):
        for below, above in itertools.product(lower, upper):
            left, right = max(below[4], above[1]), min(below[5], above[2])
            if right - left > 4 * tolerance:
                inset = min(1000 * tolerance, (right - left) / 4)
                parts.append(_plug(left + inset, right - inset, above[0], 3 * tolerance))
    return parts


def _trapezoids(edges: list[tuple[float, float, float, float]], low: float, high: float) -> list[_Trapezoid]:
    middle = (low + high) / 2
    crossing = sorted((e for e in edges if e[1] < middle < e[3]), key=lambda e: _x_at(e, middle))
    return [
        (low, _x_at(left, low), _x_at(right, low), high, _x_at(left, high), _x_at(right, high))
        for left, right in zip(crossing[::2], crossing[1::2], strict=True)
    ]


def _x_at(edge: tuple[float, float, float, float], y: float) -> float:
    ax, ay, bx, by = edge
    return ax + (min(max(y, ay), by) - ay) / (by - ay) * (bx - ax)


def _outline(shape: _Trapezoid) -> list[Point]:
    low, low_left, low_right, high, high_left, high_right = shape
    ring = [(low_left, low), (low_right, low), (high_right, high), (high_left, high)]
    return [point for i, point in enumerate(ring) if point != ring[i - 1]]


def _plug(left: float, right: float, y: float, half: float) -> Part:
    sides = (
        HalfPlane(-1.0, 0.0, -left),
        HalfPlane(1.0, 0.0, right),
        HalfPlane(0.0, -1.0, half - y),
        HalfPlane(0.0, 1.0, y + half),
    )
    return Part(sides, (left, y - half, right, y + half))

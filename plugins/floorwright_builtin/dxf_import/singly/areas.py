"""Faces, solids and hatches."""

import math
from dataclasses import replace
from itertools import islice
from typing import Any

from ezdxf import path as paths
from ezdxf.math import Vec3
from ezdxf.render import hatching

from floorwright_builtin.dxf_import.file.colours import of_index
from floorwright_builtin.dxf_import.singly.drawn import Ink, Unreadable
from floorwright_builtin.dxf_import.singly.pieces import Vector

MOST_PATTERN_LINES = 5000
"""A hatch pattern of more lines is drawn as its outline."""
_MOST_RING_POINTS = 1_000_000


def solid(entity: Any, ink: Ink) -> None:
    """SOLID and TRACE, whose third and fourth corners are crosswise."""
    corners = [_v(p) for p in entity.wcs_vertices()]
    ink.fill([corners])


def face(entity: Any, ink: Ink) -> None:
    """3DFACE, as those of its edges that are visible."""
    corners = [_v(p) for p in entity.wcs_vertices(close=False)]
    visible = entity.get_edges_visibility()
    for number, a in enumerate(corners):
        b = corners[(number + 1) % len(corners)]
        if a != b and visible[min(number, 3)]:
            ink.line(a, b)


def mesh(entity: Any, ink: Ink) -> None:
    """MESH, as the edges of its faces."""
    points = [_v(Vec3(p)) for p in entity.vertices]
    seen: set[tuple[int, int]] = set()
    for indices in entity.faces:
        for a, b in zip(indices, [*indices[1:], indices[0]], strict=True):
            edge = (min(a, b), max(a, b))
            if edge not in seen and max(edge) < len(points):
                seen.add(edge)
                ink.line(points[a], points[b])


def hatch(entity: Any, ink: Ink) -> None:
    """HATCH and MPOLYGON: solid and gradient as a fill with its islands, a pattern as its lines."""
    rings = _rings(entity)
    if not rings:
        raise Unreadable("has no boundary")
    if entity.dxf.solid_fill:
        colour = _gradient_colour(entity)
        ink = ink if colour is None else replace(ink, colour=colour)
        if entity.dxf.get("hatch_style", 0) == 2:
            for ring in rings:
                ink.fill([ring])
        else:
            ink.fill(rings)
        return
    try:
        lines = [] if _dense(entity, rings) else list(islice(hatching.hatch_entity(entity), MOST_PATTERN_LINES + 1))
    except (hatching.HatchingError, ValueError, ArithmeticError, TypeError, IndexError):
        lines = []
    if not lines or len(lines) > MOST_PATTERN_LINES:
        ink.report.add("Hatch pattern", f"HATCH {entity.dxf.handle or ''}".strip(), "drawn as its outline")
        for ring in rings:
            ink.path(ring, closed=True)
        return
    for a, b in lines:
        ink.line(_v(a), _v(b))


def filled_polygon(entity: Any, ink: Ink) -> None:
    """MPOLYGON: its area in the colour of its filling and its edge in its own."""
    hatch(entity, replace(ink, colour=of_index(entity.dxf.fill_color)) if entity.dxf.solid_fill else ink)
    for ring in _rings(entity):
        ink.path(ring, closed=True)


def _dense(entity: Any, rings: list[list[Vector]]) -> bool:
    """Whether a pattern has more lines across the area than would be drawn, told before any is computed."""
    across = sum(math.dist(min(ring), max(ring)) for ring in rings)
    steps = [math.hypot(*line.offset) for line in entity.pattern.lines] if entity.pattern is not None else []
    return any(step <= 0 or across / step > MOST_PATTERN_LINES for step in steps)


def _rings(entity: Any) -> list[list[Vector]]:
    rings = []
    for path in paths.from_hatch(entity):
        if not len(path):
            continue
        if path.has_curves:
            size = max(p.distance(path.start) for p in path.control_vertices()) or 1.0
            points = list(islice(path.flattening(size / 2000, segments=16), _MOST_RING_POINTS))
        else:
            points = path.control_vertices()
        if len(points) > 1 and points[0].isclose(points[-1]):
            points = points[:-1]
        ring = [_v(p) for p in points]
        if len(ring) > 2 and all(math.isfinite(n) for p in ring for n in p):
            rings.append(ring)
    return rings


def _gradient_colour(entity: Any) -> int | None:
    gradient = entity.gradient
    # Every hatch since 2004 may hold gradient data; kind 0 says that it is not used.
    if gradient is None or not gradient.kind:
        return None
    red, green, blue = gradient.color1
    return int(red) << 16 | int(green) << 8 | int(blue)


def _v(vector: Vec3) -> Vector:
    return (vector.x, vector.y, vector.z)

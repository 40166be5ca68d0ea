"""Lines, circles, arcs, ellipses, splines and polylines. Round pieces stay exact; splines become straight pieces."""

import math
from typing import Any

from ezdxf.math import OCS, Vec3, arc_angle_span_deg

from floorwright_builtin.dxf_import.entities.bulges import FLAT_BULGE, broad, bulge_arc
from floorwright_builtin.dxf_import.singly.drawn import Ink, Unreadable
from floorwright_builtin.dxf_import.singly.pieces import Vector

FLATTENING = 1 / 2000
"""The pieces of a spline stay within this share of its own size of the curve."""
MOST_SPLINE_POINTS = 20_000
_ENDLESS_BULGE = 1e6


def line(entity: Any, ink: Ink) -> None:
    """LINE."""
    a, b = entity.dxf.start, entity.dxf.end
    if a == b:
        raise Unreadable("has no length")
    ink.line((a.x, a.y, a.z), (b.x, b.y, b.z))


def point(entity: Any, ink: Ink) -> None:
    """POINT, as a line without length."""
    at = entity.dxf.location
    ink.line((at.x, at.y, at.z), (at.x, at.y, at.z))


def circle(entity: Any, ink: Ink) -> None:
    """CIRCLE."""
    _round(entity, ink, 0.0, 360.0)


def arc(entity: Any, ink: Ink) -> None:
    """ARC."""
    start, end = entity.dxf.start_angle, entity.dxf.end_angle
    span = arc_angle_span_deg(start, end) or 360.0
    _round(entity, ink, start, start + span)


def ellipse(entity: Any, ink: Ink) -> None:
    """ELLIPSE, whole or a part."""
    dxf = entity.dxf
    ratio = abs(dxf.ratio)
    major = Vec3(dxf.major_axis)
    if major.magnitude == 0 or ratio == 0:
        raise Unreadable("has no size")
    up = Vec3(dxf.get("extrusion", (0, 0, 1))).normalize()
    minor = up.cross(major) * ratio
    start, end = dxf.start_param, dxf.end_param
    if end <= start:
        end += math.tau * math.ceil((start - end) / math.tau + 1e-12)
    ink.arc(_v(Vec3(dxf.center)), _v(major), _v(minor), start, min(end, start + math.tau))


def spline(entity: Any, ink: Ink) -> None:
    """SPLINE and HELIX, flattened; one with impossible knots is drawn through its fit or control points."""
    known = [Vec3(p) for p in entity.fit_points] or [Vec3(p) for p in entity.control_points]
    if len(known) < 2:
        raise Unreadable("has no points")
    try:
        curve = entity.construction_tool()
        size = max(p.distance(known[0]) for p in known) or 1.0
        points = []
        for p in curve.flattening(size * FLATTENING, segments=4):
            points.append(_v(p))
            if len(points) >= MOST_SPLINE_POINTS:
                break
    except (ValueError, ZeroDivisionError, IndexError, TypeError, ArithmeticError):
        ink.report.add("Spline with impossible knots", _name(entity), "drawn straight from point to point")
        points = [_v(p) for p in known]
        if entity.closed:
            points.append(points[0])
    ink.path(points)


def lwpolyline(entity: Any, ink: Ink) -> None:
    """LWPOLYLINE with its bulges and widths."""
    dxf = entity.dxf
    wide = abs(dxf.get("const_width", 0.0))
    vertices = [
        (x, y, abs(start) or wide, abs(end) or wide, bulge)
        for x, y, start, end, bulge in entity.get_points("xyseb")
    ]  # fmt: skip
    flat_polyline(vertices, bool(entity.closed), dxf.get("elevation", 0.0), _ocs(entity), ink)


def polyline(entity: Any, ink: Ink) -> None:
    """POLYLINE: plain with bulges and widths, in space, as a mesh or as faces."""
    if entity.is_poly_face_mesh or entity.is_polygon_mesh:
        for face in entity.virtual_entities():
            # ezdxf keeps the hidden edges of a polyface where other entities say that they are hidden whole.
            face.dxf.invisible_edges = face.dxf.get("invisible", 0)
            face.dxf.discard("invisible")
            ink.draw(face)
        return
    control = 16
    vertices = [v for v in entity.vertices if not v.dxf.get("flags", 0) & control]
    if entity.is_3d_polyline:
        ink.path([_v(Vec3(v.dxf.location)) for v in vertices], closed=bool(entity.is_closed))
        return
    start, end = abs(entity.dxf.get("default_start_width", 0.0)), abs(entity.dxf.get("default_end_width", 0.0))
    flat = [
        (
            v.dxf.location.x,
            v.dxf.location.y,
            abs(v.dxf.get("start_width", start)),
            abs(v.dxf.get("end_width", end)),
            v.dxf.get("bulge", 0.0),
        )
        for v in vertices
    ]
    height = Vec3(entity.dxf.get("elevation", (0, 0, 0))).z
    flat_polyline(flat, bool(entity.is_closed), height, _ocs(entity), ink)


def flat_polyline(
    vertices: list[tuple[float, float, float, float, float]], closed: bool, z: float, ocs: OCS | None, ink: Ink
) -> None:
    """Straight and round pieces from vertices (x, y, width at its start, width at its end, bulge)."""
    if len(vertices) < 2:
        raise Unreadable("has fewer than two points")
    following = [*vertices[1:], vertices[0]] if closed else vertices[1:]
    for (x1, y1, start, end, bulge), (x2, y2, *_) in zip(vertices, following, strict=False):
        if x1 == x2 and y1 == y2:
            continue
        if abs(bulge) > _ENDLESS_BULGE:
            ink.report.add("Bulge without bounds in a polyline", "", "drawn straight")
            bulge = 0.0
        if abs(bulge) < FLAT_BULGE:
            ink.line(_out(ocs, x1, y1, z), _out(ocs, x2, y2, z))
        else:
            c, r, t0, t1 = bulge_arc(x1, y1, x2, y2, bulge)
            centre = _out(ocs, c[0], c[1], z)
            ink.arc(centre, _way(ocs, r, 0.0), _way(ocs, 0.0, r), t0, t1)
        if start > 0 or end > 0:
            ring = broad(x1, y1, x2, y2, bulge, start, end)
            ink.fill([[_out(ocs, x, y, z) for x, y in ring]])


def _round(entity: Any, ink: Ink, start: float, end: float) -> None:
    radius = entity.dxf.radius
    if not radius > 0:
        raise Unreadable("has no radius")
    ocs = _ocs(entity)
    c = entity.dxf.center
    ink.arc(
        _out(ocs, c.x, c.y, c.z), _way(ocs, radius, 0.0), _way(ocs, 0.0, radius),
        math.radians(start), math.radians(end),
    )  # fmt: skip


def _ocs(entity: Any) -> OCS | None:
    up = entity.dxf.get("extrusion", None)
    if up is None or (up.x == 0 and up.y == 0 and up.z > 0):
        return None
    return OCS(up)


def _out(ocs: OCS | None, x: float, y: float, z: float) -> Vector:
    return (x, y, z) if ocs is None else _v(ocs.to_wcs(Vec3(x, y, z)))


def _way(ocs: OCS | None, x: float, y: float) -> Vector:
    return (x, y, 0.0) if ocs is None else _v(ocs.to_wcs(Vec3(x, y, 0)))


def _v(vector: Vec3) -> Vector:
    return (vector.x, vector.y, vector.z)


def _name(entity: Any) -> str:
    return f"{entity.dxftype()} {entity.dxf.handle or ''}".strip()

"""Lines, points, circles, arcs, ellipses, solids and faces, all of a sort at once."""

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.planes import Planes
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.file.records import Bools, Index, Records
from floorwright_builtin.dxf_import.report import Report

_TURN = 2 * np.pi


def lines(records: Records, rows: Index, shapes: Gathered, report: Report) -> None:
    """LINE."""
    pieces = np.hstack((records.points(10, rows), records.points(11, rows)))
    good = (pieces[:, :3] != pieces[:, 3:]).any(axis=1)
    _left_out(records, rows, ~good, "LINE has no length", report)
    shapes.segments(pieces[good], rows[good])


def circles(records: Records, rows: Index, shapes: Gathered, report: Report) -> None:
    """CIRCLE."""
    _rounds(records, rows, np.zeros(len(rows)), np.full(len(rows), _TURN), "CIRCLE", shapes, report)


def arcs(records: Records, rows: Index, shapes: Gathered, report: Report) -> None:
    """ARC, from its first to its last angle counter-clockwise; a whole turn where both are one."""
    first, last = records.first(50)[rows], records.first(51, 360.0)[rows]
    span = np.mod(last - first, 360.0)
    span = np.where(span <= 1e-9, 360.0, span)
    _rounds(records, rows, np.radians(first), np.radians(first + span), "ARC", shapes, report)


def ellipses(records: Records, rows: Index, shapes: Gathered, report: Report) -> None:
    """ELLIPSE, whole or a part."""
    centre, major, ratio = records.points(10, rows), records.points(11, rows), np.abs(records.first(40, 1.0)[rows])
    normal = np.stack([records.first(210)[rows], records.first(220)[rows], records.first(230, 1.0)[rows]], axis=1)
    length = np.linalg.norm(normal, axis=1, keepdims=True)
    normal = np.where(length > 0, normal / np.where(length > 0, length, 1.0), np.array([0.0, 0.0, 1.0]))
    minor = np.cross(normal, major) * ratio[:, None]
    start, end = records.first(41)[rows], records.first(42, _TURN)[rows]
    end = np.where(end <= start, end + _TURN * np.ceil((start - end) / _TURN + 1e-12), end)
    end = np.minimum(end, start + _TURN)
    good = (np.abs(major).sum(axis=1) > 0) & (ratio > 0)
    _left_out(records, rows, ~good, "ELLIPSE has no size", report)
    pieces = np.column_stack((centre, major, minor, start, end))
    shapes.arcs(pieces[good], rows[good])


def solids(records: Records, rows: Index, shapes: Gathered) -> None:
    """SOLID and TRACE, whose third and fourth corners are crosswise; without a fourth one, triangles."""
    planes = Planes(records, rows)
    corners = [planes.points(records.points(code, rows)) for code in (10, 11, 12, 13)]
    fourth = records.has(13)[rows]
    corners[3] = np.where(fourth[:, None], corners[3], corners[2])
    ring = np.stack([corners[0], corners[1], corners[3], corners[2]], axis=1)
    count = len(rows)
    shapes.fills(ring.reshape(-1, 3), np.full(count, 4), np.ones(count, np.int64), rows)


def faces(records: Records, rows: Index, shapes: Gathered) -> None:
    """3DFACE, as those of its edges that are visible."""
    corners = [records.points(code, rows) for code in (10, 11, 12, 13)]
    corners[3] = np.where(records.has(13)[rows][:, None], corners[3], corners[2])
    hidden = records.whole(70)[rows]
    for edge in range(4):
        a, b = corners[edge], corners[(edge + 1) % 4]
        seen = ((hidden >> edge) & 1 == 0) & (a != b).any(axis=1)
        shapes.segments(np.hstack((a, b))[seen], rows[seen])


def _rounds(
    records: Records, rows: Index, first: Floats, last: Floats, kind: str, shapes: Gathered, report: Report
) -> None:
    radius = records.first(40)[rows]
    good = radius > 0
    _left_out(records, rows, ~good, f"{kind} has no radius", report)
    planes = Planes(records, rows)
    across, up = np.zeros((len(rows), 3)), np.zeros((len(rows), 3))
    across[:, 0] = up[:, 1] = radius
    centre = planes.points(records.points(10, rows))
    pieces = np.column_stack((centre, planes.points(across), planes.points(up), first, last))
    shapes.arcs(pieces[good], rows[good])


def _left_out(records: Records, rows: Index, which: Bools, what: str, report: Report) -> None:
    if which.any():
        report.add(what, name_of(records, int(rows[which][0])), "left out", int(which.sum()))


def name_of(records: Records, record: int) -> str:
    """The type and handle of a record, for a report."""
    tags, handle = records.tags, int(records.first_tag(5)[record])
    kind = " ".join(tags.value(int(records.head[record])).decode("ascii", "replace").split()) or "Something nameless"
    return f"{kind} {tags.value(handle).strip().decode('ascii', 'replace')}" if handle >= 0 else kind

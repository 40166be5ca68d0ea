"""LWPOLYLINE and POLYLINE with their bulges and widths, all at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.bulges import broad
from floorwright_builtin.dxf_import.entities.planes import Planes
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.file.records import Bools, Index, Records, distinct
from floorwright_builtin.dxf_import.report import Report

_CLOSED, _SPATIAL, _CONTROL = 1, 8, 16
_FLAT_BULGE, _ENDLESS_BULGE = 1e-9, 1e6


@dataclass(frozen=True, slots=True)
class Vertices:
    """The vertices of polylines, one polyline after the other; `row` numbers the polyline of each.

    `start` and `end` are the widths of the piece that begins there.
    """

    row: NDArray[np.int64]
    points: Floats
    bulge: Floats
    start: Floats
    end: Floats


def light_polylines(records: Records, rows: Index, shapes: Gathered, report: Report) -> None:
    """LWPOLYLINE."""
    number = np.full(records.count, -1, np.int64)
    number[rows] = np.arange(len(rows))
    tags = records.tags
    xs = records.with_code(10)
    xs = xs[number[records.of[xs]] >= 0]
    ys = np.minimum(xs + 1, len(tags.code) - 1)
    paired = tags.code[ys] == 20
    xs, ys = xs[paired], ys[paired]
    row = number[records.of[xs]]
    count = len(xs)
    wide = np.abs(records.first(43)[rows])[row]
    values = {code: np.zeros(count) for code in (40, 41, 42)}
    for code, column in values.items():
        at = records.with_code(code)
        at = at[number[records.of[at]] >= 0]
        vertex = np.searchsorted(xs, at) - 1
        same = (vertex >= 0) & (row[np.maximum(vertex, 0)] == number[records.of[at]]) if count else np.zeros(0, bool)
        column[vertex[same]] = tags.number[at[same]]
    points = np.column_stack((tags.number[xs], tags.number[ys], records.first(38)[rows][row]))
    widths = [np.where(np.abs(values[code]) > 0, np.abs(values[code]), wide) for code in (40, 41)]
    _draw(
        records, rows, Vertices(row, points, values[42], *widths),
        records.whole(70)[rows] & _CLOSED != 0, shapes, report,
    )  # fmt: skip


def polylines(
    records: Records, rows: Index, vertex_rows: Index, owner: Index, shapes: Gathered, report: Report
) -> None:
    """POLYLINE in the plane or in space; `vertex_rows` are all VERTEX records, `owner` (records,) what they hang on."""
    number = np.full(records.count, -1, np.int64)
    number[rows] = np.arange(len(rows))
    row = number[owner[vertex_rows]]
    keep = (row >= 0) & (records.whole(70)[vertex_rows] & _CONTROL == 0)
    vertex_rows, row = vertex_rows[keep], row[keep]
    flags = records.whole(70)[rows]
    spatial = (flags & _SPATIAL != 0)[row]
    points = records.points(10, vertex_rows)
    points[:, 2] = np.where(spatial, points[:, 2], records.first(30)[rows][row])
    bulge = np.where(spatial, 0.0, records.first(42)[vertex_rows])
    widths = []
    for code in (40, 41):
        own, general = records.has(code)[vertex_rows], np.abs(records.first(code)[rows])[row]
        widths.append(np.where(spatial, 0.0, np.where(own, np.abs(records.first(code)[vertex_rows]), general)))
    _draw(records, rows, Vertices(row, points, bulge, *widths), flags & _CLOSED != 0, shapes, report, spatial)


def _draw(
    records: Records, rows: Index, vertices: Vertices, closed: Bools, shapes: Gathered, report: Report,
    spatial: Bools | None = None,
) -> None:  # fmt: skip
    count = len(rows)
    sizes = np.bincount(vertices.row, minlength=count)
    few = sizes < 2
    if few.any():
        kind = name_of(records, int(rows[few][0]))
        report.add(f"{kind.split()[0]} has fewer than two points", kind, "left out", int(few.sum()))
    firsts = np.concatenate([[0], np.cumsum(sizes)[:-1]]).astype(np.int64)
    following = np.arange(1, len(vertices.row) + 1)
    lasts = firsts + sizes - 1
    has = sizes > 0
    following[lasts[has]] = firsts[has]
    joins = np.ones(len(vertices.row), np.bool_)
    joins[lasts[has]] = (closed & ~few)[has]
    a = np.flatnonzero(joins & ~few[vertices.row])
    b = following[a]
    a, b = (side[(vertices.points[a] != vertices.points[b]).any(axis=1)] for side in (a, b))
    bulge = vertices.bulge[a].copy()
    endless = ~(np.abs(bulge) <= _ENDLESS_BULGE)
    if endless.any():
        report.add("Bulge without bounds in a polyline", "", "drawn straight", int(endless.sum()))
        bulge[endless] = 0.0
    planes = _planes(records, rows, spatial, vertices)
    record = rows[vertices.row[a]]
    straight = np.abs(bulge) < _FLAT_BULGE
    ends = [planes.points(vertices.points[side[straight]], vertices.row[side[straight]]) for side in (a, b)]
    shapes.segments(np.hstack(ends), record[straight])
    _round(vertices, a[~straight], b[~straight], bulge[~straight], planes, record[~straight], shapes)
    broad_ones = (vertices.start[a] > 0) | (vertices.end[a] > 0)
    if broad_ones.any():
        _wide(vertices, a[broad_ones], b[broad_ones], bulge[broad_ones], planes, record[broad_ones], shapes)


def _planes(records: Records, rows: Index, spatial: Bools | None, vertices: Vertices) -> Planes:
    planes = Planes(records, rows)
    if planes.axes is not None and spatial is not None and spatial.any():
        # Polylines in space are in the drawing's own axes, whatever their extrusion says.
        planes.axes[distinct(vertices.row[spatial])] = np.eye(3)
    return planes


def _round(
    vertices: Vertices, a: Index, b: Index, bulge: Floats, planes: Planes, record: Index, shapes: Gathered
) -> None:
    if not len(a):
        return
    p, q = vertices.points[a], vertices.points[b]
    away = (1 - bulge * bulge) / (4 * bulge)
    centre = np.column_stack(
        (
            (p[:, 0] + q[:, 0]) / 2 - (q[:, 1] - p[:, 1]) * away,
            (p[:, 1] + q[:, 1]) / 2 + (q[:, 0] - p[:, 0]) * away,
            p[:, 2],
        )
    )
    radius = np.hypot(q[:, 0] - p[:, 0], q[:, 1] - p[:, 1]) * (1 + bulge * bulge) / (4 * np.abs(bulge))
    first = np.where(bulge[:, None] > 0, p, q)
    t0 = np.arctan2(first[:, 1] - centre[:, 1], first[:, 0] - centre[:, 0])
    across, up = np.zeros((len(a), 3)), np.zeros((len(a), 3))
    across[:, 0] = up[:, 1] = radius
    row = vertices.row[a]
    shapes.arcs(
        np.column_stack(
            (
                planes.points(centre, row), planes.points(across, row), planes.points(up, row),
                t0, t0 + 4 * np.arctan(np.abs(bulge)),
            )
        ),
        record,
    )  # fmt: skip


def _wide(
    vertices: Vertices, a: Index, b: Index, bulge: Floats, planes: Planes, record: Index, shapes: Gathered
) -> None:
    p, q = vertices.points[a], vertices.points[b]
    flat = np.abs(bulge) < _FLAT_BULGE
    way = q[:, :2] - p[:, :2]
    length = np.hypot(way[:, 0], way[:, 1])
    flat_and_long = flat & (length > 0)
    chosen = np.flatnonzero(flat_and_long)
    aside = np.column_stack((-way[:, 1], way[:, 0], np.zeros(len(a))))[chosen] / (2 * length[chosen, None])
    start, end = vertices.start[a][chosen, None], vertices.end[a][chosen, None]
    at, to = p[chosen], q[chosen]
    rings = np.stack([at + aside * start, to + aside * end, to - aside * end, at - aside * start], axis=1)
    points = planes.points(rings.reshape(-1, 3), np.repeat(vertices.row[a[chosen]], 4))
    shapes.fills(points, np.full(len(chosen), 4), np.ones(len(chosen), np.int64), record[chosen])
    for place in np.flatnonzero(~flat).tolist():
        ring = broad(
            float(p[place, 0]), float(p[place, 1]), float(q[place, 0]), float(q[place, 1]), float(bulge[place]),
            float(vertices.start[a[place]]), float(vertices.end[a[place]]),
        )  # fmt: skip
        corners = np.array([(x, y, p[place, 2]) for x, y in ring])
        corners = planes.points(corners, np.repeat(vertices.row[a[place]], len(corners)))
        shapes.fills(corners, np.array([len(corners)]), np.array([1]), record[place : place + 1])

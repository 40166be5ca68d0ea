"""HATCH: solid and gradient as fills with their islands, patterns as lines."""

from collections.abc import Iterator

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.hatch_boundary import Boundary, Broken, Point, boundary_of, ring_of
from floorwright_builtin.dxf_import.entities.hatch_corners import Corners, rings_of
from floorwright_builtin.dxf_import.entities.hatch_lines import Areas, pattern_lines
from floorwright_builtin.dxf_import.entities.looks import Looks
from floorwright_builtin.dxf_import.entities.planes import Planes
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.file.colours import WHITE, of_index
from floorwright_builtin.dxf_import.file.records import Index, Records, named
from floorwright_builtin.dxf_import.report import Report

_OUTER, _IGNORE = 1, 2
_GROUND, _TRUE_COLOUR, _INDEX = "HATCHBACKGROUNDCOLOR", 0xC2, 0xC3


def hatches(records: Records, rows: Index, shapes: Gathered, looks: Looks, report: Report) -> None:
    """HATCH."""
    planes = Planes(records, rows)
    elevations = np.zeros(len(rows))
    fills, areas, hatched = _Fills(), Areas(), list[int]()
    grounds = _grounds(records)
    for row, (record, hatch, rings) in enumerate(_boundaries(records, rows, report)):
        if hatch is None:
            continue
        elevations[row] = hatch.elevation
        if hatch.solid or hatch.gradient:
            look = int(shapes.looks[record])
            if hatch.gradient and hatch.colours:
                look = looks.number(looks.all[look]._replace(colour=hatch.colours[0]))
            for group in _filled(rings, hatch.style):
                fills.add(group, row, look)
        else:
            ground = grounds.get(record)
            if ground is not None:
                look = looks.number(looks.all[int(shapes.looks[record])]._replace(colour=ground))
                for group in _filled(rings, hatch.style):
                    fills.add(group, row, look)
            areas.add(_lined(rings, hatch.style), hatch.lines)
            hatched.append(row)
    fills.give(shapes, rows, planes, elevations)
    if hatched:
        _give_lines(areas, np.array(hatched), records, rows, planes, elevations, shapes, looks, report)


def _grounds(records: Records) -> dict[int, int]:
    """The colours behind patterns, by record: numbers in extended data, whose highest byte says what they are."""
    marks = records.with_code(1001)
    found = {}
    for tag in marks[records.tags.hashes[marks] == named(_GROUND)].tolist():
        record = int(records.of[tag])
        if tag + 1 < int(records.head[record + 1]) and records.tags.code[tag + 1] == 1071:
            value = int(records.tags.number[tag + 1]) & 0xFFFFFFFF
            if value >> 24 == _TRUE_COLOUR:
                found[record] = value & WHITE
            elif value >> 24 == _INDEX:
                found[record] = of_index(value & 0xFF)
    return found


def _boundaries(
    records: Records, rows: Index, report: Report
) -> Iterator[tuple[int, Boundary | None, list[list[Point]]]]:
    """The record and the boundary of each hatch with its rings, no boundary where there is nothing to fill."""
    found = [_boundary(records, record, report) for record in rows.tolist()]
    paths = [path for hatch in found if hatch is not None for path in hatch.paths]
    of_polylines = iter(rings_of([path for path in paths if isinstance(path, Corners)]))
    for record, hatch in zip(rows.tolist(), found, strict=True):
        if hatch is None:
            yield record, None, []
            continue
        whole = [next(of_polylines) if isinstance(path, Corners) else path for path in hatch.paths]
        rings = [ring for ring in map(ring_of, whole) if ring]
        if not rings:
            report.add("HATCH has no boundary", name_of(records, record), "left out")
        yield record, hatch if rings else None, rings


def _boundary(records: Records, record: int, report: Report) -> Boundary | None:
    where = records.slice(record)
    try:
        return boundary_of(records.tags.code[where].tolist(), records.tags.number[where].tolist())
    except (Broken, OverflowError, ValueError):
        report.add("HATCH has no boundary that can be read", name_of(records, record), "left out")
        return None


def _give_lines(
    areas: Areas, hatched: Index, records: Records, rows: Index, planes: Planes, elevations: Floats, shapes: Gathered,
    looks: Looks, report: Report,
) -> None:  # fmt: skip
    pieces, area, dense = pattern_lines(areas)
    bare = np.bincount(area, minlength=len(hatched)) == 0
    for which, why in ((dense, "too dense to draw"), (bare & ~dense, "without a line in its area")):
        if which.any():
            name = name_of(records, int(rows[hatched[which][0]]))
            report.add(f"Hatch pattern {why}", name, "drawn as its outline", int(which.sum()))
    a, b, owner = areas.sides()
    outline = bare[owner] | dense[owner]
    lines = np.vstack((pieces, np.hstack((a, b))[outline]))
    row = hatched[np.concatenate((area, owner[outline]))]
    ends = [_in_space(planes, lines[:, at : at + 2], row, elevations) for at in (0, 2)]
    record = rows[row]
    look = shapes.looks[record]
    inner = np.arange(len(row)) < len(pieces)
    used, place = np.unique(look[inner], return_inverse=True)
    hatching = [looks.number(looks.all[number]._replace(hatch=True)) for number in used.tolist()]
    look[inner] = np.array(hatching, np.int32)[place]
    shapes.segments(np.hstack(ends), record, look)


class _Fills:
    def __init__(self) -> None:
        self.points: list[Point] = []
        self.ring_sizes: list[int] = []
        self.fill_sizes: list[int] = []
        self.rows: list[int] = []
        self.looks: list[int] = []

    def add(self, rings: list[list[Point]], row: int, look: int) -> None:
        """One more fill."""
        for ring in rings:
            self.points += ring
            self.ring_sizes.append(len(ring))
        self.fill_sizes.append(len(rings))
        self.rows.append(row)
        self.looks.append(look)

    def give(self, shapes: Gathered, rows: Index, planes: Planes, elevations: Floats) -> None:
        """All of them to the shapes."""
        if not self.rows:
            return
        row = np.array(self.rows)
        of_point = np.repeat(np.repeat(row, self.fill_sizes), self.ring_sizes)
        points = _in_space(planes, np.array(self.points), of_point, elevations)
        shapes.fills(
            points, np.array(self.ring_sizes), np.array(self.fill_sizes), rows[row], np.array(self.looks, np.int32)
        )


def _filled(rings: list[list[Point]], style: int) -> list[list[list[Point]]]:
    """The fills that a style makes of the rings: even-odd together, only the outermost two deep, or each alone."""
    if style == _IGNORE:
        return [[ring] for ring in rings]
    return [_lined(rings, style)]


def _lined(rings: list[list[Point]], style: int) -> list[list[Point]]:
    """The rings between which, even-odd, the lines of a pattern run: all, the outermost two deep, or the outermost."""
    deepest = {_OUTER: 2, _IGNORE: 1}.get(style, len(rings))
    if len(rings) <= deepest:
        return rings
    arrays = [np.array(ring) for ring in rings]
    depths = [sum(_inside(ring[0], other) for other in arrays if other is not ring) for ring in arrays]
    return [ring for ring, depth in zip(rings, depths, strict=True) if depth < deepest]


def _inside(point: Floats, ring: Floats) -> bool:
    """Whether a point lies in a ring, by counting the edges right of it."""
    x, y = point
    a, b = ring, np.roll(ring, -1, axis=0)
    crossing = (a[:, 1] > y) != (b[:, 1] > y)
    a, b = a[crossing], b[crossing]
    at = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool((at > x).sum() % 2)


def _in_space(planes: Planes, points: Floats, row: Index, elevations: Floats) -> Floats:
    return planes.points(np.column_stack((points, elevations[row])), row)

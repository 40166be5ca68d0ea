"""HATCH: solid and gradient as fills with their islands, patterns as lines."""

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.hatch_boundary import Boundary, Broken, boundary_of
from floorwright_builtin.dxf_import.hatch_lines import TooDense, pattern_lines
from floorwright_builtin.dxf_import.looks import Looks
from floorwright_builtin.dxf_import.planes import axes_of
from floorwright_builtin.dxf_import.records import Index, Records
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.rounds import name_of
from floorwright_builtin.dxf_import.shapes import Gathered

_OUTER, _IGNORE = 1, 2


def hatches(records: Records, rows: Index, shapes: Gathered, looks: Looks, report: Report) -> None:
    """HATCH."""
    normals = np.stack([records.first(210)[rows], records.first(220)[rows], records.first(230, 1.0)[rows]], axis=1)
    axes = axes_of(normals) if len(rows) else np.zeros((0, 3, 3))
    tags = records.tags
    fills = _Fills()
    lines: list[Floats] = []
    owners: list[int] = []
    for record, turn in zip(rows.tolist(), axes, strict=True):
        where = records.slice(record)
        try:
            hatch = boundary_of(tags.code[where].tolist(), tags.number[where].tolist())
        except (Broken, OverflowError, ValueError):
            report.add("HATCH has no boundary that can be read", name_of(records, record), "left out")
            continue
        rings = [np.array(ring) for ring in hatch.rings]
        if not rings:
            report.add("HATCH has no boundary", name_of(records, record), "left out")
        elif hatch.solid or hatch.gradient:
            look = int(shapes.looks[record])
            if hatch.gradient and hatch.colours:
                look = looks.number(looks.all[look]._replace(colour=hatch.colours[0]))
            for group in _filled(rings, hatch.style):
                fills.add([_in_space(ring, hatch, turn) for ring in group], record, look)
        else:
            pieces = _pattern(records, record, rings, hatch, report)
            flat = np.vstack((pieces[:, :2], pieces[:, 2:]))
            spatial = _in_space(flat, hatch, turn)
            lines.append(np.hstack((spatial[: len(pieces)], spatial[len(pieces) :])))
            owners.append(record)
    fills.give(shapes)
    if lines:
        shapes.segments(np.concatenate(lines), np.repeat(owners, [len(pieces) for pieces in lines]))


class _Fills:
    def __init__(self) -> None:
        self.points: list[Floats] = []
        self.ring_sizes: list[int] = []
        self.fill_sizes: list[int] = []
        self.records: list[int] = []
        self.looks: list[int] = []

    def add(self, rings: list[Floats], record: int, look: int) -> None:
        """One more fill."""
        self.points += rings
        self.ring_sizes += map(len, rings)
        self.fill_sizes.append(len(rings))
        self.records.append(record)
        self.looks.append(look)

    def give(self, shapes: Gathered) -> None:
        """All of them to the shapes."""
        if self.records:
            shapes.fills(
                np.concatenate(self.points), np.array(self.ring_sizes), np.array(self.fill_sizes),
                np.array(self.records), np.array(self.looks, np.int32),
            )  # fmt: skip


def _pattern(records: Records, record: int, rings: list[Floats], hatch: Boundary, report: Report) -> Floats:
    try:
        found = pattern_lines(rings, hatch.lines)
        if len(found):
            return found
        why = "finer or coarser than its area" if hatch.lines else "without lines"
    except TooDense:
        why = "too dense to draw"
    report.add(f"Hatch pattern {why}", name_of(records, record), "drawn as its outline")
    return np.concatenate([np.hstack((ring, np.roll(ring, -1, axis=0))) for ring in rings])


def _filled(rings: list[Floats], style: int) -> list[list[Floats]]:
    """The fills that a style makes of the rings: even-odd together, only the outermost two deep, or each alone."""
    if style == _IGNORE:
        return [[ring] for ring in rings]
    if style == _OUTER and len(rings) > 2:
        depths = [sum(_inside(ring[0], other) for other in rings if other is not ring) for ring in rings]
        return [[ring for ring, depth in zip(rings, depths, strict=True) if depth < 2]]
    return [rings]


def _inside(point: Floats, ring: Floats) -> bool:
    """Whether a point lies in a ring, by counting the edges right of it."""
    x, y = point
    a, b = ring, np.roll(ring, -1, axis=0)
    crossing = (a[:, 1] > y) != (b[:, 1] > y)
    a, b = a[crossing], b[crossing]
    at = a[:, 0] + (y - a[:, 1]) / (b[:, 1] - a[:, 1]) * (b[:, 0] - a[:, 0])
    return bool((at > x).sum() % 2)


def _in_space(points: Floats, hatch: Boundary, axes: Floats) -> Floats:
    lifted = np.column_stack((points, np.full(len(points), hatch.elevation)))
    turned: Floats = lifted @ axes.T
    return turned

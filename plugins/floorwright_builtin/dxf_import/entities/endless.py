"""Endless lines, RAY to one side and XLINE to both: they are seen as far as the rest of the drawing reaches."""

from dataclasses import dataclass, replace

import numpy as np

from floorwright.api import Drawing, Floats, Ints
from floorwright_builtin.dxf_import.file.records import Bools, Index, Records, named
from floorwright_builtin.dxf_import.placing.extents import Box

KINDS = ("RAY", "XLINE")


@dataclass(frozen=True, slots=True)
class Endless:
    """Lines through points (n, 2) in directions (n, 2); those of `begins` start at their point."""

    points: Floats
    ways: Floats
    begins: Bools
    record: Index


def endless_lines(records: Records, rows: Index) -> Endless:
    """RAY and XLINE records, without those whose direction is straight up or nowhere."""
    points, ways = records.points(10, rows)[:, :2], records.points(11, rows)[:, :2]
    good = np.hypot(ways[:, 0], ways[:, 1]) > 0
    return Endless(points[good], ways[good], records.kind[rows[good]] == named("RAY"), rows[good])


def with_endless(drawing: Drawing, lines: Endless, look: Ints, entity: Ints, keep: Bools, box: Box) -> Drawing:
    """The drawing with the part of each endless line that lies in the box, on layers whose number `keep` allows;
    `look` and `entity` are one each."""
    if not len(look):
        return drawing
    low, high = np.where(lines.begins, 0.0, -np.inf), np.full(len(lines.ways), np.inf)
    for axis in (0, 1):
        at, way = lines.points[:, axis], lines.ways[:, axis]
        with np.errstate(divide="ignore", invalid="ignore"):
            a, b = (box[axis] - at) / way, (box[axis + 2] - at) / way
        flat = way == 0
        inside = (at >= box[axis]) & (at <= box[axis + 2])
        low = np.maximum(low, np.where(flat, np.where(inside, -np.inf, np.inf), np.minimum(a, b)))
        high = np.minimum(high, np.where(flat, np.where(inside, np.inf, -np.inf), np.maximum(a, b)))
    seen = (low < high) & np.isfinite(low) & np.isfinite(high) & keep[drawing.looks[look, 0]]
    ends = [lines.points[seen] + lines.ways[seen] * share[seen, None] for share in (low, high)]
    return replace(
        drawing,
        segments=np.concatenate((drawing.segments, np.hstack(ends))),
        segment_look=np.concatenate((drawing.segment_look, look[seen])),
        segment_entity=np.concatenate((drawing.segment_entity, entity[seen])),
    )

"""Walls out of the lines they are drawn with: two faces become one wall, a line without a partner a thin one."""

from dataclasses import dataclass

import numpy as np

from floorwright.geometry.drawn_lines import Floats, joined_lines

THINNEST_MM, THICKEST_MM = 50.0, 600.0
"""Parallel lines this far apart are the two faces of a wall."""
_PARALLEL_DEG = 0.2
_SHORTEST = 1.0
"""Faces must run side by side for at least this many times their distance."""


@dataclass(frozen=True, slots=True)
class DrawnWall:
    """A wall along its centre line, in mm; thickness 0 is a single line."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float


Spans = list[tuple[float, float]]


def walls_of(lines: Floats, thinnest: float = THINNEST_MM, thickest: float = THICKEST_MM) -> list[DrawnWall]:
    """The walls that these lines (n, 4), in mm, are the faces of; ends are drawn to the middle of the walls they meet.

    Single lines no longer than the thickest wall are the ends of walls and left out.
    """
    found: list[DrawnWall] = []
    joined = joined_lines(lines)
    if not len(joined):
        return found
    origin = joined.reshape(-1, 2).mean(axis=0)
    rest = joined - np.tile(origin, 2)
    way = rest[:, 2:] - rest[:, :2]
    angle = np.degrees(np.arctan2(way[:, 1], way[:, 0])) % 180.0
    classes = np.round(angle / _PARALLEL_DEG).astype(int) % round(180.0 / _PARALLEL_DEG)
    for number in np.unique(classes).tolist():
        chosen = rest[classes == number]
        longest = chosen[np.argmax(np.hypot(*(chosen[:, 2:] - chosen[:, :2]).T))]
        radians = float(np.arctan2(longest[3] - longest[1], longest[2] - longest[0]))
        found += _parallel_walls(chosen, radians, thinnest, thickest)
    ends = _meeting(np.array([[wall.x1, wall.y1, wall.x2, wall.y2] for wall in found]).reshape(-1, 4), found)
    return [
        DrawnWall(x1, y1, x2, y2, wall.thickness)
        for (x1, y1, x2, y2), wall in zip((ends + np.tile(origin, 2)).tolist(), found, strict=True)
        if (x1, y1) != (x2, y2)
    ]


def _parallel_walls(lines: Floats, radians: float, thinnest: float, thickest: float) -> list[DrawnWall]:
    cos, sin = np.cos(radians), np.sin(radians)
    along = lines[:, [0, 2]] * cos + lines[:, [1, 3]] * sin
    aside = ((lines[:, 1] + lines[:, 3]) * cos - (lines[:, 0] + lines[:, 2]) * sin) / 2
    begin, end = along.min(axis=1), along.max(axis=1)
    used: list[Spans] = [[] for _ in lines]
    pieces: list[tuple[float, float, float, float]] = []
    for one, other in _pairs(begin, end, aside, thinnest, thickest):
        gap = abs(aside[one] - aside[other])
        common = (max(begin[one], begin[other]), min(end[one], end[other]))
        for low, high in _without(_without([common], used[one]), used[other]):
            if high - low >= _SHORTEST * gap:
                pieces.append(((aside[one] + aside[other]) / 2, gap, low, high))
                used[one].append((low, high))
                used[other].append((low, high))
    bridge = max((gap for _, gap, _, _ in pieces), default=0.0)
    walls = _bridged(pieces, bridge)
    for row in range(len(lines)):
        for low, high in _without([(begin[row], end[row])], used[row]):
            if high - low > thickest:
                walls.append((aside[row], 0.0, low, high))
    return [
        DrawnWall(
            float(low * cos - off * sin), float(low * sin + off * cos),
            float(high * cos - off * sin), float(high * sin + off * cos), float(round(gap, 3)),
        )
        for off, gap, low, high in walls
    ]  # fmt: skip


def _pairs(begin: Floats, end: Floats, aside: Floats, thinnest: float, thickest: float) -> list[tuple[int, int]]:
    """Lines that can be the faces of one wall, the nearest first; of equally near ones those that run longest so."""
    order = np.argsort(aside, kind="stable")
    last = np.searchsorted(aside[order], aside[order] + thickest + 1e-6, side="right")
    found: list[tuple[float, float, int, int]] = []
    for place, one in enumerate(order.tolist()):
        others = order[place + 1 : last[place]]
        gap = aside[others] - aside[one]
        common = np.minimum(end[others], end[one]) - np.maximum(begin[others], begin[one])
        fits = (gap >= thinnest - 1e-6) & (common >= _SHORTEST * gap)
        found += [
            (round(float(g), 1), -float(c), one, int(o))
            for g, c, o in zip(gap[fits], common[fits], others[fits], strict=True)
        ]
    return [(one, other) for _, _, one, other in sorted(found)]


def _without(spans: Spans, used: Spans) -> Spans:
    left = spans
    for low, high in used:
        cut: Spans = []
        for begin, end in left:
            if low < end and high > begin:
                cut += [(begin, min(low, end)), (max(high, begin), end)]
            else:
                cut.append((begin, end))
        left = [(begin, end) for begin, end in cut if end > begin]
    return left


def _bridged(pieces: list[tuple[float, float, float, float]], bridge: float) -> list[tuple[float, float, float, float]]:
    """Pieces of one wall that another wall parts are joined again: a face is broken where a partition begins."""
    joined: list[tuple[float, float, float, float]] = []
    for off, gap, low, high in sorted(pieces, key=lambda piece: (round(piece[0]), round(piece[1]), piece[2])):
        if joined:
            off_before, gap_before, low_before, high_before = joined[-1]
            same = abs(off - off_before) < 1.0 and abs(gap - gap_before) < 1.0
            if same and low - high_before <= bridge + 1.0:
                joined[-1] = (off_before, gap_before, low_before, max(high, high_before))
                continue
        joined.append((off, gap, low, high))
    return joined


def _meeting(ends: Floats, walls: list[DrawnWall]) -> Floats:
    """The centre lines with each end drawn to the centre line of the wall that it ends in, if there is one."""
    thick = np.array([wall.thickness for wall in walls])
    moved = ends.copy()
    for row, (x1, y1, x2, y2) in enumerate(ends.tolist()):
        way = np.array([x2 - x1, y2 - y1])
        other = ends[:, 2:] - ends[:, :2]
        cross = way[0] * other[:, 1] - way[1] * other[:, 0]
        long = np.hypot(*other.T)
        slanted = np.abs(cross) > 0.1 * np.hypot(*way) * long
        safe = np.where(slanted, cross, 1.0)
        from_here = ends[:, :2] - (x1, y1)
        share = (from_here[:, 0] * other[:, 1] - from_here[:, 1] * other[:, 0]) / safe
        theirs = (from_here[:, 0] * way[1] - from_here[:, 1] * way[0]) / safe * long
        reach = (thick + thick[row]) / 2 + 1.0
        meets = slanted & (theirs >= -reach) & (theirs <= long + reach)
        length = float(np.hypot(*way))
        for column, where in ((0, 0.0), (2, length)):
            off = np.where(meets, np.abs(share * length - where), np.inf)
            off[off > reach] = np.inf
            best = int(np.argmin(off))
            if np.isfinite(off[best]):
                moved[row, column : column + 2] = (x1 + share[best] * way[0], y1 + share[best] * way[1])
    return moved

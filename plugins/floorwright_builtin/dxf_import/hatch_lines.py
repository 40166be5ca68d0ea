"""The lines of a hatch pattern inside its boundary."""

import math

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.hatch_boundary import PatternLine
from floorwright_builtin.dxf_import.records import Index

MOST_LINES = 5000
"""A pattern of more lines across its area is drawn as its outline."""


class TooDense(Exception):
    """More lines than can be told apart."""


def pattern_lines(rings: list[Floats], families: list[PatternLine]) -> Floats:
    """Straight pieces (n, 4) of a pattern inside rings (n, 2), even-odd.

    Raises:
        TooDense: for more than MOST_LINES lines across, or as many dashes.
    """
    found = [np.zeros((0, 4))]
    room = MOST_LINES
    for family in families:
        pieces = _family(rings, family, room)
        room -= len(pieces)
        found.append(pieces)
    return np.concatenate(found)


def _family(rings: list[Floats], family: PatternLine, room: int) -> Floats:
    along = np.array([math.cos(family.angle), math.sin(family.angle)])
    aside = np.array([-along[1], along[0]])
    step = float(np.dot(family.step, aside))
    slip = float(np.dot(family.step, along))
    if abs(step) < 1e-12:
        raise TooDense
    base = np.array(family.base)
    # In the family's own axes, level 0, 1, … are its lines; each edge of a ring crosses those between its ends.
    starts, ends = [], []
    for ring in rings:
        points = (ring - base) @ np.column_stack((along, aside))
        starts.append(points)
        ends.append(np.roll(points, -1, axis=0))
    a, b = np.concatenate(starts), np.concatenate(ends)
    low = np.minimum(a[:, 1], b[:, 1]) / abs(step)
    high = np.maximum(a[:, 1], b[:, 1]) / abs(step)
    whole = float(high.max() - low.min())
    if not whole <= room:
        raise TooDense
    first, last = np.ceil(low).astype(np.int64), np.ceil(high).astype(np.int64)
    counts = last - first
    if counts.sum() > 40 * MOST_LINES:
        raise TooDense
    edge = np.repeat(np.arange(len(a)), counts)
    level = np.arange(len(edge)) - np.repeat(np.cumsum(counts) - counts, counts) + first[edge]
    height = level * abs(step)
    rise = b[edge, 1] - a[edge, 1]
    x = a[edge, 0] + (b[edge, 0] - a[edge, 0]) * (height - a[edge, 1]) / rise
    order = np.lexsort((x, level))
    level, x = level[order], x[order]
    # Crossings come in pairs on each line; what is unpaired for rounding is left out.
    into, out = np.arange(0, len(x) - 1, 2), np.arange(1, len(x), 2)
    same = level[into] == level[out]
    if not same.all():
        into, out = _paired(level)
    x1, x2, y = x[into], x[out], level[into] * abs(step)
    if family.dashes and any(family.dashes):
        turns = level[into] * (1 if step > 0 else -1)
        x1, x2, y = _dashed(x1, x2, y, turns * slip, family.dashes, room)
    long = x2 > x1 if not family.dashes else x2 >= x1
    x1, x2, y = x1[long], x2[long], y[long]
    if len(x1) > room:
        raise TooDense
    p = base + np.outer(x1, along) + np.outer(y, aside)
    q = base + np.outer(x2, along) + np.outer(y, aside)
    return np.hstack((p, q))


def _paired(level: Index) -> tuple[Index, Index]:
    """Neighbouring places that are on one line, two by two."""
    begins = np.flatnonzero(np.concatenate([[True], level[1:] != level[:-1]]))
    sizes = np.diff(np.append(begins, len(level)))
    inside = np.arange(len(level)) - np.repeat(begins, sizes)
    into = np.flatnonzero((inside % 2 == 0) & (inside + 1 < np.repeat(sizes, sizes)))
    return into, into + 1


def _dashed(
    x1: Floats, x2: Floats, y: Floats, shift: Floats, dashes: tuple[float, ...], room: int
) -> tuple[Floats, Floats, Floats]:
    """The dashes of lines from x1 to x2; a pattern of dashes begins at `shift` of each line."""
    period = sum(map(abs, dashes))
    if period <= 0:
        return x1, x2, y
    first = np.floor((x1 - shift) / period).astype(np.int64)
    counts = np.floor((x2 - shift) / period).astype(np.int64) - first + 1
    if counts.sum() * len(dashes) > 4 * MOST_LINES or counts.sum() > 4 * room:
        raise TooDense
    line = np.repeat(np.arange(len(x1)), counts)
    number = np.arange(len(line)) - np.repeat(np.cumsum(counts) - counts, counts) + first[line]
    begin = shift[line] + number * period
    found = []
    for dash in dashes:
        if dash >= 0:
            a, b = np.maximum(begin, x1[line]), np.minimum(begin + dash, x2[line])
            seen = a <= b
            found.append((a[seen], b[seen], y[line][seen]))
        begin = begin + abs(dash)
    parts = list(zip(*found, strict=True)) if found else [(np.zeros(0),)] * 3
    return tuple(np.concatenate(part) for part in parts)  # type: ignore[return-value]

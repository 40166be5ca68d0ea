"""Lines and arcs of a drawing on the lattice of its window."""

import math
from collections.abc import Iterator
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, Floats, Ints

Quads = NDArray[np.uint16]
"""Lines (n, 4): x1 y1 x2 y2 in steps. Four of 16 bits are one number of 64: equal lines are equal numbers."""
Curves = NDArray[np.int32]
"""Cubic Bézier pieces (n, 8): start, two handles, end."""
_CHUNK = 1 << 17
_SMALL = 12.0
"""Arcs of a smaller radius are drawn as chords, a step off at most."""
_GREAT = float(1 << 17)
"""Arcs of a larger one are drawn as chords within a step of them, and only near the window."""
_MOST_CHORDS = 4096
_EIGHTH = math.pi / 4
_OFF_AT_AN_EIGHTH = 4.2e-6
"""How far a Bézier piece of 45° is off its arc, in radii; it grows with the sixth power of the angle."""
_TOLERANCE = 0.5


class Placing(Protocol):
    """From coordinates of the drawing to steps."""

    def points(self, places: Floats) -> Floats: ...
    def vectors(self, directions: Floats) -> Floats: ...


def segments_of(
    drawing: Drawing, pen_of_look: Ints, place: Placing, size: tuple[int, int]
) -> Iterator[tuple[float, tuple[Any, Quads]]]:
    """Share done, and pens and lines of a part of the segments, in their order."""
    count = len(drawing.segments)
    for start in range(0, count, _CHUNK):
        part = slice(start, start + _CHUNK)
        pens = pen_of_look[drawing.segment_look[part]]
        lines = drawing.segments[part]
        yield (
            min(1.0, (start + _CHUNK) / count),
            _seen(pens, place.points(lines[:, :2]), place.points(lines[:, 2:]), size),
        )


def arcs_of(
    drawing: Drawing, pen_of_look: Ints, place: Placing, size: tuple[int, int]
) -> Iterator[tuple[float, tuple[Any, Quads], tuple[Any, Curves]]]:
    """Share done, pens and lines of the tiny and the giant arcs of a part, and pens and curves of the others."""
    count = len(drawing.arcs)
    for start in range(0, count, _CHUNK):
        part = slice(start, start + _CHUNK)
        arcs, pens = drawing.arcs[part], pen_of_look[drawing.arc_look[part]]
        centre, u, v = place.points(arcs[:, :2]), place.vectors(arcs[:, 2:4]), place.vectors(arcs[:, 4:6])
        reach = np.hypot(u, v)
        here = (pens >= 0) & ((centre + reach >= 0) & (centre - reach <= size)).all(axis=1)
        here &= np.isfinite(arcs[:, 6]) & np.isfinite(arcs[:, 7]) & (arcs[:, 7] >= arcs[:, 6])
        rows, pens = np.hstack((centre, u, v, arcs[:, 6:8]))[here], pens[here]
        rows[:, 7] = np.minimum(rows[:, 7], rows[:, 6] + 2 * math.pi)
        radius = reach[here].max(axis=1)
        small, great = radius < _SMALL, radius > _GREAT
        # The chord of the angle 2 a is r (1 - cos a) off the arc.
        most = 2.0 * np.arccos(1.0 - np.minimum(1.0 / radius[small], 1.0))
        counts = np.maximum(np.ceil((rows[small, 7] - rows[small, 6]) / most - 1e-9), 1)
        chords = [_chords(rows[small], pens[small], np.where(radius[small] < 0.5, 1, counts))]
        if great.any():
            which, near = _near_window(rows[great], size)
            counts = np.ceil((near[:, 7] - near[:, 6]) * np.sqrt(radius[great][which]) / 2.0)
            chords.append(_chords(near, pens[great][which], np.clip(counts, 1, _MOST_CHORDS)))
        lines = _seen(
            np.concatenate([numbers for numbers, _, _ in chords]), np.concatenate([a for _, a, _ in chords]),
            np.concatenate([b for _, _, b in chords]), size,
        )  # fmt: skip
        others = ~small & ~great
        yield min(1.0, (start + _CHUNK) / count), lines, _curves(rows[others], pens[others], radius[others], size)


def without_repetition(lines: Quads) -> Quads:
    """The lines, each once whichever way it runs, the first of equals; points at the end of a line are left out."""
    if not len(lines):
        return lines
    ends = np.ascontiguousarray(lines).view(np.uint32)
    points = ends[:, 0] == ends[:, 1]
    if points.any():
        needless = np.zeros(len(lines), np.bool_)
        needless[1:] = points[1:] & ~points[:-1] & (ends[1:, 0] == ends[:-1, 1])
        needless[:-1] |= points[:-1] & ~points[1:] & (ends[:-1, 1] == ends[1:, 0])
        ends = ends[~needless]
    keys = (np.maximum(ends[:, 0], ends[:, 1]).astype(np.uint64) << 32) | np.minimum(ends[:, 0], ends[:, 1])
    _, first = np.unique(keys, return_index=True)
    kept: Quads = ends[np.sort(first)].view(np.uint16)
    return kept


def _seen(pens: Any, starts: Floats, ends: Floats, size: tuple[int, int]) -> tuple[Any, Quads]:
    x1, y1, x2, y2 = starts[:, 0], starts[:, 1], ends[:, 0], ends[:, 1]
    left, right, low, high = np.minimum(x1, x2), np.maximum(x1, x2), np.minimum(y1, y2), np.maximum(y1, y2)
    # Comparisons with nan are false: what has no place is left out.
    seen = (pens >= 0) & (right >= 0) & (left <= size[0]) & (high >= 0) & (low <= size[1])
    here = np.flatnonzero(seen)
    lines = np.hstack((starts[here], ends[here]))
    across = np.flatnonzero(((left < 0) | (right > size[0]) | (low < 0) | (high > size[1]))[here])
    if len(across):
        lines[across] = _cut(lines[across], size)
        good = np.isfinite(lines).all(axis=1)
        lines, here = lines[good], here[good]
    return pens[here], np.rint(lines).astype(np.uint16)


def _cut(lines: Floats, size: tuple[int, int]) -> Floats:
    """The parts of lines within the window, by Liang and Barsky's way; nan for those that pass it by."""
    start, way = lines[:, :2], lines[:, 2:] - lines[:, :2]
    first, last = -start / way, (np.array(size) - start) / way
    # A line along a side that is crossed nowhere is inside in that direction: its corners were compared before.
    still = way == 0
    enter = np.where(still, 0.0, np.minimum(first, last)).max(axis=1).clip(0.0)[:, None]
    leave = np.where(still, 1.0, np.maximum(first, last)).min(axis=1).clip(None, 1.0)[:, None]
    cut = np.hstack((start + enter * way, start + leave * way))
    cut = np.where(enter <= leave, np.clip(cut, 0.0, [*size, *size]), np.nan)
    return cut


def _chords(rows: Floats, pens: Any, counts: Any) -> tuple[Any, Floats, Floats]:
    which, before, after = _angles(rows, counts)
    return pens[which], _on(rows[which], before), _on(rows[which], after)


def _curves(rows: Floats, pens: Any, radius: Any, size: tuple[int, int]) -> tuple[Any, Curves]:
    eighths = (radius * _OFF_AT_AN_EIGHTH / _TOLERANCE) ** (1.0 / 6.0)
    counts = np.ceil((rows[:, 7] - rows[:, 6]) / _EIGHTH * np.maximum(eighths, 0.5) - 1e-9)
    which, before, after = _angles(rows, np.maximum(counts, 1))
    own = rows[which]
    handle = (4.0 / 3.0 * np.tan((after - before) / 4.0))[:, None]
    start, end = _on(own, before), _on(own, after)
    pieces = np.hstack((start, start + handle * _slope(own, before), end - handle * _slope(own, after), end))
    across, along = pieces[:, ::2], pieces[:, 1::2]
    seen = (across.max(axis=1) >= 0) & (across.min(axis=1) <= size[0])
    seen &= (along.max(axis=1) >= 0) & (along.min(axis=1) <= size[1])
    return pens[which[seen]], np.rint(pieces[seen]).astype(np.int32)


def _angles(rows: Floats, counts: Any) -> tuple[Any, Floats, Floats]:
    """For every piece of every arc the arc's place, and the angles at which it starts and ends."""
    counts = counts.astype(np.int64)
    which = np.repeat(np.arange(len(rows)), counts)
    number = np.arange(len(which)) - (np.cumsum(counts) - counts)[which]
    first, step = rows[which, 6], ((rows[:, 7] - rows[:, 6]) / np.maximum(counts, 1))[which]
    return which, first + step * number, first + step * (number + 1)


def _on(rows: Floats, angle: Floats) -> Floats:
    found: Floats = rows[:, :2] + np.cos(angle)[:, None] * rows[:, 2:4] + np.sin(angle)[:, None] * rows[:, 4:6]
    return found


def _slope(rows: Floats, angle: Floats) -> Floats:
    found: Floats = np.cos(angle)[:, None] * rows[:, 4:6] - np.sin(angle)[:, None] * rows[:, 2:4]
    return found


def _near_window(rows: Floats, size: tuple[int, int]) -> tuple[Any, Floats]:
    """Giant arcs, the place of each and the arc shortened to angles at which it may pass the window.

    In the coordinates in which the ellipse is the unit circle the window lies in a disc round its middle; seen from the
    circle's centre that disc takes the angle 2 asin(radius / distance).
    """
    middle = np.array(size) / 2.0
    u, v, away = rows[:, 2:4], rows[:, 4:6], middle - rows[:, :2]
    area = u[:, 0] * v[:, 1] - u[:, 1] * v[:, 0]
    x = (away[:, 0] * v[:, 1] - away[:, 1] * v[:, 0]) / area
    y = (u[:, 0] * away[:, 1] - u[:, 1] * away[:, 0]) / area
    thinnest = np.abs(area) / np.hypot(np.hypot(u[:, 0], u[:, 1]), np.hypot(v[:, 0], v[:, 1]))
    share = np.hypot(*middle) / thinnest / np.hypot(x, y)
    half = np.where(share < 1.0, np.arcsin(np.clip(share, 0.0, 1.0)), math.pi)
    ahead = np.where(np.isfinite(x + y), np.arctan2(y, x), 0.0)
    turn = 2 * math.pi
    first = ahead - half + turn * np.ceil((rows[:, 6] - ahead - half) / turn)
    # A long arc can come near at its beginning and again at its end, a turn later.
    which = np.tile(np.arange(len(rows)), 2)
    near = rows[which]
    begins = np.concatenate((first, first + turn))
    near[:, 6], near[:, 7] = np.maximum(near[:, 6], begins), np.minimum(near[:, 7], begins + 2 * half[which])
    there = near[:, 7] > near[:, 6]
    return which[there], near[there]

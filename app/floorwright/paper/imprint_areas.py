"""Filled areas of a drawing on the lattice of its window."""

from typing import Any

import numpy as np

from floorwright.model.drawing import Drawing, Floats, Ints

_FARTHEST = float(1 << 20)
"""Areas that reach over more steps than this are cut, because readers keep single precision."""
_MARGIN = float(1 << 16)


def areas_of(drawing: Drawing, wanted: Any, points: Floats, size: tuple[int, int]) -> tuple[Ints, Ints, Ints, Any]:
    """Points, ring starts and area starts of those of the `wanted` areas that are seen, and which they are.

    `points` are the drawing's on the lattice. Corners that fall together are one, rings without an area are left out.
    """
    rings = drawing.ring_starts
    first, last = rings[drawing.fill_starts[wanted]], rings[drawing.fill_starts[wanted + 1]]
    wanted, first, last = (part[last > first] for part in (wanted, first, last))
    if not len(wanted):
        return np.zeros((0, 2), np.int32), np.zeros(1, np.int32), np.zeros(1, np.int32), wanted
    # reduceat takes pairs of start and end and gives what lies between at every other place.
    pairs = np.column_stack((first, np.minimum(last, len(points) - 1))).ravel()
    low, high = (reduce.reduceat(points, pairs, axis=0)[::2] for reduce in (np.minimum, np.maximum))
    at_end = last == len(points)
    low[at_end], high[at_end] = np.minimum(low[at_end], points[-1]), np.maximum(high[at_end], points[-1])
    seen = ((high >= 0) & (low <= size)).all(axis=1) & np.isfinite(low).all(axis=1) & np.isfinite(high).all(axis=1)
    seen &= (np.rint(high) > np.rint(low)).all(axis=1)
    far = seen & ((low < -_FARTHEST) | (high > _FARTHEST)).any(axis=1)
    if far.any():
        return _one_by_one(drawing, wanted[seen], points, size)
    return _all_at_once(drawing, wanted[seen], points)


def _all_at_once(drawing: Drawing, kept: Any, points: Floats) -> tuple[Ints, Ints, Ints, Any]:
    starts, ends = drawing.fill_starts[kept], drawing.fill_starts[kept + 1]
    rings, area_of_ring = _ranges(starts, ends)
    first, last = drawing.ring_starts[rings], drawing.ring_starts[rings + 1]
    chosen, ring_of_point = _ranges(first, last)
    placed = np.rint(points[chosen]).astype(np.int32)
    new = np.ones(len(placed), np.bool_)
    new[1:] = (placed[1:] != placed[:-1]).any(axis=1) | (ring_of_point[1:] != ring_of_point[:-1])
    corners = np.bincount(ring_of_point[new], minlength=len(rings))
    new &= (corners > 2)[ring_of_point]
    corners[corners <= 2] = 0
    rings_left = np.bincount(area_of_ring[corners > 0], minlength=len(kept))
    return placed[new], _starts(corners[corners > 0]), _starts(rings_left[rings_left > 0]), kept[rings_left > 0]


def _one_by_one(drawing: Drawing, kept: Any, points: Floats, size: tuple[int, int]) -> tuple[Ints, Ints, Ints, Any]:
    """The same for drawings with areas that reach far beyond the page: those are cut round it first."""
    found: list[Any] = []
    counts: list[int] = []
    for number in kept.tolist():
        before = len(found)
        for ring in range(int(drawing.fill_starts[number]), int(drawing.fill_starts[number + 1])):
            corners = points[drawing.ring_starts[ring] : drawing.ring_starts[ring + 1]]
            if len(corners) > 2 and np.abs(corners).max() > _FARTHEST:
                corners = _cut(corners, size)
            if len(corners) > 2:
                found.append(np.rint(corners).astype(np.int32))
        counts.append(len(found) - before)
    rings = np.array(counts)
    together = np.concatenate([np.zeros((0, 2), np.int32), *found])
    return together, _starts(np.array([len(ring) for ring in found], int)), _starts(rings[rings > 0]), kept[rings > 0]


def _cut(ring: Floats, size: tuple[int, int]) -> Floats:
    """The part of a ring round the page, by Sutherland and Hodgman's way: one side after the other."""
    for axis, sign, limit in (
        (0, -1.0, _MARGIN),
        (0, 1.0, size[0] + _MARGIN),
        (1, -1.0, _MARGIN),
        (1, 1.0, size[1] + _MARGIN),
    ):
        if not len(ring):
            return ring
        before = np.roll(ring, 1, axis=0)
        room, room_before = limit - sign * ring[:, axis], limit - sign * before[:, axis]
        inside, inside_before = room >= 0, room_before >= 0
        crossing = (
            before + (ring - before) * (room_before / np.where(room_before == room, 1.0, room_before - room))[:, None]
        )
        pairs = np.stack((crossing, ring), axis=1).reshape(-1, 2)
        ring = pairs[np.column_stack((inside != inside_before, inside)).ravel()]
    return ring


def _ranges(starts: Any, ends: Any) -> tuple[Any, Any]:
    """Every number from each start to before its end, and the place of the range that it belongs to."""
    lengths = (ends - starts).astype(np.int64)
    which = np.repeat(np.arange(len(starts)), lengths)
    first = np.cumsum(lengths) - lengths
    return np.arange(int(lengths.sum())) - first[which] + starts[which], which


def _starts(lengths: Any) -> Ints:
    return np.concatenate(([0], np.cumsum(lengths))).astype(np.int32)

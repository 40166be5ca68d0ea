"""Walls: pairs of long parallel lines as far apart as walls are thick."""

import numpy as np

from floorwright.api import Drawing, Floats
from floorwright_builtin.dxf_import.unit.scale import IN_METRES, UNITS

_THINNEST_M, _THICKEST_M = 0.07, 0.41
_MOST = 3000
_READ = 400_000
_NEIGHBOURS = 6
_WEIGHT = 1.5


def walls(drawing: Drawing, size: float) -> Floats:
    """How much the distances between upright and level parallel lines speak for each unit: at most 1.5."""
    segments = drawing.segments[:_READ]
    across = np.abs(segments[:, 2:] - segments[:, :2])
    found = np.zeros(len(UNITS))
    pairs = 0.0
    for axis in (0, 1):
        level = np.flatnonzero((across[:, 1 - axis] <= 1e-6 * across[:, axis]) & (across[:, axis] > size / 300))
        if len(level) > _MOST:
            level = level[np.argpartition(-across[level, axis], _MOST)[:_MOST]]
        gaps, overlaps = _pairs(segments[level], axis)
        if len(gaps):
            thick = gaps[:, None] * IN_METRES
            found += ((thick >= _THINNEST_M) & (thick <= _THICKEST_M)).T @ overlaps
            pairs += float(overlaps.sum())
    return _WEIGHT * found / pairs if pairs > 0 else found


def _pairs(lines: Floats, axis: int) -> tuple[Floats, Floats]:
    """The distance of each line to the next ones that run beside it, and how far they do."""
    place = lines[:, 1 - axis]
    low, high = np.minimum(lines[:, axis], lines[:, 2 + axis]), np.maximum(lines[:, axis], lines[:, 2 + axis])
    order = np.argsort(place, kind="stable")
    place, low, high = place[order], low[order], high[order]
    gaps, overlaps = [np.zeros(0)], [np.zeros(0)]
    for step in range(1, min(_NEIGHBOURS, len(lines) - 1) + 1):
        gap = place[step:] - place[:-step]
        beside = np.minimum(high[step:], high[:-step]) - np.maximum(low[step:], low[:-step])
        shorter = np.minimum((high - low)[step:], (high - low)[:-step])
        good = (gap > 0) & (beside > 0.5 * shorter)
        gaps.append(gap[good])
        overlaps.append(beside[good])
    return np.concatenate(gaps), np.concatenate(overlaps)

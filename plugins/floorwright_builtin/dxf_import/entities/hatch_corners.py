"""The rings of hatches whose boundary is a polyline, all at once: their corners, and points along round pieces."""

import itertools
import math
from typing import NamedTuple

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.shapes import runs, starts
from floorwright_builtin.dxf_import.file.records import Index

STEP = math.radians(5.0)
"""Points along round pieces are at most so far apart."""
_ENDLESS_BULGE = 1e6
_ALIKE = 1e-9


Point = tuple[float, float]


class Corners(NamedTuple):
    """The corners of a closed polyline; with each the bulge of the piece that begins there."""

    x: list[float]
    y: list[float]
    bulge: list[float]


def rings_of(polylines: list[Corners]) -> list[list[Point]]:
    """The points of each polyline."""
    if not polylines:
        return []
    first = starts(np.array([len(polyline.x) for polyline in polylines], np.int64))
    x, y, bulge = (np.concatenate([np.zeros(0), *column]) for column in zip(*polylines, strict=True))
    filled = np.diff(first) > 0
    following = np.arange(1, len(x) + 1)
    following[first[1:][filled] - 1] = first[:-1][filled]
    p, q = np.column_stack((x, y)), np.column_stack((x, y))[following]
    curved = np.flatnonzero((bulge != 0) & (np.abs(bulge) < _ENDLESS_BULGE) & (p != q).any(axis=1))
    round_points, inner = _between(p[curved], q[curved], bulge[curved])
    sizes = np.ones(len(x), np.int64)
    sizes[curved] += inner
    place = starts(sizes)
    points = np.empty((int(place[-1]), 2))
    points[place[:-1]] = p
    points[runs(place[curved] + 1, inner)] = round_points
    pairs = list(zip(*points.T.tolist(), strict=True))
    return [pairs[begin:end] for begin, end in itertools.pairwise(place[first].tolist())]


def _between(p: Floats, q: Floats, bulge: Floats) -> tuple[Floats, Index]:
    """The points of round pieces from p to q without these ends, and how many each has."""
    away = ((1 - bulge * bulge) / (4 * bulge))[:, None]
    way = q - p
    centre = (p + q) / 2 + away * np.column_stack((-way[:, 1], way[:, 0]))
    radius = np.hypot(way[:, 0], way[:, 1]) * (1 + bulge * bulge) / (4 * np.abs(bulge))
    begin = np.arctan2(p[:, 1] - centre[:, 1], p[:, 0] - centre[:, 0])
    turn = 4 * np.arctan(bulge)
    pieces = np.maximum(2, np.ceil(np.abs(turn) / STEP - _ALIKE)).astype(np.int64)
    of = np.repeat(np.arange(len(p)), pieces - 1)
    t = begin[of] + turn[of] * runs(np.ones(len(p), np.int64), pieces - 1) / pieces[of]
    return centre[of] + radius[of, None] * np.column_stack((np.cos(t), np.sin(t))), pieces - 1

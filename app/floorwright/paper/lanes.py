"""Paths that share a way laid side by side, as lanes."""

import itertools
import math
from collections import defaultdict
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from floorwright.model.record import Point

_SAME_MM = 1.0
_PARALLEL = 1e-3
RECENT = 4096
"""So many paths are kept as they were cut and moved last: while the mouse moves, most are where they were."""


class _Leg(NamedTuple):
    """A leg of a path as an interval on the straight line it lies on."""

    line: tuple[int, int]
    low: float
    high: float
    forward: bool


class _Piece(NamedTuple):
    """A leg of one of the paths that are laid side by side."""

    low: float
    high: float
    path: int
    number: int
    forward: bool


def side_by_side(
    paths: Sequence[Sequence[Point]], widths: Sequence[float], gap: float, widest: float
) -> list[tuple[Point, ...]]:
    """The paths, moved aside by as much as it takes for those on one line not to cover each other.

    `widths`, `gap` and `widest` are millimetres on the floor; more lanes than fit in `widest` lie closer together.
    """
    clean = [_without_repeats(path) for path in paths]
    lines: dict[tuple[int, int], list[_Piece]] = defaultdict(list)
    for path, points in enumerate(clean):
        for number, leg in enumerate(_legs(points)):
            lines[leg.line].append(_Piece(leg.low, leg.high, path, number, leg.forward))
    aside: dict[tuple[int, int], float] = {}
    for pieces in lines.values():
        for group in _overlapping(pieces):
            aside |= _lanes(group, widths, gap, widest)
    return [
        _moved(points, tuple(aside.get((path, leg), 0.0) for leg in range(len(points) - 1)))
        for path, points in enumerate(clean)
    ]


def _without_repeats(path: Sequence[Point]) -> tuple[Point, ...]:
    kept: list[Point] = []
    for point in path:
        if not kept or math.dist(point, kept[-1]) > _SAME_MM:
            kept.append(point)
    return tuple(kept)


@lru_cache(maxsize=RECENT)
def _legs(path: tuple[Point, ...]) -> tuple[_Leg, ...]:
    return tuple(_on_line(a, b) for a, b in itertools.pairwise(path))


def _on_line(a: Point, b: Point) -> _Leg:
    dx, dy = b[0] - a[0], b[1] - a[1]
    forward = dx > abs(dy) * 1e-6 or (abs(dx) <= abs(dy) * 1e-6 and dy > 0)
    if not forward:
        dx, dy = -dx, -dy
    length = math.hypot(dx, dy)
    ux, uy = dx / length, dy / length
    ends = (a[0] * ux + a[1] * uy, b[0] * ux + b[1] * uy)
    # A half more before rounding keeps what lies on round millimetres away from where the rounding turns over.
    line = (round(math.atan2(uy, ux) * 2e3 + 0.25), round((a[1] * ux - a[0] * uy) / (5 * _SAME_MM) + 0.25))
    return _Leg(line, min(ends), max(ends), forward)


def _overlapping(pieces: list[_Piece]) -> list[list[_Piece]]:
    groups: list[list[_Piece]] = []
    reached = -math.inf
    for piece in sorted(pieces):
        if not groups or piece.low > reached - _SAME_MM:
            groups.append([])
        groups[-1].append(piece)
        reached = max(reached, piece.high)
    return groups


def _lanes(group: list[_Piece], widths: Sequence[float], gap: float, widest: float) -> dict[tuple[int, int], float]:
    ends: list[float] = []
    thick: list[float] = []
    lanes: list[int] = []
    for piece in group:
        free = next((lane for lane, end in enumerate(ends) if end < piece.low + _SAME_MM), len(ends))
        if free == len(ends):
            ends.append(-math.inf)
            thick.append(0.0)
        lanes.append(free)
        ends[free] = piece.high
        thick[free] = max(thick[free], widths[piece.path])
    whole = sum(thick) + gap * (len(thick) - 1)
    squeeze = min(1.0, widest / whole) if whole else 1.0
    middles: list[float] = []
    reached = -whole / 2
    for wide in thick:
        middles.append((reached + wide / 2) * squeeze if len(thick) > 1 else 0.0)
        reached += wide + gap
    return {
        (piece.path, piece.number): middles[lane] * (1 if piece.forward else -1)
        for piece, lane in zip(group, lanes, strict=True)
    }


@lru_cache(maxsize=RECENT)
def _moved(path: tuple[Point, ...], aside: tuple[float, ...]) -> tuple[Point, ...]:
    if len(path) < 2:
        return path
    units = [_unit(a, b) for a, b in itertools.pairwise(path)]

    def shifted(point: Point, leg: int) -> Point:
        ux, uy = units[leg]
        return point[0] - uy * aside[leg], point[1] + ux * aside[leg]

    points = [shifted(path[0], 0)]
    for joint in range(1, len(path) - 1):
        before, after = shifted(path[joint], joint - 1), shifted(path[joint], joint)
        crossing = _crossing(before, units[joint - 1], after, units[joint])
        far = 4 * (abs(aside[joint - 1]) + abs(aside[joint]))
        if crossing is not None and math.dist(crossing, path[joint]) <= far + _SAME_MM:
            points.append(crossing)
        else:
            points += [before] if math.dist(before, after) <= 1e-6 else [before, after]
    points.append(shifted(path[-1], len(path) - 2))
    return tuple(points)


def _unit(a: Point, b: Point) -> Point:
    length = math.dist(a, b)
    return (b[0] - a[0]) / length, (b[1] - a[1]) / length


def _crossing(p: Point, u: Point, q: Point, v: Point) -> Point | None:
    sine = u[0] * v[1] - u[1] * v[0]
    if abs(sine) < _PARALLEL:
        return None
    along = ((q[0] - p[0]) * v[1] - (q[1] - p[1]) * v[0]) / sine
    return p[0] + along * u[0], p[1] + along * u[1]

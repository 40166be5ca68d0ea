"""Where somebody was at any moment of an observation, to show it again, and the line behind them."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.stations import dropoff_point
from floorwright.model.kinds import Machine
from floorwright.model.record import Point

Floats = NDArray[np.float64]
MOST_DRAWN = 20_000
"""Points of a line on the screen; more lie on each other."""


@dataclass(frozen=True, slots=True, eq=False)
class Timeline:
    """Places in the order of time: n seconds, (n, 2) millimetres of the floor.

    Between two that are not `broken` somebody goes straight and evenly; before a broken one nobody knows.
    """

    t_s: Floats
    at: Floats
    broken: NDArray[np.bool_]

    @property
    def span(self) -> tuple[float, float]:
        """The first and the last second."""
        return (float(self.t_s[0]), float(self.t_s[-1])) if len(self.t_s) else (0.0, 0.0)

    def place(self, t_s: float) -> Point | None:
        """Where somebody is then; None outside of what was observed."""
        if not len(self.t_s) or not self.t_s[0] <= t_s <= self.t_s[-1]:
            return None
        n = int(np.searchsorted(self.t_s, t_s, "right"))
        if n == len(self.t_s) or self.t_s[n - 1] == t_s:
            return float(self.at[n - 1, 0]), float(self.at[n - 1, 1])
        if self.broken[n]:
            return None
        share = (t_s - self.t_s[n - 1]) / (self.t_s[n] - self.t_s[n - 1])
        x, y = self.at[n - 1] + share * (self.at[n] - self.at[n - 1])
        return float(x), float(y)

    def trail(self, t_s: float, tail_s: float) -> tuple[Floats, ...]:
        """The lines gone in the last seconds before, (k, 2) each, up to where somebody is then."""
        first, after = np.searchsorted(self.t_s, (t_s - tail_s, t_s), "right")
        here = self.place(t_s)
        lines = _lines(self.at[first:after], self.broken[first:after])
        if here is None:
            return tuple(line for line in lines if len(line) > 1)
        end = np.array([here])
        lines = [*lines[:-1], np.concatenate([lines[-1], end])] if lines else []
        return tuple(line for line in lines if len(line) > 1)


def timeline_of(found: Observed, stations: Mapping[str, Machine]) -> Timeline:
    """The timeline of an observation on the floor of these stations."""
    if found.of_positions:
        track = found.clean.track
        return Timeline(track.t_s, np.stack([track.x, track.y], axis=1), found.clean.broken)
    rows: list[tuple[float, float, float, bool]] = []
    moves = sorted(found.way.moves, key=lambda move: move.start_s)
    stays = sorted(found.way.stays, key=lambda stay: stay.start_s)
    parts: list[tuple[float, float, tuple[Point, ...]]] = [(m.start_s, m.end_s, m.path) for m in moves if m.path]
    for stay in stays:
        station = stations.get(stay.place.id)
        if station is not None:
            parts.append((stay.start_s, stay.end_s, (dropoff_point(station),)))
    last_s = math.nan
    for start, end, path in sorted(parts, key=lambda part: (part[0], part[1])):
        new = math.isnan(last_s) or start - last_s > 1e-6
        for n, (t, (x, y)) in enumerate(zip(_times(start, end, path), _at_least_two(path), strict=True)):
            rows.append((t, x, y, new and n == 0))
        last_s = end
    if not rows:
        return Timeline(np.zeros(0), np.zeros((0, 2)), np.zeros(0, bool))
    table = np.array([row[:3] for row in rows])
    order = np.argsort(table[:, 0], kind="stable")
    return Timeline(table[order, 0], table[order, 1:], np.array([row[3] for row in rows])[order])


def drawn_lines(timeline: Timeline, most: int = MOST_DRAWN) -> tuple[Floats, ...]:
    """The lines of the whole observation, to be drawn; of more than so many points as few as tell the same."""
    lines = _lines(timeline.at, timeline.broken)
    lines = [line for line in lines if len(line) > 1]
    count = sum(len(line) for line in lines)
    if count <= most:
        return tuple(lines)
    every = np.concatenate(lines)
    size = float(np.ptp(every, axis=0).max())
    coarse = [_coarser(line, max(size / 2000, 1.0)) for line in lines]
    stride = -(-sum(len(line) for line in coarse) // most)
    return tuple(np.concatenate([line[:-1:stride], line[-1:]]) for line in coarse)


def _coarser(line: Floats, step: float) -> Floats:
    """The points at which the line comes into another square of that size, and its end."""
    cells = np.floor(line / step)
    kept = np.ones(len(line), bool)
    kept[1:] = (np.diff(cells, axis=0) != 0).any(axis=1)
    kept[-1] = True
    return line[kept]


def _lines(at: Floats, broken: NDArray[np.bool_]) -> list[Floats]:
    cuts = np.flatnonzero(broken)
    return [line for line in np.split(at, cuts[cuts > 0]) if len(line)]


def _at_least_two(path: tuple[Point, ...]) -> tuple[Point, ...]:
    return path if len(path) > 1 else (path[0], path[0])


def _times(start: float, end: float, path: tuple[Point, ...]) -> list[float]:
    """When each point of a way is reached by somebody who goes evenly."""
    points = np.array(_at_least_two(path))
    gone = np.concatenate([[0.0], np.cumsum(np.hypot(*np.diff(points, axis=0).T))])
    whole = float(gone[-1])
    shares = gone / whole if whole > 0 else np.linspace(0.0, 1.0, len(gone))
    return [start + float(share) * (end - start) for share in shares]

"""The way in a track of positions: snapped to stations where somebody stayed, measured along the positions."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.observed.cleaning import Cleaned
from floorwright.analysis.observed.snapping import nearest_stations
from floorwright.analysis.observed.way import Move, Place, Stay, Way
from floorwright.model.kinds import Machine
from floorwright.model.observation import Observation
from floorwright.model.track import CARRYING, EMPTY_HANDED

Ints = NDArray[np.intp]
Floats = NDArray[np.float64]
STILL_M_S = 0.2
"""Away from stations somebody slower than this stands."""


@dataclass(slots=True)
class _Run:
    """Readings first to last, both included, at one place."""

    place: int
    first: int
    last: int


def way_of_positions(clean: Cleaned, observation: Observation, stations: Mapping[str, Machine]) -> Way:
    """Stays, moves and times of positions on the floor.

    A stay is the time within the radius of a station, away from it no longer than the shortest stay at a time, and at
    least that long in all. Of the time to or from it what the metres take at the walking speed of the observation is
    walking and the rest belongs to the stay. Away from stations the time of an interval is walking when it is faster
    than 0.2 m/s.
    """
    track = clean.track
    places, at = _places(clean, observation, stations)
    steps, metres = np.diff(track.t_s), np.hypot(np.diff(track.x), np.diff(track.y)) / 1000
    whole = ~clean.broken[1:]
    dwell_least = observation.snapping.dwell_s
    joined = [
        run
        for piece in _pieces(clean.broken)
        for run in _stays(at, track.t_s, metres, steps, piece, dwell_least, observation.speed_m_s)
    ]
    inside = np.full(len(track), -1, np.int32)
    for number, run in enumerate(joined):
        inside[run.first : run.last + 1] = number
    one, other = inside[:-1], inside[1:]
    within = whole & (one == other) & (one >= 0)
    outside = whole & (one < 0) & (other < 0)
    edge = whole & ~within & ~outside
    on_edge = np.where(edge, np.minimum(steps, metres / observation.speed_m_s), 0.0)
    moving = outside & (metres > 0) & (metres >= STILL_M_S * steps)
    rest = np.where(edge, steps - on_edge, 0.0)
    stays = tuple(_stay(run, places, track.t_s, rest, inside) for run in joined)
    carried = track.carrying[1:]
    steps_m = np.where(whole, metres, 0.0)
    return Way(
        stays=stays,
        moves=tuple(_moves(joined, stays, clean, metres)),
        lines=tuple(np.stack([track.x[a:b], track.y[a:b]], axis=1) for a, b in _pieces(clean.broken) if b - a > 1),
        observed_s=float(steps[whole].sum()),
        walking_s=float(on_edge.sum() + steps[moving].sum()),
        dwell_s=float(steps[within].sum() + rest.sum()),
        distance_m=float(steps_m.sum()),
        rectilinear_m=float(((np.abs(np.diff(track.x)) + np.abs(np.diff(track.y))) * whole).sum()) / 1000,
        carried_m=float(steps_m[carried == CARRYING].sum()),
        empty_m=float(steps_m[carried == EMPTY_HANDED].sum()),
    )


def _places(clean: Cleaned, observation: Observation, stations: Mapping[str, Machine]) -> tuple[list[Place], Ints]:
    """Every place by number, and the number of the place of each reading; what the track itself says goes first."""
    machines = sorted(stations.values(), key=lambda machine: machine.id)
    places = [Place(machine.id, machine.name) for machine in machines]
    radius = observation.snapping.radius_m * 1000
    at = nearest_stations(clean.track.x, clean.track.y, dict(enumerate(machines)), radius).astype(np.intp)
    numbers = {place.key: n for n, place in enumerate(places)}
    own = np.full(len(clean.track.places) + 1, -1, np.intp)
    for n, (id, name) in enumerate(clean.track.places):
        place = Place(id if id in stations else "", name)
        if place.key not in numbers:
            numbers[place.key] = len(places)
            places.append(place)
        own[n] = numbers[place.key]
    given = own[clean.track.place]
    return places, np.where(given >= 0, given, at)


def _pieces(broken: NDArray[np.bool_]) -> list[tuple[int, int]]:
    """The unbroken pieces, from the first reading to the one behind the last."""
    starts = [0, *np.flatnonzero(broken).tolist()] if len(broken) else []
    starts = list(dict.fromkeys(starts))
    return list(zip(starts, [*starts[1:], len(broken)], strict=True))


def _stays(
    at: Ints, t_s: Floats, metres: Floats, steps: Floats, piece: tuple[int, int], least_s: float, speed_m_s: float
) -> list[_Run]:
    first, after = piece
    here = at[first:after]
    heads = np.flatnonzero(np.diff(here, prepend=-2))
    runs = [
        _Run(int(here[head]), first + head, first + tail - 1)
        for head, tail in zip(heads.tolist(), [*heads[1:].tolist(), len(here)], strict=True)
        if here[head] >= 0
    ]

    def length(run: _Run) -> float:
        before = steps[run.first - 1] - metres[run.first - 1] / speed_m_s if run.first > first else 0.0
        behind = steps[run.last] - metres[run.last] / speed_m_s if run.last + 1 < after else 0.0
        # What remains of the way in from a place that is not known yet is shared with the place before.
        return float(t_s[run.last] - t_s[run.first] + max(before, 0.0) + max(behind, 0.0))

    return _merged([run for run in _merged(runs, t_s, least_s) if length(run) >= least_s], t_s, least_s)


def _merged(runs: list[_Run], t_s: Floats, least_s: float) -> list[_Run]:
    """Runs at the same place as one when the time between them is shorter than the shortest stay."""
    merged: list[_Run] = []
    for run in runs:
        last = merged[-1] if merged else None
        if last is not None and last.place == run.place and t_s[run.first] - t_s[last.last] < least_s:
            last.last = run.last
        else:
            merged.append(run)
    return merged


def _stay(run: _Run, places: list[Place], t_s: Floats, rest: Floats, inside: NDArray[np.int32]) -> Stay:
    """A stay with what belongs to it of the intervals before and behind, half of it where both ends are stays."""
    start, end = float(t_s[run.first]), float(t_s[run.last])
    if run.first > 0:
        start -= float(rest[run.first - 1]) / (2 if inside[run.first - 1] >= 0 else 1)
    if run.last < len(rest):
        end += float(rest[run.last]) / (2 if inside[run.last + 1] >= 0 else 1)
    return Stay(places[run.place], start, end)


def _moves(runs: list[_Run], stays: tuple[Stay, ...], clean: Cleaned, metres: Floats) -> list[Move]:
    """The moves between stays that follow each other without a break."""
    track, breaks = clean.track, np.concatenate([[0], np.cumsum(clean.broken)])
    long = np.concatenate([[0.0], np.cumsum(metres)])
    found = []
    for n in range(1, len(runs)):
        a, b = runs[n - 1].last, runs[n].first
        if breaks[b + 1] != breaks[a + 1]:
            continue
        straight = float(np.hypot(track.x[b] - track.x[a], track.y[b] - track.y[a])) / 1000
        known = track.carrying[a + 1 : b + 1]
        known = known[known >= 0]
        carrying = None if not len(known) else bool((known == CARRYING).mean() >= 0.5)
        found.append(
            Move(
                stays[n - 1].place, stays[n].place, stays[n - 1].end_s, stays[n].start_s,
                float(long[b] - long[a]), straight, carrying,
            )
        )  # fmt: skip
    return found

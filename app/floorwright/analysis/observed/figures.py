"""Every figure of one observation (methods.md 1.4, spaghetti chart metrics)."""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cache

import numpy as np
from numpy.typing import NDArray

from floorwright.analysis.legs import Leg, Stop
from floorwright.analysis.observed.cleaning import Cleaned, cleaned
from floorwright.analysis.observed.elements import Element, elements_of
from floorwright.analysis.observed.marks import LegOf, way_of_marks
from floorwright.analysis.observed.positions import way_of_positions
from floorwright.analysis.observed.way import Move, Place, Stay, Way
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.analysis.ways.distances import distances
from floorwright.geometry.crossings import crossing_pairs
from floorwright.geometry.transform import Transform
from floorwright.model.diff import Records
from floorwright.model.kinds import DistanceMode, Machine, Method
from floorwright.model.observation import SHIFT_S, Observation
from floorwright.model.track import Track

MOST_CROSSING = 20_000
"""Segments that are compared for crossings; a track of more is too dense for the count to say anything."""


@dataclass(frozen=True, slots=True)
class Visits:
    """What was seen of one place: how often somebody came, and how long they stayed."""

    place: Place
    visits: int
    dwell_s: float
    longest_s: float
    share: float | None
    """Of the observed time."""

    @property
    def revisits(self) -> int:
        """How often somebody came back."""
        return self.visits - 1

    @property
    def mean_s(self) -> float:
        """The mean stay."""
        return self.dwell_s / self.visits


@dataclass(frozen=True, slots=True)
class Observed:
    """The figures of one observation. None is what cannot be computed; `findings` say why, as pairs of what and why.

    Metres and seconds are of the observed time, after cleaning. `trips` in names of figures is how often the whole way
    was gone; the moves between stations are counted in `moves`.
    """

    observation: Observation
    of_positions: bool
    clean: Cleaned
    way: Way
    raw_distance_m: float | None
    shift_s: float
    shift_assumed: bool
    visits: tuple[Visits, ...]
    elements: tuple[Element, ...]
    crossings: int | None
    weighted_crossings: int | None
    straightness: float | None
    backtracking: float | None
    findings: tuple[tuple[str, str], ...]

    @property
    def distance_per_trip_m(self) -> float:
        """Metres each time the way was gone."""
        return self.way.distance_m / self.observation.trips

    @property
    def rectilinear_per_trip_m(self) -> float:
        """The same measured along x and y."""
        return self.way.rectilinear_m / self.observation.trips

    @property
    def shift_factor(self) -> float | None:
        """How many times a shift holds what was observed: by trips where they are known, else by time."""
        if self.observation.trips_per_shift is not None:
            return self.observation.trips_per_shift / self.observation.trips
        return self.shift_s / self.way.observed_s if self.way.observed_s > 0 else None

    @property
    def distance_m_per_h(self) -> float | None:
        """Metres an hour of observed time."""
        return self.way.distance_m / self.way.observed_s * 3600 if self.way.observed_s > 0 else None

    @property
    def distance_per_shift_m(self) -> float | None:
        """Metres a shift."""
        return None if self.shift_factor is None else self.way.distance_m * self.shift_factor

    @property
    def walking_min_per_shift(self) -> float | None:
        """Minutes of a shift on the way."""
        return None if self.shift_factor is None else self.way.walking_s * self.shift_factor / 60

    @property
    def walking_pct_of_shift(self) -> float | None:
        """Its share of the shift, per cent."""
        minutes = self.walking_min_per_shift
        return None if minutes is None else minutes * 60 / self.shift_s * 100

    @property
    def walking_m_s(self) -> float | None:
        """The mean speed on the way."""
        return self.way.distance_m / self.way.walking_s if self.way.walking_s > 0 else None

    @property
    def longest(self) -> Move | None:
        """The longest move between two stations."""
        return max((m for m in self.way.moves if m.distance_m), key=lambda m: m.distance_m or 0.0, default=None)

    @property
    def empty_share(self) -> float | None:
        """The share of the metres that went empty-handed, of those of which that is known."""
        known = self.way.carried_m + self.way.empty_m
        return self.way.empty_m / known if known > 0 else None


def observe(
    observation: Observation,
    track: Track,
    records: Records,
    mode: DistanceMode,
    barriers: Barriers = nothing_drawn,
) -> Observed:
    """The figures of one observation on the floor of these records, its marks measured in this distance mode.

    `track` is as it was recorded; an observation without readings has figures of 0.
    """
    stations = {record.id: record for record in records.values() if isinstance(record, Machine)}
    on_floor = placed(track, observation, stations)
    of_positions = bool(np.isfinite(track.x).sum() * 2 > len(track))
    if of_positions:
        on_floor = _with_places(on_floor, stations)
    clean = cleaned(on_floor, observation.cleaning, of_positions)
    if of_positions:
        way = way_of_positions(clean, observation, stations)
    else:
        way = way_of_marks(clean, observation, stations, leg_measure(records, mode, observation.speed_m_s, barriers))
    dense = of_positions and sum(len(line) for line in way.lines) > MOST_CROSSING
    crossings, weighted = (None, None) if dense else _crossings(way.lines)
    straightness, backtracking = _directness(way)
    shift_s = observation.shift_s or SHIFT_S
    found = Observed(
        observation=observation,
        of_positions=of_positions,
        clean=clean,
        way=way,
        raw_distance_m=_raw_m(on_floor) if of_positions else None,
        shift_s=shift_s,
        shift_assumed=observation.shift_s is None,
        visits=_visits(way),
        elements=elements_of(clean.track),
        crossings=crossings,
        weighted_crossings=weighted,
        straightness=straightness,
        backtracking=backtracking,
        findings=(),
    )
    return replace(found, findings=tuple(_findings(found, track, stations)))


def placed(track: Track, observation: Observation, stations: Mapping[str, Machine]) -> Track:
    """The track with its coordinates on the floor and its places known by id, where a station has that name."""
    points = Transform(*observation.placed).array(np.stack([track.x, track.y], axis=1))
    named: dict[str, list[str]] = {}
    for machine in stations.values():
        named.setdefault(machine.name.strip().casefold(), []).append(machine.id)
    places = []
    for id, name in track.places:
        same = named.get(name.strip().casefold(), [])
        places.append((id if id in stations or len(same) != 1 else same[0], name))
    return replace(track, x=points[:, 0], y=points[:, 1], places=tuple(places))


def leg_measure(records: Records, mode: DistanceMode, speed_m_s: float, barriers: Barriers = nothing_drawn) -> LegOf:
    """What measures the way between two stops on foot, in a distance mode; every way once."""
    method = Method(id="on foot", name="On foot", speed_m_s=speed_m_s)
    measure = distances(mode, records, barriers)

    @cache
    def leg(a: Stop, b: Stop) -> Leg:
        return Leg(a, b, method, (a.point, b.point), 0.0) if a.point == b.point else measure.leg(a, b, method)

    return leg


def _with_places(track: Track, stations: Mapping[str, Machine]) -> Track:
    """A row that names only a station stands in the middle of it; a row without any place goes on where it was."""
    x, y = track.x.copy(), track.y.copy()
    for n in np.flatnonzero(np.isnan(x)).tolist():
        station = stations.get(track.places[track.place[n]][0]) if track.place[n] >= 0 else None
        if station is not None:
            x[n], y[n] = station.x, station.y
        elif n:
            x[n], y[n] = x[n - 1], y[n - 1]
    known = np.isfinite(x)
    if not known.all() and known.any():
        first = int(known.argmax())
        x[:first], y[:first] = x[first], y[first]
    return replace(track, x=x, y=y)


def _raw_m(track: Track) -> float:
    return float(np.hypot(np.diff(track.x), np.diff(track.y)).sum()) / 1000


def _visits(way: Way) -> tuple[Visits, ...]:
    """One for every place, in the order of the longest dwell."""
    by_place: dict[str, list[Stay]] = {}
    for stay in way.stays:
        by_place.setdefault(stay.place.key, []).append(stay)
    found = []
    for stays in by_place.values():
        dwell = math.fsum(stay.dwell_s for stay in stays)
        longest = max(stay.dwell_s for stay in stays)
        share = dwell / way.observed_s if way.observed_s > 0 else None
        found.append(Visits(stays[0].place, _arrivals(stays), dwell, longest, share))
    return tuple(sorted(found, key=lambda visits: (-visits.dwell_s, visits.place.name)))


def _arrivals(stays: Iterable[Stay]) -> int:
    return sum(1 for _ in stays)


def _crossings(lines: tuple[NDArray[np.float64], ...]) -> tuple[int | None, int | None]:
    """Proper crossings of the line with itself: pieces that were gone several times once, and weighted by how often.

    None when there are too many segments.
    """
    rows = [np.concatenate([line[:-1], line[1:]], axis=1) for line in lines if len(line) > 1]
    if not rows:
        return 0, 0
    segments = np.concatenate(rows)
    segments = segments[(segments[:, :2] != segments[:, 2:]).any(axis=1)]
    back = (segments[:, 0] > segments[:, 2]) | ((segments[:, 0] == segments[:, 2]) & (segments[:, 1] > segments[:, 3]))
    segments[back] = segments[back][:, [2, 3, 0, 1]]
    different, times = np.unique(segments, axis=0, return_counts=True)
    if len(different) > MOST_CROSSING:
        return None, None
    pairs = crossing_pairs([((a, b), (c, d)) for a, b, c, d in different.tolist()])
    weighted = sum(int(times[i]) * int(times[j]) * count for (i, j), count in pairs.items())
    return sum(pairs.values()), weighted


def _directness(way: Way) -> tuple[float | None, float | None]:
    """Straightness Σ straight ÷ Σ length over the moves, and the share of the length against each line's direction.

    Without moves, of the lines themselves.
    """
    measured = [m for m in way.moves if m.distance_m and m.straight_m is not None]
    length = math.fsum(float(np.hypot(*np.diff(line, axis=0).T).sum()) for line in way.lines) / 1000
    straight = math.fsum(float(np.hypot(*(line[-1] - line[0]))) for line in way.lines) / 1000
    back = math.fsum(_against(line) for line in way.lines) / 1000
    backtracking = back / length if length > 0 else None
    if measured:
        total = math.fsum(m.distance_m or 0.0 for m in measured)
        return math.fsum(m.straight_m or 0.0 for m in measured) / total, backtracking
    return (straight / length if length > 0 else None), backtracking


def _against(line: NDArray[np.float64]) -> float:
    """The millimetres gone against the direction from the first point to the last; 0 for a closed line."""
    steps, net = np.diff(line, axis=0), line[-1] - line[0]
    size, long = float(np.hypot(*net)), float(np.hypot(*steps.T).sum())
    if size <= 1e-9 * long:
        return 0.0
    return float(-np.minimum(steps @ (net / size), 0.0).sum())


def _findings(found: Observed, track: Track, stations: Mapping[str, Machine]) -> list[tuple[str, str]]:
    said: list[tuple[str, str]] = []
    if not len(track):
        said.append(("There are no readings", "nothing was recorded yet"))
    for reason, count in found.way.missing.items():
        said.append((f"{count} moves have no metres", reason))
    if found.crossings is None:
        said.append(("Crossings are not counted", f"the line has more than {MOST_CROSSING:,} segments"))
    if found.shift_assumed:
        said.append(("A shift of 8 hours is assumed", "the observation does not say how long it is"))
    if found.way.observed_s <= 0 and len(track):
        said.append(("There are no figures by the hour", "all readings are of one instant"))
    if found.observation.trips_per_shift is None and found.way.observed_s > 0:
        said.append(("A shift is taken to go on as observed", "the trips a shift are not stated"))
    if found.of_positions and not found.visits and stations:
        radius = found.observation.snapping.radius_m
        said.append(("Nobody stayed at a station", f"no position stays within {radius:g} m of one long enough"))
    jitter = _small_moves_m(found)
    if jitter > 0.2:
        said.append((f"{jitter:.0%} of the metres are steps shorter than 0.2 m", "jitter may be taken for walking"))
    return said


def _small_moves_m(found: Observed) -> float:
    """The share of the metres that are steps below 20 cm, of which a person walking once a second makes none."""
    if not found.of_positions or found.observation.cleaning.jitter_m > 0 or found.way.distance_m <= 0:
        return 0.0
    steps = np.diff(found.clean.track.t_s)
    metres = np.hypot(np.diff(found.clean.track.x), np.diff(found.clean.track.y)) / 1000
    slow = (metres < 0.2) & (metres < 0.5 * steps) & ~found.clean.broken[1:]
    return float(metres[slow].sum()) / found.way.distance_m

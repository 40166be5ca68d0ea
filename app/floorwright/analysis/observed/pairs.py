"""Moves from station to station: the observed trips matrix, against the shortest ways and against the planned flows."""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from floorwright.analysis.legs import Stop
from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.marks import LegOf
from floorwright.analysis.observed.way import Move, Place
from floorwright.analysis.order import name_key
from floorwright.analysis.result import Analysis
from floorwright.analysis.stations import dropoff_point, pickup_point
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine


@dataclass(frozen=True, slots=True)
class Pair:
    """What went from one place to another, observed and planned. None is what is not known.

    `distance_m` is the mean of the moves, `shortest_m` the way in the distance mode of the figures, `detour` the one
    divided by the other, `moment_m` trips × distance. `planned_per_day` are the loaded trips of the plan's flows.
    """

    start: Place
    end: Place
    trips: int
    per_shift: float | None
    distance_m: float | None
    straight_m: float | None
    shortest_m: float | None
    moment_m: float | None
    planned_per_day: float
    loaded_trips: int
    known_trips: int
    """Moves of which it is known whether something was carried."""

    @property
    def detour(self) -> float | None:
        """How many times longer than the shortest way."""
        return detour_of(self.distance_m, self.shortest_m)

    @property
    def difference(self) -> float | None:
        """Observed trips a shift less planned trips a day."""
        return None if self.per_shift is None else self.per_shift - self.planned_per_day

    @property
    def per_cent(self) -> float | None:
        """The difference as per cent of what is planned."""
        if self.difference is None or not self.planned_per_day:
            return None
        return self.difference / self.planned_per_day * 100


def pairs_of(observed: Iterable[Observed], records: Records, analysis: Analysis, leg_of: LegOf) -> tuple[Pair, ...]:
    """Every pair of places between which something moved or is planned to, the largest trips × distance first.

    Several observations are added up: each counts as many of a shift's moves as it holds of a shift. A station that
    somebody left and came back to without a stop elsewhere counts as a move to itself.
    """
    stations = {record.id: record for record in records.values() if isinstance(record, Machine)}
    moves: dict[tuple[str, str], list[Move]] = {}
    per_shift: dict[tuple[str, str], float | None] = {}
    for one in observed:
        for move in one.way.moves:
            key = (move.start.key, move.end.key)
            moves.setdefault(key, []).append(move)
            known = per_shift.get(key, 0.0)
            factor = one.shift_factor
            per_shift[key] = None if known is None or factor is None else known + factor
    planned: dict[tuple[str, str], float] = {}
    chart = analysis.from_to
    for start, row in zip(chart.station_ids, chart.trips_per_day, strict=True):
        for end, trips in zip(chart.station_ids, row, strict=True):
            if trips:
                planned[(start, end)] = trips
    found = [
        _pair(moves.get(key, []), key, per_shift.get(key, 0.0), planned.get(key, 0.0), stations, leg_of)
        for key in {**moves, **planned}
    ]
    return tuple(sorted(found, key=lambda p: (-(p.moment_m or 0.0), -p.trips, p.start.name, p.end.name)))


def detour_of(distance_m: float | None, shortest_m: float | None) -> float | None:
    """How many times longer than the shortest way; None where one of them is not known."""
    return None if distance_m is None or not shortest_m else distance_m / shortest_m


def shortest_by_pair(pairs: Iterable[Pair]) -> dict[tuple[str, str], float | None]:
    """The shortest way between every two places, metres."""
    return {(pair.start.key, pair.end.key): pair.shortest_m for pair in pairs}


def matrix_of(pairs: Iterable[Pair]) -> tuple[tuple[Place, ...], tuple[tuple[int, ...], ...]]:
    """The observed trips matrix: the places, by name, and the moves from (rows) to (columns)."""
    went = [pair for pair in pairs if pair.trips]
    places = {place.key: place for pair in went for place in (pair.start, pair.end)}
    ordered = tuple(sorted(places.values(), key=lambda place: (name_key(place.name), place.id)))
    counts = {(pair.start.key, pair.end.key): pair.trips for pair in went}
    return ordered, tuple(tuple(counts.get((a.key, b.key), 0) for b in ordered) for a in ordered)


def _pair(
    moves: list[Move],
    key: tuple[str, str],
    per_shift: float | None,
    planned: float,
    stations: dict[str, Machine],
    leg_of: LegOf,
) -> Pair:
    start, end = (moves[0].start, moves[0].end) if moves else (_place(key[0], stations), _place(key[1], stations))
    measured = [move.distance_m for move in moves if move.distance_m is not None]
    straight = [move.straight_m for move in moves if move.straight_m is not None]
    mean = math.fsum(measured) / len(measured) if measured else None
    return Pair(
        start=start,
        end=end,
        trips=len(moves),
        per_shift=per_shift,
        distance_m=mean,
        straight_m=math.fsum(straight) / len(straight) if straight else None,
        shortest_m=_shortest_m(start, end, stations, leg_of),
        moment_m=mean * len(moves) if mean is not None else None,
        planned_per_day=planned,
        loaded_trips=sum(move.carrying is True for move in moves),
        known_trips=sum(move.carrying is not None for move in moves),
    )


def _shortest_m(start: Place, end: Place, stations: dict[str, Machine], leg_of: LegOf) -> float | None:
    a, b = stations.get(start.id), stations.get(end.id)
    if a is None or b is None or a is b:
        return None
    length = leg_of(Stop(pickup_point(a), a.id), Stop(dropoff_point(b), b.id)).length
    return None if length is None else length / 1000


def _place(id: str, stations: dict[str, Machine]) -> Place:
    return Place(id, stations[id].name if id in stations else id)

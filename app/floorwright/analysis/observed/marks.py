"""The way in a track of marks: somebody was seen at one station after the other."""

import math
from collections.abc import Callable, Mapping
from itertools import pairwise

from floorwright.analysis.legs import Leg, Stop
from floorwright.analysis.observed.cleaning import Cleaned
from floorwright.analysis.observed.way import Move, Place, Stay, Way, line_of
from floorwright.analysis.stations import dropoff_point, pickup_point
from floorwright.model.kinds import Machine
from floorwright.model.observation import Observation
from floorwright.model.record import Point
from floorwright.model.track import END, LEAVE, PAUSE, RESUME, Track

LegOf = Callable[[Stop, Stop], Leg]
"""The way between two stops in the distance mode of the figures."""

Measured = tuple[float | None, float, float | None, str, tuple[Point, ...]]


def way_of_marks(clean: Cleaned, observation: Observation, stations: Mapping[str, Machine], leg_of: LegOf) -> Way:
    """Stays, moves and times of marks.

    A mark is where somebody is from then on. A move is as long as a flow between the two stations would be. It takes
    the time since the leave that was marked; without one, what its metres take at the walking speed of the
    observation, and what remains of the time since the last mark is stay. A pause is in no time and no move, and after
    it nothing is known until the next mark.
    """
    walk = _Walk(observation.speed_m_s, stations, leg_of)
    track = clean.track
    for n in range(len(track)):
        walk.take(track, n)
    return walk.way()


class _Walk:
    """Goes through the marks and keeps where the subject is."""

    def __init__(self, speed_m_s: float, stations: Mapping[str, Machine], leg_of: LegOf) -> None:
        self._speed, self._stations, self._leg_of = speed_m_s, stations, leg_of
        self._legs: dict[tuple[Stop, Stop], Leg] = {}
        self._stays: list[Stay] = []
        self._moves: list[Move] = []
        self._lines: list[list[Point]] = [[]]
        self._place: Place | None = None
        self._since = self._seen = self._left = math.nan
        self._points: list[Point] = []
        self._known = self._observed = self._walking = 0.0
        self._started = False
        self._distance = self._rectilinear = self._carried = self._empty = 0.0
        self._missing: dict[str, int] = {}

    def take(self, track: Track, n: int) -> None:
        """The next reading."""
        t, event = float(track.t_s[n]), int(track.event[n])
        if event == LEAVE:
            if self._place is not None and math.isnan(self._left):
                self._stay_until(t)
                self._left = t
            return
        if event in (PAUSE, END):
            self._stop(t)
            return
        if event == RESUME and track.place[n] < 0 and not math.isfinite(track.x[n]):
            self._forget()
            return
        carrying = None if track.carrying[n] < 0 else bool(track.carrying[n])
        if track.place[n] < 0:
            self._pass(t, (float(track.x[n]), float(track.y[n])))
            return
        id, name = track.places[track.place[n]]
        place = Place(id if id in self._stations else "", self._stations[id].name if id in self._stations else name)
        if not self._started:
            self._begin(t, place)
        elif self._place is None or place.key != self._place.key or self._points or not math.isnan(self._left):
            self._move(t, place, carrying)
        self._seen = t

    def _begin(self, t: float, place: Place | None) -> None:
        self._started, self._place, self._since, self._seen, self._known = True, place, t, t, t
        self._left = math.nan
        self._points = []

    def _pass(self, t: float, point: Point) -> None:
        if not self._started:
            self._begin(t, None)
        self._points.append(point)
        self._seen = t if self._place is None else self._seen

    def _move(self, t: float, place: Place, carrying: bool | None) -> None:
        start = self._place
        distance, rectilinear, straight, reason, path = self._measured(start, place)
        begun = self._left if not math.isnan(self._left) else self._seen
        if not math.isnan(self._left):
            walked = t - self._left
        else:
            walked = min((distance or 0.0) / self._speed, t - begun)
            if start is not None:
                self._stay_until(t - walked)
        self._walking += walked
        if start is not None:
            self._moves.append(Move(start, place, t - walked, t, distance, straight, carrying, reason, path))
        if distance is None:
            self._missing[reason] = self._missing.get(reason, 0) + 1
        else:
            self._distance += distance
            self._rectilinear += rectilinear
            self._carried += distance if carrying else 0.0
            self._empty += distance if carrying is False else 0.0
        self._place, self._since, self._left, self._points = place, t, math.nan, []

    def _measured(self, start: Place | None, end: Place) -> Measured:
        """Metres, rectilinear metres, the straight line from first to last, why there are none, and the way."""
        stops = [Stop(point) for point in self._points]
        gone = next((p.name for p in (start, end) if p is not None and not p.id), None)
        if gone is not None:
            self._lines.append([])
            return None, 0.0, None, f"“{gone}” is not in the plan", ()
        first = [] if start is None else [Stop(pickup_point(self._stations[start.id]), start.id)]
        last = Stop(dropoff_point(self._stations[end.id]), end.id)
        if start is not None and start.id == end.id and not stops:
            return 0.0, 0.0, 0.0, "", ()
        way = [*first, *stops, last]
        legs = [self._leg(a, b) for a, b in pairwise(way)]
        reason = next((leg.reason for leg in legs if leg.length is None), "")
        for leg in legs:
            if leg.length is None:
                self._lines.append([])
            else:
                self._lines[-1] += leg.points
        straight = math.dist(way[0].point, way[-1].point) / 1000
        if reason:
            return None, 0.0, straight, reason, ()
        metres = math.fsum(leg.length or 0.0 for leg in legs) / 1000
        path = tuple(point for leg in legs for point in leg.points)
        return metres, math.fsum(leg.rectilinear for leg in legs) / 1000, straight, "", path

    def _leg(self, a: Stop, b: Stop) -> Leg:
        if (a, b) not in self._legs:
            self._legs[(a, b)] = self._leg_of(a, b)
        return self._legs[(a, b)]

    def _stay_until(self, t: float) -> None:
        if self._place is not None:
            self._stays.append(Stay(self._place, self._since, max(t, self._since)))

    def _stop(self, t: float) -> None:
        """A pause or the end: what was going on is closed."""
        if not self._started:
            return
        if math.isnan(self._left):
            self._stay_until(t)
        else:
            self._walking += t - self._left
        self._observed += t - self._known
        self._forget()

    def _forget(self) -> None:
        self._started, self._place, self._left, self._points = False, None, math.nan, []
        self._lines.append([])

    def way(self) -> Way:
        """What was seen; without an end the last mark is the end."""
        if self._started:
            self._stop(self._left if not math.isnan(self._left) else self._seen)
        return Way(
            stays=tuple(self._stays),
            moves=tuple(self._moves),
            lines=tuple(line for points in self._lines if len(line := line_of(points)) > 1),
            observed_s=self._observed,
            walking_s=self._walking,
            dwell_s=math.fsum(stay.dwell_s for stay in self._stays),
            distance_m=self._distance,
            rectilinear_m=self._rectilinear,
            carried_m=self._carried,
            empty_m=self._empty,
            missing=self._missing,
        )

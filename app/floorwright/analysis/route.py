"""A route: how loads get from one station to another by one method, measured once for all flows that go there."""

import math
from itertools import pairwise
from typing import NamedTuple

from floorwright.analysis.legs import Leg, Stop, stops_between
from floorwright.analysis.result import RouteFigures
from floorwright.analysis.trips import WALKING
from floorwright.analysis.ways.distances import Distances
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Method, Via
from floorwright.model.record import Point

LARGEST = 1e200
"""A day's figure beyond this is not computed with: sums over flows would not stay finite."""
TOO_LARGE = "its figures are too large to compute"


class RouteKey(NamedTuple):
    """What flows have in common that go the same way: ids of stations and method, and whether containers come back."""

    start: str
    end: str
    via: tuple[Via, ...]
    method: str
    returned: bool

    def stations(self) -> tuple[str, ...]:
        """The ids of the stations it starts at, passes and ends at."""
        return (self.start, *(stop for stop in self.via if isinstance(stop, str)), self.end)


class Route(NamedTuple):
    """A measured route; `most` is the largest number that one trip a day adds to any figure."""

    key: RouteKey
    figures: RouteFigures
    method: Method
    legs: tuple[Leg, ...]
    most: float

    @property
    def net(self) -> Point:
        """From where its way begins to where it ends, millimetres along x and y."""
        (x1, y1), (x2, y2) = self.legs[0].start.point, self.legs[-1].end.point
        return x2 - x1, y2 - y1


def measure_route(key: RouteKey, records: Records, distances: Distances, turn_penalty_s: float) -> Route | None:
    """The route with what one trip takes; None when a station it starts or ends at is not in the plan.

    Time a trip = load + unload + distance ÷ speed, and distance ÷ speed without a load when the vehicle returns: the
    way back is as long as the way there (methods.md 2.6: Tc = TL + Ld/vc + TU + Le/ve). Containers that are returned
    empty take the way back in any case, loaded and unloaded once more. Every turn from one aisle into another adds the
    plan's turn penalty, there and back.
    """
    on_way = stops_between(key.start, key.via, key.end, records)
    if on_way is None:
        return None
    found = records.get(key.method)
    method = found if isinstance(found, Method) else WALKING
    legs = tuple(measured_leg(start, end, method, distances) for start, end in pairwise(on_way))
    reason = next((leg.reason for leg in legs if leg.length is None), "")
    distance = 0.0 if reason else math.fsum(leg.length or 0.0 for leg in legs) / 1000
    returns = method.return_empty or key.returned
    ways = 2 if returns else 1
    turns_s = sum(leg.turns for leg in legs) * turn_penalty_s
    there_s = distance / method.speed_m_s + turns_s
    travel_s = there_s
    if returns:
        travel_s += distance / (method.speed_empty_m_s or method.speed_m_s) + turns_s
    handling_s = (method.load_s + method.unload_s) * (2 if key.returned else 1)
    cost = (travel_s + handling_s) * method.cost_per_h / 3600
    most = max(1.0, distance * ways, travel_s, handling_s, cost)
    if not most <= LARGEST:
        reason = reason or TOO_LARGE
    straight, rectilinear = (math.fsum(values) / 1000 for values in zip(*_direct(legs), strict=True))
    figures = RouteFigures(
        start=_name(key.start, records),
        end=_name(key.end, records),
        method=method.name,
        start_id=key.start,
        end_id=key.end,
        distance_m=None if reason else distance,
        straight_m=straight,
        rectilinear_m=rectilinear,
        path=() if reason else joined(legs),
        there_s=None if reason else there_s,
        travel_s=None if reason else travel_s,
        handling_s=handling_s,
        cost_per_trip=None if reason else cost,
        returns_empty=returns,
        container_back=key.returned,
        reason=reason,
        turns=sum(leg.turns for leg in legs),
        aisle_parts=tuple(part for leg in legs for part in leg.parts),
    )
    return Route(key, figures, method, legs, most)


def measured_leg(start: Stop, end: Stop, method: Method, distances: Distances) -> Leg:
    """The way from stop to stop; nothing has to be found where both are one point."""
    if start.point == end.point:
        return Leg(start, end, method, (start.point, end.point), 0.0)
    return distances.leg(start, end, method)


def joined(legs: tuple[Leg, ...]) -> tuple[Point, ...]:
    """The path over all legs, floor millimetres; two equal points when it leads nowhere."""
    path = [legs[0].start.point]
    for leg in legs:
        path.extend(point for point in leg.points[1:] if point != path[-1])
    return tuple(path) if len(path) > 1 else (path[0], path[0])


def _direct(legs: tuple[Leg, ...]) -> list[tuple[float, float]]:
    return [(leg.straight, leg.rectilinear) for leg in legs]


def _name(id: str, records: Records) -> str:
    machine = records[id]
    assert isinstance(machine, Machine)
    return machine.name

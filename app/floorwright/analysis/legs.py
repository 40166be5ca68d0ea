"""A flow as the legs it is made of: from its start by way of its stops to its end."""

import math
from dataclasses import dataclass

from floorwright.analysis.stations import dropoff_point, pickup_point
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Method, Via
from floorwright.model.record import Point

AislePart = tuple[Point, Point]
"""A piece of aisle between two junctions or ends."""


@dataclass(frozen=True, slots=True)
class Stop:
    """A place on the way, floor millimetres; `station` is the id of the machine there, empty for a drawn waypoint."""

    point: Point
    station: str = ""


@dataclass(frozen=True, slots=True)
class Leg:
    """The measured way from one stop to the next, millimetres.

    `length` is None when there is no way, and `reason` then says why. `parts` are the pieces of aisle that are used,
    `turns` how often it turns from one into another.
    """

    start: Stop
    end: Stop
    method: Method
    points: tuple[Point, ...]
    length: float | None
    reason: str = ""
    parts: tuple[AislePart, ...] = ()
    turns: int = 0

    @property
    def straight(self) -> float:
        """The Euclidean distance of its ends, millimetres."""
        return math.dist(self.start.point, self.end.point)

    @property
    def rectilinear(self) -> float:
        """|Δx| + |Δy| of its ends, millimetres."""
        (x1, y1), (x2, y2) = self.start.point, self.end.point
        return abs(x2 - x1) + abs(y2 - y1)


def stations_of(start: Stop, end: Stop) -> frozenset[str]:
    """The machines a leg leaves and reaches, which are no obstacles for it."""
    return frozenset(stop.station for stop in (start, end) if stop.station)


def stops_between(start_id: str, vias: tuple[Via, ...], end_id: str, records: Records) -> tuple[Stop, ...] | None:
    """Where a flow begins, what it passes and where it ends.

    It goes from the pickup point of its start by the centres of the stations it passes and by its waypoints to the
    dropoff point of its end. None when its start or end is not in the plan; a station to pass that is not in the plan
    is passed over.

    A load that goes from a station to itself without a stop stays where it is: both stops are the pickup point.
    """
    start, end = records.get(start_id), records.get(end_id)
    if not isinstance(start, Machine) or not isinstance(end, Machine):
        return None
    between: list[Stop] = []
    for via in vias:
        if isinstance(via, str):
            passed = records.get(via)
            if isinstance(passed, Machine):
                between.append(centre_stop(passed))
        else:
            between.append(Stop(via))
    first = Stop(pickup_point(start), start_id)
    last = first if start is end and not between else Stop(dropoff_point(end), end_id)
    return first, *between, last


def centre_stop(machine: Machine) -> Stop:
    """The stop at a machine's centre, where it is only passed."""
    return Stop((machine.x, machine.y), machine.id)

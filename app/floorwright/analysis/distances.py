"""How far it is from stop to stop: the distance modes that need no obstacles, and what every mode can do."""

from collections.abc import Callable
from typing import Protocol

from floorwright.analysis.barriers import Barriers, nothing_drawn
from floorwright.analysis.legs import Leg, Stop
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import DistanceMode, Method

Affected = Callable[[Leg], bool]
"""Whether a measured leg may have become another one."""


class Distances(Protocol):
    """Measures legs in one distance mode over the records of one scenario."""

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The way from one stop to the next; a leg without a way says why."""
        ...

    def follow(self, diff: Diff, records: Records) -> Affected | None:
        """Take up what has changed; what comes back says which legs must be measured again, None is none of them.

        A leg whose own stops or method have changed need not be among them.
        """
        ...


class Straight:
    """`straight`: Euclidean; the path is the straight line."""

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The straight line between the stops."""
        leg = Leg(start, end, method, (start.point, end.point), None)
        return Leg(start, end, method, leg.points, leg.straight)

    def follow(self, diff: Diff, records: Records) -> Affected | None:
        """Nothing stands in the way of a straight line."""
        return None


class Rectilinear:
    """`rectilinear`: |Δx| + |Δy|; the path goes along x first and then along y."""

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The way along the axes between the stops."""
        (x1, y1), (x2, y2) = start.point, end.point
        corner = ((x2, y1),) if x1 != x2 and y1 != y2 else ()
        leg = Leg(start, end, method, (start.point, *corner, end.point), None)
        return Leg(start, end, method, leg.points, leg.rectilinear)

    def follow(self, diff: Diff, records: Records) -> Affected | None:
        """Nothing stands in the way of a distance along the axes."""
        return None


def distances(mode: DistanceMode, records: Records, barriers: Barriers = nothing_drawn) -> Distances:
    """What measures in `mode` over the records of one scenario; `barriers` are the walls of imported drawings."""
    match mode:
        case DistanceMode.STRAIGHT:
            return Straight()
        case DistanceMode.RECTILINEAR:
            return Rectilinear()
        case DistanceMode.FREE:
            from floorwright.analysis.free import Free

            return Free(records, barriers)
        case DistanceMode.AISLE:
            from floorwright.analysis.aisle import Along

            return Along(records, barriers)

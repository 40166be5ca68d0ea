"""How far it is from stop to stop: the distance modes that need no obstacles, and what every mode can do."""

from collections.abc import Collection
from typing import Protocol

from floorwright.analysis.legs import Leg, Stop
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.geometry.free_space import Question
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import DistanceMode, Method

WayKey = tuple[tuple[float, ...], Question]
"""What legs have in common that go the same way: what carries, as far as it matters, and the question of the way."""


class Distances(Protocol):
    """Measures legs in one distance mode over the records of one scenario."""

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The way from one stop to the next; a leg without a way says why."""
        ...

    def key(self, leg: Leg) -> WayKey | None:
        """What the way of a leg hangs on beside its ends; None when nothing on the floor can change it."""
        ...

    def follow(self, diff: Diff, records: Records) -> Collection[WayKey] | None:
        """Take up what has changed; what comes back are the ways that may be others now, None for all of them.

        A leg whose own stops or method have changed need not be among them.
        """
        ...

    def forget(self, key: WayKey) -> None:
        """No leg goes this way any more."""
        ...


class Straight:
    """`straight`: Euclidean; the path is the straight line."""

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The straight line between the stops."""
        leg = Leg(start, end, method, (start.point, end.point), None)
        return Leg(start, end, method, leg.points, leg.straight)

    def key(self, leg: Leg) -> WayKey | None:
        """Nothing stands in the way of a straight line."""
        return None

    def follow(self, diff: Diff, records: Records) -> Collection[WayKey] | None:
        """Nothing stands in the way of a straight line."""
        return ()

    def forget(self, key: WayKey) -> None:
        """Nothing is kept."""


class Rectilinear:
    """`rectilinear`: |Δx| + |Δy|; the path goes along x first and then along y."""

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The way along the axes between the stops."""
        (x1, y1), (x2, y2) = start.point, end.point
        corner = ((x2, y1),) if x1 != x2 and y1 != y2 else ()
        leg = Leg(start, end, method, (start.point, *corner, end.point), None)
        return Leg(start, end, method, leg.points, leg.rectilinear)

    def key(self, leg: Leg) -> WayKey | None:
        """Nothing stands in the way of a distance along the axes."""
        return None

    def follow(self, diff: Diff, records: Records) -> Collection[WayKey] | None:
        """Nothing stands in the way of a distance along the axes."""
        return ()

    def forget(self, key: WayKey) -> None:
        """Nothing is kept."""


def distances(mode: DistanceMode, records: Records, barriers: Barriers = nothing_drawn) -> Distances:
    """What measures in `mode` over the records of one scenario; `barriers` are the walls of imported drawings."""
    match mode:
        case DistanceMode.STRAIGHT:
            return Straight()
        case DistanceMode.RECTILINEAR:
            return Rectilinear()
        case DistanceMode.FREE:
            from floorwright.analysis.ways.free import Free

            return Free(records, barriers)
        case DistanceMode.AISLE:
            from floorwright.analysis.ways.aisle import Along

            return Along(records, barriers)

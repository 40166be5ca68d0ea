"""`free`: the exact shortest path in the plane round walls and equipment."""

from floorwright.analysis.barriers import Barriers, nothing_drawn
from floorwright.analysis.distances import Affected
from floorwright.analysis.legs import Leg, Stop
from floorwright.analysis.obstacles import Obstacles
from floorwright.geometry.free_space import Blocked, FreeSpace
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import Method


class Free:
    """Walls and footprints are grown by half the method's width; the two stations of a leg are no obstacles."""

    def __init__(self, records: Records, barriers: Barriers = nothing_drawn) -> None:
        self._obstacles = Obstacles(records, barriers)
        self._spaces: dict[float, FreeSpace] = {}

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The shortest path round everything that is in the way."""
        way = self._space(method).path(start.point, end.point, _stations(start, end))
        if isinstance(way, Blocked):
            return Leg(start, end, method, (), None, way.reason)
        return Leg(start, end, method, way.points, way.length)

    def follow(self, diff: Diff, records: Records) -> Affected | None:
        """The legs whose path is another now; answers that the change cannot touch are remembered."""
        changed = self._obstacles.follow(diff, records)
        if not changed:
            return None
        self._spaces = {growth: space.moved(changed) for growth, space in self._spaces.items()}
        return self._is_another

    def _is_another(self, leg: Leg) -> bool:
        now = self.leg(leg.start, leg.end, leg.method)
        return (now.points, now.reason) != (leg.points, leg.reason)

    def _space(self, method: Method) -> FreeSpace:
        growth = (method.width or 0.0) / 2
        if growth not in self._spaces:
            self._spaces[growth] = FreeSpace(self._obstacles.all.values(), growth)
        return self._spaces[growth]


def _stations(start: Stop, end: Stop) -> frozenset[str]:
    return frozenset(stop.station for stop in (start, end) if stop.station)

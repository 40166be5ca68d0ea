"""`free`: the exact shortest path in the plane round walls and equipment."""

from collections.abc import Collection

from floorwright.analysis.legs import Leg, Stop, stations_of
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.analysis.ways.distances import WayKey
from floorwright.analysis.ways.obstacles import Obstacles
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
        way = self._space(_growth(method)).path(start.point, end.point, stations_of(start, end))
        if isinstance(way, Blocked):
            return Leg(start, end, method, (), None, way.reason)
        return Leg(start, end, method, way.points, way.length)

    def key(self, leg: Leg) -> WayKey | None:
        """Half the width, the ends and their stations."""
        return (_growth(leg.method),), (leg.start.point, leg.end.point, stations_of(leg.start, leg.end))

    def follow(self, diff: Diff, records: Records) -> Collection[WayKey] | None:
        """The ways that may be others now; answers that the change cannot touch are remembered."""
        changed = self._obstacles.follow(diff, records)
        if not changed:
            return ()
        return [((growth,), asked) for growth, space in self._spaces.items() for asked in space.move(changed)]

    def forget(self, key: WayKey) -> None:
        """No leg goes this way any more."""
        (growth,), question = key
        self._space(growth).forget(question)

    def _space(self, growth: float) -> FreeSpace:
        if growth not in self._spaces:
            self._spaces[growth] = FreeSpace(self._obstacles.all.values(), growth)
        return self._spaces[growth]


def _growth(method: Method) -> float:
    return (method.width or 0.0) / 2

"""`aisle`: the shortest way along the drawn aisles, one-way ones obeyed."""

from floorwright.analysis.barriers import Barriers, nothing_drawn
from floorwright.analysis.distances import Affected
from floorwright.analysis.legs import Leg, Stop
from floorwright.analysis.obstacles import Obstacles
from floorwright.geometry.aisle_network import AisleNetwork, AislePiece, Blocked
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import Aisle, Method


class Along:
    """Points join by the nearest perpendicular that hits nothing; aisles too narrow for the method are not entered."""

    def __init__(self, records: Records, barriers: Barriers = nothing_drawn) -> None:
        self._obstacles = Obstacles(records, barriers)
        self._pieces = _pieces(records)
        self._networks: dict[float, AisleNetwork] = {}

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The shortest way along the aisles that the method enters."""
        stations = frozenset(stop.station for stop in (start, end) if stop.station)
        way = self._network(method).path(start.point, end.point, stations)
        if isinstance(way, Blocked):
            return Leg(start, end, method, (), None, way.reason)
        return Leg(start, end, method, way.points, way.length, parts=tuple(run.section for run in way.runs))

    def follow(self, diff: Diff, records: Records) -> Affected | None:
        """The legs whose way is another now: all may be when an aisle changed, else few."""
        changed = self._obstacles.follow(diff, records)
        redrawn = any(isinstance(record, Aisle) for change in diff.values() for record in (change.before, change.after))
        if redrawn:
            self._pieces = _pieces(records)
            self._networks = {}
        elif changed:
            self._networks = {width: network.moved(changed) for width, network in self._networks.items()}
        else:
            return None
        return self._is_another

    def _is_another(self, leg: Leg) -> bool:
        now = self.leg(leg.start, leg.end, leg.method)
        return (now.points, now.reason, now.parts) != (leg.points, leg.reason, leg.parts)

    def _network(self, method: Method) -> AisleNetwork:
        narrowest = method.aisle_width or 0.0
        if narrowest not in self._networks:
            self._networks[narrowest] = AisleNetwork(self._pieces, self._obstacles.all.values(), narrowest)
        return self._networks[narrowest]


def _pieces(records: Records) -> list[AislePiece]:
    return [
        AislePiece(record.id, record.x1, record.y1, record.x2, record.y2, record.width, record.one_way)
        for record in records.values()
        if isinstance(record, Aisle)
    ]

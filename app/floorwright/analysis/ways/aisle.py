"""`aisle`: the shortest way along the drawn aisles, one-way ones obeyed."""

from collections.abc import Collection

from floorwright.analysis.legs import Leg, Stop, stations_of
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.analysis.ways.distances import WayKey
from floorwright.analysis.ways.obstacles import Obstacles
from floorwright.geometry.aisle_network import AisleNetwork, AislePiece, Blocked
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import PLAN_ID, Aisle, Method, Plan

_Needs = tuple[float, float]
"""The narrowest aisle something enters, and how much way a turn counts for, both in mm."""


class Along:
    """Points join by the nearest perpendicular that hits nothing; aisles too narrow for the method are not entered.

    With a turn penalty in the plan the way chosen is the quickest: a turn counts as far as the method goes meanwhile.
    """

    def __init__(self, records: Records, barriers: Barriers = nothing_drawn) -> None:
        self._obstacles = Obstacles(records, barriers)
        self._pieces = _pieces(records)
        self._turn_s = turn_penalty_s(records)
        self._networks: dict[tuple[float, ...], AisleNetwork] = {}

    def leg(self, start: Stop, end: Stop, method: Method) -> Leg:
        """The best way along the aisles that the method enters."""
        way = self._network(self._needs(method)).path(start.point, end.point, stations_of(start, end))
        if isinstance(way, Blocked):
            return Leg(start, end, method, (), None, way.reason)
        parts = tuple(run.section for run in way.runs)
        return Leg(start, end, method, way.points, way.length, parts=parts, turns=way.turns)

    def key(self, leg: Leg) -> WayKey | None:
        """What the method needs of an aisle, the ends and their stations."""
        return self._needs(leg.method), (leg.start.point, leg.end.point, stations_of(leg.start, leg.end))

    def follow(self, diff: Diff, records: Records) -> Collection[WayKey] | None:
        """The ways that may be others now: all when an aisle changed, else few."""
        changed = self._obstacles.follow(diff, records)
        redrawn = any(isinstance(record, Aisle) for change in diff.values() for record in (change.before, change.after))
        if redrawn or (PLAN_ID in diff and turn_penalty_s(records) != self._turn_s):
            self._turn_s = turn_penalty_s(records)
            self._pieces = _pieces(records)
            self._networks = {}
            return None
        if not changed:
            return ()
        return [(needs, asked) for needs, network in self._networks.items() for asked in network.move(changed)]

    def forget(self, key: WayKey) -> None:
        """No leg goes this way any more."""
        needs, question = key
        if needs in self._networks:
            self._networks[needs].forget(question)

    def _needs(self, method: Method) -> _Needs:
        return method.aisle_width or 0.0, self._turn_s * method.speed_m_s * 1000

    def _network(self, needs: _Needs) -> AisleNetwork:
        if needs not in self._networks:
            self._networks[needs] = AisleNetwork(self._pieces, self._obstacles.all.values(), *needs)
        return self._networks[needs]


def turn_penalty_s(records: Records) -> float:
    """What a turn costs in the plan, seconds."""
    plan = records.get(PLAN_ID)
    return plan.turn_penalty_s if isinstance(plan, Plan) else 0.0


def _pieces(records: Records) -> list[AislePiece]:
    # By id, so that of equally long ways the same one is taken whatever the order in which the aisles were drawn.
    aisles = sorted((record for record in records.values() if isinstance(record, Aisle)), key=lambda aisle: aisle.id)
    return [
        AislePiece(aisle.id, aisle.x1, aisle.y1, aisle.x2, aisle.y2, aisle.width, aisle.one_way) for aisle in aisles
    ]

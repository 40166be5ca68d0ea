"""How far along its routing everything is that goes from one department to the next: flow by stages."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import fsum

from floorwright.analysis.pictures.departments import departments
from floorwright.analysis.result import FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine
from floorwright.model.routing_line import in_routing

CONVENTION = (
    "A product is one stage further with every department that it comes to; moves within a department are no stage."
)


@dataclass(frozen=True, slots=True)
class StageMove:
    """What goes a day from a department of a stage to one of the next; `start` and `end` are keys of a `Matrix`."""

    stage: int
    start: str
    end: str
    trips_per_day: float
    quantity_per_day: float
    moment_m_per_day: float


def stage_moves(records: Records, flows: Iterable[FlowFigures], *, by_department: bool) -> tuple[StageMove, ...]:
    """What goes from stage to stage, stage 0 being where routings begin; flows without a way are left out.

    A move begins at the stage that its product has reached at that station by earlier moves of its alternative or of
    none; after alternatives have met again at the furthest that any of them has reached.
    """
    stations = (record.id for record in records.values() if isinstance(record, Machine))
    named: Mapping[str, str] = departments(records) if by_department else {id: id for id in stations}
    own: dict[str, list[tuple[Flow, FlowFigures]]] = {}
    for figures in flows:
        flow = records.get(figures.flow)
        if isinstance(flow, Flow) and figures.distance_m is not None:
            own.setdefault(flow.product, []).append((flow, figures))
    sums: dict[tuple[int, str, str], list[FlowFigures]] = {}
    for moves in own.values():
        reached: dict[str, dict[str | None, int]] = {}
        for flow, figures in sorted(moves, key=lambda move: in_routing(move[0])):
            stage = _stage_at(reached.get(flow.start, {}), flow.alternative)
            start, end = named[flow.start], named[flow.end]
            if start != end:
                sums.setdefault((stage, start, end), []).append(figures)
                stage += 1
            reached.setdefault(flow.end, {})[flow.alternative] = stage
    return tuple(
        StageMove(
            *place,
            fsum(f.trips_per_day for f in parts),
            fsum(f.quantity_per_day for f in parts),
            fsum(f.trips_per_day * (f.distance_m or 0.0) for f in parts),
        )
        for place, parts in sorted(sums.items())
    )


def _stage_at(reached: Mapping[str | None, int], alternative: str | None) -> int:
    if alternative is None:
        return max(reached.values(), default=0)
    return reached.get(alternative, reached.get(None, 0))

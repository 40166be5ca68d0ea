"""One flow with all its figures: the way its loads go, how often, how long it takes and what it costs."""

import math
from dataclasses import dataclass
from itertools import pairwise

from floorwright.analysis.distances import Distances
from floorwright.analysis.legs import Leg, Stop, stops
from floorwright.analysis.result import FlowFigures, Warning
from floorwright.analysis.trips import method_of, trips_per_day
from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, Flow, Machine, Method, Plan, Product
from floorwright.model.record import Point

LARGEST = 1e200
"""A day's figure beyond this is not computed with: sums over flows would not stay finite."""
TOO_LARGE = "its figures are too large to compute"


@dataclass(frozen=True, slots=True)
class Carried:
    """A measured flow: what is told of it, its legs, and its share of the plan's sums a day."""

    flow: Flow
    figures: FlowFigures
    method: Method
    legs: tuple[Leg, ...]
    warnings: tuple[Warning, ...]
    travel_h: float = 0.0
    handling_h: float = 0.0
    distance_m: float = 0.0
    moment_m: float = 0.0

    @property
    def counts(self) -> bool:
        """Whether it has a way and is part of the sums."""
        return self.figures.distance_m is not None

    @property
    def net(self) -> Point:
        """From where its way begins to where it ends, millimetres along x and y."""
        (x1, y1), (x2, y2) = self.legs[0].start.point, self.legs[-1].end.point
        return x2 - x1, y2 - y1


@dataclass(frozen=True, slots=True)
class Conventions:
    """What the plan says of how figures are made."""

    whole_trips: bool = False
    turn_penalty_s: float = 0.0


def conventions_of(records: Records) -> Conventions:
    """The conventions of the plan among the records."""
    plan = records.get(PLAN_ID)
    return Conventions(plan.whole_trips, plan.turn_penalty_s) if isinstance(plan, Plan) else Conventions()


def carry(flow: Flow, records: Records, distances: Distances, conventions: Conventions) -> Carried | Warning:
    """The flow with its figures; a warning alone when a station it starts or ends at is not in the plan.

    Time a trip = load + unload + distance ÷ speed, and distance ÷ speed again when the method returns empty: the way
    back is as long as the way there (methods.md 2.6: Tc = TL + Ld/v + TU + Le/v). Every turn from one aisle into
    another adds the plan's turn penalty to the way, there and back. Cost a day = trips × time a trip × cost an hour
    ÷ 3600.
    """
    product = records.get(flow.product)
    product_name = product.name if isinstance(product, Product) else ""
    on_way = stops(flow, records)
    if on_way is None:
        gone = flow.start if not isinstance(records.get(flow.start), Machine) else flow.end
        return Warning(
            f"A flow of {product_name or 'an unknown product'}", gone, "its station is not in the plan", flow.id
        )
    method = method_of(flow, records)
    legs = tuple(_leg(start, end, method, distances) for start, end in pairwise(on_way))
    reason = next((leg.reason for leg in legs if leg.length is None), "")
    distance = 0.0 if reason else math.fsum(leg.length or 0.0 for leg in legs) / 1000
    trips = trips_per_day(flow, conventions.whole_trips)
    ways = 2 if method.return_empty else 1
    try:
        turns_s = sum(leg.turns for leg in legs) * conventions.turn_penalty_s
        travel_s = (distance / method.speed_m_s + turns_s) * ways
        handling_s = method.load_s + method.unload_s
        travel_h, handling_h = trips * travel_s / 3600, trips * handling_s / 3600
        cost = trips * (handling_s + travel_s) * method.cost_per_h / 3600
        finite = all(v <= LARGEST for v in (trips, trips * distance * ways, travel_h, handling_h, cost, travel_s))
    except OverflowError:
        finite = False
    if not finite:
        reason = reason or TOO_LARGE
        trips = trips if trips <= LARGEST else 0.0
    start_name, end_name = _name(flow.start, records), _name(flow.end, records)
    figures = FlowFigures(
        flow=flow.id,
        product=product_name,
        start=start_name,
        end=end_name,
        method=method.name,
        start_id=flow.start,
        end_id=flow.end,
        trips_per_day=trips,
        distance_m=None if reason else distance,
        straight_m=math.fsum(leg.straight for leg in legs) / 1000,
        rectilinear_m=math.fsum(leg.rectilinear for leg in legs) / 1000,
        path=() if reason else _joined(legs),
        time_s_per_trip=None if reason else handling_s + travel_s,
        cost_per_day=None if reason else cost,
        returns_empty=method.return_empty,
        reason=reason,
        turns=sum(leg.turns for leg in legs),
        aisle_parts=tuple(part for leg in legs for part in leg.parts),
    )
    warnings = tuple(_warnings(flow, records, product_name, start_name, end_name, reason))
    if reason:
        return Carried(flow, figures, method, legs, warnings)
    moment = trips * distance
    return Carried(flow, figures, method, legs, warnings, travel_h, handling_h, moment * ways, moment)


def _leg(start: Stop, end: Stop, method: Method, distances: Distances) -> Leg:
    if start.point == end.point:
        return Leg(start, end, method, (start.point, end.point), 0.0)
    return distances.leg(start, end, method)


def _joined(legs: tuple[Leg, ...]) -> tuple[Point, ...]:
    path = [legs[0].start.point]
    for leg in legs:
        path.extend(point for point in leg.points[1:] if point != path[-1])
    return tuple(path) if len(path) > 1 else (path[0], path[0])


def _warnings(flow: Flow, records: Records, product: str, start: str, end: str, reason: str) -> list[Warning]:
    where = f"{start} → {end}"
    what = f"The flow of {product}" if product else "A flow"
    found: list[Warning] = []
    if not product:
        found.append(Warning(what, where, "its product is not in the plan", flow.id))
    if flow.method and not isinstance(records.get(flow.method), Method):
        found.append(Warning(what, where, "its method is not in the plan; walking is assumed", flow.id))
    if any(isinstance(via, str) and not isinstance(records.get(via), Machine) for via in flow.via):
        found.append(Warning(what, where, "a station it passes is not in the plan; it goes without that stop", flow.id))
    if reason:
        found.append(Warning(f"{what} has no figures", where, reason, flow.id))
    return found


def _name(id: str, records: Records) -> str:
    machine = records[id]
    assert isinstance(machine, Machine)
    return machine.name

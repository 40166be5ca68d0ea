"""The flows of one route with their figures, and what they come to together."""

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from floorwright.analysis.amounts import Amounts
from floorwright.analysis.carried import Carried
from floorwright.analysis.result import FlowFigures, Warning
from floorwright.analysis.route import LARGEST, TOO_LARGE, Route
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Method, Product


@dataclass(frozen=True, slots=True)
class OnRoute:
    """All flows of one route: the figures of each, their sum, and the trips a day of each product."""

    route: Route
    figures: Sequence[FlowFigures]
    sum: Carried
    trips_of: Mapping[str, float]
    troubled: bool
    """Whether there are warnings about it or one of its flows."""


def on_route(route: Route, flows: Iterable[Flow], records: Records, amounts: Amounts) -> OnRoute:
    """The flows of a route. Only those that have figures are in the sum: none when the route has no way."""
    figures: list[FlowFigures] = []
    every: list[float] = []
    trips_of: dict[str, list[float]] = {}
    names = amounts.names
    way, method, most = route.figures, route.method, route.most
    blocked, troubled = way.distance_m is None, _is_troubled(route, records)
    for flow in flows:
        name = names.get(flow.product, "")
        quantity, pieces, trips, trouble = amounts.of(flow, method)
        if not trips * most <= LARGEST or not quantity <= LARGEST:
            trouble = trouble or TOO_LARGE
            trips = trips if trips <= LARGEST else 0.0
        if trouble or not name:
            troubled = True
        if not (trouble or blocked):
            every.append(trips)
            each = trips_of.get(flow.product)
            if each is None:
                trips_of[flow.product] = [trips]
            else:
                each.append(trips)
        held = amounts.container(flow) if flow.container is not None else None
        alternative = amounts.alternative_name(flow) if flow.alternative is not None else ""
        container = held.name if held is not None else ""
        figures.append(FlowFigures(flow.id, name, trips, quantity, pieces, way, alternative, container, trouble))
    by_product = {product: math.fsum(each) for product, each in trips_of.items()}
    return OnRoute(route, figures, _sum(route, every), by_product, troubled)


def warnings_of(route: Route, figures: FlowFigures, records: Records) -> list[Warning]:
    """What is to be said about a flow of a route."""
    where = f"{figures.start} → {figures.end}"
    what = f"The flow of {figures.product}" if figures.product else "A flow"
    found: list[Warning] = []
    if not figures.product:
        found.append(Warning(what, where, "its product is not in the plan", figures.flow))
    if _without_method(route, records):
        found.append(Warning(what, where, "its method is not in the plan; walking is assumed", figures.flow))
    if _passes_nothing(route, records):
        found.append(
            Warning(what, where, "a station it passes is not in the plan; it goes without that stop", figures.flow)
        )
    if figures.reason:
        found.append(Warning(f"{what} has no figures", where, figures.reason, figures.flow))
    return found


def lost_warning(flow: Flow, records: Records) -> Warning:
    """What is said of a flow whose start or end is not in the plan."""
    product = records.get(flow.product)
    name = product.name if isinstance(product, Product) else "an unknown product"
    gone = flow.start if not isinstance(records.get(flow.start), Machine) else flow.end
    return Warning(f"A flow of {name}", gone, "its station is not in the plan", flow.id)


def _sum(route: Route, every: Sequence[float]) -> Carried:
    way = route.figures
    if not every:
        return Carried(route.key, way.start_id, way.end_id, way.start, way.end, route.method, route.legs, way.path)
    trips = math.fsum(every)
    moment = trips * (way.distance_m or 0.0)
    return Carried(
        route.key,
        way.start_id,
        way.end_id,
        way.start,
        way.end,
        route.method,
        route.legs,
        way.path,
        flows=len(every),
        trips=trips,
        moves=trips,
        moment_m=moment,
        distance_m=moment * (2 if way.returns_empty else 1),
        travel_h=trips * (way.travel_s or 0.0) / 3600,
        handling_h=trips * way.handling_s / 3600,
        cost=trips * (way.cost_per_trip or 0.0),
    )


def _is_troubled(route: Route, records: Records) -> bool:
    return bool(route.figures.reason) or _without_method(route, records) or _passes_nothing(route, records)


def _without_method(route: Route, records: Records) -> bool:
    return bool(route.key.method) and not isinstance(records.get(route.key.method), Method)


def _passes_nothing(route: Route, records: Records) -> bool:
    return any(isinstance(stop, str) and not isinstance(records.get(stop), Machine) for stop in route.key.via)

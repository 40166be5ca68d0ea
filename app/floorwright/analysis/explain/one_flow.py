"""The figures of one flow: trips, distance, time a trip, moment and cost a day."""

import math
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise

from floorwright.analysis.explain import inputs
from floorwright.analysis.explain.conventions import of_sum
from floorwright.analysis.explain.explanation import Breakdown, Contribution, Explanation, Input, ranked
from floorwright.analysis.explain.flow_day import FlowDay, flow_day, flow_name, walks
from floorwright.analysis.explain.names import FLOW, Figure, title_of
from floorwright.analysis.explain.numerals import numeral
from floorwright.analysis.explain.scrapped import of_scrap
from floorwright.analysis.explain.sums import CONVENTIONS, CYCLE, currency_of
from floorwright.analysis.explain.worked import worked_cost, worked_metres, worked_time, worked_trips
from floorwright.analysis.legs import stops_between
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import DistanceMode, Flow
from floorwright.model.record import Point

_DISTANCE = {
    DistanceMode.STRAIGHT: "d = √(Δx² + Δy²) from pick-up to drop-off point, by way of its stops",
    DistanceMode.RECTILINEAR: "d = |Δx| + |Δy| from pick-up to drop-off point, by way of its stops",
    DistanceMode.AISLE: "d = the length of the best way along the aisles, from pick-up to drop-off point",
    DistanceMode.FREE: "d = the length of the shortest way round walls and equipment, from pick-up to drop-off point",
}


def explain_flow(records: Records, analysis: Analysis, figure: Figure) -> Explanation:
    """One figure of one flow; without a way its value is None and a note says why."""
    figures = next(flow for flow in analysis.flows if flow.flow == figure.of)
    day = flow_day(records, figures)
    blank = Explanation(figure.name, title_of(figure, analysis), None, "", "", "", CONVENTIONS)
    made = _MAKERS[figure.field]
    if figure.field in ("straight_m", "rectilinear_m"):
        return _between_stops(records, figures, figure.field, blank)
    if day is None:
        unit, formula = _UNITS[figure.field], _FORMULAS.get(figure.field, _DISTANCE[analysis.mode])
        if figure.field == "trips_per_day":
            notes = (f"It has no figures but its trips: {figures.reason or 'its record is not in the plan'}.",)
            return replace(blank, value=figures.trips_per_day, unit=unit, formula=formula, notes=notes)
        notes = (f"It cannot be computed: {figures.reason or 'its record is not in the plan'}.",)
        return replace(blank, unit=unit, formula=formula, notes=notes)
    return made(records, analysis, day, blank)


def _trips(records: Records, analysis: Analysis, day: FlowDay, blank: Explanation) -> Explanation:
    exact = day.in_part_trips().trips
    scrap, told = of_scrap(records, day)
    parts = [Contribution("quantity ÷ unit load", exact, (day.flow.id,))]
    if day.trips != exact:
        parts.append(Contribution("rounding up to whole trips", day.trips - exact, (day.flow.id,)))
    return replace(
        blank,
        value=day.trips,
        unit=_UNITS["trips_per_day"],
        formula=_FORMULAS["trips_per_day"],
        numbers=worked_trips(day),
        inputs=(*inputs.of_flow(day), *scrap, *inputs.of_plan(records, "whole_trips")),
        breakdowns=(ranked("step", parts),),
        conventions=of_sum(records, analysis.mode, [day], lambda one: one.trips, "trips"),
        notes=told,
    )


def _distance(records: Records, analysis: Analysis, day: FlowDay, blank: Explanation) -> Explanation:
    pieces = stretches(day.figures.path, day.flow.id)
    told = " + ".join(numeral(one.value) for one in pieces[:8]) or "0"
    more = f" + {len(pieces) - 8} more stretches" if len(pieces) > 8 else ""
    found: list[Input] = [inputs.of_distance(day, analysis.mode), *inputs.of_ends(records, day)]
    found += inputs.of_plan(records, "distance_mode")
    if not walks(day):
        found += _width(analysis.mode, day)
    return replace(
        blank,
        value=day.distance_m,
        unit="m",
        formula=_DISTANCE[analysis.mode],
        numbers=f"{told}{more} = {numeral(day.distance_m)} m",
        inputs=tuple(found),
        breakdowns=(Breakdown("stretch of the way, in its order", tuple(pieces)),),
        conventions=of_sum(records, analysis.mode, [day], lambda one: one.distance_m, "distance"),
        notes=_beside(day),
    )


def _width(mode: DistanceMode, day: FlowDay) -> list[Input]:
    if mode is DistanceMode.FREE and day.method.width is not None:
        return [inputs.of_record(day.method, "width", "Width with load", "", "m", day.method.width / 1000)]
    if mode is DistanceMode.AISLE and day.method.aisle_width is not None:
        return [inputs.of_record(day.method, "aisle_width", "Narrowest aisle", "", "m", day.method.aisle_width / 1000)]
    return []


def _beside(day: FlowDay) -> tuple[str, ...]:
    straight = day.figures.straight_m
    if straight <= 0:
        return ()
    return (
        f"The straight line is {numeral(straight)} m, with right angles {numeral(day.figures.rectilinear_m)} m; "
        f"the detour ratio is {numeral(day.distance_m / straight)}.",
    )


def _time(records: Records, analysis: Analysis, day: FlowDay, blank: Explanation) -> Explanation:
    assumed = walks(day)
    return replace(
        blank,
        value=day.figures.time_s_per_trip,
        unit="s",
        formula=_FORMULAS["time_s_per_trip"],
        numbers=worked_time(day),
        source=f"{CONVENTIONS}; {CYCLE}",
        inputs=(
            inputs.of_distance(day, analysis.mode), *inputs.of_speed(day.method, assumed),
            *inputs.of_handling(day.method, assumed), *_turns(records, day),
        ),
        breakdowns=(_parts(day, FlowDay.seconds),),
        conventions=of_sum(
            records, analysis.mode, [day], lambda one: math.fsum(one.seconds().values()), "distance", "turns", "returns"
        ),
    )  # fmt: skip


def _moment(records: Records, analysis: Analysis, day: FlowDay, blank: Explanation) -> Explanation:
    pieces = [replace(one, value=one.value * day.trips) for one in stretches(day.figures.path, day.flow.id)]
    return replace(
        blank,
        value=day.trips * day.distance_m,
        unit="m a day",
        formula=_FORMULAS["moment_m_per_day"],
        numbers=worked_metres(replace(day, returns=False)),
        source=f"{CONVENTIONS}; transport work, load-distance method",
        inputs=(*inputs.of_flow(day), inputs.of_distance(day, analysis.mode)),
        breakdowns=(Breakdown("stretch of the way, in its order", tuple(pieces)),),
        conventions=of_sum(records, analysis.mode, [day], lambda one: one.trips * one.distance_m, "distance", "trips"),
    )


def _cost(records: Records, analysis: Analysis, day: FlowDay, blank: Explanation) -> Explanation:
    assumed, currency = walks(day), currency_of(records)
    return replace(
        blank,
        value=day.figures.cost_per_day,
        unit=f"{currency} a day",
        formula=_FORMULAS["cost_per_day"],
        numbers=worked_cost(day),
        source=f"{CONVENTIONS}; {CYCLE}",
        inputs=(
            *inputs.of_flow(day), inputs.of_distance(day, analysis.mode), *inputs.of_speed(day.method, assumed),
            *inputs.of_handling(day.method, assumed), *inputs.of_rate(day.method, assumed, currency),
            *_turns(records, day), *inputs.of_plan(records, "whole_trips"),
        ),
        breakdowns=(_parts(day, FlowDay.costs),),
        conventions=of_sum(
            records, analysis.mode, [day], lambda one: math.fsum(one.costs().values()),
            "distance", "turns", "trips", "returns",
        ),
    )  # fmt: skip


def _detour(records: Records, analysis: Analysis, day: FlowDay, blank: Explanation) -> Explanation:
    straight = day.figures.straight_m
    if straight <= 0:
        notes = ("It cannot be computed: its stops are all in one place.",)
        return replace(blank, formula=_FORMULAS["detour_ratio"], notes=notes)
    pieces = [replace(one, value=one.value / straight) for one in stretches(day.figures.path, day.flow.id)]
    return replace(
        blank,
        value=day.distance_m / straight,
        formula=_FORMULAS["detour_ratio"],
        numbers=f"{numeral(day.distance_m)} m ÷ {numeral(straight)} m = {numeral(day.distance_m / straight)}",
        inputs=(inputs.of_distance(day, analysis.mode), *inputs.of_ends(records, day)),
        breakdowns=(Breakdown("stretch of the way, in its order", tuple(pieces)),),
        conventions=of_sum(records, analysis.mode, [day], lambda one: one.distance_m / straight, "distance"),
    )


def _between_stops(records: Records, figures: FlowFigures, field: str, blank: Explanation) -> Explanation:
    flow = records[figures.flow]
    assert isinstance(flow, Flow)
    on_way = stops_between(flow.start, flow.via, flow.end, records) or ()
    pieces = []
    for number, (a, b) in enumerate(pairwise(on_way), 1):
        (x1, y1), (x2, y2) = a.point, b.point
        length = math.dist(a.point, b.point) if field == "straight_m" else abs(x2 - x1) + abs(y2 - y1)
        pieces.append(Contribution(f"{number}: {_place(a.point)} → {_place(b.point)}", length / 1000, (figures.flow,)))
    value = figures.straight_m if field == "straight_m" else figures.rectilinear_m
    told = " + ".join(numeral(one.value) for one in pieces)
    return replace(
        blank,
        value=value,
        unit="m",
        formula=_FORMULAS[field],
        numbers=f"{told} = {numeral(value)} m",
        breakdowns=(Breakdown("leg from stop to stop", tuple(pieces)),),
        notes=(f"Walls and equipment are not looked at: {flow_name(figures)} is measured through them.",),
    )


def stretches(path: tuple[Point, ...], flow: str) -> list[Contribution]:
    """The straight pieces of a path as they follow each other, metres."""
    return [
        Contribution(f"{number}: {_place(a)} → {_place(b)}", math.dist(a, b) / 1000, (flow,))
        for number, (a, b) in enumerate(((a, b) for a, b in pairwise(path) if a != b), 1)
    ]


def _place(point: Point) -> str:
    return f"({numeral(round(point[0] / 1000, 2))}; {numeral(round(point[1] / 1000, 2))})"


def _parts(day: FlowDay, parts: Callable[[FlowDay], dict[str, float]]) -> Breakdown:
    made = [Contribution(part, value, (day.flow.id,)) for part, value in parts(day).items()]
    return ranked("touches and travel", made)


def _turns(records: Records, day: FlowDay) -> tuple[Input, ...]:
    return (*inputs.of_turns(day), *inputs.of_plan(records, "turn_penalty_s")) if day.turn_s else ()


_UNITS = {
    "trips_per_day": "a day", "distance_m": "m", "detour_ratio": "", "time_s_per_trip": "s",
    "moment_m_per_day": "m a day", "cost_per_day": "a day",
}  # fmt: skip
_FORMULAS = {
    "trips_per_day": "N = q ÷ u: quantity a day divided by the pieces a trip, rounded up where the plan counts whole "
    "trips",
    "straight_m": "d = Σ √(Δx² + Δy²) from stop to stop",
    "rectilinear_m": "d = Σ |Δx| + |Δy| from stop to stop",
    "time_s_per_trip": "t = tL + tU + w · (d ÷ v + k · tT): loading, unloading and travel, there and back (w = 2) "
    "when it returns empty, with tT for each of k turns",
    "moment_m_per_day": "M = N · d: trips a day times the distance",
    "detour_ratio": "r = d ÷ straight line from stop to stop: 1 is the shortest there can be",
    "cost_per_day": "C = N · (tL + tU + w · (d ÷ v + k · tT)) · c ÷ 3600: trips a day times the time a trip times the "
    "cost an hour",
}
_MAKERS: dict[str, Callable[[Records, Analysis, FlowDay, Explanation], Explanation]] = {
    "trips_per_day": _trips,
    "distance_m": _distance,
    "straight_m": _distance,
    "rectilinear_m": _distance,
    "detour_ratio": _detour,
    "time_s_per_trip": _time,
    "moment_m_per_day": _moment,
    "cost_per_day": _cost,
}
assert _MAKERS.keys() == FLOW.keys()

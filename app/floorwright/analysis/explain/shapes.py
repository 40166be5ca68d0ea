"""How loads go: crossings, straightness, backtracking, detour, and which flows make them so."""

import math
from dataclasses import replace

import numpy as np

from floorwright.analysis.explain import inputs
from floorwright.analysis.explain.explanation import Alternative, Contribution, Convention, Explanation, ranked
from floorwright.analysis.explain.flow_day import FlowDay, flow_days
from floorwright.analysis.explain.names import PLAN
from floorwright.analysis.explain.numerals import numeral, summed
from floorwright.analysis.explain.sums import CONVENTIONS, MOST_FLOWS, grouped
from floorwright.analysis.result import Analysis
from floorwright.analysis.straightness import against_m_of_flows
from floorwright.geometry.crossings import crossing_table
from floorwright.model.diff import Records

MOST_PAIRS = 200
SPAGHETTI = "spaghetti chart metrics"
NOTHING_MOVED = ("It cannot be computed: nothing is moved over any distance.",)


def explain_straightness(records: Records, analysis: Analysis) -> Explanation:
    """Σ trips × displacement ÷ Σ trips × distance; a flow contributes its trips × displacement over the whole."""
    days = flow_days(records, analysis)
    return _share(
        records, analysis, "straightness", analysis.straightness, days,
        {day.flow.id: day.trips * _displacement_m(day) for day in days},
        "S = Σ N · s ÷ Σ N · d: trips times the straight line from first to last point, over trips times distance; "
        "1 is straight",
        "trips × straight line",
    )  # fmt: skip


def explain_backtracking(records: Records, analysis: Analysis) -> Explanation:
    """The trip-metres that go against their product's direction over all trip-metres, by flow."""
    days = flow_days(records, analysis)
    of_product: dict[str, list[FlowDay]] = {}
    for day in days:
        of_product.setdefault(day.flow.product, []).append(day)
    against: dict[str, float] = {}
    for some in of_product.values():
        found = against_m_of_flows([(day.figures.path, day.trips) for day in some])
        against |= {day.flow.id: value for day, value in zip(some, found, strict=True)}
    made = _share(
        records, analysis, "backtracking", analysis.backtracking, days, against,
        "B = Σ N · b ÷ Σ N · d: trip-metres against the way the product goes as a whole, over all trip-metres",
        "trip-metres against the product's direction",
    )  # fmt: skip
    direction = Convention(
        "Direction of a product",
        "the sum of trips × displacement of its flows; a product that comes back to where it began has none",
    )
    return _with(made, direction)


def explain_detour(records: Records, analysis: Analysis) -> Explanation:
    """Σ trips × distance ÷ Σ trips × straight line from stop to stop."""
    days = flow_days(records, analysis)
    straight = math.fsum(day.trips * day.figures.straight_m for day in days)
    value = math.fsum(day.trips * day.distance_m for day in days) / straight if straight > 0 else None
    return _share(
        records, analysis, "detour_ratio", value, days, {day.flow.id: day.trips * day.distance_m for day in days},
        "r = Σ N · d ÷ Σ N · straight line from stop to stop: 1 is the shortest there can be",
        "trips × distance", straight,
    )  # fmt: skip


def explain_crossings(records: Records, analysis: Analysis) -> Explanation:
    """Every crossing of two flows is half a crossing of each; a flow that crosses itself has it alone."""
    days = flow_days(records, analysis)
    low, high, count = crossing_table([day.figures.path for day in days])
    halves = (np.bincount(low, count, len(days)) + np.bincount(high, count, len(days))) / 2
    of = {day.flow.id: half for day, half in zip(days, halves.tolist(), strict=True)}
    by_flow = [Contribution(day.name, of[day.flow.id], (day.flow.id,)) for day in days]
    trips = np.array([day.trips for day in days])
    # Beyond the most tangled pairs the others are told together: there may be millions.
    most = np.argsort(-count, kind="stable")[:MOST_PAIRS]
    by_pair = [_pair(days[low[row]], days[high[row]], int(count[row])) for row in most.tolist()]
    if others := len(count) - len(most):
        by_pair.append(Contribution(f"{others} other pairs", float(count.sum() - count[most].sum())))
    ranked_pairs = ranked("pair of flows", by_pair)
    return Explanation(
        figure="crossings",
        name=PLAN["crossings"],
        value=float(analysis.crossings),
        unit="",
        formula="the number of points that lie inside two pieces of way, of two flows or of one",
        numbers=summed([(one.name, one.value) for one in ranked_pairs.contributions], float(analysis.crossings), ""),
        source=f"{CONVENTIONS}; {SPAGHETTI}: proper intersections",
        inputs=tuple(inputs.of_distance(day, analysis.mode) for day in days[:MOST_FLOWS]),
        breakdowns=(ranked_pairs, ranked("flow", by_flow), *grouped(days, lambda day: of[day.flow.id])),
        conventions=(
            Convention("What crosses", "shared ends, overlaps and touching are no crossings; each way counts once"),
            Convention(
                "Weight",
                "a crossing counts 1, however many trips go there",
                (
                    Alternative(
                        "trips of the one × trips of the other", float((count * trips[low] * trips[high]).sum())
                    ),
                ),
            ),
        ),
    )


def _pair(one: FlowDay, other: FlowDay, count: int) -> Contribution:
    name = f"{one.name} × {other.name}" if one is not other else f"{one.name} × itself"
    return Contribution(name, float(count), tuple(dict.fromkeys((one.flow.id, other.flow.id))))


def _share(
    records: Records, analysis: Analysis, field: str, value: float | None, days: list[FlowDay],
    parts_m: dict[str, float], formula: str, words: str, whole_m: float | None = None,
) -> Explanation:  # fmt: skip
    whole = analysis.totals.loaded_distance_m_per_day if whole_m is None else whole_m
    found = [inputs.of_distance(day, analysis.mode) for day in days[:MOST_FLOWS]]
    made = [one for day in days[:MOST_FLOWS] for one in inputs.of_flow(day)]

    def of(day: FlowDay) -> float:
        return parts_m[day.flow.id] / whole

    known = value is not None and whole > 0
    under = "trips × distance" if whole_m is None else "trips × straight line"
    numbers = f"{numeral(math.fsum(parts_m.values()))} m a day ({words}) ÷ {numeral(whole)} m a day ({under})"
    by_flow = ranked("flow", [Contribution(day.name, of(day), (day.flow.id,)) for day in days]) if known else None
    return Explanation(
        figure=field,
        name=PLAN[field],
        value=value,
        unit="",
        formula=formula,
        numbers=f"{numbers} = {numeral(value)}" if value is not None else "",
        source=f"{CONVENTIONS}; {SPAGHETTI}",
        inputs=(*found, *made),
        breakdowns=(by_flow, *grouped(days, of)) if by_flow is not None else (),
        conventions=(Convention("Weight", "every flow counts by its loaded trips a day"),),
        notes=() if known else NOTHING_MOVED,
    )


def _displacement_m(day: FlowDay) -> float:
    path = day.figures.path
    return math.dist(path[0], path[-1]) / 1000


def _with(made: Explanation, convention: Convention) -> Explanation:
    return replace(made, conventions=(*made.conventions, convention))

"""The figures of the plan that are sums over its flows: trips, metres, hours and money a day."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import fsum

from floorwright.analysis.explain import inputs
from floorwright.analysis.explain.conventions import of_sum
from floorwright.analysis.explain.explanation import Breakdown, Contribution, Explanation, Input, ranked
from floorwright.analysis.explain.flow_day import EMPTY, LOADED, LOADING, TURNS, UNLOADING, FlowDay, flow_days
from floorwright.analysis.explain.names import PLAN
from floorwright.analysis.explain.numerals import summed
from floorwright.analysis.explain.tour_parts import Of, inputs_of_tours, tour_parts
from floorwright.analysis.explain.worked import worked_cost, worked_hours, worked_metres, worked_trips
from floorwright.analysis.result import Analysis, Totals, TourFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, Plan

MOST_FLOWS = 100
"""The inputs of so many flows are listed, of those that add most."""
CONVENTIONS = "Floorwright's conventions (docs/decisions/0005-conventions-of-the-figures.md)"
CYCLE = (
    "delivery cycle Tc = TL + Ld/v + TU + Le/v: M. P. Groover, Automation, Production Systems, and Computer-Integrated "
    "Manufacturing, vehicle-based systems"
)


@dataclass(frozen=True, slots=True)
class Sum:
    """A sum over flows: what each adds by part, and how that is told."""

    unit: str
    formula: str
    source: str
    parts: Callable[[FlowDay], dict[str, float]]
    total: Callable[[Totals], float] | None
    """Where the figure stands among the totals; None for one that is only told here, as the sum itself."""
    worked: Callable[[FlowDay], str]
    of_tour: Callable[[TourFigures], float]
    from_methods: tuple[str, ...] = ()
    about: tuple[str, ...] = ("trips",)
    by_part: bool = True

    def of(self, day: FlowDay) -> float:
        """What one flow adds."""
        return fsum(self.parts(day).values())


def _only(values: dict[str, float], *parts: str) -> dict[str, float]:
    return {part: values[part] for part in parts}


OF_TOURS: dict[str, Of] = {
    "distance_m_per_day": "metres",
    "travel_h_per_day": "travel",
    "handling_h_per_day": "handling",
}
ALL_CONVENTIONS = ("distance", "turns", "trips", "returns")
SUMS: dict[str, Sum] = {
    "trips_per_day": Sum(
        "a day",
        "N = Σ q ÷ u: over all flows with a way, the quantity a day divided by the unit load",
        CONVENTIONS,
        lambda day: {LOADED: day.trips},
        lambda totals: totals.trips_per_day,
        worked_trips,
        lambda tour: tour.trips_per_day,
        by_part=False,
    ),
    "loaded_distance_m_per_day": Sum(
        "m a day",
        "D = Σ N · d: over all flows with a way, trips a day times the distance",
        f"{CONVENTIONS}; transport work, load-distance method",
        lambda day: _only(day.metres(), LOADED),
        lambda totals: totals.loaded_distance_m_per_day,
        worked_metres,
        lambda tour: tour.runs_per_day * (tour.loaded_m or 0.0),
        about=("distance", "trips"),
        by_part=False,
    ),
    "empty_distance_m_per_day": Sum(
        "m a day",
        "E = Σ N · d over the flows whose method returns empty",
        CONVENTIONS,
        lambda day: _only(day.metres(), EMPTY),
        None,
        worked_metres,
        lambda tour: tour.runs_per_day * ((tour.distance_m or 0.0) - (tour.loaded_m or 0.0)),
        ("speed",),
        ("distance", "trips", "returns"),
        by_part=False,
    ),
    "distance_m_per_day": Sum(
        "m a day",
        "D = Σ N · d · w: trips a day times the distance, twice (w = 2) where the method returns empty",
        CONVENTIONS,
        FlowDay.metres,
        lambda totals: totals.distance_m_per_day,
        worked_metres,
        lambda tour: tour.runs_per_day * (tour.distance_m or 0.0),
        ("speed",),
        ("distance", "trips", "returns"),
    ),
    "travel_h_per_day": Sum(
        "h a day",
        "T = Σ N · w · (d ÷ v + k · tT) ÷ 3600: the way at the method's speed and its turns, there and back",
        f"{CONVENTIONS}; {CYCLE}",
        lambda day: _only(day.hours(), LOADED, EMPTY, TURNS),
        lambda totals: totals.travel_h_per_day,
        worked_hours,
        lambda tour: (tour.hours_per_day or 0.0) - (tour.handling_h_per_day or 0.0),
        ("speed",),
        ALL_CONVENTIONS,
    ),
    "handling_h_per_day": Sum(
        "h a day",
        "T = Σ N · (tL + tU) ÷ 3600: every trip is loaded once and unloaded once",
        f"{CONVENTIONS}; {CYCLE}",
        lambda day: _only(day.hours(), LOADING, UNLOADING),
        lambda totals: totals.handling_h_per_day,
        worked_hours,
        lambda tour: tour.handling_h_per_day or 0.0,
        ("handling",),
    ),
    "hours_per_day": Sum(
        "h a day",
        "T = Σ N · (tL + tU + w · (d ÷ v + k · tT)) ÷ 3600: trips times the time a trip",
        f"{CONVENTIONS}; {CYCLE}",
        FlowDay.hours,
        lambda totals: totals.travel_h_per_day + totals.handling_h_per_day,
        worked_hours,
        lambda tour: tour.hours_per_day or 0.0,
        ("speed", "handling"),
        ALL_CONVENTIONS,
    ),
    "cost_per_day": Sum(
        "a day",
        "C = Σ N · (tL + tU + w · (d ÷ v + k · tT)) · c ÷ 3600: trips times the time a trip times the cost an hour",
        f"{CONVENTIONS}; {CYCLE}",
        FlowDay.costs,
        lambda totals: totals.cost_per_day,
        worked_cost,
        lambda tour: tour.cost_per_day or 0.0,
        ("speed", "handling", "rate"),
        ALL_CONVENTIONS,
    ),
}


def explain_sum(records: Records, analysis: Analysis, field: str) -> Explanation:
    """A sum over flows: by flow, product, method and department, and by loading, loaded and empty travel."""
    one, days = SUMS[field], flow_days(records, analysis)
    currency = currency_of(records)
    unit = f"{currency} {one.unit}" if field == "cost_per_day" else one.unit
    tours = [
        Contribution(f"Tour {tour.name}", one.of_tour(tour), (tour.tour,))
        for tour in analysis.tours
        if tour.distance_m is not None
    ]
    flows = [Contribution(day.name, one.of(day), (day.flow.id,)) for day in days]
    by_flow = ranked("flow", [*flows, *tours])
    value = one.total(analysis.totals) if one.total is not None else by_flow.total
    first = [(part.name, part.value) for part in by_flow.contributions]
    known = {day.flow.id: day for day in days}
    numbers = summed(first, value, unit)
    if by_flow.contributions and (largest := known.get(by_flow.contributions[0].records[0])):
        numbers += f". The largest: {one.worked(largest)}"
    touched = tour_parts(analysis.tours, tours, OF_TOURS.get(field, "hours"))
    parts = [by_part(days, one.parts, touched)] if one.by_part else []
    return Explanation(
        figure=field,
        name=PLAN[field],
        value=value,
        unit=unit,
        formula=one.formula,
        numbers=numbers,
        source=one.source,
        inputs=_inputs(records, analysis, one, days, by_flow, currency),
        breakdowns=(*parts, by_flow, *grouped(days, one.of, tours)),
        conventions=of_sum(records, analysis.mode, days, one.of, *one.about),
        notes=_notes(analysis, len(days)),
    )


def grouped(
    days: list[FlowDay], of: Callable[[FlowDay], float], tours: Sequence[Contribution] = ()
) -> tuple[Breakdown, ...]:
    """The same sum by product, by method, and by the department in which a flow starts; tours stand for themselves."""
    products: dict[str, tuple[str, list[FlowDay]]] = {}
    methods: dict[str, tuple[str, list[FlowDay]]] = {}
    departments: dict[str, tuple[str, list[FlowDay]]] = {}
    for day in days:
        products.setdefault(day.flow.product, (day.figures.product, []))[1].append(day)
        methods.setdefault(day.method.id, (day.method.name, []))[1].append(day)
        departments.setdefault(day.department, (day.department, []))[1].append(day)
    kinds: tuple[tuple[str, dict[str, tuple[str, list[FlowDay]]]], ...] = (
        ("product", products), ("method", methods), ("department it starts in", departments),
    )  # fmt: skip
    return tuple(
        ranked(
            by,
            [
                *(Contribution(name, fsum(map(of, s)), tuple(d.flow.id for d in s)) for name, s in groups.values()),
                *tours,
            ],
        )
        for by, groups in kinds
    )


def by_part(
    days: list[FlowDay], parts: Callable[[FlowDay], dict[str, float]], tours: Sequence[Contribution] = ()
) -> Breakdown:
    """Touches (loading, unloading) and travel with load and empty, each as its own share."""
    sums: dict[str, list[tuple[float, str]]] = {}
    for day in days:
        for part, value in parts(day).items():
            if value:
                sums.setdefault(part, []).append((value, day.flow.id))
    for tour in tours:
        sums.setdefault(tour.name, []).append((tour.value, tour.records[0]))
    made = [Contribution(part, fsum(v for v, _ in some), tuple(id for _, id in some)) for part, some in sums.items()]
    return ranked("touches and travel", made)


def currency_of(records: Records) -> str:
    """The currency of the plan."""
    plan = records.get(PLAN_ID)
    return plan.currency if isinstance(plan, Plan) else ""


def _inputs(
    records: Records, analysis: Analysis, one: Sum, days: list[FlowDay], by_flow: Breakdown, currency: str
) -> tuple[Input, ...]:
    distances = "distance" in one.about
    wanted = [
        "whole_trips",
        *(["distance_mode"] if distances else []),
        *(["turn_penalty_s"] if "turns" in one.about else []),
    ]
    found: list[Input] = [*inputs.of_plan(records, *wanted), *inputs_of_tours(records, analysis.tours)]
    found += inputs.of_methods(days, *one.from_methods, currency=currency)
    known = {day.flow.id: day for day in days}
    for part in by_flow.contributions[:MOST_FLOWS]:
        if part.records[0] not in known:
            continue
        day = known[part.records[0]]
        found += inputs.of_flow(day)
        if distances:
            found.append(inputs.of_distance(day, analysis.mode))
        if "turns" in one.about:
            found += inputs.of_turns(day)
    return tuple(found)


def _notes(analysis: Analysis, counted: int) -> tuple[str, ...]:
    found = []
    lost = len(analysis.flows) - counted
    if lost:
        found.append(f"{lost} of {len(analysis.flows)} flows have no way and are in no sum; the warnings say why.")
    if counted > MOST_FLOWS:
        found.append(f"The inputs of the {MOST_FLOWS} flows that add most are listed, of {counted}.")
    return tuple(found)

"""The figures of a handling method: hours, units needed, utilisation."""

from math import fsum

from floorwright.analysis.explain import inputs
from floorwright.analysis.explain.conventions import of_sum
from floorwright.analysis.explain.explanation import Contribution, Convention, Explanation, ranked
from floorwright.analysis.explain.flow_day import FlowDay, flow_days
from floorwright.analysis.explain.names import Figure, title_of
from floorwright.analysis.explain.numerals import numeral, summed
from floorwright.analysis.explain.sums import ALL_CONVENTIONS, CONVENTIONS, CYCLE, by_part, grouped
from floorwright.analysis.explain.tour_parts import tour_parts
from floorwright.analysis.result import Analysis
from floorwright.analysis.trips import WALKING
from floorwright.model.diff import Records
from floorwright.model.kinds import Method

_FORMULAS = {
    "hours_needed_per_day": ("h a day", "T = Σ N · (tL + tU + w · (d ÷ v + k · tT)) ÷ 3600 over the flows it carries"),
    "units_needed": (
        "",
        "n = ⌈T ÷ H⌉: hours needed divided by the hours one works a day, rounded up with a slack of 1e-9",
    ),
    "utilisation": ("", "U = T ÷ (n · H): hours needed divided by the hours of the units there are"),
}


def explain_method(records: Records, analysis: Analysis, figure: Figure) -> Explanation:
    """One figure of one method, by the flows it carries. Rounding up to whole units is a contribution of its own."""
    told = next(one for one in analysis.methods if one.method_id == figure.of)
    record = records.get(figure.of)
    method, assumed = (record, False) if isinstance(record, Method) else (WALKING, True)
    days = [day for day in flow_days(records, analysis) if day.method.id == method.id]
    unit, formula = _FORMULAS[figure.field]
    units = told.units_needed if method.units is None else method.units
    value: float | None
    over = 1.0
    match figure.field:
        case "hours_needed_per_day":
            value = told.hours_needed_per_day
        case "units_needed":
            value, over = float(told.units_needed), method.available_h_per_day
        case _:
            value, over = told.utilisation, max(units, 1) * method.available_h_per_day

    def of(day: FlowDay) -> float:
        return fsum(day.hours().values()) / over

    tours = [
        Contribution(f"Tour {tour.name}", (tour.hours_per_day or 0.0) / over, (tour.tour,))
        for tour in analysis.tours
        if tour.hours_per_day is not None and tour.method_id == method.id
    ]
    parts = [*(Contribution(day.name, of(day), (day.flow.id,)) for day in days), *tours]
    rounding = (
        [Contribution("rounding up to whole units", value - fsum(one.value for one in parts))]
        if value is not None
        else []
    )
    if figure.field == "units_needed":
        parts += rounding
    by_flow = ranked("flow", parts)
    pieces = [by_flow]
    if figure.field == "hours_needed_per_day":
        touched = tour_parts(analysis.tours, tours, "hours")
        pieces += [by_part(days, FlowDay.hours, touched), *grouped(days, of, tours)[:1]]
    hours, available = numeral(told.hours_needed_per_day), numeral(method.available_h_per_day)
    exact = numeral(told.hours_needed_per_day / method.available_h_per_day)
    numbers = {
        "hours_needed_per_day": summed([(one.name, one.value) for one in by_flow.contributions], value, unit),
        "units_needed": f"⌈{hours} h ÷ {available} h⌉ = ⌈{exact}⌉ = {told.units_needed}",
        "utilisation": f"{hours} h ÷ ({units} × {available} h) = {numeral(value or 0.0)}",
    }[figure.field]
    found = inputs.of_methods(days, "speed", "handling") or inputs.of_speed(method, assumed)
    notes = () if value is not None else ("It cannot be computed: the method has no units.",)
    return Explanation(
        figure=figure.name,
        name=title_of(figure, analysis),
        value=value,
        unit=unit,
        formula=formula,
        numbers=numbers if value is not None else "",
        source=f"{CONVENTIONS}; {CYCLE}; nc = ⌈WL ÷ AT⌉ there",
        inputs=(*inputs.of_hours(method, assumed), *found, *(i for day in days for i in inputs.of_flow(day))),
        breakdowns=tuple(pieces) if value is not None else (),
        conventions=_conventions(records, analysis, figure.field, days, of),
        notes=notes,
    )


def _conventions(
    records: Records, analysis: Analysis, field: str, days: list[FlowDay], of: object
) -> tuple[Convention, ...]:
    if field == "units_needed":
        return (Convention("Rounding", "counts are rounded up at full precision; 5.0000000001 units are five"),)
    made = of_sum(records, analysis.mode, days, of, *ALL_CONVENTIONS)  # type: ignore[arg-type]
    if field == "utilisation":
        chosen = "over the units the method says it has, else over the units needed"
        return (Convention("Units", chosen), *made)
    return made

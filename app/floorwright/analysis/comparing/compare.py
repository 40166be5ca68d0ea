"""Two analyses side by side: every figure, its change, and whether that is better or worse."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import fsum
from typing import Any, Literal

from floorwright.analysis.result import Analysis, Cell, Column, FlowFigures, MethodFigures, Table

Verdict = Literal["better", "worse", "same", ""]
Better = Literal["", "less", "more"]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure of both. `of` names the method or flow it is of; per cent is of the first, None where that is 0."""

    figure: str
    title: str
    unit: str
    first: float | None
    second: float | None
    better: Better = "less"
    of: str = ""
    source: str = ""

    @property
    def difference(self) -> float | None:
        """Second − first; None when one of them is not there."""
        return None if self.first is None or self.second is None else self.second - self.first

    @property
    def per_cent(self) -> float | None:
        """The difference in per cent of the first; methods.md 1.1 counts savings the other way round."""
        if self.difference is None or not self.first:
            return 0.0 if self.difference == 0 else None
        return self.difference / abs(self.first) * 100

    @property
    def verdict(self) -> Verdict:
        """Whether the second is better; empty for figures of which neither more nor less is better."""
        if self.difference is None or not self.better:
            return ""
        if self.difference == 0:
            return "same"
        return "better" if (self.difference < 0) == (self.better == "less") else "worse"


def compared(first: Analysis, second: Analysis, currency: str = "€") -> tuple[Compared, ...]:
    """Every figure of the plan as a whole and of the methods."""
    a, b = first.totals, second.totals
    found = [
        Compared("trips_per_day", "Loaded trips", "a day", a.trips_per_day, b.trips_per_day, ""),
        Compared(
            "loaded_distance_m_per_day",
            "Loaded distance",
            "m a day",
            a.loaded_distance_m_per_day,
            b.loaded_distance_m_per_day,
        ),
        Compared(
            "distance_m_per_day", "Distance with empty returns", "m a day", a.distance_m_per_day, b.distance_m_per_day
        ),
        Compared("travel_h_per_day", "Travel", "h a day", a.travel_h_per_day, b.travel_h_per_day),
        Compared("handling_h_per_day", "Loading and unloading", "h a day", a.handling_h_per_day, b.handling_h_per_day),
        Compared("cost_per_day", "Cost", f"{currency} a day", a.cost_per_day, b.cost_per_day),
        Compared(
            "hours_per_day",
            "Hours of handling",
            "h a day",
            a.travel_h_per_day + a.handling_h_per_day,
            b.travel_h_per_day + b.handling_h_per_day,
        ),
        Compared("detour_ratio", "Detour ratio", "", detour_ratio(first), detour_ratio(second)),
        Compared("crossings", "Crossings of paths", "", first.crossings, second.crossings),
        Compared("straightness", "Straightness", "", first.straightness, second.straightness, "more"),
        Compared("backtracking", "Backtracking", "", first.backtracking, second.backtracking),
        Compared("flows_without_a_way", "Flows without a way", "", _without_way(first), _without_way(second)),
    ]
    methods_a = {method.method: method for method in first.methods}
    methods_b = {method.method: method for method in second.methods}
    for name in dict.fromkeys([*methods_a, *methods_b]):
        found += _compared_method(name, methods_a.get(name), methods_b.get(name))
    return tuple(found)


def _compared_method(name: str, a: MethodFigures | None, b: MethodFigures | None) -> list[Compared]:
    def both(value: Callable[[MethodFigures], float | None]) -> tuple[float | None, float | None]:
        return (None if a is None else value(a)), (None if b is None else value(b))

    hours, units = both(lambda one: one.hours_needed_per_day), both(lambda one: one.units_needed)
    busy = both(lambda one: one.utilisation)
    return [
        Compared("hours_needed_per_day", f"Hours needed: {name}", "h a day", *hours, of=name),
        Compared("units_needed", f"Units needed: {name}", "", *units, of=name),
        Compared("utilisation", f"Utilisation: {name}", "", *busy, better="", of=name),
    ]


def compared_flows(first: Analysis, second: Analysis) -> tuple[Compared, ...]:
    """The distance of every flow that is in either, flows matched by their record."""
    a = {flow.flow: flow for flow in first.flows}
    b = {flow.flow: flow for flow in second.flows}
    return tuple(
        Compared(
            "distance_m",
            "Distance",
            "m",
            a[key].distance_m if key in a else None,
            b[key].distance_m if key in b else None,
            of=_named(a.get(key) or b[key]),
            source=key,
        )
        for key in dict.fromkeys([*a, *b])
    )


def compare(
    first: Analysis, second: Analysis, names: tuple[str, str] = ("Present", "Proposed"), currency: str = "€"
) -> Table:
    """Every figure of the plan and its methods: both values, difference, per cent, and better or worse."""
    figures = compared(first, second, currency)
    table = _table("Comparison", "Figure", figures, [figure.title for figure in figures], names, notes(first, second))
    return replace(table, sources=tuple(explained_as(figure) for figure in figures))


def explained_as(one: Compared) -> str:
    """The name by which a figure of the plan or of a method is explained."""
    return f"method/{one.figure}/{one.of}" if one.of else one.figure


def compare_flows(first: Analysis, second: Analysis, names: tuple[str, str] = ("Present", "Proposed")) -> Table:
    """The distance of every flow: both values, difference, per cent, and better or worse."""
    figures = compared_flows(first, second)
    return _table("Comparison of flows", "Flow", figures, [figure.of for figure in figures], names, ())


def notes(first: Analysis, second: Analysis) -> tuple[str, ...]:
    """What keeps the two from being compared like with like."""
    found = []
    if first.mode is not second.mode:
        found.append(f"The first is measured in {first.mode.value}, the second in {second.mode.value} distances.")
    if first.totals.trips_per_day != second.totals.trips_per_day:
        found.append("The two do not make the same number of trips: sums differ for that as well.")
    if _without_way(first) or _without_way(second):
        found.append("Flows without a way are in no sum.")
    return tuple(found)


def compare_as_json(
    first: Analysis, second: Analysis, plan_name: str, names: tuple[str, str], currency: str = "€"
) -> dict[str, Any]:
    """The object of `compare --json`: nothing is rounded, what cannot be computed is None."""
    return {
        "plan": plan_name,
        "scenarios": list(names),
        "distance_mode": first.mode.value,
        "figures": [_json(figure, "method") for figure in compared(first, second, currency)],
        "flows": [_json(figure, "flow") for figure in compared_flows(first, second)],
        "notes": list(notes(first, second)),
    }


def _json(figure: Compared, of: str) -> dict[str, Any]:
    return {
        "figure": figure.figure,
        of: figure.of or None,
        "unit": figure.unit,
        "first": figure.first,
        "second": figure.second,
        "difference": figure.difference,
        "per_cent": figure.per_cent,
        "better": figure.better,
        "verdict": figure.verdict,
    }


def _table(
    title: str,
    what: str,
    figures: tuple[Compared, ...],
    labels: list[str],
    names: tuple[str, str],
    notes: tuple[str, ...],
) -> Table:
    columns = (
        Column(what),
        Column(names[0], type="number"),
        Column(names[1], type="number"),
        Column("Unit"),
        Column("Difference", type="number"),
        Column("Change", "%", "number", 1),
        Column("Verdict"),
    )
    rows: tuple[tuple[Cell, ...], ...] = tuple(
        (label, one.first, one.second, one.unit, one.difference, one.per_cent, one.verdict)
        for one, label in zip(figures, labels, strict=True)
    )
    return Table(title, columns, rows, tuple(figure.source for figure in figures), notes)


def detour_ratio(analysis: Analysis) -> float | None:
    """Σ trips × distance ÷ Σ trips × straight line from stop to stop; None when nothing is moved over any distance."""
    found = [(flow.trips_per_day, flow.straight_m, flow.distance_m) for flow in analysis.flows]
    straight = fsum(trips * line for trips, line, distance in found if distance is not None)
    way = fsum(trips * distance for trips, _, distance in found if distance is not None)
    return way / straight if straight > 0 else None


def _without_way(analysis: Analysis) -> int:
    return sum(flow.distance_m is None for flow in analysis.flows)


def _named(flow: FlowFigures) -> str:
    return f"{flow.product}: {flow.start} → {flow.end}"

"""The figures of a learning curve: its rate and first time, units, totals, blocks, targets and the ramp."""

import math
from dataclasses import replace

from floorwright.api import (
    Cell,
    Column,
    Job,
    StudyAnswer,
    StudyFailed,
    StudyFinding,
    StudyInput,
    StudyValue,
    Table,
    whole_up,
)
from floorwright_builtin.learning_curve.curves import (
    CRAWFORD,
    WRIGHT,
    Curve,
    block_by_integral,
    block_midpoint,
)
from floorwright_builtin.learning_curve.fitting import AVERAGE, TOTAL, UNIT, Fit, fitted, points_of
from floorwright_builtin.learning_curve.ramp import Period, peak, planned, with_crew
from floorwright_builtin.learning_curve.several import Curves, doublings, first_at_most, units_in

_OWN = {CRAWFORD: UNIT, WRIGHT: AVERAGE}
"""Which time each model speaks of."""


def learning_curve(given: StudyInput, job: Job) -> StudyAnswer:
    """Rate, first unit, times of units and blocks, units until a target, ramp.

    Sources: Wright 1936; Crawford 1944; methods.md 3.5.
    """
    findings: list[StudyFinding] = []
    model = given.text("model")
    exponent, fit = _exponent(given, model, findings)
    curves = _curves(given, model, exponent, fit)
    job.progress(0.4, "Adding the units up")
    results: dict[str, StudyValue] = {
        "first_unit_h": None if curves is None else curves.first_h,
        "rate_pct": None if exponent is None else 2**exponent * 100,
        "exponent": exponent,
        "r_squared": None if fit is None else fit.r_squared,
        "rate_low_pct": None if fit is None or fit.low is None else 2**fit.low * 100,
        "rate_high_pct": None if fit is None or fit.high is None else 2**fit.high * 100,
    }
    results |= _unit(given, curves)
    results |= _block(given, curves, exponent)
    results |= _targets(given, curves, findings)
    tables: dict[str, Table] = {}
    ends = _ramp(given, curves, tables, results)
    if curves is not None:
        tables["curve"] = _curve_table(given, curves, model)
    findings += _beyond(given, results, ends) + _left_out(results, fit, curves)
    return StudyAnswer(results, tables, tuple(findings), _conventions(given, model, fit))


def _exponent(given: StudyInput, model: str, findings: list[StudyFinding]) -> tuple[float | None, Fit | None]:
    """The exponent that is given or fitted; None for several operations."""
    stated = {name: given.number_or_none(name) for name in ("rate_pct", "exponent")}
    said = [name for name, value in stated.items() if value is not None]
    if len(said) > 1:
        raise StudyFailed("Both rate_pct and exponent are given.", hint="Leave one of them empty.")
    if given.rows("operations"):
        if said or given.rows("data") or given.number_or_none("time_h") is not None:
            raise StudyFailed(
                "There are operations, each with its own curve, and another curve in options or data.",
                hint="Leave either of them out.",
            )
        return None, None
    if given.rows("data"):
        if said or given.number_or_none("time_h") is not None:
            raise StudyFailed(
                "There are data to fit, and a rate or time among the options.",
                hint="Leave the data out, or rate_pct, exponent and time_h empty.",
            )
        fit = fitted(points_of(given), model, given.text("data_is") or UNIT, given.number("confidence_pct") / 100)
        _judge(fit, findings)
        _allowed(model, fit.curve.exponent)
        return fit.curve.exponent, fit
    rate, exponent = stated["rate_pct"], stated["exponent"]
    if rate is not None:
        exponent = math.log2(rate / 100)
    if exponent is None:
        raise StudyFailed(
            "There is no learning rate.", hint="Give rate_pct, or data to find it from, or operations with a rate each."
        )
    _allowed(model, exponent)
    return exponent, None


def _allowed(model: str, exponent: float) -> None:
    if model == WRIGHT and exponent <= -1:
        raise StudyFailed(
            f"A rate of {2**exponent * 100:g} % is none in Wright's model: at 50 % more units take no more hours.",
            hint="Use a larger rate, or model=crawford.",
        )


def _judge(fit: Fit, findings: list[StudyFinding]) -> None:
    if fit.curve.exponent > 0:
        findings.append(
            StudyFinding(
                "The times grow from unit to unit", "there is no learning in these data; look for what changed"
            )
        )
    if fit.r_squared is not None and fit.r_squared < 0.8:
        findings.append(
            StudyFinding(
                f"The curve explains {fit.r_squared * 100:.0f} % of the differences",
                "the points lie far from a straight line in logarithms; look at the figure before you use it",
            )
        )


def _curves(given: StudyInput, model: str, exponent: float | None, fit: Fit | None) -> Curves | None:
    if fit is not None:
        return Curves((fit.curve,))
    if exponent is None:
        parts = []
        for row in given.rows("operations"):
            b = math.log2(row.number_in("rate_pct", 100.0) / 100)
            _allowed(model, b)
            parts.append(Curve(model, row.number_in("time_h"), b))
        return Curves(tuple(parts))
    time = given.number_or_none("time_h")
    if time is None:
        return None
    curve, known = Curve(model, 1.0, exponent), int(given.number("known_unit"))
    what = given.text("known_is") or _OWN[model]
    total = curve.total_h(known)
    share = {UNIT: curve.unit_h(known), AVERAGE: total / known, TOTAL: total}[what]
    return Curves((replace(curve, first_h=time / share),))


def _unit(given: StudyInput, curves: Curves | None) -> dict[str, StudyValue]:
    unit = given.number_or_none("unit")
    if unit is None or curves is None:
        return dict.fromkeys(("unit_h", "total_h", "average_h"))
    return {"unit_h": curves.unit_h(unit), "total_h": curves.total_h(unit), "average_h": curves.average_h(unit)}


def _block(given: StudyInput, curves: Curves | None, exponent: float | None) -> dict[str, StudyValue]:
    names = ("block_units", "block_h", "block_average_h", "block_midpoint", "block_approx_h")
    found: dict[str, StudyValue] = dict.fromkeys(names)
    first, last = given.number_or_none("from_unit"), given.number_or_none("to_unit")
    if first is None or last is None:
        return found
    if last < first:
        raise StudyFailed(f"The block runs from unit {first:g} to {last:g}.", hint="Let from_unit be the smaller one.")
    m, n = int(first), int(last)
    found["block_units"] = n - m + 1
    if exponent is not None and given.text("model") == CRAWFORD:
        found["block_midpoint"] = block_midpoint(m, n, exponent)
    if curves is not None:
        hours = curves.block_h(m, n)
        found |= {"block_h": hours, "block_average_h": hours / (n - m + 1)}
        if given.text("model") == CRAWFORD:
            found["block_approx_h"] = math.fsum(block_by_integral(one, m, n) for one in curves.parts)
    return found


def _targets(given: StudyInput, curves: Curves | None, findings: list[StudyFinding]) -> dict[str, StudyValue]:
    found: dict[str, StudyValue] = dict.fromkeys(("target_units", "target_total_h", "units_in_hours"))
    target, hours = given.number_or_none("target_h"), given.number_or_none("hours_h")
    if curves is None:
        return found
    if target is not None:
        average = given.text("target_is") == AVERAGE
        unit = first_at_most(curves.average_h if average else curves.unit_h, target)
        if unit is None:
            findings.append(
                StudyFinding(f"{target:g} h is never reached", "not within 10¹² units; check the target and the rate")
            )
        else:
            found |= {"target_units": unit, "target_total_h": curves.total_h(unit)}
    if hours is not None:
        found["units_in_hours"] = units_in(curves, hours)
    return found


def _ramp(
    given: StudyInput, curves: Curves | None, tables: dict[str, Table], results: dict[str, StudyValue]
) -> list[int]:
    """Put the tables of the ramp in; the last units of it."""
    results |= dict.fromkeys(("ramp_units", "ramp_h", "ramp_people"))
    if curves is None:
        return []
    plan, crew = planned(given, curves), with_crew(given, curves)
    if plan:
        tables["ramp_plan"] = _periods_table("Units planned", plan)
        results |= {
            "ramp_units": sum(period.units for period in plan),
            "ramp_h": math.fsum(period.hours for period in plan),
            "ramp_people": peak(plan),
        }
    if crew:
        tables["ramp_crew"] = _periods_table(f"With a crew of {crew[0].people:g}", crew)
        if not plan:
            results |= {"ramp_units": sum(period.units for period in crew), "ramp_people": peak(crew)}
            results["ramp_h"] = math.fsum(period.hours for period in crew)
    return [period.last for period in (*plan, *crew)]


def _periods_table(title: str, periods: list[Period]) -> Table:
    columns = (
        Column("Period"),
        Column("Units", "", "integer"),
        Column("From unit", "", "integer"),
        Column("To unit", "", "integer"),
        Column("Hours", "h", "number", 1),
        Column("Average", "h", "number", 3),
        Column("People exact", "", "number", 2),
        Column("People", "", "integer"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in periods:
        average = one.hours / one.units if one.units else None
        whole = None if one.people is None or not math.isfinite(one.people) else whole_up(one.people)
        first, last = (one.first, one.last) if one.units else (None, None)
        rows.append((one.name, one.units, first, last, one.hours, average, one.people, whole))
    return Table(title, columns, tuple(rows))


def _curve_table(given: StudyInput, curves: Curves, model: str) -> Table:
    """Times at every doubling and at the units that are asked for, in both models."""
    asked = [given.number_or_none(name) for name in ("unit", "from_unit", "to_unit")]
    rows: list[tuple[Cell, ...]] = []
    other_model = WRIGHT if model == CRAWFORD else CRAWFORD
    fair = other_model == CRAWFORD or all(one.exponent > -1 for one in curves.parts)
    other = Curves(tuple(replace(one, model=other_model) for one in curves.parts)) if fair else None
    for unit in doublings([int(value) for value in asked if value is not None]):
        theirs = (None, None) if other is None else (other.unit_h(unit), other.average_h(unit))
        rows.append((unit, curves.unit_h(unit), curves.total_h(unit), curves.average_h(unit), *theirs))
    names = {CRAWFORD: "Crawford", WRIGHT: "Wright"}
    columns = (
        Column("Unit", "", "integer"),
        Column("Unit time", "h", "number", 3),
        Column("Total", "h", "number", 2),
        Column("Average", "h", "number", 3),
        Column(f"{names[other_model]} unit time", "h", "number", 3),
        Column(f"{names[other_model]} average", "h", "number", 3),
    )
    note = f"{names[model]}'s model; the last two columns are what {names[other_model]}'s makes of the same numbers."
    return Table("Curve", columns, tuple(rows), notes=(note,))


def _beyond(given: StudyInput, results: dict[str, StudyValue], ends: list[int]) -> list[StudyFinding]:
    """A word about units beyond those that were observed."""
    rows = given.rows("data")
    if not rows:
        return []
    seen = max(row.whole("last_unit", row.whole("unit")) for row in rows)
    asked = [given.number_or_none(name) for name in ("unit", "to_unit")]
    found = [results["target_units"], results["units_in_hours"]]
    furthest = max((float(value) for value in (*asked, *ends, *found) if isinstance(value, int | float)), default=0.0)
    if furthest <= seen:
        return []
    return [
        StudyFinding(
            f"Unit {furthest:.0f} lies beyond the data, which end at {seen}",
            "a curve flattens when there is nothing left to learn; observe on before you promise it",
        )
    ]


def _left_out(results: dict[str, StudyValue], fit: Fit | None, curves: Curves | None) -> list[StudyFinding]:
    """One finding that says what was not asked for, and what it takes."""
    needs = {
        "times": (curves is None, "time_h with known_unit, or data"),
        "the unit": (results["unit_h"] is None, "unit"),
        "the block": (results["block_h"] is None, "from_unit and to_unit"),
        "the target": (results["target_units"] is None, "target_h"),
        "units in hours": (results["units_in_hours"] is None, "hours_h"),
        "the fit": (fit is None, "table data"),
        "the ramp": (results["ramp_people"] is None, "units_per_period or people, and person_h_per_period"),
    }
    missing = {what: need for what, (is_missing, need) in needs.items() if is_missing}
    if not missing:
        return []
    why = "; ".join(f"{what} needs {need}" for what, need in missing.items())
    return [StudyFinding(f"Left out: {', '.join(missing)}", why)]


def _conventions(given: StudyInput, model: str, fit: Fit | None) -> tuple[str, ...]:
    says = (
        "Crawford: unit n takes a n^b, totals are exact sums."
        if model == CRAWFORD
        else "Wright: the mean of the first n units is a n^b, their total a n^(1+b)."
    )
    found = [says, "b = ln(rate)/ln 2: each doubling of the units takes the time to rate times what it was."]
    if fit is not None:
        found.append(
            f"Fitted by {fit.how}; times in table data are {given.text('data_is') or UNIT} times, lots totals."
        )
    elif not given.rows("operations"):
        found.append(
            f"time_h is the {given.text('known_is') or _OWN[model]} time at unit {given.number('known_unit'):g}."
        )
    return tuple(found)

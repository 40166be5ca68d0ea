"""Reliability: mean times between failures and to repair with their intervals, availability, and systems of parts."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from floorwright.api import Column, Job, StudyAnswer, StudyFailed, StudyFinding, StudyInput, Table
from floorwright_builtin.machine_time.failures import (
    Ended,
    Interval,
    Ranks,
    Weibull,
    availability_interval,
    mean_interval,
    one_sided,
    plot_points,
    weibull_likelihood,
    weibull_ranks,
)
from floorwright_builtin.machine_time.observed_failures import Observed, observed
from floorwright_builtin.machine_time.system import System, system_given

Value = float | int | str | bool | None


@dataclass(frozen=True, slots=True)
class Unit:
    """What is known of one unit: mean times in hours, and its reliability over the mission."""

    mtbf: float | None
    mttr: float | None
    availability: float | None
    reliability: float | None


def reliability(given: StudyInput, job: Job) -> StudyAnswer:
    """MTBF, MTTR, availability and R(t) with intervals, the reliability of a system, and a Weibull fit.

    Sources: methods.md 4.4; Epstein 1954 for the intervals; O'Connor and Kleyner, Practical Reliability Engineering.
    """
    seen = observed(given)
    unit = _unit(given, seen)
    confidence = given.number("confidence_pct") / 100
    results: dict[str, Value] = {**_of_unit(unit, seen), **_intervals(given, seen, confidence)}
    system = system_given(given, unit.mtbf, unit.mttr, unit.reliability, unit.availability)
    results |= _of_system(given, system, unit)
    weibull = _weibull(given, seen)
    results |= _of_weibull(given, weibull, seen)
    if all(value is None for value in results.values()):
        raise StudyFailed(
            "There is nothing to compute.",
            hint="Give operating_h and failures, mtbf_h, reliability, or a table of failures, components or a log.",
        )
    findings = [*seen.findings, *_not_computed(results)]
    tables = {"components": system.table} if system.table is not None else {}
    tables |= _failure_table(given, seen)
    if seen.machines:
        tables["machines"] = machine_table(seen)
    if unit.mtbf is not None or weibull is not None:
        tables["reliability"] = _over_time(given, unit, weibull, system)
    return StudyAnswer(results, tables, tuple(findings), _conventions(given))


def _unit(given: StudyInput, seen: Observed) -> Unit:
    stated, rate = given.number_or_none("mtbf_h"), given.number_or_none("failure_rate_per_h")
    mtbf = stated if stated is not None else 1 / rate if rate else None
    if mtbf is None and seen.operating and seen.failures:
        mtbf = seen.operating / seen.failures
    mttr = given.number_or_none("mttr_h")
    if mttr is None and seen.repair is not None and seen.repairs:
        mttr = seen.repair / seen.repairs
    availability = None if mtbf is None or mttr is None or mtbf + mttr <= 0 else mtbf / (mtbf + mttr)
    if availability is None and seen.operating and seen.repair is not None:
        availability = seen.operating / (seen.operating + seen.repair)
    mission, own = given.number_or_none("mission_h"), given.number_or_none("reliability")
    if own is None and mtbf is not None and mission is not None:
        own = math.exp(-mission / mtbf)
    return Unit(mtbf, mttr, availability, own)


def _of_unit(unit: Unit, seen: Observed) -> dict[str, Value]:
    return {
        "failures": seen.failures,
        "operating_h": seen.operating,
        "failed_pct": 100 * seen.failures / seen.on_test if seen.on_test and seen.failures is not None else None,
        "mtbf_h": unit.mtbf,
        "failure_rate_per_h": 1 / unit.mtbf if unit.mtbf else None,
        "mttr_h": unit.mttr,
        "availability": unit.availability,
        "reliability": unit.reliability,
    }


def _intervals(given: StudyInput, seen: Observed, confidence: float) -> dict[str, Value]:
    """Limits at the confidence of the option; none for a mean that was stated, not observed."""
    ended: Ended = "time" if given.text("test_ended") == "time" else "failure"
    between, repair, up = Interval(None, None), Interval(None, None), Interval(None, None)
    least = None
    if seen.operating is not None and seen.failures is not None and given.number_or_none("mtbf_h") is None:
        between = mean_interval(seen.operating, seen.failures, confidence, ended)
        least = one_sided(seen.operating, seen.failures, confidence, ended)
        if seen.repair and seen.repairs:
            repair = mean_interval(seen.repair, seen.repairs, confidence, "failure")
            if seen.repairs == seen.failures:
                up = availability_interval(seen.operating, seen.repair, seen.failures, confidence)
    mission = given.number_or_none("mission_h")

    def survive(mean: float | None) -> float | None:
        return None if mean is None or mission is None else math.exp(-mission / mean)

    return {
        "mtbf_low_h": between.low,
        "mtbf_high_h": between.high,
        "mtbf_at_least_h": least,
        "mttr_low_h": repair.low,
        "mttr_high_h": repair.high,
        "availability_low": up.low,
        "availability_high": up.high,
        "reliability_low": survive(between.low),
        "reliability_high": survive(between.high),
    }


def _of_system(given: StudyInput, system: System, unit: Unit) -> dict[str, Value]:
    wanted = given.number_or_none("wanted_reliability_pct")
    share = None if wanted is None else wanted / 100
    hours, units = None, None
    if share is not None:
        hours = None if unit.mtbf is None else -unit.mtbf * math.log(share)
        if unit.reliability is not None and 0 < unit.reliability < 1:
            units = math.ceil(math.log1p(-share) / math.log1p(-unit.reliability) - 1e-9)
    return {
        "system_reliability": system.reliability,
        "system_availability": system.availability,
        "system_mtbf_h": system.mtbf,
        "time_for_reliability_h": hours,
        "parallel_units_for_reliability": None if units is None else max(units, 1),
    }


def _weibull(given: StudyInput, seen: Observed) -> Weibull | None:
    failed = [time for time in seen.times if time > 0]
    if given.text("weibull_fit") == "median ranks":
        return weibull_ranks(failed, seen.survived, _ranks(given))
    return weibull_likelihood(failed, [time for time in seen.survived if time > 0])


def _of_weibull(given: StudyInput, found: Weibull | None, seen: Observed) -> dict[str, Value]:
    mission = given.number_or_none("mission_h")
    names = ("weibull_shape", "weibull_scale_h", "weibull_mean_h", "weibull_b10_h", "weibull_reliability")
    if found is None:
        return dict.fromkeys(names)
    values = (
        found.shape,
        found.scale,
        found.mean(),
        found.life(0.1),
        None if mission is None else found.reliability(mission),
    )
    return dict(zip(names, values, strict=True))


def _ranks(given: StudyInput) -> Ranks:
    return "midpoint" if given.text("ranks") == "midpoint" else "mean" if given.text("ranks") == "mean" else "bernard"


def _failure_table(given: StudyInput, seen: Observed) -> dict[str, Table]:
    points = plot_points([time for time in seen.times if time > 0], seen.survived, _ranks(given))
    if not points:
        return {}
    columns = (
        Column("Rank", type="integer", decimals=0),
        Column("Time", "h", "number"),
        Column("Failed share", type="number", decimals=4),
    )
    rows = tuple((place, time, share) for place, (time, share) in enumerate(points, 1))
    return {"failure_times": Table("Times to failure", columns, rows)}


def machine_table(seen: Observed) -> Table:
    """MTBF, MTTR and availability of every machine in the log."""
    columns = (
        Column("Machine"),
        Column("Running", "h", "number"),
        Column("Failures", type="integer", decimals=0, better="less"),
        Column("MTBF", "h", "number", better="more"),
        Column("MTTR", "h", "number", better="less"),
        Column("Availability", type="number", decimals=4, better="more"),
    )
    rows = tuple(
        (
            name,
            running,
            failures,
            running / failures if failures else None,
            repair / failures if failures else None,
            running / (running + repair) if running + repair > 0 else None,
        )
        for name, running, failures, repair in seen.machines
    )
    return Table("Machines", columns, rows)


def _over_time(given: StudyInput, unit: Unit, weibull: Weibull | None, system: System) -> Table:
    """R(t) from 0 to twice the mission, or to three times the mean."""
    mission = given.number_or_none("mission_h")
    mean = unit.mtbf or (weibull.scale if weibull is not None else 1.0)
    end = 2 * mission if mission else 3 * mean
    columns = (
        Column("Time", "h", "number"),
        Column("Exponential", type="number", decimals=4),
        Column("Weibull", type="number", decimals=4),
        Column("System", type="number", decimals=4),
    )
    rows = []
    for step in range(41):
        time = end * step / 40
        rows.append(
            (
                time,
                None if not unit.mtbf else math.exp(-time / unit.mtbf),
                None if weibull is None else weibull.reliability(time),
                system.over_time(time),
            )
        )
    return Table("Reliability over time", columns, tuple(rows))


def _not_computed(results: Mapping[str, Value]) -> list[StudyFinding]:
    needs = (
        ("give operating_h and failures, or a table of failures or a log; a stated MTBF has no interval",
         ("failures", "operating_h", "mtbf_low_h", "mtbf_high_h", "mtbf_at_least_h", "reliability_low",
          "reliability_high", "failed_pct")),
        ("give mtbf_h, or running time and at least one failure", ("mtbf_h", "failure_rate_per_h")),
        ("give the times of repair", ("mttr_h", "mttr_low_h", "mttr_high_h", "availability", "availability_low",
                                      "availability_high", "system_availability")),
        ("give mission_h, the time for which it has to work", ("reliability", "system_reliability")),
        ("every component needs an MTBF or failure rate", ("system_mtbf_h",)),
        ("give wanted_reliability_pct", ("time_for_reliability_h", "parallel_units_for_reliability")),
        ("give two different times to failure or more, and mission_h for the reliability",
         ("weibull_shape", "weibull_scale_h", "weibull_mean_h", "weibull_b10_h", "weibull_reliability")),
    )  # fmt: skip
    found = []
    for why, names in needs:
        missing = [name for name in names if results[name] is None]
        if missing:
            found.append(StudyFinding(f"Not computed: {', '.join(missing)}", why))
    return found


def _conventions(given: StudyInput) -> tuple[str, ...]:
    ended = (
        "at a set time: 2r + 2 degrees below" if given.text("test_ended") == "time" else "with a failure: 2r degrees"
    )
    return (
        f"Intervals are two-sided at {given.number('confidence_pct'):g} %; the observation ended {ended}. "
        "mtbf_at_least is one-sided.",
        "Times between failures and of repair are exponential where nothing else is said; components are independent.",
        f"Weibull by {given.text('weibull_fit')}; plotted at ranks “{given.text('ranks')}”.",
    )

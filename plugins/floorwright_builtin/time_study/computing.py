"""The figures of a time study: observed, normal and standard time, their confidence, and what was left out."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from floorwright.api import (
    Allowance,
    Job,
    StudyAnswer,
    StudyFailed,
    StudyFinding,
    StudyInput,
    StudyValue,
    Table,
    allowance_of,
    no_time_left,
    slips_of,
    times_table,
)
from floorwright_builtin.time_study.elements import (
    FOREIGN,
    MACHINE,
    Element,
    elements_of,
    foreign_elements,
    with_all,
)
from floorwright_builtin.time_study.observations import Precision, precision_of, whole_or_none
from floorwright_builtin.time_study.rating import codes_of, standard_rating
from floorwright_builtin.time_study.readings import CONTINUOUS, Reading, readings_of
from floorwright_builtin.time_study.sheet import (
    ElementFigures,
    audit_table,
    cycles_table,
    elements_table,
    judged,
    precision_table,
    readings_table,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Times:
    """Observed, normal and standard time of a cycle in seconds; None where one cannot be known."""

    observed: float | None
    normal: float | None
    standard: float | None


def time_study(given: StudyInput, job: Job) -> StudyAnswer:
    """Observed, normal and standard time with their confidence, the elements, and the audit of the readings.

    Source: methods.md 3.1; ILO, Introduction to Work Study, 4th ed., part three; Niebel and Freivalds, 13th ed.
    """
    findings: list[StudyFinding] = slips_of(given)
    standard = standard_rating(given)
    allowance = allowance_of(given)
    precision = precision_of(given)
    job.progress(0.0, "Reading the watch")
    readings = readings_of(given, standard, foreign_elements(given), findings)
    elements = elements_of(given, readings, standard, findings)
    works = [one for one in elements if one.works]
    if not works:
        raise StudyFailed(
            "There is nothing to study.",
            hint="Give readings, elements with their mean times, or the option mean_s for one time.",
        )
    job.progress(0.4, "Computing the elements")
    findings += _about(works, allowance)
    times = _cycle(works, allowance)
    everything = _cycle([one for one in with_all(elements, readings) if one.works], allowance)
    figures = [_figures(one, allowance, precision) for one in elements]
    working = [one for one in figures if one.element.works]
    judgements = judged(readings, given.text("outlier_rule"))
    audit = [one for one in judgements if one.flag or one.reading.reason]
    flagged = [one for one in audit if one.flag and one.reading.used]
    if flagged:
        findings.append(
            StudyFinding(
                f"Readings that lie far from the others of their element: {len(flagged)}",
                "they are counted; look at table audit, and exclude one only with its reason",
            )
        )
    if everything.standard is not None and times.standard is not None and any(one.reason for one in readings):
        findings.append(
            StudyFinding(
                f"Readings left out: {sum(1 for one in readings if one.reason)}",
                f"with all that have a time the standard time would be {everything.standard:.6g} s a cycle,"
                f" without them it is {times.standard:.6g} s",
            )
        )
    pieces = given.number("pieces_per_cycle")
    results: dict[str, StudyValue] = {
        **_time_results(given, times, everything, allowance, pieces),
        **_confidence(works, working, precision, findings),
        **_watch(given, readings, findings),
        "readings": sum(1 for one in readings if one.used),
        "readings_excluded": sum(1 for one in readings if one.reason and not one.foreign),
        "readings_flagged": len(flagged),
    }
    tables: dict[str, Table] = {
        "elements": elements_table(figures),
        "precision": precision_table(figures),
        "times": _times(times, pieces),
    }
    if readings:
        tables["cycles"] = cycles_table(readings, elements)
        tables["audit"] = audit_table(audit)
        tables["readings"] = readings_table(judgements)
    return StudyAnswer(results, tables, tuple(findings), _conventions(given, allowance, precision, standard, readings))


def _cycle(works: Sequence[Element], allowance: Allowance) -> _Times:
    observed = [None if one.mean_s is None else one.mean_s * one.frequency for one in works]
    return _Times(
        observed=_sum(observed),
        normal=_sum([one.normal_s for one in works]),
        standard=_sum([_standard(one, allowance) for one in works]),
    )


def _standard(element: Element, allowance: Allowance) -> float | None:
    factor = allowance.factor(element.allowance, element.kind == MACHINE)
    return None if factor is None or element.normal_s is None else element.normal_s * factor


def _sum(values: Sequence[float | None]) -> float | None:
    known = [value for value in values if value is not None]
    return math.fsum(known) if len(known) == len(values) else None


def _figures(element: Element, allowance: Allowance, precision: Precision) -> ElementFigures:
    half = needed = None
    n, mean, sd = element.n, element.mean_s, element.sd_s
    if mean is not None and sd is not None:
        needed = precision.needed(mean, sd, n)
        if n is not None and n >= 2 and mean > 0:
            half = precision.quantile(n - 1) * sd / math.sqrt(n)
    return ElementFigures(element, _standard(element, allowance), half, needed)


def _time_results(
    given: StudyInput, times: _Times, everything: _Times, allowance: Allowance, pieces: float
) -> dict[str, StudyValue]:
    normal, standard = times.normal, None if times.standard is None else times.standard / pieces
    rating = normal / times.observed if normal is not None and times.observed else None
    return {
        "observed_s": times.observed,
        "rating_factor": rating,
        "normal_s": normal,
        "allowance_pct": allowance.share * 100,
        "allowance_factor": times.standard / normal if normal and times.standard is not None else None,
        "standard_s": standard,
        "standard_min": None if standard is None else standard / 60,
        "standard_tmu": None if standard is None else standard / 0.036,
        "standard_with_all_s": None if everything.standard is None else everything.standard / pieces,
        "pieces_per_h": 3600 / standard if standard else None,
        "pieces_per_shift": given.number("shift_min") * 60 / standard if standard else None,
        "h_per_100_pieces": None if standard is None else standard / 36,
    }


def _confidence(
    works: Sequence[Element], figures: Sequence[ElementFigures], precision: Precision, findings: list[StudyFinding]
) -> dict[str, StudyValue]:
    """Intervals of observed and normal time, and the readings that are needed for the worst element."""
    observed = _interval([(one.mean_s, one.sd_s, one.n, one.frequency) for one in works], precision)
    normal = _interval([(one.rated_s, one.rated_sd_s, one.n, one.frequency) for one in works], precision)
    known = [one for one in figures if one.needed is not None]
    unknown = [one.element.name for one in figures if one.half_width_s is None]
    worst = max(known, key=lambda one: one.needed or 0.0, default=None)
    reached = [
        one.half_width_s / one.element.mean_s for one in known if one.half_width_s is not None and one.element.mean_s
    ]
    if unknown:
        findings.append(
            StudyFinding(
                f"How sure the mean of {_listed(unknown)} is cannot be said",
                "intervals need two readings, or mean_s with sd_s and n of 2 or more; so do the readings needed by t",
            )
        )
    made = min((one.element.n for one in known if one.element.n is not None), default=None)
    needed = None if worst is None else worst.needed
    whole = whole_or_none(needed)
    short = [one for one in known if one.element.n and (whole_or_none(one.needed) or 0) > one.element.n]
    if short:
        findings.append(
            StudyFinding(
                f"{whole} readings are needed, of {_listed([one.element.name for one in short])} there are fewer",
                "go on observing, or state a lower confidence or a wider precision",
            )
        )
    return {
        "observed_low_s": observed and observed[0],
        "observed_high_s": observed and observed[1],
        "normal_low_s": normal and normal[0],
        "normal_high_s": normal and normal[1],
        "precision_reached_pct": max(reached) * 100 if reached else None,
        "quantile": None if worst is None else precision.quantile((worst.element.n or 2) - 1),
        "observations_exact": needed,
        "observations_needed": whole,
        "observations_made": made,
        "observations_element": None if worst is None else worst.element.name,
    }


def _interval(
    parts: Sequence[tuple[float | None, float | None, int | None, float]], precision: Precision
) -> tuple[float, float] | None:
    """The interval of Σ f x̄ with the degrees of freedom of Welch and Satterthwaite; None where a spread is unknown."""
    middle = variance = freedom = 0.0
    for mean, sd, n, frequency in parts:
        if mean is None or sd is None or n is None or n < 2:
            return None
        own = (frequency * sd) ** 2 / n
        middle += mean * frequency
        variance += own
        freedom += own**2 / (n - 1)
    if not math.isfinite(variance) or not math.isfinite(freedom):
        return None
    half = precision.quantile(variance**2 / freedom) * math.sqrt(variance) if freedom > 0 else 0.0
    return middle - half, middle + half


def _watch(given: StudyInput, readings: Sequence[Reading], findings: list[StudyFinding]) -> dict[str, StudyValue]:
    """The check of the study against the clock on the wall."""
    recorded = math.fsum(one.recorded_s for one in readings) if readings else None
    clock = given.number_or_none("clock_s")
    if recorded is None:
        findings.append(StudyFinding("There are no readings", "audit and study error need table readings or sheet"))
    elif clock is None:
        findings.append(
            StudyFinding(
                "The study is not checked against the clock on the wall",
                "the study error needs clock_s: how long the whole study lasted",
            )
        )
    if clock is None or recorded is None:
        return {"recorded_s": recorded, "study_error_pct": None, "study_error_ok": None}
    told = recorded + given.number("check_s") + given.number("ineffective_s")
    error = abs(told - clock) / clock * 100
    limit = given.number("study_error_limit_pct")
    if error > limit:
        findings.append(
            StudyFinding(
                f"The study error is {error:.3g} %, more than {limit:g} %",
                f"recorded, check and ineffective time are {told:.6g} s, the clock ran {clock:.6g} s; time it again",
            )
        )
    return {"recorded_s": recorded, "study_error_pct": error, "study_error_ok": error <= limit}


def _about(works: Sequence[Element], allowance: Allowance) -> list[StudyFinding]:
    found = []
    empty = [one.name for one in works if one.mean_s is None]
    if empty:
        found.append(
            StudyFinding(
                f"{_listed(empty)} has no time that counts",
                "give mean_s or a reading that is not excluded; without it no total can be computed",
            )
        )
    machines = [one.name for one in works if one.kind == MACHINE]
    if machines and not allowance.on_machine and allowance.share:
        found.append(
            StudyFinding(
                f"Machine time ({_listed(machines)}) gets no allowance", "set allowance_on_machine if it should"
            )
        )
    if works and all(one.mean_s == 0 for one in works):
        found.append(StudyFinding("The work takes no time", "ratings, pieces an hour and precision need times above 0"))
    if any(allowance.factor(one.allowance) is None for one in works):
        found.append(no_time_left(allowance))
    return found


def _listed(names: Sequence[str]) -> str:
    more = f" and {len(names) - 3} more" if len(names) > 3 else ""
    return ", ".join(f"“{name}”" for name in names[:3]) + more


def _times(times: _Times, pieces: float) -> Table:
    standard = None if times.standard is None else times.standard / pieces
    rows = {"Observed, a cycle": times.observed, "Normal, a cycle": times.normal, "Standard, a cycle": times.standard}
    return times_table("Times", rows | {"Standard, a piece": standard})


def _conventions(
    given: StudyInput, allowance: Allowance, precision: Precision, standard: float, readings: Sequence[Reading]
) -> tuple[str, ...]:
    found = [allowance.convention]
    if not allowance.on_machine:
        found.append("Machine elements get no allowance and count at rating 100.")
    scale = given.text("rating_scale")
    found.append(
        f"Rating scale {scale}: {standard:g} is standard pace; rated reading by reading where readings carry one."
    )
    codes = [codes_of(given), *(codes_of(row) for row in given.rows("elements"))]
    coded = any(code.strip() for one in codes for code in one.values())
    if coded:
        found.append("Westinghouse levelling: 1 + skill + effort + conditions + consistency.")
    if readings:
        continuous = given.text("timing") == CONTINUOUS
        found.append(
            "Continuous timing: a reading lasts since the one before."
            if continuous
            else "Snap-back timing: a reading is the element's own time."
        )
        found.append("Outliers are flagged only; a reading is left out only with a reason, and listed.")
    found.append(precision.convention)
    return tuple(found)


__all__ = ["FOREIGN", "time_study"]

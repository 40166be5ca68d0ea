"""The figures of work sampling: shares with intervals, observations needed, days in control, standard time, tours."""

import math

from floorwright.api import (
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
    whole_up,
    wilson_interval,
)
from floorwright_builtin.work_sampling.sample_size import (
    ABSOLUTE,
    for_absolute,
    for_relative,
    reached,
    z_of,
)
from floorwright_builtin.work_sampling.sheet import (
    Content,
    activities_table,
    convergence_table,
    days_table,
    sizes_table,
    subjects_table,
    tours_table,
)
from floorwright_builtin.work_sampling.tally import IDLE, MACHINE, WORK, Activity, Tally, tally_of
from floorwright_builtin.work_sampling.tours import tours_of

NO_PILOT = 0.5
"""The share that needs the most observations, taken where nobody knows one."""


def work_sampling(given: StudyInput, job: Job) -> StudyAnswer:
    """Shares, precision, observations needed, days, standard time and the plan of tours.

    Sources: methods.md 3.2; ILO, Introduction to Work Study, 4th ed., ch. 19; Niebel and Freivalds, 13th ed., ch. 14.
    """
    findings: list[StudyFinding] = slips_of(given)
    z, precision = z_of(given), given.number("precision_pct") / 100
    kind = given.text("precision_kind")
    job.progress(0.0, "Counting the observations")
    tally = tally_of(given, findings)
    name, p, n = _question(given, tally, findings)
    results: dict[str, StudyValue] = {
        "activity": name,
        "observations": n,
        "share_pct": None if p is None else p * 100,
        "z": z,
        **_precision(p, n, z, precision, kind, findings),
    }
    tables: dict[str, Table] = {}
    content = _work_content(given, tally, p, findings)
    results |= content[0]
    if tally.total > 0:
        confidence = given.number("confidence_pct") / 100
        tables["activities"] = activities_table(tally, content[1], z, confidence, precision, kind)
        results |= _days(given, tally, name, tables, findings)
        subjects = [one for one in tally.subjects(name) if one[1] > 0]
        if len(subjects) > 1:
            tables["subjects"] = subjects_table(subjects, name, z)
        tables["convergence"] = convergence_table(tally, name, z, precision, kind)
    tables["sample_sizes"] = sizes_table(z, precision, kind)
    results |= _tours(given, results, tables, findings)
    findings += _left_out(results, tables)
    return StudyAnswer(results, tables, tuple(findings), _conventions(given, z, precision, kind))


def _question(given: StudyInput, tally: Tally, findings: list[StudyFinding]) -> tuple[str, float | None, float | None]:
    """The activity that is asked about, its share, and the observations there are."""
    asked, stated = given.text("activity").strip(), given.number_or_none("p_pct")
    n = tally.total or given.number_or_none("n")
    if tally.activities:
        if asked and asked not in tally.activities:
            raise StudyFailed(
                f"“{asked}” was never seen.", hint=f"Name one of {', '.join(list(tally.activities)[:10])}."
            )
        asked = asked or next(iter(tally.activities))
    if stated is not None:
        return asked, stated / 100, n
    if tally.total > 0:
        return asked, tally.activities[asked].count / tally.total, n
    if tally.activities:
        findings.append(StudyFinding("Nothing was seen", "all counts are 0; a share needs observations"))
        return asked, None, None
    findings.append(
        StudyFinding(
            "No share is known: 50 % is taken, which needs the most observations", "give p_pct or observations"
        )
    )
    return asked, NO_PILOT, n


def _precision(
    p: float | None, n: float | None, z: float, precision: float, kind: str, findings: list[StudyFinding]
) -> dict[str, StudyValue]:
    absolute = None if p is None else for_absolute(p, precision, z)
    relative = None if p is None else for_relative(p, precision, z)
    exact = absolute if kind == ABSOLUTE else relative
    if p is not None and exact is None:
        findings.append(
            StudyFinding(
                f"A share of {p * 100:g} % says nothing about the observations needed",
                "both formulas need a share between 0 and 100 %; observe on, or assume one as p_pct",
            )
        )
    half = None if p is None or n is None else reached(p, n, z)
    interval = None if p is None or not n else wilson_interval(p * n, n, z)
    missing = None if exact is None else max(0, _whole(exact) - int(n or 0))
    return {
        "share_low_pct": interval and interval[0] * 100,
        "share_high_pct": interval and interval[1] * 100,
        "precision_reached_pct": None if half is None else half * 100,
        "relative_precision_reached_pct": None if half is None or not p else half / p * 100,
        "observations_absolute": None if absolute is None else _whole(absolute),
        "observations_relative": None if relative is None else _whole(relative),
        "observations_exact": exact,
        "observations_needed": None if exact is None else _whole(exact),
        "observations_missing": missing,
        "precision_reached": None if exact is None or n is None else n >= exact - 1e-9 * exact,
    }


def _whole(value: float) -> int:
    return whole_up(value) if math.isfinite(value) else 0


def _work_content(
    given: StudyInput, tally: Tally, p: float | None, findings: list[StudyFinding]
) -> tuple[dict[str, StudyValue], dict[str, Content]]:
    """Normal and standard time of a piece: time × share × rating / pieces, machine time unrated."""
    names = ("working_pct", "rating_factor", "normal_s", "machine_s", "standard_s", "standard_min", "pieces_per_h")
    empty: dict[str, StudyValue] = dict.fromkeys(names)
    allowance = allowance_of(given)
    empty["allowance_pct"] = allowance.share * 100
    total, pieces = given.number_or_none("total_time_min"), given.number_or_none("pieces")
    activities, all_counts = _activities(given, tally, p, total is not None and pieces is not None, findings)
    default = (given.number_or_none("rating_pct") or 100.0) / 100
    working = sum(one.count for one in activities if one.kind == WORK)
    empty["working_pct"] = working / all_counts * 100 if all_counts > 0 and working > 0 else None
    if total is None or pieces is None:
        return empty, {}
    if all_counts <= 0 or not any(one.kind in (WORK, MACHINE) for one in activities):
        findings.append(
            StudyFinding(
                "The standard time cannot be computed", "no activity is work: say kind work, machine or idle for each"
            )
        )
        return empty, {}
    by_hand, machine = allowance.factor(), allowance.factor(machine=True)
    whole_s = total * 60 * given.number("people")
    contents: dict[str, Content] = {}
    for one in activities:
        rating = one.mean_rating(default) if one.kind == WORK else 1.0
        factor = {WORK: by_hand, MACHINE: machine}.get(one.kind)
        time = whole_s * one.count / all_counts
        normal = time * rating / pieces if one.kind != IDLE else None
        contents[one.name] = Content(
            kind=one.kind,
            time_s=time,
            rating=rating if one.kind == WORK else None,
            normal_s=normal,
            standard_s=None if normal is None or factor is None else normal * factor,
        )
    if by_hand is None:
        findings.append(no_time_left(allowance))
    normal = math.fsum(one.normal_s for one in contents.values() if one.normal_s is not None)
    counted = [one.standard_s for one in contents.values() if one.normal_s is not None]
    standard = None if None in counted else math.fsum(value for value in counted if value is not None)
    rated = math.fsum(one.normal_s or 0.0 for one in contents.values() if one.kind == WORK) * pieces
    seen_s = math.fsum(one.time_s for one in contents.values() if one.kind == WORK)
    found: dict[str, StudyValue] = {
        "rating_factor": rated / seen_s if seen_s > 0 else None,
        "normal_s": normal,
        "machine_s": math.fsum(one.normal_s or 0.0 for one in contents.values() if one.kind == MACHINE),
        "standard_s": standard,
        "standard_min": None if standard is None else standard / 60,
        "pieces_per_h": 3600 / standard if standard else None,
    }
    return empty | found, contents


def _activities(
    given: StudyInput, tally: Tally, p: float | None, asked: bool, findings: list[StudyFinding]
) -> tuple[list[Activity], float]:
    """The activities with a kind each. Without a table the share of the options is the working one.

    Where no kind is said an activity is work when it was rated or is the one asked about, else it counts as idle.
    """
    if not tally.activities:
        rest = 1 - (p or 0.0)
        work = Activity(name=given.text("activity") or WORK, kind=WORK, count=p or 0.0)
        return [work, Activity(name=IDLE, kind=IDLE, count=rest)], 1.0
    chosen = given.text("activity").strip()
    left: list[str] = []
    for one in tally.activities.values():
        if not one.kind:
            one.kind = WORK if one.has_rating or one.name == chosen else IDLE
            if one.kind == IDLE:
                left.append(one.name)
    if left and asked:
        names = ", ".join(f"“{name}”" for name in left[:3])
        findings.append(
            StudyFinding(f"{names} is taken as idle: it has neither a kind nor a rating", "say its kind, or rate it")
        )
    return list(tally.activities.values()), tally.total


def _days(
    given: StudyInput, tally: Tally, name: str, tables: dict[str, Table], findings: list[StudyFinding]
) -> dict[str, StudyValue]:
    days = tally.days(name)
    if len(days) < 2:
        return {"days_out": None}
    sigmas = given.number("limit_sigmas")
    tables["days"] = days_table(days, sigmas)
    out = [str(row[0]) for row in tables["days"].rows if row[-1] is False]
    if out:
        findings.append(
            StudyFinding(
                f"“{name}” is beyond the limits on {', '.join(out[:5])}",
                "find out what was different on that day before its observations are used",
            )
        )
    return {"days_out": len(out)}


def _tours(
    given: StudyInput, results: dict[str, StudyValue], tables: dict[str, Table], findings: list[StudyFinding]
) -> dict[str, StudyValue]:
    """The plan, when tours a day or days are asked for; the other one follows from the observations missing."""
    per_day, days = given.number_or_none("tours_per_day"), given.number_or_none("days")
    seen = given.number("seen_per_tour")
    missing = results["observations_missing"]
    to_do = float(missing) if isinstance(missing, int) else None
    wanted = None if per_day is None or to_do is None else whole_up(to_do / (per_day * seen))
    if per_day is None and days is None:
        return {"days_needed": None, "tours_planned": 0}
    if per_day is None:
        if not to_do:
            findings.append(StudyFinding("No tours are planned", "no observations are missing; or give tours_per_day"))
            return {"days_needed": None, "tours_planned": 0}
        per_day = float(whole_up(to_do / (float(days or 1) * seen)))
        wanted = int(days or 1)
    days = float(days or wanted or 1)
    tables["plan"] = tours_table(tours_of(given, int(per_day), int(days)), seen)
    return {"days_needed": wanted, "tours_planned": int(per_day) * int(days)}


def _left_out(results: dict[str, StudyValue], tables: dict[str, Table]) -> list[StudyFinding]:
    """One finding that says what was not asked for, and what it takes."""
    needs = {
        "the precision reached": (results["observations"] is None, "observations, tallies or option n"),
        "the control chart": ("days" not in tables, "observations of two days or more"),
        "the standard time": (results["normal_s"] is None, "total_time_min, pieces and work among the activities"),
        "the plan of tours": ("plan" not in tables, "tours_per_day or days"),
    }
    missing = {what: need for what, (is_missing, need) in needs.items() if is_missing}
    if not missing:
        return []
    why = "; ".join(f"{what} needs {need}" for what, need in missing.items())
    return [StudyFinding(f"Left out: {', '.join(missing)}", why)]


def _conventions(given: StudyInput, z: float, precision: float, kind: str) -> tuple[str, ...]:
    how = (
        f"± {precision * 100:g} percentage points (absolute): n = z² p(1 − p)/e²"
        if kind == ABSOLUTE
        else f"± {precision * 100:g} % of the share (relative): n = z² (1 − p)/(s² p)"
    )
    own = (
        "as given" if given.number_or_none("z") is not None else f"for {given.number('confidence_pct'):g} % confidence"
    )
    return (
        f"Precision {how}; z = {z:.5g} {own}; n is rounded up.",
        "Intervals: Wilson for each share, Goodman for all shares at once at the same confidence.",
        f"Limits by day: p̄ ± {given.number('limit_sigmas'):g} √(p̄(1 − p̄)/n of the day).",
        allowance_of(given).convention,
        "Only work is rated; machine time counts as it is"
        + (" and gets the allowance." if given.yes("allowance_on_machine") else " and gets no allowance."),
    )

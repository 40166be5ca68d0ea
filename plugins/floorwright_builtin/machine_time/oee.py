"""Overall equipment effectiveness: availability, performance and quality, the six big losses, and where time goes."""

from collections.abc import Mapping

from floorwright.api import Cell, Column, Job, StudyAnswer, StudyFinding, StudyInput, Table
from floorwright_builtin.machine_time.machine_log import MachineLog, read_log
from floorwright_builtin.machine_time.oee_given import from_log, from_totals, too_fast
from floorwright_builtin.machine_time.oee_times import Times, together
from floorwright_builtin.machine_time.time_line import time_line_table

Value = float | int | str | bool | None
FACTORS = ("availability_pct", "performance_pct", "quality_pct")


def oee(given: StudyInput, job: Job) -> StudyAnswer:
    """A, P, Q, OEE and TEEP of all machines together, and of each in a table.

    Source: Nakajima, Introduction to TPM, 1988; methods.md 4.3. Nothing is rounded before the product.
    """
    log: MachineLog | None = None
    findings: list[StudyFinding] = []
    if given.rows("log"):
        log = read_log(given, given.number("minor_stop_s"))
        findings += log.findings
        job.progress(0.5, "Adding times up")
        parts = from_log(given, log)
    elif all(given.number_or_none(name) is not None for name in FACTORS):
        return of_factors(given)
    else:
        parts = {"": from_totals(given)}
    cap = given.yes("cap_performance")
    whole = together(list(parts.values())) if parts else together([])
    for name, times in parts.items():
        fast = too_fast(name, times, cap)
        if fast is not None:
            findings.append(fast)
    results = _results(whole, cap)
    findings += _not_computed(results)
    tables = {"losses": loss_table(whole), "waterfall": waterfall_table(whole)}
    if log is not None:
        tables["machines"] = machine_table(parts, cap)
        tables["time_line"] = time_line_table(log)
    return StudyAnswer(results, tables, tuple(findings), _conventions(given, log is not None))


def of_factors(given: StudyInput) -> StudyAnswer:
    """OEE of three factors that are known already: their product."""
    a, p, q = (given.number(name) / 100 for name in FACTORS)
    cap = given.yes("cap_performance")
    results: dict[str, Value] = dict.fromkeys(_results(together([]), cap))
    capped = min(p, 1.0) if cap else p
    results |= {
        "availability": a,
        "performance": capped,
        "performance_uncapped": p,
        "quality": q,
        "oee": a * capped * q,
    }
    findings = [StudyFinding("Only the factors are known", "times, pieces and losses need planned_s, run_s and pieces")]
    planned, calendar = given.number_or_none("planned_s"), given.number_or_none("calendar_s")
    if planned is not None and calendar:
        results |= {"planned_s": planned, "loading": planned / calendar, "teep": a * capped * q * planned / calendar}
    return StudyAnswer(results, {}, tuple(findings), _conventions(given, False))


def _results(whole: Times, cap: bool) -> dict[str, Value]:
    found = whole.oee(cap)
    utilisation = whole.planned / whole.calendar if whole.calendar else None
    losses = [(seconds, name) for name, _, seconds, _ in _losses(whole) if seconds]
    return {
        "availability": whole.availability,
        "performance": whole.capped(cap),
        "performance_uncapped": whole.performance,
        "quality": whole.quality,
        "oee": found,
        "teep": found * utilisation if found is not None and utilisation is not None else None,
        "loading": utilisation,
        "planned_s": whole.planned,
        "run_s": whole.run,
        "net_run_s": whole.net,
        "valuable_s": whole.valuable,
        "total": whole.total,
        "good": whole.good,
        "reject": whole.reject,
        "largest_loss": max(losses)[1] if losses else None,
    }


def _losses(whole: Times) -> list[tuple[str, str, float | None, int | None]]:
    """The six big losses: name, the factor they are in, seconds, and how often."""
    capped = 1.0 if not whole.ideal_total or whole.net is None else whole.net / whole.ideal_total
    startup = None if whole.ideal_total is None else whole.ideal_startup * capped
    reject = None if whole.ideal_total is None else whole.ideal_reject * capped
    counts = [count or None for count in whole.counts]
    return [
        ("Breakdowns and other stops", "availability", whole.breakdown, counts[0]),
        ("Setup and adjustment", "availability", whole.setup, counts[1]),
        ("Idling and minor stops", "performance", whole.minor, counts[2]),
        ("Reduced speed", "performance", whole.speed_loss, None),
        ("Rejects while starting", "quality", startup, None),
        ("Rejects in production", "quality", reject, None),
    ]


def loss_table(whole: Times) -> Table:
    """Hours of the six big losses and their shares of the planned time, the largest first."""
    columns = (
        Column("Loss"),
        Column("In"),
        Column("Lost", "h", "number", better="less"),
        Column("Of planned", "%", "number", better="less"),
        Column("Times", type="integer", decimals=0),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, factor, seconds, count in sorted(_losses(whole), key=lambda loss: -(loss[2] or 0.0)):
        share = None if seconds is None or whole.planned <= 0 else 100 * seconds / whole.planned
        rows.append((name, factor, None if seconds is None else seconds / 3600, share, count))
    return Table("Six big losses", columns, tuple(rows))


def waterfall_table(whole: Times) -> Table:
    """What is left of the calendar time after each loss, down to the time that makes good pieces."""
    steps: list[tuple[str, float | None]] = [
        ("Calendar time", whole.calendar),
        ("Planned time", whole.planned),
        ("Operating time", whole.run),
        ("Net operating time", whole.net),
        ("Valuable time", whole.valuable),
    ]
    columns = (Column("Time"), Column("Left", "h", "number"), Column("Of planned", "%", "number"))
    rows = tuple(
        (
            name,
            None if seconds is None else seconds / 3600,
            None if seconds is None or whole.planned <= 0 else 100 * seconds / whole.planned,
        )
        for name, seconds in steps
    )
    return Table("Where the time goes", columns, rows)


def machine_table(parts: Mapping[str, Times], cap: bool) -> Table:
    """A row a machine, as in the log."""
    columns = (
        Column("Machine"),
        Column("Calendar", "h", "number"),
        Column("Planned", "h", "number"),
        Column("Run", "h", "number", better="more"),
        Column("Breakdown", "h", "number", better="less"),
        Column("Setup", "h", "number", better="less"),
        Column("Minor stops", "h", "number", better="less"),
        Column("Pieces", "", "number", 0),
        Column("Rejects", "", "number", 0, better="less"),
        Column("Utilisation", type="number", decimals=4, better="more"),
        Column("Availability", type="number", decimals=4, better="more"),
        Column("Performance", type="number", decimals=4, better="more"),
        Column("Quality", type="number", decimals=4, better="more"),
        Column("OEE", type="number", decimals=4, better="more"),
        Column("TEEP", type="number", decimals=4, better="more"),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, one in parts.items():
        found, calendar = one.oee(cap), one.calendar
        rows.append(
            (
                name,
                None if calendar is None else calendar / 3600,
                one.planned / 3600,
                one.run / 3600,
                one.breakdown / 3600,
                one.setup / 3600,
                one.minor / 3600,
                one.total,
                one.reject,
                (one.run - one.minor) / calendar if calendar else None,
                one.availability,
                one.capped(cap),
                one.quality,
                found,
                found * one.planned / calendar if found is not None and calendar else None,
            )
        )
    return Table("Machines", columns, tuple(rows))


def _not_computed(results: Mapping[str, Value]) -> list[StudyFinding]:
    """One finding for each reason for which results are not there."""
    needs = (
        ("there is no planned time, or the machine did not run in it", ("availability",)),
        ("give the pieces: total and good or reject, or the columns pieces and rejects",
         ("quality", "total", "good", "reject")),
        ("give the pieces and their ideal cycle (ideal_cycle_s or ideal_rate_per_h)",
         ("performance", "performance_uncapped", "net_run_s", "valuable_s", "oee")),
        ("give calendar_s, and what OEE needs", ("teep", "loading")),
        ("no time is lost", ("largest_loss",)),
    )  # fmt: skip
    found = []
    for why, names in needs:
        missing = [name for name in names if results[name] is None]
        if missing:
            found.append(StudyFinding(f"Not computed: {', '.join(missing)}", why))
    return found


def _conventions(given: StudyInput, logged: bool) -> tuple[str, ...]:
    lines = [
        "Planned stops are out of the planned time; setups are an availability loss, minor stops a performance loss.",
        f"Performance is {'at most 1' if given.yes('cap_performance') else 'not capped'}; factors are not rounded.",
        "TEEP = OEE × planned ÷ calendar time.",
    ]
    if logged:
        short = given.number("minor_stop_s")
        lines.append(
            f"Unplanned stops below {short:g} s are minor stops."
            if short
            else "Minor stops are those the log calls so."
        )
        lines.append(
            "Time that nobody wrote down "
            + ("is an unplanned stop." if given.text("gaps") == "stop" else "is in no figure but the calendar.")
        )
        lines.append("Calendar time is from the first to the last entry of a machine, where it is not given.")
    return tuple(lines)

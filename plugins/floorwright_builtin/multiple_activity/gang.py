"""The gang chart: a crew on one scale of time, its idle time, and the crew that the work itself asks for."""

import math
from collections.abc import Sequence

from floorwright.api import Cell, Column, Job, StudyAnswer, StudyFailed, StudyFinding, StudyInput, Table
from floorwright_builtin.multiple_activity.gang_work import Gang, Member, gang_given

Value = float | int | str | bool | None | list[str] | list[float]


def gang(given: StudyInput, job: Job) -> StudyAnswer:
    """Utilisation and idle time of everybody, the ideal crew, pieces and cost; the present case beside it.

    Source: methods.md 1.6; Niebel and Freivalds, gang process charts.
    """
    proposed, present = gang_given(given, "proposed", job), gang_given(given, "present", job)
    now = proposed or present
    if now is None:
        raise StudyFailed("There is no gang.", hint="Give the table elements, or workers with their busy times.")
    if not now.people:
        raise StudyFailed("There are only machines.", hint="Name those who work, with machine “no”.")
    if now.cycle <= 0:
        raise StudyFailed("There is no work: all times are 0.", hint="Give busy times, or cycle_s.")
    findings = list(now.findings)
    results = _results(given, now)
    tables = {"workers": worker_table(now)}
    if now.bars:
        tables["chart"] = bar_table(now)
    if proposed is not None and present is not None:
        tables["comparison"] = _comparison(given, present, proposed)
        old, new = _cost(given, present), _cost(given, proposed)
        results["saving_pct"] = 100 * (old - new) / old if old and new is not None else None
    findings += _not_computed(results)
    return StudyAnswer(results, tables, tuple(findings), _conventions(now))


def _results(given: StudyInput, now: Gang) -> dict[str, Value]:
    people = now.people
    busy = math.fsum(one.busy for one in people)
    idle = math.fsum(now.cycle - one.busy for one in people)
    machines = [one for one in now.members if one.machine]
    pieces = given.number("pieces_per_cycle")
    longest = max(now.members, key=lambda one: one.busy)
    limited = any(one.busy >= now.cycle * (1 - 1e-9) for one in machines)
    return {
        "cycle_s": now.cycle,
        "workers": len(people),
        "utilisation_pct": [100 * one.busy / now.cycle for one in people],
        "busy_s": busy,
        "idle_s": idle,
        "gang_idle_pct": 100 * idle / (len(people) * now.cycle),
        "gang_utilisation_pct": 100 * busy / (len(people) * now.cycle),
        "min_gang_ideal": busy / now.cycle,
        "min_gang": math.ceil(busy / now.cycle - 1e-9),
        "busiest": longest.name,
        "machine_limited": limited,
        "pieces_per_h": 3600 * pieces / now.cycle,
        "pieces_per_day": 3600 * pieces / now.cycle * given.number("hours_per_day"),
        "labour_s_per_piece": len(people) * now.cycle / pieces,
        "cost_per_h": _cost_per_h(given, now),
        "cost_per_piece": _cost(given, now),
        "saving_pct": None,
    }


def _cost_per_h(given: StudyInput, now: Gang) -> float | None:
    rates = [_rate(given, one) for one in now.members]
    return None if all(rate is None for rate in rates) else math.fsum(rate or 0.0 for rate in rates)


def _rate(given: StudyInput, one: Member) -> float | None:
    common = given.number_or_none("machine_per_h" if one.machine else "labour_per_h")
    return common if one.rate_per_h is None else one.rate_per_h


def _cost(given: StudyInput, now: Gang) -> float | None:
    """Money a piece: what everybody costs an hour ÷ pieces an hour."""
    hour = _cost_per_h(given, now)
    return None if hour is None else hour * now.cycle / 3600 / given.number("pieces_per_cycle")


def worker_table(now: Gang) -> Table:
    """Busy, idle and shared time of everybody in a cycle."""
    columns = (
        Column("Who"),
        Column("Machine", type="yes_no"),
        Column("Busy", "s", "number"),
        Column("Alone", "s", "number"),
        Column("With others", "s", "number"),
        Column("Walking", "s", "number"),
        Column("Idle", "s", "number", better="less"),
        Column("Utilisation", "%", "number", better="more"),
    )
    rows: list[tuple[Cell, ...]] = [
        (
            one.name,
            one.machine,
            one.busy,
            one.busy - one.shared,
            one.shared,
            one.walk,
            now.cycle - one.busy,
            100 * one.busy / now.cycle,
        )
        for one in now.members
    ]
    return Table("Workers and machines", columns, tuple(rows))


def bar_table(now: Gang) -> Table:
    """Every bar over two cycles, in seconds; gaps are idle."""
    columns = (
        Column("Resource"),
        Column("Activity"),
        Column("Element"),
        Column("Start", "s", "number"),
        Column("End", "s", "number"),
    )
    rows: list[tuple[Cell, ...]] = []
    for name in dict.fromkeys(bar.who for bar in now.bars):
        moment = 0.0
        for bar in sorted((bar for bar in now.bars if bar.who == name), key=lambda bar: (bar.start, bar.end)):
            start, end = float(bar.start), float(bar.end)
            if start > moment + 1e-9:
                rows.append((name, "idle", "", moment, start))
            rows.append((name, bar.kind, bar.name, start, end))
            moment = max(moment, end)
        if moment < 2 * now.cycle - 1e-9:
            rows.append((name, "idle", "", moment, 2 * now.cycle))
    return Table("Multiple-activity chart", columns, tuple(rows))


def _comparison(given: StudyInput, present: Gang, proposed: Gang) -> Table:
    columns = (
        Column("Figure"),
        Column("Unit"),
        Column("Present", type="number", decimals=4),
        Column("Proposed", type="number", decimals=4),
        Column("Change", "%", "number"),
    )
    pieces = given.number("pieces_per_cycle")

    def figures(one: Gang) -> Sequence[tuple[str, str, float | None]]:
        busy = math.fsum(member.busy for member in one.people)
        count = len(one.people)
        return (
            ("Workers", "", count),
            ("Cycle", "s", one.cycle),
            ("Idle of the gang", "s", count * one.cycle - busy),
            ("Idle of the gang", "%", 100 - 100 * busy / (count * one.cycle)),
            ("Pieces", "pieces/h", 3600 * pieces / one.cycle),
            ("Cost a piece", "", _cost(given, one)),
        )

    rows = tuple(
        (name, unit, old, new, None if not old or new is None else 100 * (new - old) / old)
        for (name, unit, old), (_, _, new) in zip(figures(present), figures(proposed), strict=True)
    )
    return Table("Present and proposed", columns, rows)


def _not_computed(results: dict[str, Value]) -> list[StudyFinding]:
    needs = (
        ("give labour_per_h, machine_per_h, or rates of the workers", ("cost_per_h", "cost_per_piece")),
        ("give the present case too, with rates", ("saving_pct",)),
    )
    found = []
    for why, names in needs:
        missing = [name for name in names if results[name] is None]
        if missing:
            found.append(StudyFinding(f"Not computed: {', '.join(missing)}", why))
    return found


def _conventions(now: Gang) -> tuple[str, ...]:
    lines = [
        "Idle time is that of the workers; machines are told in the table. Waiting is idle.",
        "The ideal gang is the work of all workers ÷ cycle, whoever does it.",
    ]
    if now.critical:
        words = ", ".join(now.critical[:8]) + (" …" if len(now.critical) > 8 else "")
        lines.append(f"The cycle is the steady state, as short as it can be: it is set by {words}.")
    return tuple(lines)

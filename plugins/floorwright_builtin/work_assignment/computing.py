"""The answer of a work assignment: who does what, what stays undone and why, and where too few know a task."""

from floorwright.api import Column, Job, StudyAnswer, StudyFinding, StudyInput, StudyValue, Table
from floorwright_builtin.work_assignment.matching import Share, matched, planned
from floorwright_builtin.work_assignment.staff import Staff, Work, read_staff

_SMALL = 1e-6


def assignment(given: StudyInput, job: Job) -> StudyAnswer:
    """The best assignment there is, of all that do most.

    Raises:
        StudyFailed: when the tables contradict themselves.
    """
    staff = read_staff(given)
    by_hours = any(work.hours is not None for work in staff.work)
    objective = given.text("objective")
    job.progress(0.1, "Assigning the work")
    most = given.number_or_none("most_tasks")
    shares, proved = (
        planned(staff, objective, None if most is None else int(most), given.number("seconds"))
        if by_hours
        else (matched(staff, objective), True)
    )
    gaps = _gaps(staff, int(given.number("cover")))
    undone = _undone(staff, shares)
    results = _results(staff, shares, by_hours) | {
        "unassigned_tasks": len({number for number, _ in undone}),
        "gaps": len(gaps.rows),
        "proved_optimal": proved,
    }
    findings = [_why(staff, staff.work[number], missing) for number, missing in undone]
    if gaps.rows:
        findings.append(
            StudyFinding(
                f"Too few people know {', '.join(f'“{row[0]}”' for row in gaps.rows[:6])}"
                + (f" and {len(gaps.rows) - 6} more" if len(gaps.rows) > 6 else ""),
                "train others: the table gaps says how many, and who is nearest",
            )
        )
    if not proved:
        findings.append(StudyFinding("It is not proved that there is no better plan", "give more seconds"))
    tables = {"assignment": _assigned(staff, shares), "people": _people(staff, shares), "gaps": gaps}
    if by_hours:
        tables["work"] = _work(staff, shares)
    said = (
        "First as much work as possible is done, then the objective decides.",
        f"A person is able from {given.number('least_performance_pct'):g} % performance on.",
        "An hour of a person is an hour × performance of standard work." if by_hours else "Each person does one task.",
    )
    return StudyAnswer(results, tables, tuple(findings), said)


def _results(staff: Staff, shares: list[Share], by_hours: bool) -> dict[str, StudyValue]:
    skills = [staff.able[staff.people[one.person].name, staff.work[one.work].task] for one in shares]
    busy = {staff.people[one.person].name for one in shares}
    names = {person.name for person in staff.people}
    times, costs = [skill.time_s for skill in skills], [skill.cost for skill in skills]
    found: dict[str, StudyValue] = {
        "assigned": len(shares),
        "unassigned_people": len(names - busy),
        "total_time_s": None if by_hours or None in times else float(sum(time or 0.0 for time in times)),
        "total_cost": None if by_hours or None in costs else float(sum(cost or 0.0 for cost in costs)),
        "mean_performance_pct": None,
        "load_h": None,
        "capacity_h": None,
        "used_h": None,
        "short_h": None,
        "utilisation": None,
    }
    weights = [one.hours if one.hours is not None else 1.0 for one in shares]
    if sum(weights) > 0:
        paced = sum(weight * skill.performance for weight, skill in zip(weights, skills, strict=True))
        found["mean_performance_pct"] = 100 * paced / sum(weights)
    if by_hours:
        used, capacity = sum(weights), sum(person.hours for person in staff.people)
        load = sum(work.hours or 0.0 for work in staff.work)
        done = sum(weight * skill.performance for weight, skill in zip(weights, skills, strict=True))
        found |= {
            "load_h": load,
            "capacity_h": capacity,
            "used_h": used,
            "short_h": max(load - done, 0.0) if load - done > _SMALL else 0.0,
            "utilisation": used / capacity if capacity else None,
            "total_cost": sum((one.hours or 0.0) * staff.people[one.person].cost_per_h for one in shares),
        }
    return found


def _undone(staff: Staff, shares: list[Share]) -> list[tuple[int, float]]:
    """Each work that is not done, by number, with the hours or people that are missing."""
    missing = [float(work.people) if work.hours is None else work.hours for work in staff.work]
    for one in shares:
        skill = staff.able[staff.people[one.person].name, staff.work[one.work].task]
        missing[one.work] -= 1.0 if one.hours is None else one.hours * skill.performance
    return [(number, left) for number, left in enumerate(missing) if left > _SMALL]


def _why(staff: Staff, work: Work, missing: float) -> StudyFinding:
    where = f" in shift {work.shift}" if work.shift else ""
    able = [person.name for person in staff.people if staff.can(person, work) is not None]
    what = (
        f"“{work.task}”{where} lacks {missing:g} of {work.people} people"
        if work.hours is None
        else f"“{work.task}”{where} lacks {missing:.4g} of {work.hours:g} standard hours"
    )
    if not able:
        known = sorted({person for person, task in staff.able if task == work.task})
        why = f"only {', '.join(known[:4])} can do it, in other shifts" if known else "nobody can do it; train somebody"
        return StudyFinding(what, why)
    return StudyFinding(what, f"{', '.join(able[:4])} can do it and have no time left; add hours, or train others")


def _assigned(staff: Staff, shares: list[Share]) -> Table:
    rows = []
    for one in sorted(shares, key=lambda share: (share.person, share.work)):
        person, work = staff.people[one.person], staff.work[one.work]
        skill = staff.able[person.name, work.task]
        shift, pace = work.shift or person.shift, 100 * skill.performance
        rows.append((person.name, work.task, shift, one.hours, pace, skill.time_s, skill.cost))
    columns = (
        Column("person"), Column("task"), Column("shift"), Column("hours", "h", "number"),
        Column("performance", "%", "number", 1), Column("time", "s", "number"), Column("cost", "", "number"),
    )  # fmt: skip
    return Table("Assignment", columns, tuple(rows))


def _people(staff: Staff, shares: list[Share]) -> Table:
    rows = []
    for number, person in enumerate(staff.people):
        mine = [one for one in shares if one.person == number]
        used = sum(one.hours for one in mine if one.hours is not None)
        tasks = ", ".join(staff.work[one.work].task for one in mine)
        rows.append((person.name, person.shift, person.hours, used, person.hours - used, tasks))
    columns = (
        Column("person"), Column("shift"), Column("capacity", "h", "number"), Column("used", "h", "number"),
        Column("free", "h", "number"), Column("tasks"),
    )  # fmt: skip
    return Table("People", columns, tuple(rows))


def _work(staff: Staff, shares: list[Share]) -> Table:
    missing = dict(_undone(staff, shares))
    rows = []
    for number, work in enumerate(staff.work):
        load, short = work.hours or 0.0, missing.get(number, 0.0)
        able = sum(person.hours for person in staff.people if staff.can(person, work) is not None)
        rows.append((work.task, work.shift, load, load - short, short, able))
    columns = (
        Column("task"), Column("shift"), Column("load", "h", "number"), Column("done", "h", "number"),
        Column("short", "h", "number"), Column("hours of people who can", "h", "number"),
    )  # fmt: skip
    return Table("Work", columns, tuple(rows))


def _gaps(staff: Staff, cover: int) -> Table:
    """A row a task and shift that fewer people know than should, with those who are nearest to it."""
    shifts = sorted({person.shift for person in staff.people if person.shift}) or [""]
    rows = []
    for task in dict.fromkeys([work.task for work in staff.work]):
        wanted = {work.shift for work in staff.work if work.task == task}
        for shift in shifts:
            if shift and "" not in wanted and shift not in wanted:
                continue
            here = {person.name for person in staff.people if not person.shift or not shift or person.shift == shift}
            able = sorted(name for name in here if (name, task) in staff.able)
            if len(able) >= cover:
                continue
            known = {one for one, other in staff.skills if other == task}
            learning = sorted(here & known - set(able), key=lambda name: -staff.skills[name, task].performance)
            others = [*learning, *sorted(here - known)]
            rows.append((task, shift, len(able), cover, ", ".join(able), ", ".join(others[:3])))
    columns = (
        Column("task"), Column("shift"), Column("able", type="integer"), Column("wanted", type="integer"),
        Column("who"), Column("next to train"),
    )  # fmt: skip
    return Table("Gaps", columns, tuple(rows))

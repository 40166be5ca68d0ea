"""A line as it is, or as somebody wants it: its stations are given, and what they break is told."""

from fractions import Fraction

from floorwright.api import StudyFailed, StudyFinding, cycle_in, stations_at_least
from floorwright_builtin.line_balance.joined import Joined, joined
from floorwright_builtin.line_balance.solving import Found, largest, reached_from_neither_end
from floorwright_builtin.line_balance.work import Work, spoken

AS_GIVEN = "as-given"
_SHOWN = 10


def as_given(
    work: Work, whole: list[int], unit: Fraction, cycle_s: float | None, u_shaped: bool
) -> tuple[Joined, Found, list[StudyFinding]]:
    """The line with each task where the column station says, and everything that is wrong with that.

    Raises:
        StudyFailed: when a task has no station.
    """
    missing = [work.names[task] for task in range(len(work.names)) if task not in work.fixed]
    if missing:
        raise StudyFailed(
            f"method=as-given needs the station of every task, and {spoken(missing)} has none.",
            hint="Fill the column station, or choose another method.",
        )
    alone = Work(work.names, work.times, work.before, models=work.models, model_times=work.model_times)
    made = joined(alone, whole, u_shaped, parallel=False)
    stations = [work.fixed[group[0]] for group in made.members]
    cycle = largest(made.line, stations) if cycle_s is None else cycle_in(cycle_s, unit)
    longest = max(whole, default=0)
    least = stations_at_least(made.line, cycle) if longest <= cycle and cycle > 0 and not u_shaped else 0
    return made, Found(stations, max(cycle, 1), False, least), _wrong(work, whole, unit, cycle, u_shaped)


def _wrong(work: Work, whole: list[int], unit: Fraction, cycle: int, u_shaped: bool) -> list[StudyFinding]:
    said = []
    if not u_shaped:
        early = [
            f"“{work.names[task]}” (station {work.fixed[task]}) before “{work.names[one]}” (station {work.fixed[one]})"
            for task, before in enumerate(work.before)
            for one in before
            if work.fixed[one] > work.fixed[task]
        ]
        if early:
            said.append(StudyFinding(f"Done too early: {_some(early)}", "move them behind what they wait for"))
    else:
        stuck = [work.names[task] for task in reached_from_neither_end(work.before, work.fixed)]
        if stuck:
            said.append(StudyFinding(f"Reached from neither end of the U: {spoken(stuck)}", "move them"))
    loads: dict[int, int] = {}
    for task, time in enumerate(whole):
        loads[work.fixed[task]] = loads.get(work.fixed[task], 0) + time
    over = [
        f"station {station} by {float((load - cycle) * unit):g} s"
        for station, load in sorted(loads.items())
        if load > cycle
    ]
    if over:
        said.append(StudyFinding(f"Over the cycle: {_some(over)}", "move tasks to stations with room"))
    shared = [_both(work, a, b) for a, b in work.apart if work.fixed[a] == work.fixed[b]]
    if shared:
        said.append(StudyFinding(f"Must be apart, and share a station: {_some(shared)}", "move one of them"))
    parted = [_both(work, a, b) for a, b in work.together if work.fixed[a] != work.fixed[b]]
    if parted:
        said.append(StudyFinding(f"Must be together, and are not: {_some(parted)}", "move one of them"))
    misplaced = [
        f"“{name}” in station {work.fixed[task]}" for task, name in enumerate(work.names) if not _fits(work, task)
    ]
    if misplaced:
        said.append(StudyFinding(f"Skill or side do not fit: {_some(misplaced)}", "move them, or change the station"))
    sides: dict[int, set[str]] = {}
    for task, side in work.side.items():
        sides.setdefault(work.fixed[task], set()).add(side)
    both = [f"station {station}" for station, found in sorted(sides.items()) if len(found) > 1]
    if both:
        said.append(StudyFinding(f"Left and right in one: {_some(both)}", "a station works on one side"))
    return said


def _fits(work: Work, task: int) -> bool:
    """Whether the station of a task has its skill and its side."""
    station = work.fixed[task]
    skill, side = work.skill.get(task), work.side.get(task)
    able = not skill or not work.station_skills or skill in work.station_skills.get(station, frozenset())
    return able and (not side or work.station_side.get(station, side) == side)


def _both(work: Work, one: int, other: int) -> str:
    return f"“{work.names[one]}” and “{work.names[other]}”"


def _some(words: list[str]) -> str:
    more = f" and {len(words) - _SHOWN} more" if len(words) > _SHOWN else ""
    return ", ".join(words[:_SHOWN]) + more

"""Tasks that must be together become one, and the rules that then concern it."""

from dataclasses import dataclass

from floorwright.api import BalanceLine, StudyFailed, a_line
from floorwright_builtin.line_balance.work import Work, spoken


@dataclass
class Rules:
    """What an assignment of the joined tasks has to keep beside precedence and cycle. Stations count from 1."""

    fixed: dict[int, int]
    side: dict[int, str]
    skills: dict[int, frozenset[str]]
    apart: frozenset[tuple[int, int]]
    station_skills: dict[int, frozenset[str]]
    station_side: dict[int, str]
    u_shaped: bool = False
    parallel: bool = False

    def are_any(self) -> bool:
        """Whether there is anything that precedence and cycle do not say."""
        skilled = self.skills and self.station_skills
        return bool(self.fixed or self.apart or skilled or self.side or self.u_shaped or self.parallel)

    def allows(self, task: int, station: int) -> bool:
        """Whether a task may be in a station, whatever else is there."""
        if self.fixed.get(task, station) != station:
            return False
        side = self.side.get(task)
        if side and self.station_side.get(station, side) != side:
            return False
        need = self.skills.get(task)
        return not need or not self.station_skills or need <= self.station_skills.get(station, frozenset())

    def agree(self, one: int, other: int) -> bool:
        """Whether two tasks may share a station."""
        if (one, other) in self.apart or (other, one) in self.apart:
            return False
        sides = {self.side.get(one), self.side.get(other)} - {None}
        return len(sides) < 2


@dataclass
class Joined:
    """The line that is balanced: joined tasks, in an order, and the tasks of the table that each stands for."""

    line: BalanceLine
    members: list[list[int]]
    rules: Rules


class Impossible(Exception):
    """No assignment can keep all the rules: what clashes, and what to do."""

    def __init__(self, what: str, why: str) -> None:
        super().__init__(what)
        self.what, self.why = what, why


def joined(work: Work, whole: list[int], u_shaped: bool, parallel: bool) -> Joined:
    """The line with what must be together joined; on a straight line what lies between joins as well.

    Raises:
        Impossible: when rules clash, with the tasks named.
    """
    groups = _groups(work, u_shaped)
    group_of = {task: number for number, group in enumerate(groups) for task in group}
    for one, other in work.apart:
        if group_of[one] == group_of[other]:
            raise Impossible(
                f"“{work.names[one]}” and “{work.names[other]}” must be apart, and yet together",
                "take one of the two rules out; tasks between two that are together are together with them",
            )
    before = [
        sorted({group_of[earlier] for task in group for earlier in work.before[task]} - {number})
        for number, group in enumerate(groups)
    ]
    line, order = a_line([sum(whole[task] for task in group) for group in groups], before)
    members = [groups[number] for number in order]
    place = {number: at for at, number in enumerate(order)}
    rules = Rules(
        {}, {}, {}, frozenset((place[group_of[a]], place[group_of[b]]) for a, b in work.apart),
        work.station_skills, work.station_side, u_shaped, parallel,
    )  # fmt: skip
    for at, group in enumerate(members):
        _take(work, group, at, rules)
    return Joined(line, members, rules)


def _take(work: Work, group: list[int], at: int, rules: Rules) -> None:
    """The rules of the tasks of a group are the group's."""
    named = spoken([work.names[task] for task in group])
    stations = {work.fixed[task] for task in group if task in work.fixed}
    sides = {work.side[task] for task in group if task in work.side}
    if len(stations) > 1:
        raise Impossible(f"{named} must be together, but are fixed in stations {sorted(stations)}", "free one of them")
    if len(sides) > 1:
        raise Impossible(f"{named} must be together, but on different sides", "free one of them")
    for station in stations:
        rules.fixed[at] = station
    for side in sides:
        rules.side[at] = side
    need = frozenset(work.skill[task] for task in group if task in work.skill)
    if need:
        rules.skills[at] = need
        if rules.station_skills and not any(need <= skills for skills in rules.station_skills.values()):
            raise Impossible(f"No station can do {named}: it needs {', '.join(sorted(need))}", "add the skill to one")


def _groups(work: Work, u_shaped: bool) -> list[list[int]]:
    """Tasks that share a station in any case. Between two of a straight line everything belongs to them."""
    leader = list(range(len(work.names)))

    def of(task: int) -> int:
        while leader[task] != task:
            leader[task] = leader[leader[task]]
            task = leader[task]
        return task

    for one, other in work.together:
        leader[of(one)] = of(other)
    line, order = a_line([0] * len(leader), work.before)
    place = {task: at for at, task in enumerate(order)}
    changed = not u_shaped and bool(work.together)
    while changed:
        changed = False
        masks: dict[int, tuple[int, int]] = {}
        for task in range(len(leader)):
            later, earlier = masks.get(of(task), (0, 0))
            masks[of(task)] = (later | line.followers[place[task]], earlier | line.precursors[place[task]])
        for task in range(len(leader)):
            for head, (later, earlier) in masks.items():
                if later & earlier & 1 << place[task] and of(task) != of(head):
                    leader[of(task)] = of(head)
                    changed = True
    groups: dict[int, list[int]] = {}
    for task in range(len(leader)):
        groups.setdefault(of(task), []).append(task)
    return list(groups.values())


def refuse_long(work: Work, made: Joined, whole: list[int], cycle: int) -> None:
    """Say which tasks no station can do within the cycle.

    Raises:
        Impossible: naming them.
    """
    single = [work.names[task] for task, time in enumerate(whole) if time > cycle]
    if single and not made.rules.parallel:
        raise Impossible(
            f"Longer than the cycle: {spoken(single)}",
            "there is no balance; split the task, slow the cycle, or set parallel=long-tasks",
        )
    for at, group in enumerate(made.members):
        if len(group) > 1 and made.line.times[at] > cycle and not made.rules.parallel:
            raise Impossible(
                f"{spoken([work.names[task] for task in group])} must be together and last longer than the cycle",
                "free one of them, or slow the cycle",
            )


def refuse_fixed(work: Work, made: Joined, stations: int | None) -> None:
    """Say which fixed tasks come in the wrong order, or lie beyond the last station.

    Raises:
        Impossible: naming them.
        StudyFailed: when a station is beyond all measure.
    """
    fixed = made.rules.fixed
    if any(station > 10_000 for station in fixed.values()):
        raise StudyFailed("A task is fixed in a station above 10,000.", hint="Number the stations from 1.")
    for task, station in fixed.items():
        if stations is not None and station > stations:
            name = work.names[made.members[task][0]]
            raise Impossible(f"“{name}” is fixed in station {station} of {stations}", "give more stations")
        if made.rules.u_shaped:
            continue
        for other, earlier in fixed.items():
            if made.line.precursors[task] >> other & 1 and earlier > station:
                one, two = work.names[made.members[other][0]], work.names[made.members[task][0]]
                raise Impossible(
                    f"“{one}” comes before “{two}”, but is fixed in station {earlier}, after station {station}",
                    "change one of the two stations",
                )

"""People matched to tasks one to one, and hours shared out over shifts: both exactly, with scipy."""

from dataclasses import dataclass

import numpy as np

from floorwright.api import StudyFailed
from floorwright_builtin.work_assignment.description import LEAST_COST, LEAST_TIME
from floorwright_builtin.work_assignment.staff import Skill, Staff

_MOST_PAIRS = 200_000


@dataclass(frozen=True)
class Share:
    """A person (by number) does a work (by number), for so many hours where hours are planned."""

    person: int
    work: int
    hours: float | None


def worth(skill: Skill, objective: str, person: str, task: str) -> float:
    """What is to be small: time, cost, or what performance leaves.

    Raises:
        StudyFailed: when the skill does not say.
    """
    value = {LEAST_TIME: skill.time_s, LEAST_COST: skill.cost}.get(objective, -skill.performance)
    if value is None:
        column = "time_s" if objective == LEAST_TIME else "cost"
        raise StudyFailed(
            f"skills: “{person}” and “{task}” have no {column}, which the objective {objective} needs.",
            hint=f"Give {column} to every pair, or choose another objective.",
        )
    return value


def matched(staff: Staff, objective: str) -> list[Share]:
    """As many pairs as can be, and of those the best (H. W. Kuhn 1955, by scipy's linear_sum_assignment)."""
    from scipy.optimize import linear_sum_assignment

    seats = [number for number, work in enumerate(staff.work) for _ in range(work.people)]
    if len(seats) * len(staff.people) > 10 * _MOST_PAIRS:
        raise StudyFailed("There are too many people and tasks to match at once.", hint="Match shift by shift.")
    costs = np.full((len(staff.people), len(seats)), np.nan)
    for row, person in enumerate(staff.people):
        for column, number in enumerate(seats):
            skill = staff.can(person, staff.work[number])
            if skill is not None:
                costs[row, column] = worth(skill, objective, person.name, staff.work[number].task)
    known = costs[~np.isnan(costs)]
    if not len(known):
        return []
    # One more pair is worth more than all that the others could save.
    apart = float(known.max() - known.min()) * (min(costs.shape) + 1) + 1.0
    filled = np.where(np.isnan(costs), float(known.max()) + apart, costs)
    rows, columns = linear_sum_assignment(filled)
    pairs = zip(rows.tolist(), columns.tolist(), strict=True)
    return [Share(row, seats[column], None) for row, column in pairs if not np.isnan(costs[row, column])]


def planned(staff: Staff, objective: str, most_tasks: int | None, seconds: float) -> tuple[list[Share], bool]:
    """Hours by person and work so that least work stays undone, and of those plans the best; whether that is proved."""
    pairs = [
        (p, w, skill)
        for p, person in enumerate(staff.people)
        for w, work in enumerate(staff.work)
        if (skill := staff.can(person, work)) is not None
    ]
    if len(pairs) > _MOST_PAIRS:
        raise StudyFailed("There are too many people and tasks to plan at once.", hint="Plan shift by shift.")
    if not pairs:
        return [], True
    first, proved = _plan(staff, pairs, most_tasks, np.zeros(len(pairs)), None, seconds / 2)
    short = first[1]
    costs = np.array([_per_hour(staff, p, skill, objective) for p, _, skill in pairs])
    second, again = _plan(staff, pairs, most_tasks, costs, short, seconds / 2)
    hours = second[0] if second[0] is not None else first[0]
    if hours is None:
        return [], False
    shares = [Share(p, w, float(h)) for (p, w, _), h in zip(pairs, hours, strict=True) if h > 1e-7]
    return shares, proved and again


def _per_hour(staff: Staff, person: int, skill: Skill, objective: str) -> float:
    if objective == LEAST_COST:
        return staff.people[person].cost_per_h
    return 1.0 if objective == LEAST_TIME else 1.0 - skill.performance


def _plan(  # type: ignore[no-untyped-def]
    staff: Staff, pairs: list[tuple[int, int, Skill]], most_tasks: int | None, costs, short: float | None,
    seconds: float,
):  # fmt: skip
    """The hours of each pair and what stays undone; with `short` that is kept, and `costs` an hour are made small."""
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import coo_array

    count, works, people = len(pairs), len(staff.work), len(staff.people)
    limited = most_tasks is not None
    size = count * (2 if limited else 1) + works
    gap = size - works
    entries: list[tuple[int, int, float]] = []
    low, high = [0.0] * people, [person.hours for person in staff.people]
    for column, (person, _, _) in enumerate(pairs):
        entries.append((person, column, 1.0))
    low += [work.hours or 0.0 for work in staff.work]
    high += [work.hours or 0.0 for work in staff.work]
    for column, (_, work, skill) in enumerate(pairs):
        entries.append((people + work, column, skill.performance))
    entries += [(people + work, gap + work, 1.0) for work in range(works)]
    rows = people + works
    if limited:
        for column, (person, _, _) in enumerate(pairs):
            entries += [(rows, column, 1.0), (rows, count + column, -staff.people[person].hours)]
            low.append(-np.inf)
            high.append(0.0)
            rows += 1
        for person in range(people):
            entries += [(rows, count + column, 1.0) for column, pair in enumerate(pairs) if pair[0] == person]
            low.append(0.0)
            high.append(float(most_tasks or 0))
            rows += 1
    if short is not None:
        entries += [(rows, gap + work, 1.0) for work in range(works)]
        low.append(0.0)
        high.append(short + 1e-7 * max(1.0, short))
        rows += 1
    cost, whole, top = np.zeros(size), np.zeros(size), np.full(size, np.inf)
    cost[:count] = costs
    if short is None:
        cost[gap:] = 1.0
    whole[count:gap] = 1
    top[count:gap] = 1
    at = np.array([(row, column) for row, column, _ in entries])
    matrix = coo_array(([value for *_, value in entries], (at[:, 0], at[:, 1])), shape=(rows, size)).tocsr()
    found = milp(
        cost, integrality=whole, bounds=Bounds(np.zeros(size), top), constraints=LinearConstraint(matrix, low, high),
        options={"time_limit": max(seconds, 0.05), "mip_rel_gap": 0.0},
    )  # fmt: skip
    if found.x is None:
        return (None, sum(work.hours or 0.0 for work in staff.work)), False
    return (found.x[:count], float(found.x[gap:].sum())), found.status == 0

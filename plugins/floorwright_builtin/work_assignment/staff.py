"""Who can do what, who is there, and what there is to do, read from the tables."""

from dataclasses import dataclass, field

from floorwright.api import StudyFailed, StudyInput


@dataclass(frozen=True)
class Skill:
    """How a person does a task."""

    performance: float
    time_s: float | None
    cost: float | None


@dataclass(frozen=True)
class Person:
    """A person in a shift; "" is any."""

    name: str
    shift: str
    hours: float
    cost_per_h: float


@dataclass(frozen=True)
class Work:
    """A task in a shift; "" is any. `hours` None is a task done at once by so many people."""

    task: str
    shift: str
    hours: float | None
    people: int


@dataclass
class Staff:
    """All of it; `able` are the skills that count."""

    people: list[Person]
    work: list[Work]
    skills: dict[tuple[str, str], Skill] = field(default_factory=dict)
    able: dict[tuple[str, str], Skill] = field(default_factory=dict)

    def can(self, person: Person, work: Work) -> Skill | None:
        """The skill with which a person can do the work; None where skill or shift are missing."""
        if person.shift and work.shift and person.shift != work.shift:
            return None
        return self.able.get((person.name, work.task))


def read_staff(given: StudyInput) -> Staff:
    """The tables as they were given.

    Raises:
        StudyFailed: for a pair, person or work that is there twice, and names that no skill knows.
    """
    staff = Staff([], [])
    least = given.number("least_performance_pct") / 100
    for row in given.rows("skills"):
        pair = (row.text("person").strip(), row.text("task").strip())
        if pair in staff.skills:
            raise StudyFailed(
                f"skills, row {row.number}: “{pair[0]}” and “{pair[1]}” are there twice.", hint="Keep one row."
            )
        skill = Skill(
            row.number_in("performance_pct", 100.0) / 100, row.number_or_none("time_s"), row.number_or_none("cost")
        )
        staff.skills[pair] = skill
        if skill.performance >= least:
            staff.able[pair] = skill
    persons = list(dict.fromkeys(person for person, _ in staff.skills))
    tasks = list(dict.fromkeys(task for _, task in staff.skills))
    seen: set[tuple[str, str]] = set()
    for row in given.rows("people"):
        key = (row.text("person").strip(), row.text("shift").strip())
        if key in seen:
            raise StudyFailed(f"people, row {row.number}: “{key[0]}” is there twice.", hint="Keep one row a shift.")
        seen.add(key)
        staff.people.append(Person(*key, row.number_in("hours", 8.0), row.number_in("cost_per_h")))
    staff.people = staff.people or [Person(name, "", 8.0, 0.0) for name in persons]
    seen.clear()
    for row in given.rows("work"):
        key = (row.text("task").strip(), row.text("shift").strip())
        if key in seen:
            raise StudyFailed(f"work, row {row.number}: “{key[0]}” is there twice.", hint="Keep one row a shift.")
        seen.add(key)
        staff.work.append(Work(*key, row.number_or_none("hours"), row.whole("people", 1)))
    if {one.hours is None for one in staff.work} == {True, False}:
        raise StudyFailed("work: some rows have hours and some have none.", hint="Give hours to all or to none.")
    staff.work = staff.work or [Work(task, "", None, 1) for task in tasks]
    return staff

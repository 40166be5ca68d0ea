"""Production as it starts up: the people that a plan of units needs, or the units that a crew finishes."""

from dataclasses import dataclass

from floorwright.api import StudyInput, whole_up
from floorwright_builtin.learning_curve.several import Curves, units_in


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """A period: the units first to last that are made in it, their hours, and the people they take."""

    name: str
    first: int
    last: int
    hours: float
    people: float | None

    @property
    def units(self) -> int:
        """How many are made."""
        return max(0, self.last - self.first + 1)


def planned(given: StudyInput, curves: Curves) -> list[Period]:
    """The periods of a plan of units, with hours and, where it is known what a person works, people."""
    rows = [(row.text("period") or str(n), row.whole("units")) for n, row in enumerate(given.rows("plan"), 1)]
    per_period = given.number_or_none("units_per_period")
    if not rows and per_period is not None:
        rows = [(str(n + 1), int(per_period)) for n in range(int(given.number("periods")))]
    a_person = given.number_or_none("person_h_per_period")
    found = []
    first = int(given.number("ramp_from"))
    for name, units in rows:
        last = first + units - 1
        hours = curves.block_h(first, last) if units else 0.0
        people = None if a_person is None else hours / a_person
        found.append(Period(name=name, first=first, last=last, hours=hours, people=people))
        first = last + 1
    return found


def with_crew(given: StudyInput, curves: Curves) -> list[Period]:
    """The periods in which a crew of so many people works: the units that are finished in each."""
    people, a_person = given.number_or_none("people"), given.number_or_none("person_h_per_period")
    if people is None or a_person is None:
        return []
    done = int(given.number("ramp_from")) - 1
    hours = curves.total_h(done) if done else 0.0
    found = []
    for number in range(1, int(given.number("periods")) + 1):
        hours += people * a_person
        last = max(done, units_in(curves, hours))
        found.append(Period(name=str(number), first=done + 1, last=last, hours=people * a_person, people=people))
        done = last
    return found


def peak(periods: list[Period]) -> int | None:
    """The most people that a period needs, whole ones."""
    known = [period.people for period in periods if period.people is not None]
    return whole_up(max(known)) if known else None

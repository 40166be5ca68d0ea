"""What a machine and its operator do in one cycle, as visits of the operator and runs of the machine alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Literal

Who = Literal["operator", "walk", "machine", "both"]
TOGETHER: Who = "both"


@dataclass(frozen=True, slots=True)
class Element:
    """A piece of the work and who is busy with it. The time is seconds, exact, so that cycles repeat exactly."""

    name: str
    time: Fraction
    who: Who


@dataclass(frozen=True, slots=True)
class Visit:
    """The operator comes to the machine: alone before it, with it, alone after it; then the machine runs alone."""

    before: tuple[Element, ...]
    during: tuple[Element, ...]
    after: tuple[Element, ...]
    run: tuple[Element, ...]


@dataclass(frozen=True, slots=True)
class MachineWork:
    """One cycle of a machine."""

    name: str
    visits: tuple[Visit, ...]
    pieces: float = 1.0
    rate_per_h: float | None = None

    @property
    def together(self) -> Fraction:
        """l: operator and machine are busy with each other."""
        return _sum(e for visit in self.visits for e in visit.during if e.who == TOGETHER)

    @property
    def operator_alone(self) -> Fraction:
        """w: the operator walks, inspects or works without the machine."""
        return _sum(e for v in self.visits for e in (*v.before, *v.during, *v.after) if e.who in ("operator", "walk"))

    @property
    def running(self) -> Fraction:
        """m: the machine runs without the operator."""
        return _sum(e for visit in self.visits for e in visit.run)

    @property
    def operator(self) -> Fraction:
        """l + w: what a cycle asks of the operator."""
        return self.together + self.operator_alone

    @property
    def cycle(self) -> Fraction:
        """l + m, and what the machine stands for between: its cycle with an operator who is always there."""
        return _sum(e for visit in self.visits for e in (*visit.during, *visit.run))


def _sum(elements: object) -> Fraction:
    return sum((element.time for element in elements), Fraction(0))  # type: ignore[attr-defined]


def exact(seconds: float) -> Fraction:
    """Seconds as a fraction, to a millionth of a second."""
    return Fraction(seconds).limit_denominator(1_000_000)


def machine_work(
    name: str, elements: Sequence[Element], *, in_order: bool, pieces: float = 1.0, rate_per_h: float | None = None
) -> MachineWork:
    """The work of a machine from its elements, which repeat.

    A visit is what the operator has to do between two runs of the machine alone. With `in_order` the machine stands
    while the operator works alone between two elements of both; else that work is done while the machine runs, as the
    formulas of methods.md 1.6 take it.
    """
    visits = tuple(_visit(part, in_order=in_order) for part in _parts(elements))
    return MachineWork(name, visits, pieces, rate_per_h)


def _parts(elements: Sequence[Element]) -> list[list[Element]]:
    """The elements from one run of the machine alone to the end of the next, beginning behind the last run."""
    alone = [number for number, element in enumerate(elements) if element.who == "machine"]
    start = alone[-1] + 1 if alone else 0
    turned = [*elements[start:], *elements[:start]]
    parts: list[list[Element]] = [[]]
    for element in turned:
        if parts[-1] and parts[-1][-1].who == "machine" and element.who != "machine":
            parts.append([])
        parts[-1].append(element)
    return parts


def _visit(part: Sequence[Element], *, in_order: bool) -> Visit:
    run = tuple(element for element in part if element.who == "machine")
    work = [element for element in part if element.who != "machine"]
    both = [number for number, element in enumerate(work) if element.who == TOGETHER]
    if not both:
        return Visit((), (), tuple(work), run)
    first, last = both[0], both[-1]
    between = work[first : last + 1]
    if in_order:
        return Visit(tuple(work[:first]), tuple(between), tuple(work[last + 1 :]), run)
    with_machine = tuple(element for element in between if element.who == TOGETHER)
    moved = (element for element in between if element.who != TOGETHER)
    return Visit(tuple(work[:first]), with_machine, (*moved, *work[last + 1 :]), run)

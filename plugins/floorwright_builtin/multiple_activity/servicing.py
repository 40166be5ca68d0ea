"""Operators who serve machines, simulated until the work repeats itself."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal

from floorwright.api import Job
from floorwright_builtin.multiple_activity.machine_work import TOGETHER, Element, MachineWork, Visit

Order = Literal["in turn", "first to stop"]
Kind = Literal["together", "alone", "walk", "idle"]
MOST_VISITS = 20_000


@dataclass(frozen=True, slots=True)
class Bar:
    """What somebody does from one moment to another, in seconds."""

    who: str
    kind: Kind
    name: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Steady:
    """The work once it repeats itself: `period` seconds from `start` on. `cycles` are the machine cycles in a period,
    machine by machine. `settled` is False where it did not within the visits that are simulated: then the figures are
    means over the second half of them."""

    people: tuple[str, ...]
    machines: tuple[str, ...]
    start: Fraction
    period: Fraction
    cycles: tuple[int, ...]
    bars: tuple[Bar, ...]
    settled: bool = True

    def busy(self, who: str, *kinds: Kind) -> Fraction:
        """How long somebody is busy in one period, with work of these kinds, or any."""
        end = self.start + self.period
        return sum(
            (
                min(bar.end, end) - max(bar.start, self.start)
                for bar in self.bars
                if bar.who == who and bar.start < end and bar.end > self.start and (not kinds or bar.kind in kinds)
            ),
            Fraction(0),
        )


@dataclass(slots=True)
class _Floor:
    """Who is free when: `free` the operators, `ready` the machines, `next` the visit each machine waits for."""

    free: list[Fraction]
    ready: list[Fraction]
    next: list[int]
    turn: int = 0
    bars: list[Bar] = field(default_factory=list)


def serve(work: Sequence[MachineWork], people: Sequence[str], order: Order, job: Job) -> Steady:
    """What repeats itself when these operators serve these machines, the next free operator each time.

    `in turn` is a round from the first machine to the last. All machines wait at the beginning.
    """
    floor = _Floor([Fraction(0)] * len(people), [Fraction(0)] * len(work), [0] * len(work))
    seen: dict[object, tuple[Fraction, tuple[int, ...]]] = {}
    done = [0] * len(work)
    marks: list[tuple[Fraction, tuple[int, ...]]] = []
    found: tuple[Fraction, Fraction, tuple[int, ...]] | None = None
    for number in range(MOST_VISITS):
        if number % 256 == 0:
            job.progress(number / MOST_VISITS, "Serving the machines")
        now = min(floor.free)
        if found is not None and min(*floor.free, *floor.ready) >= found[0] + 3 * found[1]:
            break
        machine = floor.turn if order == "in turn" else min(range(len(work)), key=lambda i: (floor.ready[i], i))
        if found is None and machine == 0 and floor.next[0] == 0:
            key = _state(floor, now, order)
            counts = tuple(done)
            marks.append((now, counts))
            if key in seen and now > seen[key][0]:
                before, earlier = seen[key]
                cycles = tuple(a - b for a, b in zip(counts, earlier, strict=True))
                found = (before, now - before, cycles)
            seen[key] = (now, counts)
        _visit(floor, work[machine], machine, people)
        done[machine] += floor.next[machine] == 0
        floor.turn = (machine + 1) % len(work)
    settled = found is not None
    if found is None:
        found = _mean_of(marks, done)
    start, period, cycles = found
    # The chart begins where an operator begins something.
    start = min((bar.start for bar in floor.bars if bar.who in people and bar.start >= start), default=start)
    names = tuple(one.name for one in work)
    inside = tuple(bar for bar in floor.bars if bar.end > start and bar.start < start + 2 * period)
    return Steady(
        people=tuple(people), machines=names, start=start, period=period, cycles=cycles, bars=inside, settled=settled
    )


def _state(floor: _Floor, now: Fraction, order: Order) -> object:
    """Everything that what follows depends on, seen from now."""
    # In turn a machine that has waited for long is as good as one that stops now.
    ready = floor.ready if order != "in turn" else [max(moment, now) for moment in floor.ready]
    return (
        tuple(sorted(moment - now for moment in floor.free)),
        tuple(moment - now for moment in ready),
        tuple(floor.next),
        floor.turn if order == "in turn" else 0,
    )


def _mean_of(
    marks: Sequence[tuple[Fraction, tuple[int, ...]]], done: Sequence[int]
) -> tuple[Fraction, Fraction, tuple[int, ...]]:
    if len(marks) < 2:
        return Fraction(0), Fraction(0), tuple(done)
    (start, earlier), (end, later) = marks[len(marks) // 2 - 1], marks[-1]
    return start, end - start, tuple(a - b for a, b in zip(later, earlier, strict=True))


def _visit(floor: _Floor, work: MachineWork, machine: int, people: Sequence[str]) -> None:
    """The next free operator makes the visit this machine waits for; both are busy until it is over."""
    who = min(range(len(people)), key=lambda i: (floor.free[i], i))
    visit: Visit = work.visits[floor.next[machine]]
    person = people[who]
    moment = _alone(floor, person, visit.before, floor.free[who])
    moment = max(moment, floor.ready[machine])
    for element in visit.during:
        end = moment + element.time
        if element.who == TOGETHER:
            floor.bars += [
                Bar(person, "together", f"{element.name} {work.name}".strip(), moment, end),
                Bar(work.name, "together", element.name, moment, end),
            ]
        else:
            _alone(floor, person, (element,), moment)
        moment = end
    run = moment
    for element in visit.run:
        floor.bars.append(Bar(work.name, "alone", element.name, run, run + element.time))
        run += element.time
    floor.ready[machine] = run
    floor.free[who] = _alone(floor, person, visit.after, moment)
    floor.next[machine] = (floor.next[machine] + 1) % len(work.visits)


def _alone(floor: _Floor, person: str, elements: Sequence[Element], moment: Fraction) -> Fraction:
    for element in elements:
        kind: Kind = "walk" if element.who == "walk" else "alone"
        floor.bars.append(Bar(person, kind, element.name, moment, moment + element.time))
        moment += element.time
    return moment

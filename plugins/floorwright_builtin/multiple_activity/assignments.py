"""What comes of so many machines for the operators: cycle, idle times, pieces, cost."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from floorwright.api import Job, StudyInput
from floorwright_builtin.multiple_activity.given_work import GivenWork
from floorwright_builtin.multiple_activity.servicing import Order, Steady, serve

MOST_SIMULATED = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Rates:
    """Money an hour; None is not known."""

    labour_per_h: float | None
    machine_per_h: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """The figures of one assignment, times in seconds a cycle; idle and busy of the machines are of one machine."""

    machines: int
    operators: int
    cycle_s: float
    operator_busy_s: float
    machine_busy_s: float
    pieces_per_h: float
    cost_per_h: float | None

    @property
    def operator_idle_s(self) -> float:
        """Idle of all operators in a cycle."""
        return max(self.operators * self.cycle_s - self.operator_busy_s, 0.0)

    @property
    def machine_idle_s(self) -> float:
        return max(self.cycle_s - self.machine_busy_s, 0.0)

    @property
    def operator_utilisation(self) -> float:
        return self.operator_busy_s / (self.operators * self.cycle_s)

    @property
    def machine_utilisation(self) -> float:
        return self.machine_busy_s / self.cycle_s

    @property
    def cost_per_piece(self) -> float | None:
        return None if self.cost_per_h is None or self.pieces_per_h <= 0 else self.cost_per_h / self.pieces_per_h


class Assignments:
    """The figures for any number of machines of some work, each computed once.

    For one operator and equal machines they are those of the formula, else of the simulation.
    """

    def __init__(self, work: GivenWork, given: StudyInput, job: Job) -> None:
        operators = int(given.number("operators"))
        self.work, self.job = work, job
        self.people = ["Operator"] if operators == 1 else [f"Operator {number + 1}" for number in range(operators)]
        self.rates = Rates(
            labour_per_h=given.number_or_none("labour_per_h"), machine_per_h=given.number_or_none("machine_per_h")
        )
        self._order = service_order(given)
        self._done: dict[int, Assignment] = {}

    def of(self, machines: int) -> Assignment:
        """The figures for so many machines; for unequal ones those of all that are named."""
        if machines not in self._done:
            simple = self.work.equal and (len(self.people) == 1 or machines > MOST_SIMULATED)
            figures = by_formula(self.work, machines, len(self.people), self.rates) if simple else None
            self._done[machines] = figures or self.simulated(machines)[0]
        return self._done[machines]

    def simulated(self, machines: int) -> tuple[Assignment, Steady]:
        """What the simulation of so many machines settles to; the cycle is that of the first machine."""
        made = self.work.of(machines)
        steady = serve(made, self.people, self._order, self.job)
        rounds = max(steady.cycles[0], 1)
        labour = sum(float(steady.busy(person)) for person in self.people) / rounds
        busy = sum(float(steady.busy(name)) for name in steady.machines) / rounds / len(made)
        pieces = sum(one.pieces * count for one, count in zip(made, steady.cycles, strict=True))
        assignment = Assignment(
            machines=len(made),
            operators=len(self.people),
            cycle_s=float(steady.period) / rounds,
            operator_busy_s=labour,
            machine_busy_s=busy,
            pieces_per_h=3600 * pieces / float(steady.period),
            cost_per_h=_cost(self.rates, len(self.people), [one.rate_per_h for one in made], 1),
        )
        return assignment, steady


def service_order(given: StudyInput) -> Order:
    """The order in which machines are served: the one given, else in turn by one operator and first to stop by several.

    Several operators who keep to one round leave machines waiting while they wait at others.
    """
    stated = given.text("service_order") or ("in turn" if given.number("operators") == 1 else "first to stop")
    return "in turn" if stated == "in turn" else "first to stop"


def by_formula(work: GivenWork, machines: int, operators: int, rates: Rates) -> Assignment:
    """Equal machines: the cycle is the longer of the machine's own and what the operators need for N of them.

    For N up to n' that is l + m, beyond it N·(l + w), shared evenly by several operators (methods.md 1.6; Niebel and
    Freivalds, Methods, Standards and Work Design).
    """
    one = work.machines[0]
    cycle = max(float(one.cycle), machines * float(one.operator) / operators)
    return Assignment(
        machines=machines,
        operators=operators,
        cycle_s=cycle,
        operator_busy_s=machines * float(one.operator),
        machine_busy_s=float(one.together + one.running),
        pieces_per_h=3600 * machines * one.pieces / cycle,
        cost_per_h=_cost(rates, operators, [rates.machine_per_h], machines),
    )


def _cost(rates: Rates, operators: int, machines: Sequence[float | None], times: int) -> float | None:
    """Money an hour of operators and machines; None without any rate, what is not given counts as nothing."""
    if rates.labour_per_h is None and all(rate is None for rate in machines):
        return None
    return (rates.labour_per_h or 0.0) * operators + math.fsum(rate or 0.0 for rate in machines) * times


def ideal(work: GivenWork, operators: int) -> float | None:
    """n' = (l + m) ÷ (l + w), times the operators; None when the machines ask nothing of them, or are unequal."""
    one = work.machines[0]
    if not work.equal or one.operator <= 0:
        return None
    return operators * float(one.cycle / one.operator)

"""What is told of one figure: how it is made, from what, by whom each input was given, and what adds up to it."""

from dataclasses import dataclass
from enum import StrEnum
from math import fsum

Value = float | str | bool | None


class Origin(StrEnum):
    """Where an input comes from."""

    MEASURED = "measured"
    """From the drawing or the path on it."""
    ENTERED = "entered"
    """Somebody gave this value."""
    DEFAULT = "default"
    """The value that is taken until somebody gives another."""
    ASSUMED = "assumed"
    """Nobody gave it and there is no field that holds it: Floorwright assumes it."""


@dataclass(frozen=True, slots=True)
class Input:
    """A value that the figure is made from; `record` and `field` say where it stands, empty where nowhere."""

    name: str
    symbol: str
    value: Value
    unit: str
    origin: Origin
    record: str = ""
    field: str = ""


@dataclass(frozen=True, slots=True)
class Contribution:
    """A part of the figure, in its unit. `records` are what it comes from, to be shown on the plan."""

    name: str
    value: float
    records: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The figure as a sum of contributions, largest first. `by` says of what: flow, product, method, department, …"""

    by: str
    contributions: tuple[Contribution, ...]

    @property
    def total(self) -> float:
        """The sum of the contributions, which is the figure."""
        return fsum(one.value for one in self.contributions)

    def share(self, one: Contribution) -> float | None:
        """The contribution's share of the sum; None of nothing."""
        total = self.total
        return one.value / total if total else None


@dataclass(frozen=True, slots=True)
class Alternative:
    """What the figure would be under another convention; None where that is not quickly computed."""

    choice: str
    value: float | None


@dataclass(frozen=True, slots=True)
class Convention:
    """A choice on which textbooks disagree, as the plan makes it, and what others would give."""

    name: str
    chosen: str
    others: tuple[Alternative, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """Everything there is to say of one figure. `value` is None when it cannot be computed; `notes` then say why."""

    figure: str
    name: str
    value: float | None
    unit: str
    formula: str
    numbers: str
    source: str
    inputs: tuple[Input, ...] = ()
    breakdowns: tuple[Breakdown, ...] = ()
    conventions: tuple[Convention, ...] = ()
    notes: tuple[str, ...] = ()


def ranked(by: str, parts: list[Contribution]) -> Breakdown:
    """A breakdown with the largest part first, equal ones by name; parts that are nothing are left out."""
    kept = [part for part in parts if part.value]
    return Breakdown(by, tuple(sorted(kept, key=lambda part: (-part.value, part.name, part.records))))

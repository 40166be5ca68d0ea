"""The times of OEE: how the planned time of a machine becomes the time that makes good pieces."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import fsum


@dataclass(frozen=True, slots=True, kw_only=True)
class Times:
    """Seconds of one machine or of all, and pieces. None is not known.

    `ideal_total`, `ideal_startup` and `ideal_reject` are ideal cycle × pieces, of all pieces, of those rejected while
    starting, and of those rejected later.
    """

    calendar: float | None
    planned: float
    breakdown: float
    setup: float
    minor: float
    ideal_total: float | None
    ideal_startup: float = 0.0
    ideal_reject: float = 0.0
    total: float | None = None
    reject: float | None = None
    counts: tuple[int, int, int] = (0, 0, 0)
    """How many breakdowns, setups and minor stops there were."""

    @property
    def run(self) -> float:
        """Operating time: planned without breakdowns and setups; minor stops are in it."""
        return self.planned - self.breakdown - self.setup

    @property
    def availability(self) -> float | None:
        """A = run ÷ planned."""
        return self.run / self.planned if self.planned > 0 else None

    @property
    def performance(self) -> float | None:
        """P = ideal cycle × all pieces ÷ run, not capped."""
        return None if self.ideal_total is None or self.run <= 0 else self.ideal_total / self.run

    @property
    def quality(self) -> float | None:
        """Q = good ÷ all pieces; by ideal time where products differ."""
        if self.ideal_total:
            return 1 - (self.ideal_startup + self.ideal_reject) / self.ideal_total
        if self.total and self.reject is not None:
            return 1 - self.reject / self.total
        return None

    @property
    def good(self) -> float | None:
        return None if self.total is None or self.reject is None else self.total - self.reject

    def capped(self, cap: bool) -> float | None:
        """P, at most 1 where `cap` says so."""
        found = self.performance
        return found if found is None or not cap else min(found, 1.0)

    def oee(self, cap: bool) -> float | None:
        """A × P × Q from full precision."""
        a, p, q = self.availability, self.capped(cap), self.quality
        return None if a is None or p is None or q is None else a * p * q

    @property
    def net(self) -> float | None:
        """Net operating time: what the pieces would have taken at the ideal cycle, not more than the run."""
        return None if self.ideal_total is None else min(self.ideal_total, self.run)

    @property
    def valuable(self) -> float | None:
        """What the good pieces would have taken at the ideal cycle."""
        quality = self.quality
        return None if self.net is None or quality is None else self.net * quality

    @property
    def speed_loss(self) -> float | None:
        """The run without minor stops, beyond what the pieces would have taken."""
        return None if self.net is None else max(self.run - self.minor - self.net, 0.0)


def together(parts: Sequence[Times]) -> Times:
    """All machines as one: times and pieces are added."""

    def known(values: Sequence[float | None]) -> float | None:
        return None if any(value is None for value in values) else fsum(value for value in values if value is not None)

    return Times(
        calendar=known([one.calendar for one in parts]),
        planned=fsum(one.planned for one in parts),
        breakdown=fsum(one.breakdown for one in parts),
        setup=fsum(one.setup for one in parts),
        minor=fsum(one.minor for one in parts),
        ideal_total=known([one.ideal_total for one in parts]),
        ideal_startup=fsum(one.ideal_startup for one in parts),
        ideal_reject=fsum(one.ideal_reject for one in parts),
        total=known([one.total for one in parts]),
        reject=known([one.reject for one in parts]),
        counts=(
            sum(one.counts[0] for one in parts),
            sum(one.counts[1] for one in parts),
            sum(one.counts[2] for one in parts),
        ),
    )

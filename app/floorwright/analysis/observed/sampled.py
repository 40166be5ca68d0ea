"""Work sampling drawn from a walk: what was done at single moments of the time that somebody was followed."""

import math
import random
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import accumulate

from floorwright.analysis.observed.charted import symbol_of
from floorwright.analysis.observed.doings import Doing, doing_name
from floorwright.errors import EditRefused
from floorwright.model.observation import Observation
from floorwright.model.process_chart import StepType, Subject

MOST_LOOKS = 20_000
LONGEST_S = 86_400.0
_GOING = {
    Subject.WORKER: ("Walking", "Carrying"),
    Subject.EQUIPMENT: ("Driving empty", "Driving loaded"),
    Subject.MATERIAL: ("Moving", "Moving"),
}


class Moments(StrEnum):
    """At which moments is looked."""

    RANDOM = "random"
    REGULAR = "regular"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sampling:
    """One look every `interval_s` of the recorded time on the mean, or exactly; `seed` tells random moments apart."""

    interval_s: float = 30.0
    moments: Moments = Moments.RANDOM
    seed: int = 1

    def check(self) -> None:
        """Raise EditRefused when nobody can look so often or so seldom."""
        if not 0.01 <= self.interval_s <= LONGEST_S:
            raise EditRefused(
                f"An interval of {self.interval_s:g} s cannot be used.", hint="Choose 0.01 s to 24 h, such as 30."
            )


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawnLook:
    """What was being done at a second of the record. `moment` is local time, ISO 8601, or the second."""

    t_s: float
    moment: str
    activity: str
    idle: bool = False
    """Whether it is a delay or a storage in the chart; what else is done, walking too, is work."""


def sampled(doings: Sequence[Doing], observation: Observation, sampling: Sampling) -> tuple[DrawnLook, ...]:
    """The looks in the order of time, as many as the interval fits into the recorded time, rounded.

    Pauses and gaps are no recorded time: nobody looked then. Regular moments begin half an interval after the start;
    random ones are independent of each other and equally likely everywhere.

    Raises:
        EditRefused: when the walk is shorter than half the interval, or there would be too many looks.
    """
    sampling.check()
    ends = list(accumulate(doing.time_s for doing in doings))
    recorded_s = ends[-1] if ends else 0.0
    count = math.floor(recorded_s / sampling.interval_s + 0.5)
    if not count:
        raise EditRefused(
            f"The recorded time of {recorded_s:.1f} s is too short for a look every {sampling.interval_s:g} s.",
            hint="Choose a shorter interval.",
        )
    if count > MOST_LOOKS:
        raise EditRefused(
            f"A look every {sampling.interval_s:g} s makes {count:,}, and {MOST_LOOKS:,} are the most.",
            hint="Choose a longer interval.",
        )
    looks = []
    for offset in _offsets(count, recorded_s, sampling):
        n = min(bisect_right(ends, offset), len(doings) - 1)
        t = doings[n].end_s - (ends[n] - offset)
        activity = activity_of(doings[n], observation.subject)
        idle = symbol_of(doings[n]) in (StepType.DELAY, StepType.STORAGE)
        looks.append(DrawnLook(t_s=t, moment=_moment(observation.start, t), activity=activity, idle=idle))
    return tuple(looks)


def activity_of(doing: Doing, subject: Subject) -> str:
    """The element that was named; else where somebody is, or whether they go with a load or without."""
    if doing.element or doing.place is not None:
        return doing_name(doing, subject)
    return _GOING[subject][1 if doing.carrying else 0]


def _offsets(count: int, recorded_s: float, sampling: Sampling) -> list[float]:
    """Seconds of recorded time."""
    if sampling.moments is Moments.REGULAR:
        return [(n + 0.5) * sampling.interval_s for n in range(count)]
    draw = random.Random(sampling.seed)
    return sorted(draw.random() * recorded_s for _ in range(count))


def _moment(start: str, t_s: float) -> str:
    try:
        begun = datetime.fromisoformat(start).replace(tzinfo=None)
        return (begun + timedelta(seconds=t_s)).isoformat(timespec="milliseconds")
    except (ValueError, OverflowError):
        return f"{t_s:.3f}"

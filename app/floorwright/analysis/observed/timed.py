"""The element times of a walk, as a watch that snaps back would have read them."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from floorwright.analysis.observed.doings import Doing, doing_name
from floorwright.model.process_chart import Subject

CUT_OFF = "cut off by a pause or a gap"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedElement:
    """One reading. `reason` says why it does not count, "" where it does."""

    cycle: int
    element: str
    time_s: float
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimedWalk:
    """The readings in the order of time, and how often each element comes in a complete cycle.

    `complete` is the number of cycles that count for that.
    """

    readings: tuple[TimedElement, ...]
    frequencies: dict[str, float]
    complete: int


def timed(doings: Sequence[Doing], subject: Subject) -> TimedWalk:
    """A reading for everything that took time.

    A cycle begins whenever the element comes again that was done at the first place. What a pause or a gap cut off is
    there and does not count. The last cycle is not complete when it lacks an element that all cycles before it have.
    """
    lasting = [doing for doing in doings if doing.lasts]
    names = [doing_name(doing, subject) for doing in lasting]
    first = next((n for n, doing in enumerate(lasting) if doing.place is not None), 0)
    readings: list[TimedElement] = []
    cycle = 1
    for n, (doing, name) in enumerate(zip(lasting, names, strict=True)):
        if n > first and name == names[first] and names[n - 1] != name:
            cycle += 1
        reason = "" if doing.begun and doing.ended else CUT_OFF
        readings.append(TimedElement(cycle=cycle, element=name, time_s=doing.time_s, reason=reason))
    frequencies, complete = _frequencies(readings, cycle)
    return TimedWalk(readings=tuple(readings), frequencies=frequencies, complete=complete)


def _frequencies(readings: Sequence[TimedElement], cycles: int) -> tuple[dict[str, float], int]:
    each = [Counter(one.element for one in readings if one.cycle == n + 1) for n in range(cycles)]
    usual = set.intersection(*(set(one) for one in each[:-1])) if len(each) > 1 else set()
    whole = each[:-1] if usual - set(each[-1]) else each
    counts = sum(whole, Counter[str]())
    names = dict.fromkeys(one.element for one in readings)
    return {name: counts[name] / len(whole) for name in names}, len(whole)

"""A plan of random moments to look: seeded, so that the same numbers always give the same plan."""

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from floorwright.api import StudyFailed, StudyInput

MOST_TOURS = 20_000
DIRECTIONS = ("clockwise", "anticlockwise")
_DAY_S = 86_400


@dataclass(frozen=True, slots=True, kw_only=True)
class Tour:
    """One moment to look: the day's number, seconds after its midnight, which way round and where to begin."""

    day: int
    number: int
    second: int
    direction: str
    begins_at: str
    starts: datetime | None
    """Local time, where a first day was given."""


def tours_of(given: StudyInput, per_day: int, days: int) -> list[Tour]:
    """The tours: uniform over the shift without its breaks, never nearer to each other than the gap.

    n sorted uniform moments in what the gaps leave of the shift, each moved by the gaps before it, are uniform over
    all plans that keep the gap.

    Raises:
        StudyFailed: when the shift has no room for so many, or what was given is no time or date.
    """
    if per_day * days > MOST_TOURS:
        raise StudyFailed(f"{per_day * days} tours are more than {MOST_TOURS}.", hint="Plan fewer days or tours a day.")
    pieces = _open_pieces(given)
    length = sum(end - start for start, end in pieces)
    gap = round(given.number("minimum_gap_min") * 60)
    free = length - (per_day - 1) * gap
    if free <= 0:
        raise StudyFailed(
            f"{per_day} tours that are {gap / 60:g} min apart do not fit into {length / 60:g} min.",
            hint="Plan fewer tours a day, a smaller gap or a longer shift.",
        )
    source = random.Random(int(given.number("seed")))
    dates = _dates(given, days)
    names = [row.text("station").strip() for row in given.rows("stations")]
    found = []
    for day in range(days):
        moments = sorted(int(source.random() * free) for _ in range(per_day))
        for number, moment in enumerate(moments):
            second = _at(pieces, moment + number * gap)
            found.append(
                Tour(
                    day=day + 1,
                    number=number + 1,
                    second=second,
                    direction=DIRECTIONS[source.randrange(2)],
                    begins_at=names[source.randrange(len(names))] if names else "",
                    starts=None
                    if dates is None
                    else datetime.combine(dates[day], datetime.min.time()) + timedelta(seconds=second),
                )
            )
    return found


def clock(second: int) -> str:
    """Hours, minutes and seconds of a moment of the day."""
    second %= _DAY_S
    return f"{second // 3600:02}:{second // 60 % 60:02}:{second % 60:02}"


def _open_pieces(given: StudyInput) -> list[tuple[int, int]]:
    """What is left of the shift between its breaks, in seconds after midnight."""
    begin = _second(given.text("shift_start"))
    end = begin + round(given.number("shift_min") * 60)
    pieces = [(begin, end)]
    for row in given.rows("breaks"):
        start, stop = round(row.number_in("start")), round(row.number_in("end"))
        if stop <= start:
            raise StudyFailed(
                f"breaks, row {row.number}: the break ends at {clock(stop)}, not after {clock(start)}.",
                hint="After midnight go on counting: 24:30.",
            )
        if stop <= begin:
            # A break after midnight of a shift that began before it.
            start, stop = start + _DAY_S, stop + _DAY_S
        pieces = [
            piece
            for low, high in pieces
            for piece in ((low, min(high, start)), (max(low, stop), high))
            if piece[1] > piece[0]
        ]
    if not pieces:
        raise StudyFailed("The breaks leave nothing of the shift.", hint="Check the breaks and shift_start.")
    return pieces


def _at(pieces: list[tuple[int, int]], second: int) -> int:
    """The moment of the day at which so much of the open time has passed."""
    for start, end in pieces:
        if second < end - start:
            return start + second
        second -= end - start
    return pieces[-1][1]


def _second(text: str) -> int:
    try:
        hours, minutes = (int(part) for part in text.strip().split(":")[:2])
    except ValueError:
        raise StudyFailed(f"shift_start: “{text[:20]}” is no time of day.", hint="Write it like 07:30.") from None
    if not (0 <= hours < 24 and 0 <= minutes < 60):
        raise StudyFailed(f"shift_start: “{text[:20]}” is no time of day.", hint="Write it like 07:30.")
    return hours * 3600 + minutes * 60


def _dates(given: StudyInput, days: int) -> list[date] | None:
    text = given.text("first_day").strip()
    if not text:
        return None
    try:
        day = date.fromisoformat(text)
        found: list[date] = []
        while len(found) < days:
            if day.weekday() < 5 or not given.yes("weekdays_only"):
                found.append(day)
            day += timedelta(days=1)
    except (ValueError, OverflowError):
        raise StudyFailed(f"first_day: “{text[:20]}” is no date.", hint="Write it like 2026-03-02.") from None
    return found

"""The tables of work sampling."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from floorwright.api import Cell, Column, Table, goodman_intervals, whole_up, wilson_interval
from floorwright_builtin.work_sampling.sample_size import ABSOLUTE, needed, reached
from floorwright_builtin.work_sampling.tally import Tally
from floorwright_builtin.work_sampling.tours import Tour, clock

MOST_STEPS = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What an activity puts into a piece: its time in the whole study, rating and times of a piece."""

    kind: str
    time_s: float
    rating: float | None
    normal_s: float | None
    standard_s: float | None


def activities_table(
    tally: Tally, contents: Mapping[str, Content], z: float, confidence: float, precision: float, kind: str
) -> Table:
    """A row an activity: count, share with its intervals, precision, observations needed, time of a piece."""
    n = tally.total
    activities = list(tally.activities.values())
    together = goodman_intervals([one.count for one in activities], confidence)
    rows: list[tuple[Cell, ...]] = []
    for one, (low, high) in zip(activities, together, strict=True):
        p = one.count / n
        wilson = wilson_interval(one.count, n, z)
        half = reached(p, n, z)
        exact = needed(p, precision, kind, z)
        content = contents.get(one.name)
        rows.append(
            (
                one.name,
                one.kind,
                one.count,
                p * 100,
                wilson[0] * 100,
                wilson[1] * 100,
                low * 100,
                high * 100,
                None if half is None else half * 100,
                None if exact is None or not math.isfinite(exact) else whole_up(exact),
                *_content(content),
            )
        )
    columns = (
        Column("Activity"),
        Column("Kind"),
        Column("Count", "", "number", 0),
        Column("Share", "%", "number", 1),
        Column("Low", "%", "number", 1),
        Column("High", "%", "number", 1),
        Column("Goodman low", "%", "number", 1),
        Column("Goodman high", "%", "number", 1),
        Column("Precision", "%", "number", 2),
        Column("Needed", "", "integer"),
        *(_CONTENT if contents else ()),
    )
    wide = len(columns)
    return Table("Activities", columns, tuple(row[:wide] for row in rows))


_CONTENT = (
    Column("Rating", "%", "number", 1),
    Column("Normal", "s", "number", 3),
    Column("Normal", "min", "number", 4),
    Column("Standard", "s", "number", 3),
    Column("Standard", "min", "number", 4),
)


def _content(content: Content | None) -> tuple[Cell, ...]:
    if content is None:
        return (None,) * len(_CONTENT)
    normal, standard = content.normal_s, content.standard_s
    return (
        None if content.rating is None else content.rating * 100,
        normal,
        None if normal is None else normal / 60,
        standard,
        None if standard is None else standard / 60,
    )


def _steps(tally: Tally, name: str) -> list[tuple[float, float]]:
    """Observations and those of the activity, look by look; a tally is known only at the end of its day."""
    found: list[tuple[float, float]] = []
    day: str | None = None
    for one in tally.seen:
        hit = one.count if one.activity == name else 0.0
        if not one.single and one.day == day and found:
            found[-1] = (found[-1][0] + one.count, found[-1][1] + hit)
        else:
            found.append((one.count, hit))
        day = None if one.single else one.day
    return found


def convergence_table(tally: Tally, name: str, z: float, precision: float, kind: str) -> Table:
    """The share after every look or tallied day, about 100 at most, with its interval and whether that is enough."""
    steps = _steps(tally, name)
    every = max(1, math.ceil(len(steps) / MOST_STEPS))
    n = count = 0.0
    rows: list[tuple[Cell, ...]] = []
    for place, (looks, hits) in enumerate(steps, 1):
        n += looks
        count += hits
        if n <= 0 or (place % every and place != len(steps)):
            continue
        p = count / n
        low, high = wilson_interval(count, n, z)
        exact = needed(p, precision, kind, z)
        enough = exact is not None and n >= exact * (1 - 1e-9)
        rows.append((n, p * 100, low * 100, high * 100, enough))
    columns = (
        Column("Observations", "", "number", 0),
        Column("Share", "%", "number", 2),
        Column("Low", "%", "number", 2),
        Column("High", "%", "number", 2),
        Column("Enough", "", "yes_no"),
    )
    note = () if every == 1 else (f"Every {every}th of {len(steps)} steps, and the last.",)
    return Table(f"Share of {name} so far", columns, tuple(rows), notes=note)


def days_table(days: Sequence[tuple[str, float, float]], sigmas: float) -> Table:
    """A row a day: share of the activity and its limits p̄ ± 3 √(p̄(1 − p̄)/n)."""
    n, count = sum(day[1] for day in days), sum(day[2] for day in days)
    mean = count / n if n > 0 else 0.0
    rows: list[tuple[Cell, ...]] = []
    for day, own, seen in days:
        if own <= 0:
            rows.append((day or "not said", own, seen, None, None, None, None))
            continue
        reach = sigmas * math.sqrt(mean * (1 - mean) / own)
        low, high, p = max(0.0, mean - reach), min(1.0, mean + reach), seen / own
        inside = low - 1e-12 <= p <= high + 1e-12
        rows.append((day or "not said", own, seen, p * 100, low * 100, high * 100, inside))
    columns = (
        Column("Day"),
        Column("Observations", "", "number", 0),
        Column("Count", "", "number", 0),
        Column("Share", "%", "number", 2),
        Column("Lower limit", "%", "number", 2),
        Column("Upper limit", "%", "number", 2),
        Column("Inside", "", "yes_no"),
    )
    return Table("Days", columns, tuple(rows), notes=(f"Mean share {mean * 100:.4g} %.",))


def subjects_table(subjects: Sequence[tuple[str, float, float]], name: str, z: float) -> Table:
    """A row a person or machine that was looked at: the share of the activity and its interval."""
    rows: list[tuple[Cell, ...]] = []
    for subject, n, count in subjects:
        low, high = wilson_interval(count, n, z)
        rows.append((subject or "not said", n, count, count / n * 100, low * 100, high * 100))
    columns = (
        Column("Subject"),
        Column("Observations", "", "number", 0),
        Column("Count", "", "number", 0),
        Column("Share", "%", "number", 1),
        Column("Low", "%", "number", 1),
        Column("High", "%", "number", 1),
    )
    return Table(f"Share of {name} by subject", columns, tuple(rows))


def sizes_table(z: float, precision: float, kind: str) -> Table:
    """Observations needed for a row of shares at the precision that is asked for."""
    shares = (0.01, 0.02, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.99)
    rows: list[tuple[Cell, ...]] = []
    for share in shares:
        exact = needed(share, precision, kind, z)
        rows.append((share * 100, None if exact is None or not math.isfinite(exact) else whole_up(exact)))
    unit = "points" if kind == ABSOLUTE else "% of the share"
    title = f"Observations needed for ± {precision * 100:g} {unit}"
    return Table(title, (Column("Share", "%", "number", 0), Column("Needed", "", "integer")), tuple(rows))


def tours_table(tours: Sequence[Tour], seen: float) -> Table:
    """The plan: a row a tour. The column Starts is what a calendar takes."""
    per_day = max((one.number for one in tours), default=0)
    columns = (
        Column("Day", "", "integer"),
        Column("Tour", "", "integer"),
        Column("Time"),
        Column("Direction"),
        Column("Begins at"),
        Column("Starts"),
        Column("Appointment"),
    )
    rows = tuple(
        (
            one.day,
            one.number,
            clock(one.second),
            one.direction,
            one.begins_at,
            "" if one.starts is None else one.starts.isoformat(),
            _appointment(one, per_day),
        )
        for one in tours
    )
    note = f"{len(tours)} tours of {seen:g} observations. Look at the moment written; note what you see first."
    return Table("Plan of tours", columns, rows, notes=(note,))


def _appointment(tour: Tour, per_day: int) -> str:
    place = f" from {tour.begins_at}" if tour.begins_at else ""
    return f"Observe: tour {tour.number} of {per_day}, {tour.direction}{place}"

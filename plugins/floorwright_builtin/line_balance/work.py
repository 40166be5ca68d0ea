"""What the user gave about the line, read: tasks by name, what comes before what, and what must or must not be."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass, field

from floorwright.api import StudyFailed, StudyInput, StudyRow, a_circle

NONE = ("", "-", "–", "—")
_SHOWN = 8


@dataclass
class Work:
    """Tasks in the order of the table. Everything else speaks of their numbers, from 0; stations count from 1."""

    names: list[str]
    times: list[float]
    before: list[list[int]]
    fixed: dict[int, int] = field(default_factory=dict)
    side: dict[int, str] = field(default_factory=dict)
    skill: dict[int, str] = field(default_factory=dict)
    together: list[tuple[int, int]] = field(default_factory=list)
    apart: list[tuple[int, int]] = field(default_factory=list)
    station_skills: dict[int, frozenset[str]] = field(default_factory=dict)
    station_side: dict[int, str] = field(default_factory=dict)
    station_names: dict[int, str] = field(default_factory=dict)
    models: dict[str, float] = field(default_factory=dict)
    """The share of each model, adding up to 1; none for a line of one product."""
    model_times: dict[str, list[float]] = field(default_factory=dict)


def read_work(given: StudyInput) -> Work:
    """The line as it was given.

    Raises:
        StudyFailed: for names that are unknown, given twice, or wait for each other in a circle; each is named.
    """
    rows = given.rows("tasks")
    names = [row.text("task").strip() for row in rows]
    places: dict[str, int] = {}
    for row, name in zip(rows, names, strict=True):
        if name in places:
            raise StudyFailed(
                f"tasks, row {row.number}: “{name}” is there twice.", hint="Give each task a name of its own."
            )
        places[name] = len(places)
    before = [_named(row, "predecessors", places) for row in rows]
    for row, name, earlier in zip(rows, names, before, strict=True):
        if places[name] in earlier:
            raise StudyFailed(f"tasks, row {row.number}: “{name}” is its own predecessor.", hint="Take it out.")
    circle = a_circle(before)
    if circle:
        path = " → ".join(names[task] for task in (*circle[:_SHOWN], *circle[:1]))
        raise StudyFailed(
            f"The tasks wait for each other in a circle: {path}.", hint="Take one of these predecessors out."
        )
    work = Work(names, [row.number_in("time_s") for row in rows], before)
    for task, row in enumerate(rows):
        if (station := row.whole("station")) > 0:
            work.fixed[task] = station
        if row.text("side") in ("left", "right"):
            work.side[task] = row.text("side")
        if row.text("skill").strip():
            work.skill[task] = row.text("skill").strip().casefold()
    _read_pairs(given, work, places)
    _read_stations(given, work)
    _read_models(given, work, places)
    return work


def _named(row: StudyRow, column: str, places: dict[str, int]) -> list[int]:
    """The tasks that a cell names, split at spaces, commas or semicolons; names with spaces need the latter."""
    text = row.text(column).strip()
    if text in NONE and text not in places:
        return []
    if text in places:
        return [places[text]]
    parts = [part.strip() for part in text.replace(";", ",").split(",")] if ";" in text or "," in text else [text]
    found: list[int] = []
    for part in parts:
        for name in [part] if part in places else part.split():
            if name not in places:
                close = difflib.get_close_matches(name, places, 1, 0.6)
                like = f"“{close[0]}” looks like it." if close else "Names are split at spaces, commas or semicolons."
                raise StudyFailed(
                    f"tasks, row {row.number}: the predecessor “{name}” of “{row.text('task')}” is no task.", hint=like
                )
            found.append(places[name])
    return sorted(set(found))


def _task(table: str, row: StudyRow, column: str, places: dict[str, int]) -> int:
    name = row.text(column).strip()
    if name not in places:
        close = difflib.get_close_matches(name, places, 1, 0.6)
        like = f"“{close[0]}” looks like it." if close else "Write it as in the table tasks."
        raise StudyFailed(f"{table}, row {row.number}: there is no task “{name}”.", hint=like)
    return places[name]


def _read_pairs(given: StudyInput, work: Work, places: dict[str, int]) -> None:
    for row in given.rows("pairs"):
        pair = (_task("pairs", row, "task", places), _task("pairs", row, "other", places))
        if pair[0] == pair[1]:
            raise StudyFailed(f"pairs, row {row.number}: a task makes no pair with itself.", hint="Name another one.")
        (work.together if row.text("rule") == "together" else work.apart).append(pair)


def _read_stations(given: StudyInput, work: Work) -> None:
    numbers: set[int] = set()
    skilled = any(row.text("skills").strip() for row in given.rows("stations"))
    for row in given.rows("stations"):
        station = row.whole("station")
        if station in numbers:
            raise StudyFailed(f"stations, row {row.number}: station {station} is there twice.", hint="Keep one row.")
        skills = row.text("skills").replace(",", " ").replace(";", " ").casefold().split()
        numbers.add(station)
        if skilled:
            work.station_skills[station] = frozenset(skills)
        if row.text("name").strip():
            work.station_names[station] = row.text("name").strip()
        if row.text("side") in ("left", "right"):
            work.station_side[station] = row.text("side")


def _read_models(given: StudyInput, work: Work, places: dict[str, int]) -> None:
    shares = {row.text("model").strip(): row.number_in("share") for row in given.rows("models")}
    whole = sum(shares.values())
    for row in given.rows("model_times"):
        model = row.text("model").strip()
        if model not in shares:
            raise StudyFailed(
                f"model_times, row {row.number}: there is no model “{model}”.",
                hint="List each model with its share in the table models.",
            )
        times = work.model_times.setdefault(model, list(work.times))
        times[_task("model_times", row, "task", places)] = row.number_in("time_s")
    if shares and whole <= 0:
        raise StudyFailed("The shares of the models add up to nothing.", hint="Give at least one model a share.")
    work.models = {model: share / whole for model, share in shares.items()}
    for model in work.models:
        work.model_times.setdefault(model, list(work.times))


def mixed(work: Work, by: str) -> list[float]:
    """The times that are balanced: of the one product; with models their weighted mean, or the longest of them."""
    if not work.models:
        return list(work.times)
    columns = list(zip(*(work.model_times[model] for model in work.models), strict=True))
    if by == "longest":
        made = [model for model, share in enumerate(work.models.values()) if share > 0]
        return [max(times[model] for model in made) for times in columns]
    return [sum(share * time for share, time in zip(work.models.values(), times, strict=True)) for times in columns]


def spoken(names: Sequence[str]) -> str:
    """A few names in words."""
    shown = [f"“{name}”" for name in names[:_SHOWN]]
    return ", ".join(shown) + (f" and {len(names) - _SHOWN} more" if len(names) > _SHOWN else "")

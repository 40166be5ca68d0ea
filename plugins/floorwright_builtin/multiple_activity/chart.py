"""The multiple-activity chart: a column for each person and machine, time running downwards."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from floorwright.api import (
    Cell,
    Downwards,
    Entry,
    Figure,
    Line,
    Linear,
    Named,
    Plot,
    Region,
    Table,
    Text,
    axis_marks,
    figure,
    fitted_plot,
    level,
    linear,
    room_of,
    text_width,
    tile,
)

WIDTH, HEIGHT = 170.0, 200.0
COLUMN_MM = 14.0
MOST_BARS = 3_000
MOST_CYCLES = 4
LABEL_MM = 2.8
WHITE = "#ffffff"
SeriesMark = Line | Region | Text
LOOKS: dict[str, tuple[str, str, Literal["plain", "hatched", "dotted", "open"]]] = {
    "together": ("with each other", "#1f5fa8", "hatched"),
    "alone": ("alone", "#2e9e4f", "plain"),
    "walk": ("walking, inspecting", "#e69f00", "dotted"),
    "idle": ("idle", "#9aa5b1", "open"),
}


@dataclass(frozen=True, slots=True)
class _Activity:
    who: str
    kind: str
    name: str
    start: float
    end: float


def activity_chart(title: str, table: Table, cycle_s: float | None, notes: Sequence[str] = ()) -> tuple[Figure, ...]:
    """The bars of a table of resource, activity, element, start and end, seconds; a line at every cycle.

    Of work that repeats itself only after many cycles the first ones are drawn.
    """
    told = [_activity(row) for row in table.rows]
    whole = max((bar.end for bar in told), default=0.0)
    if cycle_s and whole > MOST_CYCLES * cycle_s:
        whole = MOST_CYCLES * cycle_s
    bars = [replace(bar, end=min(bar.end, whole)) for bar in told if bar.start < whole]
    if not bars or whole <= 0 or len(bars) > MOST_BARS:
        return ()
    people = tuple(dict.fromkeys(bar.who for bar in bars))
    unit, size = ("s", 1.0) if whole < 600 else ("min", 60.0) if whole < 36_000 else ("h", 3600.0)
    key = [Entry(name, colour, fill=fill) for name, colour, fill in LOOKS.values()]
    width = max(WIDTH, 30 + COLUMN_MM * len(people))
    room = room_of(width, HEIGHT, key=key, notes=notes)
    up_title = f"Time [{unit}]"
    plot = fitted_plot(room, Named(people), Downwards(_scale(whole / size)), "", up_title)
    marks = [*axis_marks(plot, "", up_title)]
    tips: dict[str, str] = {}
    for number, bar in enumerate(bars):
        _, colour, fill = LOOKS[bar.kind]
        column = people.index(bar.who)
        source = f"bar-{number}"
        marks += tile(
            plot,
            (column - 0.42, column + 0.42),
            (bar.start / size, bar.end / size),
            colour,
            source=source,
            words=bar.name if fill == "plain" else "",
            fill=fill,
        )
        if fill != "plain" and bar.name:
            marks += _label(plot, column, bar, size, source)
        what = bar.name or bar.kind
        tips[source] = f"{bar.who}: {what}, {bar.start / size:.4g} to {bar.end / size:.4g} {unit}"
    if cycle_s and cycle_s > 0:
        marks += _cycle_lines(plot, cycle_s, whole, size, unit)
    return (figure(title, width, HEIGHT, marks, key=key, notes=notes, tips=tips),)


def _label(plot: Plot, column: int, bar: _Activity, size: float, source: str) -> list[SeriesMark]:
    """The element's name on a white patch in the middle of a bar that is hatched or dotted, where it has room."""
    start, end = plot.y(bar.start / size), plot.y(bar.end / size)
    if start - end < 2 * LABEL_MM:
        return []
    middle = (bar.start + bar.end) / 2 / size
    half = LABEL_MM / 2 / (start - end) * (bar.end - bar.start) / size
    room = 0.76 * plot.room.width / len(plot.across.ticks())
    wide = min(0.38, 0.38 * (text_width(bar.name, 1.8) + 1.6) / max(room, 1e-6))
    return tile(
        plot, (column - wide, column + wide), (middle - half, middle + half), WHITE, source=source, words=bar.name
    )


def _scale(whole: float) -> Linear:
    """Round steps, and the end where the chart ends."""
    round_steps = linear((whole,), most=12)
    return Linear(0.0, whole, tuple(value for value in round_steps.values if value <= whole * (1 + 1e-9)))


def _activity(row: Sequence[Cell]) -> _Activity:
    who, kind, name, start, end = row
    return _Activity(str(who), str(kind), str(name), float(start or 0), float(end or 0))


def _cycle_lines(plot: Plot, cycle_s: float, whole_s: float, size: float, unit: str) -> list[SeriesMark]:
    """A line at the end of every cycle that is drawn, while there are few."""
    count = int(whole_s / cycle_s + 1e-6)
    if count > 8:
        return []
    marks: list[SeriesMark] = []
    for number in range(1, count + 1):
        moment = number * cycle_s / size
        marks += level(plot, moment, f"{moment:.4g} {unit}", "#c0392b")
    return marks

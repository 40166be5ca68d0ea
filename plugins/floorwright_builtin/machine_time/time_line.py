"""The machine-use chart: a line of time for every machine, coloured by what it does."""

from collections.abc import Iterable
from math import floor

from floorwright.api import (
    Cell,
    Column,
    Entry,
    Figure,
    Linear,
    Named,
    Table,
    axis_marks,
    figure,
    fitted_plot,
    linear,
    room_of,
    tile,
)
from floorwright_builtin.machine_time.machine_log import MachineLog

COLOURS = {
    "run": "#2e9e4f",
    "startup": "#8fce6b",
    "setup": "#e69f00",
    "minor stop": "#f2d43d",
    "breakdown": "#c0392b",
    "planned stop": "#7aa6d8",
    "off": "#cfd6dd",
}
WIDTH, ROW_MM = 170.0, 11.0
MOST_BARS, BINS = 2_500, 400
MOST_MACHINES = 60
Bar = tuple[str, str, float, float]


def time_line_table(log: MachineLog) -> Table:
    """What every machine did from when to when, hours from the first entry; equal states that touch are one row."""
    columns = (
        Column("Machine"),
        Column("State"),
        Column("Reason"),
        Column("Start", "h", "number", 4),
        Column("End", "h", "number", 4),
    )
    rows: list[list[Cell]] = []
    for name, events in log.events.items():
        moment = 0.0
        for event in events:
            start = moment if event.start is None else event.start
            end = start + event.duration
            moment = end
            last = rows[-1] if rows else None
            same = last is not None and last[:3] == [name, event.state, event.reason]
            if last is not None and same and abs(float(last[4] or 0) - start / 3600) < 1e-9:
                last[4] = end / 3600
            elif end > start:
                rows.append([name, event.state, event.reason, start / 3600, end / 3600])
    return Table("Machine use", columns, tuple(tuple(row) for row in rows))


def machine_use_chart(table: Table) -> tuple[Figure, ...]:
    """The chart of that table. Where it has very many bars, each piece of time shows what took most of it."""
    bars: list[Bar] = [(str(row[0]), str(row[1]), float(row[3] or 0), float(row[4] or 0)) for row in table.rows]
    machines = tuple(dict.fromkeys(bar[0] for bar in bars))
    whole = max((bar[3] for bar in bars), default=0.0)
    if not bars or whole <= 0:
        return ()
    shown = machines[:MOST_MACHINES]
    drawn = [bar for bar in bars if bar[0] in set(shown)]
    notes = []
    if len(drawn) > MOST_BARS:
        drawn = list(_binned(drawn, whole))
        notes.append(f"{len(bars)} events: each {whole / BINS * 60:.3g} min show what took most of them.")
    if len(machines) > MOST_MACHINES:
        notes.append(f"The first {MOST_MACHINES} of {len(machines)} machines.")
    used = {bar[1] for bar in drawn}
    key = [Entry(state, colour) for state, colour in COLOURS.items() if state in used]
    height = 42.0 + ROW_MM * len(shown)
    room = room_of(WIDTH, height, key=key, notes=notes)
    steps = linear((whole,), most=10)
    across = Linear(0.0, whole, tuple(value for value in steps.values if value <= whole * (1 + 1e-9)))
    upwards = tuple(reversed(shown))
    plot = fitted_plot(room, across, Named(upwards), "Time [h]", "")
    marks = [*axis_marks(plot, "Time [h]", "")]
    places = {name: number for number, name in enumerate(upwards)}
    tips: dict[str, str] = {}
    for number, (name, state, start, end) in enumerate(drawn):
        source = f"use-{number}"
        place = places[name]
        marks += tile(plot, (start, end), (place - 0.38, place + 0.38), COLOURS[state], source=source)
        tips[source] = f"{name}: {state}, {start:.4g} to {end:.4g} h"
    return (figure("Machine use", WIDTH, height, marks, key=key, notes=notes, tips=tips),)


def _binned(bars: Iterable[Bar], whole: float) -> Iterable[Bar]:
    """Equal pieces of time, each with the state that takes most of it; equal neighbours are one bar."""
    spent: dict[tuple[str, int], dict[str, float]] = {}
    step = whole / BINS
    for name, state, start, end in bars:
        for number in range(floor(start / step), min(floor(end / step - 1e-9), BINS - 1) + 1):
            part = min(end, (number + 1) * step) - max(start, number * step)
            here = spent.setdefault((name, number), {})
            here[state] = here.get(state, 0.0) + part
    last: Bar | None = None
    for (name, number), here in sorted(spent.items()):
        state = max(here, key=lambda one: here[one])
        start, end = number * step, (number + 1) * step
        if last is not None and last[:2] == (name, state) and abs(last[3] - start) < step * 1e-6:
            last = (name, state, last[2], end)
            continue
        if last is not None:
            yield last
        last = (name, state, start, end)
    if last is not None:
        yield last

"""The figures of work sampling: shares with their intervals, the share as it settles, and the days."""

from typing import Literal

from floorwright.api import (
    Entry,
    Figure,
    Named,
    StudyAnswer,
    StudyInput,
    Table,
    axis_marks,
    dots,
    figure,
    fitted_plot,
    level,
    linear,
    room_of,
    tile,
    trace,
)

Fill = Literal["plain", "hatched", "dotted"]
WIDE, HIGH = 160.0, 90.0
BLUE, GREEN, ORANGE, RED, GREY = "#0072b2", "#2e9e4f", "#e69f00", "#c0392b", "#8a94a0"
_COLOURS = {"work": GREEN, "machine": BLUE, "idle": ORANGE, "": GREY}
MOST_BARS = 40


def sampling_figures(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """What there are observations for."""
    tables = answer.tables
    made = []
    if "activities" in tables:
        made.append(_shares(tables["activities"]))
    if "convergence" in tables and len(tables["convergence"].rows) > 1:
        made.append(_settling(tables["convergence"]))
    if "days" in tables:
        made.append(_days(tables["days"]))
    return tuple(made)


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _shares(table: Table) -> Figure:
    rows = table.rows[:MOST_BARS]
    kinds = list(dict.fromkeys(str(row[1]) for row in rows))
    key = (
        *(Entry(kind or "kind not said", _COLOURS.get(kind, GREY), fill=_fill(kind)) for kind in kinds),
        Entry("Wilson interval", "#111827", as_="line"),
    )
    every = [0.0, *(_number(row[5]) for row in rows)]
    plot = fitted_plot(
        room_of(WIDE, HIGH, key=key), Named(tuple(str(row[0]) for row in rows)), linear(every), "Activity", "Share [%]"
    )
    marks = axis_marks(plot, "Activity", "Share [%]")
    tips = {}
    for at, row in enumerate(rows):
        kind, share, low, high = str(row[1]), _number(row[3]), _number(row[4]), _number(row[5])
        source = f"activity-{at}"
        marks += tile(plot, (at - 0.35, at + 0.35), (0.0, share), _COLOURS.get(kind, GREY), source=source,
                      words=f"{share:.1f} %", fill=_fill(kind))  # fmt: skip
        marks += trace(plot, [(at, low), (at, high)], "#111827", source=source)
        for end in (low, high):
            marks += trace(plot, [(at - 0.08, end), (at + 0.08, end)], "#111827", source=source)
        tips[source] = f"{row[0]}: {share:.1f} %, {low:.1f} to {high:.1f} %"
    return figure("Shares of the time", WIDE, HIGH, marks, key=key, tips=tips)


def _fill(kind: str) -> Fill:
    """The fills keep the kinds apart on paper without colour."""
    return "hatched" if kind == "machine" else "dotted" if kind == "idle" else "plain"


def _settling(table: Table) -> Figure:
    points = [tuple(_number(cell) for cell in row[:4]) for row in table.rows]
    enough = next((_number(row[0]) for row in table.rows if row[4]), None)
    key = (Entry("Share so far", BLUE, as_="line"), Entry("Wilson interval", GREY, as_="line", dash=(1.5, 1.0)))
    notes = (
        "The precision asked for is not reached yet."
        if enough is None
        else f"The precision asked for is reached with {enough:.0f} observations.",
    )
    plot = fitted_plot(
        room_of(WIDE, HIGH, key=key, notes=notes),
        linear([n for n, *_ in points]),
        linear([value for point in points for value in point[1:]], from_zero=False),
        "Observations",
        "Share [%]",
    )
    marks = axis_marks(plot, "Observations", "Share [%]")
    marks += trace(plot, [(n, low) for n, _, low, _ in points], GREY, width=0.3, dash=(1.5, 1.0))
    marks += trace(plot, [(n, high) for n, _, _, high in points], GREY, width=0.3, dash=(1.5, 1.0))
    marks += trace(plot, [(n, share) for n, share, _, _ in points], BLUE)
    marks += level(plot, points[-1][1], f"{points[-1][1]:.1f} %", GREEN, dash=())
    return figure(table.title, WIDE, HIGH, marks, key=key, notes=notes)


def _days(table: Table) -> Figure:
    rows = [row for row in table.rows if row[3] is not None]
    key = (
        Entry("Share of the day", BLUE, as_="dot"),
        Entry("Beyond the limits", RED, as_="dot", shape="diamond"),
        Entry("Limits", RED, as_="line", dash=(2.4, 1.0)),
    )
    values = [_number(cell) for row in rows for cell in row[3:6]]
    names = Named(tuple(str(row[0]) for row in rows))
    plot = fitted_plot(room_of(WIDE, HIGH, key=key, notes=table.notes), names, linear(values), "Day", "Share [%]")
    marks = axis_marks(plot, "Day", "Share [%]")
    for column in (4, 5):
        # The limits step from day to day where the number of looks differs.
        for at, row in enumerate(rows):
            limit = _number(row[column])
            marks += trace(plot, [(at - 0.5, limit), (at + 0.5, limit)], RED, width=0.35, dash=(2.4, 1.0))
    marks += trace(plot, [(at, _number(row[3])) for at, row in enumerate(rows)], BLUE, width=0.3)
    tips = {}
    for at, row in enumerate(rows):
        source, point = f"day-{at}", [(float(at), _number(row[3]))]
        marks += (
            dots(plot, point, BLUE, sources=(source,))
            if row[6]
            else dots(plot, point, RED, shape="diamond", size=2.4, sources=(source,))
        )
        tips[source] = f"{row[0]}: {_number(row[3]):.1f} %, limits {_number(row[4]):.1f} to {_number(row[5]):.1f} %"
    return figure("Control chart of the days", WIDE, HIGH, marks, key=key, notes=table.notes, tips=tips)

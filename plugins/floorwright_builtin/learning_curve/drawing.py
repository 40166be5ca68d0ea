"""The figures of a learning curve: both models on logarithmic axes with the data, and the ramp."""

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
    linear,
    logarithmic,
    room_of,
    tile,
    trace,
)

WIDE, HIGH = 160.0, 100.0
BLUE, GREEN, ORANGE, INK = "#0072b2", "#2e9e4f", "#e69f00", "#111827"
MOST_BARS = 60


def learning_figures(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The curve where it is known, and a figure a ramp."""
    tables = answer.tables
    made = []
    if "curve" in tables:
        made.append(_curve(given, tables["curve"], answer))
    made += [_ramp(tables[name]) for name in ("ramp_plan", "ramp_crew") if name in tables]
    return tuple(made)


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0


def _curve(given: StudyInput, table: Table, answer: StudyAnswer) -> Figure:
    own, other = ("Crawford", "Wright") if given.text("model") == "crawford" else ("Wright", "Crawford")
    lines = (
        (1, f"{own}: time of a unit", BLUE, ()),
        (3, f"{own}: mean of all so far", GREEN, (2.0, 1.0)),
        (4, f"{other}: time of a unit", ORANGE, (0.6, 0.8)),
    )
    rows = [row for row in table.rows if _number(row[1]) > 0]
    data = [
        ((row.whole("unit") + row.whole("last_unit", row.whole("unit"))) / 2, _observed(given, row.number_in("time_h"),
         row.whole("last_unit", row.whole("unit")) - row.whole("unit") + 1))
        for row in given.rows("data")
    ]  # fmt: skip
    key = [Entry(name, colour, as_="line", dash=dash) for _, name, colour, dash in lines]
    if data:
        key.append(Entry("Observed", INK, as_="dot"))
    values = [_number(row[column]) for row in rows for column, *_ in lines if row[column] is not None]
    rate = answer.results.get("rate_pct")
    notes = (f"Learning rate {rate:.2f} %.",) if isinstance(rate, float) else ()
    plot = fitted_plot(
        room_of(WIDE, HIGH, key=key, notes=notes),
        logarithmic([_number(row[0]) for row in rows] + [unit for unit, _ in data]),
        logarithmic([*values, *(time for _, time in data)]),
        "Unit",
        "Hours",
    )
    marks = axis_marks(plot, "Unit", "Hours")
    for column, _, colour, dash in lines:
        points = [(_number(row[0]), _number(row[column])) for row in rows if _number(row[column]) > 0]
        marks += trace(plot, points, colour, dash=dash, width=0.5)
    names = [f"data-{at}" for at in range(len(data))]
    marks += dots(plot, data[:2000], INK, size=1.4, sources=names)
    tips = {name: f"Unit {unit:g}: {time:.4g} h" for name, (unit, time) in zip(names, data[:2000], strict=False)}
    return figure("Learning curve", WIDE, HIGH, marks, key=key, notes=notes, tips=tips)


def _observed(given: StudyInput, time: float, units: int) -> float:
    """A lot is drawn by the mean of its units."""
    return time / units


def _ramp(table: Table) -> Figure:
    rows = table.rows[:MOST_BARS]
    people = any(row[6] is not None for row in rows) and table.title.startswith("Units")
    column, words = (6, "People") if people else (1, "Units")
    plot = fitted_plot(
        room_of(WIDE, HIGH), Named(tuple(str(row[0]) for row in rows)), linear([_number(row[column]) for row in rows]),
        "Period", words,
    )  # fmt: skip
    marks = axis_marks(plot, "Period", words)
    tips = {}
    for at, row in enumerate(rows):
        source, value = f"period-{at}", _number(row[column])
        marks += tile(
            plot, (at - 0.4, at + 0.4), (0.0, value), BLUE, source=source, words=f"{value:.1f}".rstrip("0").rstrip(".")
        )
        tips[source] = f"{row[0]}: {row[1]} units, {_number(row[4]):.1f} h"
    return figure(f"{table.title}: {words.lower()} by period", WIDE, HIGH, marks, tips=tips)

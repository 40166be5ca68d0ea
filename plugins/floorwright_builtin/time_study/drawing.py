"""The figures of a time study: the chart of cycle times, and what each element takes."""

import statistics
from collections.abc import Sequence
from itertools import pairwise

from floorwright.api import (
    Entry,
    Figure,
    Linear,
    Named,
    StudyAnswer,
    StudyInput,
    Table,
    axis_marks,
    band,
    dots,
    figure,
    fitted_plot,
    level,
    linear,
    room_of,
    tile,
    trace,
)

WIDE, HIGH = 160.0, 90.0
BLUE, GREEN, ORANGE, RED, GREY = "#0072b2", "#2e9e4f", "#e69f00", "#c0392b", "#8a94a0"
MOST_DOTS = 1500
"""More cycles than this are drawn as a line alone."""
MOST_ELEMENTS = 40


def time_figures(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The control chart of cycle times where there are readings, the boxes of the elements, and their shares."""
    made = []
    cycles = answer.tables.get("cycles")
    if cycles is not None and len(cycles.rows) > 1:
        made.append(_cycle_chart(cycles))
    elements = answer.tables["elements"]
    readings = answer.tables.get("readings")
    if readings is not None:
        made.append(_boxes(elements, readings))
    made.append(_shares(elements, answer))
    return tuple(made)


def _cycle_chart(cycles: Table) -> Figure:
    """Cycle times as individuals, with limits x̄ ± 2.66 mean moving range (AIAG SPC, 2nd ed.)."""
    whole = [(int(row[0] or 0), float(row[2] or 0.0), not row[4]) for row in cycles.rows]
    counted = [time for _, time, broken in whole if not broken] or [time for _, time, _ in whole]
    mean = statistics.fmean(counted)
    ranges = [abs(b - a) for a, b in pairwise(counted)]
    reach = 2.66 * statistics.fmean(ranges) if ranges else 0.0
    low, high = max(0.0, mean - reach), mean + reach
    title = "Cycle times"
    notes = (
        f"Individuals chart: mean {mean:.2f} s, limits {low:.2f} and {high:.2f} s = mean ± 2.66 × mean moving range.",
        "Regular and machine elements; what comes now and then is not in it.",
    )
    key = (
        Entry("Cycle", BLUE, as_="dot"),
        Entry("Beyond the limits", RED, as_="dot", shape="diamond"),
        Entry("Not whole: a reading is missing", GREY, as_="dot", shape="cross"),
    )
    span = _counted([number for number, _, _ in whole])
    plot = fitted_plot(
        room_of(WIDE, HIGH, key=key, notes=notes),
        span,
        linear([low, high, *(t for _, t, _ in whole)], from_zero=False),
        "Cycle",
        "Time [s]",
    )
    marks = axis_marks(plot, "Cycle", "Time [s]")
    marks += band(plot, low, high, GREEN, opacity=0.08)
    marks += trace(plot, [(number, time) for number, time, _ in whole], BLUE, width=0.3)
    if len(whole) <= MOST_DOTS:
        out = [(n, t) for n, t, broken in whole if broken]
        beyond = [(n, t) for n, t, broken in whole if not broken and not low <= t <= high]
        inside = [(n, t) for n, t, broken in whole if not broken and low <= t <= high]
        marks += dots(plot, inside, BLUE, sources=[f"cycle-{n}" for n, _ in inside])
        marks += dots(plot, beyond, RED, shape="diamond", size=2.2, sources=[f"cycle-{n}" for n, _ in beyond])
        marks += dots(plot, out, GREY, shape="cross", size=2.0, sources=[f"cycle-{n}" for n, _ in out])
    marks += level(plot, mean, f"Mean {mean:.2f} s", GREEN, dash=())
    marks += level(plot, high, f"{high:.2f} s")
    marks += level(plot, low, f"{low:.2f} s")
    tips = {f"cycle-{n}": f"Cycle {n}: {t:.2f} s" for n, t, _ in whole[:MOST_DOTS]}
    return figure(title, WIDE, HIGH, marks, key=key, notes=notes, tips=tips)


def _counted(numbers: Sequence[float]) -> Linear:
    """A scale of whole numbers that begins near the first."""
    return linear([min(numbers), max(numbers)], from_zero=min(numbers) <= max(numbers) / 4)


def _boxes(elements: Table, readings: Table) -> Figure:
    """A box an element: quartiles, median, whiskers to the furthest reading within 1.5 boxes, circles beyond."""
    used: dict[str, list[float]] = {}
    excluded: dict[str, list[float]] = {}
    for row in readings.rows:
        name, elapsed, counts, reason = str(row[2]), row[3], row[8], row[9]
        if elapsed is not None and reason != "foreign element":
            (used if counts else excluded).setdefault(name, []).append(float(elapsed))
    names = [str(row[0]) for row in elements.rows if used.get(str(row[0]))][:MOST_ELEMENTS]
    title = "Readings by element"
    key = (
        Entry("Middle half, median", BLUE),
        Entry("Beyond 1.5 boxes", RED, as_="dot"),
        Entry("Left out", GREY, as_="dot", shape="cross"),
    )
    every = [t for name in names for t in (*used[name], *excluded.get(name, ()))]
    plot = fitted_plot(room_of(WIDE, HIGH, key=key), Named(tuple(names)), linear(every), "Element", "Time [s]")
    marks = axis_marks(plot, "Element", "Time [s]")
    tips = {}
    for at, name in enumerate(names):
        times = sorted(used[name])
        q1, middle, q3 = statistics.quantiles(times, n=4, method="inclusive") if len(times) > 1 else (times * 3)
        reach = 1.5 * (q3 - q1)
        inside = [t for t in times if q1 - reach <= t <= q3 + reach]
        source = f"element-{at}"
        marks += trace(plot, [(at, inside[0]), (at, q1)], BLUE, source=source)
        marks += trace(plot, [(at, q3), (at, inside[-1])], BLUE, source=source)
        marks += tile(plot, (at - 0.28, at + 0.28), (q1, q3), BLUE, fill="open", source=source)
        marks += trace(plot, [(at - 0.28, middle), (at + 0.28, middle)], BLUE, width=0.7, source=source)
        marks += dots(plot, [(at, t) for t in times if t < inside[0] or t > inside[-1]][:200], RED)
        marks += dots(plot, [(at, t) for t in excluded.get(name, ())][:200], GREY, shape="cross")
        tips[source] = f"{name}: median {middle:.2f} s, {len(times)} readings"
    return figure(title, WIDE, HIGH, marks, key=key, tips=tips)


def _shares(elements: Table, answer: StudyAnswer) -> Figure:
    """Bars: normal time of each element in a cycle, and what the allowance adds."""
    heads = [(column.name, column.unit) for column in elements.columns]
    normal_at, standard_at = heads.index(("Normal", "s")), heads.index(("Standard", "s"))
    rows = [
        (str(row[0]), str(row[1]), float(row[normal_at] or 0.0), float(row[standard_at] or row[normal_at] or 0.0))
        for row in elements.rows
        if row[normal_at] is not None
    ]
    total = sum(standard for *_, standard in rows)
    rows = rows[:MOST_ELEMENTS]
    key = (
        Entry("Normal time", GREEN),
        Entry("Machine", ORANGE, fill="hatched"),
        Entry("Allowance", GREY, fill="dotted"),
    )
    plot = fitted_plot(
        room_of(WIDE, HIGH, key=key),
        Named(tuple(name for name, *_ in rows) or ("",)),
        linear([0.0, *(standard for *_, standard in rows)]),
        "Element",
        "Time a cycle [s]",
    )
    marks = axis_marks(plot, "Element", "Time a cycle [s]")
    tips = {}
    for at, (name, kind, normal, standard) in enumerate(rows):
        source = f"bar-{at}"
        words = f"{standard / total * 100:.0f} %" if total > 0 else ""
        machine = kind == "machine"
        marks += tile(
            plot, (at - 0.35, at + 0.35), (0.0, normal), ORANGE if machine else GREEN, source=source,
            words=words, fill="hatched" if machine else "plain",
        )  # fmt: skip
        if standard > normal:
            marks += tile(plot, (at - 0.35, at + 0.35), (normal, standard), GREY, source=source, fill="dotted")
        tips[source] = f"{name}: normal {normal:.2f} s, standard {standard:.2f} s, {words}"
    return figure("Work content of a cycle", WIDE, HIGH, marks, key=key, tips=tips)

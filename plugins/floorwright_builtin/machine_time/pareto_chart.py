"""The Pareto chart: bars from the largest down, and the line of their sum, which ends at 100 % and at the total."""

from collections.abc import Sequence

from floorwright.api import (
    Entry,
    Figure,
    Line,
    Linear,
    Named,
    Style,
    Text,
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

WIDTH, HEIGHT = 170.0, 105.0
RIGHT_MM = 11.0
MOST_BARS = 40
BAR, OTHER, SUM = "#1f5fa8", "#9aa5b1", "#d55e00"


def pareto_chart(
    title: str, values: Sequence[tuple[str, float]], axis: str, cut_pct: float | None = None, other: str = ""
) -> tuple[Figure, ...]:
    """Bars in the order given with the cumulative line on a right axis: 100 % there is the total on the left.

    `other` is the bar drawn in grey; `cut_pct` a line across, mostly at 80 %.
    """
    total = sum(value for _, value in values)
    if total <= 0:
        return ()
    shown = values[:MOST_BARS]
    key = (Entry(axis, BAR), Entry("cumulative", SUM, as_="line"))
    notes = () if len(values) <= MOST_BARS else (f"The first {MOST_BARS} of {len(values)}.",)
    room = room_of(WIDTH - RIGHT_MM, HEIGHT, key=key, notes=notes)
    ticks = [value for value in linear((total,)).values if value <= total * (1 + 1e-9)]
    across, up = Named(tuple(name for name, _ in shown)), Linear(0.0, total, tuple(ticks))
    plot = fitted_plot(room, across, up, "", axis)
    marks = [*axis_marks(plot, "", axis)]
    so_far, points = 0.0, []
    for number, (name, value) in enumerate(shown):
        colour = OTHER if name == other else BAR
        marks += tile(plot, (number - 0.42, number + 0.42), (0.0, value), colour, source=name)
        so_far += value
        points.append((number + 0.42, so_far))
    if cut_pct is not None:
        marks += level(plot, total * cut_pct / 100, f"{cut_pct:g} %", "#52606d")
    marks += [*trace(plot, points, SUM), *dots(plot, points, SUM)]
    edge = plot.room.left + plot.room.width
    ink = Style(layer="CHART", stroke="#111827")
    marks.append(Line(vertices=((edge, plot.room.low, 0.0), (edge, plot.room.low + plot.room.height, 0.0)), style=ink))
    for percent in (0, 20, 40, 60, 80, 100):
        y = plot.y(total * percent / 100)
        marks.append(Text(x=edge + 1.2, y=y, text=f"{percent} %", height=1.8, style=ink, level="middle"))
    tips = {name: f"{name}: {value:.6g}, {100 * value / total:.1f} %" for name, value in values}
    return (figure(title, WIDTH, HEIGHT, marks, key=key, notes=notes, tips=tips),)

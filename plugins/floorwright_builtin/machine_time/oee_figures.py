"""The figures of OEE: the waterfall of time, the losses, the use of the machines."""

from floorwright.api import (
    Figure,
    Named,
    StationFigure,
    StudyAnswer,
    StudyInput,
    Table,
    axis_marks,
    figure,
    fitted_plot,
    linear,
    room_of,
    tile,
)
from floorwright_builtin.machine_time.pareto_chart import pareto_chart
from floorwright_builtin.machine_time.time_line import machine_use_chart

WIDTH, HEIGHT = 170.0, 95.0
LEFT, LOST = "#1f5fa8", "#e8a29a"


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The waterfall, the losses as a Pareto chart, and the time lines of a log."""
    if "waterfall" not in answer.tables:
        return ()
    figures = [*_waterfall(answer.tables["waterfall"])]
    losses = [
        (str(row[0]), value) for row in answer.tables["losses"].rows if isinstance(value := row[2], float) and value > 0
    ]
    figures += pareto_chart("Six big losses", losses, "Lost [h]")
    if "time_line" in answer.tables:
        figures += machine_use_chart(answer.tables["time_line"])
    return tuple(figures)


def on_plan(given: StudyInput, answer: StudyAnswer) -> tuple[StationFigure, ...]:
    """The OEE of every machine in the log, else its utilisation, for the stations of that name."""
    table = answer.tables.get("machines")
    if table is None:
        return ()
    names = [column.name for column in table.columns]
    found = []
    for row in table.rows:
        of = dict(zip(names, row, strict=True))
        for label in ("OEE", "Availability", "Utilisation"):
            value = of[label]
            if isinstance(value, float):
                found.append(
                    StationFigure(
                        station=str(of["Machine"]), value=100 * value, label=label, unit="%", high=100.0, better="more",
                        decimals=1,
                    )
                )  # fmt: skip
                break
    return tuple(found)


def _waterfall(table: Table) -> tuple[Figure, ...]:
    steps = [(str(row[0]), value) for row in table.rows if isinstance(value := row[1], float)]
    most = max((value for _, value in steps), default=0.0)
    if most <= 0:
        return ()
    plot = fitted_plot(room_of(WIDTH, HEIGHT), Named(tuple(n for n, _ in steps)), linear((most,)), "", "Time [h]")
    marks = [*axis_marks(plot, "", "Time [h]")]
    before: float | None = None
    for number, (name, value) in enumerate(steps):
        across = (number - 0.4, number + 0.4)
        marks += tile(plot, across, (0.0, value), LEFT, source=name, words=f"{value:.4g} h")
        if before is not None and before > value:
            words = f"−{before - value:.3g} h"
            marks += tile(plot, across, (value, before), LOST, source=name, words=words)
        before = value
    tips = {name: f"{name}: {value:.4g} h" for name, value in steps}
    return (figure("Where the time goes", WIDTH, HEIGHT, marks, tips=tips),)

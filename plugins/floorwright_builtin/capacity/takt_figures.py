"""The figure of the takt: the pace of every station beside the line of the takt."""

from floorwright.api import (
    Entry,
    Figure,
    Named,
    StationFigure,
    StudyAnswer,
    StudyInput,
    axis_marks,
    figure,
    fitted_plot,
    level,
    linear,
    room_of,
    tile,
)

WIDTH, HEIGHT = 170.0, 95.0
MOST_BARS = 60
WITHIN, OVER = "#1f5fa8", "#c0392b"


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """A bar a station, in the order of the line, red where it is over the takt."""
    stations, beat = _paces(answer), answer.results["takt_s"]
    if not stations or not isinstance(beat, float) or not 0 < beat < 1e200:
        return ()
    shown = stations[:MOST_BARS]
    planned = answer.results["planned_cycle_s"]
    key = (Entry("within the takt", WITHIN), Entry("over it", OVER))
    notes = () if len(stations) <= MOST_BARS else (f"The first {MOST_BARS} of {len(stations)} stations.",)
    room = room_of(WIDTH, HEIGHT, key=key, notes=notes)
    across, up = Named(tuple(name for name, _ in shown)), linear((beat * 1.05, *(pace for _, pace in shown)))
    plot = fitted_plot(room, across, up, "Station", "Time a piece [s]")
    marks = [*axis_marks(plot, "Station", "Time a piece [s]")]
    for number, (name, pace) in enumerate(shown):
        colour = OVER if pace > beat * (1 + 1e-9) else WITHIN
        marks += tile(plot, (number - 0.4, number + 0.4), (0.0, pace), colour, source=name, words=f"{pace:.4g}")
    marks += level(plot, beat, f"Takt {beat:.4g} s", "#111827")
    if isinstance(planned, float) and planned < beat * (1 - 1e-9):
        marks += level(plot, planned, f"Planned cycle {planned:.4g} s", "#52606d", dash=(1.0, 1.0))
    tips = {name: f"{name}: {pace:.5g} s, {100 * pace / beat:.0f} % of the takt" for name, pace in stations}
    return (figure("Stations and takt", WIDTH, HEIGHT, marks, key=key, notes=notes, tips=tips),)


def on_plan(given: StudyInput, answer: StudyAnswer) -> tuple[StationFigure, ...]:
    """How much of the takt every station takes."""
    beat = answer.results["takt_s"]
    if not isinstance(beat, float) or beat <= 0:
        return ()
    return tuple(
        StationFigure(
            station=name, value=100 * pace / beat, label="Of takt", unit="%", high=100.0, better="less", decimals=0
        )
        for name, pace in _paces(answer)
    )


def _paces(answer: StudyAnswer) -> list[tuple[str, float]]:
    table = answer.tables.get("stations")
    if table is None:
        return []
    names = [column.name for column in table.columns]
    return [(str(row[0]), pace) for row in table.rows if isinstance(pace := row[names.index("Pace")], float)]

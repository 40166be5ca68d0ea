"""The figure of machines required: how busy the machines of each type are."""

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
MOST_BARS = 40
CALM, BUSY, OVER = "#2e9e4f", "#e69f00", "#c0392b"


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """Utilisation of every type of machine as bars, the busiest first, with the line of full use."""
    busy = sorted(_utilisations(answer), key=lambda pair: -pair[1])
    if not busy:
        return ()
    shown = busy[:MOST_BARS]
    key = (
        Entry("up to 85 %", CALM),
        Entry("up to 100 %", BUSY),
        Entry("more than there is", OVER),
    )
    notes = () if len(busy) <= MOST_BARS else (f"The {MOST_BARS} busiest of {len(busy)} types of machine.",)
    room = room_of(WIDTH, HEIGHT, key=key, notes=notes)
    across, up = Named(tuple(name for name, _ in shown)), linear((100.0, *(100 * value for _, value in shown)))
    plot = fitted_plot(room, across, up, "Machine", "Utilisation [%]")
    marks = [*axis_marks(plot, "Machine", "Utilisation [%]")]
    for number, (name, value) in enumerate(shown):
        words = f"{100 * value:.0f}"
        marks += tile(
            plot, (number - 0.4, number + 0.4), (0.0, 100 * value), colour_of(value), source=name, words=words
        )
    marks += level(plot, 100.0, "all the time there is", "#111827")
    tips = {name: f"{name}: {100 * value:.1f} % busy" for name, value in shown}
    return (figure("Utilisation of the machines", WIDTH, HEIGHT, marks, key=key, notes=notes, tips=tips),)


def on_plan(given: StudyInput, answer: StudyAnswer) -> tuple[StationFigure, ...]:
    """The utilisation of every type of machine, for its stations, or for the one of its name."""
    named = {row.text("machine").casefold(): row.text("stations") for row in given.rows("machines")}
    return tuple(
        StationFigure(
            station=station, value=100 * value, label="Utilisation", unit="%", high=100.0, better="", decimals=0
        )
        for name, value in _utilisations(answer)
        for station in _stations(named.get(name.casefold(), "")) or [name]
    )


def _stations(text: str) -> list[str]:
    return [name.strip() for name in text.split(";") if name.strip()]


def colour_of(utilisation: float) -> str:
    """Green to 85 %, amber to 100 %, red beyond."""
    return CALM if utilisation <= 0.85 else BUSY if utilisation <= 1 + 1e-9 else OVER


def _utilisations(answer: StudyAnswer) -> list[tuple[str, float]]:
    table = answer.tables["machines"]
    names = [column.name for column in table.columns]
    where, what = names.index("Machine"), names.index("Utilisation")
    return [(str(row[where]), value) for row in table.rows if isinstance(value := row[what], float) and value < 1e6]

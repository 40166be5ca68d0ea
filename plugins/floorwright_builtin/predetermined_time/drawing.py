"""The figure of predetermined times: what each hand does, on one scale of time."""

from floorwright.api import (
    Downwards,
    Entry,
    Figure,
    Named,
    StudyAnswer,
    StudyInput,
    axis_marks,
    figure,
    fitted_plot,
    linear,
    room_of,
    tile,
)

WIDE = 120.0
LIMITS, BESIDE = "#2e9e4f", "#8a94a0"
MOST_ROWS = 300
_MM_A_ROW = 7.0


def motion_figures(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """Two columns, three where the body moves: the motions that limit the time filled, the others hatched."""
    table = answer.tables.get("motions")
    if table is None or not isinstance(answer.results["total_tmu"], float):
        return ()
    rows = table.rows[:MOST_ROWS]
    names = ["Left hand", "Right hand"] + (["Body"] if any(row[2] == "body" for row in rows) else [])
    places = {"left": (0,), "right": (1,), "both": (0, 1), "body": (2,)}
    ends = [_number(row[9]) + _number(row[7]) for row in rows]
    high = min(max(80.0, len(rows) * _MM_A_ROW + 30), 260.0)
    key = (Entry("Limits the time", LIMITS), Entry("Beside something longer", BESIDE, fill="hatched"))
    notes = ("Time runs downwards, in TMU.",)
    plot = fitted_plot(
        room_of(WIDE, high, key=key, notes=notes), Named(tuple(names)), Downwards(linear(ends)), "", "Time [TMU]"
    )
    marks = axis_marks(plot, "", "Time [TMU]")
    tips = {}
    longest = given.text("same_hand") == "longest"
    at: dict[tuple[int, int], float] = {}
    for number, row in enumerate(rows):
        step, time, limits = int(_number(row[1])), _number(row[7]), bool(row[10])
        source = f"motion-{number}"
        for place in places[str(row[2])]:
            begin = at.get((step, place), _number(row[9]))
            marks += tile(
                plot,
                (place - 0.45, place + 0.45),
                (begin, begin + time),
                LIMITS if limits else BESIDE,
                source=source,
                words=" ".join(word for word in (str(row[4] or ""), str(row[3] or "")) if word),
                fill="plain" if limits else "hatched",
            )
            at[step, place] = begin if longest else begin + time
        tips[source] = f"{row[4] or row[3]}: {time:g} TMU"
    return (figure("Motions of the hands", WIDE, high, marks, key=key, notes=notes, tips=tips),)


def _number(cell: object) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0

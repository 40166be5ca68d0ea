"""The two-hand chart as a figure: two mirrored columns on one scale of time that runs downwards."""

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
    StudyAnswer,
    StudyInput,
    Text,
    axis_marks,
    figure,
    fitted_plot,
    linear,
    room_of,
    tile,
)
from floorwright_builtin.two_hand.hands import SYMBOLS
from floorwright_builtin.two_hand.looks import COLOURS, FILLS, symbol_marks

Mark = Line | Region | Text
WIDE = 150.0
MOST_ROWS = 200
_MM_A_ROW = 9.0
_SIGN_MM = 3.4


def two_hand_figures(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The chart; without times every element is equally high."""
    rows = answer.tables["chart"].rows[:MOST_ROWS]
    timed = isinstance(answer.results["cycle_s"], float)
    left = _half([row[:4] for row in rows], timed)
    right = _half([row[:3:-1] for row in rows], timed)
    ends = [end for _, _, _, end in (*left, *right)] or [1.0]
    high = min(max(90.0, len(rows) * _MM_A_ROW + 30), 280.0)
    key = tuple(Entry(symbol, COLOURS[symbol], fill=FILLS[symbol]) for symbol in SYMBOLS)
    title = "Time [s]" if timed else "Step"
    up = Downwards(linear(ends) if timed else Linear(0.0, max(ends), ()))
    notes = () if timed else ("Not timed: every element is drawn equally long.",)
    plot = fitted_plot(room_of(WIDE, high, key=key, notes=notes), Named(("Left hand", "Right hand")), up, "", title)
    marks: list[Mark] = list(axis_marks(plot, "", title))
    tips: dict[str, str] = {}
    for side, elements in ((0, left), (1, right)):
        marks += _column(plot, side, elements, tips, timed)
    return (figure("Two-hand chart", WIDE, high, marks, key=key, notes=notes, tips=tips),)


Drawn = tuple[str, str, float, float]


def _half(rows: list[tuple[Cell, ...]], timed: bool) -> list[Drawn]:
    """Words, symbol, beginning and end of the elements of a hand."""
    found: list[Drawn] = []
    for step, (words, symbol, time, start) in enumerate(rows):
        if symbol is None:
            continue
        begin = _number(start) if timed else float(step)
        found.append((str(words or ""), str(symbol), begin, begin + (_number(time) if timed else 1.0)))
    return found


def _column(plot: Plot, side: int, elements: list[Drawn], tips: dict[str, str], timed: bool) -> list[Mark]:
    """Blocks outside, symbols inside: the columns mirror each other about the middle."""
    marks: list[Mark] = []
    outer, inner = (-0.46, 0.3) if side == 0 else (0.7, 1.46)
    middle = 0.4 if side == 0 else 0.6
    for number, (words, symbol, begin, end) in enumerate(elements):
        source = f"{'left' if side == 0 else 'right'}-{number}"
        marks += tile(
            plot, (outer, inner), (begin, end), COLOURS[symbol], source=source, words=words, fill=FILLS[symbol]
        )
        high = abs(plot.y(end) - plot.y(begin))
        size = min(_SIGN_MM, high * 0.85)
        if size > 1.0:
            marks += symbol_marks(plot.x(middle), (plot.y(begin) + plot.y(end)) / 2, size, symbol, source)
        tips[source] = f"{words}: {symbol}" + (f", {end - begin:.2f} s" if timed else "")
    return marks


def _number(cell: Cell) -> float:
    return float(cell) if isinstance(cell, int | float) else 0.0

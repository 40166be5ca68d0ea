"""The figures of reliability: R(t), and the block diagram of a system."""

from floorwright.api import (
    Entry,
    Figure,
    Line,
    Region,
    StationFigure,
    StudyAnswer,
    StudyInput,
    Style,
    Text,
    axis_marks,
    figure,
    fitted_plot,
    linear,
    room_of,
    text_width,
    trace,
)
from floorwright_builtin.machine_time.structure import Block, Part, names_in
from floorwright_builtin.machine_time.system import System, system_given

WIDTH, HEIGHT = 170.0, 95.0
CURVES = (("Exponential", "#1f5fa8"), ("Weibull", "#d55e00"), ("System", "#2e9e4f"))
BOX_MM, HIGH_MM, GAP_MM, LINE_MM = 26.0, 9.0, 6.0, 1.8
MOST_BLOCKS = 60
INK = Style(layer="CHART", stroke="#111827", width=0.3)
PALE = Style(layer="CHART", stroke=None, fill="#dce8f5")
Marks = list[Line | Region | Text]


def draw(given: StudyInput, answer: StudyAnswer) -> tuple[Figure, ...]:
    """The curves of reliability over time, and the block diagram where there are several blocks."""
    system = system_given(given, None, None, None, None) if given.rows("components") else System()
    return (*_curves(answer), *_diagram(system))


def on_plan(given: StudyInput, answer: StudyAnswer) -> tuple[StationFigure, ...]:
    """The availability of every machine in the log, for the stations of that name."""
    table = answer.tables.get("machines")
    return tuple(
        StationFigure(
            station=str(row[0]), value=100 * value, label="Availability", unit="%", low=50.0, high=100.0, better="more",
            decimals=1,
        )
        for row in (() if table is None else table.rows)
        if isinstance(value := row[5], float)
    )  # fmt: skip


def _curves(answer: StudyAnswer) -> tuple[Figure, ...]:
    table = answer.tables.get("reliability")
    if table is None:
        return ()
    names = [column.name for column in table.columns]
    key: list[Entry] = []
    curves: list[tuple[str, list[tuple[float, float | None]]]] = []
    for name, colour in CURVES:
        values = [row[names.index(name)] for row in table.rows]
        if any(value is not None for value in values):
            key.append(Entry(name, colour, as_="line"))
            times = [float(row[0] or 0.0) for row in table.rows]
            curves.append((colour, [(t, None if v is None else float(v)) for t, v in zip(times, values, strict=True)]))
    if not curves:
        return ()
    room = room_of(WIDTH, HEIGHT, key=key)
    across, up = linear((float(table.rows[-1][0] or 1.0),)), linear((1.0,))
    plot = fitted_plot(room, across, up, "Time [h]", "Reliability R(t)")
    marks = [*axis_marks(plot, "Time [h]", "Reliability R(t)")]
    for colour, points in curves:
        marks += trace(plot, points, colour)
    return (figure("Reliability over time", WIDTH, HEIGHT, marks, key=key),)


def _diagram(system: System) -> tuple[Figure, ...]:
    """Boxes in series from left to right, in parallel one above the other; k of n is written at the join."""
    block = system.block
    if block is None or len(names_in(block)) > MOST_BLOCKS or len(names_in(block)) < 2:
        return ()
    words = {one.name: _words(one.units, one.needed) for one in system.components}
    wide, high = _size(block)
    width, height = max(wide + 2 * GAP_MM + 6, 90.0), high + 24.0
    left, middle = (width - wide) / 2, (height - 14) / 2 + 3
    marks: Marks = [_line(3, middle, left, middle), _line(left + wide, middle, width - 3, middle)]
    _put(block, left, middle, words, marks)
    tips = {name: f"{name} {words.get(name, '')}".strip() for name in names_in(block)}
    return (figure("Reliability block diagram", width, height, marks, tips=tips),)


def _words(units: int, needed: int) -> str:
    return "" if units == 1 else f"{needed} of {units}"


def _size(block: Block) -> tuple[float, float]:
    if isinstance(block, Part):
        return BOX_MM, HIGH_MM
    sizes = [_size(part) for part in block.parts]
    if block.needed == len(block.parts):
        return sum(w for w, _ in sizes) + GAP_MM * (len(sizes) - 1), max(h for _, h in sizes)
    return max(w for w, _ in sizes) + 2 * GAP_MM, sum(h for _, h in sizes) + 3.0 * (len(sizes) - 1)


def _put(block: Block, left: float, middle: float, words: dict[str, str], marks: Marks) -> None:
    """Draws a block with its left end at a place."""
    if isinstance(block, Part):
        _box(block.name, words.get(block.name, ""), left, middle, marks)
        return
    wide, high = _size(block)
    if block.needed == len(block.parts):
        x = left
        for place, part in enumerate(block.parts):
            if place:
                marks.append(_line(x - GAP_MM, middle, x, middle))
            _put(part, x, middle, words, marks)
            x += _size(part)[0] + GAP_MM
        return
    top = middle + high / 2
    ends = []
    for part in block.parts:
        own_wide, own_high = _size(part)
        y = top - own_high / 2
        x = left + (wide - own_wide) / 2
        marks += [_line(left, y, x, y), _line(x + own_wide, y, left + wide, y)]
        _put(part, x, y, words, marks)
        ends.append(y)
        top -= own_high + 3.0
    marks += [_line(x, ends[0], x, ends[-1]) for x in (left, left + wide)]
    if block.needed > 1:
        text = f"{block.needed} of {len(block.parts)}"
        marks.append(Text(x=left + wide + 0.8, y=ends[0] + 0.6, text=text, height=LINE_MM, style=INK))


def _box(name: str, words: str, left: float, middle: float, marks: Marks) -> None:
    low = middle - HIGH_MM / 2
    ring = (
        (left, low, 0.0),
        (left + BOX_MM, low, 0.0),
        (left + BOX_MM, low + HIGH_MM, 0.0),
        (left, low + HIGH_MM, 0.0),
    )
    marks += [Region(rings=(ring,), style=PALE, source=name), Line(vertices=ring, style=INK, closed=True, source=name)]
    for text, y in ((name, middle + (1.8 if words else 0.0)), (words, middle - 2.2)):
        if text:
            height = min(2.2, 2.2 * (BOX_MM - 2) / max(text_width(text, 2.2), 1e-6))
            style = Style(layer="CHART", stroke="#111827", fill="#dce8f5")
            marks.append(
                Text(x=left + BOX_MM / 2, y=y, text=text, height=height, style=style, align="centre", level="middle")
            )


def _line(x1: float, y1: float, x2: float, y2: float) -> Line:
    return Line(vertices=((x1, y1, 0.0), (x2, y2, 0.0)), style=INK)

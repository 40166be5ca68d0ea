"""A chart as a value: marks on a piece of paper of its own."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from floorwright.paper.charts.key import Entry, key_height, key_marks
from floorwright.paper.charts.plot import Room
from floorwright.paper.lettering import GREY, written
from floorwright.paper.marks import Line, Region, Text

ChartMark = Line | Region | Text
TITLE_MM, NOTE_MM = 3.2, 1.7
EDGE_MM = 3.0
_TITLE_ROOM, _NOTE_ROOM = 6.5, 3.4


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """Marks in millimetres, origin at the lower left, y upwards. A mark's `source` says what it shows: `tips` has a
    sentence for some of them, and the window tells the one that is clicked."""

    title: str
    width: float
    height: float
    marks: tuple[ChartMark, ...]
    tips: Mapping[str, str] = field(default_factory=dict)
    movable: frozenset[str] = frozenset()
    """The sources of what can be dragged onto something else, such as a task onto another station."""


def figure(
    title: str,
    width: float,
    height: float,
    marks: Sequence[ChartMark],
    *,
    key: Sequence[Entry] = (),
    notes: Sequence[str] = (),
    tips: Mapping[str, str] | None = None,
    movable: Iterable[str] = (),
) -> Figure:
    """The chart with its title above, its key below the title and its notes at the foot: beside what `room_of` left."""
    inner = width - 2 * EDGE_MM
    top = height - EDGE_MM
    around: list[ChartMark] = []
    if title:
        around.append(written(EDGE_MM, top - TITLE_MM, title, TITLE_MM, inner, bold=True, least=2.0))
        top -= _TITLE_ROOM
    if key:
        around += key_marks(key, EDGE_MM, top, inner)
    for number, note in enumerate(reversed(notes)):
        around.append(written(EDGE_MM, EDGE_MM + number * _NOTE_ROOM, note, NOTE_MM, inner, style=GREY, least=1.3))
    return Figure(
        title=title, width=width, height=height, marks=(*around, *marks), tips=tips or {}, movable=frozenset(movable)
    )


def room_of(
    width: float, height: float, *, title: bool = True, key: Sequence[Entry] = (), notes: Sequence[str] = ()
) -> Room:
    """What is left of a figure of this size for the chart itself, in millimetres."""
    inner = width - 2 * EDGE_MM
    top = height - EDGE_MM - (_TITLE_ROOM if title else 0.0) - key_height(key, inner)
    low = EDGE_MM + len(notes) * _NOTE_ROOM + (1.0 if notes else 0.0)
    return Room(EDGE_MM, low, inner, max(top - low, 1.0))

"""The part of a chart that values lie in, and the axes round it."""

import math
from dataclasses import dataclass
from itertools import pairwise

from floorwright.model.record import Point
from floorwright.paper.charts.scales import Named, Scale
from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Line, Region, Style, Text

LAYER = "CHART"
INK, QUIET, FAINT = "#111827", "#52606d", "#d7dce2"
LABEL_MM = 1.8
GAP_MM = 1.2
_WIDEST_LABEL = 34.0
_TITLE_STRIP = 4.2
AXIS = Style(layer=LAYER, stroke=INK, width=0.25)
GRID = Style(layer=LAYER, stroke=FAINT, width=0.13)
WORDS = Style(layer=LAYER, stroke=INK)
AxisMark = Line | Region | Text


@dataclass(frozen=True, slots=True)
class Room:
    """A rectangle of paper, millimetres."""

    left: float
    low: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Plot:
    """A room with a scale along it and one up it."""

    room: Room
    across: Scale
    up: Scale

    def at(self, u: float, v: float) -> Point:
        """Where the values u along and v up lie, in millimetres."""
        return self.x(u), self.y(v)

    def x(self, u: float) -> float:
        """How far to the right a value lies."""
        return self.room.left + self.across.share(u) * self.room.width

    def y(self, v: float) -> float:
        """How high a value lies."""
        return self.room.low + self.up.share(v) * self.room.height


def fitted_plot(room: Room, across: Scale, up: Scale, across_title: str = "", up_title: str = "") -> Plot:
    """A plot as large as the room allows beside the words of its axes."""
    left = max((text_width(drawable(w), LABEL_MM) for _, w in up.ticks()), default=0.0)
    left = min(left, _WIDEST_LABEL, room.width / 2.5) + 2 * GAP_MM + (_TITLE_STRIP if up_title else 0.0)
    # The last number of the scale stands out by half of its width.
    words = [text_width(drawable(w), LABEL_MM) for _, w in across.ticks()]
    right = GAP_MM if isinstance(across, Named) else min(max(words, default=0.0) / 2 + GAP_MM, room.width / 6)
    wide = max(room.width - left - right, 1.0)
    low = _height_below(across, wide) + (_TITLE_STRIP if across_title else 0.0)
    low = min(low, room.height / 2)
    inner = Room(room.left + left, room.low + low, wide, max(room.height - low - LABEL_MM, 1.0))
    return Plot(inner, across, up)


def axis_marks(plot: Plot, across_title: str = "", up_title: str = "", *, grid: bool = True) -> list[AxisMark]:
    """The two axes with their words, and thin lines at the steps of a scale that counts."""
    room = plot.room
    marks: list[AxisMark] = []
    for scale, upright in ((plot.across, False), (plot.up, True)):
        if grid and not isinstance(scale, Named):
            marks += [_grid_line(room, share, upright) for share, _ in scale.ticks()]
    marks += _words_below(plot.across, room)
    marks += _words_beside(plot.up, room)
    corners = ((room.left, room.low + room.height), (room.left, room.low), (room.left + room.width, room.low))
    marks.append(Line(vertices=tuple((x, y, 0.0) for x, y in corners), style=AXIS))
    if across_title:
        y = room.low - _height_below(plot.across, room.width) - _TITLE_STRIP + 1.4
        marks.append(_line_of_text(room.left + room.width / 2, y, across_title, room.width))
    if up_title:
        words = [text_width(drawable(w), LABEL_MM) for _, w in plot.up.ticks()]
        x = room.left - min(max(words, default=0.0), _WIDEST_LABEL) - 2 * GAP_MM - 1.6
        marks.append(_line_of_text(x, room.low + room.height / 2, up_title, room.height, 90.0))
    return marks


def _grid_line(room: Room, share: float, upright: bool) -> Line:
    if upright:
        y = room.low + share * room.height
        return Line(vertices=((room.left, y, 0.0), (room.left + room.width, y, 0.0)), style=GRID)
    x = room.left + share * room.width
    return Line(vertices=((x, room.low, 0.0), (x, room.low + room.height, 0.0)), style=GRID)


def _line_of_text(x: float, y: float, words: str, room: float, rotation: float = 0.0) -> Text:
    line = shortened(drawable(words), 2.0, room)
    return Text(x=x, y=y, text=line, height=2.0, style=WORDS, rotation=rotation, align="centre")


def _upright_words(scale: Scale, wide: float) -> bool:
    """Whether the words below an axis have to stand upright to have room beside each other."""
    ticks = scale.ticks()
    widest = max((text_width(drawable(w), LABEL_MM) for _, w in ticks), default=0.0)
    apart = min((abs(b[0] - a[0]) for a, b in pairwise(ticks)), default=1.0) * wide
    return widest + GAP_MM > apart and isinstance(scale, Named)


def _height_below(scale: Scale, wide: float) -> float:
    if not _upright_words(scale, wide):
        return LABEL_MM + 2 * GAP_MM
    widest = max((text_width(drawable(w), LABEL_MM) for _, w in scale.ticks()), default=0.0)
    return min(widest, _WIDEST_LABEL) + 2 * GAP_MM


def _words_below(scale: Scale, room: Room) -> list[AxisMark]:
    upright, marks = _upright_words(scale, room.width), list[AxisMark]()
    # Where even upright words have no room only every second, third … is written.
    ticks = scale.ticks()
    apart = min((abs(b[0] - a[0]) for a, b in pairwise(ticks)), default=1.0) * room.width
    need = LABEL_MM * 1.3 if upright else max((text_width(drawable(w), LABEL_MM) for _, w in ticks), default=0) + GAP_MM
    every = max(1, math.ceil(need / max(apart, 1e-6)))
    for share, words in ticks[::every]:
        x = room.left + share * room.width
        if not isinstance(scale, Named):
            marks.append(Line(vertices=((x, room.low, 0.0), (x, room.low - 0.8, 0.0)), style=AXIS))
        line = shortened(drawable(words), LABEL_MM, _WIDEST_LABEL)
        if upright:
            marks.append(
                Text(x=x, y=room.low - GAP_MM, text=line, height=LABEL_MM, style=WORDS, rotation=90.0, align="right",
                     level="middle")
            )  # fmt: skip
        else:
            y = room.low - GAP_MM - LABEL_MM
            marks.append(Text(x=x, y=y, text=line, height=LABEL_MM, style=WORDS, align="centre"))
    return marks


def _words_beside(scale: Scale, room: Room) -> list[AxisMark]:
    marks: list[AxisMark] = []
    ticks = scale.ticks()
    apart = min((abs(b[0] - a[0]) for a, b in pairwise(ticks)), default=1.0) * room.height
    every = max(1, math.ceil(LABEL_MM * 1.3 / max(apart, 1e-6)))
    for share, words in ticks[::every]:
        y = room.low + share * room.height
        if not isinstance(scale, Named):
            marks.append(Line(vertices=((room.left, y, 0.0), (room.left - 0.8, y, 0.0)), style=AXIS))
        line = shortened(drawable(words), LABEL_MM, _WIDEST_LABEL)
        marks.append(
            Text(x=room.left - GAP_MM, y=y, text=line, height=LABEL_MM, style=WORDS, align="right", level="middle")
        )
    return marks

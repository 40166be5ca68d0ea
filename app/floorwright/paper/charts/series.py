"""What lies in a plot: tiles (bars, blocks of time, cells), lines through points, dots, levels and bands."""

import math
from collections.abc import Iterable, Sequence
from typing import Literal

from floorwright.paper.charts.plot import GAP_MM, INK, LABEL_MM, LAYER, QUIET, Plot
from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Line, Region, Style, Text, Vertex

SeriesMark = Line | Region | Text
Shape = Literal["circle", "square", "triangle", "diamond", "cross"]
Fill = Literal["plain", "hatched", "dotted", "open"]
SMALLEST_MM = 0.85
_HATCH_MM = 1.6
LIGHT, DARK = "#ffffff", "#111827"
Span = tuple[float, float]


def tile(
    plot: Plot, across: Span, up: Span, colour: str, *, source: str = "", words: str = "", fill: Fill = "plain"
) -> list[SeriesMark]:
    """A rectangle between two values along and two values up, with words in it where they have room.

    A bar is a tile from 0 to its value; stacked ones lie on each other. Hatched, dotted and open ones stay apart on a
    black-and-white printer.
    """
    left, right = sorted((plot.x(across[0]), plot.x(across[1])))
    low, high = sorted((plot.y(up[0]), plot.y(up[1])))
    ring = ((left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0))
    ground = colour if fill == "plain" else LIGHT
    marks: list[SeriesMark] = [Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=ground), source=source)]
    pen = Style(layer=LAYER, stroke=colour, width=0.18)
    if fill == "hatched":
        marks += [Line(vertices=line, style=pen, source=source) for line in _hatching(left, low, right, high)]
    elif fill == "dotted":
        marks += [_dot(x, y, 0.25, colour, source) for x, y in _grid(left, low, right, high)]
    border = Style(layer=LAYER, stroke=LIGHT if fill == "plain" else colour, width=0.13 if fill == "plain" else 0.2)
    marks.append(Line(vertices=ring, style=border, closed=True, source=source))
    if words:
        marks += words_in((left, low, right, high), words, ground, source)
    return marks


def words_in(box: tuple[float, float, float, float], words: str, ground: str, source: str = "") -> list[SeriesMark]:
    """Words in the middle of a rectangle of one colour: smaller or cut where they must be, none where they could not
    be read. Their `fill` is the ground they stand on, so that a dark screen can choose their colour anew."""
    left, low, right, high = box
    height = min(LABEL_MM, (high - low) * 0.7)
    room = right - left - 0.6
    if height < 0.8 or room < 1.0:
        return []
    line = drawable(words)
    wide = text_width(line, height)
    if wide > room:
        height = max(min(height, SMALLEST_MM), height * room / wide)
        line = shortened(line, height, room)
    if line in ("", "…"):
        return []
    style = Style(layer=LAYER, stroke=readable_on(ground), fill=ground)
    middle = ((left + right) / 2, (low + high) / 2)
    return [
        Text(x=middle[0], y=middle[1], text=line, height=height, style=style, align="centre", level="middle",
             source=source)
    ]  # fmt: skip


def trace(
    plot: Plot,
    points: Iterable[tuple[float, float | None]],
    colour: str,
    *,
    width: float = 0.45,
    dash: tuple[float, ...] = (),
    source: str = "",
) -> list[SeriesMark]:
    """A line through points; it is broken where a value is None or not finite."""
    style = Style(layer=LAYER, stroke=colour, width=width, dash=dash)
    marks: list[SeriesMark] = []
    run: list[Vertex] = []
    for u, v in (*points, (0.0, None)):
        if v is not None and math.isfinite(v) and math.isfinite(u):
            run.append((*plot.at(u, v), 0.0))
            continue
        if len(run) > 1:
            marks.append(Line(vertices=tuple(run), style=style, source=source))
        run = []
    return marks


def dots(
    plot: Plot, points: Iterable[tuple[float, float | None]], colour: str, *,
    size: float = 1.6, shape: Shape = "circle", sources: Sequence[str] = (),
) -> list[SeriesMark]:  # fmt: skip
    """A sign of `size` millimetres at every point that has a value; `sources` names them one by one."""
    marks: list[SeriesMark] = []
    for number, (u, v) in enumerate(points):
        if v is not None and math.isfinite(v) and math.isfinite(u):
            source = sources[number] if number < len(sources) else ""
            marks += sign(*plot.at(u, v), size, colour, shape, source)
    return marks


def sign(x: float, y: float, size: float, colour: str, shape: Shape, source: str = "") -> list[SeriesMark]:
    """A small sign with its middle at a place, in millimetres."""
    half = size / 2
    if shape == "cross":
        pen = Style(layer=LAYER, stroke=colour, width=max(size / 5, 0.18))
        ends = (((-half, -half), (half, half)), ((-half, half), (half, -half)))
        return [
            Line(vertices=((x + a[0], y + a[1], 0.0), (x + b[0], y + b[1], 0.0)), style=pen, source=source)
            for a, b in ends
        ]
    if shape == "circle":
        return [_dot(x, y, half, colour, source)]
    corners = {
        "square": ((-1, -1), (1, -1), (1, 1), (-1, 1)),
        "triangle": ((-1.1, -0.8), (1.1, -0.8), (0, 1.2)),
        "diamond": ((-1.2, 0), (0, -1.2), (1.2, 0), (0, 1.2)),
    }[shape]
    ring = tuple((x + u * half, y + v * half, 0.0) for u, v in corners)
    return [Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=colour), source=source)]


def level(
    plot: Plot, value: float, words: str = "", colour: str = "#c0392b", *,
    dash: tuple[float, ...] = (2.4, 1.0), source: str = "",
) -> list[SeriesMark]:  # fmt: skip
    """A line right across the plot at a value, with its words above its right end: takt, a limit, a target."""
    room, y = plot.room, plot.y(value)
    pen = Style(layer=LAYER, stroke=colour, width=0.4, dash=dash)
    marks: list[SeriesMark] = [
        Line(vertices=((room.left, y, 0.0), (room.left + room.width, y, 0.0)), style=pen, source=source)
    ]
    if words:
        marks.append(_said(room.left + room.width, y + 0.7, words, colour, room.width, "right"))
    return marks


def upright(
    plot: Plot, value: float, words: str = "", colour: str = "#c0392b", *,
    dash: tuple[float, ...] = (2.4, 1.0), source: str = "",
) -> list[SeriesMark]:  # fmt: skip
    """A line from the bottom of the plot to its top at a value, with its words beside its upper end."""
    room, x = plot.room, plot.x(value)
    pen = Style(layer=LAYER, stroke=colour, width=0.4, dash=dash)
    marks: list[SeriesMark] = [
        Line(vertices=((x, room.low, 0.0), (x, room.low + room.height, 0.0)), style=pen, source=source)
    ]
    if words:
        y = room.low + room.height - LABEL_MM - 0.5
        marks.append(_said(x + GAP_MM, y, words, colour, max(room.left + room.width - x - GAP_MM, 1.0), "left"))
    return marks


def band(plot: Plot, low: float, high: float, colour: str, *, opacity: float = 0.15) -> list[SeriesMark]:
    """A pale stripe right across the plot between two values: the zones of a control chart."""
    room = plot.room
    bottom, top = plot.y(low), plot.y(high)
    right = room.left + room.width
    ring = ((room.left, bottom, 0.0), (right, bottom, 0.0), (right, top, 0.0), (room.left, top, 0.0))
    return [Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=colour, opacity=opacity))]


def beside(
    plot: Plot, u: float, v: float, words: str, colour: str = QUIET, *, height: float = LABEL_MM, source: str = ""
) -> Text:
    """Words to the right of a point."""
    x, y = plot.at(u, v)
    room = max(plot.room.left + plot.room.width - x - GAP_MM, 1.0)
    line = shortened(drawable(words), height, room)
    style = Style(layer=LAYER, stroke=colour)
    return Text(x=x + GAP_MM, y=y, text=line, height=height, style=style, level="middle", source=source)


def readable_on(ground: str) -> str:
    """Black or white: what can be read on a colour. The contrast of WCAG 2.2, relative luminance."""
    parts = [int(ground[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    light = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return LIGHT if 1.05 / (light + 0.05) > (light + 0.05) / 0.05 else INK


def _said(x: float, y: float, words: str, colour: str, room: float, align: Literal["left", "right"]) -> Text:
    line = shortened(drawable(words), LABEL_MM, room)
    return Text(x=x, y=y, text=line, height=LABEL_MM, style=Style(layer=LAYER, stroke=colour), align=align)


def _dot(x: float, y: float, radius: float, colour: str, source: str) -> Region:
    # Two half circles: a bulge of 1 is half a turn.
    ring = ((x - radius, y, 1.0), (x + radius, y, 1.0))
    return Region(rings=(ring,), style=Style(layer=LAYER, stroke=None, fill=colour), source=source)


def _hatching(left: float, low: float, right: float, high: float) -> list[tuple[Vertex, ...]]:
    """Lines at 45° in a rectangle; x - y is the same along each."""
    lines: list[tuple[Vertex, ...]] = []
    first, last = math.ceil((left - high) / _HATCH_MM), math.floor((right - low) / _HATCH_MM)
    for number in range(first, last + 1):
        shift = number * _HATCH_MM
        a, b = max(left, low + shift), min(right, high + shift)
        if b - a > 1e-6:
            lines.append(((a, a - shift, 0.0), (b, b - shift, 0.0)))
    return lines


def _grid(left: float, low: float, right: float, high: float) -> list[tuple[float, float]]:
    def steps(a: float, b: float) -> range:
        return range(math.ceil((a + 0.4) / _HATCH_MM), math.floor((b - 0.4) / _HATCH_MM) + 1)

    return [(i * _HATCH_MM, j * _HATCH_MM) for i in steps(left, right) for j in steps(low, high)]

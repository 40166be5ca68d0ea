"""The marks inside a symbol file: what they may be, and what they become at a given width and depth."""

import math
from collections.abc import Callable, Mapping
from typing import Any

from floorwright.errors import FloorwrightError
from floorwright.paper.expression import Expression, Names, parse_expression
from floorwright.paper.marks import Line, Region, Style, Text, Vertex

LAYER = "EQUIP"
PENS = {
    "outline": Style(layer=LAYER, width=0.35, stroke="#1f2933"),
    "thin": Style(layer=LAYER, width=0.18, stroke="#3e4c59"),
    "hidden": Style(layer=LAYER, width=0.18, stroke="#3e4c59", dash=(1.5, 0.8)),
}
FILLS = {"body": "#f1f3f5", "part": "#dde2e8", "glass": "#dcecf7", "load": "#ecdcbf", "dark": "#52606d"}
MOST_MARKS = 2000
_BULGE_OF_A_QUARTER = math.tan(math.pi / 8)

SymbolMark = Line | Region | Text
Draw = Callable[[Names, list[SymbolMark]], None]


class BadSymbol(FloorwrightError):
    """A symbol file that does not say what to draw."""


def parse_marks(source: object, names: tuple[str, ...] = ("W", "D")) -> Draw:
    """A function that draws a list of marks as it stands in a symbol file.

    A mark is `box` [x, y, width, depth] with a corner `radius`, `circle` [x, y, radius], `arc` [x, y, radius, from, to]
    in degrees, `path` [[x, y] or [x, y, bulge], …] that may be `closed`, `text` with `at` and `height`, or `repeat`, a
    number n, with `each`, marks that are drawn for i from 0 to n - 1. `pen` and `fill` say how it looks.

    Raises:
        BadSymbol, BadExpression: for anything else.
    """
    if not isinstance(source, list):
        raise BadSymbol("marks must be a list.")
    draws = [_parse_mark(mark, names) for mark in source]

    def draw(values: Names, into: list[SymbolMark]) -> None:
        for one in draws:
            one(values, into)
            if len(into) > MOST_MARKS:
                raise BadSymbol(f"it draws more than {MOST_MARKS} marks.")

    return draw


def _parse_mark(mark: object, names: tuple[str, ...]) -> Draw:
    if not isinstance(mark, dict):
        raise BadSymbol("a mark must be an object.")
    for shape, parse in _SHAPES.items():
        if shape in mark:
            return parse(mark, names)
    raise BadSymbol(f"a mark is one of {', '.join(_SHAPES)}.")


def _numbers(source: object, count: int, names: tuple[str, ...], shape: str) -> tuple[Expression, ...]:
    if not isinstance(source, list) or len(source) != count:
        raise BadSymbol(f"{shape} needs {count} numbers.")
    return tuple(parse_expression(part, names) for part in source)


def _look(mark: Mapping[str, Any]) -> tuple[Style | None, Style | None]:
    pen, fill = mark.get("pen", "outline"), mark.get("fill")
    if pen is not None and pen not in PENS:
        raise BadSymbol(f"there is no pen “{pen}”; pens are {', '.join(PENS)}.")
    if fill is not None and fill not in FILLS:
        raise BadSymbol(f"there is no fill “{fill}”; fills are {', '.join(FILLS)}.")
    filled = Style(layer=LAYER, stroke=None, fill=FILLS[fill]) if fill else None
    return (PENS[pen] if pen else None), filled


def _outline(mark: Mapping[str, Any], vertices: Callable[[Names], tuple[Vertex, ...]], closed: bool) -> Draw:
    stroke, filled = _look(mark)
    if filled and not closed:
        raise BadSymbol("only what is closed can be filled.")

    def draw(values: Names, into: list[SymbolMark]) -> None:
        around = vertices(values)
        if filled:
            into.append(Region(rings=(around,), style=filled))
        if stroke:
            into.append(Line(vertices=around, style=stroke, closed=closed))

    return draw


def _box(mark: Mapping[str, Any], names: tuple[str, ...]) -> Draw:
    x, y, width, depth = _numbers(mark["box"], 4, names, "box")
    radius = parse_expression(mark.get("radius", 0), names)

    def vertices(values: Names) -> tuple[Vertex, ...]:
        left, low, w, d = x(values), y(values), width(values), depth(values)
        r = max(0.0, min(radius(values), abs(w) / 2, abs(d) / 2))
        right, high = left + w, low + d
        if r == 0:
            return ((left, low, 0.0), (right, low, 0.0), (right, high, 0.0), (left, high, 0.0))
        q = _BULGE_OF_A_QUARTER
        return (
            (left + r, low, 0.0), (right - r, low, q), (right, low + r, 0.0), (right, high - r, q),
            (right - r, high, 0.0), (left + r, high, q), (left, high - r, 0.0), (left, low + r, q),
        )  # fmt: skip

    return _outline(mark, vertices, True)


def _circle(mark: Mapping[str, Any], names: tuple[str, ...]) -> Draw:
    x, y, radius = _numbers(mark["circle"], 3, names, "circle")

    def vertices(values: Names) -> tuple[Vertex, ...]:
        cx, cy, r = x(values), y(values), radius(values)
        return ((cx - r, cy, 1.0), (cx + r, cy, 1.0))

    return _outline(mark, vertices, True)


def _arc(mark: Mapping[str, Any], names: tuple[str, ...]) -> Draw:
    x, y, radius, start, end = _numbers(mark["arc"], 5, names, "arc")

    def vertices(values: Names) -> tuple[Vertex, ...]:
        cx, cy, r = x(values), y(values), radius(values)
        first, last = math.radians(start(values)), math.radians(end(values))
        middle = (first + last) / 2
        bulge = math.tan((last - first) / 8)
        points = [(cx + r * math.cos(a), cy + r * math.sin(a)) for a in (first, middle, last)]
        return tuple((px, py, b) for (px, py), b in zip(points, (bulge, bulge, 0.0), strict=True))

    return _outline(mark, vertices, False)


def _path(mark: Mapping[str, Any], names: tuple[str, ...]) -> Draw:
    points = mark["path"]
    if not isinstance(points, list) or len(points) < 2:
        raise BadSymbol("path needs two points or more.")
    parsed = [_numbers(p + [0] * (3 - len(p)) if isinstance(p, list) else p, 3, names, "a point") for p in points]

    def vertices(values: Names) -> tuple[Vertex, ...]:
        return tuple((x(values), y(values), bulge(values)) for x, y, bulge in parsed)

    return _outline(mark, vertices, mark.get("closed") is True)


def _text(mark: Mapping[str, Any], names: tuple[str, ...]) -> Draw:
    text = mark["text"]
    if not isinstance(text, str) or not 0 < len(text) <= 40:
        raise BadSymbol("text must have 1 to 40 characters.")
    x, y = _numbers(mark.get("at"), 2, names, "at")
    height = parse_expression(mark.get("height", 150), names)
    style = Style(layer=LAYER, stroke=PENS["thin"].stroke)

    def draw(values: Names, into: list[SymbolMark]) -> None:
        into.append(
            Text(
                x=x(values), y=y(values), text=text, height=height(values), style=style, align="centre", level="middle"
            )
        )

    return draw


def _repeat(mark: Mapping[str, Any], names: tuple[str, ...]) -> Draw:
    if "i" in names:
        raise BadSymbol("a repeat cannot stand in a repeat.")
    count = parse_expression(mark["repeat"], names)
    each = parse_marks(mark.get("each"), (*names, "i", "n"))

    def draw(values: Names, into: list[SymbolMark]) -> None:
        n = int(max(1.0, min(count(values) + 1e-9, MOST_MARKS)))
        for i in range(n):
            each({**values, "i": float(i), "n": float(n)}, into)

    return draw


_SHAPES: dict[str, Callable[[Mapping[str, Any], tuple[str, ...]], Draw]] = {
    "box": _box, "circle": _circle, "arc": _arc, "path": _path, "text": _text, "repeat": _repeat,
}  # fmt: skip

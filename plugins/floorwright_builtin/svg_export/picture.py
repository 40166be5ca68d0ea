"""A sheet as an SVG document (SVG 1.1): one unit is a millimetre of paper."""

import math
from collections.abc import Iterator, Sequence
from html import escape

from floorwright.api import (
    Block,
    DrawingMark,
    ExportFailed,
    Job,
    Line,
    Mark,
    Region,
    Sheet,
    Style,
    Text,
    Vertex,
    Viewport,
    arc_of,
    block_marks,
    drawable,
    font,
)
from floorwright_builtin.svg_export.drawing import drawing_elements
from floorwright_builtin.svg_export.letters import FAMILIES, embedded_fonts
from floorwright_builtin.svg_export.place import Place, number

_ANCHORS = {"left": "start", "centre": "middle", "right": "end"}


def svg_of(sheet: Sheet, job: Job) -> str:
    """The document: the same for the same sheet.

    Raises:
        ExportFailed: naming the record whose mark has no finite place.
    """
    width, height = number(sheet.width), number(sheet.height)
    place = Place(width=sheet.width, height=sheet.height, page_height=sheet.height)
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'width="{width}mm" height="{height}mm" viewBox="0 0 {width} {height}" stroke-linejoin="round" '
        f'font-family="{escape(FAMILIES)}">',
        f"<title>{escape(drawable(sheet.title))}</title>",
        embedded_fonts(_texts(sheet.marks)),
        f'<rect width="{width}" height="{height}" fill="#ffffff"/>',
        *_elements(sheet.marks, place, job),
        "</svg>",
        "",
    ]
    return "\n".join(lines)


def _texts(marks: Sequence[Mark]) -> Iterator[str]:
    for mark in marks:
        match mark:
            case Text():
                yield drawable(mark.text)
            case Block():
                yield from _texts(block_marks(mark))
            case DrawingMark():
                yield from (drawable(word) for word in mark.drawing.words)
            case Viewport():
                yield from _texts(mark.marks)
            case _:
                pass


def _elements(marks: Sequence[Mark], place: Place, job: Job) -> Iterator[str]:
    for count, mark in enumerate(marks):
        if count % 500 == 0:
            job.progress(0.1 + 0.8 * count / len(marks), "Drawing the sheet")
        match mark:
            case Line() if mark.style.stroke and len(mark.vertices) > 1:
                path = _path(mark.vertices, mark.closed, place, mark.source)
                yield f'<path d="{path}" fill="none"{_pen(mark.style)}/>'
            case Region() if mark.style.fill:
                rings = " ".join(_path(ring, True, place, mark.source) for ring in mark.rings if len(ring) > 1)
                opacity = "" if mark.style.opacity == 1 else f' fill-opacity="{number(mark.style.opacity)}"'
                yield f'<path d="{rings}" fill="{mark.style.fill}" fill-rule="evenodd"{opacity}/>'
            case Text():
                yield from _text(mark, place)
            case Block():
                yield f"<g><title>{escape(drawable(dict(mark.attributes).get('NAME', '')))}</title>"
                yield from _elements(block_marks(mark), place, job)
                yield "</g>"
            case DrawingMark():
                yield from drawing_elements(mark, place.window(), place.page_height, job)
            case Viewport():
                yield from _viewport(mark, place, job)
            case _:
                pass


def _viewport(view: Viewport, place: Place, job: Job) -> Iterator[str]:
    x, y = place.point(view.x, view.y + view.height)
    name = f"window-{number(x)}-{number(y)}"
    yield (
        f'<defs><clipPath id="{name}"><rect x="{number(x)}" y="{number(y)}" width="{number(view.width)}" '
        f'height="{number(view.height)}"/></clipPath></defs>'
    )
    yield f'<g clip-path="url(#{name})">'
    inside = Place(
        width=view.width, height=view.height, page_height=place.page_height, left=view.x, low=view.y,
        factor=1.0 / view.scale, from_x=view.centre[0], from_y=view.centre[1],
        to_x=view.x + view.width / 2, to_y=view.y + view.height / 2,
    )  # fmt: skip
    yield from _elements(view.marks, inside, job)
    yield "</g>"


def _path(vertices: Sequence[Vertex], closed: bool, place: Place, source: str) -> str:
    points = [_checked(*place.point(x, y), source) for x, y, _ in vertices]
    parts = [f"M{number(points[0][0])} {number(points[0][1])}"]
    count = len(points)
    for at in range(count if closed else count - 1):
        x, y = points[(at + 1) % count]
        bulge = vertices[at][2]
        if bulge:
            _, _, radius, _, sweep = arc_of(*points[at], x, y, bulge)
            large = 1 if abs(sweep) > math.pi else 0
            # Down is y here, so what is counter-clockwise on the floor is drawn with the sweep flag at 0.
            turn = 0 if bulge > 0 else 1
            parts.append(f"A{number(radius)} {number(radius)} 0 {large} {turn} {number(x)} {number(y)}")
        elif at + 1 < count:
            parts.append(f"L{number(x)} {number(y)}")
    return "".join(parts) + ("Z" if closed else "")


def _pen(style: Style) -> str:
    pen = f' stroke="{style.stroke}" stroke-width="{number(style.width)}"'
    if style.dash:
        pen += f' stroke-dasharray="{" ".join(number(length) for length in style.dash)}"'
    if style.opacity != 1:
        pen += f' stroke-opacity="{number(style.opacity)}"'
    return pen


def _text(mark: Text, place: Place) -> Iterator[str]:
    words = drawable(mark.text)
    if not words.strip() or mark.style.stroke is None:
        return
    height = mark.height * place.factor
    x, y = _checked(*place.point(mark.x, mark.y), mark.source)
    _checked(height, mark.rotation, mark.source)
    down = {"baseline": 0.0, "middle": height / 2, "top": height}[mark.level]
    turn = f" rotate({number(-mark.rotation)})" if mark.rotation else ""
    stretch = f" scale({number(mark.stretch)} 1)" if mark.stretch != 1 else ""
    weight = ' font-weight="bold"' if mark.bold else ""
    opacity = "" if mark.style.opacity == 1 else f' fill-opacity="{number(mark.style.opacity)}"'
    yield (
        f'<text transform="translate({number(x)} {number(y)}){turn}{stretch}" y="{number(down)}" '
        f'font-size="{number(font(mark.bold).size_for(height))}" text-anchor="{_ANCHORS[mark.align]}"{weight} '
        f'fill="{mark.style.stroke}"{opacity} xml:space="preserve">{escape(words)}</text>'
    )


def _checked(x: float, y: float, source: str) -> tuple[float, float]:
    if not (math.isfinite(x) and math.isfinite(y)):
        what = f"“{source}”" if source else "Something on the sheet"
        raise ExportFailed(f"{what} has no place that can be drawn.", hint="Correct or delete it, and export again.")
    return x, y

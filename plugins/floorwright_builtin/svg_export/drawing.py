"""An imported drawing as SVG: paths by pen in the whole steps of its lattice, areas, texts, and a picture as PNG."""

import base64
import io
from collections.abc import Iterator
from html import escape
from typing import Any

import numpy as np

from floorwright.api import (
    Areas,
    DrawingMark,
    Imprint,
    Job,
    Pixels,
    Strokes,
    Window,
    Words,
    chosen,
    font,
    imprint,
    printed_pixels,
    text_rows,
    whole,
)
from floorwright_builtin.svg_export.place import number

_A_PATH = 5000
"""Lines in a path: libxml2 refuses attributes of more than ten million characters."""
_ROWS = 16 * _A_PATH
_FONT_SIZE = 100.0
"""QtSvg rounds sizes to whole numbers: letters are written large and scaled down."""


def drawing_elements(mark: DrawingMark, window: Window, page_height: float, job: Job) -> Iterator[str]:
    """The layers that are printed; what has no finite place is left out, as it is on screen."""
    seen = imprint(
        mark.drawing, mark.underlay, window, lambda share: job.progress(0.1 + 0.4 * share, "Placing the drawing")
    )
    opacity = "" if mark.underlay.opacity == 1 else f' opacity="{number(mark.underlay.opacity)}"'
    yield f"<g{opacity}>"
    if seen.picture is not None:
        yield _picture(printed_pixels(mark.drawing.pixels, seen), seen, page_height)
    move = f"{number(seen.left)} {number(page_height - seen.low)}"
    yield f'<g transform="translate({move}) scale({number(seen.step_mm)} {number(-seen.step_mm)})" fill="none">'
    yield from _areas(seen.areas)
    for count, part in enumerate(seen.strokes):
        yield from _strokes(part, seen.step_mm, job, 0.5 + 0.3 * count / len(seen.strokes))
    yield "</g>"
    for one in seen.words:
        yield _text(one, seen, page_height)
    yield "</g>"


def _strokes(part: Strokes, step_mm: float, job: Job, share: float) -> Iterator[str]:
    pen = part.pen
    cap = "" if pen.dashes_mm else ' stroke-linecap="round"'
    dashes = " ".join(number(length / step_mm) for length in pen.dashes_mm)
    dashed = f' stroke-dasharray="{dashes}"' if dashes else ""
    yield f'<g stroke="{pen.colour}" stroke-width="{number(pen.width_mm / step_mm)}"{cap}{dashed}>'
    for rows, operator in ((part.lines, b"L"), (part.curves, b"C")):
        for start in range(0, len(rows), _ROWS):
            job.progress(share, "Writing the drawing")
            yield _paths(rows[start : start + _ROWS], operator)
    yield "</g>"


def _paths(rows: Any, operator: bytes) -> str:
    count, end = len(rows), rows.shape[1] - 2
    goes_on = np.zeros(count, np.bool_)
    goes_on[1:] = (rows[1:, 0] == rows[:-1, end]) & (rows[1:, 1] == rows[:-1, end + 1])
    place = np.arange(count)
    first, last = place % _A_PATH == 0, (place % _A_PATH == _A_PATH - 1) | (place == count - 1)
    goes_on &= ~first
    opening = chosen([b"M", b"", b'<path d="M'], np.where(first, 2, goes_on))
    columns: list[Any] = [opening, whole(rows[:, 0], goes_on), whole(rows[:, 1], goes_on), operator]
    columns += [whole(rows[:, column]) for column in range(2, rows.shape[1])]
    return text_rows([*columns, chosen([b"", b'"/>\n'], last.astype(np.int8))], count).decode("ascii")


def _areas(areas: Areas) -> Iterator[str]:
    """A path an area, in the order in which they are painted."""
    count = len(areas.points)
    if not count:
        return
    opening = np.full(count, 1)
    opening[areas.ring_starts[:-1]] = 0
    opening[areas.ring_starts[areas.area_starts[:-1]]] = 2 + areas.colours
    closing = np.zeros(count, np.int8)
    closing[areas.ring_starts[1:] - 1] = 1
    closing[areas.ring_starts[areas.area_starts[1:]] - 1] = 2
    openings = [b"M", b"L", *(f'<path fill="{colour}" d="M'.encode() for colour in areas.palette)]
    yield '<g fill-rule="evenodd">'
    for start in range(0, count, _ROWS):
        part = slice(start, start + _ROWS)
        points = areas.points[part]
        columns = [chosen(openings, opening[part]), whole(points[:, 0]), whole(points[:, 1])]
        yield text_rows([*columns, chosen([b"", b"Z", b'Z"/>\n'], closing[part])], len(points)).decode("ascii")
    yield "</g>"


def _text(one: Words, seen: Imprint, page_height: float) -> str:
    x, y, ax, ay, ux, uy = (value * seen.step_mm for value in one.place)
    small = font().size_for(1.0) / _FONT_SIZE
    turn = " ".join(f"{value * small:.6g}" for value in (ax, -ay, -ux, uy))
    place = f"{number(seen.left + x)} {number(page_height - seen.low - y)}"
    return (
        f'<text transform="matrix({turn} {place})" font-size="{number(_FONT_SIZE)}" fill="{one.colour}" '
        f'xml:space="preserve">{escape(one.text)}</text>'
    )


def _picture(pixels: Pixels, seen: Imprint, page_height: float) -> str:
    from PIL import Image

    assert seen.picture is not None
    out = io.BytesIO()
    Image.fromarray(pixels, "RGBA").save(out, "PNG")
    x, y, ax, ay, ux, uy = (value * seen.step_mm for value in seen.picture)
    # Its corner is the upper left one, and down is y here.
    values = (ax, -ay, -ux, uy, seen.left + x + ux, page_height - seen.low - y - uy)
    return (
        f'<image width="1" height="1" preserveAspectRatio="none" '
        f'transform="matrix({" ".join(f"{value:.9g}" for value in values)})" '
        f'xlink:href="data:image/png;base64,{base64.b64encode(out.getvalue()).decode("ascii")}"/>'
    )

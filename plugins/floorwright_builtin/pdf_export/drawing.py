"""An imported drawing on a page: one compressed stream of operators, drawn as a Form XObject (ISO 32000-1, 8.10)."""

import math
import zlib
from typing import Any

import numpy as np

from floorwright.api import (
    Areas,
    DrawingMark,
    Imprint,
    Job,
    Pen,
    Strokes,
    Window,
    Words,
    chosen,
    font,
    imprint,
    text_rows,
    whole,
)
from floorwright_builtin.pdf_export.image import draw_pixels
from floorwright_builtin.pdf_export.letters import shows
from floorwright_builtin.pdf_export.place import POINT

_LEVEL = 2
"""Of zlib: 6 takes three times as long for a seventh less."""
_ROWS = 1 << 16
_LEAN = math.radians(4.5)
_A_PATH = 500
"""Lines in a path: readers slow down with longer ones."""


def draw_drawing(canvas: Any, mark: DrawingMark, window: Window, job: Job) -> None:
    """Draw the layers that are printed; what has no finite place is left out, as it is on screen."""
    seen = imprint(
        mark.drawing, mark.underlay, window, lambda share: job.progress(0.1 + 0.4 * share, "Placing the drawing")
    )
    if not mark.underlay.opacity > 0:
        return
    canvas.saveState()
    # As one group it is as opaque as the user says also where its lines cross.
    canvas.setStrokeAlpha(mark.underlay.opacity)
    canvas.setFillAlpha(mark.underlay.opacity)
    if seen.picture is not None:
        draw_pixels(canvas, mark.drawing.pixels, seen)
    _place_form(canvas, seen, _content(canvas._doc, seen, job), mark.underlay.opacity < 1)
    canvas.restoreState()


def _place_form(canvas: Any, seen: Imprint, content: bytes, as_group: bool) -> None:
    from reportlab.pdfbase.pdfdoc import PDFArray, PDFDictionary, PDFName, PDFResourceDictionary, PDFStream

    resources = PDFResourceDictionary()
    resources.basicFonts()
    size = seen.step_mm * POINT
    entries = {
        "Type": PDFName("XObject"), "Subtype": PDFName("Form"), "FormType": 1, "Filter": PDFName("FlateDecode"),
        "BBox": PDFArray([0, 0, seen.width, seen.height]), "Resources": resources,
        "Matrix": PDFArray([size, 0, 0, size, seen.left * POINT, seen.low * POINT]),
    }  # fmt: skip
    if as_group:
        entries["Group"] = PDFDictionary({"S": PDFName("Transparency"), "Type": PDFName("Group")})
    document = canvas._doc
    name = f"drawing{len(document.idToObject)}"
    document.Reference(PDFStream(PDFDictionary(entries), content, []), document.getXObjectName(name))
    canvas.doForm(name)


def _content(document: Any, seen: Imprint, job: Job) -> bytes:
    packer = zlib.compressobj(_LEVEL)
    out = [packer.compress(b"1 J 1 j\n")]
    total = sum(len(part.lines) + len(part.curves) for part in seen.strokes) or 1
    done = 0
    out.append(packer.compress(_areas(seen.areas)))
    for part in seen.strokes:
        out.append(packer.compress(_pen(part.pen, seen.step_mm)))
        for start in range(0, len(part.lines), _ROWS):
            job.progress(0.5 + 0.35 * done / total, "Writing the drawing")
            out.append(packer.compress(_lines(part, start)))
            done += _ROWS
        for start in range(0, len(part.curves), _ROWS):
            job.progress(min(0.85, 0.5 + 0.35 * done / total), "Writing the drawing")
            out.append(packer.compress(_curves(part, start)))
            done += _ROWS
    out.append(packer.compress(_texts(document, seen.words)))
    out.append(packer.flush())
    return b"".join(out)


def _pen(pen: Pen, step_mm: float) -> bytes:
    # A round cap would fill the gaps of fine dashes.
    cap = 0 if pen.dashes_mm else 1
    dashes = " ".join(f"{length / step_mm:.1f}" for length in pen.dashes_mm)
    return f"{_rgb(pen.colour)} RG {pen.width_mm / step_mm:.2f} w {cap} J [{dashes}] 0 d\n".encode()


def _lines(part: Strokes, start: int) -> bytes:
    lines = part.lines[start : start + _ROWS]
    goes_on = _goes_on(lines, 2)
    moves = chosen([b"m ", b""], goes_on.astype(np.int8))
    columns = [whole(lines[:, 0], goes_on), whole(lines[:, 1], goes_on), moves, whole(lines[:, 2]), whole(lines[:, 3])]
    return text_rows([*columns, _ends(len(lines), b"l\n")], len(lines))


def _curves(part: Strokes, start: int) -> bytes:
    curves = part.curves[start : start + _ROWS]
    goes_on = _goes_on(curves, 6)
    moves = chosen([b"m ", b""], goes_on.astype(np.int8))
    columns = [whole(curves[:, 0], goes_on), whole(curves[:, 1], goes_on), moves]
    columns += [whole(curves[:, column]) for column in range(2, 8)]
    return text_rows([*columns, _ends(len(curves), b"c\n")], len(curves))


def _goes_on(rows: Any, end: int) -> Any:
    """Whether each row starts where the one before it ends, in the same path."""
    found = np.zeros(len(rows), np.bool_)
    found[1:] = (rows[1:, 0] == rows[:-1, end]) & (rows[1:, 1] == rows[:-1, end + 1])
    found[::_A_PATH] = False
    return found


def _ends(count: int, operator: bytes) -> Any:
    number = np.arange(1, count + 1)
    return chosen([operator, operator + b"S\n"], ((number % _A_PATH == 0) | (number == count)).astype(np.int8))


def _areas(areas: Areas) -> bytes:
    """Colours are rows among those of the points, before the first point of an area of another colour."""
    count = len(areas.points)
    if not count:
        return b""
    step = np.zeros(count, np.int8)
    step[areas.ring_starts[:-1]] = 1
    last = np.zeros(count, np.int8)
    last[areas.ring_starts[1:] - 1] = 1
    last[areas.ring_starts[areas.area_starts[1:]] - 1] = 2
    colour = np.zeros(count, np.int64)
    changed = np.flatnonzero(np.append(True, areas.colours[1:] != areas.colours[:-1]))
    colour[areas.ring_starts[areas.area_starts[changed]]] = areas.colours[changed] + 1
    said = [b"", *(f"{_rgb(one)} rg\n".encode() for one in areas.palette)]
    parts = []
    for start in range(0, count, _ROWS):
        part = slice(start, start + _ROWS)
        points = areas.points[part]
        columns = [chosen(said, colour[part]), whole(points[:, 0]), whole(points[:, 1])]
        operators = chosen([b"l\n", b"m\n"], step[part]), chosen([b"", b"h\n", b"h f*\n"], last[part])
        parts.append(text_rows([*columns, *operators], len(points)))
    return b"".join(parts)


def _texts(document: Any, words: tuple[Words, ...]) -> bytes:
    """One text object: a matrix and a string each, and font and colour where they change."""
    if not words:
        return b""
    size = 1.0 / font().capital
    lines = [b"BT"]
    said: dict[str, tuple[tuple[str, bytes], ...]] = {}
    colour = face = ""
    for one in sorted(words, key=lambda word: word.colour):
        if one.text not in said:
            said[one.text] = shows(document, one.text)
        if one.colour != colour:
            colour = one.colour
            lines.append(f"{_rgb(colour)} rg".encode())
        x, y, ax, ay, ux, uy = _readable_anywhere(one.place)
        lines.append(b"%.2f %.2f %.2f %.2f %.1f %.1f Tm" % (ax * size, ay * size, ux * size, uy * size, x, y))
        for subset, codes in said[one.text]:
            if subset != face:
                face = subset
                lines.append(f"{face} 1 Tf".encode())
            lines.append(codes + b" Tj")
    lines.append(b"ET\n")
    return b"\n".join(lines)


def _readable_anywhere(place: tuple[float, ...]) -> tuple[float, ...]:
    """The place of a text; a mirrored one along a diagonal leans by a few degrees.

    pdfium, which shows PDFs in browsers, draws such letters huge and upright when they are two dots high or less.
    """
    x, y, ax, ay, ux, uy = place
    if ax * uy - ay * ux >= 0 or abs(abs(ax) - abs(ay)) > 0.08 * max(abs(ax), abs(ay)):
        return place
    cos, sin = math.cos(_LEAN), math.sin(_LEAN)
    return x, y, ax, ay, ux * cos - uy * sin, ux * sin + uy * cos


def _rgb(colour: str) -> str:
    return " ".join(f"{int(colour[at : at + 2], 16) / 255:.3g}" for at in (1, 3, 5))

"""How an object of a page is drawn: its layer, its colours, its pen."""

import math
from ctypes import byref, c_float, c_ubyte, c_uint, c_ulong
from typing import Any

import pypdfium2.raw as pdfium

from floorwright.api import CONTRAST, LineStyle, Transform
from floorwright_builtin.pdf_import.strings import text_of

PLAIN = 0x808080
"""What a pattern is painted with."""
_LONGEST_NAME = 512
_MOST_DASHES = 16


class Looks:
    """Asks pdfium about colours and pens with the same few numbers again and again."""

    def __init__(self, millimetres: float) -> None:
        """`millimetres` of paper a unit of the drawing."""
        self._millimetres = millimetres
        self._red, self._green, self._blue, self._alpha = (c_uint() for _ in range(4))
        self._parts = tuple(map(byref, (self._red, self._green, self._blue, self._alpha)))
        self._width = c_float()
        self._dashes = (c_float * _MOST_DASHES)()

    def stroke(self, thing: Any) -> int | None:
        """The colour of its lines; None when they cannot be seen."""
        return self._colour(pdfium.FPDFPageObj_GetStrokeColor(thing, *self._parts))

    def fill(self, thing: Any) -> int | None:
        """The colour of its area; None when it cannot be seen."""
        return self._colour(pdfium.FPDFPageObj_GetFillColor(thing, *self._parts))

    def _colour(self, known: bool) -> int | None:
        if not known:
            return PLAIN
        opacity = self._alpha.value / 255
        if opacity < 0.02:
            return None
        # What shines through is mixed with the white of the paper; black shows on a dark screen as CONTRAST.
        red, green, blue = (
            round(part.value * opacity + 255 * (1 - opacity)) for part in (self._red, self._green, self._blue)
        )
        return (red << 16 | green << 8 | blue) or CONTRAST

    def pen(self, thing: Any, place: Transform) -> LineStyle:
        """The width of its lines on paper and their dashes."""
        size = math.sqrt(abs(place.a * place.d - place.b * place.c))
        known = pdfium.FPDFPageObj_GetStrokeWidth(thing, byref(self._width))
        weight = self._width.value * size * self._millimetres if known else 0.25
        weight = round(min(weight, 50.0), 2) if math.isfinite(weight) and weight >= 0 else 0.25
        count = pdfium.FPDFPageObj_GetDashCount(thing)
        if not 0 < count <= _MOST_DASHES or not pdfium.FPDFPageObj_GetDashArray(thing, self._dashes, count):
            return LineStyle((), weight)
        dashes = [value * size for value in self._dashes[:count]]
        dashes = dashes * 2 if count % 2 else dashes
        sound = all(math.isfinite(dash) and dash >= 0 for dash in dashes) and sum(dashes) > 0
        return LineStyle(tuple(round(dash, 4) for dash in dashes) if sound else (), weight)


def layer_of(thing: Any) -> str:
    """The optional content that an object belongs to, as CAD programs write their layers; "" for none."""
    for number in range(max(0, pdfium.FPDFPageObj_CountMarks(thing))):
        mark = pdfium.FPDFPageObj_GetMark(thing, number)
        if _kind_of(mark) == "OC" and (name := _name_of(mark)):
            return name
    return ""


def _kind_of(mark: Any) -> str:
    buffer, length = (pdfium.FPDF_WCHAR * _LONGEST_NAME)(), c_ulong()
    known = pdfium.FPDFPageObjMark_GetName(mark, buffer, _LONGEST_NAME * 2, byref(length))
    if not known or length.value > _LONGEST_NAME * 2:
        return ""
    return bytes(buffer)[: length.value].decode("utf-16-le", "replace").rstrip("\0")


def _name_of(mark: Any) -> str:
    """The name in the dictionary of a mark; as bytes, since pdfium takes every text for UTF-8."""
    buffer, length = (c_ubyte * _LONGEST_NAME)(), c_ulong()
    known = pdfium.FPDFPageObjMark_GetParamBlobValue(mark, b"Name", buffer, _LONGEST_NAME, byref(length))
    return text_of(bytes(buffer)[: length.value]) if known and length.value <= _LONGEST_NAME else ""

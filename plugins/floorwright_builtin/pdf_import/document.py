"""Opening a PDF, choosing a page of it, and the page's place: upright, cropped, y upwards."""

import math
from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import byref
from dataclasses import dataclass
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from floorwright.api import ImportFailed, ImportOptions, Transform

MOST_LISTED = 500
LARGEST_POINTS = 1e6
"""350 metres of paper: no page is larger."""
_WORDS = {
    pdfium.FPDF_ERR_PASSWORD: ("is protected by a password", "Save a copy of it without the password."),
    pdfium.FPDF_ERR_SECURITY: ("is protected in a way that cannot be read", "Print it to a new PDF."),
}
_DAMAGED = ("is too damaged to be read as a PDF", "Get a whole copy, or print it to a new PDF.")


@dataclass(frozen=True, slots=True)
class Page:
    """An open page: pdfium's handle, its size in points as it is seen, and the map from its coordinates to that."""

    handle: Any
    width: float
    height: float
    place: Transform


@contextmanager
def opened(data: bytes, name: str) -> Iterator[Any]:
    """The document in these bytes.

    Raises:
        ImportFailed: when it needs a password or is too damaged.
    """
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        what, hint = _WORDS.get(getattr(error, "err_code", None) or 0, _DAMAGED)
        raise ImportFailed(f"“{name}” {what}.", hint=hint) from error
    try:
        yield document.raw
    finally:
        document.close()


def chosen_page(document: Any, options: ImportOptions, name: str) -> tuple[int, tuple[str, ...]]:
    """The number of the page to read, from 0, and the names of the pages, as many as a list can hold."""
    count = pdfium.FPDF_GetPageCount(document)
    if count < 1:
        raise ImportFailed(f"“{name}” has no pages.", hint=_DAMAGED[1])
    number = 1
    if options.layout:
        digits = options.layout.removeprefix("Page ")
        number = int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 8 else 0
        if not 1 <= number <= count:
            raise ImportFailed(f"“{name}” has no page “{options.layout}”.", hint=f"It has Page 1 to Page {count}.")
    return number - 1, tuple(f"Page {each}" for each in range(1, min(count, MOST_LISTED) + 1))


@contextmanager
def opened_page(document: Any, number: int, name: str) -> Iterator[Page]:
    """A page of a document.

    Raises:
        ImportFailed: when it is damaged or of an impossible size.
    """
    handle = pdfium.FPDF_LoadPage(document, number)
    if not handle:
        raise ImportFailed(f"Page {number + 1} of “{name}” is too damaged to be read.", hint="Choose another page.")
    try:
        yield _placed(handle, number, name)
    finally:
        pdfium.FPDF_ClosePage(handle)


def _placed(handle: Any, number: int, name: str) -> Page:
    box = pdfium.FS_RECTF()
    known = pdfium.FPDF_GetPageBoundingBox(handle, byref(box))
    sides = (box.left, box.bottom, box.right, box.top) if known else (0.0, 0.0, 0.0, 0.0)
    left, right, bottom, top = *sorted(sides[::2]), *sorted(sides[1::2])
    width, height = right - left, top - bottom
    if not (all(map(math.isfinite, sides)) and 0 < width <= LARGEST_POINTS and 0 < height <= LARGEST_POINTS):
        raise ImportFailed(f"Page {number + 1} of “{name}” has an impossible size.", hint="Print it to a new PDF.")
    match pdfium.FPDFPage_GetRotation(handle):
        case 1:
            return Page(handle, height, width, Transform(0.0, -1.0, 1.0, 0.0, -bottom, right))
        case 2:
            return Page(handle, width, height, Transform(-1.0, 0.0, 0.0, -1.0, right, top))
        case 3:
            return Page(handle, height, width, Transform(0.0, 1.0, -1.0, 0.0, top, -left))
        case _:
            return Page(handle, width, height, Transform(e=-left, f=-bottom))

"""What is on a page, before anything is drawn: how many things, and how much of it pictures cover."""

from collections.abc import Iterable, Iterator
from ctypes import byref, c_float
from dataclasses import dataclass
from typing import Any

import pypdfium2.raw as pdfium

from floorwright.api import Job
from floorwright_builtin.pdf_import.document import Page

DEEPEST_FORM = 12
VECTORS = (pdfium.FPDF_PAGEOBJ_PATH, pdfium.FPDF_PAGEOBJ_TEXT)
MANY = 10
"""A page with fewer lines, areas and texts than this has hardly any vectors."""
_COVERS = 0.3
"""A picture over this share of the page is a scan or a rendering of it."""


@dataclass(frozen=True, slots=True)
class Contents:
    """How many things on a page are vectors and shadings, and the share of it that the largest picture covers."""

    vectors: int
    covered: float
    shadings: int

    @property
    def needs_picture(self) -> bool:
        """Whether the page is not itself without its pixels."""
        return self.covered >= _COVERS or (self.vectors == 0 and (self.covered > 0 or self.shadings > 0))

    @property
    def has_vectors(self) -> bool:
        """Whether there are lines to be taken as lines; a few beside a scan are part of the picture."""
        return self.vectors >= (MANY if self.needs_picture else 1)


def contents_of(page: Page, job: Job) -> Contents:
    """What is on a page; what lies in form objects counts as well."""
    vectors, covered, shadings = 0, 0.0, 0
    for count, (thing, kind) in enumerate(_flat(things_on(page))):
        if count % 5000 == 0:
            job.progress(0.15, "Reading")
        if kind in VECTORS:
            vectors += not is_invisible_text(thing, kind)
        elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
            covered = max(covered, _covered(thing, page))
        else:
            shadings += kind == pdfium.FPDF_PAGEOBJ_SHADING
    return Contents(vectors, covered, shadings)


def hide_vectors(page: Page) -> None:
    """Leave only the pictures to be seen."""
    for thing, kind in _flat(things_on(page)):
        if kind in VECTORS:
            pdfium.FPDFPageObj_SetIsActive(thing, False)


def is_invisible_text(thing: Any, kind: int) -> bool:
    """Whether it is text that is only there to be searched for: what was recognised in a scan."""
    if kind != pdfium.FPDF_PAGEOBJ_TEXT:
        return False
    return bool(pdfium.FPDFTextObj_GetTextRenderMode(thing) == pdfium.FPDF_TEXTRENDERMODE_INVISIBLE)


def things_on(page: Page) -> Iterator[Any]:
    """The objects of a page, one after the other: a page can have millions."""
    for number in range(pdfium.FPDFPage_CountObjects(page.handle)):
        yield pdfium.FPDFPage_GetObject(page.handle, number)


def things_in_form(form: Any) -> Iterator[Any]:
    """The objects in a form object."""
    for number in range(pdfium.FPDFFormObj_CountObjects(form)):
        yield pdfium.FPDFFormObj_GetObject(form, number)


def _flat(things: Iterable[Any], depth: int = 0) -> Iterator[tuple[Any, int]]:
    for thing in things:
        kind = pdfium.FPDFPageObj_GetType(thing)
        if kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST_FORM:
            yield from _flat(things_in_form(thing), depth + 1)
        else:
            yield thing, kind


def bounds_of(thing: Any) -> tuple[float, float, float, float] | None:
    """The box of an object in the coordinates of what it lies in."""
    left, bottom, right, top = c_float(), c_float(), c_float(), c_float()
    if not pdfium.FPDFPageObj_GetBounds(thing, byref(left), byref(bottom), byref(right), byref(top)):
        return None
    return left.value, bottom.value, right.value, top.value


def _covered(picture: Any, page: Page) -> float:
    box = bounds_of(picture)
    if box is None:
        return 0.0
    (x1, y1), (x2, y2) = page.place.point(box[:2]), page.place.point(box[2:])
    wide = min(max(x1, x2), page.width) - max(min(x1, x2), 0.0)
    high = min(max(y1, y2), page.height) - max(min(y1, y2), 0.0)
    return max(wide, 0.0) * max(high, 0.0) / (page.width * page.height)

"""From a page of a PDF to a Drawing: in millimetres of the floor, or in pixels where the page needs any."""

import time
from ctypes import byref, c_int
from dataclasses import replace
from pathlib import Path
from typing import Any

import pypdfium2.raw as pdfium

from floorwright.api import Drawing, ImportFailed, ImportOptions, Job, Sketch, Transform, empty_drawing, stated_scale
from floorwright_builtin.pdf_import.contents import Contents, contents_of, hide_vectors, things_on
from floorwright_builtin.pdf_import.document import Page, chosen_page, opened, opened_page
from floorwright_builtin.pdf_import.layer_states import hidden_layers
from floorwright_builtin.pdf_import.measure import POINT_MM, measured_scale
from floorwright_builtin.pdf_import.pixels import pixels_of, resolution_for
from floorwright_builtin.pdf_import.walk import Walk
from floorwright_builtin.pdf_import.words import Words, words_of

TOLERANCE = 1e-5
"""How far a curve that is made straight may be off, as a share of the page."""
_QUIET_ANNOTATIONS = (pdfium.FPDF_ANNOT_LINK, pdfium.FPDF_ANNOT_POPUP)


def read_pdf(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """A page of a PDF: the one that `options.layout` names, or the first.

    Raises:
        ImportFailed: when it cannot be opened, has no such page, or nothing is on it.
        Cancelled: when the job was cancelled.
    """
    begun = time.perf_counter()
    job.progress(0.0, "Reading")
    data = path.read_bytes()
    with opened(data, path.name) as document:
        number, pages = chosen_page(document, options, path.name)
        job.progress(0.05, "Reading")
        with opened_page(document, number, path.name) as page, words_of(page, job) as words:
            job.progress(0.15, "Reading")
            contents = contents_of(page, job)
            if not (contents.has_vectors or contents.needs_picture):
                raise ImportFailed(
                    f"Nothing on page {number + 1} of “{path.name}” can be drawn.", hint="Choose another page."
                )
            times, said = measured_scale(data)
            if not times:
                times, said = stated_scale(words.lines)
                said = f"scale {said}" if said else "page size"
            drawing = _drawn(page, contents, words, times or 1.0, hidden_layers(data), options, job)
        version = _version(document)
    return replace(
        drawing,
        kind="pdf",
        version=f"{version}, {page.width * POINT_MM:.4g} × {page.height * POINT_MM:.4g} mm".lstrip(", "),
        unit_source=said,
        layouts=pages,
        layout=f"Page {number + 1}",
        seconds=time.perf_counter() - begun,
    )


def _drawn(
    page: Page, contents: Contents, words: Words, times: float, hidden: frozenset[str], options: ImportOptions, job: Job
) -> Drawing:
    """The page with its pixels, if it needs any, and its vectors, if it has any; layers named in `hidden` are off.

    Pixels cover a pixel a unit, so with them the vectors are in pixels too; else a unit is a millimetre of the floor.
    """
    dots = resolution_for(page) if contents.needs_picture else 0.0
    unit_mm = 25.4 / dots * times if dots else 1.0
    scale = dots / 72 if dots else POINT_MM * times
    size = (page.width * scale, page.height * scale)
    drawing = empty_drawing()
    if contents.has_vectors:
        sketch = Sketch(max(size) * TOLERANCE)
        walk = Walk(sketch, size, unit_mm / times, words, contents.vectors, job, frames=not dots, hidden=hidden)
        walk.things(things_on(page), page.place.then(Transform(scale, 0.0, 0.0, scale)))
        _count_annotations(page, sketch)
        drawing = sketch.finish(options.layers)
    if not dots:
        if drawing.box is None:
            raise ImportFailed("Nothing on this page can be drawn.", hint="Choose another page or other layers.")
        return replace(drawing, unit="mm")
    job.progress(0.85, "Drawing")
    if contents.has_vectors:
        hide_vectors(page)
    pixels = pixels_of(page, dots)
    return replace(
        drawing,
        pixels=pixels,
        unit_mm=unit_mm,
        box=(0.0, 0.0, float(pixels.shape[1]), float(pixels.shape[0])),
        entities=(*drawing.entities, ("PICTURE", 1)),
    )


def _count_annotations(page: Page, sketch: Sketch) -> None:
    for number in range(min(max(0, pdfium.FPDFPage_GetAnnotCount(page.handle)), 10_000)):
        note = pdfium.FPDFPage_GetAnnot(page.handle, number)
        if note:
            if pdfium.FPDFAnnot_GetSubtype(note) not in _QUIET_ANNOTATIONS:
                sketch.problem("Annotation", "", "left out")
            pdfium.FPDFPage_CloseAnnot(note)


def _version(document: Any) -> str:
    number = c_int()
    return f"{number.value / 10:.1f}" if pdfium.FPDF_GetFileVersion(document, byref(number)) else ""

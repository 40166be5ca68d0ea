"""Sheets as the pages of a PDF document."""

import io
from collections.abc import Sequence

from floorwright.api import Job, Plan, Sheet, font
from floorwright_builtin.pdf_export.letters import face_of
from floorwright_builtin.pdf_export.page import draw_marks
from floorwright_builtin.pdf_export.place import POINT


def pdf_of(sheets: Sequence[Sheet], plan: Plan, job: Job) -> bytes:
    """The bytes of a PDF with these pages: the same for the same sheets, at any time and on any machine.

    Raises:
        ExportFailed: when something to draw has no finite place.
    """
    from reportlab.pdfgen.canvas import Canvas

    out = io.BytesIO()
    # invariant leaves out the time of writing and the random document id; without a first font of ours reportlab
    # names Helvetica on every page, which is not embedded.
    canvas = Canvas(out, invariant=1, pageCompression=1, initialFontName=face_of(font()))
    canvas.setTitle(sheets[0].title if sheets else plan.title)
    canvas.setAuthor(plan.author)
    canvas.setSubject(plan.project)
    canvas.setCreator("Floorwright")
    for number, sheet in enumerate(sheets):
        job.progress(0.1 + 0.8 * number / len(sheets), "Drawing the sheet")
        canvas.setPageSize((sheet.width * POINT, sheet.height * POINT))
        draw_marks(canvas, sheet.marks, sheet.width, sheet.height, job)
        canvas.showPage()
    job.progress(0.95, "Writing the PDF")
    canvas.save()
    return out.getvalue()

"""PDF, vector pages at a ruler scale with embedded fonts through reportlab, and PNG, a picture of the first page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import Exporter, hook

if TYPE_CHECKING:
    from floorwright.api import Content, Job, SheetSetup


def write(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """The PDF of the sheets that `setup` asks for.

    Raises:
        ExportFailed: when the scale does not fit the paper, or something to draw has no finite place.
    """
    # Here and not above: a start that prints nothing does without all of this.
    from floorwright.api import compose_all
    from floorwright_builtin.pdf_export.document import pdf_of

    job.progress(0.0, "Composing the sheet")
    sheets = compose_all(content, setup)
    return pdf_of(sheets, content.plan, job)


def write_picture(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """The PNG of the first sheet.

    Raises:
        ExportFailed: as the PDF, and when the picture would be too large.
    """
    from floorwright_builtin.pdf_export.picture import png_of

    return png_of(write(content, setup, job), setup)


@hook
def exporters() -> tuple[Exporter, ...]:
    """PDF and PNG."""
    return (
        Exporter(id="pdf", title="PDF", suffix=".pdf", write=write),
        Exporter(id="png", title="PNG picture", suffix=".png", write=write_picture),
    )

"""PDF: vector pages at a ruler scale with embedded fonts, through reportlab."""

from floorwright.api import Content, Exporter, Job, SheetSetup, compose_all, hook
from floorwright_builtin.pdf_export.document import pdf_of


def write(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """The PDF of the sheets that `setup` asks for.

    Raises:
        ExportFailed: when the scale does not fit the paper, or something to draw has no finite place.
    """
    job.progress(0.0, "Composing the sheet")
    sheets = compose_all(content, setup)
    return pdf_of(sheets, content.plan, job)


@hook
def exporters() -> tuple[Exporter, ...]:
    """The PDF exporter."""
    return (Exporter(id="pdf", title="PDF", suffix=".pdf", write=write),)

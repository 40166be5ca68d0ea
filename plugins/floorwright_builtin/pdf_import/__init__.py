"""Reads a page of a PDF: as vectors where it has them, else as a picture; a scan with a few lines on it as both."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from floorwright.api import DrawingImporter, hook

if TYPE_CHECKING:
    from floorwright.api import Drawing, ImportOptions, Job


@hook
def drawing_importers() -> Iterable[DrawingImporter]:
    """PDF."""
    return (DrawingImporter("pdf", "PDF page", (".pdf",), is_pdf, read, "3"),)


def is_pdf(head: bytes) -> bool:
    """Whether these first bytes of a file are those of a PDF, which may have up to 1 KB before it."""
    return b"%PDF-" in head[:1024]


def read(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """A page of a PDF file; see `reading.read_pdf`."""
    from floorwright_builtin.pdf_import.reading import read_pdf

    return read_pdf(path, options, job)

"""Lines of text for a page: embedded fonts by run, each a subset of its file."""

from typing import Any

from floorwright.api import Font, runs


def face_of(font: Font) -> str:
    """The name of a font in the PDF, known to reportlab from now on."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    name = f"Floorwright-{font.path.stem}"
    if name not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(name, str(font.path)))
    return name


def say(line: Any, text: str, size: float, bold: bool = False) -> None:
    """Put a line into a text object of reportlab's, at this size."""
    for run in runs(text, bold):
        line.setFont(face_of(run.font), size)
        line.textOut(run.text)


def shows(document: Any, text: str, bold: bool = False) -> tuple[tuple[str, bytes], ...]:
    """A line as pairs of the name of a subset in the page's resources and a string of its codes, in brackets."""
    from reportlab.pdfbase import pdfmetrics

    found: list[tuple[str, bytes]] = []
    for run in runs(text, bold):
        font = pdfmetrics.getFont(face_of(run.font))
        for subset, codes in font.splitString(run.text, document):
            found.append((font.getSubsetInternalName(subset, document), b"(" + _escaped(codes) + b")"))
    return tuple(found)


def _escaped(codes: bytes) -> bytes:
    for special in (b"\\", b"(", b")"):
        codes = codes.replace(special, b"\\" + special)
    return codes.replace(b"\r", b"\\r")

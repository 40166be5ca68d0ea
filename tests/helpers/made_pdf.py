"""PDFs made by hand, byte by byte, and with reportlab."""

import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Any

from reportlab.pdfgen.canvas import Canvas

FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def by_hand(
    contents: str, page: str = "/MediaBox [0 0 720 360]", resources: str = "", objects: tuple[str, ...] = (),
    catalog: str = "",
) -> bytes:  # fmt: skip
    """A PDF of one page; `objects` are numbered from 10, and 5 is Helvetica, named /F. `catalog` goes into the first
    object."""
    bodies = {
        1: f"<< /Type /Catalog /Pages 2 0 R {catalog} >>",
        2: "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        3: f"<< /Type /Page /Parent 2 0 R {page} /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {resources} >> >>",
        4: f"<< /Length {len(contents)} >>\nstream\n{contents}\nendstream",
        5: FONT,
        **{10 + number: body for number, body in enumerate(objects)},
    }
    data = b"%PDF-1.7\n"
    places = {}
    for number, body in bodies.items():
        places[number] = len(data)
        data += f"{number} 0 obj\n{body}\nendobj\n".encode("latin-1")
    start = len(data)
    data += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        data += f"{number} 1\n{place:010d} 00000 n \n".encode()
    return data + f"trailer\n<< /Size 40 /Root 1 0 R >>\nstartxref\n{start}\n%%EOF\n".encode()


def form(contents: str, matrix: str = "1 0 0 1 0 0", resources: str = "") -> str:
    """A form object."""
    return (
        f"<< /Type /XObject /Subtype /Form /BBox [-9999 -9999 9999 9999] /Matrix [{matrix}] /Length {len(contents)} "
        f"/Resources << {resources} >> >>\nstream\n{contents}\nendstream"
    )


def drawn(draw: Callable[[Any], object], size: tuple[float, float] = (720, 360), **options: Any) -> bytes:
    """A PDF that reportlab draws."""
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1, **options)
    draw(canvas)
    canvas.save()
    return stream.getvalue()


def object_stream(text: str, first: int = 0) -> str:
    """A compressed object stream with this in it, its first object beginning at `first`."""
    packed = zlib.compress(text.encode()).decode("latin-1")
    head = f"<< /Type /ObjStm /N 1 /First {first} /Length {len(packed)} /Filter /FlateDecode >>"
    return f"{head}\nstream\n{packed}\nendstream"

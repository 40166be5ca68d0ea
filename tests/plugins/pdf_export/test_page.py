"""What is on the page of a PDF, measured: lengths to a tenth of a millimetre, and nothing outside its window."""

import io
import math
from dataclasses import replace

import pypdfium2
import pytest
from pypdfium2 import raw

from floorwright.errors import ExportFailed
from floorwright.jobs import Job
from floorwright.model.kinds import Plan, Wall
from floorwright.paper.marks import Line, Region, Sheet, Style, Viewport
from floorwright.paper.setup import SheetSetup
from floorwright_builtin.pdf_export.document import pdf_of
from helpers.exported import content, written

MM = 72 / 25.4
INK = Style(stroke=None, fill="#123456")


def filled_mm(data: bytes) -> list[tuple[float, float]]:
    """Width and height of the filled paths in millimetres of paper; a fill has no line width."""
    sizes = []
    for item in pypdfium2.PdfDocument(data)[0].get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=5):
        left, low, right, high = item.get_bounds()
        sizes.append(((right - left) / MM, (high - low) / MM))
    return sizes


@pytest.mark.parametrize(
    ("paper", "scale"),
    [("A4", 50.0), ("A4", 100.0), ("A3", 200.0), ("A1", 50.0), ("A0", 20.0), ("ANSI E", 96.0), ("ARCH D", 48.0)],
)
def test_a_wall_measures_what_the_scale_says_to_a_tenth_of_a_millimetre(paper: str, scale: float) -> None:
    # 9 m is 180 mm at 1:50 and 90 mm at 1:100; the thickness of 300 mm is 6 mm and 3 mm.
    wall = Wall(id="w", x1=0.0, y1=0.0, x2=9000.0, y2=0.0, thickness=300.0)
    data = written(content([wall]), "pdf", SheetSetup(paper=paper, scale=scale))
    assert any(abs(wide - 9000 / scale) <= 0.1 and abs(high - 300 / scale) <= 0.1 for wide, high in filled_mm(data))


def test_nothing_is_drawn_outside_the_window_on_the_floor() -> None:
    # The black square of 1 km would cover the page; the window is the 20 × 10 mm at (30, 40) of 100 × 80 mm.
    ring = tuple((x, y, 0.0) for x, y in ((-5e5, -5e5), (5e5, -5e5), (5e5, 5e5), (-5e5, 5e5)))
    black = Region(rings=(ring,), style=Style(stroke=None, fill="#000000"))
    window = Viewport(x=30.0, y=40.0, width=20.0, height=10.0, scale=100.0, centre=(0.0, 0.0), marks=(black,))
    data = pdf_of([Sheet(width=100.0, height=80.0, marks=(window,))], Plan(id="plan"), Job())
    picture = pypdfium2.PdfDocument(io.BytesIO(data))[0].render(scale=10 / MM).to_pil().convert("L")
    dark = picture.point(lambda value: 255 if value < 128 else 0).getbbox()
    # Ten pixels a millimetre, y downwards: from 30 to 50 mm, and from 80 - 50 to 80 - 40 mm.
    assert dark is not None
    assert all(abs(found - wanted) <= 1 for found, wanted in zip(dark, (300, 300, 500, 400), strict=True))


@pytest.mark.parametrize("bad", [math.nan, math.inf])
def test_what_has_no_finite_place_is_refused_by_its_name(bad: float) -> None:
    line = Line(vertices=((0.0, 0.0, 0.0), (bad, 0.0, 0.0)), style=Style(), source="wall-7")
    sheet = Sheet(width=100.0, height=80.0, marks=(line,))
    with pytest.raises(ExportFailed, match="wall-7"):
        pdf_of([sheet], Plan(id="plan"), Job())
    region = Region(rings=((*line.vertices, (0.0, 1.0, 0.0)),), style=INK, source="zone-3")
    with pytest.raises(ExportFailed, match="zone-3"):
        pdf_of([replace(sheet, marks=(region,))], Plan(id="plan"), Job())

"""PDF: a sheet at a true ruler scale, with embedded fonts, the same every time."""

import re

import pypdfium2
import pytest
from pypdfium2 import raw

from floorwright.errors import Cancelled, ExportFailed
from floorwright.jobs import Job
from floorwright.model.kinds import Label, Machine, Plan, Wall
from floorwright.paper.setup import PAPERS_MM, SheetSetup
from helpers.exported import content, sample, written

MM = 72 / 25.4
WALL = Wall(id="w", x1=0.0, y1=0.0, x2=10000.0, y2=0.0, thickness=200.0)


def page(data: bytes) -> pypdfium2.PdfPage:
    return pypdfium2.PdfDocument(data)[0]


def words(data: bytes) -> str:
    return str(page(data).get_textpage().get_text_range())


def paths_mm(data: bytes) -> list[tuple[float, float, float, float]]:
    """The boxes of all paths in millimetres of paper, line widths left out."""
    found = []
    for item in page(data).get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = item.get_bounds()
        found.append((left / MM, bottom / MM, right / MM, top / MM))
    return found


@pytest.mark.parametrize("paper", list(PAPERS_MM))
def test_every_paper_has_its_size(paper: str) -> None:
    width, height = page(written(content([WALL]), "pdf", SheetSetup(paper=paper))).get_size()
    assert (width / MM, height / MM) == (
        pytest.approx(PAPERS_MM[paper][0], abs=0.1),
        pytest.approx(PAPERS_MM[paper][1], abs=0.1),
    )


@pytest.mark.parametrize(
    ("paper", "scale"), [("A4", 100.0), ("A3", 50.0), ("A1", 20.0), ("ANSI D", 96.0), ("A3", 200.0)]
)
def test_a_wall_of_ten_metres_is_as_long_as_the_scale_says(paper: str, scale: float) -> None:
    data = written(content([WALL]), "pdf", SheetSetup(paper=paper, scale=scale, show_figures=False))
    wanted_long, wanted_thick = 10000 / scale, 200 / scale
    assert any(
        abs((right - left) - wanted_long) < 0.35 and abs((top - bottom) - wanted_thick) < 0.6
        for left, bottom, right, top in paths_mm(data)
    )


def test_the_scale_bar_and_the_title_block_are_there() -> None:
    said = words(written(sample("proposal"), "pdf"))
    for expected in ("Gearbox plant, hall 2", "Proposal A", "1:250", "A3", "1/1", "Industrial engineering", "10 m"):
        assert expected in said


def test_a_scale_at_which_the_plan_does_not_fit_is_refused_with_one_that_does() -> None:
    with pytest.raises(ExportFailed, match="1:") as refused:
        written(sample(), "pdf", SheetSetup(paper="A4", scale=20.0))
    assert refused.value.hint


def test_an_imperial_plan_gets_an_imperial_scale() -> None:
    from floorwright.units import Unit

    said = words(written(content({"plan": Plan(id="plan", unit=Unit.FOOT), "w": WALL}), "pdf"))
    assert re.search(r"\d+/\d+\"|1\" ?= ?|′|\"", said)


@pytest.mark.parametrize("name", ["<b>x", "a < b & c", '<img src="/etc/passwd">', "%s {0}", "naïve Ω"])
def test_names_are_plain_text(name: str) -> None:
    machine = Machine(id="m", name="M", x=0.0, y=0.0, width=9000.0, depth=4000.0)
    label = Label(id="l", x=0.0, y=5000.0, text=name, height=400.0)
    assert name in words(written(content([machine, label]), "pdf"))


def test_every_font_is_embedded() -> None:
    data = written(sample(), "pdf")
    fonts = {
        raw.FPDFFont_GetIsEmbedded(raw.FPDFTextObj_GetFont(item.raw))
        for item in page(data).get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=5)
    }
    assert fonts == {1}
    assert b"/Helvetica" not in data


def test_equal_contents_give_equal_bytes() -> None:
    assert written(sample(), "pdf") == written(sample(), "pdf")


def test_an_empty_plan_is_a_sheet_too() -> None:
    assert "Untitled plan" in words(written(content([]), "pdf"))


def test_writing_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        written(content([WALL]), "pdf", job=Job(cancelled=lambda: True))

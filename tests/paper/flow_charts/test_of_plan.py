"""The flow charts of a plan on paper and in files, from the command line."""

from pathlib import Path

import pypdfium2
import pytest

from floorwright.cli import main
from floorwright.resources import resource

SAMPLE = str(resource("samples", "plant.floorwright"))


def pages(path: Path) -> list[str]:
    """What is written on each page."""
    return [page.get_textpage().get_text_bounded() for page in pypdfium2.PdfDocument(path)]


def test_every_chart_has_a_page_with_the_frame_of_the_sheet(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    assert main(["export", SAMPLE, str(out), "--sheet", "flow-charts", "--paper", "A4"]) == 0
    written = pages(out)
    titles = ("of stations: trips", "of departments: trips", "Flow between departments", "Flow along the routings",
              "Distance and intensity", "Relationship chart", "Relationship diagram")  # fmt: skip
    assert len(written) == len(titles)
    for number, (title, page) in enumerate(zip(titles, written, strict=True), 1):
        assert title in page
        assert f"Sheet {number}/7" in page


def test_one_chart_is_asked_for_by_its_name(tmp_path: Path) -> None:
    out = tmp_path / "a.svg"
    assert main(["export", SAMPLE, str(out), "--sheet", "flow-charts:sankey", "--product", "Gearbox"]) == 0
    assert "Flow between departments" in out.read_text(encoding="utf-8")


def test_a_chart_that_is_not_known_is_refused_with_those_that_are(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", SAMPLE, str(tmp_path / "a.pdf"), "--sheet", "flow-charts:pie"]) == 1
    assert "Use one of matrix, departments, sankey" in capsys.readouterr().err


def test_a_plan_without_flows_has_no_flow_charts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = tmp_path / "empty.floorwright"
    assert main(["new", str(plan)]) == 0
    assert main(["export", str(plan), str(tmp_path / "a.pdf"), "--sheet", "flow-charts"]) == 1
    assert "There is no flow chart yet" in capsys.readouterr().err


def test_their_tables_are_in_the_csv(tmp_path: Path) -> None:
    out = tmp_path / "a.csv"
    assert main(["export", SAMPLE, str(out)]) == 0
    written = out.read_text(encoding="utf-8-sig")
    for title in ("Traffic by aisle segment", "From-to chart of departments: trips", "Relationships", "Closeness"):
        assert title in written
    assert "Meetings" in written

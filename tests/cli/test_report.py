"""`floorwright report`: everything a meeting needs of a plan in one PDF."""

from dataclasses import replace
from pathlib import Path

import pypdfium2
import pytest

from floorwright.cli import main
from floorwright.model.kinds import Machine, Scenario, Variant, variant_id
from floorwright.model.observation import Observation, Reading, reading_id
from floorwright.model.study import Study
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, plan


def saved(folder: Path, *more: object) -> Path:
    file = PlanFile.new(
        plan(machine("A", 0, 0, 2, 1), machine("B", 20, 0, 2, 1), flow("P", "A", "B", 50)), journal=False
    )
    with file.document.edit("More") as edit:
        for record in more:
            edit.put(record)  # type: ignore[arg-type]
    path = folder / "works.floorwright"
    file.save_as(path)
    return path


def nearer() -> tuple[object, ...]:
    there = next(r for r in plan(machine("B", 20, 0, 2, 1)).values() if isinstance(r, Machine))
    return (
        Scenario(id="near", name="Proposal A"),
        Variant(id=variant_id("near", there.id), scenario="near", of=there.id, record=replace(there, x=8000.0)),
    )


def texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    return [page.get_textpage().get_text_bounded() for page in document]


TAKT = Study(id="takt", method="takt", title="Takt of the line", options=(("available_s", "27600"), ("demand", "460")))


def test_the_pack_holds_plans_comparison_figures_and_studies(tmp_path: Path) -> None:
    out = tmp_path / "pack.pdf"
    assert main(["report", str(saved(tmp_path, *nearer(), TAKT)), str(out), "--paper", "A3"]) == 0
    pages = texts(out)
    assert "Present" in pages[0] and "Proposal A" in pages[1]
    assert f"Sheet 1/{len(pages)}" in pages[0] or f"1/{len(pages)}" in pages[0]
    assert any("Takt time" in page and "60" in page for page in pages)
    assert any("Payback" in page or "payback" in page for page in pages)


def test_what_was_observed_is_on_the_plan_and_has_its_tables(tmp_path: Path) -> None:
    """A and B are 20 m apart: one walk there and back is 40 m."""
    walk = [
        Reading(id=reading_id("w", n), observation="w", t_s=60.0 * n, name=name)
        for n, name in enumerate(("A", "B", "A"))
    ]
    path = saved(tmp_path, Observation(id="w", name="Ann on Monday", person="Ann"), *walk)
    out = tmp_path / "pack.pdf"
    assert main(["report", str(path), str(out)]) == 0
    pages = texts(out)
    assert any("Observed: Ann on Monday" in page and "40.00" in page for page in pages)
    assert any("Observed against planned" in page for page in pages)


def test_a_study_without_an_answer_is_said_and_has_its_page(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "pack.pdf"
    broken = replace(TAKT, options=(("demand", "many"),))
    assert main(["report", str(saved(tmp_path, broken)), str(out)]) == 0
    assert "“many” is not a number" in capsys.readouterr().err
    assert any("This study has no answer" in page for page in texts(out))
    assert main(["report", str(saved(tmp_path, broken)), str(out), "--strict"]) == 3


def test_a_pack_that_is_no_pdf_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["report", str(saved(tmp_path)), str(tmp_path / "pack.dxf")]) == 1
    assert "is no PDF" in capsys.readouterr().err


def test_the_studies_alone_are_exported_as_their_own_sheets(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "studies.pdf"
    assert main(["export", str(saved(tmp_path, TAKT)), str(out), "--sheet", "studies"]) == 0
    assert "Takt time" in texts(out)[0]
    assert main(["export", str(saved(tmp_path)), str(out), "--sheet", "studies"]) == 1
    assert "There is no study in this plan yet" in capsys.readouterr().err

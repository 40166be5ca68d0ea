"""`import` with what a technician decides about a drawing, and the same figures headless as in the window."""

import json
from pathlib import Path

import ezdxf
import pytest

from floorwright.cli import main
from floorwright.model.kinds import Underlay
from floorwright.storage.plan_file import PlanFile

FLOWS = "product,from,to,quantity_per_day\nP,A,B,1\n"
EQUIPMENT = "name,x_m,y_m,width_m,depth_m\nA,0,0,0.2,0.2\nB,10,0,0.2,0.2\n"


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture
def hall(tmp_path: Path) -> Path:
    """A wall across the way from A to B, in metres: from (5, -3) to (5, 4); far away a stray line."""
    return drawn(tmp_path / "hall.dxf", top=4.0)


def drawn(path: Path, top: float) -> Path:
    doc = ezdxf.new("R2010")
    doc.header["$INSUNITS"] = 6
    space = doc.modelspace()
    space.add_line((5, -3), (5, top), dxfattribs={"layer": "A-WALL"})
    space.add_lwpolyline([(-2, -5), (12, -5), (12, 6), (-2, 6)], close=True, dxfattribs={"layer": "SITE"})
    space.add_line((8, 1), (9, 1), dxfattribs={"layer": "NOTES"})
    doc.saveas(path)
    return path


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    plan = tmp_path / "plan.floorwright"
    tables = {"equipment": EQUIPMENT, "flows": FLOWS}
    for name, text in tables.items():
        (tmp_path / f"{name}.csv").write_text(text)
    assert run("new", plan, *(part for name in tables for part in (f"--{name}", tmp_path / f"{name}.csv"))) == 0
    return plan


def metres(plan: Path, capsys: pytest.CaptureFixture[str], mode: str = "free") -> float:
    capsys.readouterr()
    assert run("analyze", plan, "--distance", mode, "--json") == 0
    answer: float = json.loads(capsys.readouterr().out)["totals"]["loaded_distance_m_per_day"]
    return answer


def underlay(plan: Path) -> Underlay:
    (found,) = (r for r in PlanFile.open(plan, journal=False).document.records.values() if isinstance(r, Underlay))
    return found


def test_walls_of_a_drawing_make_free_distances_longer_on_the_command_line(
    plan: Path, hall: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert metres(plan, capsys) == pytest.approx(10)
    assert run("import", plan, hall, "--walls", "auto") == 0
    assert "1 piece of wall of the drawing stand in the way" in capsys.readouterr().out
    assert underlay(plan).roles == (("A-WALL", "wall"),)
    # Round the lower end, 3 m below the way: 2 √(5² + 3²).
    assert metres(plan, capsys) == pytest.approx(2 * 34**0.5)
    assert metres(plan, capsys, "straight") == pytest.approx(10)


def test_rotation_opacity_hidden_layers_and_a_region_are_kept(plan: Path, hall: Path) -> None:
    options = ("--rotation", "90", "--opacity", "0.5", "--hide", "NOTES", "--region", "0,0,20,20")
    assert run("import", plan, hall, *options) == 0
    kept = underlay(plan)
    assert (kept.rotation, kept.opacity, kept.shown) == (90.0, 0.5, (("NOTES", False),))
    assert dict(kept.choices)["region"] == "0.0 0.0 20.0 20.0"


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--walls", "WALLS"), "has no layer “WALLS”"),
        (("--hide", "X"), "has no layer “X”"),
        (("--region", "1,2,3"), "is no region"),
        (("--region", "900,900,901,901"), "Nothing of the drawing lies in the chosen region"),
        (("--replace", "nave.dxf"), "There is no drawing “nave.dxf”"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(
    plan: Path, hall: Path, options: tuple[str, str], words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", plan, hall, *options) == 1
    assert words in capsys.readouterr().err
    assert not any(isinstance(r, Underlay) for r in PlanFile.open(plan, journal=False).document.records.values())


def test_a_newer_revision_keeps_what_was_chosen_and_says_what_changed(
    plan: Path, hall: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", plan, hall, "--walls", "A-WALL", "--opacity", "0.4") == 0
    before = underlay(plan)
    newer = drawn(tmp_path / "hall-b.dxf", top=2.0)
    capsys.readouterr()
    assert run("import", plan, newer, "--replace", "hall.dxf") == 0
    assert "Drawn anew: 1. Gone: 1." in capsys.readouterr().out
    after = underlay(plan)
    assert (after.id, after.name, after.roles, after.opacity) == (before.id, "hall-b.dxf", before.roles, 0.4)
    assert after.asset != before.asset
    # The wall ends at 2 m now, so the way leads over it: 2 √(5² + 2²).
    assert metres(plan, capsys) == pytest.approx(2 * 29**0.5)

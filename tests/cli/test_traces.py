"""Traces on the command line: taken in, kept, and told by `analyze --json`."""

import json
from pathlib import Path
from typing import Any

import pytest

from floorwright.cli import main
from floorwright.model.observation import MOST_READINGS, Observation, Reading
from floorwright.storage.plan_file import PlanFile

EQUIPMENT = "name,x_m,y_m,width_m,depth_m\nSaw,0,0,1,1\nLathe,12,0,1,1\nStore,0,9,1,1\nOven,12,9,1,1\n"
LOOP = "person,time,station\nW1,0,Saw\nW1,10,lathe\nW1,22.5,Store\nW1,32.5,Oven\nW1,45,Saw\n"


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "equipment.csv").write_text(EQUIPMENT, encoding="utf-8")
    (tmp_path / "loop.csv").write_text(LOOP, encoding="utf-8")
    return tmp_path


def observed(plan: Path, capsys: pytest.CaptureFixture[str], *more: str) -> list[dict[str, Any]]:
    capsys.readouterr()
    assert run("analyze", plan, "--json", *more) == 0
    found: list[dict[str, Any]] = json.loads(capsys.readouterr().out)["observed"]
    return found


def test_a_walk_that_is_imported_is_measured(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """SPAG-01: a loop of 54 m, 40 times a shift of 480 minutes at 1.2 m/s."""
    plan = folder / "plan.floorwright"
    assert run("new", plan, "--equipment", folder / "equipment.csv") == 0
    options = ("--shift-min", "480", "--trips-per-shift", "40", "--walking-speed", "1.2", "--observer", "Kim")
    assert run("import", plan, folder / "loop.csv", *options) == 0
    (one,) = observed(plan, capsys)
    expected = {
        "distance_per_trip_m": 54, "rectilinear_per_trip_m": 66, "distance_per_shift_m": 2160,
        "walking_min_per_shift": 30, "walking_pct_of_shift": 6.25, "self_crossings": 1, "moves": 4,
        "longest_leg_m": 15,
    }  # fmt: skip
    assert {name: one[name] for name in expected} == pytest.approx(expected, abs=1e-9)
    assert (one["person"], one["kind"], one["observer"], one["source"]) == ("W1", "stations", "Kim", "loop.csv")
    assert [leg["detour"] for leg in one["legs"]] == pytest.approx([1, 1, 1, 1])
    assert one["from_to"]["stations"] == ["Lathe", "Oven", "Saw", "Store"]
    assert one["from_to"]["trips"] == [[0, 0, 0, 1], [0, 0, 1, 0], [1, 0, 0, 0], [0, 1, 0, 0]]
    assert [(station["station"], station["visits"]) for station in one["stations"]] == [
        ("Lathe", 1), ("Oven", 1), ("Saw", 2), ("Store", 1),
    ]  # fmt: skip
    capsys.readouterr()
    assert run("analyze", plan) == 0
    assert "Observed: W1" in capsys.readouterr().out


def test_a_new_plan_takes_traces_with_its_equipment(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = folder / "plan.floorwright"
    tables = ("--equipment", folder / "equipment.csv", "--traces", folder / "loop.csv")
    assert run("new", plan, *tables) == 0
    (one,) = observed(plan, capsys, "--distance", "rectilinear")
    assert one["distance_m"] == pytest.approx(66)


def test_a_place_that_is_no_station_is_named_or_kept(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = folder / "plan.floorwright"
    (folder / "loop.csv").write_text(LOOP.replace("Store", "Stove").replace("Oven", "Toilet"), encoding="utf-8")
    run("new", plan, "--equipment", folder / "equipment.csv")
    capsys.readouterr()
    assert run("import", plan, folder / "loop.csv") == 1
    said = capsys.readouterr().err
    assert "row 4, column station: there is no station “Stove”. Is “Store” meant?" in said
    assert "row 5, column station: there is no station “Toilet”" in said and "--" not in said
    assert run("import", plan, folder / "loop.csv", "--keep-unknown") == 0
    (one,) = observed(plan, capsys)
    assert one["moves"] == 4 and one["distance_m"] == 12
    assert {"what": "2 moves have no metres", "why": "“Stove” is not in the plan"} in one["findings"]


def test_coordinates_of_a_tag_system_are_laid_on_the_plan(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Feet, y downwards, turned by a quarter: (0, 0) lies at (12, 9) and (30, 0) at (12, 9 − 9.144)."""
    plan, tags = folder / "plan.floorwright", folder / "tags.csv"
    tags.write_text("person,time,x,y\nT,0,0,0\nT,20,30,0\nT,40,30,10\n", encoding="utf-8")
    run("new", plan, "--equipment", folder / "equipment.csv")
    calibrated = ("--units", "ft", "--mirrored", "--calibrate", "0,0=12,9;9.144,0=12,-0.144")
    assert run("import", plan, tags, *calibrated) == 0
    (one,) = observed(plan, capsys)
    assert one["distance_m"] == pytest.approx(40 * 0.3048)
    # Mirrored, the right hand of the way down the page is the left of the plan: 10 ft west of the lathe.
    assert [leg["to"] for leg in one["legs"]] == ["Lathe"]
    assert run("import", plan, tags, "--units", "ft", "--calibrate", "0,0=1,1") == 1
    assert run("import", plan, tags) == 1


def test_long_traces_are_one_asset_and_no_records(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan, long = folder / "plan.floorwright", folder / "long.csv"
    rows = [f"P{n % 2},{n // 2},{n // 2 % 7},1" for n in range(MOST_READINGS + 2)]
    long.write_text("person,time,x_m,y_m\n" + "\n".join(rows), encoding="utf-8")
    run("new", plan, "--equipment", folder / "equipment.csv")
    assert run("import", plan, long) == 0
    file = PlanFile.open(plan, journal=False)
    kept = [record for record in file.document.records.values() if isinstance(record, Observation)]
    assert len(kept) == 2 and len({one.asset for one in kept}) == 1 and {one.track for one in kept} == {0, 1}
    assert not any(isinstance(record, Reading) for record in file.document.records.values())
    one, other = observed(plan, capsys)
    assert one["rows"] == other["rows"] == MOST_READINGS // 2 + 1
    # Six steps of 1 m and one of 6 m back, over and over: 1000 intervals are 142 times twelve metres and six of one.
    assert one["distance_m"] == pytest.approx(142 * 12 + 6)


def test_the_tables_of_what_was_seen_are_exported(folder: Path) -> None:
    plan, out = folder / "plan.floorwright", folder / "tables.csv"
    run("new", plan, "--equipment", folder / "equipment.csv", "--traces", folder / "loop.csv")
    assert run("export", plan, out) == 0
    text = out.read_text(encoding="utf-8-sig")
    assert "Observed: W1" in text and "Observed against planned" in text


def test_observed_walks_are_drawn_on_sheets_when_asked_for(folder: Path) -> None:
    plan, out = folder / "plan.floorwright", folder / "sheet.svg"
    run("new", plan, "--equipment", folder / "equipment.csv", "--traces", folder / "loop.csv")
    assert run("export", plan, out) == 0 and "W1, 1 min" not in out.read_text(encoding="utf-8")
    drawing = folder / "sheet.dxf"
    assert run("export", plan, drawing, "--observed") == 0
    assert "WALK-W1" in drawing.read_text(encoding="utf-8")
    assert run("export", plan, folder / "sheet.pdf", "--observed", "--paper", "A4") == 0


def test_bad_rows_can_be_left_out_and_are_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = folder / "plan.floorwright"
    (folder / "loop.csv").write_text(LOOP.replace("22.5", "soon"), encoding="utf-8")
    run("new", plan, "--equipment", folder / "equipment.csv")
    capsys.readouterr()
    assert run("import", plan, folder / "loop.csv") == 1
    assert "loop.csv, row 4, column time: “soon” is no time." in capsys.readouterr().err
    assert run("import", plan, folder / "loop.csv", "--leave-out-bad", "--strict") == 3
    assert "1 rows cannot be read and were left out" in capsys.readouterr().err
    assert observed(plan, capsys)[0]["readings"] == 4

"""Studies of observed walks on the command line, and what the methods compute of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from floorwright.cli import main
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.of_plan import chapters
from floorwright.jobs import Job
from floorwright.model.kinds import Step
from floorwright.model.study import Study
from floorwright.storage.plan_file import PlanFile

EQUIPMENT = "name,x_m,y_m,width_m,depth_m\nSaw,0,0,1,1\nLathe,13,0,1,1\n"
WALK = """person,time,station,element,value,carrying
Ann,2026-03-11 08:00:00,Saw,cut,VA,
Ann,2026-03-11 08:00:30,Lathe,inspect bar,ENVA,yes
Ann,2026-03-11 08:00:50,Lathe,wait,NVA,
Ann,2026-03-11 08:01:10,Saw,cut,VA,no
Ann,2026-03-11 08:01:50,Lathe,inspect bar,ENVA,yes
Ann,2026-03-11 08:02:10,Lathe,wait,NVA,
Ann,2026-03-11 08:02:30,Saw,cut,VA,no
"""
"""13 m at 1.3 m/s take 10 s: cut 20 s, walk, inspect 20 s, wait 10 s, walk; then the same with 30 s of cutting."""


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "equipment.csv").write_text(EQUIPMENT, encoding="utf-8")
    (tmp_path / "walk.csv").write_text(WALK, encoding="utf-8")
    path = tmp_path / "plan.floorwright"
    assert run("new", path, "--equipment", tmp_path / "equipment.csv", "--traces", tmp_path / "walk.csv") == 0
    return path


def made(plan: Path, capsys: pytest.CaptureFixture[str], *options: object) -> dict[str, Any]:
    capsys.readouterr()
    assert run("observed", plan, "--studies", "--json", *options) == 0
    (one,) = json.loads(capsys.readouterr().out)["studies"]
    return dict(one)


def test_a_walk_becomes_studies_that_the_methods_can_compute(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = made(plan, capsys, "--moments", "regular", "--interval-s", 30)
    assert [(one["cycle"], one["element"], round(one["time_s"], 6)) for one in told["readings"]] == [
        (1, "cut", 20), (1, "Walk to Lathe", 10), (1, "inspect bar", 20), (1, "wait", 10), (1, "Walk to Saw", 10),
        (2, "cut", 30), (2, "Walk to Lathe", 10), (2, "inspect bar", 20), (2, "wait", 10), (2, "Walk to Saw", 10),
    ]  # fmt: skip
    assert [one["activity"] for one in told["looks"]] == ["cut", "inspect bar", "cut", "Carrying", "wait"]
    records = PlanFile.open(plan, journal=False).document.records
    studies = {one.method: one for one in records.values() if isinstance(one, Study)}
    assert {one["id"] for one in told["studies"]} == {one.id for one in studies.values()}
    found, problems = chapters(Plugins().load(), records, Job())
    assert not problems and len(found) == 2
    # 25 + 10 + 20 + 10 + 10 s a cycle.
    times = next(one for one in found if "Time study" in one.title)
    observed = [row for table in times.tables for row in table.rows if "Observed, a cycle" in row]
    assert observed and observed[0][1] == pytest.approx(75)
    kinds = {row[0]: row[1] for row in studies["work-sampling"].rows("activities")[1:]}
    assert kinds == {"cut": "work", "inspect bar": "work", "Carrying": "work", "wait": "idle"}
    assert dict(studies["work-sampling"].options) == {"total_time_min": "2.5000"}
    assert "no marked leave" in studies["time-study"].note
    assert "continuous record" in studies["work-sampling"].note


def test_the_chart_of_the_walk_is_charted_with_its_metres(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = made(plan, capsys)
    assert run("analyze", plan, "--json") == 0
    charts = json.loads(capsys.readouterr().out)["process_charts"]
    chart = next(one for one in charts if one["chart"] == told["chart"]["product"])
    assert [step["distance_m"] for step in chart["steps"] if step["symbol"] == "T"] == [13, 13, 13, 13]
    assert sum(step["time_s"] for step in chart["steps"]) == pytest.approx(150)


def test_made_again_it_replaces_nothing_and_the_same_seed_sees_the_same(
    plan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first, second = (made(plan, capsys, "--interval-s", 5, "--seed", 4) for _ in range(2))
    assert first["looks"] == second["looks"] and len(first["looks"]) == 30
    assert second["chart"]["product"] == f"{first['chart']['product']} (2)"
    records = PlanFile.open(plan, journal=False).document.records
    assert len([one for one in records.values() if isinstance(one, Study)]) == 4
    assert len([one for one in records.values() if isinstance(one, Step)]) == 20


def test_what_makes_no_sense_is_refused_and_changes_nothing(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = plan.read_bytes()
    for options in (("--interval-s", "0"), ("--interval-s", "1e30"), ("--interval-s", "nan"), ("--walk", "Bob")):
        assert run("observed", plan, "--studies", *options) == 1
        assert capsys.readouterr().err
    assert plan.read_bytes() == before
    assert run("observed", plan) == 0
    assert "Observed: Ann" in capsys.readouterr().out and plan.read_bytes() == before


def test_a_walk_of_one_instant_is_left_out_and_said(
    plan: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "bob.csv").write_text("person,time,station\nBob,5,Saw\n", encoding="utf-8")
    assert run("import", plan, tmp_path / "bob.csv") == 0
    capsys.readouterr()
    assert run("observed", plan, "--studies", "--strict") == 3
    said = capsys.readouterr()
    assert "“Bob” has no recorded time yet" in said.err and "Made of this walk" in said.out
    assert run("observed", plan, "--studies", "--walk", "bob") == 1


def test_a_plan_without_walks_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", tmp_path / "bare.floorwright") == 0
    assert run("observed", tmp_path / "bare.floorwright", "--studies") == 1
    assert "Nothing was observed" in capsys.readouterr().err

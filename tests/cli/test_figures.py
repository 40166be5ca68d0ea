"""`new`, `analyze` and `compare` on plans small enough to work out by hand."""

import json
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from floorwright.cli import main
from floorwright.model.investment import Investment
from floorwright.model.kinds import Machine, Scenario
from floorwright.storage.plan_file import PlanFile

EQUIPMENT = "name,x_m,y_m,width_m,depth_m\nA,0,0,2,2\nB,10,0,2,2\nC,5,6,1,1\n"
METHODS = "method,speed_m_s,load_s,unload_s,cost_per_h,return_empty,available_h_per_day\nCart,1,10,20,36,yes,8\n"
FLOWS = "product,from,to,quantity_per_day,unit_load,method\nP,A,B,100,10,Cart\n"


def written(folder: Path, **tables: str) -> list[str]:
    options: list[str] = []
    for name, text in tables.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        options += [f"--{name}", str(path)]
    return options


def run(*arguments: object) -> int:
    return main([str(argument) for argument in arguments])


def made(folder: Path, **tables: str) -> Path:
    plan = folder / "plan.floorwright"
    assert run("new", plan, *written(folder, **tables)) == 0
    return plan


def figures(capsys: pytest.CaptureFixture[str], *arguments: object) -> dict[str, Any]:
    capsys.readouterr()
    assert run(*arguments, "--json") == 0
    answer: dict[str, Any] = json.loads(capsys.readouterr().out)
    return answer


def test_a_new_plan_is_called_as_its_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("new", tmp_path / "Press shop.floorwright", *written(tmp_path, equipment=EQUIPMENT)) == 0
    capsys.readouterr()
    assert run("analyze", tmp_path / "Press shop.floorwright") == 0
    assert capsys.readouterr().out.startswith("Press shop · ")


def test_the_figures_of_one_flow_are_those_worked_out_by_hand(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = made(tmp_path, equipment=EQUIPMENT, methods=METHODS, flows=FLOWS)
    answer = figures(capsys, "analyze", plan, "--distance", "straight")
    # 100 pieces in loads of 10 are 10 trips of 10 m, 20 m with the way back: 20 s and 30 s of handling, 36 an hour.
    assert answer["totals"] == {
        "trips_per_day": 10,
        "loaded_distance_m_per_day": 100,
        "distance_m_per_day": 200,
        "travel_h_per_day": pytest.approx(200 / 3600, rel=1e-12),
        "handling_h_per_day": pytest.approx(300 / 3600, rel=1e-12),
        "cost_per_day": pytest.approx(5.0, rel=1e-12),
    }
    (flow,) = answer["flows"]
    assert (flow["product"], flow["from"], flow["to"], flow["method"]) == ("P", "A", "B", "Cart")
    assert (flow["distance_m"], flow["straight_m"], flow["rectilinear_m"]) == (10, 10, 10)
    assert flow["time_s_per_trip"] == pytest.approx(50)
    assert flow["path_m"] == [[0, 0], [10, 0]]
    assert answer["methods"][0]["units_needed"] == 1
    assert answer["distance_mode"] == "straight" and answer["scenario"] == "Present"


def test_the_free_way_goes_round_a_wall(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    walls = "x1_m,y1_m,x2_m,y2_m\n5,-3,5,4\n"
    plan = made(
        tmp_path, equipment=EQUIPMENT.replace("C,5,6", "C,50,60"), flows=FLOWS.replace(",Cart", ","), walls=walls
    )
    answer = figures(capsys, "analyze", plan, "--distance", "free")
    assert answer["flows"][0]["distance_m"] == pytest.approx(2 * math.hypot(5, 3), abs=1e-9)


def test_a_flow_that_cannot_get_there_has_a_reason_and_no_number(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    walls = "x1_m,y1_m,x2_m,y2_m\n8,-3,12,-3\n12,-3,12,3\n12,3,8,3\n8,3,8,-3\n"
    plan = made(tmp_path, equipment=EQUIPMENT, methods=METHODS, flows=FLOWS, walls=walls)
    answer = figures(capsys, "analyze", plan, "--distance", "free")
    assert answer["flows"][0]["distance_m"] is None and answer["totals"]["trips_per_day"] == 0
    assert answer["warnings"]
    assert run("analyze", plan, "--distance", "free", "--strict") == 3


def test_aisles_are_followed_and_one_way_ones_obeyed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    equipment = "name,x_m,y_m,width_m,depth_m\nA,0,1,1,1\nB,10,1,1,1\n"
    flows = "product,from,to,quantity_per_day\nP,A,B,1\nP,B,A,1\n"
    aisles = "x1_m,y1_m,x2_m,y2_m,one_way\n-5,0,15,0,yes\n15,0,15,-4,no\n15,-4,-5,-4,no\n-5,-4,-5,0,no\n"
    plan = made(tmp_path, equipment=equipment, flows=flows, aisles=aisles)
    there, back = figures(capsys, "analyze", plan, "--distance", "aisle")["flows"]
    assert there["distance_m"] == pytest.approx(12, abs=1e-9)
    assert back["distance_m"] == pytest.approx(1 + 5 + 4 + 20 + 4 + 5 + 1, abs=1e-9)


def test_two_scenarios_are_compared_figure_by_figure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = made(tmp_path, equipment=EQUIPMENT, methods=METHODS, flows=FLOWS)
    file = PlanFile.open(plan, journal=False)
    with file.document.edit("Proposal") as edit:
        edit.put(Scenario(id="s", name="Closer"))
    with file.document.edit("Move B", "s") as edit:
        (b,) = (r for r in edit.records.values() if isinstance(r, Machine) and r.name == "B")
        edit.put(replace(b, x=5000.0, y=0.0))
    file.save()
    answer = figures(capsys, "compare", plan, "present", "closer", "--distance", "straight")
    (walked,) = (f for f in answer["figures"] if f["figure"] == "distance_m_per_day")
    assert (walked["first"], walked["second"], walked["difference"], walked["per_cent"]) == (200, 100, -100, -50)
    assert walked["verdict"] == "better"
    assert figures(capsys, "analyze", plan, "--scenario", "Closer")["totals"]["loaded_distance_m_per_day"] == 50


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["analyze", "missing.floorwright"], "There is no file"),
        (["analyze", "{plan}", "--scenario", "Z"], "There is no scenario “Z”"),
        (["new", "{plan}"], "is there already"),
        (["new", "x.floorwright", "--equipment", "none.csv"], "none.csv cannot be read"),
        (["export", "{plan}", "out.doc"], "out.doc"),
        (["export", "{plan}", "out.pdf", "--paper", "B7"], "no paper “B7”"),
        (["export", "{plan}", "out.pdf", "--scale", "tiny"], "“tiny” is no scale"),
        (["import", "{plan}", "none.dxf"], "none.dxf"),
        (["inspect", "none.dxf"], "none.dxf"),
        (["check", "none.floorwright"], "none.floorwright"),
        (["picture", "{plan}", "out.png", "--size", "0x9"], "no size"),
        (["picture", "{plan}", "out.gif"], "out.gif"),
    ],
)
def test_what_cannot_be_used_ends_in_one_sentence(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    arguments: Sequence[str],
    words: str,
) -> None:
    plan = made(tmp_path, equipment=EQUIPMENT)
    monkeypatch.chdir(tmp_path)
    capsys.readouterr()
    assert run(*(argument.format(plan=plan) for argument in arguments)) == 1
    said = capsys.readouterr()
    assert words in said.err and said.err.count("\n") == 1 and said.out == ""
    assert sorted(p.name for p in tmp_path.iterdir()) == ["equipment.csv", "plan.floorwright"]


@pytest.mark.parametrize(
    "arguments", [["analyze"], ["analyse", "x", "y"], ["export", "a"], ["--nonsense"], ["nonsense"]]
)
def test_wrong_usage_is_status_two(capsys: pytest.CaptureFixture[str], arguments: list[str]) -> None:
    assert run(*arguments) == 2
    assert capsys.readouterr().err


def test_commands_of_later_versions_are_not_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert run("--help") == 0
    listed = capsys.readouterr().out
    for command in ("new", "import", "inspect", "analyze", "compare", "export", "report", "study", "check", "picture"):
        assert f"\n  {command} " in listed
    assert "improve" not in listed


def test_a_figure_is_explained_in_words_and_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = made(tmp_path, equipment=EQUIPMENT, methods=METHODS, flows=FLOWS)
    capsys.readouterr()
    assert run("analyze", plan, "--explain", "cost_per_day") == 0
    said = capsys.readouterr().out
    assert "10 trips × (10 s + 20 s + 2 × 10 m ÷ 1 m/s) × 36 an hour ÷ 3600 = 5 a day" in said
    answer = figures(capsys, "analyze", plan, "--explain", "flow/distance_m/P: A > B")
    assert (answer["value"], answer["unit"], answer["distance_mode"]) == (10, "m", "straight")
    assert answer["breakdowns"][0]["sum"] == 10
    assert run("analyze", plan, "--explain", "profit") == 1
    assert "There is no figure “profit”. There are: trips_per_day" in capsys.readouterr().err


def three_scenarios(folder: Path) -> Path:
    plan = made(folder, equipment=EQUIPMENT, methods=METHODS, flows=FLOWS)
    file = PlanFile.open(plan, journal=False)
    for name, x in (("Closer", 5000.0), ("Farther", 20000.0)):
        with file.document.edit(name) as edit:
            edit.put(Scenario(id=name.casefold(), name=name))
        with file.document.edit("Move B", name.casefold()) as edit:
            (b,) = (r for r in file.document.records.values() if isinstance(r, Machine) and r.name == "B")
            edit.put(replace(b, x=x, y=0.0))
    with file.document.edit("Money") as edit:
        edit.put(Investment(id="investment:closer", scenario="closer", moving_cost=500.0))
    file.save()
    return plan


def test_a_comparison_says_when_the_proposal_has_paid_and_what_would_reverse_that(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    plan = three_scenarios(tmp_path)
    answer = figures(capsys, "compare", plan, "present", "closer")
    # 10 trips × 10 s less × 36 ÷ 3600 = 1 a day, 250 a year: 500 are paid back in two years.
    money = answer["economics"]
    assert (money["saving_per_day"], money["saving_per_year"]) == (pytest.approx(1), pytest.approx(250))
    assert (money["payback_years"], money["payback_working_days"]) == (pytest.approx(2), pytest.approx(500))
    assert money["npv"] == pytest.approx(5 * 250 - 500)
    even = answer["sensitivity"]["break_even"]
    assert (even["volume_share"], even["trips_per_day"]) == (pytest.approx(0.4), pytest.approx(4))
    inputs = {one["input"]: one for one in answer["sensitivity"]["inputs"]}
    assert inputs["Moving cost"]["switching_value"] == pytest.approx(1250)
    assert inputs["Speed of Cart"]["switching_value"] == pytest.approx(2.5)
    assert answer["flow_figures"][1]["figure"] == "distance_m" and answer["flow_figures"][1]["second"] == 5
    assert answer["figures"][0]["better"] == "" and answer["others"] == []


def test_what_never_pays_back_is_null_with_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = three_scenarios(tmp_path)
    money = figures(capsys, "compare", plan, "present", "farther", "--moving-cost", "100")["economics"]
    assert money["payback_years"] is None and money["npv"] < 0 and money["pays"] is False
    assert "it never pays back the € 100 spent once" in money["words"]
    assert run("compare", plan, "present", "farther", "--moving-cost", "nan") == 1
    assert "--moving-cost nan is no amount" in capsys.readouterr().err
    assert run("compare", plan, "present", "farther", "--moving-cost", "-100") == 1
    assert "the moving cost cannot be negative" in capsys.readouterr().err


def test_more_than_two_scenarios_stand_side_by_side(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = three_scenarios(tmp_path)
    answer = figures(capsys, "compare", plan, "present", "closer", "farther", "--no-sensitivity")
    assert answer["scenarios"] == ["Present", "Closer"] and answer["sensitivity"] is None
    (other,) = answer["others"]
    assert other["scenarios"] == ["Present", "Farther"]
    assert other["figures"][1]["difference"] == 100
    assert run("compare", plan, "present", "closer", "farther") == 0
    said = capsys.readouterr().out
    assert "▼ −50.0 % better" in said and "▲ +100.0 % worse" in said
    assert "It pays from 40.0 % of today's volume" in said


def test_a_comparison_is_written_as_pdf_and_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = three_scenarios(tmp_path)
    assert run("compare", plan, "present", "closer", "--out", tmp_path / "c.pdf") == 0
    assert (tmp_path / "c.pdf").read_bytes().startswith(b"%PDF")
    assert run("compare", plan, "present", "closer", "farther", "--no-sensitivity", "--out", tmp_path / "c.xlsx") == 0
    assert (tmp_path / "c.xlsx").read_bytes().startswith(b"PK")
    assert run("compare", plan, "present", "closer", "--out", tmp_path / "c.doc") == 1
    assert "c.doc" in capsys.readouterr().err

"""Milk runs on the command line: from tables to figures, and the best order into a plan."""

import json
from pathlib import Path

import pytest

from floorwright.cli import main

TABLES = {
    "equipment": "name,x_m,y_m,width_m,depth_m\nDepot,0,0,1,1\nA,30,0,1,1\nB,30,40,1,1\nC,0,40,1,1\n",
    "methods": "method,speed_m_s,load_s,unload_s,cost_per_h\nTugger,2,20,10,36\n",
    "tours": "tour,depot,method,capacity,runs_per_day\nRun,Depot,Tugger,100,4\n",
    "tour-stops": "tour,station,quantity_per_day\nRun,B,100\nRun,A,80\nRun,C,60\n",
}


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    options = []
    for name, text in TABLES.items():
        path = tmp_path / f"{name}.csv"
        path.write_text(text)
        options += [f"--{name}", str(path)]
    made = tmp_path / "hall.floorwright"
    assert main(["new", str(made), *options]) == 0
    return made


def told(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> dict[str, object]:
    capsys.readouterr()
    assert main([*map(str, arguments), "--json"]) == 0
    found: dict[str, object] = json.loads(capsys.readouterr().out)
    return found


def test_a_tour_of_tables_is_in_the_figures(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """B, A, C: 50 + 40 + 50 = 140 m with a load and 40 m back, 90 s at 2 m/s; 3 × 30 s at the stops: 180 s a run."""
    found = told(capsys, "analyze", plan)
    (tour,) = found["tours"]  # type: ignore[misc]
    assert (tour["stops"], tour["distance_m"], tour["loaded_distance_m"]) == (["B", "A", "C"], 180, 140)
    assert tour["time_s_per_run"] == pytest.approx(180)
    assert found["totals"]["cost_per_day"] == pytest.approx(4 * 180 * 36 / 3600)  # type: ignore[index]


def test_the_best_order_is_found_and_saved(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = plan.with_name("better.floorwright")
    (tour,) = told(capsys, "tours", plan, "--best", "--out", out)["tours"]  # type: ignore[misc]
    assert tour["search"] == {"before_s": 90, "after_s": 70, "proved": True, "by": "every order"}
    assert tour["distance_m"] == 140
    (kept,) = told(capsys, "analyze", out)["tours"]  # type: ignore[misc]
    assert kept["stops"] == tour["stops"]
    (unchanged,) = told(capsys, "analyze", plan)["tours"]  # type: ignore[misc]
    assert unchanged["stops"] == ["B", "A", "C"]


def test_a_tour_that_is_not_there_is_refused(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tours", str(plan), "--best", "--tour", "Rum"]) == 1
    assert "There is no tour “Rum”." in capsys.readouterr().err


def test_tables_are_written_for_the_next_plan(plan: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["tables", str(plan), str(plan.with_name("out"))]) == 0
    written = {path.stem for path in plan.with_name("out").iterdir()}
    assert written == {"equipment", "methods", "tours", "tour_stops"}


def test_flows_are_written_a_routing_a_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stations = tmp_path / "equipment.csv"
    stations.write_text("name,x_m,y_m,width_m,depth_m\nSaw,0,0,1,1\nMill,9,0,1,1\nWash,9,9,1,1\n")
    routings = tmp_path / "routings.csv"
    routings.write_text("product,stations,quantity_per_day\nShaft,Saw -> Mill → Wash,12\n", encoding="utf-8")
    plan = tmp_path / "plan.floorwright"
    assert main(["new", str(plan), "--equipment", str(stations), "--routings", str(routings)]) == 0
    assert main(["tables", str(plan), str(tmp_path / "out"), "--routings"]) == 0
    assert capsys.readouterr().err == ""
    written = (tmp_path / "out" / "routings.csv").read_text(encoding="utf-8-sig")
    assert written.splitlines()[1] == "Shaft,Saw > Mill > Wash,,,12,1,,,0,"
    assert not (tmp_path / "out" / "flows.csv").exists()

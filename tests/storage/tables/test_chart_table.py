"""Process charts from tables, and our own export read again."""

import json
from pathlib import Path

import pytest

from floorwright.cli import main
from floorwright.errors import ImportFailed
from floorwright.model.kinds import Flow, Step, StepType
from floorwright.model.process_chart import ChartHead, Idea, Subject, TimeBasis
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.tables.chart_table import read_steps
from floorwright.storage.tables.taking import kind_of
from helpers.plans import machine, plan

FPC_01 = """description,time_min,distance_m,symbol,value
Receive material,0.5,0.1,O,VA
Store material,0.1,0.2,S,NVA
Kit material,0.5,5,I,NVA
Solder,0.1,0.1,O,VA
Move to paint,0.2,0.1,O,VA
Paint,0.2,1,O,VA
Move to assembly,0.5,0.1,T,NVA
Close box,0.2,0.5,O,NVA
"""


def table(folder: Path, text: str, name: str = "box.csv") -> Path:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return path


def test_golden_fpc_01_through_the_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FPC-01: filled process chart, https://www.scribd.com/document/893013417/Process-Chart; minutes and metres."""
    file = tmp_path / "box.floorwright"
    assert main(["new", str(file), "--steps", str(table(tmp_path, FPC_01))]) == 0
    capsys.readouterr()
    assert main(["analyze", str(file), "--json"]) == 0
    (chart,) = json.loads(capsys.readouterr().out)["process_charts"]
    box = chart["summary"]
    assert chart["chart"] == "box"
    assert list(box["counts"].values()) == [5, 1, 1, 0, 1]
    assert [time / 60 for time in box["time_s_by_symbol"].values()] == pytest.approx([1.2, 0.5, 0.5, 0, 0.1], abs=1e-9)
    assert (box["va_s"] / 60, box["nva_s"] / 60, box["enva_s"]) == (pytest.approx(1.0), pytest.approx(1.3), 0)
    assert (box["distance_m"], box["time_s"] / 60) == (pytest.approx(7.1, abs=1e-9), pytest.approx(2.3, abs=1e-9))
    assert box["va_ratio"] == pytest.approx(0.43478, abs=5e-6)


def test_a_chart_on_a_plan_gets_flows_between_its_stations_and_what_its_head_says(tmp_path: Path) -> None:
    known = plan(machine("Saw", 0, 0), machine("Mill", 6, 8))
    path = table(
        tmp_path,
        "Chart;Subject;Lot size;Labour cost per h;Symbol;Description;Station;Time [s];Time per;ECRS\n"
        "Shaft;worker;20;38,5;O;cut;saw;12,5;piece;S\n;;;;T;;;;;\n;;;;O+I;mill and look;Mill;30;;\n",
    )
    assert kind_of(path) == "steps"
    taken = read_steps(path, known)
    head = next(r for r in taken.put if isinstance(r, ChartHead))
    assert (head.subject, head.lot_size, head.labour_cost_per_h) == (Subject.WORKER, 20, 38.5)
    cut, go, mill = sorted((r for r in taken.put if isinstance(r, Step)), key=lambda s: s.order)
    assert (cut.machine, cut.time_s, cut.time_per, cut.idea) == ("Saw", 12.5, TimeBasis.PIECE, Idea.SIMPLIFY)
    assert (mill.type, mill.inner) == (StepType.INSPECTION, StepType.OPERATION)
    (flow,) = [r for r in taken.put if isinstance(r, Flow)]
    assert (flow.start, flow.end, go.flow) == ("Saw", "Mill", flow.id)


def test_every_cell_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    known = plan(machine("Saw", 0, 0))
    path = table(tmp_path, "symbol,description,station,time_s\nX,a,Saw,1\nO,b,Sow,1\nO,c,Saw,-1\nO,d,Saw,1e30\n")
    with pytest.raises(ImportFailed) as caught:
        read_steps(path, known)
    words = str(caught.value)
    assert "row 2, column symbol: “X” is no symbol." in words
    assert "row 3, column station: there is no station “Sow”." in words
    assert "row 4, column time_s: “-1” has to be at least 0." in words
    assert "And 1 more." in words


def test_a_time_beyond_all_measure_is_refused_with_its_row(tmp_path: Path) -> None:
    with pytest.raises(ImportFailed, match="row 2: Step “a”: the time 1e\\+30 is beyond all measure"):
        read_steps(table(tmp_path, "symbol,description,time_s\nO,a,1e30\n"), {})


def test_without_any_equipment_the_names_of_stations_are_remarks(tmp_path: Path) -> None:
    taken = read_steps(table(tmp_path, "symbol,description,station\nO,cut,Saw\n"), {})
    assert [r.remark for r in taken.put if isinstance(r, Step)] == ["at: Saw"]


@pytest.mark.parametrize("suffix", ["xlsx"])
def test_what_we_export_is_read_again_as_the_same_chart(tmp_path: Path, suffix: str) -> None:
    file = tmp_path / "box.floorwright"
    rows = FPC_01.replace("description", "chart,ecrs,description").replace("\n", "\nBox,E,", 8)
    assert main(["new", str(file), "--steps", str(table(tmp_path, rows))]) == 0
    out = tmp_path / f"out.{suffix}"
    assert main(["export", str(file), str(out)]) == 0
    document = PlanFile.open(file, journal=False).document
    again = read_steps(out, document.records)
    assert again.remarks == ("The chart of “Box” had 8 steps; the 8 of the table replace them.",)

    def plain(steps: list[Step]) -> list[tuple[object, ...]]:
        ordered = sorted(steps, key=lambda s: s.order)
        return [(s.type, s.description, s.time_s, s.distance_m, s.value, s.idea) for s in ordered]

    before = [r for r in document.records.values() if isinstance(r, Step)]
    assert plain([r for r in again.put if isinstance(r, Step)]) == plain(before)
    assert sorted(again.remove) == sorted(step.id for step in before)

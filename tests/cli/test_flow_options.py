"""The pictures on the plan from the command line."""

import json
from pathlib import Path

import pypdfium2
import pytest

from floorwright.cli import main
from floorwright.resources import resource

SAMPLE = str(resource("samples", "plant.floorwright"))


def texts(path: Path) -> str:
    """What is written on the first page."""
    return pypdfium2.PdfDocument(path)[0].get_textpage().get_text_bounded()


def test_heat_and_meetings_are_printed_with_their_legends(tmp_path: Path) -> None:
    out = tmp_path / "a.pdf"
    options = ["--flows", "aggregated", "--heat", "1", "--traffic", "meetings", "--product", "Gearbox"]
    assert main(["export", SAMPLE, str(out), *options]) == 0
    words = texts(out)
    for said in ("Meetings an hour", "metre-trips per m²", "Band width shows loaded trips a day", "Only: Gearbox"):
        assert said in words


def test_the_layers_of_a_dxf_tell_heat_congestion_and_flows_apart(tmp_path: Path) -> None:
    import ezdxf

    out = tmp_path / "a.dxf"
    options = ["--flows", "spaghetti", "--heat", "2", "--traffic", "trips", "--colour-by", "method"]
    assert main(["export", SAMPLE, str(out), *options]) == 0
    used = {entity.dxf.layer for entity in ezdxf.readfile(out).modelspace()}  # type: ignore[attr-defined]
    assert {"HEAT", "CONGESTION", "FLOW-Gearbox"} <= used


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--product", "Nonsense"], "There is no product “Nonsense”"),
        (["--department", "Nowhere"], "There is no department “Nowhere”"),
        (["--heat", "0"], "have no size"),
        (["--heat", "nan"], "have no size"),
        (["--heat", "1e-9"], "Choose larger cells"),
        (["--least-trips", "-1"], "no least number of trips"),
    ],
)  # fmt: skip
def test_nonsense_is_refused_in_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], options: list[str], said: str
) -> None:
    assert main(["export", SAMPLE, str(tmp_path / "a.pdf"), *options]) == 1
    assert said in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


def test_traffic_and_adjacency_are_in_the_answer_of_analyze(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """CONG-01 and ADJ-02 through tables: 90 trips an hour over 30 m at 1.5 m/s are half a vehicle."""
    (tmp_path / "e.csv").write_text(
        "name,x_m,y_m,width_m,depth_m,department\nA,0,0,1,1,P\nB,30,0,1,1,Q\n", encoding="utf-8"
    )
    (tmp_path / "m.csv").write_text("method,speed_m_s,return_empty,available_h_per_day\ncart,1.5,no,8\n", "utf-8")
    (tmp_path / "f.csv").write_text("product,from,to,quantity_per_day,method\np,A,B,720,cart\n", encoding="utf-8")
    plan = str(tmp_path / "a.floorwright")
    tables = [f"--{kind}={tmp_path / name}" for kind, name in
              (("equipment", "e.csv"), ("methods", "m.csv"), ("flows", "f.csv"))]  # fmt: skip
    assert main(["new", plan, *tables]) == 0
    capsys.readouterr()
    assert main(["analyze", plan, "--json"]) == 0
    answer = json.loads(capsys.readouterr().out)
    (stretch,) = answer["traffic"]
    assert stretch["segment_m"] == [[0, 0], [30, 0]]
    assert (stretch["trips_per_h"], stretch["meetings_per_h"]) == ([90, 0], 0)
    assert stretch["vehicles"] == pytest.approx(0.5, abs=1e-12)
    assert answer["relationships"]["adjacency_share"] == 0
    assert answer["relationships"]["pairs"][0]["trips_per_day"] == 720

"""Takt time and the stations of a line, as a user computes them at the command line."""

from pathlib import Path
from typing import Any

import pytest

from helpers.studied import Studying, golden


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def value(answer: dict[str, Any], name: str) -> Any:
    return answer["results"][name]["value"]


def test_the_takt_of_the_acme_case(study: Studying) -> None:
    """TAKT-01: two breaks of 10 min in 8 h leave 27,600 s; 460 pieces."""
    example = golden("TAKT-01")
    assert study.value("takt", "takt_s", **example["inputs"]) == example["expected"]["takt_s"]["value"]
    assert study.value("takt", "takt_s", shift_h=8, breaks_min=20, demand=460) == 60
    month = study("takt", shifts=2, shift_h=8, breaks_min=20, days=20, demand=18400)
    assert (value(month, "available_s"), value(month, "takt_s")) == (20 * 2 * 27600, 60)


def test_stations_are_compared_with_the_takt(study: Studying) -> None:
    """Welding takes 130 s on two places at 90 % uptime: 72.2 s a piece, over 60; 382.15 pieces, 77.85 are missing."""
    stations = "station,cycle_s,machines,pieces_per_cycle,uptime_pct\nCut,30,,,\nWeld,130,2,,90\nPack,100,1,4,\n"
    answer = study("takt", {"stations": stations}, available_s=27600, demand=460)
    pace = 130 / 2 / 0.9
    assert value(answer, "bottleneck") == "Weld"
    assert value(answer, "bottleneck_cycle_s") == pytest.approx(pace)
    assert value(answer, "capacity_pieces") == pytest.approx(27600 / pace)
    assert value(answer, "missing_pieces") == pytest.approx(460 - 27600 / pace)
    assert value(answer, "overtime_needed_h") == pytest.approx((460 * pace - 27600) / 3600)
    assert value(answer, "stations_over") == ["Weld"]
    assert value(answer, "operators_exact") == pytest.approx((30 + 130 + 25) / 60)
    assert value(answer, "operators") == 4
    assert {one["station"]: round(one["value"]) for one in answer["on_plan"]} == {"Cut": 50, "Weld": 120, "Pack": 42}


def test_scrap_means_that_more_pieces_are_started(study: Studying) -> None:
    answer = study("takt", available_s=36000, demand=450, scrap_pct=10)
    assert (value(answer, "takt_s"), value(answer, "started_pieces")) == (80, 500)
    assert value(answer, "takt_started_s") == pytest.approx(72)
    # 36,000 s at 75 s are 480 started pieces, 432 good ones.
    assert study.value("takt", "capacity_pieces", available_s=36000, demand=450, scrap_pct=10, cycle_s=75) == 432


def test_other_shifts_and_overtime(study: Studying) -> None:
    """A shift of 7.5 h and 450 pieces: 60 s; a second shift makes 120 s of it, 2 h overtime 76 s."""
    answer = study("takt", shift_h=8, breaks_min=30, demand=450, cycle_s=90)
    rows = {(row["shifts"], row["overtime_a_day_h"]): row for row in answer["tables"]["what_if"]}
    assert rows[1, 0]["takt_s"] == 60
    assert rows[2, 0]["takt_s"] == 120
    assert rows[1, 2]["takt_s"] == pytest.approx(76)
    assert (rows[1, 0]["stations_over"], rows[2, 0]["stations_over"]) == (1, 0)
    assert (rows[1, 0]["missing_pieces"], rows[2, 0]["missing_pieces"]) == (150, 0)
    stated = study("takt", available_h=7.5, demand=450, breaks_min=30)
    assert [row["available_h"] for row in stated["tables"]["what_if"]] == [7.5, 9.5, 15, 17, 22.5]


def test_demand_can_be_that_of_several_products(study: Studying) -> None:
    assert study.value("takt", "takt_s", {"products": "product,quantity\nA,300\nB,160\n"}, available_s=27600) == 60


def test_nonsense_has_a_reason(study: Studying) -> None:
    late = study("takt", shift_min=60, breaks_min=60, demand=5)
    assert value(late, "takt_s") is None
    assert late["findings"][0]["what"] == "There is no time to work in"
    assert "row 2, column cycle_s" in study.refused("takt", {"stations": "station,cycle_s\nA,-1\n"})
    assert "row 2, column machines" in study.refused("takt", {"stations": "cycle_s,machines\n1,0\n"})
    nothing = study("takt", {"stations": "cycle_s\n0\n"}, demand=1)
    assert value(nothing, "capacity_pieces") is None
    huge = study("takt", {"stations": "cycle_s\n1e30\n"}, demand=1e-30)
    assert value(huge, "takt_s") == pytest.approx(28800e30)
    many = "".join(f"S{n},{n % 50}\n" for n in range(100_000))
    assert len(study("takt", {"stations": "station,cycle_s\n" + many}, demand=460)["tables"]["stations"]) == 100_000

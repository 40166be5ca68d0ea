"""OEE from totals and from a log, as a user computes it at the command line."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as provided
from hypothesis import strategies as some

from floorwright.cli import main
from floorwright_builtin.machine_time.oee_times import Times, together
from floorwright_builtin.machine_time.states import meaning
from helpers.studied import Studying, golden

LOG = """machine;start;end;state;reason;pieces;rejects
Press;2026-03-02T06:00;2026-03-02T06:30;setup;tool change;;
Press;2026-03-02T06:30;2026-03-02T06:45;startup;;10;6
Press;2026-03-02T06:45;2026-03-02T09:00;run;;100;2
Press;2026-03-02T09:00;2026-03-02T09:15;stopped;break;;
Press;2026-03-02T09:15;2026-03-02T10:00;down;hydraulic leak;;
Press;2026-03-02T10:00;2026-03-02T10:03;down;jam;;
Press;2026-03-02T10:03;2026-03-02T12:00;run;;90;2
Saw;2026-03-02T06:00;2026-03-02T12:00;run;;150;0
"""


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def value(answer: dict[str, Any], name: str) -> Any:
    return answer["results"][name]["value"]


def test_the_well_known_shift(study: Studying) -> None:
    """OEE-01, from planned and run time, and from the shift, its breaks and its downtime."""
    wanted = golden("OEE-01")["expected"]
    pieces: dict[str, object] = {"ideal_cycle_s": 1, "total": 19271, "reject": 423}
    for times in (
        {"planned_min": 420, "run_min": 373},
        {"shift_h": 8, "planned_stops_min": 60, "down_min": 47},
        {"planned_s": 25200, "down_min": 40, "setup_min": 7},
    ):
        answer = study("oee", **times, **pieces)
        assert value(answer, "good") == wanted["good"]["value"]
        for name in ("availability", "performance", "quality", "oee"):
            assert value(answer, name) == pytest.approx(wanted[name]["value"], abs=1e-6), name


def test_factors_are_not_rounded(study: Studying) -> None:
    """OEE-02: .875 × .952381 × .95 = .791667."""
    wanted = golden("OEE-02")["expected"]
    answer = study("oee", planned_min=480, run_min=420, ideal_rate_per_min=1, total=400, good=380)
    for name in ("availability", "performance", "quality", "oee"):
        assert value(answer, name) == pytest.approx(wanted[name]["value"], abs=1e-6), name


def test_three_known_factors_are_multiplied(study: Studying) -> None:
    """The world class of 90 × 95 × 99.9 % is 85.4 %."""
    answer = study("oee", availability_pct=90, performance_pct=95, quality_pct=99.9)
    assert value(answer, "oee") == pytest.approx(0.9 * 0.95 * 0.999)


def test_teep_is_oee_of_the_calendar(study: Studying) -> None:
    answer = study("oee", planned_h=8, run_h=6, ideal_cycle_s=30, total=600, good=600, calendar_h=24)
    assert value(answer, "oee") == pytest.approx(600 * 30 / 28800)
    assert value(answer, "teep") == pytest.approx(600 * 30 / 86400)
    without = study("oee", planned_h=8, run_h=6, ideal_cycle_s=30, total=600, good=600)
    assert value(without, "teep") is None
    assert without["findings"][0] == {
        "what": "Not computed: teep, loading",
        "why": "give calendar_s, and what OEE needs",
    }


def test_performance_above_one_is_capped_with_a_warning(study: Studying) -> None:
    answer = study("oee", planned_h=1, run_h=1, ideal_cycle_s=40, total=100, good=90)
    assert value(answer, "performance") == 1
    assert value(answer, "performance_uncapped") == pytest.approx(4000 / 3600)
    assert value(answer, "oee") == pytest.approx(0.9)
    assert "more than 1" in answer["findings"][0]["what"]
    free = study("oee", planned_h=1, run_h=1, ideal_cycle_s=40, total=100, good=90, cap_performance="no")
    assert value(free, "oee") == pytest.approx(1)


def test_products_with_different_ideal_cycles(study: Studying) -> None:
    """100 at 30 s and 50 at 60 s are 6,000 s of 7,200; 10 and 5 rejected are 600 s."""
    products = "product,pieces,rejects,ideal_cycle_s\nA,100,10,30\nB,50,5,60\n"
    answer = study("oee", {"products": products}, planned_h=2.5, run_h=2)
    assert value(answer, "performance") == pytest.approx(6000 / 7200)
    assert value(answer, "quality") == pytest.approx(0.9)
    assert value(answer, "oee") == pytest.approx(5400 / 9000)


def test_the_losses_add_up_to_the_planned_time(study: Studying) -> None:
    answer = study(
        "oee", planned_h=8, down_min=30, setup_min=20, minor_min=15, ideal_cycle_s=20, total=1000, reject=50,
        startup_reject=20,
    )  # fmt: skip
    lost = sum(row["lost_h"] for row in answer["tables"]["losses"])
    assert lost + value(answer, "valuable_s") / 3600 == pytest.approx(8)
    hours = {row["loss"]: row["lost_h"] for row in answer["tables"]["losses"]}
    assert hours["Rejects while starting"] == pytest.approx(20 * 20 / 3600)
    assert hours["Idling and minor stops"] == 0.25
    assert [row["lost_h"] for row in answer["tables"]["losses"]] == sorted(hours.values(), reverse=True)


def test_a_log_gives_each_machine_and_all_together(study: Studying) -> None:
    """Press: 6 h less a break of 15 min planned; 30 min setup and 45 min leak (a jam of 3 min is a minor stop).

    A = (345 − 75)/345, P = 200 × 60 s / 270 min, Q = 190/200. Saw: 150 × 60 s in 360 min.
    """
    answer = study("oee", {"log": LOG}, ideal_cycle_s=60)
    press, saw = answer["tables"]["machines"]
    assert (press["planned_h"], press["breakdown_h"], press["setup_h"]) == pytest.approx((5.75, 0.75, 0.5))
    assert press["minor_stops_h"] == pytest.approx(0.05)
    assert press["availability"] == pytest.approx(270 / 345)
    assert press["performance"] == pytest.approx(200 / 270)
    assert press["oee"] == pytest.approx(190 / 345)
    assert press["teep"] == pytest.approx(190 / 360)
    assert saw["oee"] == pytest.approx(150 / 360)
    assert value(answer, "oee") == pytest.approx(340 / 705)
    assert {(one["station"], one["label"]) for one in answer["on_plan"]} == {("Press", "OEE"), ("Saw", "OEE")}
    lines = answer["tables"]["time_line"]
    assert [row["state"] for row in lines if row["machine"] == "Press"] == [
        "setup", "startup", "run", "planned stop", "breakdown", "minor stop", "run",
    ]  # fmt: skip
    starting = next(row for row in answer["tables"]["losses"] if row["loss"] == "Rejects while starting")
    assert starting["lost_h"] == pytest.approx(0.1)
    assert answer["findings"] == []


def test_short_stops_can_be_minor_ones(study: Studying) -> None:
    log = "start,end,state\n0,100,run\n100,200,down\n200,1200,run\n1200,1800,down\n"
    plain = study("oee", {"log": log})
    assert value(plain, "availability") == pytest.approx(1100 / 1800)
    short = study("oee", {"log": log}, minor_stop_min=5)
    assert value(short, "availability") == pytest.approx(1200 / 1800)
    assert any("below 300 s are minor" in line for line in short["conventions"])


def test_what_cannot_be_right_in_a_log_is_named(study: Studying) -> None:
    """Row 3 ends before it starts, row 4 begins 50 s too early, nothing is known from 300 to 400, “zzz” is no state."""
    log = "start,end,state\n0,100,run\n100,90,down\n50,300,run\n400,500,zzz\n"
    answer = study("oee", {"log": log})
    what = [finding["what"] for finding in answer["findings"]]
    assert what[:4] == [
        "1 event ends before it starts (log, row 3)",
        "Nobody knows what “zzz” (1) means",
        "1 event begins before the one before it has ended (log, row 4)",
        "Nothing is written down for 0.02778 h in 1 gaps",
    ]
    assert value(answer, "planned_s") == 400
    assert value(answer, "run_s") == 300
    assert value(study("oee", {"log": log}, gaps="stop"), "planned_s") == 500
    meant = study("oee", {"log": log, "meanings": "word,means\nZZZ,setup\n"})
    assert next(row for row in meant["tables"]["losses"] if row["loss"] == "Setup and adjustment")["times"] == 1


def test_the_words_of_logs() -> None:
    assert meaning("Running", "", {}) == "run"
    assert meaning("Stopped", "Change-over", {}) == "setup"
    assert meaning("DOWN", "lunch", {}) == "planned stop"
    assert meaning("down", "bearing", {}) == "breakdown"
    assert meaning("Unplanned stop", "", {}) == "breakdown"
    assert meaning("planned maintenance", "", {}) == "planned stop"
    assert meaning("run", "lunch", {}) == "run"
    assert meaning("idle", "blocked", {}) == "minor stop"
    assert meaning("", "", {}) is None


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "There is no planned time" in study.refused("oee")
    assert "more than the planned" in study.refused("oee", planned_s=10, run_s=20)
    assert "is not what is left" in study.refused("oee", planned_s=100, run_s=50, down_s=10)
    assert "longer than the shift" in study.refused("oee", shift_s=10, planned_stops_s=20)
    assert "cannot be" in study.refused("oee", planned_s=100, total=10, reject=11)
    assert "are not 10" in study.refused("oee", planned_s=100, total=10, reject=3, good=8)
    assert "neither start and end nor a duration" in study.refused("oee", {"log": "state\nrun\n"})
    assert "log, row 2, column start" in study.refused("oee", {"log": "start,state\nyesterday,run\n"})
    assert "more than 1 pieces" in study.refused("oee", {"log": "duration_s,state,pieces,rejects\n1,run,1,2\n"})
    nothing = study("oee", planned_s=0)
    assert value(nothing, "availability") is None
    assert nothing["findings"]
    huge = study("oee", planned_s=1e30, run_s=1e30, ideal_cycle_s=1e-9, total=1, good=1)
    assert 0 <= value(huge, "oee") < 1e-30


def test_a_hundred_thousand_events_are_added_and_drawn(study: Studying, tmp_path: Path) -> None:
    lines = "".join(
        f"M{n % 10},{n // 10 * 60},{n // 10 * 60 + 60},{'run' if n // 10 % 3 else 'down'},1\n" for n in range(100_000)
    )
    answer = study("oee", {"log": "machine,start,end,state,pieces\n" + lines}, ideal_cycle_s=30)
    assert value(answer, "availability") == pytest.approx(6666 / 10000, abs=1e-9)
    assert len(answer["tables"]["machines"]) == 10
    (tmp_path / "log.csv").write_text(
        "machine,start,end,state,pieces\n" + lines[: len(lines) // 20].rpartition("\n")[0], encoding="utf-8"
    )
    assert main(["study", "oee", str(tmp_path / "log.csv"), "--out", str(tmp_path / "oee.svg")]) == 0


shares = some.floats(0, 0.3)


@provided(some.floats(1, 1e6), shares, shares, shares, shares, shares)
def test_losses_and_valuable_time_are_the_planned_time(
    planned: float, down: float, setup: float, minor: float, slow: float, bad: float
) -> None:
    run = planned * (1 - down - setup)
    ideal = run * (1 - minor) * (1 - slow)
    times = Times(
        calendar=None, planned=planned, breakdown=planned * down, setup=planned * setup, minor=run * minor,
        ideal_total=ideal, ideal_reject=ideal * bad, total=100.0, reject=100 * bad,
    )  # fmt: skip
    oee = times.oee(True)
    assert oee is not None and 0 <= oee <= 1
    assert times.valuable == pytest.approx(oee * planned)
    lost = times.breakdown + times.setup + times.minor + (times.speed_loss or 0) + times.ideal_reject
    assert lost + (times.valuable or 0) == pytest.approx(planned)
    assert together([times, times]).oee(True) == pytest.approx(oee)


def test_a_jam_of_twenty_minutes_is_named_as_long_for_a_minor_stop(study: Studying) -> None:
    """Minor stops are a matter of minutes; a longer one may well be a breakdown (Nakajima, Introduction to TPM)."""
    log = "machine,start,end,state,reason\nM1,06:00,08:30,running,\nM1,08:30,08:50,down,jam\nM1,08:50,12:00,running,\n"
    whats = [finding["what"] for finding in study("oee", {"log": log})["findings"]]
    assert "Long for a minor stop (log, row 3)" in whats
    short = [finding["what"] for finding in study("oee", {"log": log}, minor_stop_min=25)["findings"]]
    assert not any(what.startswith("Long") for what in short)
    said = study("oee", {"log": log, "meanings": "word,means\njam,breakdown\n"})
    assert said["results"]["availability"]["value"] == pytest.approx(340 / 360)

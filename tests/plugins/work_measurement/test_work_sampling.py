"""Work sampling: shares, observations needed, standard time and the plan of random moments."""

import math
from datetime import datetime
from itertools import pairwise
from pathlib import Path

import pytest
from scipy import stats

from floorwright.cli import main
from helpers.studied import Studying, golden

WEEK = [
    {"day": day, "activity": activity, "count": count}
    for day, idle in (("Mo", 22), ("Tu", 18), ("We", 45), ("Th", 20))
    for activity, count in (("idle", idle), ("busy", 100 - idle))
]


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def values(answer: dict[str, dict[str, dict[str, object]]], *names: str) -> list[object]:
    return [answer["results"][name]["value"] for name in names]


def test_observations_for_points_of_a_share(study: Studying) -> None:
    """WS-01 and WS-06: n = z² p(1 − p)/e², where 525.0000000001 is 525."""
    one = golden("WS-01")
    given = one["inputs"]
    answer = study("work-sampling", p_share=given["p"], precision_share=given["e"], z=given["z"])
    assert values(answer, "observations_needed") == [one["expected"]["n"]["value"]]
    table = golden("WS-06")
    given = table["inputs"]
    found = [
        study.value("work-sampling", "observations_needed", p_share=p, precision_share=given["e"], z=given["z"])
        for p in given["p"]
    ]
    assert found == table["expected"]["n"]["value"]


def test_points_and_per_cent_of_the_share_are_two_numbers(study: Studying) -> None:
    """20 %, z = 1.96: ± 5 points 1.96² × 0.16/0.0025 = 245.9; ± 5 % of it 1.96² × 0.8/(0.0025 × 0.2) = 6146.6."""
    answer = study("work-sampling", p_pct=20, z=1.96, precision_kind="relative")
    assert values(answer, "observations_absolute", "observations_relative", "observations_needed") == [246, 6147, 6147]
    assert values(study("work-sampling", p_pct=20, z=1.96), "observations_needed") == [246]
    assert "percentage points" in study("work-sampling", p_pct=20)["conventions"][0]


def test_the_precision_that_observations_have_reached(study: Studying) -> None:
    """2 √(0.25 × 0.75/300) = 5 points, a fifth of the share."""
    answer = study("work-sampling", p_pct=25, n=300, z=2)
    assert values(answer, "precision_reached_pct", "relative_precision_reached_pct") == pytest.approx([5, 20])
    assert values(answer, "precision_reached", "observations_missing") == [True, 0]
    assert values(study("work-sampling", p_pct=25, n=299, z=2), "precision_reached", "observations_missing") == [
        False,
        1,
    ]


def test_the_standard_time_from_shares_ratings_and_pieces(study: Studying) -> None:
    """WS-04: the printed 3.06 comes from rounded parts."""
    example = golden("WS-04")
    given, expected = example["inputs"], example["expected"]
    rows = [
        {"activity": f"a{n}", "count": count, "rating_share": rating}
        for n, (count, rating) in enumerate(zip(given["obs"], given["rating"], strict=True))
    ]
    answer = study(
        "work-sampling",
        {"tallies": rows},
        total_time_min=given["minutes"],
        pieces=given["units"],
        allowance_share=given["allowance"],
        allowance_basis="workday",
    )
    normal = [row["normal_min"] for row in answer["tables"]["activities"]]
    assert normal == pytest.approx(expected["normal"]["value"], abs=1e-6)
    assert values(answer, "standard_min") == pytest.approx([expected["standard_total"]["value"]], abs=1e-6)


def test_idle_time_is_no_work_and_a_machine_is_not_rated(study: Studying) -> None:
    """480 min, 120 pieces: 60 % work at 110 is 2.64 min, 25 % machine 1 min; 10 % on the work: 2.904 + 1."""
    rows = [
        {"activity": "by hand", "count": 300, "kind": "work"},
        {"activity": "runs", "count": 125, "kind": "machine", "rating_pct": 90},
        {"activity": "waits", "count": 75, "kind": "idle"},
    ]
    options = {"total_time_min": 480, "pieces": 120, "rating_pct": 110, "allowance_pct": 10}
    answer = study("work-sampling", {"tallies": rows}, **options)
    expected = [3.64 * 60, 60, 3.904, 60]
    assert values(answer, "normal_s", "machine_s", "standard_min", "working_pct") == pytest.approx(expected)
    both = study("work-sampling", {"tallies": rows}, allowance_on_machine="yes", **options)
    assert values(both, "standard_min") == pytest.approx([3.64 * 1.1])
    assert study.value("work-sampling", "normal_s", {"tallies": rows}, people=2, **options) == pytest.approx(7.28 * 60)


def test_the_standard_time_without_a_table(study: Studying) -> None:
    """85 % of 480 min at 110 %, 420 pieces, 12 % of job time: 480 × .85 × 1.1/420 × 1.12."""
    found = study.value(
        "work-sampling", "standard_min", p_pct=85, total_time_h=8, pieces=420, rating_pct=110, allowance_pct=12
    )
    assert found == pytest.approx(480 * 0.85 * 1.1 / 420 * 1.12)


def test_looks_one_by_one_and_their_tally_give_the_same(study: Studying) -> None:
    looks = [{"activity": name, "rating_pct": rating} for name, rating in (("a", 90), ("a", 110), ("b", ""), ("a", ""))]
    tally = [{"activity": "a", "count": 3, "rating_pct": 100}, {"activity": "b", "count": 1}]
    kinds = [{"activity": "a", "kind": "work"}, {"activity": "b", "kind": "idle"}]
    options = {"total_time_min": 60, "pieces": 10}
    one = study("work-sampling", {"observations": looks, "activities": kinds}, **options)
    two = study("work-sampling", {"tallies": tally, "activities": kinds}, **options)
    assert one["results"] == two["results"]
    assert values(one, "share_pct", "normal_s", "observations") == [75, pytest.approx(270), 4]


def test_the_wilson_interval_of_a_known_case(study: Studying) -> None:
    """0 of 10 at 95 %: 0 to z²/(10 + z²); 5 of 10 as scipy has it."""
    z = stats.norm.ppf(0.975)
    none = study("work-sampling", {"tallies": [{"activity": "a", "count": 0}, {"activity": "b", "count": 10}]})
    low, high = none["results"]["share_low_pct"]["value"], none["results"]["share_high_pct"]["value"]
    assert (low, high) == (pytest.approx(0, abs=1e-9), pytest.approx(100 * z * z / (10 + z * z)))
    assert none["results"]["observations_needed"]["value"] is None
    half = study("work-sampling", {"tallies": [{"activity": "a", "count": 5}, {"activity": "b", "count": 5}]})
    interval = stats.binomtest(5, 10).proportion_ci(method="wilson")
    assert values(half, "share_low_pct", "share_high_pct") == pytest.approx([interval.low * 100, interval.high * 100])


def test_goodmans_intervals_are_those_of_his_formula(study: Studying) -> None:
    """Three shares: χ² of 1 degree at 1 − 0.05/3."""
    counts = [56, 72, 73]
    rows = [{"activity": str(n), "count": count} for n, count in enumerate(counts)]
    a, n = stats.chi2.ppf(1 - 0.05 / 3, 1), sum(counts)
    answer = study("work-sampling", {"tallies": rows})
    for row, count in zip(answer["tables"]["activities"], counts, strict=True):
        half = math.sqrt(a * (a + 4 * count * (n - count) / n))
        low, high = ((a + 2 * count + sign * half) / (2 * (n + a)) for sign in (-1, 1))
        assert (row["goodman_low_pct"], row["goodman_high_pct"]) == pytest.approx((low * 100, high * 100))


def test_a_day_beyond_its_limits_is_named(study: Studying) -> None:
    """Mean 105/400 = 26.25 %; ± 3 √(.2625 × .7375/100) = ± 13.2 points: Wednesday's 45 % is out."""
    answer = study("work-sampling", {"tallies": WEEK}, activity="idle")
    days = answer["tables"]["days"]
    reach = 300 * math.sqrt(0.2625 * 0.7375 / 100)
    assert [row["share_pct"] for row in days] == [22, 18, 45, 20]
    assert days[0]["upper_limit_pct"] == pytest.approx(26.25 + reach)
    assert days[0]["lower_limit_pct"] == pytest.approx(26.25 - reach)
    assert [row["inside"] for row in days] == [True, True, False, True]
    assert values(answer, "days_out") == [1]
    assert any("beyond the limits on We" in finding["what"] for finding in answer["findings"])


def test_the_share_settles_and_says_when_that_is_enough(study: Studying) -> None:
    looks = [{"activity": "idle" if n % 4 == 0 else "busy"} for n in range(400)]
    answer = study("work-sampling", {"observations": looks}, z=2, precision_pct=5)
    steps = answer["tables"]["convergence"]
    assert len(steps) <= 101
    assert (steps[-1]["observations"], steps[-1]["share_pct"]) == (400, 25)
    enough = [row["observations"] for row in steps if row["enough"]]
    assert enough[-1] == 400 and 280 <= enough[0] <= 310
    by_day = study("work-sampling", {"tallies": WEEK})["tables"]["convergence"]
    assert [row["observations"] for row in by_day] == [100, 200, 300, 400]


def test_dates_make_the_days(study: Studying) -> None:
    moments = ("2026-03-02T08:00", "2026-03-02T14:10", "2026-03-03T09:30")
    looks = [{"time": moment, "activity": "work"} for moment in moments]
    assert [row["day"] for row in study("work-sampling", {"observations": looks})["tables"]["days"]] == [
        "2026-03-02",
        "2026-03-03",
    ]


def test_shares_by_who_was_looked_at(study: Studying) -> None:
    looks = [{"subject": who, "activity": what} for who, what in (("A", "idle"), ("A", "busy"), ("B", "busy"))]
    subjects = study("work-sampling", {"observations": looks}, activity="idle")["tables"]["subjects"]
    assert [(row["subject"], row["observations"], row["share_pct"]) for row in subjects] == [("A", 2, 50), ("B", 1, 0)]


def test_the_plan_is_seeded_keeps_gap_breaks_and_weekends(study: Studying) -> None:
    breaks = [{"start": "09:00", "end": "09:15"}, {"start": "12:00", "end": "12:30"}]
    stations = [{"station": "Saw"}, {"station": "Mill"}]
    options = {
        "tours_per_day": 20,
        "days": 6,
        "first_day": "2026-03-06",
        "shift_start": "06:00",
        "shift_min": 480,
        "minimum_gap_min": 12,
        "seed": 7,
    }
    plan = study("work-sampling", {"breaks": breaks, "stations": stations}, **options)["tables"]["plan"]
    again = study("work-sampling", {"breaks": breaks, "stations": stations}, **options)["tables"]["plan"]
    other = study("work-sampling", {"breaks": breaks, "stations": stations}, **(options | {"seed": 8}))["tables"][
        "plan"
    ]
    assert plan == again != other
    assert len(plan) == 120
    starts = [datetime.fromisoformat(row["starts"]) for row in plan]
    assert {start.date().isoformat() for start in starts} == {f"2026-03-{day:02}" for day in (6, 9, 10, 11, 12, 13)}
    for a, b in pairwise(starts):
        assert a.date() != b.date() or (b - a).total_seconds() >= 12 * 60
    for start in starts:
        clock = start.strftime("%H:%M:%S")
        assert "06:00:00" <= clock < "14:00:00"
        assert not "09:00:00" <= clock < "09:15:00"
        assert not "12:00:00" <= clock < "12:30:00"
    assert {row["begins_at"] for row in plan} == {"Saw", "Mill"}
    assert {row["direction"] for row in plan} == {"clockwise", "anticlockwise"}


def test_random_moments_are_even_over_the_shift(study: Studying) -> None:
    """Kolmogorov and Smirnov find nothing in 2,000 of them at the seed that is tried."""
    options = {"tours_per_day": 1, "days": 2000, "shift_start": "00:00", "shift_min": 600}
    plan = study("work-sampling", **options)["tables"]["plan"]
    hours = [
        sum(int(part) * size for part, size in zip(row["time"].split(":"), (3600, 60, 1), strict=True)) for row in plan
    ]
    assert stats.kstest([second / 36000 for second in hours], "uniform").pvalue > 0.01


def test_a_night_shift_goes_on_after_midnight(study: Studying) -> None:
    options = {"shift_start": "22:00", "tours_per_day": 30, "days": 1, "first_day": "2026-03-02"}
    plan = study("work-sampling", {"breaks": [{"start": "01:00", "end": "02:00"}]}, **options)["tables"]["plan"]
    hours = {row["time"][:2] for row in plan}
    assert hours <= {"22", "23", "00", "02", "03", "04", "05"}
    assert {row["starts"][:10] for row in plan} == {"2026-03-02", "2026-03-03"}


def test_days_and_tours_follow_from_what_is_missing(study: Studying) -> None:
    """385 looks at 50 %: 8 tours of 5 people a day are 40, so 10 days; in 7 days 11 tours a day."""
    assert values(study("work-sampling", tours_per_day=8, seen_per_tour=5), "days_needed", "tours_planned") == [10, 80]
    assert values(study("work-sampling", days=7, seen_per_tour=5), "days_needed", "tours_planned") == [7, 77]


def test_the_plan_goes_into_a_calendar(study: Studying, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "tours.ics"
    given = ["study", "work-sampling", "--set", "tours_per_day=3", "--set", "days=2"]
    assert main([*given, "--out", str(out)]) == 1
    assert "no dates to put into a calendar" in capsys.readouterr().err
    assert not out.exists()
    assert main([*given, "--set", "first_day=2026-03-02", "--out", str(out)]) == 0
    text = out.read_bytes().decode()
    assert text.startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n")
    assert text.endswith("END:VCALENDAR\r\n")
    assert text.count("BEGIN:VEVENT") == 6
    assert "DTSTART:20260302T" in text and "DTSTART:20260303T" in text
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75
    assert len({line for line in text.split("\r\n") if line.startswith("UID:")}) == 6


def test_nonsense_has_a_reason(study: Studying) -> None:
    nothing = study("work-sampling")
    assert nothing["results"]["observations_needed"]["value"] == 385
    assert "No share is known" in nothing["findings"][0]["what"]
    zero = study("work-sampling", {"tallies": [{"activity": "a", "count": 0}]})
    assert values(zero, "share_pct", "observations_needed") == [None, None]
    assert "Nothing was seen" in zero["findings"][0]["what"]
    assert "“a” has no count" in study.refused("work-sampling", {"tallies": [{"activity": "a", "count": ""}]})
    assert "“b” was never seen. Name one of a" in study.refused(
        "work-sampling", {"tallies": [{"activity": "a", "count": 3}]}, activity="b"
    )
    assert "do not fit into 480 min" in study.refused("work-sampling", tours_per_day=200, days=1)
    assert "is no date" in study.refused("work-sampling", tours_per_day=2, days=1, first_day="soon")
    assert "is no time of day" in study.refused("work-sampling", tours_per_day=2, days=1, shift_start="25:00")
    assert "are more than 20000" in study.refused("work-sampling", tours_per_day=90, days=1000)
    whole = [{"start": "07:00", "end": "15:00"}]
    assert "leave nothing of the shift" in study.refused("work-sampling", {"breaks": whole}, tours_per_day=2, days=1)
    assert "has to be at least 0.0001" in study.refused("work-sampling", p_pct=50, precision_pct="1e-200")
    slip = study("work-sampling", p_pct=0.3)["findings"][0]
    assert slip["what"] == "options: p_pct is 0.3 % and looks like a share"
    assert slip["why"] == "if so, write 30, or call it p_share"
    unsaid = [{"activity": "a", "count": 3}]
    assert "“a” is taken as idle" in str(study("work-sampling", {"tallies": unsaid}, total_time_min=60, pieces=3))


def test_a_hundred_thousand_looks_are_counted(study: Studying) -> None:
    lines = "\n".join("work" if n % 5 else "idle" for n in range(100_000))
    answer = study("work-sampling", {"observations": f"activity\n{lines}\n"}, activity="idle")
    assert values(answer, "observations", "share_pct") == [100_000, 20]

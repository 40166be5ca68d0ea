"""A time study as it is computed from readings or from means of elements."""

import math
import statistics
from pathlib import Path

import pytest
from scipy import stats

from helpers.studied import Rows, Studying, golden


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def read(element: str, *times: object, **more: object) -> list[dict[str, object]]:
    return [{"element": element, "time_s": time, **more} for time in times]


def values(answer: dict[str, dict[str, dict[str, object]]], *names: str) -> list[object]:
    return [answer["results"][name]["value"] for name in names]


def test_the_published_example_on_the_basis_its_question_states(study: Studying) -> None:
    """TS-01: the printed solution divides by 0.87; 13 % of job time is × 1.13."""
    example = golden("TS-01")
    given, expected = example["inputs"], example["expected"]
    rows = [
        {"element": f"e{n}", "mean_min": mean, "rating_share": rating}
        for n, (mean, rating) in enumerate(zip(given["mean_obs_min"], given["rating"], strict=True))
    ]
    job = study("time-study", {"elements": rows}, allowance_share=given["allowance"])
    workday = study("time-study", {"elements": rows}, allowance_pct=13, allowance_basis="workday")
    assert [row["normal_min"] for row in job["tables"]["elements"]] == pytest.approx(expected["normal"]["value"])
    assert job["results"]["normal_s"]["value"] / 60 == pytest.approx(expected["normal_total"]["value"])
    assert job["results"]["standard_min"]["value"] == pytest.approx(expected["standard_job_basis"]["value"], abs=1e-6)
    assert workday["results"]["standard_min"]["value"] == pytest.approx(
        expected["standard_workday_basis"]["value"], abs=1e-6
    )
    assert "13 % of the job time" in job["conventions"][0]
    assert "13 % of the workday" in workday["conventions"][0]


def test_westinghouse_levels_add_up_to_the_factor(study: Studying) -> None:
    """TS-03, as options alone and as an element."""
    example = golden("TS-03")
    codes = {name: example["inputs"][name] for name in ("skill", "effort", "conditions", "consistency")}
    alone = study("time-study", mean_min=example["inputs"]["observed"], **codes)
    factor, normal = (example["expected"][name]["value"] for name in ("factor", "normal"))
    assert values(alone, "rating_factor", "normal_s") == pytest.approx([factor, normal * 60])
    element = [{"element": "a", "mean_min": 0.5, "skill": "b1", "effort": "B1", "conditions": "D", "consistency": "A"}]
    assert study.value("time-study", "normal_s", {"elements": element}) == pytest.approx(normal * 60)
    element[0]["skill"] = "G1"
    assert "“G1” is no level of skill. Use one of A1, A2" in study.refused("time-study", {"elements": element})
    element[0] |= {"skill": "A1", "rating_pct": 110}
    assert "has a rating and levelling codes" in study.refused("time-study", {"elements": element})


def test_the_readings_needed_for_a_precision_with_students_t(study: Studying) -> None:
    """TS-05."""
    example = golden("TS-05")
    given, expected = example["inputs"], example["expected"]
    answer = study("time-study", mean_min=given["mean"], sd_min=given["s"], n=given["n0"], precision_share=given["k"])
    found = answer["results"]
    for name, result in (("t", "quantile"), ("n_exact", "observations_exact")):
        assert found[result]["value"] == pytest.approx(expected[name]["value"], abs=expected[name]["abs_tol"])
    assert found["observations_needed"]["value"] == expected["n"]["value"]


def test_with_z_the_number_of_pilot_readings_does_not_matter(study: Studying) -> None:
    """Mean 6.4 min, s 2.1: (1.96 × 2.1/0.64)² = 41.4 readings for 10 %, (1.96 × 2.1/0.5)² = 67.8 for half a minute."""
    options = {"mean_min": 6.4, "sd_min": 2.1, "observations_method": "z", "z": 1.96}
    assert study.value("time-study", "observations_needed", precision_pct=10, **options) == 42
    answer = study("time-study", precision_min=0.5, **options)
    assert values(answer, "observations_needed", "normal_low_s") == [68, None]
    assert any("mean of “cycle” is cannot be said" in finding["what"] for finding in answer["findings"])
    assert study.value("time-study", "observations_needed", mean_min=6.4, sd_min=2.1) is None


def test_the_nomograph_uses_the_deviation_of_the_population(study: Studying) -> None:
    """n = (40 √(n0 Σx² − (Σx)²) / Σx)²: Σx = 40, Σx² = 330, n0 = 5 gives (40 √50 / 40)² = 50."""
    times = [8.0, 7.0, 9.0, 10.0, 6.0]
    assert (sum(times), sum(t * t for t in times)) == (40, 330)
    n0, total, squares = 5, sum(times), sum(t * t for t in times)
    exact = (40 * math.sqrt(n0 * squares - total**2) / total) ** 2
    answer = study("time-study", {"readings": read("a", *times)}, observations_method="nomograph")
    assert values(answer, "observations_exact", "observations_needed") == [pytest.approx(exact), 50]
    tenth = study("time-study", {"readings": read("a", *times)}, observations_method="nomograph", precision_pct=10)
    assert values(tenth, "observations_exact") == [pytest.approx(exact / 4)]
    z = study("time-study", {"readings": read("a", *times)}, observations_method="z", z=2)
    assert values(z, "observations_exact") == [pytest.approx((2 * statistics.stdev(times) / 0.05 / 8) ** 2)]
    absolute = study("time-study", {"readings": read("a", *times)}, observations_method="z", z=2, precision_s=0.5)
    assert values(absolute, "observations_exact") == [pytest.approx((2 * statistics.stdev(times) / 0.5) ** 2)]


def test_continuous_and_snap_back_readings_of_the_same_work_agree(study: Studying) -> None:
    """Elements of 10, 20, 11, 19 s; the watch starts at 5 s and shows 15, 35, 46, 65 s."""
    snap = [*read("a", 10), *read("b", 20), *read("a", 11), *read("b", 19)]
    running = [*read("a", 15), *read("b", 35), *read("a", 46), *read("b", 65)]
    one = study("time-study", {"readings": snap}, allowance_pct=10)
    two = study("time-study", {"readings": running}, allowance_pct=10, timing="continuous", start_s=5)
    assert one["results"] == two["results"]
    assert one["results"]["observed_s"]["value"] == 30
    assert one["results"]["standard_s"]["value"] == pytest.approx(33)
    assert [row["work_s"] for row in two["tables"]["cycles"]] == [30, 30]
    backwards = [*read("a", 15), *read("b", 12)]
    assert "readings, row 3: the watch shows 12 s after 15 s." in study.refused(
        "time-study", {"readings": backwards}, timing="continuous"
    )


def test_an_observation_sheet_is_the_same_as_its_readings(study: Studying) -> None:
    """Two elements in three cycles, b not in the second; the watch stands at 10 30 / 42 / 53 72."""
    sheet = [
        {"element": "a", "rating_pct": 110, "c1_s": 10, "c2_s": 12, "c3_s": 11},
        {"element": "b", "c1_s": 20, "c3_s": 19},
    ]
    rows = [*read("a", 10, cycle=1, rating_pct=110), *read("b", 20, cycle=1), *read("a", 12, cycle=2, rating_pct=110)]
    rows += [*read("a", 11, cycle=3, rating_pct=110), *read("b", 19, cycle=3)]
    one = study("time-study", {"sheet": sheet})
    assert one["results"] == study("time-study", {"readings": rows})["results"]
    watch = [{**sheet[0], "c2_s": 42, "c3_s": 53}, {**sheet[1], "c1_s": 30, "c3_s": 72}]
    assert study("time-study", {"sheet": watch}, timing="continuous")["results"] == one["results"]
    assert [(row["work_s"], row["whole"]) for row in one["tables"]["cycles"]] == [(30, True), (12, False), (30, True)]
    minutes = [{"element": "a", "c1_min": 0.5, "c2_min": 0.6}]
    assert study.value("time-study", "observed_s", {"sheet": minutes}) == pytest.approx(33)
    assert "Leave either table empty" in study.refused("time-study", {"sheet": sheet, "readings": rows})


def test_a_rating_typed_as_a_share_is_asked_about(study: Studying) -> None:
    answer = study("time-study", {"elements": [{"element": "a", "mean_s": 10, "rating_pct": 0.9}]})
    assert answer["findings"][0]["what"] == "elements, row 2: rating_pct is 0.9 % and looks like a share"
    assert (
        study.value("time-study", "normal_s", {"elements": [{"element": "a", "mean_s": 10, "rating_share": 0.9}]}) == 9
    )


def test_foreign_time_and_missed_readings_are_no_work(study: Studying) -> None:
    """Watch: a 10; foreign talk to 25; b 45, of which 5 foreign; a missed; b 80 cannot be told; a 90."""
    rows: Rows = [
        *read("a", 10),
        *read("talk", 25, foreign="yes"),
        *read("b", 45, foreign_s=5),
        *read("a", ""),
        *read("b", 80),
        *read("a", 92),
    ]
    answer = study("time-study", {"readings": rows}, timing="continuous")
    elements = {row["element"]: (row["n"], row["mean_s"]) for row in answer["tables"]["elements"]}
    assert elements == {"a": (2, 11.0), "b": (1, 15.0)}
    reasons = [row["reason"] for row in answer["tables"]["readings"]]
    assert reasons == ["", "foreign element", "", "missed", "the reading before it was missed", ""]
    assert "row 5 has no time and counts as missed" in answer["findings"][0]["what"]


def test_each_reading_is_multiplied_by_its_own_rating(study: Studying) -> None:
    """(10 × 1.2 + 20 × 0.8) / 2 = 14, not 15 × 1.0."""
    rows = [*read("a", 10, rating_pct=120), *read("a", 20, rating_pct=80)]
    answer = study("time-study", {"readings": rows})
    assert values(answer, "normal_s", "rating_factor") == pytest.approx([14, 14 / 15])


def test_ratings_on_another_scale(study: Studying) -> None:
    """On the 60-80 scale 80 is standard pace: 20 s rated 60 are 15 s."""
    element = [{"element": "a", "mean_s": 20, "rating_pct": 60}]
    assert study.value("time-study", "normal_s", {"elements": element}, rating_scale="60-80") == pytest.approx(15)
    assert study.value("time-study", "normal_s", {"elements": element}, rating_scale="100-133") == pytest.approx(9)
    assert study.value("time-study", "normal_s", {"elements": element}, standard_rating=120) == pytest.approx(10)
    assert study.value("time-study", "normal_s", {"elements": element}, rating_scale="BS 0-100") == pytest.approx(12)


def test_frequency_is_given_or_counted(study: Studying) -> None:
    """A box of 24 is fetched once in 24 cycles: 48 / 24 = 2 s; twice seen in 4 cycles: 30 × 2/4 = 15 s."""
    box = {"element": "box", "mean_s": 48, "type": "irregular"}
    elements = [{"element": "a", "mean_s": 10}, {**box, "every_cycles": 24}]
    assert study.value("time-study", "normal_s", {"elements": elements}) == pytest.approx(12)
    elements[1] = {**box, "frequency": 0.5}
    assert study.value("time-study", "normal_s", {"elements": elements}) == pytest.approx(34)
    rows = [*read("a", 10, cycle=1), *read("box", 20, cycle=1), *read("a", 10, cycle=2), *read("a", 10, cycle=3)]
    rows += [*read("a", 10, cycle=4), *read("box", 40, cycle=4)]
    kinds = [{"element": "a"}, {"element": "box", "type": "irregular"}]
    answer = study("time-study", {"readings": rows, "elements": kinds})
    assert values(answer, "normal_s") == pytest.approx([25])
    assert [row["frequency"] for row in answer["tables"]["elements"]] == [1, 0.5]
    cycles = [(row["work_s"], row["regular_s"], row["whole"]) for row in answer["tables"]["cycles"]]
    assert cycles == [(30, 10, True), (10, 10, True), (10, 10, True), (50, 10, True)]


def test_machine_time_is_not_rated_and_gets_its_allowance_only_when_asked_for(study: Studying) -> None:
    """10 s by hand at 120 % is 12 s, machine 30 s; 15 % on the hand time alone: 13.8 + 30."""
    elements = [
        {"element": "load", "mean_s": 10, "rating_pct": 120},
        {"element": "cut", "mean_s": 30, "type": "machine"},
    ]
    answer = study("time-study", {"elements": elements}, personal_pct=5, fatigue_basic_pct=4, delay_pct=6)
    assert values(answer, "normal_s", "standard_s", "allowance_pct") == pytest.approx([42, 43.8, 15])
    assert study.value(
        "time-study", "standard_s", {"elements": elements}, allowance_pct=15, allowance_on_machine="yes"
    ) == pytest.approx(42 * 1.15)
    rated = study("time-study", {"elements": elements}, rating_pct=90)
    assert values(rated, "normal_s") == pytest.approx([42])


def test_an_element_may_have_an_allowance_of_its_own(study: Studying) -> None:
    elements = [{"element": "a", "mean_s": 10, "allowance_pct": 20}, {"element": "b", "mean_s": 10}]
    assert study.value("time-study", "standard_s", {"elements": elements}, allowance_pct=10) == pytest.approx(23)
    machine = [{"element": "a", "mean_s": 10, "allowance_pct": 5, "type": "machine"}, {"element": "b", "mean_s": 10}]
    assert study.value("time-study", "standard_s", {"elements": machine}, allowance_pct=10) == pytest.approx(21.5)


def test_a_total_that_is_not_the_sum_of_the_categories_is_refused(study: Studying) -> None:
    assert "given as 12 % and by categories that add up to 9 %" in study.refused(
        "time-study", mean_s=10, allowance_pct=12, personal_pct=5, delay_pct=4
    )
    assert study.value(
        "time-study", "standard_s", mean_s=10, allowance_pct=9, personal_pct=5, delay_pct=4
    ) == pytest.approx(10.9)


def test_an_allowance_of_the_whole_workday_leaves_no_standard_time(study: Studying) -> None:
    answer = study("time-study", mean_s=10, allowance_pct=100, allowance_basis="workday")
    assert values(answer, "standard_s", "pieces_per_h", "normal_s") == [None, None, 10]
    assert any("leaves no time to work" in finding["why"] for finding in answer["findings"])


def test_an_outlier_is_flagged_and_counts_until_it_is_excluded_with_a_reason(study: Studying) -> None:
    """Median 10, absolute deviations 0 0 0 1 1 1 1 2 40: MAD 1; 0.6745 × 40 = 26.98 > 3.5."""
    rows = read("a", 10, 11, 9, 10, 12, 11, 9, 10, 50)
    flagged = study("time-study", {"readings": rows})
    assert values(flagged, "observed_s", "readings_flagged") == [pytest.approx(132 / 9), 1]
    (audit,) = flagged["tables"]["audit"]
    assert (audit["row"], audit["used"]) == (10, True)
    assert audit["modified_z"] == pytest.approx(0.6745 * 40)
    rows[-1]["excluded"] = "dropped the part"
    out = study("time-study", {"readings": rows}, allowance_pct=10)
    assert values(out, "standard_s", "standard_with_all_s") == pytest.approx([82 / 8 * 1.1, 132 / 9 * 1.1])
    (audit,) = out["tables"]["audit"]
    assert (audit["used"], audit["reason"]) == (False, "dropped the part")
    assert study("time-study", {"readings": read("a", *[5] * 8, 9)}, outlier_rule="none")["tables"]["audit"] == []


def test_the_interval_of_one_element_is_that_of_students_t(study: Studying) -> None:
    times = [30.1, 29.4, 31.2, 30.6, 28.9, 30.3]
    low, high = stats.t.interval(0.9, 5, statistics.fmean(times), statistics.stdev(times) / math.sqrt(6))
    answer = study("time-study", {"readings": read("a", *times)}, confidence_pct=90, rating_pct=110)
    assert values(answer, "observed_low_s", "observed_high_s") == pytest.approx([low, high])
    assert values(answer, "normal_low_s", "normal_high_s") == pytest.approx([low * 1.1, high * 1.1])


def test_the_largest_number_of_readings_over_the_elements_is_asked_for(study: Studying) -> None:
    elements = [
        {"element": "steady", "mean_s": 10, "sd_s": 0.1, "n": 10},
        {"element": "wild", "mean_s": 10, "sd_s": 2, "n": 10},
    ]
    answer = study("time-study", {"elements": elements})
    needed = math.ceil((stats.t.ppf(0.975, 9) * 2 / 0.5) ** 2)
    assert values(answer, "observations_needed", "observations_element") == [needed, "wild"]
    assert any("“wild” there are fewer" in finding["what"] for finding in answer["findings"])


def test_the_study_is_checked_against_the_clock(study: Studying) -> None:
    """Readings 90 s, check 6 s: 96 of 100 s on the clock are 4 % wrong."""
    rows = {"readings": read("a", 30, 30, 30)}
    answer = study("time-study", rows, clock_s=100, check_s=6)
    assert values(answer, "recorded_s", "study_error_pct", "study_error_ok") == [90, 4, False]
    assert values(study("time-study", rows, clock_s=100, check_s=6, ineffective_s=3), "study_error_ok") == [True]


def test_pieces_of_a_cycle_and_a_shift(study: Studying) -> None:
    answer = study("time-study", mean_s=60, pieces_per_cycle=4, allowance_pct=20, shift_min=450)
    expected = [18, 0.3, 500, 200, 1500, 0.5]
    names = ("standard_s", "standard_min", "standard_tmu", "pieces_per_h", "pieces_per_shift", "h_per_100_pieces")
    assert values(answer, *names) == pytest.approx(expected)


def test_the_two_bases_agree_where_they_must(study: Studying) -> None:
    """A of the workday is A/(1 − A) of job time."""
    for share in (0.0, 0.05, 0.13, 0.5, 0.9):
        of_day = study.value("time-study", "standard_s", mean_s=17, allowance_share=share, allowance_basis="workday")
        of_job = study.value("time-study", "standard_s", mean_s=17, allowance_share=share / (1 - share))
        assert of_day == pytest.approx(of_job)


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "There is nothing to study" in study.refused("time-study")
    assert "“-3” has to be at least 0" in study.refused("time-study", {"readings": read("a", -3)})
    assert "“1e30” has to be at most" in study.refused("time-study", {"readings": read("a", "1e30")})
    assert "is there twice" in study.refused("time-study", {"elements": [{"element": "a"}, {"element": "a"}]})
    both = {"elements": [{"element": "a", "mean_s": 3}], "readings": read("a", 3)}
    assert "“a” has readings and a mean" in study.refused("time-study", both)
    zero = study("time-study", {"readings": read("a", 0, 0, 0)})
    assert values(zero, "normal_s", "pieces_per_h", "observations_needed") == [0, None, None]
    one = study("time-study", {"readings": read("a", 3)})
    assert values(one, "normal_s", "normal_low_s", "observations_needed") == [3, None, None]
    assert any("mean of “a” is cannot be said" in finding["what"] for finding in one["findings"])
    out = study("time-study", {"readings": read("a", 3, 4, excluded="talked")})
    assert values(out, "normal_s", "standard_s") == [None, None]
    assert any("“a” has no time that counts" in finding["what"] for finding in out["findings"])
    misspelt = {"elements": [{"element": "load"}], "readings": read("laod", 3)}
    assert "“laod” is not among the elements" in study("time-study", misspelt)["findings"][0]["what"]


def test_a_hundred_thousand_readings_are_computed(study: Studying) -> None:
    lines = "\n".join(f"{n % 50},{10 + n % 7}" for n in range(100_000))
    answer = study("time-study", {"readings": f"element,time_s\n{lines}\n"})
    assert answer["results"]["readings"]["value"] == 100_000
    assert len(answer["tables"]["elements"]) == 50

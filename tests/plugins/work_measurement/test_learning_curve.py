"""Learning curves by Crawford and Wright: units, totals, blocks, fits, targets and the ramp."""

import math
from pathlib import Path

import numpy as np
import pytest

from floorwright_builtin.learning_curve.curves import CRAWFORD, WRIGHT, Curve, block_midpoint, power_sum
from floorwright_builtin.learning_curve.several import Curves, first_at_most, units_in
from helpers.studied import Studying, golden

RATES = (0.55, 0.7, 0.75, 0.8, 0.85, 0.95, 1.0, 1.05)


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def values(answer: dict[str, dict[str, dict[str, object]]], *names: str) -> list[object]:
    return [answer["results"][name]["value"] for name in names]


def test_a_crawford_curve_of_the_published_example(study: Studying) -> None:
    """LC-01."""
    example = golden("LC-01")
    given, expected = example["inputs"], example["expected"]
    answer = study("learning-curve", time_h=given["a"], rate_share=given["rate"], unit=125)
    assert values(answer, "unit_h", "total_h") == pytest.approx(
        [expected["unit_125"]["value"], expected["cum_1_125"]["value"]], abs=0.0005
    )
    later = study("learning-curve", time_h=given["a"], rate_share=given["rate"], known_unit=100, unit=125)
    assert values(later, "unit_h") == pytest.approx([expected["unit_125_from_m100"]["value"]], abs=0.0005)
    assert "Crawford: unit n takes a n^b" in answer["conventions"][0]


def test_the_midpoint_of_a_block_needs_no_time(study: Studying) -> None:
    """LC-04."""
    example = golden("LC-04")
    given, expected = example["inputs"], example["expected"]
    answer = study("learning-curve", rate_share=given["rate"], from_unit=given["m"], to_unit=given["n"])
    assert values(answer, "block_midpoint") == pytest.approx([expected["midpoint"]["value"]], abs=0.005)
    assert values(answer, "block_h", "block_units") == [None, 300]
    assert any("times needs time_h" in finding["why"] for finding in answer["findings"])


def test_wright_speaks_of_means(study: Studying) -> None:
    """80 %, first 100 h: the mean of 4 is 64 h, their total 256, the fourth 256 − 3 × 100 × 3^−0.3219."""
    answer = study("learning-curve", model="wright", time_h=100, rate_pct=80, unit=4)
    third = 3 * 100 * 3 ** (math.log(0.8) / math.log(2))
    assert values(answer, "average_h", "total_h", "unit_h") == pytest.approx([64, 256, 256 - third])
    block = study("learning-curve", model="wright", time_h=100, rate_pct=80, from_unit=4, to_unit=4)
    assert values(block, "block_h", "block_midpoint") == [pytest.approx(256 - third), None]


@pytest.mark.parametrize("rate", RATES)
@pytest.mark.parametrize("model", [CRAWFORD, WRIGHT])
def test_units_blocks_and_totals_add_up_to_what_adding_one_by_one_gives(rate: float, model: str) -> None:
    curve = Curve(model, 37.0, math.log2(rate))
    units = [curve.unit_h(n) for n in range(1, 1501)]
    assert curve.total_h(1500) == pytest.approx(math.fsum(units), rel=1e-12)
    assert curve.block_h(301, 1500) == pytest.approx(math.fsum(units[300:]), rel=1e-10)
    assert curve.total_h(300) + curve.block_h(301, 1500) == pytest.approx(curve.total_h(1500), rel=1e-12)
    if model == CRAWFORD:
        assert curve.unit_h(block_midpoint(301, 1500, curve.exponent)) * 1200 == pytest.approx(curve.block_h(301, 1500))


@pytest.mark.parametrize("exponent", [-1.5, -1.0, -0.5, -0.2345, 0.0, 0.1])
def test_long_sums_are_exact_to_the_last_digits(exponent: float) -> None:
    brute = math.fsum(np.arange(3, 200_001, dtype=float) ** exponent)
    assert power_sum(3, 200_000, exponent) == pytest.approx(brute, rel=1e-13)
    assert power_sum(900, 200_000, exponent) == pytest.approx(
        math.fsum(np.arange(900, 200_001, dtype=float) ** exponent), rel=1e-13
    )


def test_the_time_that_is_known_may_be_of_a_unit_a_mean_or_a_total(study: Studying) -> None:
    """85 %, first 100 h: the fourth unit takes 72.25 h, the first four 334.54 h together."""
    total = math.fsum(100 * n ** math.log2(0.85) for n in range(1, 5))
    for what, time in (("unit", 72.25), ("average", total / 4), ("total", total)):
        answer = study("learning-curve", rate_pct=85, time_h=time, known_unit=4, known_is=what)
        assert values(answer, "first_unit_h") == pytest.approx([100])
    wright = study("learning-curve", model="wright", rate_pct=80, time_h=64, known_unit=4)
    assert values(wright, "first_unit_h") == pytest.approx([100])


def test_the_rate_is_found_from_two_units(study: Studying) -> None:
    """Unit 10 takes 50 h, unit 40 takes 32: a quarter less in two doublings … 32/50 = 0.64 = 0.8²."""
    data = [{"unit": 10, "time_h": 50}, {"unit": 40, "time_h": 32}]
    answer = study("learning-curve", {"data": data}, unit=80)
    assert values(answer, "rate_pct", "unit_h", "r_squared") == pytest.approx([80, 25.6, 1])
    assert values(answer, "rate_low_pct") == [None]
    assert any("Unit 80 lies beyond the data, which end at 40" in finding["what"] for finding in answer["findings"])


def test_the_fit_is_the_regression_of_the_logarithms(study: Studying) -> None:
    units, times = [1, 2, 4, 7, 12, 20], [98.0, 85.5, 70.1, 66.0, 54.2, 50.3]
    slope, level = np.polyfit(np.log(units), np.log(times), 1)
    data = [{"unit": unit, "time_h": time} for unit, time in zip(units, times, strict=True)]
    answer = study("learning-curve", {"data": data})
    assert values(answer, "exponent", "first_unit_h") == pytest.approx([slope, math.exp(level)])
    assert values(answer, "r_squared") == pytest.approx([np.corrcoef(np.log(units), np.log(times))[0, 1] ** 2])
    low, high = values(answer, "rate_low_pct", "rate_high_pct")
    assert isinstance(low, float) and isinstance(high, float)
    assert low < 100 * 2**slope < high


@pytest.mark.parametrize("model", [CRAWFORD, WRIGHT])
@pytest.mark.parametrize("what", ["unit", "average", "total"])
def test_a_curve_is_found_again_from_its_own_times(study: Studying, model: str, what: str) -> None:
    curve = Curve(model, 120.0, math.log2(0.82))
    times = {"unit": curve.unit_h, "total": curve.total_h, "average": lambda n: curve.total_h(n) / n}[what]
    data = [{"unit": unit, "time_h": times(unit)} for unit in (1, 3, 8, 15, 40)]
    answer = study("learning-curve", {"data": data}, model=model, data_is=what)
    assert values(answer, "rate_pct", "first_unit_h") == pytest.approx([82, 120], rel=1e-5)


def test_unit_times_from_the_first_become_means_for_wright(study: Studying) -> None:
    times = [100.0, 75.0, 66.0, 62.0]
    means = np.cumsum(times) / np.arange(1, 5)
    slope, _ = np.polyfit(np.log(np.arange(1, 5)), np.log(means), 1)
    data = [{"unit": n, "time_h": time} for n, time in enumerate(times, 1)]
    assert study.value("learning-curve", "exponent", {"data": data}, model="wright") == pytest.approx(slope)


@pytest.mark.parametrize("model", [CRAWFORD, WRIGHT])
def test_a_curve_is_found_from_lots(study: Studying, model: str) -> None:
    curve = Curve(model, 40.0, math.log2(0.9))
    lots = [(1, 10), (11, 30), (31, 80), (81, 200)]
    data = [{"unit": first, "last_unit": last, "time_h": curve.block_h(first, last)} for first, last in lots]
    answer = study("learning-curve", {"data": data}, model=model)
    assert values(answer, "rate_pct", "first_unit_h") == pytest.approx([90, 40], rel=1e-5)


def test_units_until_a_target_and_units_in_hours(study: Studying) -> None:
    """85 %: 50 of 100 h are reached at 0.5^(1/b) = 19.2, the twentieth unit; 185 h make exactly two."""
    answer = study("learning-curve", time_h=100, rate_pct=85, target_h=50, hours_h=185)
    assert values(answer, "target_units", "units_in_hours") == [20, 2]
    mean = study("learning-curve", model="wright", time_h=100, rate_pct=80, target_h=64, target_is="average")
    assert values(mean, "target_units", "target_total_h") == [4, pytest.approx(256)]
    never = study("learning-curve", time_h=100, rate_pct=100, target_h=50)
    assert values(never, "target_units") == [None]
    assert "50 h is never reached" in never["findings"][0]["what"]


@pytest.mark.parametrize("model", [CRAWFORD, WRIGHT])
def test_targets_are_the_first_units_and_hours_the_last_that_fit(model: str) -> None:
    curves = Curves((Curve(model, 10.0, math.log2(0.8)), Curve(model, 3.0, math.log2(0.95))))
    for n in (1, 2, 17, 4000):
        assert first_at_most(curves.unit_h, curves.unit_h(n)) == n
        assert first_at_most(curves.unit_h, curves.unit_h(n) * 0.99999) == n + 1
        assert units_in(curves, curves.total_h(n)) == n
        assert units_in(curves, curves.total_h(n) * 0.999999) == n - 1


def test_operations_with_a_curve_each_add_up(study: Studying) -> None:
    operations = [
        {"operation": "fabricate", "time_h": 70, "rate_pct": 85},
        {"operation": "assemble", "time_h": 45, "rate_pct": 87},
        {"operation": "test", "time_h": 25, "rate_pct": 80},
    ]
    answer = study("learning-curve", {"operations": operations}, unit=300)
    parts = [(70, 0.85), (45, 0.87), (25, 0.8)]
    assert values(answer, "first_unit_h", "unit_h", "total_h") == pytest.approx(
        [
            140,
            sum(a * 300 ** math.log2(rate) for a, rate in parts),
            sum(a * n ** math.log2(rate) for a, rate in parts for n in range(1, 301)),
        ]
    )


def test_the_people_that_a_plan_of_units_needs(study: Studying) -> None:
    """First 100 h, 80 %: unit 1 takes 100 h, units 2 and 3 take 80 + 70.2 = 150.2 h; a person works 40 h."""
    third = 100 * 3 ** math.log2(0.8)
    plan = [{"period": "w1", "units": 1}, {"period": "w2", "units": 2}, {"period": "w3", "units": 0}]
    answer = study("learning-curve", {"plan": plan}, time_h=100, rate_pct=80, person_h_per_period=40)
    rows = answer["tables"]["ramp_plan"]
    assert [row["hours_h"] for row in rows] == pytest.approx([100, 80 + third, 0])
    assert [row["people"] for row in rows] == [3, 4, 0]
    assert values(answer, "ramp_units", "ramp_people") == [3, 4]


def test_the_units_that_a_crew_finishes(study: Studying) -> None:
    """Two people of 50 h: 100 h a week; the first unit takes the first week, then 80, 70.2, 64 … h."""
    answer = study("learning-curve", time_h=100, rate_pct=80, people=2, person_h_per_period=50, periods=4)
    curve = Curve(CRAWFORD, 100.0, math.log2(0.8))
    done = [max(n for n in range(20) if curve.total_h(n) <= 100 * week + 1e-9) for week in range(1, 5)]
    rows = answer["tables"]["ramp_crew"]
    assert [row["units"] for row in rows] == [b - a for a, b in zip([0, *done], done, strict=False)]
    assert values(answer, "ramp_units") == [done[-1]]


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "There is no learning rate" in study.refused("learning-curve", time_h=3)
    assert "at 50 % more units take no more hours" in study.refused("learning-curve", model="wright", rate_pct=50)
    assert "has to be at least 1" in study.refused("learning-curve", rate_pct=-80)
    assert "has to be at most" in study.refused("learning-curve", rate_pct=80, unit="1e30")
    assert "runs from unit 9 to 3" in study.refused("learning-curve", rate_pct=80, from_unit=9, to_unit=3)
    one = {"data": [{"unit": 3, "time_h": 5}, {"unit": 3, "time_h": 6}]}
    assert "two units or more" in study.refused("learning-curve", one)
    zero = {"data": [{"unit": 1, "time_h": 0}, {"unit": 3, "time_h": 6}]}
    assert "has to be at least" in study.refused("learning-curve", zero)
    two = {"data": [{"unit": 1, "time_h": 5}, {"unit": 3, "time_h": 6}]}
    assert "data to fit, and a rate" in study.refused("learning-curve", two, rate_pct=80)
    assert any("grow from unit to unit" in f["what"] for f in study("learning-curve", two)["findings"])
    wild = {"data": [{"unit": 1, "time_h": "1e-9"}, {"unit": 2, "time_h": "1e9"}]}
    assert "which is no learning curve" in study.refused("learning-curve", wild)
    huge = study("learning-curve", rate_pct=80, time_h=100, unit=10**12, people=1000, person_h_per_period=1000)
    assert huge["results"]["total_h"]["value"] > huge["results"]["unit_h"]["value"] > 0


def test_a_hundred_thousand_times_are_fitted(study: Studying) -> None:
    lines = "\n".join(f"{n},{50 * n**-0.25!r}" for n in range(1, 100_001))
    answer = study("learning-curve", {"data": f"unit,time_h\n{lines}\n"})
    assert values(answer, "exponent") == pytest.approx([-0.25])

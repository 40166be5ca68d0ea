"""Reliability and availability, as a user computes them at the command line."""

import itertools
import math
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given as provided
from hypothesis import settings
from hypothesis import strategies as some
from scipy import stats

from floorwright.api import StudyFailed
from floorwright_builtin.machine_time.failures import weibull_likelihood, weibull_ranks
from floorwright_builtin.machine_time.structure import Block, Group, Part, chance, names_in, parsed
from helpers.studied import Studying, golden


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def value(answer: dict[str, Any], name: str) -> Any:
    return answer["results"][name]["value"]


def test_components_in_series(study: Studying) -> None:
    """REL-01: .97 five and ten times; and .98 × .95 × .97 is .90307, not .9021."""
    example = golden("REL-01")
    for count, wanted in zip(example["inputs"]["n"], example["expected"]["R"]["value"], strict=True):
        found = study.value("reliability", "system_reliability", reliability=0.97, units=count)
        assert found == pytest.approx(wanted, abs=0.0005)
    components = {"components": "component,reliability\nA,.98\nB,.95\nC,.97\n"}
    assert study.value("reliability", "system_reliability", components) == pytest.approx(0.90307)


def test_availability_of_one_of_two_and_two_of_three(study: Studying) -> None:
    """REL-05."""
    wanted = golden("REL-05")["expected"]
    both = study("reliability", mtbf_h=190, mttr_h=10, units=2, arrangement="parallel")
    assert value(both, "availability") == pytest.approx(wanted["A"]["value"])
    assert value(both, "system_availability") == pytest.approx(wanted["A_parallel_2"]["value"])
    two = study.value("reliability", "system_availability", mtbf_h=190, mttr_h=10, units=3, needed=2)
    assert two == pytest.approx(wanted["A_2_of_3"]["value"])


def test_mtbf_with_its_interval_from_totals(study: Studying) -> None:
    """4,000 h and 8 failures: 500 h; 90 %: 8000/26.296 to 8000/7.962, χ² of 16 degrees from tables."""
    answer = study("reliability", operating_h=4000, failures=8, repair_h=40, confidence_pct=90)
    assert value(answer, "mtbf_h") == 500
    assert value(answer, "mtbf_low_h") == pytest.approx(8000 / 26.296, rel=1e-4)
    assert value(answer, "mtbf_high_h") == pytest.approx(8000 / 7.962, rel=1e-4)
    assert (value(answer, "mttr_h"), value(answer, "availability")) == (5, pytest.approx(500 / 505))
    assert value(answer, "availability_low") < value(answer, "availability") < value(answer, "availability_high")
    timed = study("reliability", operating_h=4000, failures=8, confidence_pct=90, test_ended="time")
    assert value(timed, "mtbf_low_h") == pytest.approx(8000 / stats.chi2.ppf(0.95, 18))
    none = study("reliability", operating_h=1000, failures=0, confidence_pct=90)
    assert value(none, "mtbf_h") is None
    assert value(none, "mtbf_at_least_h") == pytest.approx(1000 / math.log(10))


def test_a_life_test_without_and_with_replacement(study: Studying) -> None:
    """20 units for 1,000 h, failures at 200 and 600 h: 18,800 h, 10 % failed, MTBF 9,400; replaced, 20,000 h."""
    table = {"failures": "time_h\n200\n600\n"}
    answer = study("reliability", table, on_test=20, test_h=1000)
    assert value(answer, "operating_h") == 200 + 600 + 18 * 1000
    assert (value(answer, "failed_pct"), value(answer, "mtbf_h")) == (10, 9400)
    assert study.value("reliability", "mtbf_h", table, on_test=20, test_h=1000, replaced="yes") == 10_000
    assert study.value("reliability", "operating_h", table, on_test=20) == 200 + 600 + 18 * 600


def test_reliability_over_a_mission(study: Studying) -> None:
    answer = study("reliability", mtbf_h=1000, mission_h=100, wanted_reliability_pct=99)
    assert value(answer, "reliability") == pytest.approx(math.exp(-0.1))
    assert value(answer, "time_for_reliability_h") == pytest.approx(-1000 * math.log(0.99))
    # 1 − (1 − .9048)² = .9909, so two units reach .99.
    assert value(answer, "parallel_units_for_reliability") == 2


def test_a_mixed_system(study: Studying) -> None:
    """A in series with two of (B, C, D) and with E or F."""
    table = {"components": "component,reliability\nA,.99\nB,.9\nC,.9\nD,.9\nE,.8\nF,.7\n"}
    found = study("reliability", table, structure="A & 2 of (B, C, D) & (E | F)")
    assert value(found, "system_reliability") == pytest.approx(0.99 * (3 * 0.81 * 0.1 + 0.729) * (1 - 0.2 * 0.3))
    assert "names “G”" in study.refused("reliability", table, structure="A & G")
    assert "a bracket is not closed" in study.refused("reliability", table, structure="A & (B | C")


def test_mean_life_of_systems(study: Studying) -> None:
    """Of equal exponential units: series M/n, one of two 1.5 M, two of three (1/2 + 1/3) M."""
    for options, factor in (
        ({"units": 4}, 0.25), ({"units": 2, "arrangement": "parallel"}, 1.5), ({"units": 3, "needed": 2}, 5 / 6),
    ):  # fmt: skip
        found = study.value("reliability", "system_mtbf_h", mtbf_h=100, mission_h=10, **options)
        assert found == pytest.approx(100 * factor, rel=1e-6)
    rates = {"components": "component,failure_rate_per_h\nA,0.001\nB,0.003\n"}
    assert study.value("reliability", "system_mtbf_h", rates, mission_h=1) == pytest.approx(250, rel=1e-6)


def test_failures_out_of_a_log(study: Studying) -> None:
    """10 h run, 1 h repair, 20 h run, 3 h repair, 6 h run, setups between: 36 h, 2 failures, MTTR 2 h."""
    log = "duration_h,state\n10,run\n1,down\n8,run\n2,setup\n12,run\n3,breakdown\n6,run\n"
    answer = study("reliability", {"log": log})
    assert (value(answer, "mtbf_h"), value(answer, "mttr_h"), value(answer, "failures")) == (18, 2, 2)
    assert [row["time_h"] for row in answer["tables"]["failure_times"]] == [10, 20]
    assert answer["on_plan"][0]["value"] == pytest.approx(100 * 36 / 40)


def test_a_weibull_line_is_found_again(study: Studying) -> None:
    """Times on the line of shape 2 and scale 100 at their median ranks are fitted by it."""
    shares = [(i - 0.3) / 10.4 for i in range(1, 11)]
    times = [100 * (-math.log(1 - share)) ** 0.5 for share in shares]
    table = {"failures": [{"time_h": time} for time in times]}
    answer = study("reliability", table, weibull_fit="median ranks")
    assert value(answer, "weibull_shape") == pytest.approx(2)
    assert value(answer, "weibull_scale_h") == pytest.approx(100)
    assert value(answer, "weibull_b10_h") == pytest.approx(100 * math.sqrt(-math.log(0.9)))


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "nothing to compute" in study.refused("reliability")
    assert "has to be at most 1" in study.refused("reliability", reliability=1.2)
    assert "4 of 3 cannot work" in study.refused("reliability", reliability=0.9, units=3, needed=4)
    twice = {"components": "component,reliability\nA,.9\na,.9\n"}
    assert "row 3: a is there twice" in study.refused("reliability", twice)
    assert "told twice" in study.refused("reliability", {"failures": "time_h\n1\n"}, failures=1, operating_h=3)
    assert "longer than" in study.refused("reliability", total_h=10, downtime_h=20, failures=1)
    assert value(study("reliability", operating_h=1e30, failures=1), "mtbf_h") == 1e30
    same = study("reliability", {"failures": "time_h\n5\n5\n"})
    assert value(same, "weibull_shape") is None
    many = study("reliability", {"failures": "time_h\n" + "".join(f"{n % 997 + 1}\n" for n in range(20_000))})
    assert value(many, "failures") == 20_000


def test_the_block_diagram_is_drawn(tmp_path: Path) -> None:
    from floorwright.cli import main

    (tmp_path / "c.csv").write_text("component,reliability\nPump,.9\nSpare pump,.9\nTank,.99\n", encoding="utf-8")
    out = tmp_path / "r.svg"
    given = ["study", "reliability", str(tmp_path / "c.csv"), "--set", "structure=(Pump | Spare pump) & Tank"]
    assert main([*given, "--out", str(out)]) == 0
    assert out.stat().st_size > 1500


NAMES = tuple("ABCDE")
blocks = some.recursive(
    some.sampled_from(NAMES).map(Part),
    lambda inner: some.lists(inner, min_size=2, max_size=4).flatmap(
        lambda parts: some.integers(1, len(parts)).map(lambda needed: Group(tuple(parts), needed))
    ),
    max_leaves=8,
)


def works(block: Block, up: dict[str, bool]) -> bool:
    if isinstance(block, Part):
        return up[block.name]
    return sum(works(part, up) for part in block.parts) >= block.needed


@settings(max_examples=80)
@provided(blocks, some.lists(some.floats(0, 1), min_size=5, max_size=5))
def test_the_chance_is_the_sum_over_all_states(block: Block, chances: list[float]) -> None:
    """Also where a component is named more than once."""
    each = dict(zip(NAMES, chances, strict=True))
    total = 0.0
    for state in itertools.product((True, False), repeat=5):
        up = dict(zip(NAMES, state, strict=True))
        if works(block, up):
            total += math.prod(each[name] if up[name] else 1 - each[name] for name in NAMES)
    assert chance(block, each) == pytest.approx(total, abs=1e-9)


@provided(some.text(alphabet="AB&|(),2of /3", max_size=20))
def test_any_text_is_a_structure_or_refused(text: str) -> None:
    try:
        assert names_in(parsed(text))
    except StudyFailed as failure:
        assert "cannot be read" in failure.message


@settings(max_examples=15, deadline=None)
@provided(some.floats(0.6, 5), some.floats(1, 1e6), some.integers(0, 2**31))
def test_the_likeliest_weibull_is_that_of_scipy(shape: float, scale: float, seed: int) -> None:
    times = (scale * np.random.default_rng(seed).weibull(shape, 40)).tolist()
    found = weibull_likelihood(times, [])
    assert found is not None
    likelihood = np.sum(stats.weibull_min.logpdf(times, found.shape, 0, found.scale))
    for factor in (0.98, 1.02):
        assert likelihood >= np.sum(stats.weibull_min.logpdf(times, found.shape * factor, 0, found.scale)) - 1e-6
        assert likelihood >= np.sum(stats.weibull_min.logpdf(times, found.shape, 0, found.scale * factor)) - 1e-6
    line = weibull_ranks(times, [], "bernard")
    assert line is not None and 0.3 < line.shape / shape < 3

"""Scales have round steps and hold every value."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.paper.charts.scales import (
    Downwards,
    Linear,
    Named,
    linear,
    logarithmic,
    nice_ticks,
    number_words,
    tick_words,
)


@pytest.mark.parametrize(
    ("values", "ticks"),
    [
        ((0.0, 61.5), (0.0, 20.0, 40.0, 60.0, 80.0)),
        ((3.2, 9.7), (0.0, 2.0, 4.0, 6.0, 8.0, 10.0)),
        ((-4.0, 9.0), (-5.0, 0.0, 5.0, 10.0)),
        ((0.0, 0.3), (0.0, 0.1, 0.2, 0.3)),
        ((), (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)),
    ],
)  # fmt: skip
def test_a_scale_has_round_steps_from_zero(values: tuple[float, ...], ticks: tuple[float, ...]) -> None:
    assert linear(values).values == ticks


def test_a_scale_of_measurements_need_not_begin_at_zero() -> None:
    assert linear((10.02, 10.18), from_zero=False).values == (10.0, 10.05, 10.1, 10.15, 10.2)


def test_one_value_alone_still_has_a_scale() -> None:
    scale = linear((7.0, 7.0), from_zero=False)
    assert scale.low < 7.0 < scale.high


def test_what_is_not_finite_is_left_out_of_a_scale() -> None:
    assert linear((1.0, math.nan, math.inf, -math.inf, 1e300)).high == 1.0


@given(st.lists(st.floats(allow_nan=False, min_value=-1e199, max_value=1e199), min_size=1, max_size=20))
def test_every_value_lies_on_its_scale(values: list[float]) -> None:
    scale = linear(values)
    assert isinstance(scale, Linear)
    assert all(-1e-6 <= scale.share(value) <= 1 + 1e-6 for value in values)
    assert len(scale.values) < 14


def test_ticks_carry_no_rounding_error() -> None:
    assert nice_ticks(0.0, 0.7, 8) == (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)


def test_ticks_are_written_with_the_decimals_of_their_step() -> None:
    assert tick_words((0.0, 0.25, 0.5)) == ("0.00", "0.25", "0.50")
    assert tick_words((0.0, 5000.0, 10000.0)) == ("0", "5\u2009000", "10\u2009000")


def test_numbers_are_written_short() -> None:
    assert [number_words(v) for v in (0.0, 2.5, 12.34, 1234.5, 2e9, -3.0, 0.00423)] == [
        "0", "2.5", "12.3", "1\u2009234.5", "2e+09", "−3", "0.0042",
    ]  # fmt: skip


def test_a_logarithmic_scale_runs_from_power_to_power() -> None:
    scale = logarithmic((3.0, 700.0))
    assert (scale.low, scale.high) == (1.0, 1000.0)
    assert scale.share(10.0) == pytest.approx(1 / 3)
    assert [words for _, words in scale.ticks()] == ["1", "10", "100", "1\u2009000"]


def test_names_have_a_band_each_and_time_can_run_down() -> None:
    assert Named(("Saw", "Mill")).ticks() == ((0.25, "Saw"), (0.75, "Mill"))
    assert Downwards(linear((0.0, 10.0))).share(10.0) == 0.0

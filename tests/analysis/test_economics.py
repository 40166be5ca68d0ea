"""Break-even, payback and present value: numbers with their sources, and what cannot be paid back."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.analysis.comparing.economics import (
    annuity_factor,
    annuity_rate,
    break_even_quantity,
    crossing,
    discounted_payback_years,
    equal_cost_quantity,
    irr,
    npv,
    payback_years,
)


def test_the_quantity_that_covers_its_cost() -> None:
    """COST-01 (Panneerselvam, Engineering Economics, Ex 1.1): 2,000,000 ÷ (200 − 100)."""
    assert break_even_quantity(2_000_000, 200, 100) == 20000
    assert break_even_quantity(10, 5, 5) is None


def test_an_engine_lathe_against_a_turret_lathe() -> None:
    """COST-06 (Sharma, Production Engineering, Exa 5.32): setups of 2 and 8 h at 8; 12 min at 11 and 5 min at 13."""
    assert equal_cost_quantity(2 * 8, 12 / 60 * 11, 8 * 8, 5 / 60 * 13) == pytest.approx(42.985, abs=1e-3)
    assert equal_cost_quantity(1, 5, 2, 5) is None
    assert equal_cost_quantity(1, 5, 2, 6) is None


def test_present_value_and_rate_of_return() -> None:
    """COST-09 (docstrings of numpy-financial)."""
    assert npv(0.08, [-40000, 5000, 8000, 12000, 30000]) == pytest.approx(3065.22267, abs=5e-6)
    assert irr([-100, 39, 59, 55, 20]) == pytest.approx(0.28095, abs=5e-6)
    assert irr([100, 39]) is None


def test_a_payback_by_hand() -> None:
    # 12,000 out of 4,000 a year: three years. At 10 % 4,000 are worth 9,947 over three years and 12,679 over four:
    # ln(1 − 12,000 × 0.1 ÷ 4,000) = ln 0.7, −ln 0.7 ÷ ln 1.1 = 3.7422.
    assert payback_years(12000, 4000) == 3
    assert annuity_factor(0.1, 3) * 4000 == pytest.approx(9947.41, abs=0.01)
    assert discounted_payback_years(12000, 4000, 0.1) == pytest.approx(3.7422, abs=1e-4)
    assert annuity_factor(0, 5) == 5
    assert npv(0.1, [-12000, 4000, 4000, 4000]) == pytest.approx(annuity_factor(0.1, 3) * 4000 - 12000)


def test_what_saves_nothing_never_pays_back() -> None:
    assert payback_years(100, 0) is None
    assert payback_years(100, -5) is None
    assert payback_years(0, -5) == 0, "nothing was spent"
    assert discounted_payback_years(100, 5, 0.1) is None, "5 a year for ever are worth 50"
    assert annuity_rate(100, -5, 5) is None


def test_the_rate_of_an_annuity() -> None:
    assert annuity_rate(annuity_factor(0.12, 7) * 300, 300, 7) == pytest.approx(0.12, rel=1e-9)
    assert annuity_rate(100, 10, 5) == pytest.approx(irr([-100, 10, 10, 10, 10, 10]) or math.nan, rel=1e-6)


@given(st.floats(-1e3, 1e3), st.floats(1e-3, 1e3), st.floats(1, 7))
def test_a_crossing_is_found_wherever_it_is(root: float, slope: float, power: float) -> None:
    def of(x: float) -> float:
        return math.copysign(slope * abs(x - root) ** power, x - root)

    found = crossing(of, -2e3, 2e3)
    assert found is not None
    assert abs(of(found)) <= 1e-9 * slope * 3e3**power


def test_a_jump_is_found_too() -> None:
    assert crossing(lambda x: -1.0 if x < math.pi else 5.0, 0, 10) == pytest.approx(math.pi, rel=1e-12)
    assert crossing(lambda x: x + 1, 0, 10) is None
    assert crossing(lambda x: math.nan, 0, 10) is None

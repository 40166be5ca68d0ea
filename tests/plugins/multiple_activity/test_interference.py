"""Servicing at random against the equations of the queue, solved by brute force."""

import math

import numpy as np
import pytest
from hypothesis import given as provided
from hypothesis import settings
from hypothesis import strategies as some

from floorwright_builtin.multiple_activity.interference import binomial, finite_source, lost


def solved(machines: int, servers: int, stop: float, mend: float) -> list[float]:
    """The equilibrium of births and deaths: what goes into a state goes out of it, and the chances add to 1."""
    rates = np.zeros((machines + 1, machines + 1))
    for n in range(machines + 1):
        if n < machines:
            rates[n, n + 1] += (machines - n) * stop
            rates[n, n] -= (machines - n) * stop
        if n > 0:
            rates[n, n - 1] += min(n, servers) * mend
            rates[n, n] -= min(n, servers) * mend
    balance = np.vstack([rates.T, np.ones(machines + 1)])
    right = np.zeros(machines + 2)
    right[-1] = 1
    return [float(p) for p in np.linalg.lstsq(balance, right, rcond=None)[0]]


@settings(max_examples=60)
@provided(some.integers(1, 15), some.integers(1, 6), some.floats(0.05, 5), some.floats(0.05, 5))
def test_the_queue_is_the_solution_of_its_balance(machines: int, servers: int, stop: float, mend: float) -> None:
    queue = finite_source(machines, servers, stop, mend)
    assert list(queue.probabilities) == pytest.approx(solved(machines, servers, stop, mend), abs=1e-7)
    # Little: what stops is what is mended.
    assert queue.stops == pytest.approx(queue.serving * mend)
    assert queue.stopped == pytest.approx(queue.waiting + queue.serving)


def test_a_thousand_machines_and_odd_rates_give_chances_that_add_to_one() -> None:
    for stop, mend in ((1e-6, 1e6), (1e6, 1e-6), (1.0, 1.0)):
        queue = finite_source(1000, 3, stop, mend)
        assert math.fsum(queue.probabilities) == pytest.approx(1)
        assert 0 <= queue.waiting <= queue.stopped <= 1000 * (1 + 1e-12)


@provided(some.integers(1, 60), some.floats(0, 1), some.integers(1, 5))
def test_the_binomial_adds_to_one_and_has_its_mean(machines: int, down: float, operators: int) -> None:
    shares = binomial(machines, down)
    assert math.fsum(shares) == pytest.approx(1)
    assert math.fsum(m * p for m, p in enumerate(shares)) == pytest.approx(machines * down, abs=1e-9)
    assert 0 <= lost(shares, operators) <= machines * down + 1e-9


def test_enough_operators_for_all_machines_make_the_queue_binomial() -> None:
    """With an operator for every machine none waits, and each is down by itself for service ÷ (run + service)."""
    queue = finite_source(6, 6, 2.0, 3.0)
    assert list(queue.probabilities) == pytest.approx(list(binomial(6, 2 / 5)))

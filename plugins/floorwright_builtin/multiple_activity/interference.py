"""Machines that stop at random and wait for an operator: the finite-source queue, the binomial, Wright's formula."""

import math
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Queue:
    """A finite-source queue in equilibrium; `probabilities` are those of 0, 1, 2 … stopped machines.

    Rates are those of `per_stop` and `per_service`, in their unit of time.
    """

    probabilities: tuple[float, ...]
    servers: int
    stops: float
    """Stops of all machines in a unit of time."""

    @property
    def stopped(self) -> float:
        """L: machines stopped, waiting or served."""
        return math.fsum(n * p for n, p in enumerate(self.probabilities))

    @property
    def waiting(self) -> float:
        """Lq: machines that wait for an operator."""
        return math.fsum(max(n - self.servers, 0) * p for n, p in enumerate(self.probabilities))

    @property
    def serving(self) -> float:
        """Operators busy."""
        return math.fsum(min(n, self.servers) * p for n, p in enumerate(self.probabilities))


def finite_source(machines: int, servers: int, stop_rate: float, service_rate: float) -> Queue:
    """M/M/c//K: each running machine stops at `stop_rate`, each operator mends at `service_rate`.

    p_n = p_0 · Π (K − i)·λ ÷ (min(i + 1, c)·μ), i below n, from the balance of births and deaths (methods.md 7.3;
    Hillier and Lieberman, Introduction to Operations Research, finite calling population). Computed in logarithms.
    """
    logs = [0.0]
    for stopped in range(machines):
        birth, death = (machines - stopped) * stop_rate, min(stopped + 1, servers) * service_rate
        logs.append(logs[-1] + math.log(birth) - math.log(death))
    most = max(logs)
    weights = [math.exp(value - most) for value in logs]
    total = math.fsum(weights)
    shares = tuple(weight / total for weight in weights)
    stops = stop_rate * math.fsum((machines - n) * p for n, p in enumerate(shares))
    return Queue(shares, servers, stops)


def binomial(machines: int, down: float) -> tuple[float, ...]:
    """The probabilities that 0, 1, 2 … of the machines are down, each by itself with the chance `down`.

    P(m) = C(n, m)·p^m·(1 − p)^(n − m) (methods.md 1.6; Niebel and Freivalds, random servicing).
    """
    if down <= 0 or down >= 1:
        sure = 0 if down <= 0 else machines
        return tuple(float(m == sure) for m in range(machines + 1))
    return tuple(
        math.exp(
            math.lgamma(machines + 1)
            - math.lgamma(m + 1)
            - math.lgamma(machines - m + 1)
            + m * math.log(down)
            + (machines - m) * math.log1p(-down)
        )
        for m in range(machines + 1)
    )


def lost(probabilities: Sequence[float], servers: int) -> float:
    """Machines that wait because every operator is busy, in the mean: sum of (m − c)·P(m) for m above c."""
    return math.fsum((m - servers) * p for m, p in enumerate(probabilities) if m > servers)


def wright(machines: int, run: float, service: float) -> float:
    """Interference as a percentage of the mean service time, for one operator.

    I = 50·(√((1 + X − N)² + 2N) − (1 + X − N)), X = run ÷ service (Wright, Duvall and Freeman 1936; good for N ≥ 7).
    """
    x = run / service
    apart = 1 + x - machines
    return 50 * (math.sqrt(apart * apart + 2 * machines) - apart)

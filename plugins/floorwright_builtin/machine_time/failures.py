"""MTBF, MTTR and their intervals from failures, and the Weibull distribution that fits times to failure."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Ended = Literal["failure", "time"]
Ranks = Literal["bernard", "midpoint", "mean"]


@dataclass(frozen=True, slots=True)
class Interval:
    """Limits; None is not known."""

    low: float | None
    high: float | None


def chi2(share: float, degrees: float) -> float:
    """The value of chi-squared with that share below it."""
    from scipy.special import gammaincinv

    return float(2 * gammaincinv(degrees / 2, share))


def mean_interval(time: float, events: int, confidence: float, ended: Ended) -> Interval:
    """The two-sided interval of a mean time between exponential events, out of all the time and their number.

    2T ÷ χ²(1 − α/2; d) to 2T ÷ χ²(α/2; 2r), d = 2r where the observation ended with a failure and 2r + 2 where it
    ended at a set time (Epstein 1954; MIL-HDBK-781; methods.md 4.4). Without events there is only a lower limit.
    """
    alpha = 1 - confidence
    if time <= 0:
        return Interval(None, None)
    if events == 0:
        return Interval(2 * time / chi2(1 - alpha, 2), None)
    degrees = 2 * events if ended == "failure" else 2 * events + 2
    return Interval(2 * time / chi2(1 - alpha / 2, degrees), 2 * time / chi2(alpha / 2, 2 * events))


def one_sided(time: float, events: int, confidence: float, ended: Ended) -> float | None:
    """The lower limit alone: 2T ÷ χ²(1 − α; d)."""
    if time <= 0:
        return None
    degrees = 2 * events if ended == "failure" and events else 2 * events + 2
    return 2 * time / chi2(confidence, degrees)


def availability_interval(up: float, down: float, events: int, confidence: float) -> Interval:
    """1 ÷ (1 + D/T·F): the ratio of mean repair and mean run follows F with 2r and 2r degrees."""
    from scipy.special import fdtri

    if events == 0 or up <= 0 or down <= 0:
        return Interval(None, None)
    alpha, degrees = 1 - confidence, 2.0 * events
    wide = float(fdtri(degrees, degrees, 1 - alpha / 2))
    return Interval(1 / (1 + down / up * wide), 1 / (1 + down / up / wide))


@dataclass(frozen=True, slots=True)
class Weibull:
    """R(t) = exp(−(t ÷ scale)^shape)."""

    shape: float
    scale: float

    def mean(self) -> float:
        """The mean life: scale · Γ(1 + 1 ÷ shape)."""
        return power_of_e(math.log(self.scale) + math.lgamma(1 + 1 / self.shape))

    def life(self, failed: float) -> float:
        """When that share has failed: B10 for 0.1."""
        return power_of_e(math.log(self.scale) + math.log(-math.log1p(-failed)) / self.shape)

    def reliability(self, time: float) -> float:
        """The share that still works at that time."""
        if time <= 0:
            return 1.0
        return math.exp(-power_of_e(self.shape * (math.log(time) - math.log(self.scale))))


def power_of_e(exponent: float) -> float:
    """e to that power; infinite where it is beyond every number."""
    return math.exp(exponent) if exponent < 709 else math.inf


def weibull_likelihood(failed: Sequence[float], survived: Sequence[float]) -> Weibull | None:
    """The fit of greatest likelihood, with those that had not failed when they were last seen.

    Σ t^β ln t ÷ Σ t^β − 1/β = mean ln t of the failed, then scale^β = Σ t^β ÷ r (Cohen 1965). None where there are
    fewer than two different times.
    """
    if len(set(failed)) < 2:
        return None
    largest = math.log(max((*failed, *survived)))
    # Times are taken as shares of the largest, so that no power overflows.
    logs = [math.log(time) - largest for time in (*failed, *survived)]
    mean_log = math.fsum(math.log(time) - largest for time in failed) / len(failed)

    def off(shape: float) -> float:
        powers = [math.exp(shape * log) for log in logs]
        weighted = math.fsum(power * log for power, log in zip(powers, logs, strict=True))
        return weighted / math.fsum(powers) - 1 / shape - mean_log

    low, high = 1e-3, 1.0
    while off(high) < 0 and high < 1e4:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        low, high = (middle, high) if off(middle) < 0 else (low, middle)
    shape = (low + high) / 2
    mean_power = math.fsum(math.exp(shape * log) for log in logs) / len(failed)
    scale = power_of_e(largest + math.log(mean_power) / shape)
    return Weibull(shape, scale) if 0 < scale < math.inf else None


def weibull_ranks(failed: Sequence[float], survived: Sequence[float], ranks: Ranks) -> Weibull | None:
    """The line through ln ln(1 ÷ (1 − F)) over ln t by least squares; survivors raise later ranks (Johnson)."""
    if len(set(failed)) < 2:
        return None
    points = plot_points(failed, survived, ranks)
    xs, ys = [math.log(time) for time, _ in points], [math.log(-math.log1p(-share)) for _, share in points]
    mean_x, mean_y = math.fsum(xs) / len(xs), math.fsum(ys) / len(ys)
    spread = math.fsum((x - mean_x) ** 2 for x in xs)
    shape = math.fsum((x - mean_x) * (y - mean_y) for x, y in zip(xs, ys, strict=True)) / spread if spread > 0 else 0.0
    scale = power_of_e(mean_x - mean_y / shape) if shape > 0 else 0.0
    return Weibull(shape, scale) if 0 < scale < math.inf else None


def plot_points(failed: Sequence[float], survived: Sequence[float], ranks: Ranks) -> list[tuple[float, float]]:
    """Times to failure with the share F that has failed by then: Bernard's (i − 0.3) ÷ (n + 0.4), or another rank."""
    told = sorted([*((time, 0) for time in failed), *((time, 1) for time in survived)])
    count, rank = len(told), 0.0
    found = []
    for place, (time, alive) in enumerate(told):
        if alive:
            continue
        rank += (count + 1 - rank) / (1 + count - place)
        share = {"bernard": (rank - 0.3) / (count + 0.4), "midpoint": (rank - 0.5) / count, "mean": rank / (count + 1)}
        found.append((time, share[ranks]))
    return found

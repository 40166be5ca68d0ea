"""Scales of a chart: where along an axis a value lies, and which values are written there."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

_STEPS = (1.0, 2.0, 2.5, 5.0, 10.0)
_MANY_DIGITS = 1e7
_NOTHING, _BEYOND = 1e-200, 1e200
"""Steps between such values could not be told as numbers."""


class Scale(Protocol):
    """Maps values to shares of an axis, 0 at its beginning and 1 at its end."""

    def share(self, value: float) -> float:
        """How far along the axis a value lies."""
        ...

    def ticks(self) -> tuple[tuple[float, str], ...]:
        """The shares that are marked, and what is written there."""
        ...


@dataclass(frozen=True, slots=True)
class Linear:
    """Equal steps; `values` are written."""

    low: float
    high: float
    values: tuple[float, ...]

    def share(self, value: float) -> float:
        return (value - self.low) / (self.high - self.low)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        return tuple(zip(map(self.share, self.values), tick_words(self.values), strict=True))


@dataclass(frozen=True, slots=True)
class Downwards:
    """A scale that begins at the top, such as the time of a man-machine chart."""

    of: Scale

    def share(self, value: float) -> float:
        return 1.0 - self.of.share(value)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        return tuple((1.0 - share, words) for share, words in self.of.ticks())


@dataclass(frozen=True, slots=True)
class Logarithmic:
    """Powers of ten in equal steps, from `low` to `high`, both above 0."""

    low: float
    high: float

    def share(self, value: float) -> float:
        if value <= 0:
            return 0.0
        return math.log(value / self.low) / math.log(self.high / self.low)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        first, last = math.floor(math.log10(self.low) + 1e-9), math.ceil(math.log10(self.high) - 1e-9)
        parts = (1.0, 2.0, 5.0) if last - first < 3 else (1.0,)
        values = [part * 10.0**power for power in range(first, last + 1) for part in parts]
        inside = [value for value in values if self.low * (1 - 1e-9) <= value <= self.high * (1 + 1e-9)]
        return tuple((self.share(value), number_words(value)) for value in inside)


@dataclass(frozen=True, slots=True)
class Named:
    """One band a name: the middle of the first is 0, of the second 1, and so on."""

    names: tuple[str, ...]

    def share(self, value: float) -> float:
        return (value + 0.5) / max(len(self.names), 1)

    def ticks(self) -> tuple[tuple[float, str], ...]:
        return tuple((self.share(number), name) for number, name in enumerate(self.names))


def linear(values: Iterable[float], *, most: int = 6, from_zero: bool = True) -> Linear:
    """A scale with round ends on which all values below 1e200 lie; it begins at 0 unless that is not wanted."""
    finite = [value if abs(value) > _NOTHING else 0.0 for value in values if abs(value) < _BEYOND]
    if from_zero or not finite:
        finite.append(0.0)
    low, high = min(finite), max(finite)
    if not (high - low) > abs(high) * 1e-12:
        # One value alone: it lies in the middle, or at the end of a scale from 0.
        spread = abs(high) or 1.0
        low, high = (low, low + spread) if low >= 0 and from_zero else (low - spread / 2, high + spread / 2)
    ticks = nice_ticks(low, high, most)
    return Linear(ticks[0], ticks[-1], ticks)


def logarithmic(values: Iterable[float]) -> Logarithmic:
    """A logarithmic scale from a power of ten to a power of ten on which all values above 0 lie."""
    above = [value for value in values if 0 < value < math.inf] or [1.0]
    low = 10.0 ** math.floor(math.log10(min(above)) + 1e-9)
    high = 10.0 ** math.ceil(math.log10(max(above)) - 1e-9)
    return Logarithmic(low, high if high > low * 1.5 else low * 10.0)


def nice_ticks(low: float, high: float, most: int = 6) -> tuple[float, ...]:
    """At most about `most` round values at equal steps of 1, 2, 2.5 or 5 times a power of ten; the first is not above
    `low` and the last not below `high`."""
    step = nice_step((high - low) / max(most - 1, 1))
    first, last = math.floor(low / step + 1e-9), math.ceil(high / step - 1e-9)
    # A product of the step carries its rounding error on; the shortest decimal near it does not.
    digits = max(0, 12 - math.floor(math.log10(max(abs(first), abs(last), 1) * step)))
    return tuple(round(number * step, min(digits, 300)) for number in range(first, max(last, first + 1) + 1))


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that is not below `least`."""
    if not 0 < least < math.inf:
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(step * power for step in _STEPS if step * power >= least * (1 - 1e-9))


def tick_words(values: tuple[float, ...]) -> tuple[str, ...]:
    """Values at equal steps as they are written beside an axis, with the decimals that the step needs."""
    if len(values) < 2:
        return tuple(map(number_words, values))
    step = abs(values[1] - values[0])
    if max(map(abs, values)) >= _MANY_DIGITS or not step > 1e-6:
        return tuple(f"{value:.3g}".replace("-", "−") for value in values)
    decimals = next(d for d in range(8) if abs(round(step, d) - step) < step * 1e-6)
    return tuple(f"{value:,.{decimals}f}".replace(",", "\u2009").replace("-", "−") for value in values)


def number_words(value: float) -> str:
    """One number, short: with a decimal below ten thousand, thousands parted by a thin space."""
    if not math.isfinite(value):
        return "∞" if value > 0 else "n/a"
    if value and (abs(value) >= _MANY_DIGITS or abs(value) < 1e-4):
        return f"{value:.3g}".replace("-", "−")
    decimals = 0 if abs(value) >= 1e4 else 1 if abs(value) >= 10 else 2 if abs(value) >= 0.1 or not value else 4
    if decimals == 4:
        value = float(f"{value:.2g}")
    words = f"{value:,.{decimals}f}".replace(",", "\u2009").replace("-", "−")
    return words.rstrip("0").rstrip(".") if "." in words else words

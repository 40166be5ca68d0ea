"""How many observations a share needs, and how precise the observations made are."""

import math

from floorwright.api import StudyInput, normal_quantile

ABSOLUTE, RELATIVE = "absolute", "relative"


def z_of(given: StudyInput) -> float:
    """The z of the options: itself where given, else that of the confidence."""
    own = given.number_or_none("z")
    return normal_quantile(given.number("confidence_pct") / 100) if own is None else own


def for_absolute(p: float, points: float, z: float) -> float | None:
    """z² p(1 − p) / e² observations for p ± e, not rounded; None for a share of 0 or 1, where the formula says 0."""
    return z * z * p * (1 - p) / points**2 if 0 < p < 1 else None


def for_relative(p: float, part: float, z: float) -> float | None:
    """z² (1 − p) / (s² p) observations for p ± s p, not rounded; None for a share of 0 or 1."""
    return z * z * (1 - p) / (part**2 * p) if 0 < p < 1 else None


def needed(p: float, precision: float, kind: str, z: float) -> float | None:
    """Observations for one of the two kinds of precision."""
    return for_absolute(p, precision, z) if kind == ABSOLUTE else for_relative(p, precision, z)


def reached(p: float, n: float, z: float) -> float | None:
    """The half width z √(p(1 − p)/n) that n observations give."""
    return z * math.sqrt(p * (1 - p) / n) if n > 0 and 0 <= p <= 1 else None

"""Readings that lie far from the others of their element: flagged, never taken out."""

import statistics
from collections.abc import Sequence

MODIFIED_Z = "modified z"
THREE_S = "3 s"
BOTH = "both"
NONE = "none"
LARGEST_MODIFIED_Z = 3.5
LARGEST_S = 3.0


def modified_z(times: Sequence[float], counted: Sequence[float]) -> list[float | None]:
    """0.6745 (x - median) / MAD of each time, with median and MAD of those that are counted.

    Where more than half are equal the mean deviation stands for the MAD; None where all are, or fewer than three.
    Source: Iglewicz and Hoaglin, How to Detect and Handle Outliers, 1993.
    """
    if len(counted) < 3:
        return [None] * len(times)
    middle = statistics.median(counted)
    away = [abs(time - middle) for time in counted]
    spread = statistics.median(away) / 0.6745
    if spread <= 0:
        spread = 1.253314 * statistics.fmean(away)
    return [None if spread <= 0 else (time - middle) / spread for time in times]


def deviations(times: Sequence[float], counted: Sequence[float]) -> list[float | None]:
    """(x - mean) / s of each time, with mean and sample deviation of those counted; None where s is 0 or unknown."""
    if len(counted) < 3:
        return [None] * len(times)
    mean, s = statistics.fmean(counted), statistics.stdev(counted)
    return [None if s <= 0 else (time - mean) / s for time in times]


def flag(modified: float | None, deviation: float | None, rule: str) -> str:
    """Which rules a reading breaks, in words; "" for none."""
    broken = []
    if rule in (MODIFIED_Z, BOTH) and modified is not None and abs(modified) > LARGEST_MODIFIED_Z:
        broken.append(f"modified z {modified:.2f}")
    if rule in (THREE_S, BOTH) and deviation is not None and abs(deviation) > LARGEST_S:
        broken.append(f"{deviation:.2f} s from the mean")
    return ", ".join(broken)

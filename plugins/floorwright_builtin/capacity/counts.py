"""Counts of machines and people: rounded up from full precision."""

import math

from floorwright.api import StudyFailed

SLACK = 1e-9


def whole(exact: float) -> int:
    """The exact number rounded up; one that is above a whole number by less than a billionth is that number.

    Source: methods.md 0, convention 3.
    """
    if not math.isfinite(exact):
        raise StudyFailed(
            "The machines needed are beyond every number.", hint="Check quantities, times, hours and scrap."
        )
    return math.ceil(exact - SLACK * max(1.0, exact))

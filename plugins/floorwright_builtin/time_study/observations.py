"""How many readings a stated confidence and precision ask for, and what precision the readings made have reached."""

import math
from dataclasses import dataclass

from floorwright.api import StudyInput, normal_quantile, student_quantile, whole_up

STUDENT = "t"
NORMAL = "z"
NOMOGRAPH = "nomograph"


@dataclass(frozen=True, slots=True, kw_only=True)
class Precision:
    """What is asked for: `share` of the mean, or `absolute_s` where given, by one of three methods."""

    method: str
    confidence: float
    share: float
    absolute_s: float | None
    z: float | None

    def quantile(self, freedom: float) -> float:
        """The factor of the standard error: z where given, 2 for the nomograph, else of its distribution."""
        if self.z is not None:
            return self.z
        if self.method == NOMOGRAPH:
            return 2.0
        return (
            student_quantile(self.confidence, freedom) if self.method == STUDENT else normal_quantile(self.confidence)
        )

    def margin_s(self, mean_s: float) -> float:
        """The half width that is asked for, in seconds."""
        return self.share * mean_s if self.absolute_s is None else self.absolute_s

    def needed(self, mean_s: float, sd_s: float, n: int | None) -> float | None:
        """Readings needed, not rounded; `sd_s` is the sample's standard deviation of n pilot readings.

        (t s / (k x̄))² with t of n - 1 degrees; the nomograph's (z/k √(n Σx² - (Σx)²) / Σx)² is the same with the
        population's deviation. With z the number of pilot readings does not matter; None where it does and is missing,
        or where the mean is 0. Sources: Niebel and Freivalds, 13th ed.; ILO, Introduction to Work Study, 4th ed.
        """
        margin = self.margin_s(mean_s)
        if margin <= 0 or (n is not None and n < 2):
            return None
        if n is None:
            if self.method == STUDENT and self.z is None:
                return None
            return float((self.quantile(1) * sd_s / margin) ** 2)
        spread = sd_s * math.sqrt((n - 1) / n) if self.method == NOMOGRAPH else sd_s
        return float((self.quantile(n - 1) * spread / margin) ** 2)

    @property
    def convention(self) -> str:
        """How the number of readings was found, in a sentence."""
        k = f"± {self.share * 100:g} % of the mean" if self.absolute_s is None else f"± {self.absolute_s:g} s"
        if self.method == NOMOGRAPH:
            return (
                f"Readings needed for {k} by the nomograph's formula: z = {self.quantile(1):g} and the deviation of the"
                " readings as a population (n, not n − 1)."
            )
        z = "" if self.z is None else f", factor {self.z:g} as given"
        name = "Student's t with n − 1 degrees of freedom" if self.method == STUDENT else "the normal distribution"
        return (
            f"Readings needed for {k} at {self.confidence * 100:g} % confidence by {name}{z}, largest of the elements."
        )


def precision_of(given: StudyInput) -> Precision:
    """What the options ask for."""
    return Precision(
        method=given.text("observations_method"),
        confidence=given.number("confidence_pct") / 100,
        share=given.number("precision_pct") / 100,
        absolute_s=given.number_or_none("precision_s"),
        z=given.number_or_none("z"),
    )


def whole_or_none(value: float | None) -> int | None:
    """The number of readings as a whole one, rounded up."""
    return None if value is None or not math.isfinite(value) else whole_up(value)

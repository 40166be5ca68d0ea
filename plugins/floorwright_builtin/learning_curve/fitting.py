"""A learning curve from data: the exponent and the first time that fit best in logarithms."""

import math
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from floorwright.api import StudyFailed, StudyInput, student_quantile
from floorwright_builtin.learning_curve.curves import CRAWFORD, WRIGHT, Curve

UNIT, AVERAGE, TOTAL = "unit", "average", "total"
_STEEPEST, _GROWING = -6.7, 2.0
"""Exponents beyond these are slips of the pen: a hundredth of the time at twice the units, or four times as much."""


@dataclass(frozen=True, slots=True)
class Point:
    """Units first to last took `time_h`: one of them, their mean, or all together, as the study says."""

    first: int
    last: int
    time_h: float


@dataclass(frozen=True, slots=True)
class Fit:
    """The curve that fits; `low` and `high` are the ends of the interval of the exponent, None for two points."""

    curve: Curve
    r_squared: float | None
    low: float | None
    high: float | None
    how: str


def points_of(given: StudyInput) -> list[Point]:
    """The data of the study.

    Raises:
        StudyFailed: naming a row of which the last unit comes before the first.
    """
    found = []
    for row in given.rows("data"):
        first = row.whole("unit", 1)
        last = row.whole("last_unit", first)
        if last < first:
            raise StudyFailed(f"data, row {row.number}: units {first} to {last}.", hint="Write the smaller unit first.")
        found.append(Point(first, last, row.number_in("time_h")))
    return sorted(found, key=lambda point: (point.first, point.last))


def fitted(points: Sequence[Point], model: str, what: str, confidence: float) -> Fit:
    """The curve of a model through the points, by least squares of the logarithms.

    Where times are what the model says (unit times for Crawford, means for Wright) that is the regression of ln time on
    ln unit; unit times of 1, 2, 3 … become means for Wright. Lots and other times are fitted by the exponent that
    leaves the smallest squares.

    Raises:
        StudyFailed: when there are fewer than two different units.
    """
    if len({(point.first, point.last) for point in points}) < 2:
        raise StudyFailed("A learning curve needs the times of two units or more.", hint="Add rows to table data.")
    lots = any(point.last > point.first for point in points)
    if (
        model == WRIGHT
        and what == UNIT
        and not lots
        and [one.first for one in points] == list(range(1, len(points) + 1))
    ):
        total, means = 0.0, []
        for point in points:
            total += point.time_h
            means.append(Point(point.first, point.first, total / point.first))
        points, what = means, AVERAGE
    direct = not lots and (model, what) in ((CRAWFORD, UNIT), (WRIGHT, AVERAGE))
    logs = [math.log(point.time_h) for point in points]

    def shape(exponent: float) -> list[float]:
        return [math.log(_share(point, Curve(model, 1.0, exponent), what)) for point in points]

    exponent = _slope([math.log(p.first) for p in points], logs) if direct else _best(shape, logs, model)
    if not _STEEPEST <= exponent <= _GROWING:
        raise StudyFailed(
            f"The data give an exponent of {exponent:.4g}, which is no learning curve.",
            hint="Check the units and times of table data.",
        )
    ends = shape(exponent)
    first = statistics.fmean(log - end for log, end in zip(logs, ends, strict=True))
    left = math.fsum((log - first - end) ** 2 for log, end in zip(logs, ends, strict=True))
    middle = statistics.fmean(logs)
    spread = math.fsum((log - middle) ** 2 for log in logs)
    low = high = None
    if len(points) > 2:
        step = 1e-5
        pull = [(b - a) / (2 * step) for a, b in zip(shape(exponent - step), shape(exponent + step), strict=True)]
        mean = statistics.fmean(pull)
        force = math.fsum((one - mean) ** 2 for one in pull)
        if force > 0:
            error = math.sqrt(left / (len(points) - 2) / force)
            half = student_quantile(confidence, len(points) - 2) * error
            low, high = exponent - half, exponent + half
    how = "regression of ln time on ln unit" if direct else "least squares of the logarithms of the times"
    fit = 1 - left / spread if spread > 1e-18 else None
    return Fit(Curve(model, math.exp(first), exponent), fit, low, high, how)


def _share(point: Point, curve: Curve, what: str) -> float:
    """What the point would take on a curve whose first unit takes 1."""
    if what == UNIT or point.last > point.first:
        return curve.block_h(point.first, point.last)
    total = curve.total_h(point.first)
    return total / point.first if what == AVERAGE else total


def _slope(across: Sequence[float], up: Sequence[float]) -> float:
    x, y = statistics.fmean(across), statistics.fmean(up)
    return math.fsum((a - x) * (b - y) for a, b in zip(across, up, strict=True)) / math.fsum(
        (a - x) ** 2 for a in across
    )


def _best(shape: Callable[[float], list[float]], logs: Sequence[float], model: str) -> float:
    from scipy.optimize import minimize_scalar

    def left(exponent: float) -> float:
        away = [log - end for log, end in zip(logs, shape(exponent), strict=True)]
        return statistics.pvariance(away)

    lowest = -0.999 if model == WRIGHT else -3.0
    return float(minimize_scalar(left, bounds=(lowest, 1.0), method="bounded", options={"xatol": 1e-11}).x)

"""The elements of a time study: means, spreads, ratings, frequencies and what each puts into the cycle."""

import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from floorwright.api import StudyFailed, StudyFinding, StudyInput, StudyRow
from floorwright_builtin.time_study.rating import codes_of, rating_of
from floorwright_builtin.time_study.readings import Reading

REGULAR, IRREGULAR, MACHINE, FOREIGN = "regular", "irregular", "machine", "foreign"
CONTINGENT = "contingent"
WHOLE_CYCLE = "cycle"


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One element. Times are seconds an occurrence; `rated` ones are multiplied by the rating, reading by reading.

    `sd_s` and `rated_sd_s` are those of a sample, None for fewer than two readings.
    """

    name: str
    kind: str
    n: int | None
    mean_s: float | None
    sd_s: float | None
    rated_s: float | None
    rated_sd_s: float | None
    rating: float
    """The share of standard pace that takes `mean_s` to `rated_s`."""
    default_rating: float
    """The rating of its readings that carry none."""
    frequency: float
    allowance: float | None = None
    """Its own allowance as a share, None for that of the study."""

    @property
    def works(self) -> bool:
        """Whether it belongs to the work."""
        return self.kind != FOREIGN

    @property
    def normal_s(self) -> float | None:
        """What it puts into the normal time of a cycle."""
        return None if self.rated_s is None else self.rated_s * self.frequency


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stated:
    """An element as the user described it."""

    name: str
    kind: str = REGULAR
    rating: float | None = None
    frequency: float | None = None
    allowance: float | None = None
    mean_s: float | None = None
    sd_s: float | None = None
    n: int | None = None


def foreign_elements(given: StudyInput) -> frozenset[str]:
    """The names of the elements that are no part of the work."""
    return frozenset(row.text("element").strip() for row in given.rows("elements") if row.text("type") == FOREIGN)


def elements_of(
    given: StudyInput, readings: Sequence[Reading], standard: float, findings: list[StudyFinding]
) -> list[Element]:
    """The elements in the order of their table, then those that only the readings name.

    Raises:
        StudyFailed: when an element is there twice, or has both readings and a mean.
    """
    stated = {one.name: one for one in _stated(given, standard, findings)}
    if readings and stated:
        for name in dict.fromkeys(one.element for one in readings if not one.foreign):
            if name not in stated:
                findings.append(
                    StudyFinding(
                        f"“{name}” is not among the elements", "it is taken as a regular one; check its spelling"
                    )
                )
    for one in readings:
        if one.element not in stated and not one.foreign:
            stated[one.element] = _Stated(name=one.element)
    default = rating_of(given.number_or_none("rating_pct"), codes_of(given), standard, "The study")
    cycles = len({one.cycle for one in readings if not one.foreign})
    by_name = grouped(readings)
    return [
        _element(one, by_name.get(one.name, []), 1.0 if default is None else default, cycles, findings)
        for one in stated.values()
    ]


def grouped(readings: Iterable[Reading]) -> dict[str, list[Reading]]:
    """The readings by the name of their element, in their order."""
    found: dict[str, list[Reading]] = {}
    for one in readings:
        found.setdefault(one.element, []).append(one)
    return found


def with_all(elements: Sequence[Element], readings: Sequence[Reading]) -> list[Element]:
    """The elements as they would be with the readings that were excluded, where those have a time."""
    by_name = grouped(one for one in readings if one.elapsed_s is not None and not one.foreign)
    found = []
    for element in elements:
        times = by_name.get(element.name, [])
        if not any(one.reason for one in times):
            found.append(element)
            continue
        if element.kind == MACHINE:
            times = [replace(one, rating=1.0) for one in times]
        mean, _, rated, _ = _spread(times, element.default_rating)
        found.append(replace(element, mean_s=mean, rated_s=rated))
    return found


def _element(
    stated: _Stated, readings: list[Reading], default: float, cycles: int, findings: list[StudyFinding]
) -> Element:
    machine = stated.kind == MACHINE
    rating = default if stated.rating is None else stated.rating
    if machine:
        if stated.rating is not None and abs(stated.rating - 1) > 1e-9:
            findings.append(
                StudyFinding(f"The machine element “{stated.name}” is rated", "a machine has no pace; 100 is used")
            )
        rating = 1.0
    if readings and stated.mean_s is not None:
        raise StudyFailed(f"“{stated.name}” has readings and a mean.", hint="Leave mean_s empty, or its readings out.")
    n, mean, sd = stated.n, stated.mean_s, stated.sd_s
    rated = None if mean is None else mean * rating
    rated_sd = None if sd is None else sd * rating
    used = [one for one in readings if one.used]
    if readings:
        n = len(used)
        mean, sd, rated, rated_sd = _spread([replace(one, rating=1.0) for one in used] if machine else used, rating)
    return Element(
        name=stated.name,
        kind=stated.kind,
        n=n,
        mean_s=mean,
        sd_s=sd,
        rated_s=rated,
        rated_sd_s=rated_sd,
        rating=rated / mean if mean and rated is not None else rating,
        default_rating=rating,
        frequency=_frequency(stated, readings, cycles, findings),
        allowance=stated.allowance,
    )


def _spread(used: list[Reading], rating: float) -> tuple[float | None, float | None, float | None, float | None]:
    """Mean and deviation of the times, then of the rated times: Σ(t r)/n, not the mean time by the mean rating."""
    times = [one.elapsed_s or 0.0 for one in used]
    rated = [time * (rating if one.rating is None else one.rating) for time, one in zip(times, used, strict=True)]
    if not times:
        return None, None, None, None
    if len(times) == 1:
        return times[0], None, rated[0], None
    return statistics.fmean(times), statistics.stdev(times), statistics.fmean(rated), statistics.stdev(rated)


def _frequency(stated: _Stated, readings: list[Reading], cycles: int, findings: list[StudyFinding]) -> float:
    if stated.frequency is not None:
        return stated.frequency
    if stated.kind in (IRREGULAR, CONTINGENT):
        if readings and cycles:
            return sum(1 for one in readings if not one.foreign) / cycles
        findings.append(
            StudyFinding(
                f"“{stated.name}” is {stated.kind} and has no frequency", "it is taken once a cycle; fill in frequency"
            )
        )
    return 1.0


def _stated(given: StudyInput, standard: float, findings: list[StudyFinding]) -> list[_Stated]:
    overall = given.number_or_none("mean_s")
    if overall is not None:
        if any(given.rows(name) for name in ("elements", "readings", "sheet")):
            raise StudyFailed(
                "The option mean_s is for a study without tables, and there are tables.", hint="Leave mean_s empty."
            )
        n = given.number_or_none("n")
        return [
            _Stated(
                name=WHOLE_CYCLE, mean_s=overall, sd_s=given.number_or_none("sd_s"), n=None if n is None else int(n)
            )
        ]
    found: dict[str, _Stated] = {}
    for row in given.rows("elements"):
        name = row.text("element").strip()
        if name in found:
            raise StudyFailed(f"elements, row {row.number}: “{name}” is there twice.", hint="Give each its own name.")
        found[name] = _stated_row(row, name, standard)
    return list(found.values())


def _stated_row(row: StudyRow, name: str, standard: float) -> _Stated:
    frequency, every = row.number_or_none("frequency"), row.number_or_none("every_cycles")
    if frequency is not None and every is not None:
        raise StudyFailed(
            f"elements, row {row.number}: “{name}” has frequency and every_cycles.", hint="Leave one of them empty."
        )
    allowance = row.number_or_none("allowance_pct")
    n = row.number_or_none("n")
    where = f"elements, row {row.number}: “{name}”"
    return _Stated(
        name=name,
        kind=row.text("type"),
        rating=rating_of(row.number_or_none("rating_pct"), codes_of(row), standard, where),
        frequency=frequency if every is None else 1 / every,
        allowance=None if allowance is None else allowance / 100,
        mean_s=row.number_or_none("mean_s"),
        sd_s=row.number_or_none("sd_s"),
        n=None if n is None else int(n),
    )

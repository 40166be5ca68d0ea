"""The tables of a time study: elements, cycles, the readings as they were judged, and the audit."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from floorwright.api import Cell, Column, Table
from floorwright_builtin.time_study.elements import MACHINE, REGULAR, Element
from floorwright_builtin.time_study.observations import whole_or_none
from floorwright_builtin.time_study.outliers import deviations, flag, modified_z
from floorwright_builtin.time_study.readings import Reading


@dataclass(frozen=True, slots=True)
class ElementFigures:
    """An element with its part of the standard time, the half width of its mean and the readings it needs."""

    element: Element
    standard_s: float | None
    half_width_s: float | None
    needed: float | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """A reading, how far it is from the others of its element, and the rules it breaks."""

    reading: Reading
    modified_z: float | None
    deviation: float | None
    flag: str


def judged(readings: Sequence[Reading], rule: str) -> list[Judgement]:
    """Every reading, in their order. Those with a reason are compared with the ones that are used."""
    by_element: dict[str, list[int]] = {}
    for place, one in enumerate(readings):
        if one.elapsed_s is not None and not one.foreign:
            by_element.setdefault(one.element, []).append(place)
    found: dict[int, tuple[float | None, float | None]] = {}
    for places in by_element.values():
        times = [readings[place].elapsed_s or 0.0 for place in places]
        counted = [readings[place].elapsed_s or 0.0 for place in places if readings[place].used]
        far = zip(modified_z(times, counted), deviations(times, counted), strict=True)
        found |= dict(zip(places, far, strict=True))
    answer = []
    for place, one in enumerate(readings):
        modified, deviation = found.get(place, (None, None))
        answer.append(Judgement(one, modified, deviation, flag(modified, deviation, rule)))
    return answer


def elements_table(figures: Sequence[ElementFigures]) -> Table:
    """A row an element: how it was timed, rated and what it puts into the cycle."""
    columns = (
        Column("Element"),
        Column("Type"),
        Column("n", "", "integer"),
        Column("Mean", "s", "number", 3),
        Column("Rating", "%", "number", 1),
        Column("Normal once", "s", "number", 3),
        Column("Frequency", "", "number", 4),
        Column("Normal", "s", "number", 3),
        Column("Normal", "min", "number", 4),
        Column("Standard", "s", "number", 3),
        Column("Standard", "min", "number", 4),
        Column("Standard", "TMU", "number", 1),
    )
    return Table("Elements", columns, tuple(_element_row(one) for one in figures))


def precision_table(figures: Sequence[ElementFigures]) -> Table:
    """A row an element: how far its readings spread, how sure its mean is and how many readings it needs."""
    columns = (
        Column("Element"),
        Column("n", "", "integer"),
        Column("Mean", "s", "number", 3),
        Column("SD", "s", "number", 3),
        Column("CV", "%", "number", 1),
        Column("Half width", "s", "number", 3),
        Column("Half width", "%", "number", 2),
        Column("Low", "s", "number", 3),
        Column("High", "s", "number", 3),
        Column("Needed exact", "", "number", 2),
        Column("Needed", "", "integer"),
    )
    return Table("Precision", columns, tuple(_precision_row(one) for one in figures))


def _precision_row(one: ElementFigures) -> tuple[Cell, ...]:
    element, half = one.element, one.half_width_s
    mean = element.mean_s
    return (
        element.name,
        element.n,
        mean,
        element.sd_s,
        element.sd_s / mean * 100 if element.sd_s is not None and mean else None,
        half,
        half / mean * 100 if half is not None and mean else None,
        mean - half if mean is not None and half is not None else None,
        mean + half if mean is not None and half is not None else None,
        one.needed,
        whole_or_none(one.needed),
    )


def _element_row(one: ElementFigures) -> tuple[Cell, ...]:
    element = one.element
    normal = element.normal_s if element.works else None
    standard = one.standard_s if element.works else None
    return (
        element.name,
        element.kind,
        element.n,
        element.mean_s,
        element.rating * 100,
        element.rated_s,
        element.frequency,
        normal,
        None if normal is None else normal / 60,
        standard,
        None if standard is None else standard / 60,
        None if standard is None else standard / 0.036,
    )


def cycles_table(readings: Sequence[Reading], elements: Sequence[Element]) -> Table:
    """A row a cycle: its work, that of the regular and machine elements alone, foreign time, and whether it is whole.

    A cycle is whole when each regular or machine element has a reading in it that counts.
    """
    works = {element.name for element in elements if element.works}
    regular = {element.name for element in elements if element.kind in (REGULAR, MACHINE)}
    found: dict[int, _Cycle] = {}
    for one in readings:
        cycle = found.setdefault(one.cycle, _Cycle())
        elapsed = one.elapsed_s or 0.0
        if one.foreign or one.element not in works:
            cycle.foreign += one.recorded_s
            continue
        cycle.work += elapsed
        cycle.foreign += max(0.0, one.recorded_s - elapsed)
        if one.element in regular:
            cycle.regular += elapsed
            if one.used:
                cycle.there.add(one.element)
    columns = (
        Column("Cycle", "", "integer"),
        Column("Work", "s", "number", 2),
        Column("Regular", "s", "number", 2),
        Column("Foreign", "s", "number", 2),
        Column("Whole", "", "yes_no"),
    )
    rows = tuple(
        (number, one.work, one.regular, one.foreign, one.there == regular) for number, one in found.items() if one.work
    )
    return Table(
        "Cycles", columns, rows, notes=("As observed, not rated. Regular leaves out what comes now and then.",)
    )


@dataclass(slots=True)
class _Cycle:
    work: float = 0.0
    regular: float = 0.0
    foreign: float = 0.0
    there: set[str] = field(default_factory=set)


def audit_table(audit: Sequence[Judgement]) -> Table:
    """The readings that are flagged or left out, with the reason."""
    note = "Flagged readings count until they are excluded with a reason: foreign element, missed, dropped part."
    return Table("Audit", _JUDGEMENT, tuple(_judgement_row(one) for one in audit), notes=(note,))


def readings_table(judgements: Sequence[Judgement]) -> Table:
    """The observation sheet: every reading and what became of it."""
    return Table("Readings", _JUDGEMENT, tuple(_judgement_row(one) for one in judgements))


_JUDGEMENT = (
    Column("Row", "", "integer"),
    Column("Cycle", "", "integer"),
    Column("Element"),
    Column("Elapsed", "s", "number", 2),
    Column("Rating", "%", "number", 1),
    Column("Modified z", "", "number", 2),
    Column("Deviations", "", "number", 2),
    Column("Flag"),
    Column("Used", "", "yes_no"),
    Column("Reason"),
)


def _judgement_row(one: Judgement) -> tuple[Cell, ...]:
    reading = one.reading
    return (
        reading.row,
        reading.cycle,
        reading.element,
        reading.elapsed_s,
        None if reading.rating is None else reading.rating * 100,
        one.modified_z,
        one.deviation,
        one.flag,
        reading.used,
        "foreign element" if reading.foreign and not reading.reason else reading.reason,
    )

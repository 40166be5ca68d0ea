"""The readings of a time study: what each one lasted, and why some are not used."""

from collections.abc import Sequence
from dataclasses import dataclass

from floorwright.api import StudyFailed, StudyFinding, StudyInput, StudyRow
from floorwright_builtin.time_study.tables import CYCLES_ON_SHEET

CONTINUOUS = "continuous"
SNAP_BACK = "snap-back"
MISSED = "missed"
AFTER_MISSED = "the reading before it was missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """One reading. `elapsed_s` is None where it was missed; `rating` is a share of standard pace, None if not rated.

    `reason` says why it is not used, "" where it is. `recorded_s` is what the watch ran, foreign time included.
    """

    row: int
    cycle: int
    element: str
    elapsed_s: float | None
    recorded_s: float
    rating: float | None
    reason: str
    foreign: bool

    @property
    def used(self) -> bool:
        """Whether it counts."""
        return not self.foreign and not self.reason and self.elapsed_s is not None


def readings_of(
    given: StudyInput, standard: float, foreign_elements: frozenset[str], findings: list[StudyFinding]
) -> list[Reading]:
    """The readings in the order of the table.

    Continuous: a reading is the watch, running since `start_s`, at the break point that ends the element, and lasts
    since the row before, whatever that was. Snap-back: a reading is how long the element lasted.

    Raises:
        StudyFailed: naming the row where the watch runs backwards or foreign time is longer than the reading.
    """
    rows = _rows(given)
    table = "sheet" if given.rows("sheet") else "readings"
    continuous = given.text("timing") == CONTINUOUS
    cycles = _cycles(rows, foreign_elements)
    before: float | None = given.number("start_s")
    found: list[Reading] = []
    for row, cycle in zip(rows, cycles, strict=True):
        watch = row.number_or_none("time_s")
        reason = row.text("excluded").strip()
        recorded = watch
        if watch is None and not reason:
            reason = MISSED
            findings.append(
                StudyFinding(
                    f"{table}, row {row.number} has no time and counts as missed", "write the reason under excluded"
                )
            )
        if continuous:
            recorded = None if watch is None or before is None else watch - before
            if watch is not None and before is None and not reason:
                reason = AFTER_MISSED
            if recorded is not None and recorded < 0:
                raise StudyFailed(
                    f"{table}, row {row.number}: the watch shows {watch:g} s after {before:g} s.",
                    hint="Continuous readings only grow; use timing=snap-back for times of single elements.",
                )
            before = watch
        foreign_s = row.number_in("foreign_s")
        if recorded is not None and foreign_s > recorded:
            raise StudyFailed(
                f"{table}, row {row.number}: {foreign_s:g} s foreign of {recorded:g} s.",
                hint="Foreign time lies within the reading.",
            )
        number = row.number_or_none("rating_pct")
        found.append(
            Reading(
                row=row.number,
                cycle=cycle,
                element=row.text("element").strip(),
                elapsed_s=None if recorded is None else recorded - foreign_s,
                recorded_s=recorded or 0.0,
                rating=None if number is None else number / standard,
                reason=reason,
                foreign=row.yes("foreign") or row.text("element").strip() in foreign_elements,
            )
        )
    return found


def _rows(given: StudyInput) -> Sequence[StudyRow]:
    """The readings, or what the observation sheet says, cycle by cycle.

    Raises:
        StudyFailed: when both are given.
    """
    rows, sheet = given.rows("readings"), given.rows("sheet")
    if rows and sheet:
        raise StudyFailed("There are readings and an observation sheet.", hint="Leave either table empty.")
    if not sheet:
        return rows
    found = []
    for cycle in range(1, CYCLES_ON_SHEET + 1):
        for row in sheet:
            time = row.number_or_none(f"c{cycle}_s")
            if time is not None:
                shared = {name: row.values.get(name) for name in ("element", "rating_pct")}
                found.append(StudyRow(row.number, {**shared, "cycle": cycle, "time_s": time}))
    return found


def _cycles(rows: Sequence[StudyRow], foreign_elements: frozenset[str]) -> list[int]:
    """The cycle of each row: as given, or a new one whenever an element comes that this cycle already had."""
    found: list[int] = []
    current, seen = 1, set[str]()
    for row in rows:
        element = row.text("element").strip()
        stated = row.number_or_none("cycle")
        if stated is not None:
            if int(stated) != current:
                current, seen = int(stated), set()
        elif element in seen and not row.yes("foreign") and element not in foreign_elements:
            current, seen = current + 1, set()
        seen.add(element)
        found.append(current)
    return found

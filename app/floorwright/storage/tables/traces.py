"""The table of traces: who was where when, positions or stations, a million rows in seconds."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.errors import ImportFailed
from floorwright.jobs import Job
from floorwright.model.observation import STEPS, VALUES
from floorwright.model.record import LARGEST_MM
from floorwright.model.track import Ints, Track, taken, track_of_length
from floorwright.storage.tables.blocks import Block, as_bytes, heading_of, read_blocks
from floorwright.storage.tables.cells import unescaped
from floorwright.storage.tables.columns import TableColumn
from floorwright.storage.tables.instants import CLOCK_WORDS, Clock, numbers, times
from floorwright.storage.tables.trace_problems import TraceProblems
from floorwright.units import Unit

PERSON, TIME, STATION = TableColumn("person"), TableColumn("time", "number", "s"), TableColumn("station")
X, Y = TableColumn("x", "number", "mm"), TableColumn("y", "number", "mm")
OTHERS = ("carrying", "element", "step", "value", "note", "product", "task", "observer")
YES_NO = {b"yes": 1, b"y": 1, b"true": 1, b"1": 1, b"no": 0, b"n": 0, b"false": 0, b"0": 0}
MOST_PERSONS = 2000
MOST_NOTES = 100_000
"""Different texts in a column nobody asked for: beyond, it numbers rows and says nothing."""


@dataclass(frozen=True, slots=True)
class TraceOptions:
    """How a table of traces is read: the unit of columns `x` and `y` that name none, and what becomes of bad rows."""

    unit: Unit | None = None
    leave_out_bad: bool = False


@dataclass(frozen=True, slots=True)
class PersonTrace:
    """The readings of one person, in the order of time from `start` on (ISO 8601, empty where there is no date)."""

    person: str
    start: str
    track: Track
    product: str = ""
    task: str = ""
    observer: str = ""


@dataclass(frozen=True, slots=True)
class Traces:
    """What a table of traces holds, person by person in the order of their names, and what was remarked."""

    name: str
    persons: tuple[PersonTrace, ...]
    rows: int
    remarks: tuple[str, ...] = ()


def is_trace_table(path: Path) -> bool:
    """Whether a file is a table with the columns of traces, told by its first row."""
    heads = {head.strip().casefold().replace(" ", "_") for head in heading_of(path)}

    def has(column: TableColumn) -> bool:
        return bool(heads & {column.name, *column.units()})

    return has(PERSON) and has(TIME) and (has(STATION) or (has(X) and has(Y)))


def read_traces(path: Path, options: TraceOptions, job: Job) -> Traces:
    """The traces in a CSV or XLSX file, sorted by person and time.

    Raises:
        ImportFailed: naming rows and columns that cannot be read.
        Cancelled: when the job was cancelled.
    """
    table = read_blocks(path, "traces", job)
    reader = _Reader(path.name, table.header, options)
    for block in table.blocks:
        reader.take(block)
    job.progress(0.97, "Sorting")
    return reader.traces()


@dataclass(slots=True)
class _Coded:
    """Numbers the different cells of a column over all blocks; an empty cell is -1."""

    numbers: dict[bytes, int] = field(default_factory=dict)

    def of(self, cells: NDArray[Any]) -> Ints:
        different, which = np.unique(as_bytes(cells), return_inverse=True)
        known = [self.numbers.setdefault(cell, len(self.numbers)) if cell else -1 for cell in different.tolist()]
        return np.array(known, np.int32)[which]

    def words(self) -> tuple[str, ...]:
        return tuple(unescaped(cell.decode()) for cell in self.numbers)


class _Reader:
    """Takes the blocks of one table and makes tracks of them."""

    def __init__(self, name: str, header: tuple[str, ...], options: TraceOptions) -> None:
        self._name, self._header, self._options = name, header, options
        self._heads = [cell.strip().casefold().replace(" ", "_") for cell in header]
        self._person, _ = self._needed(PERSON)
        self._time, self._second = self._needed(TIME)
        self._station = self._found(STATION)
        self._x, self._y = self._found(X), self._found(Y)
        if (self._x is None) != (self._y is None):
            raise ImportFailed(f"{name} has only one of the columns x_m and y_m.", hint="A position needs both.")
        if self._station is None and self._x is None:
            raise ImportFailed(
                f"{name} has neither x_m and y_m nor station.", hint="The first row has to name the columns."
            )
        self._others = {other: self._head(other) for other in OTHERS}
        known = {self._person, self._time, *(n for n in self._others.values() if n is not None)}
        known |= {place[0] for place in (self._station, self._x, self._y) if place}
        self._unknown = [n for n in range(len(header)) if n not in known and header[n]]
        self._codes = {n: _Coded() for n in range(len(header))}
        self._parts: list[dict[str, NDArray[Any]]] = []
        self._noted: list[Ints] = []
        self.problems = TraceProblems(name, header)

    def _head(self, wanted: str) -> int | None:
        found = [n for n, head in enumerate(self._heads) if head == wanted]
        if len(found) > 1:
            raise ImportFailed(f"{self._name} has the column {wanted} twice.", hint="Keep one of them.")
        return found[0] if found else None

    def _found(self, column: TableColumn) -> tuple[int, float] | None:
        found = [(n, factor) for name, factor in column.units().items() if (n := self._head(name)) is not None]
        bare = self._head(column.name) if column.measured else None
        if bare is not None and column is not TIME:
            if self._options.unit is None:
                raise ImportFailed(
                    f"{self._name} does not say the unit of its column “{column.name}”.",
                    hint=f"Name it {column.name}_m or {column.name}_mm, or state the unit.",
                )
            found.append((bare, self._options.unit.mm))
        if bare is not None and column is TIME:
            found.append((bare, 1.0))
        if len(found) > 1:
            raise ImportFailed(f"{self._name} has the column {column.name} twice.", hint="Keep one of them.")
        return found[0] if found else None

    def _needed(self, column: TableColumn) -> tuple[int, float]:
        found = self._found(column)
        if found is None:
            heads = ", ".join(head for head in self._header if head) or "none"
            raise ImportFailed(
                f"{self._name} has no column “{column.name}”. It has: {heads}.",
                hint="Traces need person, time, and x_m and y_m or station.",
            )
        return found

    def take(self, block: Block) -> None:
        """Read the rows of a block."""
        count, cells = len(block.numbers), block.columns
        bad = np.zeros(count, bool)

        def wrong(rows: NDArray[np.bool_], column: int, what: Callable[[str], str]) -> None:
            nonlocal bad
            if rows.any():
                self.problems.add(block, rows, column, what)
                bad = bad | rows

        person = self._codes[self._person].of(cells[self._person])
        wrong(person < 0, self._person, lambda cell: "is empty.")
        when = times(cells[self._time], self._second)
        wrong(when.bad, self._time, lambda cell: f"“{cell}” is no time." if cell else "is empty.")
        x = y = np.full(count, np.nan)
        if self._x and self._y:
            (x, x_bad), (y, y_bad) = (numbers(cells[place]) for place, _ in (self._x, self._y))
            x, y = x * self._x[1], y * self._y[1]
            with np.errstate(invalid="ignore"):
                x_far, y_far = np.abs(x) > LARGEST_MM, np.abs(y) > LARGEST_MM
            for odd, far, (column, _) in ((x_bad, x_far, self._x), (y_bad, y_far, self._y)):
                wrong(odd, column, lambda cell: f"“{cell}” is not a number.")
                wrong(far, column, lambda cell: f"“{cell}” is too far away.")
            wrong(np.isnan(x) & ~np.isnan(y) & ~x_bad, self._x[0], lambda cell: "is empty.")
            wrong(np.isnan(y) & ~np.isnan(x) & ~y_bad, self._y[0], lambda cell: "is empty.")
        place = np.full(count, -1, np.int32)
        if self._station:
            place = self._codes[self._station[0]].of(cells[self._station[0]])
        nowhere = (place < 0) & np.isnan(x) & np.isnan(y) & ~bad
        wrong(nowhere, (self._station or self._x or (0, 0.0))[0], lambda cell: "is empty: nothing says where.")
        part: dict[str, NDArray[Any]] = {
            "person": person, "t": when.s, "clock": when.clock, "offset": when.offset_min, "x": x, "y": y,
            "place": place, "row": block.numbers.astype(np.int32),
        }  # fmt: skip
        for name, classes in (("step", STEPS), ("value", VALUES)):
            part[name] = self._classed(block, name, classes, wrong)
        part["carrying"] = self._yes_no(block, wrong)
        for name in ("element", "note", "product", "task", "observer"):
            n = self._others[name]
            part[name] = self._codes[n].of(cells[n]) if n is not None else np.full(count, -1, np.int32)
        for n in self._unknown:
            if self._codes[n] is not None and len(self._codes[n].numbers) <= MOST_NOTES:
                part[f"column {n}"] = self._codes[n].of(cells[n])
            else:
                part[f"column {n}"] = np.full(count, -1, np.int32)
        self._parts.append({name: values[~bad] for name, values in part.items()})

    def _classed(
        self, block: Block, name: str, classes: tuple[str, ...], wrong: Callable[..., None]
    ) -> NDArray[np.int32]:
        column = self._others[name]
        if column is None:
            return np.zeros(len(block.numbers), np.int32)
        known = {word.casefold().encode(): n for n, word in enumerate(classes)}
        different, which = np.unique(as_bytes(block.columns[column]), return_inverse=True)
        codes = np.array([known.get(cell.lower(), -2) for cell in different.tolist()], np.int32)[which]
        wrong(codes == -2, column, lambda cell: f"“{cell}” is none of {', '.join(classes[1:])}.")
        return codes

    def _yes_no(self, block: Block, wrong: Callable[..., None]) -> NDArray[np.int32]:
        column = self._others["carrying"]
        if column is None:
            return np.full(len(block.numbers), -1, np.int32)
        different, which = np.unique(as_bytes(block.columns[column]), return_inverse=True)
        answers = [YES_NO.get(cell.lower(), -2) if cell else -1 for cell in different.tolist()]
        codes = np.array(answers, np.int32)[which]
        wrong(codes == -2, column, lambda cell: f"“{cell}” is neither yes nor no.")
        return codes

    def traces(self) -> Traces:
        """Everything that was taken, person by person."""
        remarks = self.problems.finish(self._options.leave_out_bad)
        names = {name for part in self._parts for name in part}
        every = {name: np.concatenate([part[name] for part in self._parts]) for name in names}
        if not every or not len(every["t"]):
            raise ImportFailed(f"{self._name} has no rows that can be used.", hint="It has only a heading.")
        persons = self._codes[self._person].words()
        if len(persons) > MOST_PERSONS:
            raise ImportFailed(
                f"{self._name} names {len(persons):,} persons; at most {MOST_PERSONS:,} are taken.",
                hint="Is the column “person” the right one?",
            )
        start = self._one_clock(every)
        # To the microsecond: seconds since 1970 leave no more digits.
        t = np.round(every["t"] - start[0], 6)
        order = np.lexsort((t, every["person"]))
        heads = np.flatnonzero(np.diff(every["person"][order], prepend=-1))
        moved = _steps_back(every["person"], t)
        if moved:
            remarks.append(f"{self._name}: {moved:,} rows were not in the order of time and were sorted.")
        words, note = self._noted_words(every, remarks)
        found = []
        for first, after in zip(heads.tolist(), [*heads[1:].tolist(), len(order)], strict=True):
            rows = order[first:after]
            found.append(self._person_trace(every, rows, t, words, note, persons, start[1]))
        found.sort(key=lambda one: one.person.casefold())
        return Traces(self._name, tuple(found), len(order), tuple(remarks))

    def _one_clock(self, every: dict[str, NDArray[Any]]) -> tuple[float, str]:
        """Second 0 of all readings, and what time that was; every row has to have the same kind of time."""
        clock = every["clock"]
        other = np.flatnonzero(clock != clock[0])
        if len(other):
            kinds = CLOCK_WORDS[int(clock[0])], CLOCK_WORDS[int(clock[other[0]])]
            raise ImportFailed(
                f"{self._name}, row {every['row'][other[0]]}, column {self._header[self._time]}: {kinds[0]} and "
                f"{kinds[1]} are in one table.",
                hint="Write every time in the same way.",
            )
        kind = Clock(int(clock[0]))
        if kind is Clock.SECONDS:
            return 0.0, ""
        first = int(np.argmin(every["t"]))
        begin = float(every["t"][first])
        if kind is Clock.DAY:
            return begin, (datetime(1970, 1, 1) + timedelta(seconds=begin)).time().isoformat()
        try:
            stamp = datetime(1970, 1, 1, tzinfo=UTC) + timedelta(seconds=begin)
        except OverflowError:
            raise ImportFailed(f"{self._name}: the time of row {every['row'][first]} is in no calendar.") from None
        if kind is Clock.LOCAL:
            return begin, stamp.replace(tzinfo=None).isoformat()
        return begin, stamp.astimezone(timezone(timedelta(minutes=int(every["offset"][first])))).isoformat()

    def _noted_words(
        self, every: dict[str, NDArray[Any]], remarks: list[str]
    ) -> tuple[tuple[str, ...], NDArray[np.int32]]:
        """The words of elements and notes; a note also holds the cells of the columns nobody asked for."""
        columns = []
        for n in self._unknown:
            if len(self._codes[n].numbers) > MOST_NOTES:
                remarks.append(
                    f"{self._name}: the column “{self._header[n]}” differs from row to row and was left out."
                )
            elif self._codes[n].numbers:
                columns.append((f"{self._header[n]}: ", self._codes[n].words(), every[f"column {n}"]))
        own = self._others["note"]
        if own is not None:
            columns.insert(0, ("", self._codes[own].words(), every["note"]))
        element = self._others["element"]
        words = list(self._codes[element].words()) if element is not None else []
        if not columns:
            return tuple(words), np.full(len(every["t"]), -1, np.int32)
        both, which = np.unique(np.stack([codes for _, _, codes in columns]), axis=1, return_inverse=True)
        numbers_of = []
        for codes in both.T.tolist():
            text = "; ".join(f"{head}{known[n]}" for (head, known, _), n in zip(columns, codes, strict=True) if n >= 0)
            numbers_of.append(len(words) if text else -1)
            words += [text] if text else []
        return tuple(words), np.array(numbers_of, np.int32)[which.reshape(-1)]

    def _person_trace(
        self,
        every: dict[str, NDArray[Any]],
        rows: NDArray[np.intp],
        t: NDArray[np.float64],
        words: tuple[str, ...],
        note: NDArray[np.int32],
        persons: tuple[str, ...],
        start: str,
    ) -> PersonTrace:
        track = replace(
            track_of_length(len(rows)),
            t_s=t[rows], note=note[rows], words=words,
            places=tuple(("", name) for name in self._codes[self._station[0]].words()) if self._station else (),
            **{name: every[name][rows] for name in ("x", "y", "place", "carrying", "element", "step", "value", "row")},
        )  # fmt: skip
        same = {}
        for name in ("product", "task", "observer"):
            column, codes = self._others[name], np.unique(every[name][rows])
            known = self._codes[column].words() if column is not None else ()
            same[name] = ", ".join(known[n] for n in codes.tolist()[:20] if n >= 0)
        return PersonTrace(persons[int(every["person"][rows[0]])], start, only_used(track), **same)


def only_used(track: Track) -> Track:
    """The track without the places and words that none of its readings names."""
    places, place = _compact(track.place)
    both = np.concatenate([track.element, track.note])
    words, numbers_of = _compact(both)
    return replace(
        taken(track, slice(None)),
        place=place, places=tuple(track.places[n] for n in places),
        element=numbers_of[: len(track)], note=numbers_of[len(track) :], words=tuple(track.words[n] for n in words),
    )  # fmt: skip


def _compact(codes: Ints) -> tuple[list[int], Ints]:
    used, which = np.unique(codes, return_inverse=True)
    shift = int((used < 0).sum())
    return used[shift:].tolist(), (which - shift).astype(np.int32)


def _steps_back(person: NDArray[np.generic], t: NDArray[np.float64]) -> int:
    """How many rows are earlier than the row of the same person before them."""
    order = np.argsort(person, kind="stable")
    same = np.diff(person[order]) == 0
    return int(((np.diff(t[order]) < 0) & same).sum())

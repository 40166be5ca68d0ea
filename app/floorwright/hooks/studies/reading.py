"""Reading what a user gave to a study: cells become typed rows, and each cell that cannot be read is named."""

import csv
import difflib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import lru_cache

from floorwright.errors import FloorwrightError, StudyFailed
from floorwright.hooks.studies.method import (
    StudyColumn,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyRow,
    StudyTable,
    StudyValue,
)
from floorwright.hooks.studies.units import named_units, number_of
from floorwright.storage.tables.cells import Cells

_DATE = re.compile(r"(?:(\d{4})/(\d{1,2})/(\d{1,2})|(\d{1,2})\.(\d{1,2})\.(\d{4}))(?=\s|$)")
_BLANK = str.maketrans(dict.fromkeys("[]()./-_", " "))
"""What only divides the words of a heading."""
_YES_NO = {"yes": True, "y": True, "true": True, "1": True, "no": False, "n": False, "false": False, "0": False}


@dataclass(frozen=True, slots=True)
class CellProblem:
    """What is wrong with a cell; `row` counts as in the user's file and 0 is the whole table."""

    table: str
    row: int
    column: str
    what: str

    def __str__(self) -> str:
        place = f"row {self.row}, " if self.row else ""
        column = f"column {self.column}: " if self.column else ""
        return f"{self.table}, {place}{column}{self.what}"


@dataclass(slots=True)
class Readings:
    """What could be read, and what could not."""

    tables: dict[str, tuple[StudyRow, ...]] = field(default_factory=dict)
    options: dict[str, StudyValue] = field(default_factory=dict)
    problems: list[CellProblem] = field(default_factory=list)

    def whole(self) -> StudyInput:
        """Everything, when all of it could be read.

        Raises:
            StudyFailed: naming the first three places that could not, and how many more there are.
        """
        if self.problems:
            more = len(self.problems) - 3
            rest = f" And {more} more." if more > 0 else ""
            raise StudyFailed(
                " ".join(str(problem) for problem in self.problems[:3]) + rest,
                hint="Nothing was computed; mend it and try again.",
            )
        return StudyInput(self.tables, self.options)


def read_study(method: StudyMethod, tables: Mapping[str, Cells], options: Mapping[str, str]) -> Readings:
    """The rows of the tables and the options of a method, from text. Nothing is raised: problems are gathered."""
    readings = Readings()
    for table in method.tables:
        cells = tables.get(table.name)
        rows = () if cells is None else _rows(table, cells, readings)
        readings.tables[table.name] = rows
        if table.required and not rows and not readings.problems:
            needed = _columns(table)
            words = f"needs at least one row{f' ({needed})' if needed else ''}."
            readings.problems.append(CellProblem(table.name, 0, "", words))
    read_options(method, options, readings)
    return readings


def read_options(method: StudyMethod, options: Mapping[str, str], readings: Readings) -> None:
    """Put every option into `readings`, with its default where it is not among `options`."""
    for option in method.options:
        readings.options[option.name] = option.default
    for given, text in options.items():
        found, factor = _option(method, given)
        if found is None:
            names = [option.name for option in method.options]
            close = difflib.get_close_matches(given, names, 1, 0.5)
            like = f" “{close[0]}” looks like it." if close else ""
            known = ", ".join(names) or "none"
            readings.problems.append(
                CellProblem("options", 0, "", f"{method.id} has no option “{given}”.{like} It has: {known}.")
            )
        elif text.strip():
            try:
                readings.options[found.name] = _value(found, text.strip(), given, factor)
            except FloorwrightError as error:
                readings.problems.append(CellProblem("options", 0, found.name, error.message))


def cells_of(name: str, text: str) -> Cells:
    """The cells of CSV text with commas, semicolons or tabs, as a table of that name."""
    first = next((line for line in text.splitlines() if line.strip()), "")
    rows = [
        (number, tuple(cell.strip() for cell in row))
        for number, row in enumerate(csv.reader(io.StringIO(text), delimiter=max(";\t,", key=first.count)), 1)
    ]
    return cells_from_rows(name, [row for _, row in rows])


def cells_from_rows(name: str, rows: Sequence[Sequence[str]]) -> Cells:
    """A grid of text, the first row its column names, as a table; empty rows are passed over and numbered."""
    filled = [(number, tuple(row)) for number, row in enumerate(rows, 1) if any(cell.strip() for cell in row)]
    if not filled:
        return Cells(name, (), ())
    header = filled[0][1]
    wide = len(header)
    return Cells(name, header, tuple((number, (*row[:wide], *[""] * (wide - len(row)))) for number, row in filled[1:]))


def _rows(table: StudyTable, cells: Cells, readings: Readings) -> tuple[StudyRow, ...]:
    places = _places(table, cells, readings)
    if places is None:
        return ()
    taken = {place for place, _, _ in places.values()}
    rows: list[StudyRow] = []
    for number, row in cells.rows:
        values: dict[str, StudyValue] = {}
        for column in table.columns:
            values[column.name] = column.default
            if column.name not in places:
                continue
            place, heading, factor = places[column.name]
            text = row[place].strip()
            if text:
                try:
                    values[column.name] = _value(column, text, heading, factor)
                except FloorwrightError as error:
                    readings.problems.append(CellProblem(table.name, number, heading, error.message))
            elif column.required:
                readings.problems.append(CellProblem(table.name, number, heading, "is empty."))
        notes = {cells.header[place]: row[place] for place in range(len(row)) if place not in taken and row[place]}
        rows.append(StudyRow(number, values, notes))
    return tuple(rows)


def _places(table: StudyTable, cells: Cells, readings: Readings) -> dict[str, tuple[int, str, float]] | None:
    """Where each column of the table is, under which heading, and the factor to the column's own unit."""
    header = [heading_key(cell) for cell in cells.header]
    places: dict[str, tuple[int, str, float]] = {}
    problems: list[CellProblem] = []
    for column in table.columns:
        names = headings_of(column)
        own = {heading_key(name) for name in named_units(column.name)}
        found = [place for place, heading in enumerate(header) if heading in own]
        found = found or [place for place, heading in enumerate(header) if heading in names]
        if len(found) > 1:
            problems.append(CellProblem(table.name, 0, column.name, "is there twice or in two units; keep one."))
        elif found:
            places[column.name] = (found[0], cells.header[found[0]], names[header[found[0]]])
        elif column.required and cells.header:
            close = difflib.get_close_matches(heading_key(column.name), header, 1, 0.6)
            like = (
                f" “{close[0]}” looks like it." if close else f" It has: {', '.join(h for h in header if h) or 'none'}."
            )
            problems.append(CellProblem(table.name, 0, "", f"there is no column “{column.name}”.{like}"))
    readings.problems += problems
    return None if problems else places


def headings_of(column: StudyColumn) -> Mapping[str, float]:
    """Every heading under which a column is understood, as `heading_key` gives it, with the factor to its own unit."""
    names = [*(unit for other in column.also for unit in named_units(other).items()), *named_units(column.name).items()]
    return {heading_key(name): factor for name, factor in names}


@lru_cache(maxsize=4096)
def heading_key(text: str) -> str:
    """A column's heading as it is compared: case, spaces and brackets do not matter (`Time [s]` is `time_s`)."""
    plain = text.casefold().replace("%", "pct")
    return "_".join(plain.translate(_BLANK).split())


def _option(method: StudyMethod, given: str) -> tuple[StudyOption | None, float]:
    key = heading_key(given)
    for option in method.options:
        for name, factor in named_units(option.name).items():
            if heading_key(name) == key:
                return option, factor
    return None, 1.0


def _value(what: StudyColumn | StudyOption, text: str, heading: str, factor: float) -> StudyValue:
    shown = text[:40]
    if what.type == "text":
        return text
    if what.type == "choice":
        for choice in what.choices:
            if heading_key(choice) == heading_key(text):
                return choice
        raise FloorwrightError(f"“{shown}” is none of {', '.join(what.choices)}.")
    if what.type == "yes_no":
        answer = _YES_NO.get(text.casefold())
        if answer is None:
            raise FloorwrightError(f"“{shown}” is neither yes nor no.")
        return answer
    if what.type == "moment":
        return moment(text)
    own = number_of(text, heading_key(heading)) * factor
    if what.type == "integer":
        if own != int(own):
            raise FloorwrightError(f"“{shown}” is not a whole number.")
        own = int(own)
    _within(what, own, shown)
    return own


def moment(text: str) -> float:
    """Seconds of a moment: a number of seconds, hours and minutes (`7:30`, `07:30:15`), or a date and time: ISO 8601,
    or with the date as 2026/03/01 or 01.03.2026.

    Raises:
        FloorwrightError: for anything else.
    """
    parts = text.split(":")
    try:
        if 2 <= len(parts) <= 3 and all(part.replace(".", "", 1).isdigit() for part in parts):
            hours, minutes, seconds = (*(float(part) for part in parts), 0.0)[:3]
            return hours * 3600 + minutes * 60 + seconds
        if len(parts) == 1 and "-" not in text[1:] and not _DATE.match(text):
            return number_of(text, "time_s")
        read = datetime.fromisoformat(_iso(text))
    except (ValueError, OverflowError):
        raise FloorwrightError(f"“{text[:40]}” is no moment; write seconds, 07:30 or 2026-03-01T07:30:00.") from None
    return (read if read.tzinfo else read.replace(tzinfo=UTC)).timestamp()


def _iso(text: str) -> str:
    """A date whose order cannot be mistaken, as ISO 8601 writes it; other text as it is."""
    found = _DATE.match(text)
    if found is None:
        return text
    year, month, day = (found[1], found[2], found[3]) if found[1] else (found[6], found[5], found[4])
    clock = text[found.end() :].strip()
    if clock and clock[1:2] == ":":
        clock = f"0{clock}"
    return f"{year}-{int(month):02}-{int(day):02}" + (f"T{clock}" if clock else "")


def _within(what: StudyColumn | StudyOption, value: float, shown: str) -> None:
    if what.least is not None and value < what.least:
        raise FloorwrightError(f"“{shown}” has to be at least {what.least:g}.")
    if what.above is not None and value <= what.above:
        raise FloorwrightError(f"“{shown}” has to be larger than {what.above:g}.")
    if what.most is not None and value > what.most:
        raise FloorwrightError(f"“{shown}” has to be at most {what.most:g}.")


def _columns(table: StudyTable) -> str:
    return ", ".join(column.name for column in table.columns if column.required)

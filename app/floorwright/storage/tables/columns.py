"""Typed columns: cells become values in metres, seconds and so on, whatever unit the column's name carries."""

import difflib
import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from floorwright.errors import FloorwrightError, ImportFailed
from floorwright.storage.tables.cells import Cells, read_cells
from floorwright.units import parse_number

_MM = {"mm": 1.0, "cm": 10.0, "m": 1000.0, "in": 25.4, "ft": 304.8}
_SECONDS = {"s": 1.0, "min": 60.0, "h": 3600.0}
_M_PER_S = {
    "m_s": 1.0,
    "m_min": 1 / 60,
    "km_h": 1 / 3.6,
    "ft_s": 0.3048,
    "ft_min": 0.3048 / 60,
    "mph": 0.44704,
}
_PER_HOUR = {"per_h": 1.0, "per_min": 60.0, "per_s": 3600.0}
_HOURS_PER_DAY = {"h_per_day": 1.0, "min_per_day": 1 / 60}
UNITS = {"mm": _MM, "s": _SECONDS, "m/s": _M_PER_S, "per h": _PER_HOUR, "h per day": _HOURS_PER_DAY}
"""Per quantity, what one of the unit in a column's name is in the unit that values are given in."""

Kind = Literal["text", "number", "integer", "yes_no"]
Value = str | float | int | bool | None


@dataclass(frozen=True, slots=True)
class TableColumn:
    """A column a table may have: `x` measured in `mm` is found as x_m, x_mm, x_ft … and its values are millimetres."""

    name: str
    kind: Kind = "text"
    measured: str = ""
    required: bool = False
    may_be_empty: bool = False
    """Whether a required column may have empty cells."""
    least: float = -math.inf
    above: float = -math.inf

    def units(self) -> Mapping[str, float]:
        """The names the column can have in a file, each with the factor for its values."""
        return (
            {f"{self.name}_{unit}": factor for unit, factor in UNITS[self.measured].items()}
            if self.measured
            else {self.name: 1.0}
        )


@dataclass(frozen=True, slots=True)
class Row:
    """A row that could be read: its values by column, and the columns nobody asked for as notes."""

    number: int
    values: Mapping[str, Value]
    notes: tuple[tuple[str, str], ...] = ()

    def text(self, name: str) -> str:
        """The text in a column, empty where there is none."""
        return str(self.values.get(name) or "")

    def number_in(self, name: str, default: float) -> float:
        """The number in a column, `default` where the cell is empty."""
        value = self.values.get(name)
        return default if value is None else float(value)

    def number_or_none(self, name: str) -> float | None:
        """The number in a column, None where the cell is empty."""
        value = self.values.get(name)
        return None if value is None else float(value)

    def yes(self, name: str, default: bool) -> bool:
        """The yes or no in a column, `default` where the cell is empty."""
        value = self.values.get(name)
        return default if value is None else bool(value)


@dataclass(slots=True)
class TableReader:
    """Reads one table and gathers what is wrong with it, to be told all at once."""

    cells: Cells
    columns: tuple[TableColumn, ...]
    problems: list[str] = field(default_factory=list)

    def rows(self) -> Iterator[Row]:
        """The rows that can be read; ask `finish` afterwards whether all could."""
        places, factors, unknown = self._places()
        for number, cells in self.cells.rows:
            before = len(self.problems)
            values = {
                column.name: self._value(column, cells[places[column.name]], number, *factors[column.name])
                for column in self.columns
                if column.name in places
            }
            if len(self.problems) == before:
                notes = tuple((self.cells.header[place], cells[place]) for place in unknown if cells[place])
                yield Row(number, values, notes)

    def wrong(self, row: int, column: str, what: str) -> None:
        """Note that a cell cannot be used."""
        self.problems.append(f"{self.cells.name}, row {row}, column {self._heading(column)}: {what}")

    def wrong_row(self, row: int, error: FloorwrightError) -> None:
        """Note that a row makes no sense, in the words of the record that refused it."""
        self.problems.append(f"{self.cells.name}, row {row}: {error.message}")

    def finish(self) -> None:
        """Raise what was wrong.

        Raises:
            ImportFailed: naming the first three places and how many more there are.
        """
        if self.problems:
            more = len(self.problems) - 3
            rest = f" And {more} more." if more > 0 else ""
            raise ImportFailed(
                " ".join(self.problems[:3]) + rest, hint="Nothing was taken over; mend the table and try again."
            )

    def _places(self) -> tuple[dict[str, int], dict[str, tuple[str, float]], list[int]]:
        header = [plain_heading(cell) for cell in self.cells.header]
        places: dict[str, int] = {}
        factors: dict[str, tuple[str, float]] = {}
        known: set[int] = set()
        for column in self.columns:
            for heading, factor in column.units().items():
                found = [place for place, cell in enumerate(header) if cell == heading.casefold()]
                if len(found) > 1 or (found and column.name in places):
                    raise ImportFailed(
                        f"{self.cells.name} has the column {heading} twice or in two units.",
                        hint="Keep one of them.",
                    )
                if found:
                    places[column.name], factors[column.name] = found[0], (heading, factor)
                    known.add(found[0])
            if column.required and column.name not in places:
                self._refuse_without(column, header)
        return places, factors, [place for place in range(len(header)) if place not in known]

    def _refuse_without(self, column: TableColumn, header: list[str]) -> None:
        wanted = next((name for name in column.units() if name.endswith("_m")), next(iter(column.units())))
        close = difflib.get_close_matches(wanted, header, 1, 0.6)
        like = f" “{close[0]}” looks like it." if close else f" It has: {', '.join(h for h in header if h) or 'none'}."
        raise ImportFailed(
            f"{self.cells.name} has no column “{wanted}”.{like}",
            hint="The first row has to name the columns, each with its unit.",
        )

    def _heading(self, column: str) -> str:
        for known in self.columns:
            if known.name == column:
                header = {plain_heading(cell): cell for cell in self.cells.header}
                return next((header[name] for name in known.units() if name in header), column)
        return column

    def _value(self, column: TableColumn, cell: str, row: int, heading: str, factor: float) -> Value:
        if not cell:
            if column.required and not column.may_be_empty:
                self.wrong(row, column.name, "is empty.")
            return None
        if column.kind == "text":
            return cell
        if column.kind == "yes_no":
            answer = {
                "yes": True,
                "y": True,
                "true": True,
                "1": True,
                "no": False,
                "n": False,
                "false": False,
                "0": False,
            }
            if cell.casefold() not in answer:
                self.wrong(row, column.name, f"“{cell[:40]}” is neither yes nor no.")
            return answer.get(cell.casefold())
        try:
            value = parse_number(cell)
        except FloorwrightError as error:
            self.wrong(row, column.name, error.message)
            return None
        if column.kind == "integer" and value != int(value):
            self.wrong(row, column.name, f"“{cell[:40]}” is not a whole number.")
        elif value < column.least or value <= column.above:
            bound = f"at least {column.least:g}" if value < column.least else f"larger than {column.above:g}"
            self.wrong(row, column.name, f"“{cell[:40]}” has to be {bound}.")
        return int(value) if column.kind == "integer" else value * factor


def plain_heading(cell: str) -> str:
    """A heading as columns are named: `Distance [m]`, as we write it ourselves, is `distance_m`."""
    return re.sub(r"[\s\[\]/]+", "_", cell.strip().casefold()).strip("_")


def open_table(path: Path, sheet: str, columns: tuple[TableColumn, ...]) -> TableReader:
    """A reader of the table in a CSV or XLSX file; in a workbook the sheet of that name, else the first.

    Raises:
        ImportFailed: when there is no table.
    """
    return TableReader(read_cells(path, sheet), columns)

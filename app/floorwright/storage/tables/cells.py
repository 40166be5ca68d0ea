"""A CSV or XLSX file as rows of text cells, each with its place, so that what cannot be read can be named."""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from floorwright.errors import ImportFailed

LARGEST_FILE = 256 * 1024 * 1024
MOST_COLUMNS = 500
_WORKBOOKS = (b"PK\x03\x04", b"\xd0\xcf\x11\xe0")
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Cells:
    """The rows of a table as text. `rows` pairs the number of the row in the file with its cells."""

    name: str
    header: tuple[str, ...]
    rows: tuple[tuple[int, tuple[str, ...]], ...]


def read_cells(path: Path, sheet: str = "") -> Cells:
    """The cells of a table file; of a workbook the sheet named `sheet` when it has one, else the first.

    Empty rows are passed over. A CSV may be split by comma, semicolon or tab.

    Raises:
        ImportFailed: when the file is not there, is no table, or a row is wider than the header.
    """
    rows = _rows_of(path, sheet)
    filled = [(number, cells) for number, cells in rows if any(cells)]
    if not filled:
        raise ImportFailed(f"{path.name} is empty.", hint="Its first row has to name the columns.")
    header = filled[0][1]
    while header and not header[-1]:
        header = header[:-1]
    if len(header) > MOST_COLUMNS:
        raise ImportFailed(f"{path.name} has {len(header)} columns.", hint=f"A table has at most {MOST_COLUMNS}.")
    for number, cells in filled[1:]:
        if any(cells[len(header) :]):
            raise ImportFailed(
                f"{path.name}, row {number} has more cells than the first row has columns.",
                hint="Check the separators in that row, or put text with a separator in it in quotes.",
            )
    wide = len(header)
    body = tuple((number, (*cells[:wide], *[""] * (wide - len(cells)))) for number, cells in filled[1:])
    return Cells(path.name, header, body)


def sheet_names(path: Path) -> tuple[str, ...]:
    """The names of the sheets of a workbook; none for any other file.

    Raises:
        ImportFailed: for a workbook that cannot be read.
    """
    try:
        with path.open("rb") as file:
            start = file.read(4)
    except OSError:
        return ()
    if start not in _WORKBOOKS:
        return ()
    import python_calamine

    try:
        return tuple(python_calamine.CalamineWorkbook.from_path(str(path)).sheet_names)
    except python_calamine.CalamineError as error:
        raise ImportFailed(
            f"{path.name} is not a workbook that can be read: {error}.", hint="Save it again as XLSX, or as CSV."
        ) from error


def _rows_of(path: Path, sheet: str) -> list[tuple[int, tuple[str, ...]]]:
    data = table_bytes(path)
    return workbook_rows(path, data, sheet) if is_workbook(data) else list(csv_rows(path, decoded(path, data)))


def table_bytes(path: Path) -> bytes:
    """The bytes of a table file.

    Raises:
        ImportFailed: when it cannot be read or is too large.
    """
    try:
        if path.is_dir():
            raise ImportFailed(f"{path.name} is a folder.", hint="Choose a CSV or XLSX file.")
        if path.stat().st_size > LARGEST_FILE:
            raise ImportFailed(f"{path.name} is larger than 256 MB.", hint="Split it into smaller tables.")
        return path.read_bytes()
    except OSError as error:
        raise ImportFailed(
            f"{path.name} cannot be read: {error.strerror or error}.", hint="Check its name and folder."
        ) from error


def is_workbook(data: bytes) -> bool:
    """Whether a file that begins so is a workbook, and no text."""
    return data[:4] in _WORKBOOKS


def decoded(path: Path, data: bytes) -> str:
    """The text of a CSV file.

    Raises:
        ImportFailed: naming the row that is no text.
    """
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        raise ImportFailed(
            f"{path.name}, row {row} is not UTF-8 text.", hint="Save the table as “CSV UTF-8” or as XLSX."
        ) from error
    if "\0" in text:
        raise ImportFailed(f"{path.name} is not a table.", hint="Use a CSV or XLSX file.")
    return text


def separator_of(line: str) -> str:
    """What parts the cells of a line: a comma, a semicolon or a tab."""
    return max(";\t,", key=line.count)


def csv_rows(path: Path, text: str) -> Iterator[tuple[int, tuple[str, ...]]]:
    """The rows of a CSV text with their numbers.

    Raises:
        ImportFailed: naming the row whose quotes are wrong.
    """
    separator = separator_of(next((line for line in io.StringIO(text) if line.strip()), ""))
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        for cells in reader:
            yield reader.line_num, tuple(unescaped(cell.strip()) for cell in cells)
    except csv.Error as error:
        raise ImportFailed(
            f"{path.name}, row {reader.line_num} cannot be read: {error}.", hint="Check the quotes in that row."
        ) from error


def unescaped(cell: str) -> str:
    """A cell without the mark that keeps a spreadsheet from taking it for a formula."""
    return cell[1:] if cell.startswith("'") and cell[1:].startswith(_FORMULA_STARTS) else cell


def workbook_rows(path: Path, data: bytes, sheet: str) -> list[tuple[int, tuple[str, ...]]]:
    """The rows of a workbook with their numbers; of the sheet of that name when it has one, else of the first.

    Raises:
        ImportFailed: when it cannot be read.
    """
    rows = workbook_values(path, data, sheet)
    return [(number, tuple(as_text(value) for value in row)) for number, row in enumerate(rows, start=1)]


def workbook_values(path: Path, data: bytes, sheet: str) -> list[list[object]]:
    """The same rows with the values that the cells have: texts, numbers, times.

    Raises:
        ImportFailed: when it cannot be read.
    """
    import python_calamine

    try:
        book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
        named = {name.casefold(): name for name in book.sheet_names}
        if not named:
            raise ImportFailed(f"{path.name} has no sheets.", hint="Save the table as CSV or XLSX.")
        found = book.get_sheet_by_name(named.get(sheet.casefold(), book.sheet_names[0]))
        rows: list[list[object]] = found.to_python(skip_empty_area=False)  # type: ignore[assignment]
    except python_calamine.CalamineError as error:
        raise ImportFailed(
            f"{path.name} is not a workbook that can be read: {error}.", hint="Save it again as XLSX, or as CSV."
        ) from error
    return rows


def as_text(value: object) -> str:
    """A value of a cell as it would stand in a CSV."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return str(int(value))
    return str(value).strip()

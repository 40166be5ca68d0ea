"""A long table as blocks of columns of bytes: a million rows are cut into cells without a Python object a cell."""

import csv
import io
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.errors import ImportFailed
from floorwright.jobs import Job
from floorwright.storage.tables import cells

Bytes = NDArray[np.bytes_]
BLOCK_BYTES = 4 * 2**20
BLOCK_ROWS = 100_000
LONGEST_CELL = 1000
"""Bytes. A longer cell is a mistake in the file, such as a quote that is never closed."""
_NEWLINE, _RETURN, _SPACE, _TAB = b"\n\r \t"


@dataclass(frozen=True, slots=True)
class Block:
    """Some rows of a table: the number of each in the file, and its cells by column, without the space round them.

    A column of a workbook that holds only numbers is an array of them, nan where a cell is empty, and one that holds
    only dates an array of those; every other is of bytes.
    """

    numbers: NDArray[np.int64]
    columns: tuple[NDArray[Any], ...]

    def cell(self, column: int, row: int) -> str:
        """A cell as it is told to the user."""
        value = self.columns[column][row]
        return value.decode() if isinstance(value, bytes) else cells.as_text(value.item())


def as_bytes(column: NDArray[Any]) -> Bytes:
    """A column as the texts of its cells."""
    if column.dtype.kind == "S":
        return column
    empty = np.isnat(column) if column.dtype.kind == "M" else np.isnan(column)
    texts = ["" if gone else cells.as_text(value) for value, gone in zip(column.tolist(), empty.tolist(), strict=True)]
    return np.array([text.encode() for text in texts], np.bytes_)


@dataclass(frozen=True, slots=True)
class LongTable:
    """A table that is being read: its name, the names of its columns, and its rows in blocks, each once."""

    name: str
    header: tuple[str, ...]
    blocks: Iterator[Block]


def read_blocks(path: Path, sheet: str, job: Job) -> LongTable:
    """The rows of a CSV or XLSX file in blocks; empty rows are passed over.

    Raises:
        ImportFailed: when the file is not there or no table; also from `blocks`, when a row has too many cells.
        Cancelled: when the job was cancelled.
    """
    data = cells.table_bytes(path)
    if cells.is_workbook(data):
        return _of_workbook(path, cells.workbook_values(path, data, sheet), job)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff") or b'"' in data:
        text = cells.decoded(path, data)
        return _of_rows(path, cells.csv_rows(path, text), text.count("\n"), job)
    cells.decoded(path, data)
    return _of_bytes(path, data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n"), job)


def _of_bytes(path: Path, data: bytes, job: Job) -> LongTable:
    start, number = 0, 0
    while True:
        end = data.find(b"\n", start)
        line = data[start : end if end >= 0 else len(data)]
        number += 1
        start = end + 1 if end >= 0 else len(data)
        if line.strip() or end < 0:
            break
    (_, head), *_ = [*cells.csv_rows(path, line.decode()), (1, ("",))]
    separator = cells.separator_of(line.decode()).encode()[0]
    header = _header(path, head)
    return LongTable(path.name, header, _byte_blocks(path, data, start, number, separator, len(header), job))


def _byte_blocks(
    path: Path, data: bytes, start: int, number: int, separator: int, width: int, job: Job
) -> Iterator[Block]:
    whole = len(data)
    while start < whole:
        job.progress(start / whole, "Reading the table")
        end = data.rfind(b"\n", start, min(start + BLOCK_BYTES, whole))
        if start + BLOCK_BYTES >= whole:
            end = whole
        elif end < 0:
            raise ImportFailed(f"{path.name}, row {number + 1} has no end.", hint="Use a CSV or XLSX file.")
        piece = data[start:end]
        lines = piece.count(b"\n") + (1 if piece and not piece.endswith(b"\n") else 0)
        if end < whole:
            lines = piece.count(b"\n") + 1
        yield _block(path, piece, number, separator, width)
        number += lines
        start = end + 1


def _block(path: Path, piece: bytes, number: int, separator: int, width: int) -> Block:
    letters = np.frombuffer(piece + b"\n", np.uint8)
    ends = np.flatnonzero(letters == _NEWLINE)
    starts = np.concatenate([[0], ends[:-1] + 1])
    cuts = np.flatnonzero(letters == separator)
    first, after = np.searchsorted(cuts, starts), np.searchsorted(cuts, ends)
    full = ends > starts
    if not (after - first == width - 1)[full].all():
        lines = enumerate(piece.decode().split("\n"), start=number + 1)
        rows = [(n, tuple(cell.strip() for cell in line.split(chr(separator)))) for n, line in lines]
        return _packed(path, [row for row in rows if any(row[1])], width)
    numbers = number + 1 + np.flatnonzero(full)
    inner = cuts.reshape(len(numbers), width - 1)
    left = np.concatenate([starts[full, None], inner + 1], axis=1)
    right = np.concatenate([inner, ends[full, None]], axis=1)
    spaced = _is_spaced(letters, separator)
    columns = [_gathered(path, letters, left[:, n], right[:, n], numbers) for n in range(width)]
    if spaced:
        columns = [np.char.strip(column) for column in columns]
    filled = np.zeros(len(numbers), bool)
    for column in columns:
        filled |= column != b""
    return Block(numbers[filled], tuple(column[filled] for column in columns))


def _is_spaced(letters: NDArray[np.uint8], separator: int) -> bool:
    """Whether a cell may have space round it."""
    space = (letters == _SPACE) | (letters == _TAB) if separator != _TAB else letters == _SPACE
    edge = (letters == separator) | (letters == _NEWLINE)
    return bool((space[1:] & edge[:-1]).any() or (space[:-1] & edge[1:]).any() or space[0])


def _gathered(
    path: Path, letters: NDArray[np.uint8], left: NDArray[np.intp], right: NDArray[np.intp], numbers: NDArray[np.int64]
) -> Bytes:
    lengths = right - left
    longest = int(lengths.max(initial=0))
    if longest > LONGEST_CELL:
        raise _too_long(path, int(numbers[int(lengths.argmax())]), longest)
    if not longest:
        return np.zeros(len(left), "S1")
    reach = np.arange(longest)
    found = letters[np.minimum(left[:, None] + reach, len(letters) - 1)]
    found[reach >= lengths[:, None]] = 0
    return np.ascontiguousarray(found).view(f"S{longest}").reshape(-1)


def _of_workbook(path: Path, rows: list[list[object]], job: Job) -> LongTable:
    head = next((n for n, row in enumerate(rows) if any(map(cells.as_text, row))), None)
    if head is None:
        raise ImportFailed(f"{path.name} is empty.", hint="Its first row has to name the columns.")
    header = _header(path, tuple(cells.as_text(value) for value in rows[head]))

    def blocks() -> Iterator[Block]:
        for first in range(head + 1, len(rows), BLOCK_ROWS):
            job.progress(first / len(rows), "Reading the table")
            some = rows[first : first + BLOCK_ROWS]
            numbers = np.arange(first + 1, first + 1 + len(some))
            columns = [_typed(path, values, numbers) for values in zip(*some, strict=True)]
            filled = np.zeros(len(some), bool)
            for n, column in enumerate(columns):
                there = column != b"" if column.dtype.kind == "S" else ~np.isnan(column)
                if n >= len(header) and there.any():
                    raise _too_many(path, int(numbers[there.argmax()]))
                filled |= there
            yield Block(numbers[filled], tuple(column[filled] for column in columns[: len(header)]))

    return LongTable(path.name, header, blocks())


def _typed(path: Path, values: tuple[object, ...], numbers: NDArray[np.int64]) -> NDArray[Any]:
    """A column of a workbook as an array of its type; a mixed one as texts."""
    kinds = set(map(type, values))
    if kinds == {float}:
        return np.array(values, np.float64)
    if kinds == {datetime}:
        return np.array(values, "datetime64[us]")
    texts = [cells.as_text(value).encode() for value in values]
    longest = max(range(len(texts)), key=lambda n: len(texts[n]))
    if len(texts[longest]) > LONGEST_CELL:
        raise _too_long(path, int(numbers[longest]), len(texts[longest]))
    return np.array(texts, np.bytes_)


def _too_many(path: Path, row: int) -> ImportFailed:
    return ImportFailed(
        f"{path.name}, row {row} has more cells than the first row has columns.",
        hint="Check the separators in that row, or put text with a separator in it in quotes.",
    )


def _too_long(path: Path, row: int, letters: int) -> ImportFailed:
    return ImportFailed(f"{path.name}, row {row} has a cell of {letters:,} letters.", hint="Shorten it.")


def _of_rows(path: Path, rows: Iterator[tuple[int, tuple[str, ...]]], count: int, job: Job) -> LongTable:
    filled = (row for row in rows if any(row[1]))
    first = next(filled, None)
    if first is None:
        raise ImportFailed(f"{path.name} is empty.", hint="Its first row has to name the columns.")
    header = _header(path, first[1])

    def blocks() -> Iterator[Block]:
        while some := list(itertools.islice(filled, BLOCK_ROWS)):
            job.progress(some[-1][0] / max(count, 1), "Reading the table")
            yield _packed(path, some, len(header))

    return LongTable(path.name, header, blocks())


def _packed(path: Path, rows: list[tuple[int, tuple[str, ...]]], width: int) -> Block:
    columns: list[list[bytes]] = [[] for _ in range(width)]
    for number, row in rows:
        if any(row[width:]):
            raise _too_many(path, number)
        for n, column in enumerate(columns):
            cell = row[n].encode() if n < len(row) else b""
            if len(cell) > LONGEST_CELL:
                raise _too_long(path, number, len(cell))
            column.append(cell)
    return Block(
        np.array([number for number, _ in rows], np.int64), tuple(np.array(column, np.bytes_) for column in columns)
    )


def _header(path: Path, cells_of_first: tuple[str, ...]) -> tuple[str, ...]:
    header = cells_of_first
    while header and not header[-1]:
        header = header[:-1]
    if not header:
        raise ImportFailed(f"{path.name} is empty.", hint="Its first row has to name the columns.")
    if len(header) > cells.MOST_COLUMNS:
        raise ImportFailed(f"{path.name} has {len(header)} columns.", hint=f"A table has at most {cells.MOST_COLUMNS}.")
    return header


def heading_of(path: Path) -> tuple[str, ...]:
    """The names of the columns of a table file, read without its rows where it is text; () when it is no table."""
    try:
        with path.open("rb") as file:
            start = file.read(64 * 1024)
    except OSError:
        return ()
    if cells.is_workbook(start):
        if path.suffix.lower() not in (".xlsx", ".xlsm", ".xls", ".ods"):
            return ()
        try:
            rows = cells.workbook_rows(path, cells.table_bytes(path), "traces")
        except ImportFailed:
            return ()
        return next((row for _, row in rows if any(row)), ())
    encoding = "utf-16" if start[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    text = start.decode(encoding, errors="replace")
    line = next((line for line in text.splitlines() if line.strip()), "")
    if "\0" in line or len(line) > 20_000:
        return ()
    return tuple(csv_first(line))


def csv_first(line: str) -> list[str]:
    """The cells of one line of a CSV."""
    found = next(csv.reader(io.StringIO(line), delimiter=cells.separator_of(line)), [])
    return [cell.strip() for cell in found]

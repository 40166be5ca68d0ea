"""A block of cells as the text that spreadsheets copy and paste: tabs between cells, quotes round what holds one."""

import csv
import io
from collections.abc import Iterable, Sequence


def text_of(rows: Iterable[Sequence[str]]) -> str:
    """The block as text for a spreadsheet."""
    out = io.StringIO(newline="")
    csv.writer(out, delimiter="\t", lineterminator="\n").writerows(rows)
    return out.getvalue().removesuffix("\n")


def block_in(text: str) -> list[list[str]]:
    """The cells in a text from a spreadsheet, row by row; one empty cell for an empty text."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").removesuffix("\n").replace("\0", " ")
    csv.field_size_limit(10_000_000)
    try:
        # Closing quotes that are missing, as in 10'6", are no reason to swallow the rows below.
        rows = list(csv.reader(io.StringIO(plain, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in plain.split("\n")]
    return [row or [""] for row in rows] or [[""]]


def without_headings(rows: list[list[str]], headings: Sequence[Sequence[str]]) -> list[list[str]]:
    """The block without its first row when that repeats the headings, each of which may be written in several ways."""
    first = [cell.strip().casefold() for cell in rows[0]]
    known = [{name.casefold() for name in names} for names in headings[: len(first)]]
    if len(known) == len(first) and all(cell in names for cell, names in zip(first, known, strict=True)):
        return rows[1:]
    return rows

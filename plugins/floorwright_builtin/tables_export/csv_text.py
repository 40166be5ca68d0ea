"""Tables as comma-separated text that a spreadsheet opens without running any of it."""

import csv
import io
import math
from collections.abc import Sequence

from floorwright.api import Cell, Table, heading

MARK = "'"
"""Put before text that a spreadsheet would take for a formula; reading our CSV takes it off again."""
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'", ";=", ",=")


def csv_of(tables: Sequence[Table]) -> bytes:
    """UTF-8 with a byte order mark: a title line, the headings and the rows of each table, then an empty line.

    Numbers have a point and all their digits; what is not known is empty.
    """
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    for number, table in enumerate(tables):
        if number:
            writer.writerow([])
        writer.writerow([harmless(table.title)])
        writer.writerow([harmless(heading(column)) for column in table.columns])
        writer.writerows([_cell(cell) for cell in row] for row in table.rows)
        writer.writerows([harmless(note)] for note in table.notes)
    return b"\xef\xbb\xbf" + out.getvalue().encode("utf-8", "replace")


def harmless(text: str) -> str:
    """The text with a mark before it where it would start a formula."""
    return MARK + text if text.lstrip(" \u00a0").startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _cell(cell: Cell) -> str:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return harmless(cell) if isinstance(cell, str) else repr(cell)

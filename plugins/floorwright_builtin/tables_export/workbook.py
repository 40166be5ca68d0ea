"""Tables as the sheets of a workbook."""

import io
import math
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from floorwright.api import Cell, Column, Table, heading

# Zip files cannot hold an earlier time; always the same one keeps equal tables equal files.
_WRITTEN = datetime(1980, 1, 1, tzinfo=UTC)
_LONGEST_NAME = 31
_LONGEST_CELL = 32_767


def xlsx_of(tables: Sequence[Table], title: str, author: str) -> bytes:
    """The bytes of the workbook: texts stay texts, whatever they start with, and numbers stay numbers."""
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(out, options)
    book.set_properties({"title": title[:255], "author": author[:255], "created": _WRITTEN})
    bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
    formats: dict[int, Any] = {}
    used: set[str] = set()
    for table in tables or (Table("Nothing", (), ()),):
        sheet = book.add_worksheet(sheet_name(table.title, used))
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(table.columns):
            sheet.write_string(0, at, heading(column), bold)
            sheet.set_column(at, at, _width(table, at))
            if column.type == "number" and column.decimals not in formats:
                places = "0" * column.decimals
                formats[column.decimals] = book.add_format({"num_format": f"0.{places}" if places else "0"})
        for row, cells in enumerate(table.rows, 1):
            for at, (cell, column) in enumerate(zip(cells, table.columns, strict=True)):
                _write(sheet, row, at, cell, column, formats)
        for below, note in enumerate(table.notes, len(table.rows) + 2):
            sheet.write_string(below, 0, note[:_LONGEST_CELL])
    book.close()
    return out.getvalue()


def sheet_name(title: str, used: set[str]) -> str:
    """A legal sheet name that is not in `used`, which gets it."""
    plain = re.sub(r"[\[\]:*?/\\\x00-\x1f]", " ", title).strip().strip("'")[:_LONGEST_NAME].strip() or "Table"
    name, number = plain, 2
    while name.casefold() in used or name.casefold() == "history":
        ending = f" {number}"
        name, number = plain[: _LONGEST_NAME - len(ending)] + ending, number + 1
    used.add(name.casefold())
    return name


def _write(sheet: Any, row: int, at: int, cell: Cell, column: Column, formats: dict[int, Any]) -> None:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return
    if isinstance(cell, bool):
        sheet.write_string(row, at, "yes" if cell else "no")
    elif isinstance(cell, str):
        sheet.write_string(row, at, cell[:_LONGEST_CELL])
    else:
        sheet.write_number(row, at, cell, formats.get(column.decimals) if isinstance(cell, float) else None)


def _width(table: Table, at: int) -> float:
    texts = [row[at] for row in table.rows[:500] if isinstance(row[at], str)]
    longest = max((len(text) for text in texts if isinstance(text, str)), default=0)
    return float(min(max(10, longest + 2, len(heading(table.columns[at])) * 0.7), 50))

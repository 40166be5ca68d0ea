"""XLSX and CSV: numbers stay numbers, and no text ever becomes a formula."""

import csv
import io
from typing import Any

import openpyxl
import pytest

from floorwright.model.kinds import Flow, Machine, Product
from helpers.exported import content, sample, written

HOSTILE = ["=1+1", "+cmd", "-2+3", "@SUM(A1)", "\tx", '=HYPERLINK("http://x")', "＝1", ";=1", "'x"]


def named(name: str) -> Any:
    return content(
        [
            Machine(id="a", name=name, x=0.0, y=0.0, width=1000.0, depth=1000.0),
            Machine(id="b", name="B", x=-3000.0, y=4000.0, width=1000.0, depth=1000.0),
            Product(id="p", name="P"),
            Flow(id="f", product="p", start="a", end="b", quantity_per_day=2.5),
        ]
    )


def sheets(data: bytes) -> dict[str, list[tuple[Any, ...]]]:
    book = openpyxl.load_workbook(io.BytesIO(data))
    return {sheet.title: list(sheet.iter_rows()) for sheet in book.worksheets}


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_formula_in_a_workbook(name: str) -> None:
    cells = [cell for rows in sheets(written(named(name), "xlsx")).values() for row in rows for cell in row]
    assert all(cell.data_type != "f" for cell in cells)
    assert any(isinstance(cell.value, str) and name.strip() in cell.value for cell in cells)


@pytest.mark.parametrize("name", HOSTILE)
def test_no_name_becomes_a_formula_in_csv(name: str) -> None:
    text = written(named(name), "csv").decode("utf-8-sig")
    for row in csv.reader(io.StringIO(text)):
        for cell in row:
            if cell.lstrip().startswith(("=", "+", "@", "＝")) or cell.startswith("\t"):
                raise AssertionError(cell)
            if cell.startswith("-"):
                float(cell)


def test_numbers_are_numbers_with_all_their_digits() -> None:
    data = written(named("A"), "xlsx")
    cells = [cell for rows in sheets(data).values() for row in rows for cell in row]
    assert any(cell.data_type == "n" and cell.value == 2.5 for cell in cells)
    assert any(cell.data_type == "n" and cell.value == 5.0 for cell in cells)
    text = written(named("A"), "csv").decode("utf-8-sig")
    assert any("5.0" in row for row in csv.reader(io.StringIO(text)))


def test_the_sample_has_a_sheet_for_every_table() -> None:
    titles = " ".join(sheets(written(sample(), "xlsx"))).casefold()
    for part in ("figures", "flows", "from-to", "methods", "congestion", "process chart"):
        assert part in titles


def test_equal_contents_give_equal_bytes() -> None:
    assert written(sample(), "xlsx") == written(sample(), "xlsx")
    assert written(sample(), "csv") == written(sample(), "csv")

"""Cells: what is not a number is empty, and negative numbers stay numbers."""

import io
import math

import openpyxl

from floorwright.analysis.result import Column, Table
from floorwright_builtin.tables_export.csv_text import csv_of
from floorwright_builtin.tables_export.workbook import xlsx_of

TABLE = Table("T", (Column("a", type="number"), Column("b", type="number")), ((math.nan, -3.5), (-math.inf, None)))


def test_what_is_not_finite_is_an_empty_cell_in_csv() -> None:
    lines = csv_of([TABLE]).decode("utf-8-sig").split("\r\n")
    assert lines[2:4] == [",-3.5", ","]


def test_what_is_not_finite_is_an_empty_cell_in_a_workbook() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(xlsx_of([TABLE], "T", "A"))).worksheets[0]
    assert [[cell.value for cell in row] for row in sheet["A2:B3"]] == [[None, -3.5], [None, None]]
    assert sheet["B2"].data_type == "n"

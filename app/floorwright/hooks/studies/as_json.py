"""A study and its answer as the plain values that `floorwright study --json` prints; nothing is rounded."""

import math
import re
from collections.abc import Sequence
from typing import Any

from floorwright.analysis.result import Cell, Column, Table
from floorwright.hooks.studies.method import (
    StationFigure,
    StudyAnswer,
    StudyColumn,
    StudyInput,
    StudyMethod,
    StudyOption,
)

_SUFFIXES = {"%": "pct", "1/h": "per_h", "m/s": "m_s", "pieces/h": "pieces_per_h"}


def described(method: StudyMethod) -> dict[str, Any]:
    """The object of `study --describe METHOD --json`."""
    return {
        "id": method.id,
        "title": method.title,
        "group": method.group,
        "purpose": method.purpose,
        "tables": [
            {
                "name": table.name,
                "meaning": table.meaning,
                "required": table.required,
                "columns": [_column(column) for column in table.columns],
            }
            for table in method.tables
        ],
        "options": [_option(option) for option in method.options],
        "results": [
            {
                "name": result.name,
                "unit": result.unit,
                "meaning": result.meaning,
                "formula": result.formula,
                "source": result.origin,
            }
            for result in method.results
        ],
        "mistakes": list(method.mistakes),
        "example": None
        if method.example is None
        else {
            "title": method.example.title,
            "source": method.example.source,
            "tables": dict(method.example.tables),
            "options": dict(method.example.options),
        },
    }


def answered(
    method: StudyMethod, given: StudyInput, answer: StudyAnswer, stations: Sequence[StationFigure] = ()
) -> dict[str, Any]:
    """The object of `study METHOD --json`; `on_plan` is what the plan is coloured by, there where the method has it."""
    units = {result.name: result.unit for result in method.results}
    return {
        "study": method.id,
        "options": dict(given.options),
        "results": {name: {"value": value, "unit": units[name]} for name, value in answer.results.items()},
        "tables": {name: table_rows(table) for name, table in answer.tables.items()},
        "findings": [{"what": finding.what, "why": finding.why} for finding in answer.findings],
        "conventions": list(answer.conventions),
        **({} if method.on_plan is None else {"on_plan": [_station(one) for one in stations]}),
    }


def _station(one: StationFigure) -> dict[str, Any]:
    return {"station": one.station, "label": one.label, "value": one.value, "unit": one.unit}


def table_rows(table: Table) -> list[dict[str, Cell]]:
    """The rows of a table as objects, by the names of its columns with their units (`start_s`)."""
    keys = [column_key(column) for column in table.columns]
    return [{key: _finite(cell) for key, cell in zip(keys, row, strict=True)} for row in table.rows]


def column_key(column: Column) -> str:
    """A column's name in JSON: `Start` in `s` is `start_s`; a unit without letters, such as a currency, is left out."""
    name = re.sub(r"\W+", "_", column.name.casefold()).strip("_")
    unit = _SUFFIXES.get(column.unit) or re.sub(r"\W+", "_", column.unit.replace("/", "_per_").casefold()).strip("_")
    return name if not unit or name.endswith(f"_{unit}") else f"{name}_{unit}"


def _finite(cell: Cell) -> Cell:
    return None if isinstance(cell, float) and not math.isfinite(cell) else cell


def _bounds(what: StudyColumn | StudyOption) -> dict[str, Any]:
    bounds = {"least": what.least, "above": what.above, "most": what.most}
    return {name: value for name, value in bounds.items() if value is not None}


def _column(column: StudyColumn) -> dict[str, Any]:
    return {
        "name": column.name,
        "unit": column.unit,
        "type": column.type,
        "required": column.required,
        "default": column.default,
        "choices": list(column.choices),
        "also": list(column.also),
        "meaning": column.meaning,
        **_bounds(column),
    }


def _option(option: StudyOption) -> dict[str, Any]:
    return {
        "name": option.name,
        "unit": option.unit,
        "type": option.type,
        "choices": list(option.choices),
        "default": option.default,
        "meaning": option.meaning,
        **_bounds(option),
    }

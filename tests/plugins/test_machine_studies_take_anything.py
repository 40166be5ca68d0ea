"""Whatever is typed into the studies of machines, there is an answer or a sentence: never an accident."""

import json
import math
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as provided
from hypothesis import strategies as some

from floorwright.errors import StudyFailed
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import answer, figures, station_figures
from floorwright.hooks.studies.as_json import answered
from floorwright.hooks.studies.method import StudyColumn, StudyMethod, StudyOption
from floorwright.hooks.studies.reading import cells_from_rows, read_study

PLUGINS = Plugins().load()
METHODS = ("man-machine", "gang", "machines-required", "takt", "oee", "reliability", "pareto")
NUMBERS = ("", "0", "1", "2", "3.5", "60", "100", "1e-30", "1e30", "1e300", "0.001", "7,5", "99.9")
WORDS = ("", "A", "B", "A + B", "run", "down", "setup", "Other", "zzz", "A & (B | A)", "2 of (A, B)")


def cell(what: StudyColumn | StudyOption) -> some.SearchStrategy[str]:
    if what.type in ("number", "integer"):
        return some.sampled_from(NUMBERS)
    if what.type == "choice":
        return some.sampled_from(("", *what.choices))
    if what.type == "yes_no":
        return some.sampled_from(("", "yes", "no"))
    if what.type == "moment":
        return some.sampled_from(("", "0", "100", "07:30", "2026-03-01T07:30", "1e30"))
    return some.sampled_from(WORDS)


@some.composite
def inputs(draw: Any, method: StudyMethod) -> tuple[dict[str, list[list[str]]], dict[str, str]]:
    tables = {}
    for table in method.tables:
        columns = [column for column in table.columns if column.required or draw(some.booleans())]
        rows = draw(some.lists(some.tuples(*(cell(column) for column in columns)).map(list), max_size=5))
        if columns and rows and draw(some.booleans()):
            tables[table.name] = [[column.name for column in columns], *rows]
    chosen = draw(some.lists(some.sampled_from(method.options), max_size=6, unique_by=lambda option: option.name))
    return tables, {option.name: draw(cell(option)) for option in chosen}


@pytest.mark.parametrize("id", METHODS)
@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@provided(data=some.data())
def test_any_input_is_answered_or_refused_with_a_sentence(id: str, data: Any) -> None:
    method = PLUGINS.studies[id]
    tables, options = data.draw(inputs(method))
    readings = read_study(method, {name: cells_from_rows(name, rows) for name, rows in tables.items()}, options)
    if readings.problems:
        return
    given = readings.whole()
    try:
        found = answer(PLUGINS, method, given)
    except StudyFailed as failure:
        assert failure.message
        return
    for value in found.results.values():
        for one in value if isinstance(value, list) else [value]:
            assert not isinstance(one, float) or math.isfinite(one)
    if None in found.results.values():
        assert found.findings
    figures(PLUGINS, method, given, found)
    json.dumps(answered(method, given, found, station_figures(PLUGINS, method, given, found)), allow_nan=False)

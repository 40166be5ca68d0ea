"""Whatever is typed into a study of working times is computed, or refused with a sentence; figures are drawn of it."""

import math
import random

import pytest

from floorwright.errors import StudyFailed
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import checked
from floorwright.hooks.studies.as_json import answered
from floorwright.hooks.studies.method import StudyColumn, StudyMethod, StudyOption
from floorwright.hooks.studies.reading import cells_from_rows, read_study
from floorwright.jobs import Job
from floorwright.paper.charts.figure import Figure
from floorwright.paper.marks import Line, Region, Text

METHODS = ("time-study", "work-sampling", "predetermined-time", "two-hand", "learning-curve")
NUMBERS = ("0", "1", "1", "2", "3", "7", "10", "12.5", "40", "100", "1e-9", "0.001", "1000", "1e6", "1e9")
WORDS = ("a", "b", "b", "c", "load", "“x”", "")
SPECIAL = {
    "skill": ("B1", "D", ""),
    "effort": ("A2", ""),
    "conditions": ("A", "D", ""),
    "consistency": ("E", ""),
    "most": ("A1 B0 G1 (A1 P3)(2)", "A1", "", "", ""),
    "mod": ("M3G1", "4", "", "", ""),
    "therblig": ("TE", "h", "", ""),
    "first_day": ("2026-03-02", "soon", ""),
    "shift_start": ("07:30", "22:00", ""),
}


@pytest.fixture(scope="module")
def plugins() -> Plugins:
    return Plugins().load()


def cell(what: StudyColumn | StudyOption, source: random.Random) -> str:
    """Something that may be typed for it, mostly something that can be read."""
    if what.type == "choice":
        return source.choice((*what.choices, ""))
    if what.type == "yes_no":
        return source.choice(("yes", "no", ""))
    if what.type == "moment":
        return source.choice(("07:30", "09:00", "12:00", "2026-03-02T08:00", "2026-03-03T09:10", ""))
    if what.type in ("number", "integer"):
        least = what.least or 0.0
        fits = [n for n in NUMBERS if least <= float(n) <= (what.most or math.inf) and float(n) > (what.above or -1)]
        whole = [n for n in fits if float(n) == int(float(n)) and float(n) < 300]
        return source.choice(((whole if what.type == "integer" else fits) or ["1"]) + ["", ""])
    return source.choice(SPECIAL.get(what.name, WORDS))


def something(method: StudyMethod, source: random.Random) -> tuple[dict[str, list[list[str]]], dict[str, str]]:
    """Tables with some of their columns, and some of the options."""
    tables = {}
    for table in method.tables:
        if source.random() < 0.45:
            continue
        columns = [one for one in table.columns if one.required or source.random() < 0.4]
        rows = [[cell(one, source) for one in columns] for _ in range(source.choice((1, 2, 2, 3, 8)))]
        tables[table.name] = [[one.name for one in columns], *rows]
    options = {one.name: cell(one, source) for one in method.options if source.random() < 0.15}
    return tables, options


def inside(figure: Figure) -> bool:
    """Whether every place of a figure is a number."""
    for mark in figure.marks:
        if isinstance(mark, Text):
            points: list[tuple[float, ...]] = [(mark.x, mark.y, mark.height)]
        elif isinstance(mark, Line):
            points = [*mark.vertices]
        else:
            assert isinstance(mark, Region)
            points = [vertex for ring in mark.rings for vertex in ring]
        if not all(math.isfinite(value) for point in points for value in point):
            return False
    return True


@pytest.mark.parametrize("id", METHODS)
def test_anything_is_computed_or_refused_in_words(plugins: Plugins, id: str) -> None:
    method = plugins.studies[id]
    source = random.Random(20260302)
    computed = 0
    for _ in range(400):
        tables, options = something(method, source)
        readings = read_study(method, {name: cells_from_rows(name, rows) for name, rows in tables.items()}, options)
        if readings.problems:
            continue
        given = readings.whole()
        try:
            answer = checked(method, method.compute(given, Job()))
        except StudyFailed as error:
            assert error.message and error.hint
            continue
        computed += 1
        told = answered(method, given, answer)
        nulls = [name for name, result in told["results"].items() if result["value"] is None]
        assert not nulls or told["findings"], (tables, options)
        if method.draw is not None:
            assert all(inside(figure) for figure in method.draw(given, answer)), (tables, options)
    assert computed > 20

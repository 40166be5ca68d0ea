"""The Sankey diagram along the routings: columns of departments, bands that come in and go on."""

from itertools import pairwise

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.matrix import Measure, matrix
from floorwright.analysis.pictures.stages import stage_moves
from floorwright.model.diff import Records
from floorwright.paper.charts.figure import Figure
from floorwright.paper.flow_charts.matrix import cell_source
from floorwright.paper.flow_charts.sankey_stages import MOST_STAGES, stages_figure
from floorwright.paper.marks import Region, Text
from helpers.plans import flow, machine, plan


def drawn(records: Records, measure: Measure = Measure.TRIPS) -> Figure | None:
    flows = analyze(records).flows
    moves = stage_moves(records, flows, by_department=False)
    return stages_figure(matrix(records, flows), moves, measure)


def band(figure: Figure, start: str, end: str) -> Region:
    source = cell_source(start, end)
    return next(mark for mark in figure.marks if isinstance(mark, Region) and mark.source == source)


def test_what_comes_in_goes_on_in_the_next_column() -> None:
    """A → B 30, B → C 20: the band to C leaves B where the one from A has come in, and is two thirds as wide."""
    made = drawn(plan(
        machine("A", 0, 0), machine("B", 10, 0), machine("C", 20, 0),
        flow("p", "A", "B", 30), flow("p", "B", "C", 20, order=1),
    ))  # fmt: skip
    assert made is not None
    first, second = band(made, "A", "B").rings[0], band(made, "B", "C").rings[0]
    half = len(first) // 2
    assert first[half - 1][1] == pytest.approx(second[0][1])
    assert (second[0][1] - second[-1][1]) / (first[0][1] - first[-1][1]) == pytest.approx(2 / 3)
    assert second[0][0] > first[half - 1][0]
    words = [mark.text for mark in made.marks if isinstance(mark, Text)]
    assert {"A  30", "B  30", "C  20"} <= set(words)
    assert made.tips[cell_source("B", "C")] == "B → C: 20 trips/day, move 2"


def test_all_stands_within_the_figure_however_long_the_routing_is() -> None:
    names = [f"Station {number}" for number in range(40)]
    made = drawn(plan(
        *(machine(name, number, 0) for number, name in enumerate(names)),
        *(flow("p", a, b, 5, order=n) for n, (a, b) in enumerate(pairwise(names))),
    ))  # fmt: skip
    assert made is not None
    assert any(isinstance(m, Text) and f"after the first {MOST_STAGES}" in m.text for m in made.marks)
    for mark in made.marks:
        if isinstance(mark, Region):
            assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y, _ in mark.rings[0])


def test_without_moves_there_is_none() -> None:
    assert drawn(plan(machine("A", 0, 0))) is None

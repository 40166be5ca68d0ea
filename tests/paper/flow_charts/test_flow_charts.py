"""The charts of material flow: what stands where, as wide and as dark as its number."""

import math

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.matrix import Matrix, MatrixOrder, Measure, matrix
from floorwright.model.diff import Records
from floorwright.paper.charts.figure import Figure
from floorwright.paper.charts.picking import FigurePicker
from floorwright.paper.flow_charts.intensity import intensity_figure
from floorwright.paper.flow_charts.matrix import cell_of, cell_source, matrix_figure
from floorwright.paper.flow_charts.sankey import sankey_figure
from floorwright.paper.flow_classes import FlowClasses
from floorwright.paper.flow_view import FlowView
from floorwright.paper.marks import Line, Region, Text
from helpers.plans import flow, machine, plan


def floor() -> Records:
    """A → B 40, A → C 10, C → A 5 trips a day; 10 m between neighbours."""
    return plan(
        machine("A", 0, 0), machine("B", 10, 0), machine("C", 20, 0),
        flow("p", "A", "B", 40), flow("p", "A", "C", 10), flow("q", "C", "A", 5),
    )  # fmt: skip


def chart() -> Matrix:
    records = floor()
    return matrix(records, analyze(records).flows)


def area(figure: Figure, source: str) -> Region:
    return next(mark for mark in figure.marks if isinstance(mark, Region) and mark.source == source)


def words(figure: Figure) -> list[str]:
    return [mark.text for mark in figure.marks if isinstance(mark, Text)]


def darkness(colour: str) -> int:
    return 765 - sum(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def test_the_matrix_has_from_in_rows_and_to_in_columns() -> None:
    made = matrix_figure(chart(), Measure.TRIPS)
    assert made is not None
    there, back = (area(made, cell_source(*pair)).rings[0][0] for pair in (("A", "C"), ("C", "A")))
    assert there[0] > back[0]
    assert there[1] > back[1]
    assert {"40", "10", "5", "50", "55", "A", "B", "C", "Total"} <= set(words(made))


def test_more_is_darker_and_back_has_another_colour_than_forward() -> None:
    made = matrix_figure(chart(), Measure.TRIPS)
    assert made is not None
    much, little, back = (area(made, cell_source(*p)).style.fill or "" for p in (("A", "B"), ("A", "C"), ("C", "A")))
    assert darkness(much) > darkness(little)
    assert int(little[5:], 16) > int(little[1:3], 16)
    assert int(back[5:], 16) < int(back[1:3], 16)


def test_a_cell_tells_its_pair_and_its_arithmetic() -> None:
    made = matrix_figure(chart(), Measure.MOMENT, MatrixOrder.TOTAL)
    assert made is not None
    source = cell_source("A", "C")
    ring = area(made, source).rings[0]
    at = (sum(x for x, _, _ in ring) / 4, sum(y for _, y, _ in ring) / 4)
    assert FigurePicker(made).source_at(*at) == source
    assert cell_of(source) == ("A", "C")
    assert cell_of("station A") is None
    assert made.tips[source].splitlines()[:2] == ["A → C: 200 m/day", "1 flow, 10 trips/day, 200 m/day"]


def test_the_matrix_says_what_runs_forward_and_back() -> None:
    made = matrix_figure(chart(), Measure.TRIPS)
    assert made is not None
    said = " ".join(words(made))
    assert "Forward (above the diagonal): 50 trips a day" in said
    assert "Back (below): 5 trips a day (9.1 %)" in said


def test_a_matrix_of_a_hundred_stations_still_fits_the_paper() -> None:
    names = [f"Station {number}" for number in range(100)]
    records = plan(
        *(machine(name, number, 0) for number, name in enumerate(names)),
        *(flow("p", a, b, 5) for a, b in zip(names, names[1:] + names[:1], strict=True)),
    )
    made = matrix_figure(matrix(records, analyze(records).flows), Measure.TRIPS)
    assert made is not None
    assert max(made.width, made.height) < 420
    for mark in made.marks:
        if isinstance(mark, Line):
            assert all(0 <= x <= made.width and 0 <= y <= made.height for x, y, _ in mark.vertices)


def test_a_band_is_as_wide_at_both_ends_as_its_share_of_all() -> None:
    made = sankey_figure(chart(), Measure.TRIPS)
    assert made is not None
    wide = {}
    for pair in (("A", "B"), ("A", "C"), ("C", "A")):
        ring = area(made, cell_source(*pair)).rings[0]
        half = len(ring) // 2
        wide[pair] = ring[0][1] - ring[-1][1]
        assert ring[half - 1][1] - ring[half][1] == pytest.approx(wide[pair])
    assert wide["A", "B"] / wide["A", "C"] == pytest.approx(4)
    assert wide["A", "C"] / wide["C", "A"] == pytest.approx(2)


def test_bands_leave_one_below_the_other() -> None:
    made = sankey_figure(chart(), Measure.TRIPS)
    assert made is not None
    first, second = (area(made, cell_source("A", end)).rings[0] for end in "BC")
    assert first[-1][1] == pytest.approx(second[0][1])
    assert made.tips[cell_source("A", "B")] == "A → B: 40 trips/day (72.7 % of all)"


def test_a_dot_stands_at_its_distance_and_its_trips() -> None:
    records = floor()
    analysis = analyze(records)
    made = intensity_figure(analysis.flows, FlowClasses(records, FlowView()))
    assert made is not None
    places = {}
    for id in ("p:A>B", "p:A>C", "q:C>A"):
        xs = [x for x, _, _ in area(made, id).rings[0]]
        places[id] = (sum(xs) / 2, area(made, id).rings[0][0][1])
    (x1, y1), (x2, y2), (x3, y3) = places["p:A>B"], places["p:A>C"], places["q:C>A"]
    # 10 m with 40 trips, 20 m with 10, 20 m with 5, on scales from 0.
    assert x2 == pytest.approx(x3)
    assert x2 > x1
    assert (y1 - y2) / (y2 - y3) == pytest.approx(30 / 5)
    assert "p: A → B" in words(made)
    assert made.tips["p:A>B"].splitlines()[1] == "40 trips/day × 10 m = 400 m/day"


def test_a_curve_joins_what_has_the_same_moment() -> None:
    records = floor()
    made = intensity_figure(analyze(records).flows, FlowClasses(records, FlowView()))
    assert made is not None
    curves = [m for m in made.marks if isinstance(m, Line) and m.style.dash]
    assert len(curves) == 4
    assert all(a[1] > b[1] for curve in curves for a, b in zip(curve.vertices, curve.vertices[1:], strict=False))


def test_nothing_moved_is_no_chart() -> None:
    records = plan(machine("A", 0, 0))
    empty = matrix(records, ())
    assert matrix_figure(empty, Measure.TRIPS) is None
    assert sankey_figure(empty, Measure.QUANTITY) is None
    assert intensity_figure((), FlowClasses(records, FlowView())) is None


def test_flows_without_trips_or_way_are_left_out_of_the_charts() -> None:
    records = plan(machine("A", 0, 0), machine("B", 10, 0), flow("p", "A", "B", 0))
    analysis = analyze(records)
    assert intensity_figure(analysis.flows, FlowClasses(records, FlowView())) is None
    assert sankey_figure(matrix(records, analysis.flows), Measure.TRIPS) is None
    assert not math.isnan(sum(matrix(records, analysis.flows).row_totals(Measure.TRIPS)))

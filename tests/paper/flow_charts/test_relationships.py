"""The relationship chart and diagram as figures."""

from dataclasses import replace

import pytest

from floorwright.analysis.pictures.neighbours import outlines
from floorwright.analysis.pictures.relationships import closeness
from floorwright.model.diff import Records
from floorwright.model.relationships import Rating, Relationship, relationship_id
from floorwright.paper.charts.figure import Figure
from floorwright.paper.charts.picking import FigurePicker
from floorwright.paper.flow_charts.relationships import (
    COLOURS,
    diagram_figure,
    pair_of,
    pair_source,
    relationship_figure,
)
from floorwright.paper.marks import Line, Region, Text
from helpers.plans import machine, plan


def floor(*ratings: str) -> Records:
    """Four stations at the corners of a square of 10 m, rated like "a-b:A"."""
    hand = []
    for one in ratings:
        pair, rating = one.split(":")
        a, b = pair.split("-")
        hand.append(Relationship(id=relationship_id(a, b), a=a, b=b, rating=Rating(rating), reasons=("1", "4")))
    places = {"a": (0, 0), "b": (10, 0), "c": (10, 10), "d": (0, 10)}
    return plan(*(machine(name, *at) for name, at in places.items()), *hand)


def chart(*ratings: str) -> Figure:
    made = relationship_figure(closeness(floor(*ratings), ()))
    assert made is not None
    return made


def diagram(*ratings: str) -> Figure:
    records = floor(*ratings)
    made = diagram_figure(closeness(records, ()), list(outlines(records).values()))
    assert made is not None
    return made


def lines(figure: Figure, a: str, b: str) -> list[Line]:
    return [mark for mark in figure.marks if isinstance(mark, Line) and mark.source == pair_source(a, b)]


def test_every_pair_has_a_diamond_between_its_two_rows() -> None:
    made = chart()
    diamonds = {mark.source: mark for mark in made.marks if isinstance(mark, Region) and pair_of(mark.source)}
    assert len(diamonds) == 6
    height = {pair: sum(y for _, y, _ in mark.rings[0]) / 4 for pair, mark in diamonds.items()}
    assert height[pair_source("a", "d")] == pytest.approx(height[pair_source("b", "c")])
    far = {pair: sum(x for x, _, _ in mark.rings[0]) / 4 for pair, mark in diamonds.items()}
    assert far[pair_source("a", "d")] > far[pair_source("a", "c")] > far[pair_source("a", "b")]


def test_a_rating_is_written_above_and_its_reasons_below_in_its_colour() -> None:
    made = chart("a-c:E")
    source = pair_source("c", "a")
    area = next(mark for mark in made.marks if isinstance(mark, Region) and mark.source == source)
    assert area.style.fill == COLOURS[Rating.E]
    rating, reasons = (mark for mark in made.marks if isinstance(mark, Text) and mark.source == source)
    assert (rating.text, rating.bold, reasons.text) == ("E", True, "1,4")
    assert rating.y > reasons.y
    plain = [m for m in made.marks if isinstance(m, Text) and m.source == pair_source("a", "b")]
    assert [(mark.text, mark.bold) for mark in plain] == [("U", False)]


def test_the_chart_says_what_its_reasons_and_weights_are() -> None:
    said = " ".join(mark.text for mark in chart("a-c:E").marks if isinstance(mark, Text))
    assert "Reasons: 1 Flow of material; 4 Supervision." in said
    assert "Weights: A 4, E 3, I 2, O 1, U 0, X -1." in said


def test_a_diamond_is_found_under_the_pointer() -> None:
    made = chart()
    area = next(m for m in made.marks if isinstance(m, Region) and m.source == pair_source("a", "c"))
    x, y = (sum(values) / 4 for values in list(zip(*area.rings[0], strict=True))[:2])
    assert pair_of(FigurePicker(made).source_at(x, y)) == ("a", "c")
    assert "a – c: U unimportant (by flow)" in made.tips[pair_source("a", "c")]


def test_the_diagram_joins_with_four_red_lines_three_yellow_two_green_one_blue_and_a_brown_zigzag() -> None:
    made = diagram("a-b:A", "b-c:E", "c-d:I", "a-d:O", "a-c:X", "b-d:U")
    counts = {pair: len(lines(made, *pair)) for pair in ("ab", "bc", "cd", "ad", "bd")}
    assert counts == {"ab": 4, "bc": 3, "cd": 2, "ad": 1, "bd": 0}
    assert {line.style.stroke for line in lines(made, "a", "b")} == {COLOURS[Rating.A]}
    (zigzag,) = lines(made, "a", "c")
    assert len(zigzag.vertices) > 10
    assert zigzag.style.stroke == COLOURS[Rating.X]


def test_the_diagram_keeps_the_places_of_the_plan() -> None:
    at = {m.text: (m.x, m.y) for m in diagram().marks if isinstance(m, Text) and m.text in "abcd"}
    assert at["b"][0] - at["a"][0] == pytest.approx(at["d"][1] - at["a"][1])
    assert at["c"] == pytest.approx((at["b"][0], at["d"][1]))


def test_one_department_alone_has_no_chart() -> None:
    records = plan(machine("a", 0, 0), replace(machine("b", 9, 0), department="a"))
    assert relationship_figure(closeness(records, ())) is None
    assert diagram_figure(closeness(records, ()), list(outlines(records).values())) is None

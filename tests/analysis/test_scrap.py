"""Scrap along a routing: more is moved at the beginning than is good at the end. By hand, and a published example."""

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.explain.explain import explain
from floorwright.analysis.live import LiveFigures
from floorwright.analysis.result import Analysis
from floorwright.errors import InvalidRecord
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.document import Document
from floorwright.model.kinds import DistanceMode, Product
from floorwright.model.record import Record
from floorwright.model.view import View
from helpers.plans import flow, machine, plan

PART = Product(id="P", name="P", quantity_per_day=97000.0)
STATIONS = tuple(machine(name, 10 * n, 0) for n, name in enumerate(("In", "A", "B", "C", "Out")))


def figures(*records: Record) -> Analysis:
    return analyze(plan(*STATIONS, *records), DistanceMode.STRAIGHT)


def quantities(*records: Record) -> list[float]:
    return [one.quantity_per_day for one in figures(*records).flows]


def test_three_steps_with_scrap_need_105219_pieces_for_97000_good_ones() -> None:
    """I1 = 97,000 / ((1-.03)(1-.01)(1-.04)) = 105,218.855 (golden example SCRAP-01)."""
    found = quantities(
        PART,
        flow("P", "In", "A", None, scrap_percent=4.0, order=0),
        flow("P", "A", "B", None, scrap_percent=1.0, order=1),
        flow("P", "B", "C", None, scrap_percent=3.0, order=2),
        flow("P", "C", "Out", None, order=3),
    )
    assert found == pytest.approx([105218.855, 97000 / 0.97 / 0.99, 100000, 97000], abs=0.001)


def test_an_entered_quantity_is_what_moves() -> None:
    found = quantities(PART, flow("P", "In", "A", 50.0, scrap_percent=4.0), flow("P", "A", "B", None, order=1))
    assert found == [50, 97000]


def test_alternatives_count_with_their_shares_before_they_part() -> None:
    """100 good: by A 60 with 20 % scrap are 75, by B 40 with none are 40; with 50 % at In twice (75 + 40) = 230."""
    one = Alternative(id="a", product="P", name="a", percent=60.0)
    two = Alternative(id="b", product="P", name="b", percent=40.0)
    found = quantities(
        Product(id="P", name="P", quantity_per_day=100.0), one, two,
        flow("P", "C", "In", None, scrap_percent=50.0, order=0),
        flow("P", "In", "A", None, alternative="a", scrap_percent=20.0, order=1),
        flow("P", "A", "Out", None, alternative="a", order=2),
        flow("P", "In", "B", None, alternative="b", order=3),
        flow("P", "B", "Out", None, alternative="b", order=4),
    )  # fmt: skip
    assert found == pytest.approx([230, 75, 60, 40, 40])


def test_what_has_parted_once_parts_again() -> None:
    """100 good, by A or B to C, then half to Out with 50 % scrap and half to In: at C 1.5 for each good one."""
    ways = [Alternative(id=id, product="P", name=id, percent=50.0) for id in "abcd"]
    found = quantities(
        Product(id="P", name="P", quantity_per_day=100.0), *ways,
        flow("P", "A", "C", None, alternative="a", order=0),
        flow("P", "B", "C", None, alternative="b", order=1),
        flow("P", "C", "Out", None, alternative="c", scrap_percent=50.0, order=2),
        flow("P", "C", "In", None, alternative="d", order=3),
    )  # fmt: skip
    assert found == pytest.approx([75, 75, 100, 50])


def test_branches_that_meet_do_not_scrap_each_other() -> None:
    found = quantities(
        Product(id="P", name="P", quantity_per_day=90.0),
        flow("P", "In", "B", None, scrap_percent=10.0, order=0),
        flow("P", "A", "B", None, order=1),
        flow("P", "B", "Out", None, scrap_percent=10.0, order=2),
    )
    assert found == pytest.approx([90 / 0.81, 100, 100])


def test_a_station_that_is_visited_twice_scraps_twice() -> None:
    found = quantities(
        Product(id="P", name="P", quantity_per_day=81.0),
        flow("P", "In", "A", None, scrap_percent=10.0, order=0, id="1"),
        flow("P", "A", "In", None, order=1, id="2"),
        flow("P", "In", "A", None, scrap_percent=10.0, order=2, id="3"),
    )
    assert found == pytest.approx([100, 90, 90])


def test_parts_are_needed_for_all_that_is_begun() -> None:
    """80 good carts of 100 begun, 4 wheels each: 400 wheels."""
    found = quantities(
        Product(id="P", name="P", quantity_per_day=80.0),
        Product(id="Q", name="Wheel"),
        Part(id="w", product="P", part="Q", pieces=4.0),
        flow("P", "A", "B", None, scrap_percent=20.0),
        flow("Q", "In", "A", None),
    )
    assert sorted(found) == pytest.approx([100, 400])


def test_live_figures_follow_scrap_further_down_the_routing() -> None:
    document = Document()
    with document.edit("Draw") as edit:
        edit.put(*plan(*STATIONS, PART, flow("P", "In", "A", None), flow("P", "A", "B", None, order=1)).values())
    live = LiveFigures(View(document))
    for scrap, first in ((3.0, 100000), (0.0, 97000)):
        with document.edit("Scrap") as edit:
            edit.put(flow("P", "A", "B", None, order=1, scrap_percent=scrap))
        live.refresh()
        assert live.analysis.flows[0].quantity_per_day == pytest.approx(first)
        assert live.analysis == analyze(document.records)


def test_the_quantity_tells_what_is_scrapped() -> None:
    records = plan(
        *STATIONS, PART, flow("P", "Out", "In", None, scrap_percent=5.0),
        flow("P", "In", "A", None, scrap_percent=3.0, id="f", order=1),
    )  # fmt: skip
    told = explain(records, analyze(records, DistanceMode.STRAIGHT), "flow/trips_per_day/f")
    assert [(one.name, one.value, one.unit) for one in told.inputs if one.symbol == "s"] == [("Scrap at A", 3.0, "%")]
    assert any("For one good piece at the end 1.03" in note for note in told.notes)


@pytest.mark.parametrize("scrap", [-1.0, 100.0, 1e30])
def test_impossible_scrap_is_refused(scrap: float) -> None:
    with pytest.raises(InvalidRecord, match="scrap is from 0 to less than 100 %"):
        flow("P", "In", "A", scrap_percent=scrap)

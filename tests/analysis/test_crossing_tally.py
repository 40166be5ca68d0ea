"""Crossings are counted anew only where ways change, and come out as if all were counted."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from floorwright.analysis.analyze import analyze
from floorwright.analysis.live import LiveFigures
from floorwright.model.document import Document
from floorwright.model.kinds import Flow, Machine, Product
from floorwright.model.view import View

PLACES = st.tuples(st.integers(0, 8), st.integers(0, 8))


def plan(places: list[tuple[int, int]], pairs: list[tuple[int, int]]) -> Document:
    document = Document()
    with document.edit("Draw") as edit:
        edit.put(Product(id="p", name="P"))
        for number, (x, y) in enumerate(places):
            edit.put(Machine(id=f"m{number}", name=f"M{number}", x=x * 1000.0, y=y * 1000.0, width=10.0, depth=10.0))
        for number, (start, end) in enumerate(pairs):
            edit.put(Flow(id=f"f{number}", product="p", start=f"m{start}", end=f"m{end}", order=number))
    return document


def test_two_diagonals_of_a_square_cross_once_and_its_sides_do_not() -> None:
    corners = [(0, 0), (4, 0), (4, 4), (0, 4)]
    document = plan(corners, [(0, 2), (1, 3), (0, 1), (1, 2)])
    assert analyze(document.records).crossings == 1


def test_a_way_that_ends_on_another_touches_it_and_does_not_cross() -> None:
    document = plan([(0, 0), (4, 0), (2, 0), (2, 3)], [(0, 1), (3, 2)])
    assert analyze(document.records).crossings == 0


def test_a_way_that_crosses_itself_is_counted() -> None:
    document = plan([(0, 0), (2, 4)], [(0, 1)])
    with document.edit("Detour") as edit:
        flow = document.records["f0"]
        assert isinstance(flow, Flow)
        edit.put(replace(flow, via=((4000.0, 0.0), (4000.0, 2000.0), (2000.0, -2000.0))))
    # (0,0)→(4,0)→(4,2)→(2,−2)→(2,4): the way back crosses the first leg at 3 m, the last one crosses it at 2 m.
    assert analyze(document.records).crossings == 2


@given(
    st.lists(PLACES, min_size=4, max_size=9, unique=True),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), min_size=2, max_size=20),
    st.lists(st.tuples(st.integers(0, 3), PLACES), min_size=1, max_size=6),
)
def test_moving_machines_counts_as_counting_from_scratch(
    places: list[tuple[int, int]], pairs: list[tuple[int, int]], moves: list[tuple[int, tuple[int, int]]]
) -> None:
    document = plan(places, pairs)
    live = LiveFigures(View(document))
    for number, (x, y) in moves:
        with document.edit("Move") as edit:
            machine = document.records[f"m{number}"]
            assert isinstance(machine, Machine)
            edit.put(replace(machine, x=x * 1000.0, y=y * 1000.0))
        live.refresh()
        assert live.analysis.crossings == analyze(document.records).crossings

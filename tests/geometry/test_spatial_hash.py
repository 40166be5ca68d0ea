"""The grid of squares finds exactly what a look at everything finds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.geometry.box import distance_to_box, meets
from floorwright.geometry.spatial_hash import SpatialHash


def test_what_touches_a_box_is_found():
    places = SpatialHash(1000)
    places.put("lathe", (0, 0, 2000, 1500))
    places.put("mill", (5000, 0, 7000, 1500))
    assert places.within((2000, 1500, 3000, 3000)) == {"lathe"}
    assert places.within((1900, 0, 5000, 10)) == {"lathe", "mill"}
    assert places.within((3000, 0, 4000, 100)) == set()


def test_near_is_measured_to_the_box_not_to_its_square():
    places = SpatialHash(1000)
    places.put("lathe", (0, 0, 100, 100))
    assert places.near((103, 104), 5) == {"lathe"}
    assert places.near((103, 104), 4.9) == set()


def test_put_again_moves_and_remove_forgets():
    places = SpatialHash(100)
    places.put(1, (0, 0, 10, 10))
    places.put(1, (1000, 1000, 1010, 1010))
    assert places.within((0, 0, 50, 50)) == set()
    assert places.box(1) == (1000, 1000, 1010, 1010)
    places.remove(1)
    places.remove(1)
    assert len(places) == 0
    assert 1 not in places


def test_a_wall_across_everything_costs_no_squares_and_is_found():
    places = SpatialHash(1)
    places.put("wall", (-5e9, 0, 5e9, 200))
    assert places.within((7, 100, 8, 101)) == {"wall"}
    places.remove("wall")
    assert places.within((7, 100, 8, 101)) == set()


@pytest.mark.parametrize("cell", [0, -1, float("nan"), float("inf")])
def test_squares_must_have_a_size(cell):
    with pytest.raises(ValueError, match="spatial hash"):
        SpatialHash(cell)


def boxes(reach):
    edge = st.integers(-reach, reach)
    return st.tuples(edge, edge, st.integers(0, 90), st.integers(0, 90)).map(
        lambda b: (b[0], b[1], b[0] + b[2], b[1] + b[3])
    )


@given(
    st.lists(st.tuples(st.integers(0, 8), st.none() | boxes(200)), max_size=25),
    boxes(250),
    st.tuples(st.integers(-250, 250), st.integers(-250, 250)),
    st.integers(0, 150),
    st.integers(1, 300),
)
def test_it_finds_what_a_look_at_everything_finds(changes, window, point, radius, cell):
    places: SpatialHash[int] = SpatialHash(cell)
    plain = {}
    for id, box in changes:
        if box is None:
            places.remove(id)
            plain.pop(id, None)
        else:
            places.put(id, box)
            plain[id] = box
    assert places.within(window) == {id for id, box in plain.items() if meets(box, window)}
    assert places.near(point, radius) == {id for id, box in plain.items() if distance_to_box(box, point) <= radius}

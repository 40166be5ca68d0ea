"""A part of a drawing: what lies in a rectangle or crosses its border."""

from dataclasses import replace

import numpy as np
import pytest

from floorwright.errors import ImportFailed
from floorwright.model.region import parsed_region, segments_in, within, written_region
from helpers.drawings import drawing

REGION = (0.0, 0.0, 10.0, 10.0)


def test_lines_that_cross_the_border_stay_whole_and_those_beside_it_go() -> None:
    lines = np.array(
        [
            [1, 1, 2, 2],  # inside
            [-5, 5, 15, 5],  # right through
            [-5, 9, 1, 14],  # its box overlaps, but it passes above the corner: at x = 0 it is at 13.2
            [-1, 9, 2, 12],  # at x = 0 it is at 10: it touches the corner
            [11, 0, 11, 9],  # beside
            [-5, -5, 20, 20],  # from corner to corner
        ],
        float,
    )
    assert segments_in(lines, REGION).tolist() == [True, True, False, True, False, True]


def test_every_kind_of_thing_is_kept_or_left_out_whole_and_counted() -> None:
    whole = drawing(
        lines={"A": [(1, 1, 2, 2), (20, 20, 30, 30)]},
        arcs={"A": [(9, 9, 3, 0, 360), (15, 15, 1, 0, 360)]},
        fills={"B": [[(1, 1), (4, 1), (4, 4)], [(50, 50), (60, 50), (60, 60)]]},
        texts={"C": [(5, 5, "in"), (500, 5, "out")]},
    )
    part = within(whole, REGION)
    assert part.segments.tolist() == [[1, 1, 2, 2]] and len(part.arcs) == 1
    assert part.fill_points.tolist() == [[1, 1], [4, 1], [4, 4]]
    assert part.fill_starts.tolist() == [0, 1] and part.ring_starts.tolist() == [0, 3]
    assert [text.text for text in part.texts] == ["in"]
    assert part.layers == whole.layers and part.box == (1.0, 1.0, 10.0, 10.0)
    (said,) = part.problems
    assert (said.what, said.count) == ("Lies outside the chosen region", 4)


def test_an_arc_of_a_large_circle_is_judged_by_what_is_drawn_of_it() -> None:
    # A circle of radius 1000 round (1000, 5) passes (0, 5); its other side, from -45° to 45°, is far away.
    assert len(within(drawing(lines={"A": [(1, 1, 2, 2)]}, arcs={"A": [(1000, 5, 1000, -45, 45)]}), REGION).arcs) == 0
    assert len(within(drawing(arcs={"A": [(1000, 5, 1000, 135, 225)]}), REGION).arcs) == 1


def test_nothing_in_the_region_is_refused() -> None:
    with pytest.raises(ImportFailed, match="Nothing of the drawing"):
        within(drawing(lines={"A": [(20, 20, 30, 30)]}), REGION)


def test_a_picture_keeps_its_place_and_is_clear_outside() -> None:
    picture = replace(drawing(), pixels=np.full((20, 40, 4), 255, np.uint8))
    part = within(picture, (10.0, 5.0, 20.0, 10.0))
    rows, columns = np.nonzero(part.pixels[:, :, 3])
    # The first row is on top: y from 5 to 10 of 20 are the rows 10 to 15.
    assert part.pixels.shape == (20, 40, 4) and (rows.min(), rows.max()) == (10, 14)
    assert (columns.min(), columns.max()) == (10, 19)


@pytest.mark.parametrize("text", ["1,5 2,25 10 12", "1,5; 2,25; 10; 12", "1.5;2.25;10;12", "10 12 1,5 2,25"])
def test_a_comma_in_a_number_is_its_decimal_mark_where_something_else_sets_them_apart(text: str) -> None:
    assert parsed_region(text) == (1.5, 2.25, 10.0, 12.0)


@pytest.mark.parametrize(
    "text", ["", "1 2 3", "1,2,3 4 5 6", "1;2;3", "a b c d", "1 2 1 3", "nan 0 1 1", "1e999 0 1 1", "1,2,3,4,5"]
)
def test_nonsense_is_no_region(text: str) -> None:
    assert parsed_region(text) is None


def test_a_region_is_written_so_that_it_is_read_again() -> None:
    region = (0.1, -2.5, 1e6 / 3, 7.0)
    assert parsed_region(written_region(region)) == region
    assert parsed_region("10,20, 0,5") == (0.0, 5.0, 10.0, 20.0)
    assert parsed_region("1, 2, 3, 4") == parsed_region("1,2,3,4") == (1.0, 2.0, 3.0, 4.0)
    assert written_region(None) == ""

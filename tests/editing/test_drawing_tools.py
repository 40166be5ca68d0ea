"""Walls, openings, aisles, areas, texts, dimensions, measuring, grips: drawn by hand and by typing."""

import math
from dataclasses import replace

import pytest

from floorwright.editing import commands
from floorwright.editing.tools.calibrate import Calibrating
from floorwright.editing.tools.select import Idle
from floorwright.errors import FloorwrightError
from floorwright.model.kinds import Aisle, Dimension, Flow, Label, Machine, Opening, OpeningType, Underlay, Wall, Zone
from floorwright.model.record import Record
from helpers.hand import Hand, hand_on, line_of_two, machine


def drawing(tool: str, *records: Record) -> Hand:
    hand = hand_on(*records)
    hand.session.use_tool(tool)
    return hand


def ends(hand: Hand, kind: type[Wall] | type[Aisle]) -> list[tuple[float, float, float, float]]:
    return [(w.x1, w.y1, w.x2, w.y2) for w in hand.session.view.of(kind)]


def test_clicks_draw_a_chain_of_walls_in_one_step() -> None:
    hand = drawing("wall")
    for x, y in ((0, 0), (6000, 0), (6000, 4000)):
        hand.click(x, y)
    hand.key("Enter")
    assert ends(hand, Wall) == [(0, 0, 6000, 0), (6000, 0, 6000, 4000)]
    assert {wall.thickness for wall in hand.session.view.of(Wall)} == {200}
    hand.session.undo()
    assert ends(hand, Wall) == []


def test_c_closes_the_chain() -> None:
    hand = drawing("wall")
    for x, y in ((0, 0), (6000, 0), (6000, 4000)):
        hand.click(x, y)
    hand.key("C")
    assert ends(hand, Wall)[-1] == (6000, 4000, 0, 0)


@pytest.mark.parametrize(
    ("typed", "end"),
    [
        ("3,5", (3500, 0)),
        ("3 m 20", (3200, 0)),
        ("10'6 1/2\"", (3213.1, 0)),
        ("@2;1.5", (2000, 1500)),
        ("4;7", (4000, 7000)),
        ("2<90", (0, 2000)),
        ("250mm", (250, 0)),
    ],
)
def test_what_is_typed_sets_the_next_point_exactly(typed: str, end: tuple[float, float]) -> None:
    hand = drawing("wall")
    hand.click(0, 0)
    hand.move(5000, 0)
    hand.type(typed)
    hand.key("Enter")
    (wall,) = hand.session.view.of(Wall)
    assert (wall.x2, wall.y2) == (pytest.approx(end[0], abs=1e-6), pytest.approx(end[1], abs=1e-6))


@pytest.mark.parametrize("typed", ["", "abc", "1e999", "--5", "1.234,5", "٣", "3 20", "<", "5<x", "1;2;3"])
def test_nonsense_is_refused_and_changes_nothing(typed: str) -> None:
    hand = drawing("wall")
    hand.click(0, 0)
    hand.move(5000, 0)
    with pytest.raises(FloorwrightError):
        hand.type(typed)
    hand.click(5000, 0)
    hand.key("Enter")
    assert ends(hand, Wall) == [(0, 0, 5000, 0)]


def test_backspace_takes_back_the_last_point_and_escape_keeps_what_is_finished() -> None:
    hand = drawing("wall")
    for x in (0, 2000, 4000, 6000):
        hand.click(x, 0)
    hand.key("Backspace")
    hand.escape()
    hand.escape()
    hand.escape()
    assert isinstance(hand.session.state, Idle)
    assert ends(hand, Wall) == [(0, 0, 2000, 0), (2000, 0, 4000, 0)]


def test_ortho_keeps_lines_along_the_axes() -> None:
    hand = drawing("wall")
    hand.session.set_snaps(replace(hand.session.snaps, enabled=True, grid=False, objects=False, ortho=True))
    hand.click(0, 0)
    hand.click(5000, 700)
    hand.key("Enter")
    assert ends(hand, Wall) == [(0, 0, 5000, 0)]


def test_a_wall_snaps_to_the_end_of_another() -> None:
    hand = drawing("wall", Wall(id="w", x1=0, y1=0, x2=5000, y2=0, thickness=200))
    hand.session.set_snaps(replace(hand.session.snaps, enabled=True, grid=False))
    hand.click(5040, 30)
    hand.click(5000, 3000)
    hand.key("Enter")
    assert ends(hand, Wall)[1][:2] == (5000, 0)


def test_aisles_take_their_width_and_direction_from_the_settings() -> None:
    hand = drawing("aisle")
    hand.session.settings = replace(hand.session.settings, aisle_width=2400.0, aisle_one_way=True)
    hand.click(0, 0)
    hand.click(9000, 0)
    hand.key("Enter")
    (aisle,) = hand.session.view.of(Aisle)
    assert (aisle.x1, aisle.x2, aisle.width, aisle.one_way) == (0, 9000, 2400, True)


def test_an_opening_is_cut_where_the_wall_is_clicked() -> None:
    hand = drawing("opening", Wall(id="w", x1=0, y1=0, x2=6000, y2=0, thickness=200))
    hand.session.settings = replace(hand.session.settings, opening_width=3000.0, opening_type=OpeningType.GATE)
    hand.click(2500, 40)
    (opening,) = hand.session.view.of(Opening)
    assert (opening.wall, opening.at, opening.width, opening.type) == ("w", 2500, 3000, OpeningType.GATE)


def test_an_opening_stays_within_its_wall_and_beside_every_wall_nothing_is_cut() -> None:
    hand = drawing("opening", Wall(id="w", x1=0, y1=0, x2=6000, y2=0, thickness=200))
    hand.click(5900, 0)
    (opening,) = hand.session.view.of(Opening)
    assert opening.at + opening.width / 2 <= 6000
    hand.click(3000, 3000)
    assert len(hand.session.view.of(Opening)) == 1 and hand.told


def test_three_corners_make_an_area_and_two_make_none() -> None:
    hand = drawing("zone")
    for x, y in ((0, 0), (4000, 0), (4000, 3000)):
        hand.click(x, y)
    hand.key("Enter")
    (zone,) = hand.session.view.of(Zone)
    assert zone.points == ((0, 0), (4000, 0), (4000, 3000))
    hand.click(9000, 0)
    hand.click(9500, 0)
    hand.key("Enter")
    assert len(hand.session.view.of(Zone)) == 1


def test_a_text_is_put_where_it_was_clicked_and_opens_for_writing() -> None:
    hand = drawing("text")
    hand.click(1000, 2000)
    (label,) = hand.session.view.of(Label)
    assert (label.x, label.y) == (1000, 2000)
    assert hand.session.selection == (label.id,) and hand.opened == [label.id]


def test_a_dimension_is_two_points_and_the_place_of_its_line() -> None:
    hand = drawing("dimension")
    hand.click(0, 0)
    hand.click(4000, 0)
    hand.click(2000, -800)
    (dimension,) = hand.session.view.of(Dimension)
    assert (dimension.x1, dimension.x2, dimension.offset) == (0, 4000, pytest.approx(-800))


def test_measuring_tells_distance_and_area_and_changes_nothing() -> None:
    hand = drawing("measure")
    hand.click(0, 0)
    hand.click(3000, 4000)
    assert "5.000 m" in hand.session.state.prompt
    hand.click(3000, 0)
    assert "6.00" in hand.session.state.prompt
    assert hand.session.document.can_undo() is None


def test_a_corner_of_equipment_is_pulled_and_the_opposite_one_stays() -> None:
    hand = hand_on(machine("saw", 0, 0, 2000, 1000))
    hand.click(0, 0)
    hand.drag((1000, 500), (2000, 1500))
    saw = hand.session.view.records["saw"]
    assert isinstance(saw, Machine)
    assert (saw.x - saw.width / 2, saw.y - saw.depth / 2) == (-1000, -500)
    assert (saw.width, saw.depth) == (3000, 2000)


def test_the_end_of_a_wall_is_pulled() -> None:
    hand = hand_on(Wall(id="w", x1=0, y1=0, x2=5000, y2=0, thickness=200))
    hand.click(2500, 0)
    hand.drag((5000, 0), (5000, 3000))
    assert ends(hand, Wall) == [(0, 0, 5000, 3000)]


def test_a_flow_is_bent_by_pulling_it_and_the_waypoint_can_be_moved_again() -> None:
    hand = hand_on(*line_of_two())
    hand.click(5000, 0)
    assert hand.session.selection == ("f1",)
    hand.drag((5000, 0), (5000, 3000))
    flow = hand.session.view.records["f1"]
    assert isinstance(flow, Flow) and flow.via == ((5000, 3000),)
    hand.drag((5000, 3000), (6000, 3000))
    flow = hand.session.view.records["f1"]
    assert isinstance(flow, Flow) and flow.via == ((6000, 3000),)


def test_dragging_a_machine_works_while_its_flow_is_selected() -> None:
    hand = hand_on(*line_of_two())
    hand.session.select(["f1"])
    hand.drag((10000, 0), (12000, 1000))
    lathe = hand.session.view.records["lathe"]
    assert isinstance(lathe, Machine) and (lathe.x, lathe.y) == (12000, 1000)


def test_two_points_and_their_true_distance_calibrate_the_drawing() -> None:
    hand = drawing("calibrate", Underlay(id="u", name="u", asset="a", scale=1.0))
    hand.click(1000, 0)
    hand.click(3000, 0)
    assert isinstance(hand.session.state, Calibrating)
    hand.type("4")
    underlay = hand.session.view.records["u"]
    assert isinstance(underlay, Underlay) and underlay.scale == pytest.approx(2.0)
    # The first point stays where it is: drawing point (1000, 0) lies at x + 2 · 1000 = 1000.
    assert (underlay.x, underlay.y) == (pytest.approx(-1000), pytest.approx(0))


def test_calibrating_without_a_drawing_says_so() -> None:
    hand = drawing("calibrate")
    hand.click(0, 0)
    hand.click(1000, 0)
    with pytest.raises(FloorwrightError, match="no drawing to calibrate"):
        hand.type("4")


@pytest.mark.parametrize(
    ("side", "expected"),
    # The box round both reaches from −1000 to 10000; its middle is at 4500.
    [("left", (0, -500)), ("right", (9000, 9500)), ("centre", (4500, 4500))],
)
def test_sides_are_brought_into_line(side: commands.Side, expected: tuple[float, float]) -> None:
    hand = hand_on(machine("a", 0, 0, 2000), machine("b", 9500, 4000, 1000))
    hand.session.select(["a", "b"])
    hand.session.do("Align", lambda edit: commands.align(edit, ("a", "b"), side))
    a, b = hand.session.view.records["a"], hand.session.view.records["b"]
    assert isinstance(a, Machine) and isinstance(b, Machine)
    assert (a.x, b.x) == expected


def test_gaps_between_neighbours_are_made_equal() -> None:
    hand = hand_on(machine("a", 0, 0, 2000), machine("b", 2500, 0, 1000), machine("c", 10000, 0, 2000))
    hand.session.do("Distribute", lambda edit: commands.distribute(edit, ("a", "b", "c"), "x"))
    # From 1000 to 9000 there are 8000 for the middle one of 1000 and two gaps: 3500 each.
    b = hand.session.view.records["b"]
    assert isinstance(b, Machine) and b.x == 5000


def test_rotating_a_selection_turns_it_round_its_middle() -> None:
    hand = hand_on(machine("a", 0, 0, 2000, 2000), machine("b", 4000, 0, 2000, 2000))
    hand.session.do("Rotate", lambda edit: commands.rotate(edit, ("a", "b"), 90.0))
    a, b = hand.session.view.records["a"], hand.session.view.records["b"]
    assert isinstance(a, Machine) and isinstance(b, Machine)
    assert math.dist((a.x, a.y), (2000, -2000)) < 1e-6 and math.dist((b.x, b.y), (2000, 2000)) < 1e-6
    assert a.rotation == 90

from floorwright.editing.tools.select import Idle
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Wall, Zone
from floorwright.model.record import Point
from helpers.hand import Hand, hand_on, line_of_two, machine


def place_of(hand: Hand, id: str) -> Point:
    record = hand.session.view.records[id]
    assert isinstance(record, Machine)
    return (record.x, record.y)


def records_of(hand: Hand) -> Records:
    return dict(hand.session.document.records)


def test_a_click_selects_what_is_under_it() -> None:
    hand = hand_on(*line_of_two())
    hand.click(900, 400)
    assert hand.session.selection == ("saw",)


def test_a_click_on_empty_ground_deselects() -> None:
    hand = hand_on(*line_of_two())
    hand.click(0, 0)
    hand.click(5000, 5000)
    assert hand.session.selection == ()


def test_shift_click_and_ctrl_click_add_and_remove() -> None:
    hand = hand_on(*line_of_two())
    hand.click(0, 0)
    hand.click(10000, 0, "shift")
    assert hand.session.selection == ("saw", "lathe")
    hand.click(0, 0, "ctrl")
    assert hand.session.selection == ("lathe",)
    hand.click(5000, 5000, "shift")
    assert hand.session.selection == ("lathe",)


def test_a_flow_is_picked_on_its_way() -> None:
    hand = hand_on(*line_of_two())
    hand.click(5000, 40)
    assert hand.session.selection == ("f1",)


def test_alt_click_takes_the_next_underneath() -> None:
    small, large = machine("small", 0, 0, 500, 500), machine("large", 0, 0, 3000, 3000)
    hand = hand_on(large, small)
    hand.click(0, 0)
    assert hand.session.selection == ("small",)
    hand.click(0, 0, "alt")
    assert hand.session.selection == ("large",)
    hand.click(0, 0, "alt")
    assert hand.session.selection == ("small",)


def test_the_inside_of_an_area_is_empty_ground_and_its_border_is_not() -> None:
    hand = hand_on(Zone(id="store", name="Store", points=((0, 0), (9000, 0), (9000, 9000), (0, 9000))))
    hand.click(4500, 4500)
    assert hand.session.selection == ()
    hand.click(4500, 30)
    assert hand.session.selection == ("store",)


def test_a_drag_to_the_right_selects_what_is_wholly_inside() -> None:
    hand = hand_on(*line_of_two())
    hand.drag((-2000, -2000), (9900, 2000))
    assert hand.session.selection == ("saw",)


def test_a_drag_to_the_left_selects_what_it_touches() -> None:
    hand = hand_on(*line_of_two())
    hand.drag((10000, 2000), (500, -200))
    assert set(hand.session.selection) == {"saw", "lathe", "f1"}


def test_a_window_inside_a_machine_touches_it() -> None:
    hand = hand_on(Wall(id="w", x1=-100, y1=-3000, x2=-100, y2=3000), machine("press", 5000, 0, 4000, 4000))
    hand.drag((2500, 100), (-400, -100))
    assert hand.session.selection == ("w",)


def test_the_frame_is_solid_to_the_right_and_dashed_to_the_left() -> None:
    hand = hand_on()
    hand.grab((0, 0), (1000, 1000))
    solid = hand.session.marks[1]
    hand.move(-1000, 1000)
    dashed = hand.session.marks[1]
    assert solid.style.dash == ()
    assert dashed.style.dash != ()


def test_dragging_a_machine_moves_it_and_its_flows_follow() -> None:
    hand = hand_on(*line_of_two())
    hand.grab((0, 0), (1000, 3000))
    assert hand.session.flow_paths()["f1"] == ((1000, 3000), (10000, 0))
    hand.release(1000, 3000)
    assert place_of(hand, "saw") == (1000, 3000)
    assert hand.session.document.can_undo() == "Move"


def test_waypoints_move_with_the_stations_of_their_flow() -> None:
    saw, lathe, shaft, _ = line_of_two()
    bent = Flow(id="f1", product="shaft", start="saw", end="lathe", via=((5000.0, 4000.0),))
    hand = hand_on(saw, lathe, shaft, bent)
    hand.drag((0, 0), (0, 1000))
    assert hand.session.flow_paths()["f1"][1] == (5000, 4000)
    hand.click(10000, 0, "shift")
    hand.drag((0, 1000), (0, 3000))
    assert hand.session.flow_paths()["f1"][1] == (5000, 6000)


def test_escape_in_mid_drag_puts_the_machine_back() -> None:
    hand = hand_on(*line_of_two())
    before = records_of(hand)
    hand.grab((0, 0), (1000, 3000))
    hand.escape()
    assert records_of(hand) == before
    assert hand.session.document.can_undo() is None
    hand.release(1000, 3000)
    assert records_of(hand) == before


def test_undo_in_mid_drag_puts_the_machine_back_and_keeps_the_step_before() -> None:
    hand = hand_on(*line_of_two())
    hand.drag((0, 0), (0, 1000))
    hand.grab((0, 1000), (0, 4000))
    hand.session.undo()
    assert place_of(hand, "saw") == (0, 1000)
    assert hand.session.document.can_undo() == "Move"
    assert isinstance(hand.session.state, Idle)


def test_a_drag_whose_edit_is_undone_behind_its_back_ends() -> None:
    hand = hand_on(*line_of_two())
    hand.grab((0, 0), (0, 4000))
    hand.session.document.undo()
    hand.move(0, 5000)
    hand.release(0, 5000)
    assert place_of(hand, "saw") == (0, 0)
    assert hand.told == []


def test_shift_keeps_a_drag_to_one_axis() -> None:
    hand = hand_on(*line_of_two())
    hand.drag((0, 0), (3000, 900), "shift")
    assert place_of(hand, "saw") == (3000, 0)


def test_ctrl_drag_leaves_the_original_and_moves_a_copy_with_a_name_of_its_own() -> None:
    hand = hand_on(*line_of_two())
    hand.click(0, 0)
    hand.drag((0, 0), (0, 3000), "ctrl")
    assert place_of(hand, "saw") == (0, 0)
    (copy,) = hand.session.selection
    assert place_of(hand, copy) == (0, 3000)
    assert hand.session.view.records[copy].name == "Saw 2"  # type: ignore[attr-defined]


def test_letting_go_of_ctrl_in_mid_drag_moves_the_original_after_all() -> None:
    hand = hand_on(*line_of_two())
    hand.grab((0, 0), (0, 3000), "ctrl")
    hand.move(0, 3000)
    hand.release(0, 3000)
    assert place_of(hand, "saw") == (0, 3000)
    assert len(hand.session.view.of(Machine)) == 2


def test_a_length_typed_in_mid_drag_moves_exactly_so_far() -> None:
    hand = hand_on(*line_of_two())
    hand.grab((0, 0), (770, 0))
    hand.type("2,5")
    assert place_of(hand, "saw") == (2500, 0)


def test_a_drag_of_a_pixel_or_two_is_a_click() -> None:
    hand = hand_on(*line_of_two())
    hand.drag((0, 0), (20, 20))
    assert hand.session.selection == ("saw",)
    assert hand.session.document.can_undo() is None


def test_delete_takes_the_selection_and_its_flows_in_one_step() -> None:
    hand = hand_on(*line_of_two())
    before = records_of(hand)
    hand.click(0, 0)
    hand.key("Delete")
    assert set(hand.session.view.records) == {"plan", "lathe", "shaft"}
    assert hand.session.selection == ()
    hand.session.undo()
    assert records_of(hand) == before


def test_arrows_nudge_one_grid_step_shift_ten_and_ctrl_a_millimetre() -> None:
    hand = hand_on(*line_of_two())
    hand.click(0, 0)
    hand.key("Right")
    hand.key("Up", "shift")
    hand.key("Left", "ctrl")
    assert place_of(hand, "saw") == (499, 5000)


def test_r_turns_and_x_mirrors_the_selection() -> None:
    hand = hand_on(*line_of_two())
    hand.click(0, 0)
    hand.key("R")
    hand.key("X")
    saw = hand.session.view.records["saw"]
    assert isinstance(saw, Machine)
    assert (saw.x, saw.y, saw.rotation, saw.mirrored) == (0, 0, 270, True)


def test_a_double_click_opens_what_is_there() -> None:
    hand = hand_on(*line_of_two())
    hand.double(0, 0)
    assert hand.opened == ["saw"]


def test_escape_when_idle_deselects() -> None:
    hand = hand_on(*line_of_two())
    hand.click(0, 0)
    hand.escape()
    assert hand.session.selection == ()

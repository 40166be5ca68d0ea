"""Picking entities of a drawing with clicks and windows."""

from dataclasses import replace

from floorwright.editing.tools.pick_drawing import PickingDrawing, picked_of
from floorwright.editing.tools.select import Idle
from floorwright.model.kinds import Underlay
from helpers.drawings import drawing, square
from helpers.hand import Hand, hand_on

HALL = drawing({"WALLS": square(0, 0, 4), "NOTES": [(10, 0, 10, 4)]}, unit="m")
METRES = Underlay(id="u", name="hall.dxf", asset="x", unit="m", scale=1000.0)


def picking(underlay: Underlay = METRES) -> Hand:
    hand = hand_on(underlay)
    hand.session.drawings = lambda: {underlay.source: HALL}
    hand.session.use_tool("pick_drawing")
    return hand


def count(hand: Hand) -> int:
    parts = picked_of(hand.session, "u")
    return parts.count if parts else 0


def test_a_click_picks_what_lies_there_also_in_a_locked_drawing() -> None:
    hand = picking()
    hand.click(2000, 30)
    assert count(hand) == 1 and "1 things picked" in hand.session.state.prompt
    hand.click(2000, 2000)
    assert count(hand) == 0


def test_shift_adds_and_ctrl_takes_away() -> None:
    hand = picking()
    hand.click(2000, 0)
    hand.click(4000, 2000, "shift")
    assert count(hand) == 2
    hand.click(2000, 0, "ctrl")
    assert count(hand) == 1
    hand.click(8000, 8000, "shift")
    assert count(hand) == 1


def test_a_window_picks_what_lies_wholly_in_it_from_either_side() -> None:
    for start, end in (((-500, -500), (4500, 4500)), ((4500, 4500), (-500, -500))):
        hand = picking()
        hand.press(*start)
        hand.move(*end)
        assert hand.session.marks
        hand.release(*end)
        assert count(hand) == 4 and len(hand.session.marks) == 4


def test_hidden_layers_and_hidden_drawings_are_not_picked() -> None:
    hand = picking(replace(METRES, shown=(("NOTES", False),)))
    hand.click(10000, 2000)
    assert count(hand) == 0
    hand = picking(replace(METRES, visible=False))
    hand.click(2000, 0)
    assert count(hand) == 0


def test_enter_asks_what_to_make_and_without_anything_picked_says_so() -> None:
    hand = picking()
    asked: list[str] = []
    hand.session.convert_asked.connect(asked.append)
    hand.key("Enter")
    assert asked == [] and hand.told == ["Nothing is picked. Click lines of the drawing first."]
    hand.session.use_tool("pick_drawing")
    hand.click(2000, 0)
    hand.key("Enter")
    assert asked == ["u"] and count(hand) == 1


def test_escape_forgets_the_window_then_what_is_picked_then_the_tool() -> None:
    hand = picking()
    hand.click(2000, 0)
    hand.press(-500, -500)
    hand.move(4500, 4500)
    hand.key("Escape")
    assert count(hand) == 1
    hand.key("Escape")
    assert count(hand) == 0 and isinstance(hand.session.state, PickingDrawing)
    hand.key("Escape")
    assert isinstance(hand.session.state, Idle)


def test_a_drawing_that_was_read_anew_is_not_marked_by_what_was_picked_before() -> None:
    hand = picking()
    hand.click(2000, 0)
    newer = drawing({"WALLS": square(0, 0, 4)}, unit="m")
    hand.session.drawings = lambda: {METRES.source: newer}
    assert count(hand) == 0
    hand.click(2000, 0, "shift")
    hand.click(4000, 2000, "shift")
    assert count(hand) == 2 and len(hand.session.marks) == 2

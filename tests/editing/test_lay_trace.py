"""Laying an observed line on the plan by two of its places."""

import pytest

from floorwright.editing.tools.lay_trace import LayingTrace
from floorwright.editing.tools.select import Idle
from floorwright.geometry.transform import Transform
from floorwright.geometry.two_points import by_two_points, scale_of
from floorwright.model.observation import Observation
from helpers.hand import Hand, hand_on


def laying() -> Hand:
    hand = hand_on(Observation(id="a", name="Ann"), Observation(id="b", name="Bob", placed=(1, 0, 0, 1, 500.0, 0)))
    hand.session.use(LayingTrace(hand.session, ("a", "b")))
    return hand


def placed(hand: Hand, id: str) -> Transform:
    record = hand.session.view.records[id]
    assert isinstance(record, Observation)
    return Transform(*record.placed)


def test_two_places_turn_move_and_enlarge_every_line_of_the_table() -> None:
    """(1, 0) m comes to lie on (5, 5) m and (3, 0) m on (5, 9) m: a quarter turn, twice as large."""
    hand = laying()
    for at in ((1000, 0), (5000, 5000), (3000, 0), (5000, 9000)):
        hand.click(*at)
    assert isinstance(hand.session.state, Idle)
    assert placed(hand, "a").point((2000, 0)) == pytest.approx((5000, 7000))
    assert placed(hand, "b").point((1500, 0)) == pytest.approx((5000, 7000))
    assert scale_of(placed(hand, "a")) == pytest.approx(2)
    hand.session.undo()
    assert placed(hand, "a") == Transform()


def test_enter_after_one_place_only_moves() -> None:
    hand = laying()
    hand.click(1000, 0)
    hand.type("2;3")
    hand.key("Enter")
    assert placed(hand, "a") == Transform(e=1000.0, f=3000.0)


def test_backspace_and_escape_go_back_and_the_same_place_twice_is_refused() -> None:
    hand = laying()
    for at in ((0, 0), (1000, 1000), (0, 0), (3000, 3000)):
        hand.click(*at)
    assert hand.told == ["The two places are the same; click two that lie apart."]
    hand.key("Backspace")
    assert hand.session.state.prompt.startswith("Click where it is")
    hand.escape()
    hand.escape()
    assert isinstance(hand.session.state, Idle) and placed(hand, "a") == Transform()


def test_a_mirrored_plane_is_turned_over() -> None:
    """y runs downwards: (0, 0) on (0, 10), (4, 0) on (4, 10); 3 m down is 7 m up."""
    found = by_two_points((0, 0), (4, 0), (0, 10), (4, 10), mirrored=True)
    assert found.point((4, 3)) == pytest.approx((4, 7))
    with pytest.raises(ValueError, match="two different points"):
        by_two_points((1, 1), (1, 1), (0, 0), (1, 0))

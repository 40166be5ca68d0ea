"""Whatever the hand does, nothing breaks, and undoing everything gives the start."""

import contextlib

from hypothesis import given
from hypothesis import strategies as st

from floorwright.analysis.analyze import analyze
from floorwright.editing.tools import TOOLS
from floorwright.errors import FloorwrightError
from floorwright.model.kinds import Wall
from helpers.hand import hand_on, line_of_two

PLACES = st.tuples(st.integers(-6, 24).map(lambda n: n * 500.0), st.integers(-6, 12).map(lambda n: n * 500.0))
HELD = st.sampled_from(["", "", "shift", "ctrl", "alt"])
KEYS = ["Enter", "Backspace", "Delete", "R", "X", "C", "Tab", "Left", "Up", "A", "5"]
TYPED = ["3", "2;1", "@1;1", "2<45", "abc", "", "1e999", "3 m 20"]
DEEDS = st.one_of(
    st.tuples(st.just("tool"), st.sampled_from([tool.id for tool in TOOLS])),
    st.tuples(st.just("click"), PLACES, HELD),
    st.tuples(st.just("press"), PLACES, HELD),
    st.tuples(st.just("move"), PLACES, HELD),
    st.tuples(st.just("release"), PLACES, HELD),
    st.tuples(st.just("double"), PLACES),
    st.tuples(st.just("key"), st.sampled_from(KEYS)),
    st.tuples(st.just("type"), st.sampled_from(TYPED)),
    st.tuples(st.just("escape")),
    st.tuples(st.just("undo")),
    st.tuples(st.just("redo")),
)


@given(st.lists(DEEDS, max_size=25), st.booleans())
def test_nothing_the_hand_does_breaks_the_plan(deeds: list[tuple], snapping: bool) -> None:  # type: ignore[type-arg]
    hand = hand_on(*line_of_two(), Wall(id="w", x1=0, y1=3000, x2=9000, y2=3000, thickness=200), snapping=snapping)
    start = dict(hand.session.document.records)
    for name, *given_with in deeds:
        match name:
            case "tool":
                hand.session.use_tool(given_with[0])
            case "click" | "press" | "move" | "release":
                getattr(hand, name)(*given_with[0], given_with[1])
            case "double":
                hand.double(*given_with[0])
            case "key":
                hand.key(given_with[0])
            case "type":
                with contextlib.suppress(FloorwrightError):
                    hand.type(given_with[0])
            case "escape":
                hand.escape()
            case "undo":
                hand.session.undo()
            case _:
                hand.session.redo()
        hand.session.state.marks()
        hand.session.state.menu()
        assert all(id in hand.session.view.records for id in hand.session.selection)
    analyze(hand.session.view.records)
    hand.session.finish()
    assert hand.session.document.editing is None
    while hand.session.document.can_undo() is not None:
        hand.session.undo()
    assert dict(hand.session.document.records) == start

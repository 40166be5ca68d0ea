import pytest

from floorwright.editing.tools.place import Placing
from floorwright.editing.typed import NotAPlace
from floorwright.model.kinds import Machine
from helpers.hand import Hand, hand_on, machine


def placing(*machines: Machine, snapping: bool = False) -> Hand:
    hand = hand_on(*machines, snapping=snapping)
    hand.session.use(Placing(hand.session, "lathe", "Lathe", 2000, 1000))
    return hand


def test_a_click_places_equipment_and_selects_it() -> None:
    hand = placing()
    hand.click(3200, 4100)
    (lathe,) = hand.session.view.of(Machine)
    assert (lathe.name, lathe.x, lathe.y, lathe.width, lathe.depth, lathe.symbol) == (
        "Lathe",
        3200,
        4100,
        2000,
        1000,
        "lathe",
    )
    assert hand.session.selection == (lathe.id,)
    assert hand.session.document.can_undo() == "Place Lathe"


def test_the_ghost_is_no_part_of_the_plan() -> None:
    hand = placing()
    hand.move(100, 100)
    assert hand.session.marks != ()
    hand.escape()
    assert hand.session.marks == ()
    assert hand.session.view.of(Machine) == []


def test_shift_click_places_several_each_with_a_name_of_its_own() -> None:
    hand = placing()
    hand.click(0, 0, "shift")
    hand.click(5000, 0, "shift")
    hand.click(9000, 0)
    hand.click(20000, 20000)
    assert [lathe.name for lathe in hand.session.view.of(Machine)] == ["Lathe", "Lathe 2", "Lathe 3"]


def test_r_turns_and_x_mirrors_the_ghost() -> None:
    hand = placing()
    hand.move(0, 0)
    hand.key("R")
    hand.key("X")
    hand.click(0, 0)
    (lathe,) = hand.session.view.of(Machine)
    assert (lathe.rotation, lathe.mirrored) == (90, True)


def test_a_typed_place_is_exact() -> None:
    hand = placing()
    hand.move(0, 0)
    hand.type("1,5;3 m 20")
    (lathe,) = hand.session.view.of(Machine)
    assert (lathe.x, lathe.y) == (1500, 3200)


def test_a_wrong_entry_is_refused_and_the_ghost_stays() -> None:
    hand = placing()
    hand.move(0, 0)
    with pytest.raises(NotAPlace):
        hand.type("1;2;3")
    assert hand.session.view.of(Machine) == []
    hand.click(0, 0)
    assert len(hand.session.view.of(Machine)) == 1


def test_the_ghost_comes_on_the_grid() -> None:
    hand = placing(snapping=True)
    hand.click(3190, 4110)
    (lathe,) = hand.session.view.of(Machine)
    assert (lathe.x, lathe.y) == (3000, 4000)


def test_the_ghost_lines_up_with_other_equipment_before_the_grid() -> None:
    # The press spans x from 120 to 2120 and y from 9500 to 10500: left sides line up at x 120.
    hand = placing(machine("press", 1120, 10000), snapping=True)
    hand.move(1150, 3990)
    hand.click(1150, 3990)
    lathe = hand.session.view.of(Machine)[-1]
    assert (lathe.x, lathe.y) == (1120, 4000)


def test_enter_when_idle_places_another() -> None:
    hand = placing()
    hand.click(0, 0)
    hand.key("Enter")
    hand.click(5000, 0)
    assert [lathe.name for lathe in hand.session.view.of(Machine)] == ["Lathe", "Lathe 2"]

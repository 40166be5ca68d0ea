"""Hebrew and Arabic: the order in which a line is seen, and letters that join."""

import pytest

from floorwright.paper.fonts import font
from floorwright.paper.right_to_left import joined_letters, runs_right, seen_from_left


@pytest.mark.parametrize(
    ("said", "seen"),
    [
        ("abc", "abc"),
        ("אבג", "גבא"),
        # Numbers run from the left inside a line from the right; so do Latin words.
        ("אב 123", "123 בא"),
        ("אב 12.5 kg", "kg 12.5 בא"),
        # In a Latin line the Hebrew words change places among themselves, and so do the halves of brackets.
        ("a (אב) b", "a (בא) b"),
        ("אב (גד)", "(דג) בא"),
        # A blank at the end stays at the end of the line: on the left.
        ("אב ", " בא"),
    ],
)
def test_a_line_is_seen_in_the_order_of_its_scripts(said: str, seen: str) -> None:
    assert seen_from_left(said) == seen


def test_arabic_letters_join_as_their_neighbours_allow() -> None:
    # Salam: seen joins to lam; lam and alef are one sign, after which nothing joins; meem stands alone.
    assert joined_letters("سلام", font().widths) == "\ufeb3\ufefc\ufee1"
    # Dar: neither dal nor alef joins to what follows.
    assert joined_letters("دار", font().widths) == "\ufea9\ufe8d\ufead"
    # A mark over a letter is passed over: beh with fatha still joins to teh.
    assert joined_letters("بَت", font().widths) == "\ufe91\u064e\ufe96"


def test_forms_that_the_font_lacks_are_left_as_letters() -> None:
    assert joined_letters("سلام", set()) == "سلام"


def test_only_scripts_from_the_right_are_reordered() -> None:
    assert runs_right("مصنع 3") and not runs_right("Цех 3 比")

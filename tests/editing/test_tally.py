"""The tally of a work sampling: what is pressed and what is written down."""

from floorwright.editing.tally import Tally

SEEN = Tally(activities=("Working", "Waiting"))


def test_each_look_has_its_activity_and_moment() -> None:
    tally = SEEN.mark("Working", "2026-03-02T07:30:00").mark("Waiting", "2026-03-02T07:41:00")
    assert [(look.activity, look.moment) for look in tally.looks] == [
        ("Working", "2026-03-02T07:30:00"),
        ("Waiting", "2026-03-02T07:41:00"),
    ]
    assert (tally.count("Working"), tally.count("Away")) == (1, 0)


def test_several_are_looked_at_in_turn() -> None:
    tally = Tally(activities=SEEN.activities, subjects=("Press 1", "Press 2"))
    assert tally.next_subject == "Press 1"
    tally = tally.mark("Working", "a").mark("Waiting", "b").mark("Working", "c")
    assert [look.subject for look in tally.looks] == ["Press 1", "Press 2", "Press 1"]
    assert tally.undo().next_subject == "Press 1"


def test_the_last_look_is_taken_back_and_an_activity_without_a_name_is_not_seen() -> None:
    assert SEEN.mark("Working", "a").undo() == SEEN
    assert SEEN.undo() == SEEN
    assert SEEN.mark("", "a") == SEEN

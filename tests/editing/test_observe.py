"""Following somebody: clicks and keys with the clock running."""

from datetime import UTC, datetime

import pytest

from floorwright.editing.recording import KEYS, Recorder, WalkHead, keys_of
from floorwright.editing.tools.observe import Observing
from floorwright.editing.tools.select import Idle
from floorwright.errors import EditRefused
from floorwright.model.document import Document
from floorwright.model.kinds import Machine
from floorwright.model.observation import Event, Observation
from helpers.hand import Hand, hand_on, machine

EIGHT = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)


class Watch:
    """A clock that goes when it is told to."""

    def __init__(self) -> None:
        self.s = 1000.0

    def __call__(self) -> float:
        return self.s

    def now(self) -> datetime:
        return datetime.fromtimestamp(EIGHT.timestamp() + self.s - 1000.0, UTC)


class Walk:
    """Somebody is followed between a saw at the origin and a lathe 10 m to the right."""

    def __init__(self, hand: Hand | None = None, watch: Watch | None = None) -> None:
        self.watch = watch or Watch()
        self.hand = hand or hand_on(machine("saw", 0, 0), machine("lathe", 10000, 0))
        self.synced = 0
        self.recorder = Recorder(self.hand.session, self._kept, self.watch, self.watch.now)

    def _kept(self) -> None:
        self.synced += 1

    def begin(self) -> "Walk":
        self.recorder.begin(WalkHead("Ann"))
        self.hand.session.use(Observing(self.hand.session, self.recorder))
        return self

    def after(self, seconds: float) -> Hand:
        self.watch.s += seconds
        return self.hand

    def told(self) -> list[tuple[float, str, str]]:
        return [(r.t_s, r.event.value, r.name) for r in self.recorder.readings]


def test_clicks_and_keys_are_marks_with_their_times() -> None:
    walk = Walk().begin()
    walk.after(2).click(100, 100)
    walk.after(10).key("1")
    walk.after(5).key("Enter")
    walk.after(3).click(5000, 3000)
    walk.after(4).key("2")
    # Keys go by the names: Lathe is 1, Saw is 2.
    assert walk.told() == [
        (2, "at", "Saw"), (12, "at", "Lathe"), (17, "leave", ""), (20, "at", ""), (24, "at", "Saw"),
    ]  # fmt: skip
    observation = walk.recorder.observation
    assert observation is not None
    assert (observation.person, observation.start) == ("Ann", "2026-03-11T08:00:00.000+00:00")
    # One at the start, one each mark.
    assert walk.synced == 6


def test_backspace_takes_the_last_mark_back_and_undo_brings_it() -> None:
    walk = Walk().begin()
    walk.after(1).key("1")
    walk.after(1).key("2")
    walk.hand.key("Backspace")
    assert walk.told() == [(1, "at", "Lathe")]
    walk.hand.session.undo()
    assert [name for _, _, name in walk.told()] == ["Lathe", "Saw"]


def test_a_pause_stops_the_clock_and_a_mark_ends_it() -> None:
    walk = Walk().begin()
    walk.after(5).key("1")
    walk.after(5).key("0")
    assert not walk.recorder.running and "Paused" in walk.hand.session.state.prompt
    walk.after(60)
    assert walk.recorder.elapsed_s == 10
    walk.hand.key("2")
    assert [(t, event) for t, event, _ in walk.told()] == [(5, "at"), (10, "pause"), (70, "resume"), (70, "at")]
    walk.after(1).escape()
    assert walk.told()[-1][:2] == (71, "pause") and isinstance(walk.hand.session.state, Observing)
    walk.hand.escape()
    assert isinstance(walk.hand.session.state, Idle)


def test_what_is_carried_done_and_noted_goes_with_the_marks() -> None:
    walk = Walk().begin()
    walk.after(1).key("1")
    walk.hand.key("+")
    walk.after(9).key("2")
    walk.recorder.note("dropped it")
    walk.after(5)
    walk.recorder.say("cut", "operation", "VA")
    first, second, third = walk.recorder.readings
    assert (first.carrying, second.carrying, second.note) == (None, True, "dropped it")
    assert (third.t_s, third.name, third.element, third.step, third.value) == (15, "Saw", "cut", "operation", "VA")


def test_finishing_ends_the_walk_and_another_can_begin() -> None:
    walk = Walk().begin()
    walk.after(1).key("1")
    walk.after(9).key("Enter", "ctrl")
    assert walk.recorder.observation is None and isinstance(walk.hand.session.state, Idle)
    records = walk.hand.session.view.records.values()
    (observation,) = [r for r in records if isinstance(r, Observation)]
    ends = [r for r in records if getattr(r, "event", None) is Event.END]
    assert [(r.observation, r.t_s) for r in ends] == [(observation.id, 10)]
    assert walk.recorder.unfinished() == ()
    walk.recorder.begin(WalkHead("Bob"))
    assert walk.recorder.observation is not None and walk.recorder.observation.person == "Bob"


def test_a_walk_is_gone_on_with_after_a_crash() -> None:
    walk = Walk().begin()
    walk.after(4).key("1")
    walk.after(6)
    # The program dies: the records are all that is left, and the day has gone on for half an hour.
    left = dict(walk.hand.session.document.records)
    again = Watch()
    again.s = walk.watch.s + 1800
    from floorwright.editing.session import Session

    later = Walk(Hand(Session(Document(left))), again)
    (unfinished,) = later.recorder.unfinished()
    later.recorder.go_on(unfinished.id)
    assert later.recorder.running and later.recorder.elapsed_s == 1810
    later.after(5)
    later.recorder.mark_key("2")
    assert [(t, event) for t, event, _ in later.told()] == [(4, "at"), (4, "pause"), (1810, "resume"), (1815, "at")]


def test_nobody_and_two_at_once_are_refused() -> None:
    walk = Walk()
    with pytest.raises(EditRefused, match="who is followed"):
        walk.recorder.begin(WalkHead("  "))
    walk.begin()
    with pytest.raises(EditRefused, match="being recorded"):
        walk.recorder.begin(WalkHead("Bob"))
    walk.recorder.mark("no such station")
    assert walk.told() == []


def test_stations_keep_their_keys_while_a_walk_is_recorded() -> None:
    stations = [machine(f"m{n}", n * 3000, 0) for n in range(40)]
    keys = keys_of(stations, ["m7"])
    assert (keys["1"], keys["2"], keys["3"], keys["Z"]) == ("m7", "m0", "m1", "m34")
    assert len(keys) == len(KEYS) == 35
    walk = Walk().begin()
    walk.hand.session.do("Add", lambda edit: edit.put(machine("anvil", 0, 9000)))
    assert walk.recorder.keys() == {"1": "lathe", "2": "saw", "3": "anvil"}
    walk.hand.session.do("Delete", lambda edit: edit.remove("lathe"))
    assert walk.recorder.keys() == {"2": "saw", "3": "anvil"}


def test_a_deleted_observation_ends_the_recording() -> None:
    walk = Walk().begin()
    observation = walk.recorder.observation
    assert observation is not None
    walk.after(1).key("1")
    walk.hand.session.do("Delete", lambda edit: edit.remove(observation.id))
    assert walk.recorder.observation is None and walk.recorder.readings == []
    walk.after(1).click(0, 0)
    assert isinstance(walk.hand.session.state, Idle)
    assert all(isinstance(r, Machine) or r.id == "plan" for r in walk.hand.session.view.records.values())

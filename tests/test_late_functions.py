"""A dataclass whose functions are compiled late does everything that Python's own does."""

import copy
import dataclasses
import importlib
import pickle
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from dataclasses import FrozenInstanceError, asdict, fields, replace
from functools import partial
from types import FunctionType
from typing import Any

import pytest

from floorwright.jobs import run_in_worker
from floorwright.late_functions import AT_ONCE, compile_when_called
from helpers import late_classes, tasks

TEXT = "<string>"
"""Where a function is from that Python has compiled for a dataclass."""
LATE = AT_ONCE is not None
"""Whether this Python lets functions be compiled late; where it does not, they are Python's own from the start."""


@pytest.fixture(params=["at once", "late"])
def made(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The sample classes, as Python makes them and as the program does."""
    if request.param == "late":
        make_late(monkeypatch)
    yield importlib.reload(late_classes)
    monkeypatch.undo()
    importlib.reload(late_classes)


@pytest.fixture
def late(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """The sample classes as the program makes them."""
    make_late(monkeypatch)
    yield importlib.reload(late_classes)
    monkeypatch.undo()
    importlib.reload(late_classes)


def make_late(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dataclasses, "_create_fn", getattr(dataclasses, "_create_fn", None), raising=False)
    compile_when_called()


def is_compiled(function: FunctionType) -> bool:
    return function.__code__.co_filename == TEXT


def test_a_function_is_compiled_when_it_is_first_called_and_is_pythons_own_from_then_on(late: Any) -> None:
    assert is_compiled(late.Place.__init__) is not LATE
    here, there = late.Place(1.0), late.Place(1.0)
    assert is_compiled(late.Place.__init__)
    assert is_compiled(late.Place.__eq__) is not LATE
    assert here == there
    assert is_compiled(late.Place.__eq__)
    assert is_compiled(late.Place.__hash__) is not LATE


def test_fields_are_filled_from_what_is_given_and_from_defaults(made: Any) -> None:
    one, two = made.Machine(id="m", x=1.0), made.Machine(id="n", x=2.0, tags=("a",), notes=["b"])
    assert (one.id, one.x, one.tags, one.notes) == ("m", 1.0, (), [])
    assert (two.id, two.x, two.tags, two.notes) == ("n", 2.0, ("a",), ["b"])
    assert made.Machine(id="m", x=1.0).notes is not one.notes
    assert [field.name for field in fields(one)] == ["id", "tags", "x", "notes"]
    assert made.Counter(3, step=2).value == 6
    assert made.Turn(1, self="you").self == "you"
    assert made.Turn(at=1) == made.Turn(1, "me")


def test_two_are_equal_where_their_fields_are(made: Any) -> None:
    machine = partial(made.Machine, id="m", x=1.0)
    assert machine() == machine(notes=["not compared"])
    assert machine() != machine(tags=("a",))
    assert hash(machine()) == hash(machine(notes=["not compared"]))
    assert machine() != made.Row(id="m")
    assert made.Place(1.0) != (1.0, 0.0)
    assert len({made.Place(1.0), made.Place(1.0, 0.0), made.Place(2.0)}) == 2
    assert made.Same(1) != made.Same(1)
    assert made.Loose("Drill") == made.Loose("DRILL")
    assert {made.Loose("Drill"): 1}[made.Loose("dRILL")] == 1
    with pytest.raises(TypeError, match="unhashable"):
        hash(made.Ring())


def test_what_is_sorted_is_sorted_by_its_fields(made: Any) -> None:
    assert sorted([made.Turn(2), made.Turn(1, "b"), made.Turn(1, "a")]) == [
        made.Turn(1, "a"),
        made.Turn(1, "b"),
        made.Turn(2),
    ]
    assert made.Turn(1) <= made.Turn(1) and made.Turn(2) > made.Turn(1) and made.Turn(2) >= made.Turn(1)
    with pytest.raises(TypeError, match="not supported between"):
        made.Turn(1) < 2  # noqa: B015


def test_what_is_frozen_stays(made: Any) -> None:
    for value, name in ((made.Machine(id="m", x=1.0), "x"), (made.Place(1.0), "y"), (made.Drill(2.0), "x")):
        before = asdict(value)
        with pytest.raises(FrozenInstanceError, match=f"cannot assign to field '{name}'"):
            setattr(value, name, 5.0)
        with pytest.raises(FrozenInstanceError, match=f"cannot delete field '{name}'"):
            delattr(value, name)
        assert asdict(value) == before
    turn = made.Turn(1)
    turn.at = 2
    assert turn == made.Turn(2)


@pytest.mark.parametrize(
    "copied",
    [copy.copy, copy.deepcopy, replace, lambda value: pickle.loads(pickle.dumps(value))],
    ids=["copy", "deepcopy", "replace", "pickle"],
)
def test_a_copy_is_equal_and_of_the_same_class(made: Any, copied: Callable[[Any], Any]) -> None:
    for value in (made.Machine(id="m", x=1.0, notes=["a"]), made.Place(1.0, 2.0), made.Turn(3)):
        again = copied(value)
        assert again == value and again is not value and type(again) is type(value)
    assert replace(made.Place(1.0, 2.0), y=3.0) == made.Place(1.0, 3.0)


def test_it_says_what_is_in_it(made: Any) -> None:
    assert repr(made.Machine(id="m", x=1.0)) == "Machine(id='m', tags=(), x=1.0, notes=[])"
    assert repr(made.Drill(1.0)) == "Drill(id='drill', tags=(), x=1.0, notes=[])"
    ring = made.Ring()
    ring.next = ring
    assert repr(ring) == "Ring(next=...)"


def test_it_is_matched_by_its_fields(made: Any) -> None:
    match made.Place(1.0, 2.0):
        case made.Place(x, 2.0):
            assert x == 1.0
        case _:
            pytest.fail("not matched")
    assert made.Machine.__match_args__ == ()


def test_what_is_wrong_is_told_in_pythons_words_at_the_first_call_too(made: Any) -> None:
    with pytest.raises(TypeError, match=r"^Place\.__init__\(\) missing 1 required positional argument: 'x'$"):
        made.Place()
    with pytest.raises(TypeError, match=r"^Machine\.__init__\(\) got an unexpected keyword argument 'y'$"):
        made.Machine(id="m", x=1.0, y=2.0)
    with pytest.raises(ValueError, match="no id"):
        made.Machine(id="", x=1.0)
    assert made.Place(1.0).y == 0.0


def test_a_function_that_was_taken_before_its_first_call_goes_on_working(made: Any) -> None:
    fill, compare = made.Turn.__init__, made.Turn.__eq__
    turn = made.Turn(1)
    for at in (2, 3):
        fill(turn, at)
        assert compare(turn, made.Turn(at)) is True
    assert turn.__init__.__qualname__ == "Turn.__init__"


def test_several_threads_may_be_the_first(late: Any) -> None:
    together = threading.Barrier(8)
    filled: list[Any] = []

    def fill() -> None:
        together.wait(10)
        filled.append(late.Machine(id="m", x=1.0))

    threads = [threading.Thread(target=fill) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert filled == [late.Machine(id="m", x=1.0)] * 8


def test_saying_it_twice_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    make_late(monkeypatch)
    compile_when_called()
    late = importlib.reload(late_classes)
    late.Place(1.0)
    assert is_compiled(late.Place.__init__)


def test_the_program_starts_so() -> None:
    code = """
from floorwright import __main__
__main__._leave = lambda status: None
__main__.main()
from floorwright.model.kinds import Machine
print(Machine.__init__.__code__.co_filename)
"""
    done = subprocess.run([sys.executable, "-c", code, "--version"], capture_output=True, text=True, check=True)
    assert (done.stdout.splitlines()[-1] == TEXT) is not LATE


def test_so_does_the_process_that_reads_for_it() -> None:
    assert (run_in_worker(tasks.where_a_record_is_filled) == TEXT) is not LATE

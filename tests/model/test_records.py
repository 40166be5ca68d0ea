"""What records refuse, and how they are rounded."""

import math
from collections.abc import Callable

import pytest

from floorwright.errors import InvalidRecord
from floorwright.model.kinds import Flow, Label, Machine, Method, Underlay, Variant, Wall, Zone
from floorwright.model.record import Record, new_id
from floorwright.model.rounding import rounded
from floorwright.model.signal import Signal
from helpers.stored import one_of_everything


def machine(**changes: object) -> Machine:
    values: dict[str, object] = {"id": "m", "name": "M", "x": 0.0, "y": 0.0, "width": 1.0, "depth": 1.0}
    return Machine(**(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "make",
    [
        lambda: machine(x=math.nan),
        lambda: machine(pickup=(0.0, math.inf)),
        lambda: machine(x=1e12),
        lambda: machine(width=0.0),
        lambda: machine(name=" "),
        lambda: machine(id=""),
        lambda: machine(name="half \ud800"),
        lambda: Wall(id="w", x1=0.0, y1=0.0, x2=1e12, y2=0.0),
        lambda: Wall(id="w", x1=0.0, y1=0.0, x2=0.0, y2=0.0),
        lambda: Zone(id="z", name="Z", points=((0.0, 0.0), (1.0, 0.0))),
        lambda: Zone(id="z", name="Z", points=((0.0, 0.0), (1.0, 0.0), (1.0, -1e11))),
        lambda: Flow(id="f", product="p", start="a", end="b", via=((math.nan, 0.0),)),
        lambda: Flow(id="f", product="p", start="a", end="b", unit_load=0.0),
        lambda: Method(id="t", name="T", speed_m_s=0.0),
    ],
)
def test_what_no_floor_can_have_is_refused(make: Callable[[], Record]) -> None:
    with pytest.raises(InvalidRecord) as refused:
        make()
    refused.value.message.encode()


def test_numbers_that_are_no_lengths_may_be_large() -> None:
    flow = Flow(id="f", product="p", start="a", end="b", quantity_per_day=1e30)
    assert flow.quantity_per_day == 1e30
    assert Underlay(id="u", name="u", asset="a", origin_u=5_774_347_227_000.0).origin_u == 5_774_347_227_000.0


def test_lengths_lose_their_floating_point_noise_and_shares_stay() -> None:
    assert rounded(machine(x=0.1 + 0.2, pickup=(1.23456789012, -1e-9))) == machine(x=0.3, pickup=(1.2345679, 0.0))
    drawing = Underlay(id="u", name="u", asset="a", scale=25.4000000051, x=0.123456789)
    assert rounded(drawing).scale == 25.4000000051
    assert rounded(drawing).x == 0.1234568


def test_minus_zero_and_whole_numbers_become_floats() -> None:
    result = rounded(machine(x=-0.0, y=7))
    assert (repr(result.x), repr(result.y)) == ("0.0", "7.0")


def test_the_record_inside_a_variant_is_rounded_too() -> None:
    variant = Variant(id="s:m", scenario="s", of="m", record=machine(x=4.9e-8))
    assert rounded(variant).record == machine()


@pytest.mark.parametrize("record", one_of_everything().values(), ids=lambda record: record.id)
def test_a_rounded_record_is_rounded_to_itself(record: Record) -> None:
    once = rounded(record)
    assert rounded(once) is once
    assert once == record


def test_an_empty_note_and_text_with_any_script_are_fine() -> None:
    assert Label(id="l", x=0.0, y=0.0, text="切断 🙂 \u202e").text == "切断 🙂 \u202e"


def test_ids_are_short_and_differ() -> None:
    ids = {new_id() for _ in range(1000)}
    assert len(ids) == 1000 and {len(id) for id in ids} == {10}


def test_listeners_hear_in_the_order_in_which_they_came_until_they_leave() -> None:
    signal: Signal[int] = Signal()
    heard: list[str] = []
    leave_first = signal.connect(lambda value: heard.append(f"first {value}"))
    signal.connect(lambda value: leave_first())
    signal.connect(lambda value: heard.append(f"last {value}"))
    signal.emit(1)
    signal.emit(2)
    leave_first()
    assert heard == ["first 1", "last 1", "last 2"]

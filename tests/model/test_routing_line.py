"""A routing as one line: which flows make a line, and which flows a changed line makes."""

from dataclasses import replace
from itertools import pairwise

import pytest

from floorwright.errors import InvalidRecord
from floorwright.model.kinds import Flow
from floorwright.model.routing_line import RoutingLine, line_of, names_in_sequence, rerouted, routing_chains
from helpers.plans import flow


def routing(product: str, *stations: str, first: int = 0, alternative: str | None = None) -> list[Flow]:
    return [
        flow(product, a, b, 5.0, order=first + n, alternative=alternative)
        for n, (a, b) in enumerate(pairwise(stations))
    ]


def lines(flows: list[Flow]) -> list[RoutingLine]:
    return [line_of(chain, {}) for chain in routing_chains(flows)]


def told(flows: list[Flow]) -> list[str]:
    return [" > ".join(line.stations) for line in lines(flows)]


def after(flows: list[Flow], *changed: RoutingLine) -> list[Flow]:
    result = rerouted(changed, flows)
    there = {one.id: one for one in flows} | {one.id: one for one in result.put}
    return [one for one in there.values() if one.id not in result.remove]


def test_moves_that_follow_each_other_are_a_line() -> None:
    flows = [*routing("P", "Saw", "Mill", "Wash"), flow("P", "Store", "Saw", order=7)]
    assert told(flows) == ["Saw > Mill > Wash", "Store > Saw"]


def test_alternatives_whose_moves_take_turns_are_lines_of_their_own() -> None:
    one = routing("P", "Saw", "Lathe 1", "Mill", alternative="a")
    two = routing("P", "Saw", "Lathe 2", "Mill", alternative="b")
    mixed = [replace(f, order=2 * f.order + n) for n, own in enumerate((one, two)) for f in own]
    assert told(mixed) == ["Saw > Lathe 1 > Mill", "Saw > Lathe 2 > Mill"]


def test_a_loop_is_one_line() -> None:
    assert told(routing("P", "Saw", "Mill", "Saw", "Mill")) == ["Saw > Mill > Saw > Mill"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Saw > Mill > Wash", ["Saw", "Mill", "Wash"]),
        ("Saw->Mill --> Wash", ["Saw", "Mill", "Wash"]),
        ("Saw → Mill ⇒ Wash >", ["Saw", "Mill", "Wash"]),
        ("Press-1 > CNC - 2", ["Press-1", "CNC - 2"]),
        (" > ", []),
    ],
)
def test_a_sequence_is_typed_with_any_arrow(text: str, names: list[str]) -> None:
    assert names_in_sequence(text) == names


def test_a_station_put_in_between_keeps_the_moves_that_are_the_same() -> None:
    flows = routing("P", "Saw", "Mill", "Wash")
    flows[1] = replace(flows[1], via=((1.0, 2.0),))
    (line,) = lines(flows)
    made = after(flows, replace(line, stations=("Saw", "Lathe", "Mill", "Wash")))
    assert told(made) == ["Saw > Lathe > Mill > Wash"]
    same = next(one for one in made if (one.start, one.end) == ("Mill", "Wash"))
    assert (same.id, same.via) == (flows[1].id, ((1.0, 2.0),))
    assert {one.quantity_per_day for one in made} == {5.0}


def test_a_station_less_is_a_move_less() -> None:
    flows = routing("P", "Saw", "Mill", "Wash")
    (line,) = lines(flows)
    made = after(flows, replace(line, stations=("Saw", "Wash")))
    assert told(made) == ["Saw > Wash"] and len(made) == 1


def test_turned_round_the_moves_are_the_other_way() -> None:
    flows = routing("P", "Saw", "Mill", "Wash")
    (line,) = lines(flows)
    assert told(after(flows, replace(line, stations=("Wash", "Mill", "Saw")))) == ["Wash > Mill > Saw"]


def test_a_line_that_grows_stays_before_the_lines_behind_it() -> None:
    flows = [*routing("P", "Saw", "Mill"), *routing("P", "Wash", "Pack", first=1), *routing("Q", "Saw", "Pack")]
    first, second, other = lines(flows[:1]) + lines(flows[1:2]) + lines(flows[2:])
    made = after(flows, replace(first, stations=("Saw", "Lathe", "Mill")))
    assert told([one for one in made if one.product == "P"]) == ["Saw > Lathe > Mill", "Wash > Pack"]
    assert [one for one in made if one.product == "Q"] == [flows[2]]
    assert (second.stations, other.stations) == (("Wash", "Pack"), ("Saw", "Pack"))


def test_what_differs_from_move_to_move_stays_until_it_is_said_anew() -> None:
    flows = routing("P", "Saw", "Mill", "Wash")
    flows[1] = replace(flows[1], quantity_per_day=9.0)
    (line,) = lines(flows)
    assert line.mixed == {"quantity_per_day"}
    kept = after(flows, replace(line, unit_load=4.0))
    assert [(one.quantity_per_day, one.unit_load) for one in kept] == [(5.0, 4.0), (9.0, 4.0)]
    anew = after(flows, replace(line, quantity_per_day=7.0, mixed=frozenset()))
    assert [one.quantity_per_day for one in anew] == [7.0, 7.0]


def test_another_product_takes_the_line_behind_its_own() -> None:
    flows = [*routing("P", "Saw", "Mill"), *routing("Q", "Wash", "Pack")]
    made = after(flows, replace(lines(flows[:1])[0], product="Q"))
    assert told(made) == ["Wash > Pack", "Saw > Mill"]


def test_moves_that_take_turns_keep_their_places_when_their_loads_change() -> None:
    own = {name: routing("P", "Saw", "Mill", "Wash", alternative=name) for name in "ab"}
    mixed = [
        replace(f, id=f"{name}{n}", order=2 * n + k) for k, name in enumerate(own) for n, f in enumerate(own[name])
    ]
    changed = [replace(line, unit_load=3.0) for line in lines(mixed)]
    made = sorted(after(mixed, *changed), key=lambda one: one.order)
    assert [one.id for one in made] == ["a0", "b0", "a1", "b1"] and {one.unit_load for one in made} == {3.0}


def test_many_lines_of_one_product_are_changed_in_one_go() -> None:
    flows = [flow("P", "Saw", "Mill", order=n, id=f"{n:06}") for n in range(20_000)]
    changed = [replace(line, stations=("Saw", "Lathe", "Mill")) for line in lines(flows)]
    assert len(after(flows, *changed)) == 40_000


def test_nothing_said_changes_nothing() -> None:
    flows = [*routing("P", "Saw", "Mill", "Saw", "Saw"), *routing("P", "Wash", "Pack", alternative="a")]
    result = rerouted(lines(flows), flows)
    assert (result.put, result.remove) == ((), ())


@pytest.mark.parametrize(
    ("values", "said"),
    [
        ({"stations": ("Saw",)}, "two stations or more"),
        ({"quantity_per_day": -1.0}, "cannot be negative"),
        ({"quantity_per_day": float("nan")}, "not a finite number"),
        ({"unit_load": 0.0}, "larger than 0"),
        ({"percent": 30.0}, "a share belongs to an alternative"),
        ({"alternative": "a", "percent": 130.0}, "from 0 to 100"),
    ],
)
def test_nonsense_is_refused_with_a_reason(values: dict[str, object], said: str) -> None:
    (line,) = lines(routing("P", "Saw", "Mill"))
    with pytest.raises(InvalidRecord, match=said):
        replace(line, **values)  # type: ignore[arg-type]

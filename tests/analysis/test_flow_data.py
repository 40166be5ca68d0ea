"""Quantities from products, parts lists, alternatives and containers; speeds with and without a load. By hand."""

import math

import pytest

from floorwright.analysis.amounts import product_quantities
from floorwright.analysis.analyze import analyze
from floorwright.analysis.result import Analysis
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.kinds import DistanceMode, Method, Product
from floorwright.model.record import Record
from helpers.plans import flow, machine, method, plan

CART = Product(id="cart", name="Cart", quantity_per_day=25.0)
WHEEL = Product(id="wheel", name="Wheel")
STATIONS = (machine("Saw", 0, 0), machine("Lathe 1", 30, 0), machine("Lathe 2", 0, 40), machine("Mill", 60, 0))


def figures(*records: Record, whole_trips: bool = False) -> Analysis:
    return analyze(plan(*STATIONS, *records, whole_trips=whole_trips), DistanceMode.STRAIGHT)


def test_four_wheels_a_cart_follow_the_carts() -> None:
    """25 carts × 4 wheels = 100 wheels a day, 20 in a box: 5 trips of 60 m."""
    wheels = Part(id="w", product="cart", part="wheel", pieces=4.0)
    box = Container(id="box", name="Box", pieces=20.0)
    found = figures(CART, WHEEL, wheels, box, flow("wheel", "Saw", "Mill", None, container="box"))
    (one,) = found.flows
    assert (one.quantity_per_day, one.pieces_per_trip, one.trips_per_day) == (100, 20, 5)
    assert (one.container, found.totals.loaded_distance_m_per_day) == ("Box", 300)


def test_parts_of_parts_and_what_is_made_for_itself_add_up() -> None:
    """10 carts with 2 axles of 2 wheels each are 40 wheels; 5 trolleys with 4 are 20; 12 are sold as they are."""
    products = [
        Product(id="cart", name="Cart", quantity_per_day=10.0),
        Product(id="trolley", name="Trolley", quantity_per_day=5.0),
        Product(id="axle", name="Axle"),
        Product(id="wheel", name="Wheel", quantity_per_day=12.0),
        Product(id="other", name="Other"),
    ]
    parts = [
        Part(id="1", product="cart", part="axle", pieces=2.0),
        Part(id="2", product="axle", part="wheel", pieces=2.0),
        Part(id="3", product="trolley", part="wheel", pieces=4.0),
        Part(id="4", product="other", part="axle", pieces=100.0),
    ]
    quantities = product_quantities(products, parts)
    assert quantities == {"cart": 10, "trolley": 5, "axle": 20, "wheel": 72, "other": None}


def test_seventy_per_cent_go_by_lathe_1_and_thirty_by_lathe_2() -> None:
    """Of 25 a day 17.5 and 7.5; from the saw 30 m and 40 m: 17.5 × 30 + 7.5 × 40 = 825 m."""
    one = Alternative(id="a", product="cart", name="Lathe 1", percent=70.0)
    other = Alternative(id="b", product="cart", name="Lathe 2", percent=30.0)
    found = figures(
        CART,
        one,
        other,
        flow("cart", "Saw", "Lathe 1", None, alternative="a"),
        flow("cart", "Saw", "Lathe 2", None, alternative="b", order=1),
        flow("cart", "Mill", "Saw", 0.0, order=2),
    )
    assert [(f.alternative, f.trips_per_day) for f in found.flows[:2]] == [("Lathe 1", 17.5), ("Lathe 2", 7.5)]
    assert found.totals.loaded_distance_m_per_day == 825
    assert found.warnings == ()


def test_the_share_is_also_that_of_a_quantity_the_flow_says_itself() -> None:
    half = Alternative(id="a", product="cart", name="A", percent=50.0)
    found = figures(CART, half, flow("cart", "Saw", "Mill", 8.0, alternative="a"))
    assert found.flows[0].trips_per_day == 4


def test_shares_that_do_not_make_a_hundred_are_counted_as_they_are_and_told() -> None:
    one = Alternative(id="a", product="cart", name="Lathe 1", percent=70.0)
    other = Alternative(id="b", product="cart", name="Lathe 2", percent=20.0)
    found = figures(CART, one, other, flow("cart", "Saw", "Mill", None, alternative="a"))
    (warning,) = found.warnings
    assert (warning.what, warning.where) == ("The alternatives of Cart", "Lathe 1 70 %, Lathe 2 20 %")
    assert warning.why.startswith("they add up to 90 %, not to 100 %")
    assert found.totals.trips_per_day == 17.5


def test_three_thirds_make_a_hundred() -> None:
    thirds = [Alternative(id=n, product="cart", name=n, percent=100 / 3) for n in "abc"]
    assert figures(CART, *thirds, flow("cart", "Saw", "Mill", None, alternative="a")).warnings == ()


def test_a_flow_and_a_product_that_say_no_quantity_have_no_figures_and_a_reason() -> None:
    found = figures(WHEEL, flow("wheel", "Saw", "Mill", None), flow("cart", "Saw", "Mill", 2.0), CART)
    wheels = next(one for one in found.flows if one.product == "Wheel")
    assert (wheels.distance_m, wheels.cost_per_day, wheels.straight_m) == (None, None, 60)
    assert wheels.reason == "neither the flow nor its product says how many a day"
    assert [warning.why for warning in found.warnings] == [wheels.reason]
    assert found.totals.trips_per_day == 2


def test_a_parts_list_that_goes_round_in_a_circle_is_told_and_the_rest_is_computed() -> None:
    found = figures(
        CART,
        WHEEL,
        Product(id="nut", name="Nut"),
        Part(id="1", product="cart", part="wheel", pieces=4.0),
        Part(id="2", product="wheel", part="cart", pieces=1.0),
        Part(id="3", product="wheel", part="nut", pieces=5.0),
        flow("nut", "Saw", "Mill", None),
        flow("cart", "Saw", "Mill", 3.0),
    )
    assert [(w.what, w.where) for w in found.warnings if "circle" in w.what] == [
        ("A parts list goes round in a circle", "Cart → Wheel → Cart")
    ]
    nuts = next(one for one in found.flows if one.product == "Nut")
    assert nuts.reason == "its quantity cannot be told: the parts list goes round in a circle"
    assert found.totals.trips_per_day == 3


def test_a_long_chain_of_parts_and_enormous_numbers_end_in_a_reason() -> None:
    chain = [Product(id=f"p{n}", name=f"P{n}", quantity_per_day=1.0 if n == 0 else None) for n in range(3000)]
    parts = [Part(id=f"x{n}", product=f"p{n}", part=f"p{n + 1}", pieces=1e30) for n in range(2999)]
    found = figures(*chain, *parts, flow("p2999", "Saw", "Mill", None))
    assert found.flows[0].reason == "its figures are too large to compute"
    assert found.totals.trips_per_day == 0


def test_an_empty_vehicle_is_faster() -> None:
    """60 m: 20 + 15 s, 60 ÷ 1.5 = 40 s there, 60 ÷ 2 = 30 s back: 105 s."""
    cart = method("Cart", 1.5, load_s=20, unload_s=15, speed_empty_m_s=2.0)
    assert figures(cart, flow("P", "Saw", "Mill", method="Cart")).flows[0].time_s_per_trip == 105


def test_a_vehicle_takes_several_unit_loads_at_once() -> None:
    """100 pieces ÷ (5 a box × 4 boxes) = 5 trips; of 90 pieces 4.5, in whole trips 5."""
    tugger = method("Tugger", loads_at_once=4.0)
    move = flow("P", "Saw", "Mill", 100.0, unit_load=5.0, method="Tugger")
    assert figures(tugger, move).totals.trips_per_day == 5
    less = flow("P", "Saw", "Mill", 90.0, unit_load=5.0, method="Tugger")
    assert figures(tugger, less).totals.trips_per_day == 4.5
    assert figures(tugger, less, whole_trips=True).totals.trips_per_day == 5


def test_containers_that_come_back_empty_take_the_way_back_and_are_handled_twice() -> None:
    """60 m at 1 m/s one way with 10 + 5 s: 75 s; with the box brought back 2 × 75 s, and 120 m a trip."""
    conveyor = method("Belt", load_s=10, unload_s=5, return_empty=False)
    boxes = [Container(id=n, name=n, pieces=4.0, returned_empty=n == "back") for n in ("stay", "back")]
    found = figures(
        conveyor,
        *boxes,
        flow("P", "Saw", "Mill", 4.0, container="stay", method="Belt"),
        flow("Q", "Saw", "Mill", 4.0, container="back", method="Belt"),
    )
    stay, back = found.flows
    assert (stay.time_s_per_trip, stay.returns_empty) == (75, False)
    assert (back.time_s_per_trip, back.returns_empty) == (150, True)
    assert (found.totals.loaded_distance_m_per_day, found.totals.distance_m_per_day) == (120, 180)


def test_people_walk_without_a_load() -> None:
    """52 walks of 60 m at 1.3 m/s, there and back: 52 × 120 ÷ 1.3 = 4800 s, 1.33 h."""
    walker = Method(id="w", name="Foreman", speed_m_s=1.3, person=True, cost_per_h=30.0)
    found = figures(walker, flow("Round", "Saw", "Mill", 52.0, method="w"))
    assert found.totals.travel_h_per_day == pytest.approx(4800 / 3600, rel=1e-12)
    assert found.totals.handling_h_per_day == 0
    assert found.totals.cost_per_day == pytest.approx(40, rel=1e-12)


def test_a_hundred_rows_of_one_pair_are_a_hundred_rows_and_one_sum() -> None:
    rows = [flow("P", "Saw", "Mill", 0.1, id=f"f{n}", order=n) for n in range(100)]
    found = figures(*rows)
    assert [one.flow for one in found.flows] == [f"f{n}" for n in range(100)]
    assert found.totals.trips_per_day == math.fsum([0.1] * 100)
    assert found.crossings == 0

from dataclasses import replace

from floorwright.editing.tools.route import RouteNext, RouteStart
from floorwright.editing.tools.select import Idle
from floorwright.model.kinds import Flow, Machine, Method, Product
from helpers.hand import Hand, hand_on, machine

SAW, LATHE, PACK = machine("saw", 0, 0), machine("lathe", 10000, 0), machine("pack", 10000, 8000)


def routing(*more: Product | Method | Machine) -> Hand:
    hand = hand_on(SAW, LATHE, PACK, *more)
    hand.session.use_tool("route")
    return hand


def flows(hand: Hand) -> list[tuple[str, str, tuple[object, ...]]]:
    return [(flow.start, flow.end, flow.via) for flow in hand.session.view.of(Flow)]


def test_two_stations_make_a_move_of_a_new_product() -> None:
    hand = routing()
    hand.click(0, 0)
    hand.click(10000, 0)
    hand.key("Enter")
    assert flows(hand) == [("saw", "lathe", ())]
    assert [product.name for product in hand.session.view.of(Product)] == ["Product 1"]
    assert hand.session.document.can_undo() == "Draw flow"


def test_clicks_between_the_stations_are_waypoints() -> None:
    hand = routing()
    hand.click(0, 0)
    hand.click(0, 4000)
    hand.click(10000, 4000)
    hand.click(10000, 0)
    hand.key("Enter")
    assert flows(hand) == [("saw", "lathe", ((0, 4000), (10000, 4000)))]


def test_the_next_move_starts_where_the_last_one_ended() -> None:
    hand = routing()
    for x, y in ((0, 0), (10000, 0), (10000, 8000)):
        hand.click(x, y)
    hand.key("Enter")
    assert flows(hand) == [("saw", "lathe", ()), ("lathe", "pack", ())]
    assert [flow.order for flow in hand.session.view.of(Flow)] == [0, 1]
    hand.session.undo()
    assert flows(hand) == []
    assert hand.session.view.of(Product) == []


def test_backspace_takes_back_a_waypoint_then_a_move() -> None:
    hand = routing()
    for x, y in ((0, 0), (0, 4000), (10000, 0), (10000, 4000)):
        hand.click(x, y)
    hand.key("Backspace")
    assert flows(hand) == [("saw", "lathe", ((0, 4000),))]
    hand.key("Backspace")
    assert flows(hand) == []
    hand.click(10000, 8000)
    hand.key("Enter")
    assert flows(hand) == [("saw", "pack", ((0, 4000),))]


def test_escape_drops_the_unfinished_move_and_keeps_the_finished_ones() -> None:
    hand = routing()
    for x, y in ((0, 0), (10000, 0), (10000, 4000)):
        hand.click(x, y)
    hand.escape()
    assert flows(hand) == [("saw", "lathe", ())]
    assert isinstance(hand.session.state, RouteStart)
    hand.escape()
    assert isinstance(hand.session.state, Idle)


def test_undo_in_mid_chain_takes_back_the_last_point_only() -> None:
    hand = routing()
    for x, y in ((0, 0), (10000, 0), (10000, 4000)):
        hand.click(x, y)
    hand.session.undo()
    hand.session.undo()
    assert flows(hand) == []
    assert isinstance(hand.session.state, RouteNext)
    hand.session.undo()
    assert isinstance(hand.session.state, RouteStart)


def test_the_settings_tell_product_method_and_quantities() -> None:
    truck = Method(id="truck", name="Truck", speed_m_s=2.0)
    hand = routing(Product(id="bolt", name="Bolt"), truck)
    hand.session.settings = replace(
        hand.session.settings, product="bolt", method="truck", quantity_per_day=120.0, unit_load=20.0
    )
    hand.click(0, 0)
    hand.click(10000, 0)
    hand.key("Enter")
    (flow,) = hand.session.view.of(Flow)
    assert (flow.product, flow.method, flow.quantity_per_day, flow.unit_load) == ("bolt", "truck", 120, 20)


def test_shift_click_on_a_station_passes_through_it() -> None:
    hand = routing()
    hand.click(0, 0)
    hand.click(10000, 0, "shift")
    hand.click(10000, 8000)
    hand.key("Enter")
    assert flows(hand) == [("saw", "pack", ("lathe",))]


def test_a_pickup_point_draws_the_pointer_from_twenty_pixels() -> None:
    # The pickup point lies 1.5 m right of the centre, outside the footprint; 190 mm are 19 pixels.
    hand = routing(machine("mill", 0, 20000, pickup=(1500.0, 0.0)))
    hand.click(1690, 20000)
    assert isinstance(hand.session.state, RouteNext)


def test_a_click_beside_every_station_starts_nothing_and_says_why() -> None:
    hand = routing()
    hand.click(5000, 5000)
    assert hand.told == ["There is no station here. A move starts at equipment."]
    assert hand.session.document.editing is None


def test_a_typed_waypoint_is_exact() -> None:
    hand = routing()
    hand.click(0, 0)
    hand.type("@2;3")
    hand.click(10000, 0)
    hand.key("Enter")
    assert flows(hand) == [("saw", "lathe", ((2000, 3000),))]


def test_another_tool_keeps_the_finished_moves() -> None:
    hand = routing()
    hand.click(0, 0)
    hand.click(10000, 0)
    hand.session.use_tool("select")
    assert flows(hand) == [("saw", "lathe", ())]
    assert hand.session.document.editing is None

"""From which volume on a proposal pays, and which input would reverse the decision."""

from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.comparing.paying import Paying, investment_of, paying
from floorwright.analysis.comparing.sensitivity import Sensitivity, Switch, sensitivity
from floorwright.analysis.comparing.what_if import WhatIf
from floorwright.errors import Cancelled, InvalidRecord
from floorwright.jobs import Job
from floorwright.model.document import Document
from floorwright.model.investment import Investment
from floorwright.model.kinds import PLAN_ID, DistanceMode, Plan, Scenario
from floorwright.model.record import Record
from helpers.plans import aisle, flow, machine, method, plan

CART = method("cart", 1.0, load_s=10, unload_s=20, cost_per_h=36)


def of_plan(b_at_m: float, *more: Record, quantity: float = 100, whole_trips: bool = False) -> dict[str, Record]:
    """100 trips a day by a cart at 0.01 a second over so many metres: (30 + 2 × metres) × quantity ÷ 100 a day."""
    return plan(
        machine("A", 0, 0), machine("B", b_at_m, 0), CART, flow("P", "A", "B", quantity, method="cart"), *more,
        whole_trips=whole_trips,
    )  # fmt: skip


def money(**values: float | None) -> Investment:
    return Investment(id="investment:s", scenario="s", **values)  # type: ignore[arg-type]


def judged(first: dict[str, Record], second: dict[str, Record], **values: float | None) -> Paying:
    return paying(analyze(first).totals, analyze(second).totals, money(**values), "Proposal A")


def answers(first: dict[str, Record], second: dict[str, Record], **values: float | None) -> Sensitivity:
    mode = DistanceMode.STRAIGHT
    return sensitivity(WhatIf(first, mode), WhatIf(second, mode), money(**values))


def switch(found: Sensitivity, name: str) -> Switch:
    return next(one for one in found.switches if one.name == name)


def test_a_shorter_way_pays_back_what_the_move_cost() -> None:
    # 20 m: 70 a day; 10 m: 50 a day. 20 a day are 5,000 a year; 10,000 and 2,500 of production lost are 2.5 years.
    one = judged(of_plan(20), of_plan(10), moving_cost=10000, production_lost=2500)
    assert one.cost_per_day == pytest.approx((70, 50))
    assert one.saving_per_day == pytest.approx(20)
    assert one.saving_per_year == pytest.approx(5000)
    assert one.payback_years == pytest.approx(2.5)
    assert one.payback_days == pytest.approx(625)
    assert one.break_even_trips == pytest.approx(62500)
    assert one.npv == pytest.approx(5 * 5000 - 12500)
    assert one.pays
    assert one.words == (
        "Proposal A saves € 20 a day, € 5\u202f000 a year. The € 12\u202f500 spent once are paid back in 2.5 years "
        "(625 working days)."
    )


def test_interest_lengthens_it() -> None:
    one = judged(of_plan(20), of_plan(10), moving_cost=10000, discount_percent=10)
    assert one.payback_years == pytest.approx(2)
    # −ln(1 − 10,000 × 0.1 ÷ 5,000) ÷ ln 1.1
    assert one.discounted_payback_years == pytest.approx(2.3412, abs=1e-4)
    assert one.npv == pytest.approx(5000 * 3.790787 - 10000, abs=0.01)
    assert one.rate_of_return == pytest.approx(0.41041, abs=1e-5)


@pytest.mark.parametrize(("b_at", "words"), [(30, "costs € 20 a day more: it never pays"), (20, "saves nothing a day")])
def test_what_saves_nothing_never_pays_back(b_at: float, words: str) -> None:
    one = judged(of_plan(20), of_plan(b_at), moving_cost=1000)
    assert one.payback_years is None and one.discounted_payback_years is None and one.rate_of_return is None
    assert one.break_even_trips is None and not one.pays
    assert words in one.words and "never pays back" in one.words


def test_without_a_moving_cost_there_is_no_payback_yet() -> None:
    one = judged(of_plan(20), of_plan(10))
    assert one.payback_years is None and one.npv is None and one.pays
    assert one.words.endswith("Enter what the move costs to see when it pays back.")
    assert judged(of_plan(20), of_plan(10), moving_cost=0).payback_years == 0


def test_a_payback_beyond_the_years_is_said() -> None:
    one = judged(of_plan(20), of_plan(10), moving_cost=50000)
    assert one.payback_years == pytest.approx(10) and not one.pays
    assert one.words.endswith("That is later than the 5 years looked at.")


def test_the_break_even_volume_covers_what_is_fixed() -> None:
    # Over 5 years of 250 days 20 a day are 25,000: 10,000 need 40 % of the volume, 40 trips a day.
    found = answers(of_plan(20), of_plan(10), moving_cost=10000)
    assert found.benefit == pytest.approx(15000)
    assert found.break_even.volume == pytest.approx(0.4, rel=1e-9)
    assert found.break_even.trips_per_day == pytest.approx(40)
    assert found.break_even.pays_above
    assert found.break_even.words == "It pays from 40.0 % of today's volume (40.0 loaded trips a day)."


def test_a_fixed_cost_a_day_and_a_variable_one_meet_at_a_volume() -> None:
    # The second saves 20 at today's volume and costs 5 a day whatever is made: a quarter of the volume.
    found = answers(of_plan(20), of_plan(10), extra_cost_per_day=5)
    assert found.break_even.volume == pytest.approx(0.25)
    assert switch(found, "Extra cost a day").switching == pytest.approx(20)
    # One that saves 5 a day whatever is made, but goes farther, pays only up to a volume.
    other = answers(of_plan(10), of_plan(20), extra_cost_per_day=-5)
    assert other.break_even.volume == pytest.approx(0.25) and not other.break_even.pays_above
    assert "up to 25.0 %" in other.break_even.words


def test_the_switching_values_by_hand() -> None:
    found = answers(of_plan(20), of_plan(10), moving_cost=10000)
    assert switch(found, "Moving cost").switching == pytest.approx(25000)
    assert switch(found, "Years looked at").switching == pytest.approx(2)
    assert switch(found, "Working days a year").switching == pytest.approx(100)
    assert switch(found, "Cost an hour of cart").switching == pytest.approx(36 * 0.4)
    # Going is what is saved: at 2.5 m/s the 20 a day are 8.
    assert switch(found, "Speed of cart").switching == pytest.approx(2.5)
    assert switch(found, "Unit loads").switching == pytest.approx(2.5)
    # 5,000 a year over 5 years are worth 10,000 at an interest of 41.04 %.
    assert switch(found, "Interest").switching == pytest.approx(41.041, abs=1e-3)
    # Handling is the same in both: no loading time reverses anything.
    assert switch(found, "Loading time of cart").switching is None
    assert switch(found, "Loading time of cart").swing == pytest.approx(0)


def test_the_nearest_switching_value_is_first_and_what_never_reverses_is_last() -> None:
    found = answers(of_plan(20), of_plan(10), moving_cost=10000)
    away = [abs(one.change_per_cent or 0) for one in found.switches if one.switching is not None and one.now]
    assert away[0] == pytest.approx(60)
    assert found.switches[-1].switching is None


def test_the_tornado_has_the_benefit_a_fifth_lower_and_higher() -> None:
    volume = switch(answers(of_plan(20), of_plan(10), moving_cost=10000), "Volume of production")
    assert (volume.low, volume.high) == pytest.approx((0.8, 1.2))
    assert (volume.at_low, volume.at_high) == pytest.approx((10000, 20000))
    assert volume.swing == pytest.approx(10000)


def test_every_product_has_a_quantity_that_may_reverse_it() -> None:
    more = (machine("C", 0, 5), flow("Q", "A", "C", 50, method="cart", id="q"))
    longer = (machine("C", 0, 10), flow("Q", "A", "C", 50, method="cart", id="q"))
    found = answers(of_plan(20, *more), of_plan(10, *longer))
    # P saves 20, Q costs 50 × 10 s × 0.01 = 5 more: four times as much of Q, or a quarter of P.
    assert switch(found, "Quantity of Q").switching == pytest.approx(4)
    assert switch(found, "Quantity of P").switching == pytest.approx(0.25)


def test_whole_trips_switch_at_a_jump() -> None:
    first, second = (replace_quantity(of_plan(20), 8), replace_quantity(of_plan(10), 8))
    # Up to 10 trips are one load of 10; with an extra cost of 0.3 a day the second pays from the second load on.
    found = answers(first, second, extra_cost_per_day=0.3)
    volume = found.break_even.volume
    assert volume == pytest.approx(10 / 8, rel=1e-6)
    assert WhatIf(first, DistanceMode.STRAIGHT).totals({}).trips_per_day == 1


def replace_quantity(records: dict[str, Record], quantity: float) -> dict[str, Record]:
    whole = records[PLAN_ID]
    assert isinstance(whole, Plan)
    return records | {
        PLAN_ID: replace(whole, whole_trips=True),
        "P:A>B": flow("P", "A", "B", quantity, unit_load=10, method="cart"),
    }


def test_a_speed_that_changes_the_way_is_computed_on_the_way_it_then_takes() -> None:
    """With turns that cost time the way itself hangs on the speed: what is told is the real analysis there."""
    lanes = (
        aisle("a", 0, 0, 30, 0), aisle("b", 30, 0, 30, 20), aisle("c", 0, 0, 0, 8), aisle("d", 0, 8, 15, 8),
        aisle("e", 15, 8, 15, 20), aisle("f", 15, 20, 30, 20),
    )  # fmt: skip
    whole = Plan(id=PLAN_ID, distance_mode=DistanceMode.AISLE, turn_penalty_s=4)
    first = plan(machine("A", 0, 1), machine("B", 30, 21), CART, *lanes, flow("P", "A", "B", 100, method="cart")) | {
        PLAN_ID: whole
    }
    second = first | {"B": machine("B", 16, 21)}
    found = sensitivity(
        WhatIf(first, DistanceMode.AISLE), WhatIf(second, DistanceMode.AISLE), money(extra_cost_per_day=20)
    )
    speed = switch(found, "Speed of cart")
    assert speed.switching is not None
    quick = {"cart": replace(CART, speed_m_s=speed.switching)}
    saved = analyze(first | quick).totals.cost_per_day - analyze(second | quick).totals.cost_per_day
    assert saved == pytest.approx(20, rel=1e-9)


def test_what_if_leaves_no_trace() -> None:
    records = of_plan(20)
    what_if = WhatIf(records, DistanceMode.STRAIGHT)
    before = what_if.totals({})
    changed = what_if.totals({"cart": replace(CART, speed_m_s=2.0), "nowhere": CART})
    assert changed.cost_per_day == pytest.approx(50)
    assert what_if.totals({"P:A>B": flow("P", "A", "B", 10, method="cart")}).cost_per_day == pytest.approx(7)
    assert what_if.totals({}) == before == analyze(records).totals


def test_two_equal_scenarios_are_on_the_edge_everywhere() -> None:
    found = answers(of_plan(20), of_plan(20))
    assert found.benefit == 0
    assert found.break_even.volume == 1


def test_an_empty_plan_has_no_decision_but_no_error() -> None:
    found = answers(plan(), plan(), moving_cost=5)
    assert found.benefit == -5 and found.break_even.volume is None
    assert found.break_even.words == "It pays at no volume of production."


def test_it_can_be_cancelled() -> None:
    with pytest.raises(Cancelled):
        mode = DistanceMode.STRAIGHT
        sensitivity(WhatIf(of_plan(20), mode), WhatIf(of_plan(10), mode), money(), Job(cancelled=lambda: True))


@pytest.mark.parametrize(
    "values",
    [
        {"moving_cost": -1.0}, {"moving_cost": float("nan")}, {"moving_cost": 1e30}, {"production_lost": -1.0},
        {"working_days_per_year": 0.0}, {"working_days_per_year": 400.0}, {"discount_percent": -1.0}, {"years": 0.0},
        {"years": 1e9}, {"extra_cost_per_day": float("inf")},
    ],
)  # fmt: skip
def test_nonsense_is_no_investment(values: dict[str, float]) -> None:
    with pytest.raises(InvalidRecord):
        money(**values)


def test_what_a_proposal_costs_goes_with_it_and_comes_back_with_it() -> None:
    document = Document()
    with document.edit("Propose") as edit:
        edit.put(Scenario(id="s", name="A"), money(moving_cost=5.0))
    with document.edit("Delete") as edit:
        edit.remove("s")
    assert "investment:s" not in document.records
    document.undo()
    assert document.records["investment:s"] == money(moving_cost=5.0)


def test_a_scenario_without_an_investment_has_a_usual_year() -> None:
    assert investment_of({}, "s").moving_cost is None
    assert investment_of({"investment:s": money(moving_cost=7)}, "s").moving_cost == 7

"""Machines required, as a user computes them at the command line."""

import math
from pathlib import Path

import pytest
from hypothesis import given as provided
from hypothesis import strategies as some

from floorwright.api import StudyInput, StudyRow
from floorwright_builtin.capacity.counts import whole
from floorwright_builtin.capacity.routings import passages
from helpers.studied import Studying, golden


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def value(answer: dict[str, object], name: str) -> object:
    return answer["results"][name]["value"]  # type: ignore[index]


def test_the_scrap_line_of_the_examples(study: Studying) -> None:
    """SCRAP-01: 97,000 good pieces through 4 %, 1 % and 3 % scrap."""
    example = golden("SCRAP-01")
    rows = [{"product": "P", "scrap_pct": 100 * scrap} for scrap in example["inputs"]["scrap"]]
    answer = study("machines-required", {"operations": rows}, quantity=example["inputs"]["output"])
    assert value(answer, "input_first") == pytest.approx(example["expected"]["input_first"]["value"], abs=0.001)
    assert value(answer, "input_first_whole") == 105219
    assert value(answer, "machines_exact") is None
    assert {"what", "why"} == set(answer["findings"][0])


def test_the_production_rate_of_the_examples(study: Studying) -> None:
    """SPACE-01: 500,000 in 2,500 h, rejects 4 % and 6 % at the last two inspections."""
    rows = [
        {"product": "P", "operation": "inspection 2", "scrap_pct": 4},
        {"product": "P", "operation": "inspection 3", "scrap_pct": 6},
    ]
    answer = study("machines-required", {"operations": rows}, quantity=490000, extra=10000, available_h=2500)
    assert value(answer, "good_per_h") == 200
    second, third = answer["tables"]["operations"]
    expected = golden("SPACE-01")["expected"]
    assert third["rate_into_pieces_per_h"] == pytest.approx(expected["rate_into_inspection_3"]["value"], abs=1e-5)
    assert second["rate_into_pieces_per_h"] == pytest.approx(expected["rate_into_inspection_2"]["value"], abs=1e-5)


def test_scrap_added_or_divided_as_in_the_examples(study: Studying) -> None:
    """MACH-01: 100,000 pieces, 2 % scrap, 105 s, 80 %, 2,300 h: 1.6168 by adding, 1.6175 by dividing, 2 machines."""
    table = {"operations": [{"quantity": 100000, "scrap_pct": 2, "time_s": 105}]}
    expected = golden("MACH-01")["expected"]
    for basis, name in (("multiply", "machines_scrap_added"), ("divide", "machines_scrap_divided")):
        answer = study("machines-required", table, efficiency_pct=80, available_h=2300, scrap_basis=basis)
        assert value(answer, "machines_exact") == pytest.approx(expected[name]["value"], abs=1e-5)
        assert value(answer, "machines") == 2
        assert any("Scrap is a share of" in line for line in answer["conventions"])


def test_two_customers_with_lots_on_one_type_of_machine(study: Studying) -> None:
    """MACH-03: 5,305 h of 1,700 h a machine are 3.12, so 4."""
    rows = [
        {"quantity": client["D"], "time_h": client["p"], "lot": client["Q"], "setup_h": client["s"]}
        for client in golden("MACH-03")["inputs"]["clients"]
    ]
    answer = study("machines-required", {"operations": rows}, available_h=2000, cushion_share=0.15)
    assert value(answer, "hours_needed") == pytest.approx(5305, abs=1e-9)
    assert value(answer, "machines_exact") == pytest.approx(3.120588, abs=1e-6)
    assert value(answer, "machines") == 4
    assert value(answer, "utilisation") == pytest.approx(3.1205882 / 4, abs=1e-6)


def test_standard_time_efficiency_and_reliability_of_a_textbook(study: Studying) -> None:
    """F = S·Q/(E·H·R) = (2.8/60 h × 200) / (8 × 0.95 × 0.95) = 1.2927, the classic milling example."""
    table = {"operations": [{"time_min": 2.8, "quantity": 200}]}
    exact = 2.8 / 60 * 200 / (8 * 0.95 * 0.95)
    answer = study("machines-required", table, efficiency_pct=95, reliability_pct="95 %", available_h=8)
    assert value(answer, "machines_exact") == pytest.approx(exact)
    assert value(answer, "machines") == 2
    by_shift = study("machines-required", table, efficiency_pct=95, reliability_pct=95, shifts=1, shift_h=8)
    assert value(by_shift, "machines_exact") == pytest.approx(exact)


def test_hours_of_shifts_breaks_days_and_overtime(study: Studying) -> None:
    """250 days × (2 × (8 − 0.5) + 1) h = 4,000 h."""
    table = {"operations": [{"time_h": 1, "quantity": 10000}]}
    answer = study("machines-required", table, shifts=2, shift_h=8, breaks_min=30, days=250, overtime_h=1)
    assert value(answer, "available_h") == 4000
    assert value(answer, "machines_exact") == 2.5
    three = [row for row in answer["tables"]["what_if"] if row["shifts"] == 3 and row["overtime_a_day_h"] == 0]
    assert three[0]["hours_h"] == 250 * 3 * 7.5
    assert three[0]["needed"] == 2


def test_three_shifts_of_the_hours_given_for_one(study: Studying) -> None:
    """2,000 h are 250 shifts of 8 h: three shifts are 6,000 h, two with 2 h overtime 4,500 h; no day has 26 h."""
    answer = study("machines-required", {"operations": [{"time_h": 1, "quantity": 6000}]}, available_h=2000)
    hours = {(row["shifts"], row["overtime_a_day_h"]): row["hours_h"] for row in answer["tables"]["what_if"]}
    assert (hours[1, 0], hours[3, 0], hours[2, 2]) == (2000, 6000, 4500)
    assert (3, 2) not in hours


def test_a_rework_branch_brings_part_of_the_rejected_back(study: Studying) -> None:
    """10 % rejected, 80 % of them mended: 98 good of 100, so 1,000 need 1,020.41, and 102.04 go through rework."""
    rows = [
        {"product": "P", "machine": "Lathe", "quantity": 1000, "time_min": 6, "scrap_pct": 10, "rework_yield_pct": 80,
         "rework_time_min": 12, "rework_machine": "Bench"},
    ]  # fmt: skip
    answer = study("machines-required", {"operations": rows}, available_h=40)
    assert value(answer, "input_first") == pytest.approx(1000 / 0.98)
    by_name = {row["machine"]: row for row in answer["tables"]["machines"]}
    assert by_name["Lathe"]["exact"] == pytest.approx(1000 / 0.98 * 0.1 / 40)
    assert by_name["Bench"]["exact"] == pytest.approx(1000 / 0.98 * 0.1 * 0.2 / 40)


def test_several_products_share_types_of_machine_and_the_bottleneck_is_named(study: Studying) -> None:
    """Lathe: 400 × 0.1 h + 300 × 0.2 h = 100 h of 40: 2.5, so 3. Mill: 400 × 0.15 = 60 h: 1.5, and 1 is there."""
    rows = [
        {"product": "A", "machine": "Lathe", "time_h": 0.1, "quantity": ""},
        {"product": "A", "machine": "Mill", "time_h": 0.15, "quantity": 400},
        {"product": "B", "machine": "Lathe", "time_h": 0.2, "quantity": 300},
    ]
    machines = [{"machine": "lathe", "machines_now": 3}, {"machine": "Mill", "machines_now": 1}]
    answer = study("machines-required", {"operations": rows, "machines": machines}, available_h=40)
    assert value(answer, "machines_exact") == pytest.approx(4.0)
    assert value(answer, "machines") == 5
    assert value(answer, "bottleneck") == "Mill"
    assert value(answer, "bottleneck_utilisation") == pytest.approx(1.5)
    assert value(answer, "capacity_share") == pytest.approx(1 / 1.5)
    assert "20 h are missing" in answer["findings"][0]["why"]
    assert {one["station"]: round(one["value"]) for one in answer["on_plan"]} == {"Lathe": 83, "Mill": 150}


def test_operations_without_a_machine_are_each_on_their_own(study: Studying) -> None:
    """100 pieces of 1 h and of 2 h in 100 h: 1 and 2 machines, with one of each there half of the demand."""
    rows = [{"product": "A", "operation": "Saw", "time_h": 1}, {"product": "A", "operation": "Mill", "time_h": 2}]
    answer = study("machines-required", {"operations": rows}, quantity=100, available_h=100, machines_now=1)
    assert [(row["machine"], row["needed"]) for row in answer["tables"]["machines"]] == [("Saw", 1), ("Mill", 2)]
    assert value(answer, "capacity_pieces") == 50


def test_a_rate_may_stand_for_the_time(study: Studying) -> None:
    """2,000 pieces at 40 an hour are 50 h."""
    answer = study("machines-required", {"operations": [{"quantity": 2000, "rate_per_h": 40}]}, available_h=20)
    assert value(answer, "machines_exact") == 2.5
    both = {"operations": [{"quantity": 1, "rate_per_h": 40, "time_s": 60}]}
    assert "row 2: 40 pieces an hour are not 60 s a piece" in study.refused("machines-required", both)


def test_all_stations_of_a_type_are_coloured(study: Studying) -> None:
    tables = {
        "operations": [{"machine": "Lathe", "quantity": 3, "time_h": 1}],
        "machines": [{"machine": "Lathe", "machines_now": 2, "stations": "Lathe 1; Lathe 2"}],
    }
    answer = study("machines-required", tables, available_h=2)
    assert [(one["station"], one["value"]) for one in answer["on_plan"]] == [("Lathe 1", 75), ("Lathe 2", 75)]


def test_quantities_can_stand_in_a_table_of_products(study: Studying) -> None:
    rows = [{"product": "A", "time_h": 1}, {"product": "A", "time_h": 1, "scrap_pct": 50}]
    answer = study(
        "machines-required", {"operations": rows, "products": [{"product": "a", "quantity": 100}]}, available_h=100
    )
    assert value(answer, "input_first") == 200
    assert value(answer, "machines_exact") == pytest.approx(4)


def test_setups_may_be_counted_stated_or_left_at_their_own_pace(study: Studying) -> None:
    """100 pieces in lots of 30 are 3.33 setups, 4 whole ones; at 50 % efficiency a setup of 1 h takes 2 h, or 1."""
    row: dict[str, object] = {"quantity": 100, "time_h": 0.1, "setup_h": 1, "lot": 30}
    table = {"operations": [row]}

    def exact(**options: object) -> object:
        return value(study("machines-required", table, available_h=1, **options), "machines_exact")

    assert exact() == pytest.approx(10 + 100 / 30)
    assert exact(whole_lots="yes") == pytest.approx(14)
    assert exact(efficiency_pct=50) == pytest.approx(20 + 200 / 30)
    assert exact(efficiency_pct=50, setup_at_efficiency="no") == pytest.approx(20 + 100 / 30)
    row["setups"] = 7
    assert exact() == pytest.approx(17)


def test_contradicting_and_missing_quantities_are_named_by_row(study: Studying) -> None:
    rows = [{"product": "A", "quantity": 5}, {"product": "A", "quantity": 6}]
    assert "row 3: A has the quantity 6 here and 5 in row 2" in study.refused("machines-required", {"operations": rows})
    each = study("machines-required", {"operations": rows}, scrap_flow="each row")
    assert value(each, "input_first") == [5, 6]
    assert "the quantity of A is not given" in study.refused("machines-required", {"operations": [{"product": "A"}]})


def test_nonsense_is_refused_with_row_and_column_or_answered_with_a_reason(study: Studying) -> None:
    def refused(row: dict[str, object], **options: object) -> str:
        return study.refused("machines-required", {"operations": [{"quantity": 1, "time_s": 1, **row}]}, **options)

    assert "row 2, column time_s" in refused({"time_s": -1})
    assert "row 2, column scrap_pct: “100” has to be at most" in refused({"scrap_pct": 100})
    assert "row 2, column lot: “0” has to be larger than 0" in refused({"lot": 0})
    assert "breaks of 600 min are as long as the shift" in refused({}, breaks_min=600)
    assert "efficiency_pct" in refused({}, efficiency_pct=0)
    assert "needs at least one row" in study.refused("machines-required")
    huge = study("machines-required", {"operations": [{"quantity": 1e30, "time_s": 1e30}]}, available_h=1)
    assert isinstance(value(huge, "machines"), int)
    nothing = study("machines-required", {"operations": [{"quantity": 0, "time_s": 0}]})
    assert value(nothing, "machines") is None
    assert nothing["findings"]
    beyond = {"operations": [{"quantity": 1e300, "time_s": 1e300}]}
    assert "beyond every number" in study.refused("machines-required", beyond)


def test_a_machine_nothing_is_done_on_is_named(study: Studying) -> None:
    tables = {"operations": [{"quantity": 1, "time_s": 1, "machine": "Saw"}], "machines": [{"machine": "Sawe"}]}
    assert "No operation is done on Sawe (machines, row 2)" in study("machines-required", tables)["findings"][0]["what"]


def test_a_hundred_thousand_operations_are_counted(study: Studying) -> None:
    lines = "".join(f"P{n % 1000},M{n % 50},3.6\n" for n in range(100_000))
    answer = study("machines-required", {"operations": "product,machine,time_s\n" + lines}, quantity=10)
    assert value(answer, "hours_needed") == pytest.approx(1000)
    assert len(answer["tables"]["machines"]) == 50


def test_the_figure_shows_every_machine(study: Studying, tmp_path: Path) -> None:
    from floorwright.cli import main

    out = tmp_path / "m.svg"
    assert main(["study", "machines-required", "--example", "--out", str(out)]) == 0
    assert b"Utilisation of the machines" in out.read_bytes() or out.stat().st_size > 2000


@provided(some.lists(some.floats(0, 90), min_size=1, max_size=6), some.floats(1, 1e6))
def test_what_goes_in_comes_out_less_the_scrap(scraps: list[float], quantity: float) -> None:
    """Sending the input forward through the same shares gives the quantity again."""
    rows = tuple(
        StudyRow(number, {"product": "P", "scrap_pct": scrap, "pieces_each": 1.0, "rework_yield_pct": 0.0})
        for number, scrap in enumerate(scraps, 2)
    )
    options = {"quantity": quantity, "extra": 0.0, "scrap_basis": "divide", "scrap_flow": "upstream"}
    flows = passages(StudyInput({"operations": rows}, options))
    left = flows[0].into
    for scrap in scraps:
        left *= 1 - scrap / 100
    assert left == pytest.approx(quantity)
    assert math.fsum(flow.scrapped for flow in flows) == pytest.approx(flows[0].into - quantity)


@provided(some.integers(0, 10**6), some.floats(0, 1, exclude_min=True))
def test_counts_are_rounded_up_but_not_for_a_rounding_error(number: int, part: float) -> None:
    assert whole(number * (1 + 1e-13)) == number
    assert whole(number + part) in (number, number + 1)
    assert whole(number + 0.5) == number + 1

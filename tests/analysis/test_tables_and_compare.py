"""An analysis as tables, and two analyses side by side."""

from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.comparing.compare import compare, compare_as_json, compare_flows, compared
from floorwright.analysis.result import Analysis
from floorwright.analysis.tables import all_tables, flows_table, from_to_tables
from helpers.plans import flow, machine, method, plan


def of_plan(b_at_m: float, quantity: float = 10) -> Analysis:
    cart = method("cart", 1.0, cost_per_h=36)
    return analyze(
        plan(machine("A", 0, 0), machine("B", b_at_m, 0), cart, flow("P", "A", "B", quantity, method="cart"))
    )


def test_every_row_of_every_table_has_a_cell_for_every_column() -> None:
    for table in all_tables(of_plan(20)):
        assert all(len(row) == len(table.columns) for row in table.rows), table.title
        assert len(table.sources) in (0, len(table.rows)), table.title


def test_the_flows_table_names_the_record_of_each_row() -> None:
    table = flows_table(of_plan(20))
    assert table.sources == ("P:A>B",)
    row = dict(zip((column.name for column in table.columns), table.rows[0], strict=True))
    assert (row["Distance"], row["Moment a day"], row["Time a trip"]) == (20, 200, 40)


def test_the_from_to_chart_has_sums_and_empty_cells_where_nothing_goes() -> None:
    trips, moment = from_to_tables(of_plan(20))
    assert trips.rows == (("A", None, 10, 10), ("B", None, None, 0), ("Sum", 0, 10, 10))
    assert moment.rows[0] == ("A", None, 200, 200)


def test_a_shorter_way_is_better_by_its_share() -> None:
    table = compare(of_plan(20), of_plan(15), ("Present", "Proposal A"))
    assert [column.name for column in table.columns][1:3] == ["Present", "Proposal A"]
    rows = {row[0]: row for row in table.rows}
    assert rows["Loaded distance"] == ("Loaded distance", 200, 150, "m a day", -50, -25, "better")
    assert rows["Loaded trips"][-1] == ""
    assert rows["Straightness"][-1] == "same"
    assert rows["Hours needed: cart"][1:3] == (pytest.approx(400 / 3600), pytest.approx(300 / 3600))
    assert compare(of_plan(15), of_plan(20)).rows[1][-1] == "worse"
    assert compare_flows(of_plan(20), of_plan(15)).rows[0][1:3] == (20, 15)


def test_per_cent_of_nothing_is_not_given() -> None:
    nothing = {figure.figure: figure for figure in compared(of_plan(0), of_plan(5))}
    assert nothing["loaded_distance_m_per_day"].difference == 50
    assert nothing["loaded_distance_m_per_day"].per_cent is None
    assert nothing["crossings"].per_cent == 0


def test_a_flow_that_is_in_one_only_has_no_difference() -> None:
    a = of_plan(20)
    b = replace(a, flows=())
    (row,) = compare_flows(a, b).rows
    assert row[1:] == (20, None, "m", None, None, "")


def test_what_is_not_comparable_is_noted() -> None:
    assert compare(of_plan(20), of_plan(20)).notes == ()
    assert compare(of_plan(20), of_plan(20, 5)).notes == (
        "The two do not make the same number of trips: sums differ for that as well.",
    )


def test_the_json_of_a_comparison_has_both_values_and_the_verdict() -> None:
    told = compare_as_json(of_plan(20), of_plan(15), "Plant", ("Present", "A"))
    figure = next(one for one in told["figures"] if one["figure"] == "cost_per_day")
    assert figure["first"] == pytest.approx(4)
    assert figure["second"] == pytest.approx(3)
    assert (figure["per_cent"], figure["verdict"]) == (pytest.approx(-25), "better")
    assert told["flows"][0]["flow"] == "P: A → B"

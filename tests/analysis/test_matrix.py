"""The from-to chart in its orders; worked by hand and after published examples."""

from dataclasses import replace

import pytest

from floorwright.analysis.analyze import analyze
from floorwright.analysis.pictures.machine_order import hollier_first_order, hollier_order, line_moves
from floorwright.analysis.pictures.matrix import Matrix, MatrixOrder, Measure, in_order, matrix
from floorwright.model.diff import Records
from helpers.plans import flow, machine, plan


def of(moves: dict[str, float], places_m: dict[str, float] | None = None) -> Matrix:
    """A chart of moves like "A>B" through a whole plan."""
    names = sorted({name for pair in moves for name in pair.split(">")})
    at = places_m or {name: 10.0 * number for number, name in enumerate(names)}
    flows = [flow("p", *pair.split(">"), trips) for pair, trips in moves.items()]
    records = plan(*(machine(name, at[name], 0) for name in names), *flows)
    return matrix(records, analyze(records).flows)


def test_three_machines_by_hollier_2_through_the_plan() -> None:
    """HOLLIER-01 (https://docsbay.net/question-number-1): B, D, A; 155 ÷ 165 forward, 10 ÷ 165 back."""
    found = in_order(of({"A>B": 10, "B>D": 85, "D>A": 70}), MatrixOrder.HOLLIER_2)
    assert found.names == ("B", "D", "A")
    line = found.line()
    assert line.forward / (line.forward + line.backward) == pytest.approx(0.93939394, abs=1e-7)
    assert line.backward_share == pytest.approx(0.06060606, abs=1e-7)


GROOVER = {("1", "2"): 5.0, ("1", "4"): 25.0, ("2", "1"): 30.0, ("2", "4"): 15.0, ("3", "1"): 10.0, ("3", "2"): 40.0,
           ("4", "1"): 10.0}  # fmt: skip


def test_four_machines_by_both_of_holliers_methods() -> None:
    """By hand. Method 1: to-sum of 3 is 0, so 3 is first; without it that of 2 is 5, so 2 is next; of the last two the
    to-sum of 1 and the from-sum of 4 are both 10, so 1 and 4 take the two places that are left.
    In sequence go 40 + 30 + 25 = 95 of 135."""
    assert hollier_first_order(GROOVER) == hollier_order(GROOVER) == ("3", "2", "1", "4")
    line = line_moves(("3", "2", "1", "4"), GROOVER)
    assert line.in_sequence == pytest.approx(95 / 135)


def test_hollier_1_places_what_little_leaves_at_the_end() -> None:
    # From-sums: A 10, B 30, C 1; to-sums: A 21, B 10, C 10. The least is the 1 that leaves C.
    assert hollier_first_order({("A", "B"): 10, ("B", "A"): 20, ("B", "C"): 10, ("C", "A"): 1})[-1] == "C"


def test_hollier_1_ends_where_all_sums_are_equal() -> None:
    assert sorted(hollier_first_order({("A", "B"): 5, ("B", "C"): 5, ("C", "A"): 5})) == ["A", "B", "C"]
    assert hollier_first_order({}) == ()
    assert hollier_first_order({("A", "A"): 5}) == ("A",)


def test_every_order_has_every_station_once() -> None:
    one = of({"Press 10>Press 2": 4, "Press 2>Saw": 7, "Saw>Press 10": 2, "Saw>Press 2": 1})
    for order in MatrixOrder:
        assert sorted(in_order(one, order).names) == ["Press 10", "Press 2", "Saw"]
    assert in_order(one, MatrixOrder.NAMES).names == ("Press 2", "Press 10", "Saw")
    assert in_order(one, MatrixOrder.TOTAL).names == ("Press 2", "Saw", "Press 10")


def test_totals_and_moments_are_those_of_the_flows() -> None:
    one = of({"A>B": 4, "A>C": 3, "C>A": 2})
    assert one.row_totals(Measure.TRIPS) == (7, 0, 2)
    assert one.column_totals(Measure.TRIPS) == (2, 4, 3)
    # 10 m from A to B and 20 m from A to C.
    assert one.value("A", "C", Measure.MOMENT) == pytest.approx(60)
    line = one.line()
    assert (line.forward_m, line.backward_m) == (pytest.approx(100), pytest.approx(40))
    assert (line.forward_moment, line.backward_moment) == (4 + 2 * 3, 2 * 2)


def test_the_table_has_totals_and_says_what_runs_back() -> None:
    table = of({"A>B": 4, "B>A": 1}).table(Measure.TRIPS, MatrixOrder.NAMES)
    assert table.rows == (("A", 0, 4, 4), ("B", 1, 0, 1), ("Total", 1, 4, 5))
    assert "Back (below): 1 trips a day (20.0 %), moment 10 m a day, Σ trips × places 1." in table.notes


def departments_plan() -> Records:
    return plan(
        replace(machine("A1", 0, 0), department="A"), replace(machine("A2", 10, 0), department="A"),
        machine("B", 20, 0), flow("p", "A1", "B", 4), flow("p", "A2", "B", 6), flow("p", "A1", "A2", 3),
    )  # fmt: skip


def test_departments_are_one_row_each_and_their_inner_flow_is_on_the_diagonal() -> None:
    records = departments_plan()
    one = matrix(records, analyze(records).flows, by_department=True)
    assert one.names == ("A", "B")
    assert (one.value("A", "B", Measure.TRIPS), one.value("A", "A", Measure.TRIPS)) == (10, 3)
    assert set(one.flows("A", "B")) == {"p:A1>B", "p:A2>B"}
    assert one.flows("B", "A") == ()


def test_nothing_moved_is_an_empty_chart() -> None:
    records = plan(machine("A", 0, 0))
    one = matrix(records, analyze(records).flows)
    assert one.keys == ()
    assert one.line().backward_share is None
    assert all(in_order(one, order).keys == () for order in MatrixOrder)

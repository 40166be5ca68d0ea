"""The man-machine study, as a user computes it at the command line."""

import math
from fractions import Fraction
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as provided
from hypothesis import settings
from hypothesis import strategies as some

from floorwright.api import Job
from floorwright_builtin.multiple_activity.machine_work import Element, machine_work
from floorwright_builtin.multiple_activity.servicing import Order, serve
from helpers.studied import Studying, golden


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def value(answer: dict[str, Any], name: str) -> Any:
    return answer["results"][name]["value"]


def test_the_worked_example_of_machines_for_one_operator(study: Studying) -> None:
    """MM-01: run 13 min, service 3 min, three units a cycle."""
    expected = {name: want["value"] for name, want in golden("MM-01")["expected"].items()}
    answer = study(
        "man-machine", run_min=13, load_min=3, pieces_per_cycle=3, labour_per_h=14, machine_per_h=37, most_machines=7
    )
    assert value(answer, "n_ideal") == pytest.approx(expected["n_ideal"], abs=1e-6)
    assert (value(answer, "n_low"), value(answer, "best_n")) == (expected["K_low"], expected["best_K"])
    rows = {row["machines"]: row for row in answer["tables"]["by_machines"]}
    assert rows[1]["cycle_s"] == 60 * expected["cycle_1"]
    for count in (1, 5, 6):
        assert rows[count]["cost_per_piece"] == pytest.approx(expected[f"cost_unit_{count}"], abs=1e-5)
    assert rows[5]["operator_idle_s"] == 60 * expected["operator_idle_per_cycle_K5"]
    assert rows[6]["machine_idle_s"] == 60 * expected["machine_idle_per_cycle_K6"]
    assert rows[3]["operator_idle_an_hour_min"] == pytest.approx(expected["operator_idle_per_h_K3"])
    assert value(answer, "simulated_cycle_s") == 960


def test_walking_makes_the_operator_the_bottleneck_sooner(study: Studying) -> None:
    """l = 1, m = 3, w = 0.5: n' = 4 / 1.5 = 2.67; 3 machines give a cycle of 4.5 and are cheaper at these rates.

    (l + m)(K1 + 2 K2)/2 = 4·(12 + 32)/2/60 = 1.4667; (l + w)(K1 + 3 K2) = 1.5·(12 + 48)/60 = 1.5.
    """
    options: dict[str, object] = {"load_min": 1, "run_min": 3, "walk_min": 0.5, "labour_per_h": 12, "machine_per_h": 16}
    answer = study("man-machine", **options)
    assert value(answer, "cost_n_low") == pytest.approx(4 * 44 / 2 / 60)
    assert value(answer, "cost_n_high") == pytest.approx(1.5)
    assert value(answer, "best_n") == 2
    dear_labour = study("man-machine", **{**options, "labour_per_h": 40})
    assert value(dear_labour, "best_n") == 3
    assert value(dear_labour, "cycle_s") == pytest.approx(270)
    assert value(dear_labour, "simulated_cycle_s") == pytest.approx(270)
    assert value(dear_labour, "machine_idle_s") == pytest.approx(30)


def test_elements_give_the_same_as_their_sums(study: Studying) -> None:
    elements = [
        {"element": "Load", "time_min": 0.6, "who": "both"},
        {"element": "Mill", "time_min": 3, "who": "machine"},
        {"element": "Unload", "time_min": 0.4, "who": "both"},
        {"element": "Inspect", "time_min": 0.3, "who": "operator"},
        {"element": "Walk", "time_min": 0.2, "who": "walk"},
    ]
    answer = study("man-machine", {"elements": elements}, labour_per_h=40, machine_per_h=16)
    assert [value(answer, name) for name in ("load_s", "run_s", "walk_s")] == pytest.approx([60, 180, 30])
    assert value(answer, "cycle_s") == pytest.approx(270)
    assert value(answer, "simulated_cycle_s") == pytest.approx(270)
    kinds = {row["activity"] for row in answer["tables"]["chart"] if row["resource"] == "Operator"}
    assert kinds == {"together", "alone", "walk"}


def test_the_machine_stands_where_the_order_given_says_so(study: Studying) -> None:
    """One machine: load 60, run 180, unload 60, inspect 30, then load again: 330 s in that order, else 300 s."""
    elements = "element,time_s,who\nLoad,60,both\nRun,180,machine\nUnload,60,both\nInspect,30,operator\n"
    alone = study("man-machine", {"elements": elements}, machines=1)
    assert value(alone, "cycle_s") == 300
    ordered = study("man-machine", {"elements": elements}, machines=1, operator_alone="in the order given")
    assert value(ordered, "cycle_s") == 330
    assert value(ordered, "simulated_cycle_s") == 330
    assert any("in the order given" in line for line in ordered["conventions"])


def test_unequal_machines_are_simulated(study: Studying) -> None:
    """Lathe 60 + 240 s, mill 90 + 120 s, one operator with 150 s of work: the lathe's 300 s are the cycle in turn."""
    elements = (
        "machine,element,time_s,who\nLathe,Load,60,both\nLathe,Turn,240,machine\n"
        "Mill,Load,90,both\nMill,Mill,120,machine\n"
    )
    machines = "machine,machine_per_h,pieces_per_cycle\nLathe,20,1\nMill,30,2\n"
    answer = study("man-machine", {"elements": elements, "machines": machines}, labour_per_h=22)
    assert value(answer, "cycle_s") == 300
    assert value(answer, "pieces_per_h") == 36
    assert value(answer, "cost_per_piece") == pytest.approx(72 / 36)
    assert value(answer, "operator_idle_s") == 150
    assert value(answer, "n_ideal") is None
    free = study("man-machine", {"elements": elements, "machines": machines}, service_order="first to stop")
    assert value(free, "pieces_per_h") > 36


def test_two_operators_share_the_machines(study: Studying) -> None:
    """Four machines of 60 + 60 s and two operators: as two operators with two machines each, 120 s."""
    answer = study("man-machine", load_s=60, run_s=60, operators=2, machines=4)
    assert value(answer, "n_ideal") == 4
    assert value(answer, "cycle_s") == 120
    assert value(answer, "operator_utilisation") == 1
    assert {row["resource"] for row in answer["tables"]["chart"]} >= {"Operator 1", "Operator 2", "Machine 4"}


def test_present_and_proposed_are_compared(study: Studying) -> None:
    answer = study("man-machine", run_min=13, load_min=3, labour_per_h=14, machine_per_h=37, present_machines=1)
    rows = {row["figure"]: row for row in answer["tables"]["comparison"]}
    assert (rows["Machines"]["present"], rows["Machines"]["proposed"]) == (1, 5)
    before, after = rows["Cost a piece"]["present"], rows["Cost a piece"]["proposed"]
    assert value(answer, "saving_pct") == pytest.approx(100 * (before - after) / before)
    elements = "case,time_s,who\npresent,100,both\npresent,100,machine\nproposed,60,both\nproposed,100,machine\n"
    both = study("man-machine", {"elements": elements}, machines=1, labour_per_h=36)
    assert next(row for row in both["tables"]["comparison"] if row["figure"] == "Cycle")["change_pct"] == -20


def test_the_chart_shows_two_cycles_of_the_steady_state(study: Studying) -> None:
    """With two machines of 60 + 120 s nobody is late any more: each column covers 360 s without gap or overlap."""
    chart = study("man-machine", load_s=60, run_s=120, machines=2)["tables"]["chart"]
    for who in ("Operator", "Machine 1", "Machine 2"):
        bars = sorted((row["start_s"], row["end_s"]) for row in chart if row["resource"] == who)
        assert bars[0][0] == 0 and bars[-1][1] == 360
        assert all(a[1] == b[0] for a, b in pairwise(bars))
    idle = sum(
        row["end_s"] - row["start_s"] for row in chart if (row["resource"], row["activity"]) == ("Operator", "idle")
    )
    assert idle == 120


def test_servicing_at_random_by_the_binomial(study: Studying) -> None:
    """Three machines, down 40 % of the time, one operator: P(0…3) = .216 .432 .288 .064; lost 8·(.288 + 2·.064)."""
    answer = study("man-machine", machines=3, down_pct=40)
    shares = [row["binomial"] for row in answer["tables"]["stopped"]]
    assert shares == pytest.approx([0.216, 0.432, 0.288, 0.064])
    assert value(answer, "binomial_lost_h_per_day") == pytest.approx(8 * (0.288 + 0.128))
    assert value(answer, "random_stopped") is None
    assert any("mean_run_s" in finding["why"] for finding in answer["findings"])


def test_servicing_at_random_by_the_finite_source_queue(study: Studying) -> None:
    """Two machines, a stop an hour each, an hour a repair: p = 1/5, 2/5, 2/5; L = 1.2, Lq = 0.4, stops 0.8 an hour."""
    answer = study("man-machine", machines=2, mean_run_h=1, mean_service_h=1, labour_per_h=10, lost_per_h=25)
    assert [row["finite_source"] for row in answer["tables"]["stopped"]] == pytest.approx([0.2, 0.4, 0.4])
    assert value(answer, "random_stopped") == pytest.approx(1.2)
    assert value(answer, "random_waiting") == pytest.approx(0.4)
    assert value(answer, "random_wait_s") == pytest.approx(1800)
    assert value(answer, "random_down_s") == pytest.approx(5400)
    assert value(answer, "random_operator_utilisation") == pytest.approx(0.8)
    assert value(answer, "random_cost_per_h") == pytest.approx(10 + 1.2 * 25)
    # Two repairmen: each machine is down half of the time, 1 in the mean: 20 + 25.
    assert answer["tables"]["operators"][1]["cost_per_h"] == pytest.approx(45)
    assert value(answer, "random_best_operators") == 1


def test_wrights_formula_of_the_textbook(study: Studying) -> None:
    """Niebel: 60 machines, X = 150/3 = 50: I = 50·(√((1 + 50 − 60)² + 120) − (1 + 50 − 60)) = 1159 % of service."""
    answer = study("man-machine", machines=60, mean_run_min=150, mean_service_min=3)
    assert value(answer, "wright_interference_pct") == pytest.approx(50 * (math.sqrt(81 + 120) + 9))
    assert round(value(answer, "wright_interference_pct")) == 1159


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "There is no work to study" in study.refused("man-machine")
    assert "all its times are 0" in study.refused("man-machine", load_s=0, run_s=0)
    assert "has to be at least 0" in study.refused("man-machine", load_s=-1)
    twice = study.refused("man-machine", {"elements": "time_s,who\n1,both\n"}, load_s=1)
    assert "given twice" in twice
    assert "row 2, column who" in study.refused("man-machine", {"elements": "time_s,who\n1,nobody\n"})
    assert value(study("man-machine", load_s=1e30, run_s=1e30, machines=3), "cycle_s") == pytest.approx(3e30)
    idle = study("man-machine", run_s=60)
    assert value(idle, "n_ideal") is None
    assert any("ask nothing of the operator" in finding["why"] for finding in idle["findings"])
    endless = study("man-machine", load_s=1e-6, run_s=1000)
    assert any("could tend 1e+09 machines" in finding["what"] for finding in endless["findings"])
    many = study("man-machine", load_s=0.1, run_s=1000)
    assert any("not simulated" in finding["what"] for finding in many["findings"])
    assert "row 100001" in study.refused("man-machine", {"elements": "time_s,who\n" + "1,both\n" * 99_999 + "x,both\n"})


def test_a_machine_without_a_name_of_its_own_has_ten_thousand_elements(study: Studying) -> None:
    answer = study("man-machine", {"elements": "time_s,who\n" + "1,both\n1,machine\n" * 5_000}, machines=1)
    assert value(answer, "cycle_s") == 10_000


ORDERS: tuple[Order, ...] = ("in turn", "first to stop")
times = some.integers(0, 40).map(lambda tenths: Fraction(tenths, 10))


@settings(max_examples=60)
@provided(some.integers(1, 40), times, times, some.integers(1, 8), some.sampled_from(ORDERS))
def test_the_simulation_settles_to_the_formula(
    load: int, run: Fraction, walk: Fraction, machines: int, order: Order
) -> None:
    """One operator and equal machines: the cycle is the longer of l + m and N·(l + w), in turn or first come."""
    together = Fraction(load, 10)
    elements = [Element("l", together, "both"), Element("m", run, "machine"), Element("w", walk, "walk")]
    work = [machine_work(f"M{number}", elements, in_order=False) for number in range(machines)]
    steady = serve(work, ["Operator"], order, Job())
    assert steady.settled
    assert steady.period / steady.cycles[0] == max(together + run, machines * (together + walk))
    assert len(set(steady.cycles)) == 1


@settings(max_examples=40)
@provided(
    some.lists(some.tuples(some.integers(1, 30), some.integers(0, 90), some.integers(0, 10)), min_size=1, max_size=5),
    some.integers(1, 3),
)
def test_nobody_is_in_two_places_and_no_cycle_beats_the_bounds(
    machines: list[tuple[int, int, int]], operators: int
) -> None:
    work = [
        machine_work(
            f"M{number}",
            [
                Element("l", Fraction(load), "both"),
                Element("m", Fraction(run), "machine"),
                Element("w", Fraction(walk), "walk"),
            ],
            in_order=False,
        )
        for number, (load, run, walk) in enumerate(machines)
    ]
    people = [f"P{number}" for number in range(operators)]
    steady = serve(work, people, "in turn", Job())
    assert steady.settled
    for who in (*people, *steady.machines):
        bars = sorted((bar.start, bar.end) for bar in steady.bars if bar.who == who)
        assert all(a[1] <= b[0] for a, b in pairwise(bars))
        assert steady.busy(who) <= steady.period
    alone = max(load + run for load, run, _ in machines)
    shared = Fraction(sum(load + walk for load, _, walk in machines), operators)
    assert steady.period / steady.cycles[0] >= max(alone, shared)


def test_why_there_is_no_interference_names_the_times_that_are_missing(study: Studying) -> None:
    elements = "element,time_min,who,machine\nLoad,1.5,both,M1\nRun,6,machine,M1\n"
    said = {finding["what"]: finding["why"] for finding in study("man-machine", {"elements": elements})["findings"]}
    why = said["Not computed: wright_interference_pct"]
    assert why == "it is for one operator, and needs run and service times"

"""Lines are balanced through the command line: worked examples, rules against trying everything, nonsense."""

import itertools
import random
from pathlib import Path

import pytest

from helpers.studied import Studying, golden

Rows = list[dict[str, object]]


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def tasks_of(example: dict[str, dict[str, dict[str, object]]]) -> Rows:
    given = example["inputs"]
    return [
        {"task": task, "time_s": time, "predecessors": " ".join(given["pred"][task])}  # type: ignore[call-overload]
        for task, time in given["t"].items()
    ]


def rows(*lines: str) -> Rows:
    """`A 5 B C` is task A of 5 s after B and C."""
    words = [line.split() for line in lines]
    return [{"task": one[0], "time_s": one[1], "predecessors": " ".join(one[2:])} for one in words]


def in_stations(answer: dict[str, dict[str, list[dict[str, object]]]]) -> list[set[object]]:
    found: dict[object, set[object]] = {}
    for row in answer["tables"]["assignment"]:
        found.setdefault(row["station"], set()).add(row["task"])
    return [found[station] for station in sorted(found)]  # type: ignore[type-var]


def test_the_shortest_cycle_of_four_stations_for_an_amplifier(study: Studying) -> None:
    """LB-01."""
    example = golden("LB-01")
    tasks = tasks_of(example)
    answer = study("line-balance", {"tasks": tasks}, stations=example["inputs"]["stations"])["results"]
    assert answer["cycle_s"]["value"] == example["expected"]["min_cycle"]["value"]
    assert answer["total_s"]["value"] == example["expected"]["total"]["value"]
    assert answer["proved_optimal"]["value"] is True
    assert answer["bound"]["value"] == 20
    fewest = study.value("line-balance", "stations", {"tasks": tasks}, cycle_s=19)
    assert fewest == example["expected"]["min_stations_at_19"]["value"]


def test_a_wagon_to_the_takt_of_its_demand_by_most_followers(study: Studying) -> None:
    """LB-03: 500 wagons in 420 minutes."""
    example = golden("LB-03")
    given, expected = example["inputs"], example["expected"]
    answer = study(
        "line-balance", {"tasks": tasks_of(example)}, demand=given["demand"], available_min=given["minutes"],
        method="most-followers",
    )["results"]  # fmt: skip
    assert answer["takt_s"]["value"] == pytest.approx(expected["takt_s"]["value"])
    assert answer["stations_theoretical"]["value"] == pytest.approx(expected["N_min_exact"]["value"], abs=1e-5)
    assert answer["stations_least"]["value"] == expected["N_min"]["value"]
    assert answer["stations"]["value"] == expected["stations"]["value"]
    assert 100 * answer["efficiency"]["value"] == pytest.approx(expected["efficiency_pct"]["value"], abs=0.005)
    assert 100 * answer["balance_delay"]["value"] == pytest.approx(expected["balance_delay_pct"]["value"], abs=0.005)


def test_eight_tasks_by_most_followers(study: Studying) -> None:
    """LB-06."""
    example = golden("LB-06")
    answer = study(
        "line-balance", {"tasks": tasks_of(example)}, cycle_s=example["inputs"]["cycle"], method="most-followers"
    )
    assert in_stations(answer) == [set(one) for one in example["expected"]["stations"]["value"]]
    efficiency = 100 * answer["results"]["efficiency"]["value"]
    assert efficiency == pytest.approx(example["expected"]["efficiency_pct"]["value"], abs=0.001)
    # Loads 70, 65, 65, 50: on the largest load 250 / 280, smoothness √(0 + 25 + 25 + 400) and √(25 + 100 + 100 + 625).
    assert answer["results"]["efficiency_largest"]["value"] == pytest.approx(250 / 280)
    assert answer["results"]["smoothness"]["value"] == pytest.approx(450**0.5)
    assert answer["results"]["smoothness_cycle"]["value"] == pytest.approx(850**0.5)
    assert answer["results"]["pieces_per_h"]["value"] == pytest.approx(3600 / 70)
    starts = {row["task"]: row["start_s"] for row in answer["tables"]["assignment"]}
    assert starts == {"A": 0, "C": 50, "D": 0, "E": 45, "B": 0, "F": 40, "G": 0, "H": 15}
    weights = {row["task"]: row["positional_weight_s"] for row in answer["tables"]["weights"]}
    assert weights["A"] == 210  # H follows by two ways and counts once


def test_six_tasks_need_three_stations(study: Studying) -> None:
    """LB-09."""
    example = golden("LB-09")
    answer = study("line-balance", {"tasks": tasks_of(example)}, cycle_s=example["inputs"]["cycle"])["results"]
    assert answer["stations"]["value"] == example["expected"]["min_stations"]["value"]
    assert answer["proved_optimal"]["value"] is True


def test_the_basis_of_the_efficiency_is_an_option_and_is_printed(study: Studying) -> None:
    tasks = rows("A 6", "B 3 A", "C 5 B")
    on_cycle = study("line-balance", {"tasks": tasks}, cycle_s=10)
    on_load = study("line-balance", {"tasks": tasks}, cycle_s=10, efficiency_basis="largest-load")
    assert on_cycle["results"]["efficiency"]["value"] == pytest.approx(14 / 20)
    assert on_load["results"]["efficiency"]["value"] == pytest.approx(14 / 16)  # 6 | 3 + 5, evened out
    assert "× the largest load" in on_load["conventions"][0]


def test_decimal_times_and_an_endless_takt_are_exact(study: Studying) -> None:
    # 60 / 7 = 8.571… s: 4.3 + 4.2 = 8.5 fit, 4.3 + 4.3 = 8.6 do not.
    tasks = rows("a 4.3", "b 4.3", "c 4.2", "d 4.2")
    answer = study("line-balance", {"tasks": tasks}, demand=7, available_s=60)["results"]
    assert answer["stations"]["value"] == 2
    assert study.value("line-balance", "stations", {"tasks": tasks[:2]}, demand=7, available_s=60) == 2


def test_names_with_spaces_and_other_separators_are_understood(study: Studying) -> None:
    tasks: Rows = [
        {"task": "Fit axle", "time_s": 4, "predecessors": "-"},
        {"task": "Grease", "time_s": 4, "predecessors": "Fit axle"},
        {"task": "Close", "time_s": 4, "predecessors": "Fit axle; Grease"},
    ]
    answer = study("line-balance", {"tasks": tasks}, cycle_s=8)
    assert answer["results"]["stations"]["value"] == 2


# ---- what cannot be ----------------------------------------------------------------------------------------------


def test_a_task_longer_than_the_cycle_is_named_and_nothing_is_computed(study: Studying) -> None:
    answer = study("line-balance", {"tasks": rows("A 6", "B 13 A", "C 5 B")}, cycle_s=12)
    assert answer["results"]["stations"]["value"] is None
    assert answer["results"]["efficiency"]["value"] is None
    assert answer["findings"][0]["what"] == "Longer than the cycle: “B”"
    assert "parallel=long-tasks" in answer["findings"][0]["why"]


def test_a_circle_is_named(study: Studying) -> None:
    said = study.refused("line-balance", {"tasks": rows("A 1 C", "B 1 A", "C 1 B", "D 1")}, cycle_s=9)
    assert "in a circle:" in said
    assert "D" not in said.split("circle:")[1].split(".")[0]
    assert "its own predecessor" in study.refused("line-balance", {"tasks": rows("A 1 A")}, cycle_s=9)


def test_names_that_are_unknown_or_there_twice_are_told_with_their_row(study: Studying) -> None:
    said = study.refused("line-balance", {"tasks": rows("Press 1", "Turn 1 Pres")}, cycle_s=9)
    assert "row 3" in said
    assert "“Press” looks like it" in said
    assert "“A” is there twice" in study.refused("line-balance", {"tasks": rows("A 1", "A 2")}, cycle_s=9)


def test_without_a_cycle_stations_or_demand_it_says_what_to_set(study: Studying) -> None:
    assert "Set cycle_s, or stations, or demand" in study.refused("line-balance", {"tasks": rows("A 1")})
    assert "demand and available_s" in study.refused("line-balance", {"tasks": rows("A 1")}, demand=3)


def test_more_stations_needed_than_there_are_is_found(study: Studying) -> None:
    answer = study("line-balance", {"tasks": rows("A 6", "B 6 A", "C 6 B")}, cycle_s=10, stations=2)
    assert answer["results"]["stations"]["value"] == 3
    assert any("3 stations are needed, and there are 2" in finding["what"] for finding in answer["findings"])


@pytest.mark.parametrize(
    ("pairs", "options", "words"),
    [
        ([("A", "C", "together"), ("A", "B", "apart")], {}, "must be apart, and yet together"),
        ([("A", "C", "together")], {"cycle_s": 12}, "must be together and last longer than the cycle"),
    ],
)
def test_rules_that_clash_are_named(
    study: Studying, pairs: list[tuple[str, str, str]], options: dict[str, object], words: str
) -> None:
    tables = {
        "tasks": rows("A 6", "B 5 A", "C 5 B"),
        "pairs": [dict(zip(("task", "other", "rule"), pair, strict=True)) for pair in pairs],
    }
    answer = study("line-balance", tables, **({"cycle_s": 20} | options))
    assert answer["results"]["stations"]["value"] is None
    assert words in answer["findings"][0]["what"]


def test_tasks_fixed_against_the_order_of_the_line_are_named(study: Studying) -> None:
    tasks = rows("A 3", "B 3 A")
    tasks[0]["station"], tasks[1]["station"] = 2, 1
    answer = study("line-balance", {"tasks": tasks}, cycle_s=10)
    assert "“A” comes before “B”, but is fixed in station 2, after station 1" in answer["findings"][0]["what"]


def test_an_impossible_set_of_rules_is_proved_to_be_one(study: Studying) -> None:
    # A, B, C pairwise apart need three stations, and there are two.
    tables = {
        "tasks": rows("A 1", "B 1", "C 1"),
        "pairs": [{"task": a, "other": b, "rule": "apart"} for a, b in ("AB", "BC", "AC")],
    }
    answer = study("line-balance", tables, stations=2)
    assert answer["results"]["cycle_s"]["value"] is None
    assert "tasks to be apart within 2 stations: proved" in answer["findings"][0]["what"]


# ---- rules against trying everything --------------------------------------------------------------------------------


def fits(tasks: Rows, stations: tuple[int, ...], cycle: int, rule: str) -> bool:
    """Whether an assignment keeps everything, by the plain meaning of the rules."""
    names = [str(row["task"]) for row in tasks]
    where = dict(zip(names, stations, strict=True))
    time = {str(row["task"]): int(str(row["time_s"])) for row in tasks}
    before = {str(row["task"]): str(row["predecessors"]).split() for row in tasks}
    if any(sum(time[one] for one in names if where[one] == k) > cycle for k in set(stations)):
        return False
    if rule != "u" and any(where[one] > where[task] for task in names for one in before[task]):
        return False
    after = {task: [one for one in names if task in before[one]] for task in names}
    if rule == "u":
        done: set[str] = set()
        for k in sorted(set(stations)):
            todo = {one for one in names if where[one] == k}
            while ready := {t for t in todo if set(before[t]) <= done or set(after[t]) <= done}:
                done |= ready
                todo -= ready
            if todo:
                return False
    checks = {
        "apart": where["A"] != where["B"] and where["C"] != where["D"],
        "together": where["A"] == where["D"],
        "fixed": where["C"] == 2,
        "side": not {where["A"], where["E"]} & {where["C"], where["F"]},
        "skill": where["C"] in (2, 3) and where["E"] in (1, 3),
    }
    return checks.get(rule, True)


@pytest.mark.parametrize("rule", ["apart", "together", "fixed", "side", "skill", "u"])
def test_a_line_under_a_rule_gets_the_stations_that_trying_everything_gives(study: Studying, rule: str) -> None:
    for seed in range(4):
        lot = random.Random(seed)
        names = "ABCDEF"
        tasks: Rows = [
            {
                "task": name, "time_s": lot.randint(2, 9),
                "predecessors": " ".join(names[k] for k in range(at) if lot.random() < 0.35),
            }
            for at, name in enumerate(names)
        ]  # fmt: skip
        most = 4 if rule == "skill" else 5
        cycle = 14
        tables: dict[str, Rows] = {"tasks": tasks}
        if rule == "apart":
            tables["pairs"] = [
                {"task": "A", "other": "B", "rule": "apart"}, {"task": "C", "other": "D", "rule": "apart"},
            ]  # fmt: skip
        elif rule == "together":
            tables["pairs"] = [{"task": "A", "other": "D", "rule": "together"}]
        elif rule == "fixed":
            tasks[0] |= {"station": ""}
            tasks[2] |= {"station": 2}
        elif rule == "side":
            for row in tasks:
                row["side"] = {"A": "left", "E": "left", "C": "right", "F": "right"}.get(str(row["task"]), "")
        elif rule == "skill":
            for row in tasks:
                row["skill"] = {"C": "weld", "E": "test"}.get(str(row["task"]), "")
            tables["stations"] = [
                {"station": 1, "skills": "test"}, {"station": 2, "skills": "weld"},
                {"station": 3, "skills": "weld test"}, {"station": 4, "skills": ""},
            ]  # fmt: skip
        ways = [max(way) for way in itertools.product(range(1, most + 1), repeat=6) if fits(tasks, way, cycle, rule)]
        layout = {"layout": "u"} if rule == "u" else {}
        answer = study("line-balance", tables, cycle_s=cycle, seconds=20, **layout)["results"]
        if not ways:
            assert answer["stations"]["value"] is None or answer["stations"]["value"] > most
            continue
        assert (answer["stations"]["value"], answer["proved_optimal"]["value"]) == (min(ways), True), (rule, seed)


def test_a_long_task_gets_workplaces_side_by_side(study: Studying) -> None:
    # B of 25 s needs three workplaces at a cycle of 10, which leave 5 s for A; C stands alone.
    answer = study("line-balance", {"tasks": rows("A 5", "B 25 A", "C 8 B")}, cycle_s=10, parallel="long-tasks")
    assert answer["results"]["stations"]["value"] == 4
    assert answer["results"]["proved_optimal"]["value"] is True
    assert [row["workplaces"] for row in answer["tables"]["stations"]] == [3, 1]
    assert answer["results"]["efficiency"]["value"] == pytest.approx(38 / 40)


def test_a_named_rule_keeps_the_rules_of_the_line_as_well(study: Studying) -> None:
    tables = {
        "tasks": rows("A 4", "B 4", "C 4 A", "D 4 B"),
        "pairs": [{"task": "A", "other": "B", "rule": "apart"}],
    }
    for method in ("ranked-positional-weight", "comsoal", "kilbridge-wester", "longest-time"):
        answer = study("line-balance", tables, cycle_s=8, method=method, seconds=0.2)
        assert answer["results"]["stations"]["value"] >= 2
        assert not any({"A", "B"} <= tasks for tasks in in_stations(answer))


def test_models_are_mixed_by_share_or_by_the_longest(study: Studying) -> None:
    # A: 6 for one model, 2 for the other: 0.75 × 6 + 0.25 × 2 = 5; B: 4 for both. 5 + 4 = 9 fit into 9.
    tables = {
        "tasks": rows("A 6", "B 4 A"),
        "models": [{"model": "long", "share": 30}, {"model": "short", "share": 10}],
        "model_times": [{"model": "short", "task": "A", "time_s": 2}],
    }
    weighted = study("line-balance", tables, cycle_s=9)
    assert weighted["results"]["total_s"]["value"] == 9
    assert weighted["results"]["stations"]["value"] == 1
    assert "Station 1 is over the cycle for “long (10 s)”" in [one["what"] for one in weighted["findings"]]
    longest = study("line-balance", tables, cycle_s=9, mix="longest")
    assert longest["results"]["stations"]["value"] == 2


def test_the_loads_are_evened_out_when_the_fewest_stations_are_found(study: Studying) -> None:
    tasks = rows("A 5", "B 4 A", "C 3 B", "D 2 C")
    assert study.value("line-balance", "largest_load_s", {"tasks": tasks}, cycle_s=12) == 9  # 5 + 4 | 3 + 2
    assert study.value("line-balance", "largest_load_s", {"tasks": tasks}, cycle_s=12, level="no") == 12


def test_figures_are_drawn_with_a_block_a_task_and_a_box_a_task(study: Studying) -> None:
    from floorwright.hooks.manager import Plugins
    from floorwright.hooks.studies.answering import answer, figures
    from floorwright.hooks.studies.reading import cells_of, read_study

    plugins = Plugins().load()
    method = plugins.studies["line-balance"]
    assert method.example is not None
    tables = {name: cells_of(name, text) for name, text in method.example.tables.items()}
    given = read_study(method, tables, method.example.options).whole()
    loads, graph = figures(plugins, method, given, answer(plugins, method, given))
    assert (loads.title, graph.title) == ("Loads of the stations", "Precedence graph")
    tasks = {f"task-{name}" for name in "ABCDEFGH"}
    assert loads.movable == tasks
    assert set(graph.tips) == graph.movable == {f"node-{name}" for name in "ABCDEFGH"}
    assert set(loads.tips) == tasks | {f"station-{number}" for number in range(1, 5)}
    assert graph.tips["node-C"] == "C: 20 s, station 1"

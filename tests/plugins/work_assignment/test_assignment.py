"""People and tasks through the command line: matched against trying every way, hours by hand, gaps and nonsense."""

import itertools
import random
from pathlib import Path

import pytest

from helpers.studied import Studying, golden

Rows = list[dict[str, object]]


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def matrix(column: str, *rows: list[int | None]) -> Rows:
    return [
        {"person": f"P{p}", "task": f"T{t}", column: value}
        for p, row in enumerate(rows)
        for t, value in enumerate(row)
        if value is not None
    ]


def pairs(answer: dict[str, dict[str, list[dict[str, object]]]]) -> dict[object, object]:
    return {row["person"]: row["task"] for row in answer["tables"]["assignment"]}


def test_the_least_total_of_time_is_what_trying_every_way_gives(study: Studying) -> None:
    for seed in range(5):
        lot = random.Random(seed)
        times = [[lot.randint(1, 30) for _ in range(5)] for _ in range(5)]
        best = min(sum(times[p][t] for p, t in enumerate(way)) for way in itertools.permutations(range(5)))
        assert study.value("assignment", "total_time_s", {"skills": matrix("time_s", *times)}) == best


def test_cost_and_performance_decide_where_they_are_the_objective(study: Studying) -> None:
    cost = study("assignment", {"skills": matrix("cost", [3, 9], [1, 2])}, objective="least-cost")
    assert cost["results"]["total_cost"]["value"] == 5  # 3 + 2, not 9 + 1
    pace = study(
        "assignment", {"skills": matrix("performance_pct", [110, 90], [100, 60])}, objective="most-performance"
    )
    assert pairs(pace) == {"P0": "T1", "P1": "T0"}  # 90 + 100, not 110 + 60
    assert pace["results"]["mean_performance_pct"]["value"] == pytest.approx(95)


def test_as_much_as_possible_is_done_before_time_counts(study: Studying) -> None:
    # P1 can do T0 alone, so the quick P0 leaves it to him.
    answer = study("assignment", {"skills": matrix("time_s", [1, 50], [60, None])})
    assert pairs(answer) == {"P0": "T1", "P1": "T0"}
    assert answer["results"]["total_time_s"]["value"] == 110


def test_what_nobody_does_is_said_with_the_reason(study: Studying) -> None:
    tables = {
        "skills": matrix("time_s", [4, 5]),
        "work": [{"task": "T0"}, {"task": "T1"}, {"task": "Weld"}],
    }
    answer = study("assignment", tables)
    assert answer["results"]["unassigned_tasks"]["value"] == 2
    said = {finding["what"]: finding["why"] for finding in answer["findings"]}
    assert "nobody can do it; train somebody" in said["“Weld” lacks 1 of 1 people"]
    assert "P0 can do it and have no time left" in said["“T1” lacks 1 of 1 people"]


def test_hours_are_shared_out_by_performance(study: Studying) -> None:
    """Ann welds at 80 %: 4 standard hours take her 5; Bob paints 6 at 120 %: 5 hours, and has 3 left."""
    tables: dict[str, Rows] = {
        "skills": [
            {"person": "Ann", "task": "weld", "performance_pct": 80},
            {"person": "Bob", "task": "paint", "performance_pct": 120},
        ],
        "people": [{"person": "Ann", "hours": 8, "cost_per_h": 20}, {"person": "Bob", "hours": 8, "cost_per_h": 30}],
        "work": [{"task": "weld", "hours": 4}, {"task": "paint", "hours": 6}],
    }
    answer = study("assignment", tables)
    hours = {
        row["person"]: row["hours_h"] if "hours_h" in row else row["hours"] for row in answer["tables"]["assignment"]
    }
    assert hours == {"Ann": pytest.approx(5), "Bob": pytest.approx(5)}
    results = {name: result["value"] for name, result in answer["results"].items()}
    assert results["used_h"] == pytest.approx(10)
    assert results["utilisation"] == pytest.approx(10 / 16)
    assert results["total_cost"] == pytest.approx(5 * 20 + 5 * 30)
    assert results["short_h"] == 0
    assert results["mean_performance_pct"] == pytest.approx(100)


def test_work_that_does_not_fit_into_the_shift_is_short_and_says_by_how_much(study: Studying) -> None:
    tables: dict[str, Rows] = {
        "skills": [{"person": "Ann", "task": "weld"}, {"person": "Bob", "task": "weld"}],
        "people": [{"person": "Ann", "shift": "early", "hours": 8}, {"person": "Bob", "shift": "late", "hours": 8}],
        "work": [{"task": "weld", "shift": "early", "hours": 10}, {"task": "weld", "shift": "late", "hours": 3}],
    }
    answer = study("assignment", tables, cover=2)
    assert answer["results"]["short_h"]["value"] == pytest.approx(2)  # Bob's late hours are no help early
    assert any("in shift early lacks 2 of 10 standard hours" in one["what"] for one in answer["findings"])
    assert [(row["task"], row["shift"], row["able"]) for row in answer["tables"]["gaps"]] == [
        ("weld", "early", 1),
        ("weld", "late", 1),
    ]


def test_a_person_does_no_more_tasks_than_allowed(study: Studying) -> None:
    tables: dict[str, Rows] = {
        "skills": [{"person": p, "task": t} for p in ("Ann", "Bob") for t in ("a", "b", "c")],
        "people": [{"person": "Ann", "hours": 8}, {"person": "Bob", "hours": 8}],
        "work": [{"task": "a", "hours": 4}, {"task": "b", "hours": 3}, {"task": "c", "hours": 2}],
    }
    assert study.value("assignment", "short_h", tables, most_tasks=1) == pytest.approx(2)
    assert study.value("assignment", "short_h", tables, most_tasks=2) == 0


def test_too_few_who_know_a_task_are_a_gap_with_who_is_next_to_train(study: Studying) -> None:
    skills: Rows = [
        {"person": "Ann", "task": "weld"},
        {"person": "Bob", "task": "weld", "performance_pct": 0},
        {"person": "Bob", "task": "paint"},
        {"person": "Ann", "task": "paint"},
    ]
    answer = study("assignment", {"skills": skills}, objective="most-performance", cover=2)
    assert answer["tables"]["gaps"] == [
        {"task": "weld", "shift": "", "able": 1, "wanted": 2, "who": "Ann", "next_to_train": "Bob"}
    ]


def test_tables_that_contradict_themselves_are_refused(study: Studying) -> None:
    twice = matrix("time_s", [1]) * 2
    assert "are there twice" in study.refused("assignment", {"skills": twice})
    mixed = [{"task": "a", "hours": 1}, {"task": "b", "hours": ""}]
    assert "some rows have hours and some have none" in study.refused(
        "assignment", {"skills": matrix("time_s", [1]), "work": mixed}
    )
    assert "have no time_s, which the objective least-time needs" in study.refused(
        "assignment", {"skills": [{"person": "P0", "task": "T0"}]}
    )


def test_the_yamazumi_of_three_operators(study: Studying) -> None:
    """YAM-01."""
    example = golden("YAM-01")
    blocks = [
        {"operator": number, "time_s": time, "type": kind}
        for number, kinds in enumerate(example["inputs"]["ops"], 1)
        for kind, time in kinds.items()
    ]
    expected = example["expected"]
    answer = study("yamazumi", {"blocks": blocks}, takt_s=example["inputs"]["takt"])["results"]
    assert answer["load_s"]["value"] == expected["load_s"]["value"]
    assert answer["over_takt"]["value"] == [str(one) for one in expected["over_takt"]["value"]]
    assert answer["operators_needed_exact"]["value"] == pytest.approx(expected["operators_needed_exact"]["value"])
    assert answer["operators_needed"]["value"] == expected["operators_needed"]["value"]
    assert answer["va_pct"]["value"] == pytest.approx(expected["va_pct"]["value"], abs=1e-5)
    assert answer["operators_without_walk"]["value"] == pytest.approx(expected["operators_if_walk_removed"]["value"])
    assert "There is no takt" in study.refused("yamazumi", {"blocks": blocks})


def test_the_figures_of_both_studies_name_what_they_show() -> None:
    from floorwright.hooks.manager import Plugins
    from floorwright.hooks.studies.answering import answer, figures
    from floorwright.hooks.studies.reading import cells_of, read_study

    plugins = Plugins().load()
    tips = {}
    for id in ("assignment", "yamazumi"):
        method = plugins.studies[id]
        assert method.example is not None
        tables = {name: cells_of(name, text) for name, text in method.example.tables.items()}
        given = read_study(method, tables, method.example.options).whole()
        (drawn,) = figures(plugins, method, given, answer(plugins, method, given))
        tips[id] = drawn.tips
    assert tips["assignment"]["skill-A-2"] == "A, 2: 100 %"
    assert tips["yamazumi"]["block-7"] == "walk (walking): 11 s of 2"

"""Pareto charts of counted items and of the stops in a log."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given as provided
from hypothesis import strategies as some

from floorwright_builtin.machine_time.pareto_chart import pareto_chart
from helpers.studied import Studying, golden


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def value(answer: dict[str, Any], name: str) -> Any:
    return answer["results"][name]["value"]


def test_the_five_kinds_of_defect(study: Studying) -> None:
    """PARETO-01."""
    example = golden("PARETO-01")
    items = [{"category": name, "count": count} for name, count in example["inputs"]["counts"].items()]
    answer = study("pareto", {"items": items})
    assert value(answer, "order") == example["expected"]["order"]["value"]
    assert value(answer, "cum_pct") == pytest.approx(example["expected"]["cum_pct"]["value"], abs=0.001)
    assert value(answer, "vital_few") == ["contact num.", "price code", "supplier code"]
    assert value(answer, "total") == 300


def test_other_comes_last_and_small_ones_go_into_it(study: Studying) -> None:
    items = "category,count\na,5\nOther,50\nb,30\nc,10\nd,5\n"
    assert value(study("pareto", {"items": items}), "order") == ["b", "c", "a", "d", "Other"]
    assert value(study("pareto", {"items": items}, other_last="no"), "order") == ["Other", "b", "c", "a", "d"]
    kept = study("pareto", {"items": items}, keep=2)
    assert (value(kept, "order"), value(kept, "values")) == (["b", "c", "Other"], [30, 10, 60])
    small = study("pareto", {"items": "category,count\na,96\nb,2\nc,2\n"}, below_pct=5)
    assert (value(small, "order"), value(small, "values")) == (["a", "Other"], [96, 4])


def test_occurrences_one_by_one_are_counted(study: Studying) -> None:
    answer = study("pareto", {"items": "category\nscratch\ndent\nscratch\n"})
    assert (value(answer, "order"), value(answer, "values")) == (["scratch", "dent"], [2, 1])


def test_by_cost_another_order_may_come(study: Studying) -> None:
    """10 dents at 3 are 30, 2 cracks at 40 are 80."""
    items = "category,count,unit_cost\ndent,10,3\ncrack,2,40\n"
    answer = study("pareto", {"items": items}, by="cost")
    assert (value(answer, "order"), value(answer, "values")) == (["crack", "dent"], [80, 30])
    assert value(study("pareto", {"items": items}), "order") == ["dent", "crack"]


def test_stops_of_a_log_by_duration_count_and_cost(study: Studying) -> None:
    log = (
        "machine,start,end,state,reason\nP,0,3600,run,\nP,3600,7200,down,belt\nP,7200,7500,down,jam\n"
        "Q,0,300,down,jam\nQ,300,900,planned,lunch\n"
    )
    long = study("pareto", {"log": log})
    assert value(long, "order") == ["belt", "jam"]
    assert value(long, "values") == pytest.approx([1, 1 / 6])
    assert value(study("pareto", {"log": log}, by="count"), "order") == ["jam", "belt"]
    assert value(study("pareto", {"log": log}, by="cost", cost_per_h=60), "values") == pytest.approx([60, 10])
    assert value(study("pareto", {"log": log}, group_by="machine"), "order") == ["P", "Q"]
    assert [(one["station"], one["value"]) for one in long["on_plan"]] == [
        ("P", pytest.approx(3900 / 3600)),
        ("Q", pytest.approx(300 / 3600)),
    ]
    assert "lunch" in value(study("pareto", {"log": log}, stops="all"), "order")


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "nothing to order" in study.refused("pareto")
    assert "row 2, column count" in study.refused("pareto", {"items": "category,count\na,-1\n"})
    assert "row 3, column category: is empty" in study.refused("pareto", {"items": "category,count\na,1\n,2\n"})
    assert "no stop in the log" in study.refused("pareto", {"log": "duration_s,state\n1,run\n"})
    nothing = study("pareto", {"items": "category,count\na,0\n"})
    assert value(nothing, "cum_pct") is None
    assert nothing["findings"][0]["what"] == "Shares cannot be computed"
    many = "".join(f"c{number},{number % 7}\n" for number in range(100_000))
    assert value(study("pareto", {"items": "category,count\n" + many}, keep=10), "categories") == 11
    huge = study("pareto", {"items": "category,count\na,1e300\nb,1\n"})
    assert value(huge, "cum_pct")[-1] == pytest.approx(100)


@provided(some.lists(some.floats(0, 1e9), min_size=1, max_size=60))
def test_the_line_of_the_chart_ends_at_the_total(values: list[float]) -> None:
    named = [(str(number), value) for number, value in enumerate(sorted(values, reverse=True))]
    charts = pareto_chart("P", named, "Count", 80)
    assert len(charts) == (sum(values) > 0)
    for chart in charts:
        assert all(-1 <= x <= chart.width + 1 for mark in chart.marks if hasattr(mark, "x") for x in (mark.x,))

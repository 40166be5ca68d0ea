"""The process chart as a study of a table: golden example, present against proposed, words that mean nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from floorwright.cli import main

GOLDEN = """symbol;name;description;time_min;distance_m;value
O;;Receive material;0,5;0,1;VA
S;;Store material;0,1;0,2;NVA
I;;Kit material;0,5;5;NVA
O;;Solder;0,1;0,1;VA
O;;Move to paint;0,2;0,1;VA
O;;Paint;0,2;1;VA
T;;Move to assembly;0,5;0,1;NVA
O;;Close box;0,2;0,5;NVA
"""


def answer(folder: Path, capsys: pytest.CaptureFixture[str], *more: str, **tables: str) -> dict[str, Any]:
    given = []
    for name, text in tables.items():
        path = folder / f"{name}.csv"
        path.write_text(text, encoding="utf-8")
        given.append(str(path) if name == "steps" else f"{name}={path}")
    assert main(["study", "process-chart", *given, *more, "--json"]) == 0
    found: dict[str, Any] = json.loads(capsys.readouterr().out)
    return found


def test_golden_fpc_01_as_a_study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """FPC-01: filled process chart, https://www.scribd.com/document/893013417/Process-Chart; minutes and metres."""
    found = {name: one["value"] for name, one in answer(tmp_path, capsys, steps=GOLDEN)["results"].items()}
    symbols = ("operation", "transport", "inspection", "delay", "storage")
    assert [found[f"n_{one}"] for one in symbols] == [5, 1, 1, 0, 1]
    assert [found[f"{one}_s"] / 60 for one in symbols] == pytest.approx([1.2, 0.5, 0.5, 0, 0.1], abs=1e-9)
    assert (found["distance_m"], found["time_s"] / 60) == (pytest.approx(7.1), pytest.approx(2.3))
    assert found["va_ratio"] == pytest.approx(0.43478, abs=5e-6)
    assert found["cost"] is None and found["saved_time_s"] is None


def test_a_proposed_table_is_compared_and_cost_follows_the_options(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answer(
        tmp_path, capsys, "--set", "labour_cost_per_h=36", "--set", "cost_per_m=0.5",
        steps="symbol,time_s,distance_m\nO,100,\nD,300,\nT,50,8\n",
        proposed="symbol,time_s,distance_m\nO,100,\nT,40,6\n",
    )  # fmt: skip
    results = {name: one["value"] for name, one in found["results"].items()}
    assert (results["saved_time_s"], results["saved_distance_m"]) == (310, 2)
    assert results["cost"] == pytest.approx(450 * 0.01 + 4)
    delays = next(row for row in found["tables"]["saving"] if row["figure"] == "Delays")
    assert [delays[name] for name in ("present", "proposed", "saving", "saving_pct")] == [1, 0, 1, 100]


def test_a_symbol_that_means_nothing_is_named_with_its_row(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "steps.csv"
    path.write_text("symbol,time_s\nO,1\nQ,2\n", encoding="utf-8")
    assert main(["study", "process-chart", str(path)]) == 1
    assert "Row 2: “Q” is no symbol. Write O, T, I, D or S" in capsys.readouterr().err


def test_what_a_table_of_steps_says_of_the_whole_chart_counts(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = "lot_size,symbol,time_s,time_per\n20,O,3,piece\n,D,40,\n"
    found = answer(tmp_path, capsys, steps=table)["results"]
    assert (found["time_s"]["value"], found["time_per_piece_s"]["value"]) == (100, 5)
    assert answer(tmp_path, capsys, "--set", "lot_size=10", steps=table)["results"]["time_s"]["value"] == 70

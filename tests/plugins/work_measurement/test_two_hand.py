"""The two-hand chart: symbols, times, hold and idle of both hands on one cycle."""

from pathlib import Path

import pytest

from helpers.studied import Studying


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def values(answer: dict[str, dict[str, dict[str, object]]], *names: str) -> list[object]:
    return [answer["results"][name]["value"] for name in names]


def hand(name: str, *elements: tuple[str, object]) -> list[dict[str, object]]:
    return [{"hand": name, "symbol": symbol, "time_s": time} for symbol, time in elements]


BOLT = [
    *hand("left", ("transport", 1), ("operation", 1), ("transport", 1), ("hold", 5), ("operation", 2)),
    *hand("right", ("transport", 2), ("operation", 6), ("delay", 1)),
]
"""Left 10 s, of which 5 hold; right 9 s, so 1 s is missing."""


def test_both_hands_take_the_same_cycle_and_the_shorter_waits(study: Studying) -> None:
    answer = study("two-hand", {"elements": BOLT})
    assert values(answer, "cycle_s", "left_padded_s", "right_padded_s") == [10, 0, 1]
    assert values(answer, "left_hold_pct", "right_idle_pct", "left_idle_pct", "hold_pct", "idle_pct") == [
        50,
        20,
        0,
        25,
        10,
    ]
    assert values(answer, "left_operations", "left_transports", "left_holds", "left_delays") == [2, 2, 1, 0]
    assert values(answer, "right_operations", "right_delays", "right_delay_s") == [1, 2, 2]
    assert values(answer, "pieces_per_h") == [360]
    assert "The right hand is 1 s short of the cycle" in answer["findings"][0]["what"]
    total = answer["tables"]["summary"][-1]
    assert (total["left_s"], total["right_s"], total["left_pct"], total["right_pct"]) == (10, 10, 100, 100)


def test_what_both_hands_do_at_once(study: Studying) -> None:
    """Both work until 3 s; the left holds from 3 to 8 while the right works; then the right waits."""
    answer = study("two-hand", {"elements": BOLT})
    assert values(answer, "both_work_pct", "one_holds_pct", "both_idle_pct") == pytest.approx([30, 50, 0])


def test_a_longer_cycle_fills_both_hands_up(study: Studying) -> None:
    answer = study("two-hand", {"elements": BOLT}, cycle_s=12.5)
    assert values(answer, "cycle_s", "left_padded_s", "right_padded_s") == [12.5, 2.5, 3.5]
    assert values(answer, "both_idle_pct") == pytest.approx([20])
    short = study("two-hand", {"elements": BOLT}, cycle_s=8)
    assert values(short, "cycle_s") == [10]
    assert "A cycle of 8 s is too short" in short["findings"][0]["what"]


def test_lines_of_the_paper_form_are_the_same(study: Studying) -> None:
    """Each line has one time for both hands; what is left empty is a hand that does nothing."""
    lines = [
        {"left": "to bin", "left_symbol": "transport", "right": "to bin", "right_symbol": "transport", "time_s": 2},
        {"left": "hold", "left_symbol": "hold", "right": "screw", "right_symbol": "operation", "time_s": 6},
        {"left": "put aside", "left_symbol": "transport", "time_s": 2},
    ]
    answer = study("two-hand", {"lines": lines})
    assert values(answer, "cycle_s", "left_hold_pct", "right_idle_pct", "right_delays") == [10, 60, 20, 1]
    assert [row["right_hand"] for row in answer["tables"]["chart"]] == ["to bin", "screw", "idle"]
    own = [
        {"left": "a", "left_symbol": "operation", "left_time_s": 3, "right": "b", "right_symbol": "hold", "time_s": 4}
    ]
    assert values(study("two-hand", {"lines": own}), "left_operation_s", "right_hold_s", "left_padded_s") == [3, 4, 1]


def test_therbligs_tell_their_symbols(study: Studying) -> None:
    letters = ["TE", "G", "TL", "P", "A", "RL", "H", "UD", "sh"]
    rows = [{"hand": "right", "therblig": one, "time_s": 1} for one in letters]
    answer = study("two-hand", {"elements": rows})
    names = ("right_operations", "right_transports", "right_holds", "right_delays")
    assert values(answer, *names) == [4, 2, 1, 2]
    assert values(answer, "left_delays", "left_idle_pct") == [1, 100]
    assert {row["therblig"]: row["right"] for row in answer["tables"]["therbligs"]}["SH"] == 1
    assert study.value("two-hand", "left_holds", {"elements": [{"hand": "left", "therblig": "hold", "time_s": 1}]}) == 1


def test_both_in_the_column_hand_is_both_hands(study: Studying) -> None:
    answer = study("two-hand", {"elements": hand("both", ("operation", 4))})
    assert values(answer, "left_operations", "right_operations", "both_work_pct") == [1, 1, 100]


def test_a_chart_that_was_not_timed_counts_its_symbols(study: Studying) -> None:
    rows = [*hand("left", ("hold", ""), ("delay", "")), *hand("right", ("operation", ""))]
    answer = study("two-hand", {"elements": rows})
    assert values(answer, "left_holds", "left_delays", "right_operations") == [1, 1, 1]
    assert values(answer, "cycle_s", "left_hold_pct", "left_hold_s") == [None, None, None]
    assert "The elements were not timed" in answer["findings"][0]["what"]
    rows[0]["time_s"] = 3
    assert "Rows 3, 4 have no time" in study("two-hand", {"elements": rows})["findings"][0]["what"]


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "Neither hand does anything" in study.refused("two-hand")
    assert "“a” has no symbol" in study.refused("two-hand", {"elements": [{"hand": "left", "description": "a"}]})
    assert "“XX” is no therblig" in study.refused("two-hand", {"elements": [{"hand": "left", "therblig": "XX"}]})
    assert "is none of left, right, both" in study.refused(
        "two-hand", {"elements": [{"hand": "foot", "symbol": "hold"}]}
    )
    assert "has to be at least 0" in study.refused("two-hand", {"elements": hand("left", ("hold", -1))})
    zero = study("two-hand", {"elements": hand("left", ("hold", 0))})
    assert values(zero, "cycle_s", "left_hold_pct", "pieces_per_h") == [0, None, None]
    assert any("takes no time" in finding["what"] for finding in zero["findings"])


def test_many_elements_are_charted(study: Studying) -> None:
    lines = "\n".join(f"{'left' if n % 2 else 'right'},operation,0.5" for n in range(20_000))
    answer = study("two-hand", {"elements": f"hand,symbol,time_s\n{lines}\n"})
    assert values(answer, "cycle_s", "both_work_pct") == pytest.approx([5000, 100])

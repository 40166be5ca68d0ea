"""Predetermined times: the arithmetic, with values that the user brings."""

from pathlib import Path

import pytest

from floorwright_builtin.predetermined_time.values import index_sum, mod_of
from helpers.studied import Studying, golden

CARD = [{"code": "R16C", "tmu": 17}, {"code": "G4A", "tmu": 7.3}, {"code": "M10B", "tmu": 12.2}]


@pytest.fixture
def study(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Studying:
    return Studying(tmp_path, capsys)


def values(answer: dict[str, dict[str, dict[str, object]]], *names: str) -> list[object]:
    return [answer["results"][name]["value"] for name in names]


def test_the_published_motions_add_up(study: Studying) -> None:
    """PTS-01, with TMU in the rows and from a card."""
    example = golden("PTS-01")
    given, expected = example["inputs"], example["expected"]
    pairs = list(zip(given["codes"], given["tmu"], strict=True))
    typed = study("predetermined-time", {"motions": [{"code": code, "tmu": tmu} for code, tmu in pairs]})
    looked_up = study(
        "predetermined-time",
        {
            "motions": [{"code": code} for code in given["codes"]],
            "card": [{"code": code, "tmu": tmu} for code, tmu in dict(pairs).items()],
        },
    )
    for answer in (typed, looked_up):
        assert values(answer, "total_tmu", "total_s") == pytest.approx(
            [expected["total_tmu"]["value"], expected["seconds"]["value"]]
        )


def test_codes_of_the_card_whatever_their_case_and_blanks(study: Studying) -> None:
    motions = [{"code": "r 16 c"}, {"code": "g4a", "frequency": 3}]
    answer = study("predetermined-time", {"motions": motions, "card": CARD})
    assert values(answer, "total_tmu") == pytest.approx([17 + 3 * 7.3])


def test_unknown_codes_are_named_and_no_time_is_told(study: Studying) -> None:
    motions = [{"code": "R16C"}, {"code": "M10X"}, {"code": "Q9"}, {"code": "M10X"}]
    answer = study("predetermined-time", {"motions": motions, "card": CARD})
    assert values(answer, "total_tmu", "standard_s", "left_tmu", "unknown_codes") == [None, None, None, 2]
    assert answer["findings"][0]["what"] == "Unknown codes: M10X (like M10B?), Q9"
    without = study("predetermined-time", {"motions": motions})
    assert "there is no card" in without["findings"][0]["why"]


def test_of_motions_at_once_the_longer_one_counts(study: Studying) -> None:
    """Left 17 beside right 12.2, then both hands 5: 22 TMU, where one after another they were 34.2."""
    motions = [
        {"hand": "left", "tmu": 17, "together": "1"},
        {"hand": "right", "tmu": 12.2, "together": "1"},
        {"hand": "both", "tmu": 5},
    ]
    answer = study("predetermined-time", {"motions": motions})
    assert values(answer, "total_tmu", "left_tmu", "right_tmu") == pytest.approx([22, 22, 17.2])
    assert values(answer, "added_tmu", "limited_tmu") == pytest.approx([34.2, 12.2])
    assert [row["limits"] for row in answer["tables"]["motions"]] == [True, False, True]
    assert [row["start_tmu"] for row in answer["tables"]["steps"]] == [0, 17]


def test_motions_of_one_hand_in_a_step_are_added_or_the_longest_counts(study: Studying) -> None:
    """Right 8 + 6 beside left 10: 14 added; turned while moved, 10."""
    motions = [
        {"hand": "right", "tmu": 8, "together": "a"},
        {"hand": "left", "tmu": 10, "together": "a"},
        {"hand": "right", "tmu": 6, "together": "a"},
    ]
    assert study.value("predetermined-time", "total_tmu", {"motions": motions}) == 14
    assert study.value("predetermined-time", "total_tmu", {"motions": motions}, same_hand="longest") == 10


def test_index_sums_are_ten_tmu_each(study: Studying) -> None:
    """A1 B0 G1 A1 B0 P3 A0: 6 × 10 = 60 TMU = 2.16 s."""
    motions = [{"most": "A1 B0 G1 A1 B0 P3 A0"}, {"most": "A1B0G1 M1 X10 I0 A0", "frequency": 2}]
    answer = study("predetermined-time", {"motions": motions})
    assert values(answer, "total_tmu", "total_s") == pytest.approx([60 + 2 * 130, 11.52])
    assert study.value("predetermined-time", "total_tmu", {"motions": motions[:1]}, most_factor=1) == 6


@pytest.mark.parametrize(
    ("sequence", "expected"),
    [
        ("A1 B0 G1 A1 B0 P3 A0", 6),
        ("A10 B6 G3 A6 B0 P3 A10", 38),
        ("A1 B0 G1 (A1 B0 P1)(4) A0", 2 + 4 * 2),
        ("A1 B0 G1 (A1 B0 P1) A0 (4)", 2 + 4 * 2),
        ("A1 G1 (A1 P3)*2 (A1 P1) x 3 A0", 2 + 8 + 6),
        ("A1 B0 G1 A1 B0 P3 A0 (5)", 30),
        ("A1B0G1A1B0P3A0", 6),
    ],
)
def test_indices_in_brackets_are_repeated(sequence: str, expected: float) -> None:
    assert index_sum(sequence, "here") == expected


def test_mods_are_the_digits_of_their_codes(study: Studying) -> None:
    """M3G1 and M4P2 are 10 MOD: 1.29 s."""
    assert mod_of("M3G1", "here") == 4
    answer = study("predetermined-time", {"motions": [{"mod": "M3G1"}, {"mod": "M4P2"}]})
    assert values(answer, "total_mod", "total_s", "total_tmu") == pytest.approx([10, 1.29, 1.29 / 0.036])
    assert study.value("predetermined-time", "total_s", {"motions": [{"mod": "5"}]}, mod_s=0.143) == pytest.approx(
        0.715
    )


def test_allowances_pace_and_process_time(study: Studying) -> None:
    """1000 TMU by hand = 36 s, 10 s of process; pace 110, 15 % of the workday, 2 pieces a cycle."""
    motions = [{"tmu": 1000}, {"time_s": 10, "process": "yes"}]
    options = {"allowance_pct": 15, "allowance_basis": "workday", "pace_pct": 110, "pieces_per_cycle": 2}
    answer = study("predetermined-time", {"motions": motions}, **options)
    assert values(answer, "total_s", "normal_s", "standard_s") == pytest.approx([46, 49.6, (39.6 / 0.85 + 10) / 2])
    both = study("predetermined-time", {"motions": motions}, allowance_on_machine="yes", **options)
    assert values(both, "standard_s") == pytest.approx([49.6 / 0.85 / 2])


def test_a_sum_of_tmu_is_converted(study: Studying) -> None:
    answer = study("predetermined-time", total_tmu=86.4, allowance_pct=10)
    assert values(answer, "total_s", "standard_s", "pieces_per_h") == pytest.approx([3.1104, 3.42144, 3600 / 3.42144])


def test_nonsense_has_a_reason(study: Studying) -> None:
    assert "There are no motions" in study.refused("predetermined-time")
    assert "neither a code nor a time" in study.refused("predetermined-time", {"motions": [{"hand": "left"}]})
    two = {"motions": [{"tmu": 3, "mod": 4}]}
    assert "motions, row 2 has tmu and mod" in study.refused("predetermined-time", two)
    assert "has to be at least 0" in study.refused("predetermined-time", {"motions": [{"tmu": -1}]})
    assert "has to be at most" in study.refused("predetermined-time", {"motions": [{"tmu": "1e30"}]})
    letters = {"motions": [{"most": "A1 B G1"}]}
    assert "is no sequence of indices" in study.refused("predetermined-time", letters)
    assert "is no number of MOD" in study.refused("predetermined-time", {"motions": [{"mod": "quick"}]})
    double = {"motions": [{"code": "A"}], "card": [{"code": "A", "tmu": 1}, {"code": "a", "tmu": 2}]}
    assert "is there twice" in study.refused("predetermined-time", double)
    empty = {"motions": [{"code": "A"}], "card": [{"code": "A"}]}
    assert "needs one value" in study.refused("predetermined-time", empty)
    differs = study("predetermined-time", {"motions": [{"code": "R16C", "tmu": 18}], "card": CARD})
    assert "R16C is 17 TMU on the card and 18 in the row" in differs["findings"][0]["what"]
    assert differs["results"]["total_tmu"]["value"] == 18
    nothing = study("predetermined-time", {"motions": [{"tmu": 0}]})
    assert values(nothing, "total_tmu", "pieces_per_h") == [0, None]


def test_many_motions_are_added(study: Studying) -> None:
    lines = "\n".join(f"{'left' if n % 2 else 'right'},2,{n // 2}" for n in range(20_000))
    answer = study("predetermined-time", {"motions": f"hand,tmu,together\n{lines}\n"})
    assert values(answer, "total_tmu", "added_tmu") == [20_000, 40_000]

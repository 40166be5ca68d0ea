"""The arithmetic of a flow process chart without any plan: lots, cost, combined symbols, ideas, savings."""

import pytest

from floorwright.analysis.process_chart.chart import ProcessChart, charted
from floorwright.analysis.process_chart.compare import ChartFigure, compared, idea_notes, improved
from floorwright.analysis.process_chart.steps import ChartStep, Conventions, longest, numbered, summary
from floorwright.analysis.process_chart.words import idea_in, symbol_in, value_in
from floorwright.errors import FloorwrightError
from floorwright.model.process_chart import CombinedCount, Idea, StepType, TimeBasis, ValueClass

OP, T, INSP, D, S = StepType


def chart(*steps: ChartStep, said: Conventions | None = None) -> ProcessChart:
    return charted("P", steps, said or Conventions())


def by_name(present: ProcessChart, proposed: ProcessChart) -> dict[str, ChartFigure]:
    return {figure.figure: figure for figure in compared(present, proposed)}


def test_the_time_of_a_lot_is_that_of_every_piece_and_of_every_trip() -> None:
    # A lot of 90: 90 pieces × 20 s; 90 ÷ 40 a trip are 3 trips of 30 s and 12 m; one wait of 600 s for the whole lot.
    said = Conventions(lot_size=90)
    steps = [
        ChartStep(OP, "drill", time_s=20, time_per=TimeBasis.PIECE),
        ChartStep(T, "to paint", time_s=30, distance_m=12, quantity=40),
        ChartStep(D, "wait", time_s=600, quantity=90),
    ]
    box = summary(steps, said)
    assert box.time_s == 1800 + 90 + 600
    assert box.distance_m == 36
    assert box.time_per_piece_s == pytest.approx(2490 / 90)


def test_a_full_last_trip_is_no_further_trip() -> None:
    assert summary([ChartStep(T, "", distance_m=1, quantity=0.1)], Conventions(lot_size=0.3)).distance_m == 3


def test_cost_is_time_by_people_by_rate_and_distance_by_cost_a_metre() -> None:
    said = Conventions(labour_cost_per_h=36, cost_per_m=0.5)
    steps = [ChartStep(OP, "", time_s=100), ChartStep(T, "", time_s=50, distance_m=8, people=2)]
    # 100 s × 1 × 0.01 + 50 s × 2 × 0.01 + 8 m × 0.5
    assert summary(steps, said).cost == pytest.approx(1.0 + 1.0 + 4.0)
    assert summary(steps).cost is None
    assert summary([ChartStep(S, "", time_s=3600, people=0)], said).cost == 0


def test_a_combined_symbol_counts_once_under_the_outer_one_with_a_tally_or_under_each() -> None:
    steps = [ChartStep(OP, ""), ChartStep(INSP, "", inner=OP, time_s=5), ChartStep(OP, "")]
    outer = summary(steps)
    assert ([one.count for one in outer.symbols], outer.combined) == ([2, 0, 1, 0, 0], 1)
    each = summary(steps, Conventions(combined=CombinedCount.EACH))
    assert ([one.count for one in each.symbols], each.combined) == ([3, 0, 1, 0, 0], 1)
    assert [one.time_s for one in each.symbols] == [0, 0, 5, 0, 0]
    assert [step.number for step in numbered(steps)] == ["O-1", "I-1", "O-2"]
    assert [step.number for step in numbered(steps, CombinedCount.EACH)] == ["O-1", "I-1/O-2", "O-3"]


def test_an_empty_chart_has_counts_and_no_ratio() -> None:
    box = summary([])
    assert ([one.count for one in box.symbols], box.time_s, box.va_ratio) == ([0] * 5, 0, None)


def test_ideas_eliminate_combine_and_simplify() -> None:
    present = chart(
        ChartStep(OP, "cut", time_s=40, value=ValueClass.VALUE_ADDING),
        ChartStep(INSP, "look", time_s=10, idea=Idea.COMBINE),
        ChartStep(D, "wait", time_s=50, idea=Idea.ELIMINATE),
        ChartStep(T, "carry", time_s=20, distance_m=16, idea=Idea.SIMPLIFY, proposed_time_s=5, proposed_distance_m=4),
        ChartStep(S, "keep", time_s=0, idea=Idea.REARRANGE),
    )
    proposed = improved(present)
    assert [step.number for step in proposed.steps] == ["O-1", "", "T-1", "S-1"]
    found = by_name(present, proposed)
    figures = {name: (one.present, one.proposed, one.saving, one.per_cent) for name, one in found.items()}
    assert figures["n_I"] == (1, 0, 1, 100)
    assert figures["n_D"] == (1, 0, 1, 100)
    assert figures["n_O"] == (1, 1, 0, 0)
    assert figures["combined"] == (0, 1, -1, None)
    assert figures["time_s"] == (120, 55, 65, pytest.approx(65 / 120 * 100))
    assert figures["distance_m"] == (16, 4, 12, 75)
    share, better = 100 / 3, 4000 / 55
    assert figures["va_percent"] == pytest.approx((share, better, share - better, (share - better) * 3))
    assert (found["time_s"].verdict, found["va_percent"].verdict, found["n_O"].verdict) == ("better", "better", "")
    assert figures["cost"] == (None, None, None, None)
    assert list(idea_notes(present)) == ["Ideas without a proposed time or distance change no figure: S-1."]


def test_percentages_are_of_the_exact_figures_and_none_of_nothing() -> None:
    assert by_name(chart(), chart(ChartStep(D, "", time_s=3)))["time_s"].per_cent is None
    assert by_name(chart(ChartStep(D, "", time_s=3)), chart(ChartStep(D, "", time_s=2)))["time_s"].per_cent == (
        pytest.approx(100 / 3, rel=1e-12)
    )


def test_the_longest_transports_are_ranked_by_distance_and_delays_by_time() -> None:
    found = chart(
        ChartStep(T, "a", distance_m=5, time_s=90), ChartStep(T, "b", distance_m=50), ChartStep(T, "c"),
        ChartStep(D, "d", time_s=1), ChartStep(D, "e", time_s=2),
    )  # fmt: skip
    assert [step.description for step in longest(found.steps, T)] == ["b", "a"]
    assert [step.number for step in longest(found.steps, D)] == ["D-2", "D-1"]


@pytest.mark.parametrize(
    ("text", "symbol"),
    [
        ("O", (OP, None)), (" transport ", (T, None)), ("□", (INSP, None)), ("▽", (S, None)), ("Delay", (D, None)),
        ("I(O)", (INSP, OP)), ("O (I)", (OP, INSP)), ("O+I", (INSP, OP)), ("combined", (INSP, OP)), ("T+I", (T, INSP)),
    ],
)  # fmt: skip
def test_symbols_are_understood_as_letters_words_and_signs(text: str, symbol: tuple[StepType, StepType | None]) -> None:
    assert symbol_in(text) == symbol


@pytest.mark.parametrize("text", ["", "X", "O+O", "O(", "O+T+I"])
def test_what_is_no_symbol_is_refused(text: str) -> None:
    with pytest.raises(FloorwrightError, match="is no symbol"):
        symbol_in(text)


def test_value_classes_and_ideas_are_understood_or_refused() -> None:
    assert (value_in("nva"), value_in("NNVA"), value_in("–")) == (ValueClass.WASTE, ValueClass.NECESSARY, None)
    assert (idea_in("S"), idea_in("Eliminate"), idea_in("")) == (Idea.SIMPLIFY, Idea.ELIMINATE, None)
    with pytest.raises(FloorwrightError, match="is no value class"):
        value_in("good")
    with pytest.raises(FloorwrightError, match="is no idea of the four"):
        idea_in("x")

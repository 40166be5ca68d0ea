"""The rules of the textbooks, worked out by hand."""

from floorwright.analysis.balance.heuristics import (
    balance_by_rule,
    balance_columns,
    comsoal,
    follower_counts,
    positional_weights,
)
from floorwright.analysis.balance.line import BalanceLine, a_line, check

# A 50, B 40, C 20 after A, D 45 and E 20 after C, F 25 after D, G 15 after E, H 35 after B, F and G.
EIGHT, _ = a_line([50, 40, 20, 45, 20, 25, 15, 35], [[], [], [0], [2], [2], [3], [4], [1, 5, 6]])


def in_stations(line: BalanceLine, stations: list[int]) -> list[set[int]]:
    return [{task for task in range(len(line)) if stations[task] == one} for one in range(max(stations) + 1)]


def test_a_positional_weight_counts_every_follower_once() -> None:
    # A: 50 + 20 + 45 + 20 + 25 + 15 + 35; H follows by two ways and counts once.
    assert positional_weights(EIGHT) == [210, 75, 160, 105, 70, 60, 50, 35]


def test_followers_and_columns() -> None:
    assert follower_counts(EIGHT) == [6, 1, 5, 2, 2, 1, 1, 0]
    assert balance_columns(EIGHT) == [0, 0, 1, 2, 2, 3, 3, 4]


def test_most_followers_fills_the_stations_of_the_published_answer() -> None:
    # tutorsglobe.com 51956825, cycle 75: AC, DE, BF, GH.
    stations = balance_by_rule(EIGHT, 75, "most-followers")
    assert in_stations(EIGHT, stations) == [{0, 2}, {3, 4}, {1, 5}, {6, 7}]


def test_ranked_positional_weight_takes_the_heaviest_that_fits() -> None:
    # A 210, C 160: 70; D 105, then E 70 does not leave room for B; E: 65; B 75, F 60: 65; G, H: 50.
    stations = balance_by_rule(EIGHT, 75, "ranked-positional-weight")
    assert in_stations(EIGHT, stations) == [{0, 2}, {3, 4}, {1, 5}, {6, 7}]


def test_longest_time_and_columns_obey_the_line() -> None:
    for rule in ("longest-time", "kilbridge-wester", "most-immediate-followers"):
        assert not check(EIGHT, balance_by_rule(EIGHT, 75, rule), 75)
    # By columns: A, then C (B, 40, does not fit beside A and C); B; D; ...
    assert in_stations(EIGHT, balance_by_rule(EIGHT, 75, "kilbridge-wester"))[0] == {0, 2}


def test_comsoal_is_the_same_for_one_seed_and_never_breaks_a_rule() -> None:
    first, again = comsoal(EIGHT, 75, seed=3), comsoal(EIGHT, 75, seed=3)
    assert first == again
    assert not check(EIGHT, first, 75)
    assert max(first) + 1 == 4

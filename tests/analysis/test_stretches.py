"""Paths that share a way are taken together, stretch by stretch; the sums by hand."""

import itertools

import numpy as np
import pytest

from floorwright.analysis.pictures.stretches import Stretches, stretches


def found(one: Stretches) -> dict[tuple[float, ...], tuple[float, float]]:
    """Each stretch by its ends in metres, with the first column of what goes there and back."""
    ends = np.hstack([one.a, one.b]) / 1000
    return {
        tuple(round(v, 6) for v in row): (along[0], against[0])
        for row, along, against in zip(ends.tolist(), one.along.tolist(), one.against.tolist(), strict=True)
    }


def column(*values: float) -> np.ndarray:
    return np.array(values, float).reshape(-1, 1)


def test_two_paths_that_share_an_aisle_make_three_stretches() -> None:
    # 12 trips from 0 to 10 m, 8 trips back from 15 to 4 m: they share 4 to 10 m.
    one = stretches([[(0, 0), (10000, 0)], [(15000, 0), (4000, 0)]], column(12, 8))
    assert found(one) == {(0, 0, 4, 0): (12, 0), (4, 0, 10, 0): (12, 8), (10, 0, 15, 0): (0, 8)}
    assert one.lengths_m.tolist() == [4, 6, 5]


def test_who_goes_over_a_stretch_is_told_with_the_direction() -> None:
    one = stretches([[(0, 0), (10000, 0)], [(15000, 0), (4000, 0)]], column(12, 8))
    number, apart = one.nearest((7000.0, 300.0))
    assert apart == pytest.approx(300)
    assert one.over(number) == ((0, 1, 0), (1, 0, 1))


def test_a_path_that_goes_there_and_back_counts_twice() -> None:
    one = stretches([[(0, 0), (5000, 0), (0, 0)]], column(3))
    assert found(one) == {(0, 0, 5, 0): (3, 3)}
    assert one.over(0) == ((0, 1, 1),)


def test_paths_that_only_cross_share_nothing() -> None:
    one = stretches([[(0, 0), (4000, 4000)], [(0, 4000), (4000, 0)]], column(1, 2))
    assert found(one) == {(0, 0, 4, 4): (1, 0), (0, 4, 4, 0): (2, 0)}


def test_parallel_ways_a_little_apart_stay_apart() -> None:
    one = stretches([[(0, 0), (5000, 0)], [(0, 500), (5000, 500)]], column(1, 2))
    assert len(one) == 2


def test_stretches_end_where_aisles_do() -> None:
    one = stretches([[(0, 0), (10000, 0)]], column(5), breaks=[((3000.0, 0.0), (7000.0, 0.0))])
    assert found(one) == {(0, 0, 3, 0): (5, 0), (3, 0, 7, 0): (5, 0), (7, 0, 10, 0): (5, 0)}


def test_slanting_ways_are_taken_together_too() -> None:
    one = stretches([[(0, 0), (6000, 8000)], [(3000, 4000), (9000, 12000)]], column(1, 2))
    assert found(one) == {(0, 0, 3, 4): (1, 0), (3, 4, 6, 8): (3, 0), (6, 8, 9, 12): (2, 0)}


def test_nothing_gives_nothing() -> None:
    assert len(stretches([], np.zeros((0, 2)))) == 0
    assert len(stretches([[(0, 0), (0, 0)], [(1, 1)]], column(1, 2))) == 0
    assert stretches([], np.zeros((0, 2))).nearest((0, 0))[0] == -1


def test_every_metre_is_kept() -> None:
    rng = np.random.default_rng(7)
    corners = rng.integers(0, 12, (80, 5, 2)) * 1000
    # Along right angles, so that much is shared.
    paths = [[p for a, b in itertools.pairwise(c) for p in (tuple(a), (b[0], a[1]))] for c in corners.tolist()]
    trips = rng.integers(1, 9, 80).astype(float)
    one = stretches(paths, trips.reshape(-1, 1))
    length = [sum(abs(b[0] - a[0]) + abs(b[1] - a[1]) for a, b in itertools.pairwise(p)) for p in paths]
    moved = ((one.along + one.against)[:, 0] * one.lengths_m).sum()
    assert moved == pytest.approx(float(np.dot(trips, length)) / 1000, rel=1e-12)

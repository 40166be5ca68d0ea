"""The load-distance score of a layout: Σ trips × distance (methods.md 2.2)."""

import math
from collections.abc import Mapping
from itertools import permutations

from floorwright.model.record import Point

MOST = 9
"""With more departments than this there are too many layouts to try each: 9 give 362,880."""


def load_distance(trips: Mapping[tuple[str, str], float], places: Mapping[str, Point]) -> float:
    """Σ trips × rectilinear distance between the places, in the unit of the places."""
    return math.fsum(
        each * (abs(places[a][0] - places[b][0]) + abs(places[a][1] - places[b][1])) for (a, b), each in trips.items()
    )


def least_load_distance(trips: Mapping[tuple[str, str], float], places: Mapping[str, Point]) -> float:
    """The least score of all ways to put the departments in these places, by trying each.

    Raises:
        ValueError: with more than nine departments.
    """
    if len(places) > MOST:
        raise ValueError(f"{len(places)} departments have too many layouts to try each; {MOST} are the most")
    return min(load_distance(trips, dict(zip(places, order, strict=True))) for order in permutations(places.values()))

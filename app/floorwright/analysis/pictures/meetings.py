"""How often vehicles meet in a stretch of aisle (methods.md 1.4)."""

import math


def transit_s(length_m: float, speed_m_s: float) -> float:
    """How long a vehicle is in the stretch, seconds."""
    return length_m / speed_m_s


def mean_vehicles(trips_per_h: float, length_m: float, speed_m_s: float) -> float:
    """How many vehicles are in the stretch on average: L = λ W (J. D. C. Little, Operations Research 9, 1961)."""
    return trips_per_h / 3600 * transit_s(length_m, speed_m_s)


def chance_of_another(trips_per_h: float, length_m: float, speed_m_s: float) -> float:
    """The chance, 0 to 1, that a vehicle finds another in the stretch: 1 − e^−L when vehicles come at random.

    Random is a Poisson process, whose arrivals see the average; vehicles that go by timetable meet otherwise.
    """
    return -math.expm1(-mean_vehicles(trips_per_h, length_m, speed_m_s))

"""The units a drawing may be in, and weights of them."""

import numpy as np

from floorwright.api import Floats

METRES = {"mm": 0.001, "cm": 0.01, "m": 1.0, "in": 0.0254, "ft": 0.3048}
UNITS = tuple(METRES)
IN_METRES = np.array(list(METRES.values()))


def weights(**units: float) -> Floats:
    """A weight for each of UNITS, 0 for those not named."""
    return np.array([units.get(unit, 0.0) for unit in UNITS])


def median(values: Floats) -> float:
    """The middle value, or the mean of the two in the middle; numpy's own imports its masked arrays for it."""
    ordered, half = np.sort(values), len(values) // 2
    return float(ordered[half] + ordered[-half - 1]) / 2

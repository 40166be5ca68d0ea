"""A ramp of colours for amounts: from pale to dark, so that it is read on a black-and-white printer too."""

import itertools
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.paper.charts.scales import nice_ticks, tick_words

MOST_CLASSES = 10
COLOURS = ("#fff1c2", "#fddb8b", "#fcb962", "#f88f52", "#ea6246", "#cc3439", "#8f1a2e")


@dataclass(frozen=True, slots=True)
class Ramp:
    """Limits of classes, one more than colours: a class reaches from its limit up to the next one."""

    limits: tuple[float, ...]
    colours: tuple[str, ...]

    def classes(self, values: NDArray[np.float64]) -> NDArray[np.int64]:
        """The number of each value's class; what exceeds all is in the last."""
        found = np.searchsorted(np.array(self.limits[1:-1]), values, side="right")
        return found.astype(np.int64)

    def words(self) -> tuple[str, ...]:
        """Each class as it is written in a legend."""
        ends = tick_words(self.limits)
        return tuple(f"{low} – {high}" for low, high in itertools.pairwise(ends))


def ramp_to(most: float) -> Ramp:
    """At most ten classes at equal round steps from 0 to at least `most`."""
    ticks = nice_ticks(0.0, most if 0 < most < 1e200 else 1.0, MOST_CLASSES + 1)
    steps = len(ticks) - 1
    return Ramp(ticks, tuple(ramp_colour(number / max(steps - 1, 1)) for number in range(steps)))


def ramp_colour(share: float) -> str:
    """The colour so far along the ramp, between the two nearest."""
    place = min(max(share, 0.0), 1.0) * (len(COLOURS) - 1)
    number = min(int(place), len(COLOURS) - 2)
    pairs = zip(_parts(COLOURS[number]), _parts(COLOURS[number + 1]), strict=True)
    return "#" + "".join(f"{round(low + (high - low) * (place - number)):02x}" for low, high in pairs)


def _parts(colour: str) -> tuple[int, int, int]:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)

"""What was done while somebody was followed: time by element, from each reading that says so to the next."""

from dataclasses import dataclass

import numpy as np

from floorwright.model.observation import STEPS, VALUES
from floorwright.model.track import END, PAUSE, Track


@dataclass(frozen=True, slots=True)
class Element:
    """The time of one element of work; `step` and `value` as in the process chart, empty where nobody said."""

    element: str
    step: str
    value: str
    count: int
    time_s: float


def elements_of(track: Track) -> tuple[Element, ...]:
    """The elements in the order in which they first came; () when no reading says what is done.

    A reading without a word goes on with what was done before. A pause and the end belong to none.
    """
    if not len(track) or not ((track.element >= 0) | (track.step > 0) | (track.value > 0)).any():
        return ()
    found: dict[tuple[str, str, str], list[float]] = {}
    doing: tuple[str, str, str] | None = None
    lasting = np.diff(track.t_s, append=track.t_s[-1]).tolist()
    for n, time_s in enumerate(lasting):
        if track.element[n] >= 0 or track.step[n] > 0 or track.value[n] > 0:
            word = track.words[track.element[n]] if track.element[n] >= 0 else ""
            doing = (word, STEPS[track.step[n]], VALUES[track.value[n]])
            found.setdefault(doing, [0.0, 0.0])[0] += 1
        if track.event[n] in (PAUSE, END):
            doing = None
        if doing is not None:
            found[doing][1] += time_s
    return tuple(Element(*key, int(count), time_s) for key, (count, time_s) in found.items())

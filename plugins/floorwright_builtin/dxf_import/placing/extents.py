"""The box of what belongs together in a drawing, and what lies astray: kilometres off, as often."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]

FAR = 3.0
"""What lies off by more than this many sizes of the rest does not belong to it."""
_BINS, _WIDE = 1000, 0.1
"""Along an axis cut into so many pieces, a gap below this share of the whole is none."""
_GAPS = 24
_ROUNDS = 4
_MOST_STRAYS = 20


Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Extents:
    """The box of what belongs together, None for nothing, and where the others are, a few of them."""

    box: Box | None
    strays: tuple[tuple[float, float], ...]
    astray: int


def extents(boxes: Floats) -> Extents:
    """The extents of things with these boxes (n, 4): x1 y1 x2 y2."""
    if not len(boxes):
        return Extents(None, (), 0)
    together = np.ones(len(boxes), np.bool_)
    for _ in range(_ROUNDS):
        before = int(together.sum())
        for axis in (0, 1):
            together[together] = _heaviest(boxes[together], axis)
        if int(together.sum()) == before:
            break
    kept, away = boxes[together], boxes[~together]
    low, high = kept[:, :2].min(0), kept[:, 2:].max(0)
    middles = (away[:, :2] + away[:, 2:]) / 2
    places = list(dict.fromkeys((float(x), float(y)) for x, y in middles[: _MOST_STRAYS * 50]))[:_MOST_STRAYS]
    return Extents((float(low[0]), float(low[1]), float(high[0]), float(high[1])), tuple(places), len(away))


def dense(boxes: Floats, around: Box) -> bool:
    """Whether some boxes (n, 4) leave no gap along either axis that is wide for the box around all: then none of all
    can be astray, for more boxes leave smaller gaps."""
    for axis in (0, 1):
        least, most = around[axis], around[axis + 2]
        whole = most - least
        if not 0 < whole < np.inf:
            return False
        low, high = (np.concatenate((boxes[:, place], [least, most])) for place in (axis, axis + 2))
        first = ((low - least) * (_BINS / whole)).astype(np.int64)
        last = np.minimum(((high - least) * (_BINS / whole)).astype(np.int64), _BINS)
        opened = np.bincount(first, minlength=_BINS + 2)[: _BINS + 2]
        closed = np.bincount(last + 1, minlength=_BINS + 2)[: _BINS + 2]
        empty = np.flatnonzero(np.cumsum(opened - closed)[:_BINS] == 0)
        runs = np.split(empty, np.flatnonzero(np.diff(empty) > 1) + 1)
        if max(map(len, runs)) > _WIDE * _BINS:
            return False
    return True


def _heaviest(boxes: Floats, axis: int) -> Bools:
    """Which boxes belong to the largest group along an axis, groups being parted by gaps wide for their size."""
    order = np.argsort(boxes[:, axis], kind="stable")
    low, high = boxes[order, axis], np.maximum.accumulate(boxes[order, axis + 2])
    gaps = low[1:] - high[:-1]
    if not len(gaps) or gaps.max() <= 0:
        return np.ones(len(boxes), np.bool_)
    cuts = np.sort(np.argsort(gaps)[-_GAPS:] + 1)
    cuts = cuts[gaps[cuts - 1] > 0]
    groups = np.split(order, cuts)
    first = last = int(np.argmax([len(group) for group in groups]))
    while True:
        size = _size(boxes, groups[first : last + 1])
        if first > 0 and _near(boxes, groups[first - 1], groups[first], axis, size):
            first -= 1
        elif last + 1 < len(groups) and _near(boxes, groups[last], groups[last + 1], axis, size):
            last += 1
        else:
            break
    chosen = np.zeros(len(boxes), np.bool_)
    chosen[np.concatenate(groups[first : last + 1])] = True
    return chosen


def _near(boxes: Floats, left: NDArray[np.intp], right: NDArray[np.intp], axis: int, size: float) -> bool:
    gap = float(boxes[right, axis].min() - boxes[left, axis + 2].max())
    other = min(_size(boxes, [left]), _size(boxes, [right]))
    return gap <= FAR * max(size, other)


def _size(boxes: Floats, groups: list[NDArray[np.intp]]) -> float:
    chosen = boxes[np.concatenate(groups)]
    return float((chosen[:, 2:].max(0) - chosen[:, :2].min(0)).max())

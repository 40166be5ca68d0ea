"""Whether straight lines are free: many segments against many convex parts at once."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.grown import Part

Floats = NDArray[np.float64]
Ints = NDArray[np.intp]
Bools = NDArray[np.bool_]

_AT_ONCE = 400_000
_NO_SIDE = 1e30


@dataclass(frozen=True, slots=True)
class Parts:
    """Convex parts as arrays: `planes` (k, m, 3) holds nx, ny, offset of each side (unused sides never bind),
    `boxes` (k, 4) left, bottom, right, top, and `owner` (k,) the obstacle each part belongs to."""

    planes: Floats
    boxes: Floats
    owner: Ints

    def __len__(self) -> int:
        return len(self.owner)

    def only(self, which: Bools | Ints) -> "Parts":
        """Some of the parts."""
        return Parts(self.planes[which], self.boxes[which], self.owner[which])


def stack(parts: Sequence[Part], owner: Sequence[int]) -> Parts:
    """The parts as arrays."""
    most = max((len(part.sides) for part in parts), default=1)
    planes = np.zeros((len(parts), most, 3))
    planes[:, :, 2] = _NO_SIDE
    for row, part in zip(planes, parts, strict=True):
        row[: len(part.sides)] = [(side.nx, side.ny, side.offset) for side in part.sides]
    boxes = np.array([part.box for part in parts]).reshape(-1, 4)
    return Parts(planes, boxes, np.array(owner, dtype=np.intp))


def joined(one: Parts, other: Parts) -> Parts:
    """The parts of both."""
    most = max(one.planes.shape[1], other.planes.shape[1])
    return Parts(
        np.concatenate([_with_sides(one.planes, most), _with_sides(other.planes, most)]),
        np.concatenate([one.boxes, other.boxes]),
        np.concatenate([one.owner, other.owner]),
    )


def _with_sides(planes: Floats, most: int) -> Floats:
    """The planes with as many sides; those added never bind."""
    more = np.zeros((len(planes), most - planes.shape[1], 3))
    more[:, :, 2] = _NO_SIDE
    return np.concatenate([planes, more], axis=1) if more.shape[1] else planes


def depths(parts: Parts, x: float, y: float) -> Floats:
    """How deep the point lies in each part; negative outside."""
    planes = parts.planes
    deep: Floats = (planes[:, :, 2] - planes[:, :, 0] * x - planes[:, :, 1] * y).min(axis=1)
    return deep


def hits(parts: Parts, starts: Floats, ends: Floats, tolerance: float) -> tuple[Ints, Ints]:
    """The pairs (segment, part) where the segment goes deeper than `tolerance` into the part."""
    if len(parts) == 0 or len(starts) == 0:
        return np.zeros(0, np.intp), np.zeros(0, np.intp)
    step = max(1, _AT_ONCE // len(parts))
    found = [_hits(parts, starts[i : i + step], ends[i : i + step], tolerance) for i in range(0, len(starts), step)]
    segments = np.concatenate([segment + i * step for i, (segment, _) in enumerate(found)])
    return segments, np.concatenate([part for _, part in found])


def blocked(parts: Parts, starts: Floats, ends: Floats, tolerance: float) -> Bools:
    """Which segments go deeper than `tolerance` into any part."""
    result = np.zeros(len(starts), np.bool_)
    alive = np.arange(len(starts))
    # A few parts at a time: most lines in a crowded hall are stopped by the first ones, and need no further look.
    for first in range(0, len(parts), 16):
        segment, _ = hits(
            parts.only(np.arange(first, min(first + 16, len(parts)))), starts[alive], ends[alive], tolerance
        )
        if len(segment):
            result[alive[segment]] = True
            alive = np.flatnonzero(~result)
    return result


def _hits(parts: Parts, starts: Floats, ends: Floats, tolerance: float) -> tuple[Ints, Ints]:
    low, high = np.minimum(starts, ends), np.maximum(starts, ends)
    boxes = parts.boxes
    near = low[:, None, 0] < boxes[None, :, 2] - tolerance
    near &= high[:, None, 0] > boxes[None, :, 0] + tolerance
    near &= low[:, None, 1] < boxes[None, :, 3] - tolerance
    near &= high[:, None, 1] > boxes[None, :, 1] + tolerance
    segment, part = np.nonzero(near)
    planes = parts.planes[part]
    nx, ny, inner = planes[:, :, 0], planes[:, :, 1], planes[:, :, 2] - tolerance
    before = nx * starts[segment, 0, None] + ny * starts[segment, 1, None] - inner
    after = nx * ends[segment, 0, None] + ny * ends[segment, 1, None] - inner
    change = before - after
    with np.errstate(divide="ignore", invalid="ignore"):
        share = before / change
    entering = (before >= 0.0) & (after < 0.0)
    leaving = (before < 0.0) & (after >= 0.0)
    enter = np.where(entering, share, 0.0).max(axis=1)
    leave = np.where(leaving, share, 1.0).min(axis=1)
    outside = ((before >= 0.0) & (after >= 0.0)).any(axis=1)
    hit = ~outside & (enter < leave)
    return segment[hit], part[hit]

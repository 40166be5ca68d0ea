"""Positions freed of faults of the measurement: repeated readings, jumps, jitter and gaps, each counted.

The readings themselves stay as they are in the plan; this makes what figures are computed from.
"""

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from floorwright.model.observation import Cleaning
from floorwright.model.track import PAUSE, RESUME, Track, taken

Bools = NDArray[np.bool_]
LEAST_GAP_S, GAP_INTERVALS = 30.0, 10.0
EXAMPLES = 5


@dataclass(frozen=True, slots=True)
class Fault:
    """One kind of thing that was cleaned: how often, in words, and where it was first (seconds of the track)."""

    kind: str
    count: int
    words: str
    at_s: tuple[float, ...] = ()
    rows: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Cleaned:
    """The readings that count. `broken` says of each that no way leads to it from the one before.

    `gap_s` and `jump_m_s` are the thresholds that were used, `faults` what was found, also with a count of 0.
    `lost_s` and `lost_m` are the time and the straight metres of the gaps, which are in no figure.
    """

    track: Track
    broken: Bools
    faults: tuple[Fault, ...]
    gap_s: float
    lost_s: float
    lost_m: float


def cleaned(track: Track, options: Cleaning, of_positions: bool) -> Cleaned:
    """The track, x and y in millimetres of the floor, with what the options ask for left out."""
    faults: list[Fault] = []
    once = _once(track, faults)
    if not of_positions:
        paused = (once.event == RESUME) | (np.roll(once.event, 1) == PAUSE) & (np.arange(len(once)) > 0)
        return Cleaned(once, paused, tuple(faults), 0.0, 0.0, 0.0)
    steady = _without_jumps(once, options.jump_m_s, faults)
    gap_s = options.gap_s or usual_gap_s(steady.t_s)
    broken = np.zeros(len(steady), bool)
    steps = np.diff(steady.t_s)
    broken[1:] = steps > gap_s
    gaps = np.flatnonzero(broken)
    metres = np.hypot(np.diff(steady.x), np.diff(steady.y)) / 1000
    lost_m = float(metres[gaps - 1].sum()) if len(gaps) else 0.0
    faults.append(_fault(steady, gaps - 1, "gaps", f"longer than {gap_s:g} s without a reading"))
    broken |= steady.event == RESUME
    still = _without_jitter(steady, broken, options.jitter_m, faults)
    return Cleaned(still, broken, tuple(faults), gap_s, float(steps[gaps - 1].sum()) if len(gaps) else 0.0, lost_m)


def usual_gap_s(t_s: NDArray[np.float64]) -> float:
    """Ten times the usual (median) interval between readings, and half a minute at least."""
    steps = np.diff(t_s)
    steps = steps[steps > 0]
    return max(GAP_INTERVALS * float(np.median(steps)), LEAST_GAP_S) if len(steps) else LEAST_GAP_S


def _once(track: Track, faults: list[Fault]) -> Track:
    """Each reading once: of equal rows the first, of two places in the same instant the first."""
    count = len(track)
    same_t = np.zeros(count, bool)
    same_t[1:] = np.diff(track.t_s) == 0
    alike = same_t.copy()
    for column in (track.x, track.y, track.place, track.event, track.carrying, track.element):
        with np.errstate(invalid="ignore"):
            equal = column[1:] == column[:-1]
        if column.dtype.kind == "f":
            equal |= np.isnan(column[1:]) & np.isnan(column[:-1])
        alike[1:] &= equal
    elsewhere = same_t & ~alike & np.isfinite(track.x)
    # Of a station the second mark in the same instant says more than the first: a leave, or a note.
    faults.append(_fault(track, np.flatnonzero(alike), "duplicates", "rows that say the same again"))
    faults.append(_fault(track, np.flatnonzero(elsewhere), "same_time", "another place in the same instant"))
    return taken(track, ~(alike | elsewhere)) if (alike | elsewhere).any() else track


def _without_jumps(track: Track, jump_m_s: float, faults: list[Fault]) -> Track:
    """Without the readings that are reached faster than possible from the last one that counts.

    After a reading that is out of reach the next are measured against the last good one, so that a single wild
    reading goes and a true change of place counts again as soon as there was time for it. A wild first reading goes
    when the two after it agree.
    """
    dropped: list[int] = []
    if jump_m_s > 0 and len(track) > 1:
        reach = jump_m_s * 1000
        x, y, t = track.x, track.y, track.t_s
        far = np.hypot(np.diff(x), np.diff(y)) > reach * np.diff(t)
        jumps = (np.flatnonzero(far) + 1).tolist()
        last = -1
        count = len(track)
        for jump in jumps:
            if jump <= last:
                continue
            if jump == 1 and count > 2 and not far[1]:
                dropped.append(0)
                continue
            good, at = jump - 1, jump
            gx, gy, gt = float(x[good]), float(y[good]), float(t[good])
            while at < count and math.hypot(float(x[at]) - gx, float(y[at]) - gy) > reach * (float(t[at]) - gt):
                dropped.append(at)
                at += 1
            last = at
    gone = np.array(dropped, np.intp)
    words = f"reached faster than {jump_m_s:g} m/s" if jump_m_s > 0 else "of any speed: not looked for"
    faults.append(_fault(track, gone, "jumps", words))
    if not dropped:
        return track
    kept = np.ones(len(track), bool)
    kept[gone] = False
    return taken(track, kept)


def _without_jitter(track: Track, broken: Bools, jitter_m: float, faults: list[Fault]) -> Track:
    """Standing still while no farther than that from where the last move that counts ended."""
    if jitter_m <= 0 or not len(track):
        faults.append(Fault("jitter", 0, "moves of any length count"))
        return track
    least = jitter_m * 1000
    xs, ys, breaks = track.x.tolist(), track.y.tolist(), broken.tolist()
    ax, ay = xs[0], ys[0]
    flattened = []
    for n in range(1, len(xs)):
        dx, dy = xs[n] - ax, ys[n] - ay
        if not breaks[n] and dx * dx + dy * dy < least * least:
            if dx or dy:
                flattened.append(n)
            xs[n], ys[n] = ax, ay
        else:
            ax, ay = xs[n], ys[n]
    words = f"closer than {jitter_m:g} m to the last place that counts"
    faults.append(_fault(track, np.array(flattened, np.intp), "jitter", words))
    return replace(track, x=np.array(xs), y=np.array(ys))


def _fault(track: Track, rows: NDArray[np.intp], kind: str, words: str) -> Fault:
    first = rows[:EXAMPLES]
    return Fault(
        kind, len(rows), words, tuple(track.t_s[first].tolist()), tuple(n for n in track.row[first].tolist() if n)
    )

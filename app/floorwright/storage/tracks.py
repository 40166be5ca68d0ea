"""Long traces as an asset: the arrays of their tracks, packed one after the other behind a description of them.

The bytes are `FWTRACK1`, the length of the description (4 bytes, little-endian), the description as JSON, and the
arrays. A column of which every value is the same is one value in the description and no array.
"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import msgspec
import numpy as np
from numpy.typing import NDArray

from floorwright.errors import PlanFailed
from floorwright.model.diff import Records
from floorwright.model.observation import STEPS, VALUES, Observation, Reading
from floorwright.model.track import COLUMNS, EVENTS, Track, track_of, track_of_length
from floorwright.storage.assets import Assets
from floorwright.storage.zip_limits import damaged

SUFFIX = "trace"
MAGIC = b"FWTRACK1"
_MOST_READINGS = 50_000_000
_FLOATS = ("t_s", "x", "y")


class _Column(msgspec.Struct):
    name: str
    count: int
    same: float | None = None
    """The value of all of them, where they are the same; nan is written as none and there are then no bytes."""
    first: int = 0
    """Where its bytes begin after the description."""
    length: int = 0


class _Head(msgspec.Struct):
    counts: list[int]
    columns: list[list[_Column]]
    places: list[tuple[tuple[str, str], ...]]
    words: list[tuple[str, ...]]


def pack(tracks: Sequence[Track]) -> bytes:
    """The bytes of an asset with these tracks; the n-th is found again by its number."""
    head, body = _Head([], [], [], []), bytearray()
    for track in tracks:
        head.counts.append(len(track))
        head.places.append(track.places)
        head.words.append(track.words)
        head.columns.append([_packed(name, getattr(track, name), body) for name in COLUMNS])
    described = msgspec.json.encode(head)
    return MAGIC + len(described).to_bytes(4, "little") + described + bytes(body)


def unpack(data: bytes, number: int) -> Track:
    """The track of that number in an asset.

    Raises:
        Damaged: when these are not the bytes of an asset of tracks, or it has no such track.
    """
    try:
        if data[:8] != MAGIC:
            raise ValueError("no tracks")
        start = 12 + int.from_bytes(data[8:12], "little")
        head = msgspec.json.decode(data[12:start], type=_Head)
        count = head.counts[number]
        if not 0 <= count <= _MOST_READINGS:
            raise ValueError("too many readings")
        arrays: dict[str, Any] = {column.name: _unpacked(column, data, start, count) for column in head.columns[number]}
        track = replace(track_of_length(0), **arrays, places=head.places[number], words=head.words[number])
        _prove(track, count)
    except (ValueError, IndexError, TypeError, msgspec.MsgspecError, OverflowError):
        raise damaged("one of its traces is not what was saved") from None
    return track


def _packed(name: str, values: NDArray[np.float64] | NDArray[np.int32], body: bytearray) -> _Column:
    count = len(values)
    if count and name not in ("t_s",) and (np.isnan(values).all() or (values == values[0]).all()):
        return _Column(name, count, None if np.isnan(values[0]) else float(values[0]))
    raw = values.astype("<f8" if name in _FLOATS else "<i4").tobytes()
    body += raw
    return _Column(name, count, None, len(body) - len(raw), len(raw))


def _unpacked(column: _Column, data: bytes, start: int, count: int) -> NDArray[Any]:
    kind: type[np.float64 | np.int32] = np.float64 if column.name in _FLOATS else np.int32
    if column.name not in COLUMNS or column.count != count:
        raise ValueError(column.name)
    if not column.length:
        value = np.nan if column.same is None else column.same
        if count and kind is np.int32 and not abs(value) < 2**31:
            raise ValueError(column.name)
        return np.full(count, value, kind) if count else np.zeros(0, kind)
    first = start + column.first
    raw = data[first : first + column.length]
    if column.first < 0 or len(raw) != column.length:
        raise ValueError("cut off")
    return np.frombuffer(raw, "<f8" if kind is np.float64 else "<i4").astype(kind)


def _prove(track: Track, count: int) -> None:
    """Whether every number is one that a track can hold."""
    limits = {
        "place": len(track.places), "element": len(track.words), "note": len(track.words),
        "step": len(STEPS), "value": len(VALUES), "event": len(EVENTS), "carrying": 2,
    }  # fmt: skip
    for name in COLUMNS:
        values = getattr(track, name)
        if len(values) != count:
            raise ValueError(name)
        if name in limits and count and not (values.min() >= -1 and values.max() < limits[name]):
            raise ValueError(name)
    if not np.isfinite(track.t_s).all() or np.isinf(track.x).any() or np.isinf(track.y).any():
        raise ValueError("not finite")
    if (np.diff(track.t_s) < 0).any():
        raise ValueError("not in order")


class TrackReader:
    """Gives the readings of observations, each asset read once for all that it holds. For one use: it keeps them."""

    def __init__(self, records: Records, assets: Assets) -> None:
        self._assets = assets
        self._data: dict[str, bytes] = {}
        self._readings: dict[str, list[Reading]] = {}
        for record in records.values():
            if isinstance(record, Reading):
                self._readings.setdefault(record.observation, []).append(record)

    def __call__(self, observation: Observation) -> Track:
        """The readings of an observation, wherever the plan keeps them.

        Raises:
            PlanFailed: when they are in no asset of the plan; Damaged when they are not what was saved.
        """
        key = observation.asset
        if not key:
            return track_of(self._readings.get(observation.id, ()))
        if key not in self._assets:
            raise PlanFailed(f"The readings of “{observation.name}” are not in the plan.", hint="Import them again.")
        if key not in self._data:
            self._data[key] = self._assets.read(key)
        return unpack(self._data[key], observation.track)

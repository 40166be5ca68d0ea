"""The lines of a journal: a number that grows by one, a checksum, and a committed step."""

import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec

from floorwright.model.diff import Change
from floorwright.model.document import Step
from floorwright.storage.codec import Reading, Unreadable, decode, encode

_LONGEST_LINE = 256 * 2**20


@dataclass(frozen=True, slots=True)
class Replayable:
    """What a journal holds: the steps before the first line that is not whole, and how many lines came after."""

    steps: tuple[Step, ...]
    lost: int = 0
    size: int = 0
    """The bytes that the good lines take."""


class _Line(msgspec.Struct):
    seq: int
    crc: str
    payload: msgspec.Raw


class _Step(msgspec.Struct):
    label: str
    origin: str
    diff: list[tuple[str, msgspec.Raw, msgspec.Raw]]


def framed(number: int, payload: bytes) -> bytes:
    """A line that holds a JSON payload, with its number and checksum."""
    return b'{"seq":%d,"crc":"%08x","payload":%b}\n' % (number, _checksum(number, payload), payload)


def unframed(line: bytes, number: int) -> bytes | None:
    """The payload of a line; None when it is not whole or has another number."""
    if not line.endswith(b"\n"):
        return None
    try:
        found = msgspec.json.decode(line, type=_Line)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
        return None
    payload = bytes(found.payload)
    return payload if found.seq == number and found.crc == f"{_checksum(number, payload):08x}" else None


def step_payload(step: Step) -> bytes:
    """A step as JSON; `step_in` gives an equal one."""
    none = msgspec.Raw(b"null")
    diff = [
        (
            key,
            msgspec.Raw(encode(change.before)) if change.before else none,
            msgspec.Raw(encode(change.after)) if change.after else none,
        )
        for key, change in step.diff.items()
    ]
    label = step.label.encode(errors="replace").decode()
    return msgspec.json.encode({"label": label, "origin": step.origin, "diff": diff})


def step_in(payload: bytes, versions: Mapping[str, int]) -> Step | None:
    """The step that a payload holds; None when it cannot be understood."""
    reading = Reading(versions)
    try:
        found = msgspec.json.decode(payload, type=_Step)
        diff = {
            key: Change(
                None if bytes(before) == b"null" else decode(before, reading),
                None if bytes(after) == b"null" else decode(after, reading),
            )
            for key, before, after in found.diff
        }
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError, Unreadable):
        return None
    match found.origin:
        case "undo":
            return Step(found.label, diff, "undo")
        case "redo":
            return Step(found.label, diff, "redo")
    return Step(found.label, diff)


def read_journal(path: Path, versions: Mapping[str, int]) -> Replayable:
    """Everything in a journal up to the first line that is not whole; a journal that is not there is empty.

    Raises:
        OSError: when it cannot be read.
    """
    steps: list[Step] = []
    size = 0
    try:
        with open(path, "rb") as file:
            while line := file.readline(_LONGEST_LINE):
                payload = unframed(line, len(steps) + 1)
                step = step_in(payload, versions) if payload is not None else None
                if step is None:
                    return Replayable(tuple(steps), 1 + sum(1 for _ in file), size)
                steps.append(step)
                size += len(line)
    except FileNotFoundError:
        pass
    return Replayable(tuple(steps), 0, size)


def _checksum(number: int, payload: bytes) -> int:
    return zlib.crc32(payload, zlib.crc32(b"%d:" % number))

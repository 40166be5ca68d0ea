"""`document.json`: the format number, the version of every kind, and the records sorted by id, one a line."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import msgspec

from floorwright import __version__
from floorwright.errors import PlanFailed
from floorwright.model.diff import Records
from floorwright.model.kinds import KINDS, Unknown, Variant
from floorwright.model.record import Record
from floorwright.storage.codec import Reading, Unreadable, decode, encode
from floorwright.storage.migrations import MIGRATIONS, Migrations
from floorwright.storage.repair import repaired

FORMAT = 1
MOST_RECORDS = 1_000_000


@dataclass(frozen=True, slots=True)
class Decoded:
    """The records of a document, what was repaired in them, and whether a newer version wrote it."""

    records: dict[str, Record]
    messages: tuple[str, ...] = ()
    newer: str = ""
    """Why it can only be looked at; empty when it can be edited."""


class _Format(msgspec.Struct):
    format: int
    floorwright: str = ""


class _Document(msgspec.Struct):
    format: int
    records: list[msgspec.Raw]
    kinds: dict[str, int] = {}
    floorwright: str = ""


def encode_document(records: Records) -> bytes:
    """The bytes of `document.json`: the same for the same records and the same version of Floorwright."""
    lines = [encode(records[key]) for key in sorted(records)]
    return _joined(FORMAT, __version__, current_versions(records), lines)


def current_versions(records: Records) -> dict[str, int]:
    """The version of every kind as `encode` writes it; kinds that this version does not know keep theirs."""
    versions = {kind: cls.VERSION for kind, cls in KINDS.items()}
    for record in records.values():
        inner = record.record if isinstance(record, Variant) else record
        if isinstance(inner, Unknown):
            versions[inner.kind] = inner.kind_version
    return dict(sorted(versions.items()))


def decode_document(data: bytes, migrations: Migrations = MIGRATIONS) -> Decoded:
    """The records in a `document.json`, brought up to date and repaired where they made no sense.

    Raises:
        PlanFailed: when it is no document, or of a format that this version cannot read.
    """
    messages = []
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
        messages.append("The document began with a byte order mark, which was passed over.")
    document = _parsed(data)
    lines = [bytes(raw) for raw in document.records]
    as_written = _joined(document.format, document.floorwright, document.kinds, lines)
    if data != as_written or not all(map(_is_as_written, lines)):
        messages += [f"The name “{name}” stood twice in one place; the last value counts." for name in _twice(data)]
    return decode_records(lines, document.kinds, messages, document.floorwright, migrations)


def decode_records(
    lines: Iterable[bytes],
    versions: Mapping[str, int],
    messages: list[str],
    program: str = "",
    migrations: Migrations = MIGRATIONS,
) -> Decoded:
    """The records in lines of JSON; what cannot be read or makes no sense is left out or mended, with a message."""
    reading = Reading(versions, migrations, messages)
    found: list[Record] = []
    for line in lines:
        try:
            found.append(decode(line, reading))
        except Unreadable as problem:
            messages.append(problem.message)
    records, mended = repaired(found)
    newer = sorted(kind for kind, version in versions.items() if kind in KINDS and version > KINDS[kind].VERSION)
    who = f"Floorwright {_clipped(program) or 'of a newer version'}"
    why = f"{who} wrote its {', '.join(newer)} records." if newer else ""
    return Decoded(records, _shortened([*messages, *mended]), why)


def _parsed(data: bytes) -> _Document:
    try:
        found = msgspec.json.decode(data, type=_Format)
    except msgspec.ValidationError:
        raise PlanFailed(
            "The document does not say which format it has.", hint="It may not be a Floorwright plan."
        ) from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError) as problem:
        raise PlanFailed(f"The document is not valid JSON ({_plainly(problem)}).") from None
    if found.format > FORMAT:
        raise PlanFailed(
            f"The plan has format {_clipped(found.format)}; this version of Floorwright reads formats up to {FORMAT}.",
            hint=f"Open it with Floorwright {_clipped(found.floorwright) or 'of a newer version'} or later.",
        )
    if found.format < 1:
        raise PlanFailed(f"The plan says that it has format {_clipped(found.format)}, which never existed.")
    try:
        document = msgspec.json.decode(data, type=_Document)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise PlanFailed(f"The document cannot be understood ({_plainly(problem)}).") from None
    if len(document.records) > MOST_RECORDS:
        raise PlanFailed(f"The plan has {len(document.records):,} records; at most {MOST_RECORDS:,} can be opened.")
    if wrong := [kind for kind, version in document.kinds.items() if version < 1]:
        raise PlanFailed(f"The version of “{wrong[0][:40]}” in the document is impossible.")
    return document


def _joined(number: int, program: str, kinds: Mapping[str, int], lines: list[bytes]) -> bytes:
    head = msgspec.json.encode({"format": number, "floorwright": program, "kinds": kinds})
    return head[:-1] + b',"records":[\n' + b",\n".join(lines) + b"\n]}\n"


def _is_as_written(line: bytes) -> bool:
    """Whether a line is exactly as `encode` writes it, and so holds no name twice."""
    try:
        return msgspec.json.encode(msgspec.json.decode(line)) == line
    except (msgspec.MsgspecError, UnicodeError, RecursionError):
        return False


def _twice(data: bytes) -> list[str]:
    """The names that stand twice in one object. The document is already known to have the right form."""
    names: dict[str, None] = {}

    def seen(pairs: list[tuple[str, object]]) -> None:
        keys = [name for name, _ in pairs]
        if len(set(keys)) < len(keys):
            names.update({name[:40]: None for name in keys if keys.count(name) > 1})

    try:
        json.loads(data, object_pairs_hook=seen, parse_int=str, parse_float=str)
    except RecursionError:
        raise PlanFailed("The document is nested too deeply.") from None
    except ValueError as problem:
        raise PlanFailed(f"The document is not valid JSON ({_plainly(problem)}).") from None
    return list(names)


def _shortened(messages: list[str], most: int = 100) -> tuple[str, ...]:
    once = list(dict.fromkeys(messages))
    if len(once) > most:
        return (*once[:most], f"… and {len(once) - most:,} more remarks of this sort.")
    return tuple(once)


def _clipped(value: object) -> str:
    return " ".join(str(value).split())[:20]


def _plainly(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return "it is nested too deeply"
    text = str(problem).replace("JSON is malformed: ", "").replace("`", "")
    return text[:1].lower() + text[1:]

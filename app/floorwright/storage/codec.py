"""Records as plain dicts and as JSON: what a plan file and a journal hold, one record a line.

A dict names the record's kind and id first, then every field, then the fields of newer versions that were kept.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields
from enum import Enum
from typing import Any

import msgspec

from floorwright.errors import FloorwrightError, InvalidRecord
from floorwright.model.kinds import KINDS, PLAN_ID, Plan, Unknown, Variant, variant_id
from floorwright.model.record import Record
from floorwright.model.rounding import DECIMALS, rounded
from floorwright.storage.migrations import MIGRATIONS, Migrations, migrate

Plain = dict[str, Any]

_NAMED_PLACE = re.compile(r"`\$\.(\w+)")
_MISSING_FIELD = re.compile(r"missing required field `(\w+)`")


class Unreadable(FloorwrightError):
    """A record of a file that cannot be understood; the rest of the file may be fine."""


@dataclass(slots=True)
class Reading:
    """How the records of one file are read, and what there was to say about them."""

    versions: Mapping[str, int] = field(default_factory=dict)
    """The version of each kind in the file; kinds that are not named are current."""
    migrations: Migrations = field(default_factory=lambda: MIGRATIONS)
    messages: list[str] = field(default_factory=list)


def encode(record: Record) -> bytes:
    """One line of JSON (UTF-8, no line break) from which `decode` gives an equal record."""
    if isinstance(record, Unknown):
        return record.json.encode()
    return msgspec.json.encode(plain(record))


def plain(record: Record) -> Plain:
    """The record as a dict that msgspec writes as JSON."""
    values: Plain = {"kind": record.KIND, "id": record.id}
    values |= {name: getattr(record, name) for name in _FIELDS[record.KIND]}
    if isinstance(record, Variant) and record.record is not None:
        values["record"] = msgspec.Raw(encode(record.record))
    return values | {name: msgspec.Raw(text.encode()) for name, text in record.extra}


def decode(text: bytes | msgspec.Raw, reading: Reading) -> Record:
    """The record that a JSON text holds, of a kind `Unknown` when this version does not know its kind.

    Raises:
        Unreadable: naming the record and what is wrong with it.
    """
    try:
        values = msgspec.json.decode(text)
    except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError) as problem:
        raise Unreadable(f"A record cannot be read ({_reason(problem)}).") from None
    if not isinstance(values, dict):
        raise Unreadable("A record is not a JSON object.")
    return from_plain(values, reading, bytes(text))


def from_plain(values: Plain, reading: Reading, text: bytes = b"") -> Record:
    """The record in a dict; `text` is the JSON that the dict comes from.

    An optional field of the wrong type gets its default, with a message.

    Raises:
        Unreadable: naming the record and what is wrong with it.
    """
    kind, key = values.get("kind"), values.get("id")
    if not isinstance(kind, str) or not isinstance(key, str) or not key:
        raise Unreadable(f"A record without {'an id' if isinstance(kind, str) else 'a kind'} was left out.")
    if not _writable(key) or not _writable(kind):
        raise Unreadable("A record whose id is not text was left out.")
    if kind not in KINDS:
        kept = (text or msgspec.json.encode(values)).replace(b"\r", b"").replace(b"\n", b"")
        return Unknown(id=key, kind=kind, json=kept.decode(), kind_version=reading.versions.get(kind, 1))
    values = migrate(values, reading.versions.get(kind, KINDS[kind].VERSION), reading.migrations, reading.messages)
    if kind == Variant.KIND:
        return _variant(values, reading)
    if (kind == Plan.KIND) != (key == PLAN_ID):
        raise Unreadable(f"The record “{key}” of kind {kind} was left out: only the plan itself has the id “plan”.")
    return _converted(KINDS[kind], values, reading)


def _variant(values: Plain, reading: Reading) -> Record:
    inner, where = values.get("record"), f"Variant {values['id']}"
    if inner is not None and not isinstance(inner, dict):
        raise Unreadable(f"{where} holds no record and was left out.")
    if inner is not None and inner.get("kind") in (Variant.KIND, Plan.KIND):
        raise Unreadable(f"{where} holds a {inner['kind']} and was left out.")
    scenario, of = values.get("scenario"), values.get("of")
    if not (isinstance(scenario, str) and isinstance(of, str) and scenario and of):
        raise Unreadable(f"{where} does not say what it varies and was left out.")
    values["id"] = variant_id(scenario, of)
    if inner is not None:
        if inner.get("id") != of:
            reading.messages.append(f"{where} held a record with another id; it was set to “{of}”.")
        inner["id"] = of
        values["record"] = from_plain(inner, reading)
    return _converted(Variant, values, reading)


def _converted(kind: type[Record], values: Plain, reading: Reading) -> Record:
    known = _FIELDS[kind.KIND]
    extra = tuple(
        (name, msgspec.json.encode(value).decode())
        for name, value in values.items()
        if name not in known and name not in ("kind", "id")
    )
    wanted = {name: value for name, value in values.items() if name in known} | {"id": values["id"]}
    named = wanted.get("name")
    where = f"{kind.KIND} “{named if isinstance(named, str) and named else values['id']}”"
    for name, default in known.items():
        if name not in wanted and default is not MISSING:
            reading.messages.append(f"{where}: {name} was missing and is now {_shown(default)}.")
    for _ in range(len(wanted) + 1):
        try:
            record = rounded(_build(kind, wanted | {"extra": extra}))
        except (msgspec.ValidationError, OverflowError) as problem:
            name = _place(str(problem))
            default = known.get(name, MISSING)
            if default is MISSING or name not in wanted:
                raise Unreadable(f"{where}: {_reason(problem)}; it was left out.") from None
            reading.messages.append(f"{where}: {name} could not be read and is now {_shown(default)}.")
            del wanted[name]
        except InvalidRecord as problem:
            again = _mended(kind, wanted)
            if again is None:
                raise Unreadable(f"{problem.message} It was left out.") from None
            reading.messages.append(f"{problem.message} It was mended.")
            wanted = again
        else:
            return record
    raise Unreadable(f"{where}: it makes no sense and was left out.")


def _build(kind: type[Record], wanted: Plain) -> Record:
    if kind is Variant:
        return Variant(**(_texts(wanted, ("scenario", "of"))))
    return msgspec.convert(wanted, kind)


def _texts(wanted: Plain, names: tuple[str, ...]) -> Plain:
    for name in names:
        msgspec.convert(wanted[name], str)
    return wanted


def _mended(kind: type[Record], wanted: Plain) -> Plain | None:
    """The values with what makes no sense put right: sizes below zero turned, optional fields at their defaults."""
    sizes = {
        name: round(abs(wanted[name]), DECIMALS) or 1000.0
        for name in ("width", "depth")
        if _is_number(wanted.get(name))
    }
    if any(wanted[name] != size for name, size in sizes.items()):
        return wanted | sizes
    defaults = {name: default for name, default in _FIELDS[kind.KIND].items() if default is not MISSING}
    for name in defaults:
        if name in wanted:
            without = {key: value for key, value in wanted.items() if key != name}
            try:
                rounded(_build(kind, dict(without)))
            except (InvalidRecord, msgspec.ValidationError, OverflowError):
                continue
            return without
    return None


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _writable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


_FIELDS: dict[str, dict[str, Any]] = {
    name: {item.name: item.default for item in fields(kind) if item.name not in ("id", "extra")}
    for name, kind in KINDS.items()
}
"""The fields of each kind that a file holds, in their order, with their defaults (MISSING for none)."""


def _place(problem: str) -> str:
    found = _NAMED_PLACE.search(problem) or _MISSING_FIELD.search(problem)
    return found[1] if found else ""


def _reason(problem: Exception) -> str:
    if isinstance(problem, RecursionError):
        return "it is nested too deeply"
    if missing := _MISSING_FIELD.search(str(problem)):
        return f"{missing[1]} is missing"
    text = str(problem).split(" - at `$")[0].replace("`", "")
    place = _place(str(problem))
    return f"{place}: {text[:1].lower()}{text[1:]}" if place else f"{text[:1].lower()}{text[1:]}"


def _shown(default: object) -> str:
    if isinstance(default, Enum):
        return f"“{default.value}”"
    if default in ("", None, ()):
        return "empty"
    return {True: "yes", False: "no"}[default] if isinstance(default, bool) else str(default)

"""Coordinates are freed of the noise of floating-point sums, so that 0.1 + 0.2 is kept as 0.3."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from floorwright.model.kinds import KINDS, Variant
from floorwright.model.record import NOT_LENGTHS, Record

DECIMALS = 7
"""Of a millimetre: see docs/decisions/0007-how-finely-coordinates-are-kept.md."""
_NUMBERS = {
    name: tuple(field.name for field in fields(kind) if "float" in str(field.type)) for name, kind in KINDS.items()
}
AnyRecord = TypeVar("AnyRecord", bound=Record)


def rounded(record: AnyRecord) -> AnyRecord:
    """The record with its lengths rounded to `DECIMALS` and no number but floats where floats belong; the same object
    when that changes nothing."""
    changes: dict[str, Any] = {}
    if isinstance(record, Variant) and record.record is not None:
        inner = rounded(record.record)
        if inner is not record.record:
            changes["record"] = inner
    for name in _NUMBERS.get(record.KIND, ()):
        value = getattr(record, name)
        new = _floats(value, None if name in NOT_LENGTHS else DECIMALS)
        if new is not value:
            changes[name] = new
    return replace(record, **changes) if changes else record


def _floats(value: Any, decimals: int | None) -> Any:
    """The value with its numbers as floats, rounded and without minus zero; the same object when it is so already."""
    if isinstance(value, float | int) and not isinstance(value, bool):
        new = (float(value) if decimals is None else round(float(value), decimals)) + 0.0
        return value if type(value) is float and repr(new) == repr(value) else new
    if isinstance(value, tuple):
        items = tuple(_floats(item, decimals) for item in value)
        return value if all(new is old for new, old in zip(items, value, strict=True)) else items
    return value

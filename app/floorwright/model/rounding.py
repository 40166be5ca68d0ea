"""Coordinates are kept to the thousandth of a millimetre, so that saving and loading changes nothing."""

from dataclasses import fields, replace
from typing import Any, TypeVar

from floorwright.model.kinds import Variant
from floorwright.model.record import Record

DECIMALS = 3
# Shares, scales, speeds and drawing units are not lengths on the floor: they keep every digit they have.
_EXACT = {
    "scale", "origin_u", "origin_v", "opacity", "speed_m_s", "load_s", "unload_s", "cost_per_h", "available_h_per_day",
    "quantity_per_day", "unit_load", "time_s", "rotation",
}  # fmt: skip
AnyRecord = TypeVar("AnyRecord", bound=Record)


def rounded(record: AnyRecord) -> AnyRecord:
    """The record with its lengths rounded to 0.001 mm; the same object when they already are."""
    changes: dict[str, Any] = {}
    if isinstance(record, Variant) and record.record is not None:
        inner = rounded(record.record)
        if inner is not record.record:
            changes["record"] = inner
    for field in fields(record):
        if field.name in _EXACT:
            continue
        value = getattr(record, field.name)
        new = _round(value)
        if new != value:
            changes[field.name] = new
    return replace(record, **changes) if changes else record


def _round(value: Any) -> Any:
    if isinstance(value, float):
        return round(value, DECIMALS) + 0.0
    if isinstance(value, tuple):
        return tuple(_round(item) for item in value)
    return value

"""What every record in a plan has, and the checks that keep impossible values out."""

import math
import os
from dataclasses import dataclass, fields
from functools import cache
from typing import ClassVar

from floorwright.errors import InvalidRecord

Point = tuple[float, float]
"""A place on the floor, x and y in millimetres."""

NOT_LENGTHS = {
    "scale", "origin_u", "origin_v", "opacity", "speed_m_s", "load_s", "unload_s", "cost_per_h", "available_h_per_day",
    "quantity_per_day", "unit_load", "time_s", "rotation", "lot_size", "labour_cost_per_h", "cost_per_m", "distance_m",
    "quantity", "people", "proposed_time_s", "proposed_distance_m",
    "moving_cost", "production_lost", "extra_cost_per_day", "working_days_per_year", "discount_percent", "years",
    "t_s", "shift_s", "trips", "trips_per_shift", "placed",
    "speed_empty_m_s", "loads_at_once", "pieces", "percent", "scrap_percent", "weight_kg", "capacity", "runs_per_day",
    "interval_min", "weights", "shares",
}  # fmt: skip
"""Fields with numbers that are no lengths on the floor: they are not rounded and may be of any size."""

_ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LARGEST_MM = 1e10
"""No plan holds a coordinate beyond 10,000 km; what is larger is a mistake in a file."""


def new_id() -> str:
    """A short random id, made once and never changed."""
    # Asked of the system once for all ten letters: a hundred thousand rows that are pasted need as many ids.
    number = int.from_bytes(os.urandom(12))
    letters = []
    for _ in range(10):
        number, place = divmod(number, len(_ALPHABET))
        letters.append(_ALPHABET[place])
    return "".join(letters)


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """One row of the plan. Lengths are millimetres, angles degrees counter-clockwise, times seconds.

    `extra` keeps fields that a newer version wrote and this one does not know: pairs of name and JSON text.
    """

    KIND: ClassVar[str] = ""
    VERSION: ClassVar[int] = 1
    SHARED: ClassVar[bool] = False
    """Whether all scenarios share the record, whatever scenario is being edited."""

    id: str
    extra: tuple[tuple[str, str], ...] = ()

    def __post_init__(self) -> None:
        """Refuse values no floor can have; a kind adds its own refusals in `check`."""
        if not self.id:
            raise InvalidRecord(f"A {self.KIND} has no id.")
        where = f"{self.KIND} {self.id}"
        # mypy takes the hash of a class for that of its objects.
        for name, largest in _bounds(type(self)):  # type: ignore[arg-type]
            refuse_unbounded(getattr(self, name), where, name, largest)
        self.check()

    def check(self) -> None:
        """Raise InvalidRecord when the values of this kind make no sense together."""

    def needs(self) -> tuple[str, ...]:
        """The ids of the records without which this one has no meaning."""
        return ()


@cache
def _bounds(kind: type[Record]) -> tuple[tuple[str, float], ...]:
    """Every field of a kind, with the largest number that it may hold."""
    return tuple((field.name, math.inf if field.name in NOT_LENGTHS else LARGEST_MM) for field in fields(kind))


def refuse_unbounded(value: object, where: str, name: str, largest: float = math.inf) -> None:
    """Refuse a number that is not finite or too large, and text that cannot be written; also inside a tuple.

    Raises:
        InvalidRecord: naming the record and the field.
    """
    if isinstance(value, float):
        if not math.isfinite(value):
            raise InvalidRecord(f"{where}: {name} is not a finite number.")
        if abs(value) > largest:
            raise InvalidRecord(f"{where}: {name} is beyond {largest / 1e6:,.0f} km.")
    elif isinstance(value, str):
        if not value.isascii():
            _refuse_half_characters(value, where, name)
    elif isinstance(value, tuple):
        for item in value:
            refuse_unbounded(item, where, name, largest)


def _refuse_half_characters(text: str, where: str, name: str) -> None:
    try:
        text.encode()
    except UnicodeEncodeError:
        # Half of a surrogate pair, which some clipboards give: no file can hold it.
        raise InvalidRecord(f"{where.encode(errors='replace').decode()}: {name} holds half a character.") from None


def refuse_unless(good: bool, where: str, sentence: str) -> None:
    """Raise InvalidRecord saying `sentence` about the record `where`, unless `good`."""
    if not good:
        raise InvalidRecord(f"{where}: {sentence}")

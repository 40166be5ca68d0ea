"""The units a column of a study can be given in: `time_s` is understood as `time_min` too, and a cell as `3 min`."""

import math
import re
from collections.abc import Mapping
from functools import lru_cache

from floorwright.errors import FloorwrightError
from floorwright.units import parse_number

FAMILIES: tuple[Mapping[str, float], ...] = (
    {"s": 1.0, "min": 60.0, "h": 3600.0, "tmu": 0.036, "cmin": 0.6, "dmh": 0.36, "ms": 0.001},
    {"m": 1.0, "mm": 0.001, "cm": 0.01, "km": 1000.0, "in": 0.0254, "ft": 0.3048},
    {"m_s": 1.0, "m_min": 1 / 60, "km_h": 1 / 3.6, "ft_s": 0.3048, "ft_min": 0.3048 / 60, "mph": 0.44704},
    {"per_s": 3600.0, "per_min": 60.0, "per_h": 1.0},
    {"pct": 0.01, "share": 1.0},
    {"kg": 1.0, "g": 0.001, "t": 1000.0, "lb": 0.45359237},
    {"m2": 1.0, "ft2": 0.09290304},
)
"""Units that can stand for each other, by what ends a column's name. A TMU is 0.036 s, cmin a hundredth of a minute,
dmh a ten-thousandth of an hour."""
_WRITTEN = {"%": "pct", "m/s": "m_s", "m/min": "m_min", "km/h": "km_h", "ft/min": "ft_min", "/h": "per_h", "hr": "h",
            "hrs": "h", "sec": "s", "mins": "min", "m²": "m2", "ft²": "ft2", "second": "s", "seconds": "s",
            "secs": "s", "minute": "min", "minutes": "min", "hour": "h", "hours": "h", "percent": "pct"}  # fmt: skip
_SPELLED_OUT: Mapping[str, tuple[str, ...]] = {
    "s": ("sec", "secs", "second", "seconds"),
    "min": ("mins", "minute", "minutes"),
    "h": ("hr", "hrs", "hour", "hours"),
    "per_min": ("per_minute",),
    "per_h": ("per_hr", "per_hour"),
    "m": ("metre", "metres", "meter", "meters"),
    "ft": ("feet",),
    "pct": ("percent",),
}
"""Units as tables in books write them in the heads of columns: `Time (minutes)`."""
_WITH_UNIT = re.compile(r"([+-]?[\d.,]+(?:[eE][+-]?\d+)?)\s*([^\W\d_].*|[%/].*)")


def named_units(name: str) -> Mapping[str, float]:
    """Every name under which a column or option is understood, each with the factor to the unit of `name` itself."""
    found = _family(name)
    if found is None:
        return {name: 1.0}
    stem, unit, family = found
    return {
        f"{stem}_{written}": size / family[unit]
        for other, size in family.items()
        for written in (other, *_SPELLED_OUT.get(other, ()))
    }


def unit_of(name: str) -> str:
    """The unit with which a name ends, as in a column's name; "" for a name without such a unit."""
    found = _family(name)
    return "" if found is None else found[1]


def number_of(text: str, name: str) -> float:
    """The number in a cell, in the unit of the column `name`; a cell may say its own unit, as in `3 min` or `5 %`.

    Raises:
        FloorwrightError: when it is no number, or its unit is another kind of unit.
    """
    given = _WITH_UNIT.fullmatch(text.strip())
    if given is None or given[2][:1] in "eE":
        return parse_number(text)
    found = _family(name)
    written = given[2].strip().casefold()
    unit = _WRITTEN.get(written, written)
    if found is None or unit not in found[2]:
        raise FloorwrightError(f"“{text.strip()[:40]}” is not a number.", hint="Write it like 12.5 or 12,5.")
    value = parse_number(given[1]) * found[2][unit] / found[2][found[1]]
    if not math.isfinite(value):
        raise FloorwrightError(f"“{text.strip()[:40]}” is too large.", hint="Write a smaller number.")
    return value


@lru_cache(maxsize=4096)
def _family(name: str) -> tuple[str, str, Mapping[str, float]] | None:
    """The stem of a name, its unit and the units that can stand for it; None for a name without such a unit."""
    found = [
        (name.removesuffix(f"_{unit}"), unit, family)
        for family in FAMILIES
        for unit in family
        if name.endswith(f"_{unit}")
    ]
    return min(found, key=lambda one: len(one[0])) if found else None

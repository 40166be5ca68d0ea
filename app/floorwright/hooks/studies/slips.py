"""Percentages that look like shares: 0.9 typed where 90 % was meant."""

from collections.abc import Mapping

from floorwright.hooks.studies.method import StudyFinding, StudyInput

_SUSPECT = {
    "rating_pct": 3.0,
    "standard_rating": 3.0,
    "confidence_pct": 1.0,
    "p_pct": 1.0,
    "share_pct": 1.0,
    "allowance_pct": 1.0,
    "personal_pct": 1.0,
    "fatigue_basic_pct": 1.0,
    "fatigue_variable_pct": 1.0,
    "delay_pct": 1.0,
}
"""Up to which value a percentage of that name is more likely a share."""


def slips_of(given: StudyInput) -> list[StudyFinding]:
    """A finding for each option, and once for each column, that holds such a number; it is computed as it stands."""
    places: list[tuple[str, str, Mapping[str, object]]] = [("options", "options", given.options)]
    for table, rows in given.tables.items():
        places += [(table, f"{table}, row {row.number}", row.values) for row in rows]
    found: dict[tuple[str, str], StudyFinding] = {}
    for table, where, values in places:
        for name, most in _SUSPECT.items():
            value = values.get(name)
            if isinstance(value, int | float) and not isinstance(value, bool) and 0 < value <= most:
                share = f", or call it {name.removesuffix('_pct')}_share" if name.endswith("_pct") else ""
                what = f"{where}: {name} is {value:g} % and looks like a share"
                found.setdefault((table, name), StudyFinding(what, f"if so, write {value * 100:g}{share}"))
    return list(found.values())

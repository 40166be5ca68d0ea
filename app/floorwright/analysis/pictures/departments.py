"""Which department every station belongs to, and how much is moved between departments."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from floorwright.analysis.order import name_key
from floorwright.analysis.result import FlowFigures
from floorwright.geometry.polygon import area, contains
from floorwright.model.diff import Records
from floorwright.model.kinds import Machine, Zone

CONVENTION = (
    "A station belongs to the department that it names, or else to the smallest zone that its centre lies in; "
    "without either it stands for itself."
)


@dataclass(frozen=True, slots=True)
class Movement:
    """What goes from one department to another a day."""

    start: str
    end: str
    trips_per_day: float
    quantity_per_day: float
    moment_m_per_day: float
    flows: tuple[str, ...]


def departments(records: Records) -> dict[str, str]:
    """The department of every station by its id; what has none stands for itself, under its own name."""
    zones = sorted((r for r in records.values() if isinstance(r, Zone)), key=lambda z: (area(z.points), z.id))
    return {
        record.id: record.department.strip() or _zone_of(record, zones) or record.name
        for record in records.values()
        if isinstance(record, Machine)
    }


def has_departments(records: Records) -> bool:
    """Whether any two stations belong together."""
    named = departments(records)
    return len(set(named.values())) < len(named)


def movements(
    records: Records, flows: Iterable[FlowFigures], named: Mapping[str, str] | None = None
) -> tuple[Movement, ...]:
    """What goes between departments, and within each, by the names of from and to. Flows without a way are left out.

    `named` gives what each station belongs to, by its id; without it that is its department.
    """
    named = departments(records) if named is None else named
    parts: dict[tuple[str, str], list[FlowFigures]] = {}
    for figures in flows:
        if figures.distance_m is not None:
            pair = (named.get(figures.start_id, figures.start), named.get(figures.end_id, figures.end))
            parts.setdefault(pair, []).append(figures)
    found = [
        Movement(
            start, end,
            fsum(f.trips_per_day for f in own),
            fsum(f.quantity_per_day for f in own),
            fsum(f.trips_per_day * (f.distance_m or 0.0) for f in own),
            tuple(f.flow for f in own),
        )
        for (start, end), own in parts.items()
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda m: (name_key(m.start), name_key(m.end))))


def closeness_flow(moves: Sequence[Movement], of: str = "trips_per_day") -> Mapping[frozenset[str], float]:
    """What goes between each two departments, both directions together and each flow once; nothing within one."""
    sums: dict[frozenset[str], list[float]] = {}
    for move in moves:
        if move.start != move.end:
            sums.setdefault(frozenset((move.start, move.end)), []).append(getattr(move, of))
    return {pair: fsum(parts) for pair, parts in sums.items()}


def _zone_of(machine: Machine, zones: Sequence[Zone]) -> str:
    at = (machine.x, machine.y)
    return next((zone.name.strip() for zone in zones if zone.name.strip() and contains(zone.points, at)), "")

"""A system of components: its reliability, availability and mean life from its structure."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise

from floorwright.api import Column, StudyFailed, StudyInput, Table
from floorwright_builtin.machine_time.structure import Block, Group, Part, at_least, chance, names_in, parsed


@dataclass(frozen=True, slots=True, kw_only=True)
class Component:
    """Equal units in one place of the structure, of which `needed` have to work."""

    name: str
    units: int
    needed: int
    mtbf: float | None
    reliability: float | None
    availability: float | None

    def works(self, one: float | None) -> float | None:
        """The chance that enough of its units work."""
        return None if one is None else at_least(self.needed, [one] * self.units)


@dataclass(frozen=True, slots=True, kw_only=True)
class System:
    """The figures of a system; `table` has its components."""

    block: Block | None = None
    components: tuple[Component, ...] = ()
    reliability: float | None = None
    availability: float | None = None
    mtbf: float | None = None
    table: Table | None = None

    def over_time(self, time: float) -> float | None:
        """R(t), where every component has a mean time between failures."""
        if self.block is None or any(one.mtbf is None for one in self.components):
            return None
        chances = {one.name: one.works(math.exp(-time / (one.mtbf or 1.0))) or 0.0 for one in self.components}
        return chance(self.block, chances)


def system_given(
    given: StudyInput, mtbf: float | None, mttr: float | None, reliability: float | None, availability: float | None
) -> System:
    """The system of the table `components`, or of equal units like the one that was studied.

    Raises:
        StudyFailed: for a structure that cannot be read or names what is not in the table.
    """
    components = _components(given)
    if not components:
        units = int(given.number("units"))
        if reliability is None and availability is None:
            return System()
        one = Component(
            name="unit", units=units, needed=_needed(given, units), mtbf=mtbf, reliability=reliability,
            availability=availability,
        )  # fmt: skip
        return _figures((one,), Part("unit"), listed=False)
    text = given.text("structure")
    if text:
        block = _named(parsed(text), components)
    elif len(components) == 1:
        block = Part(components[0].name)
    else:
        block = Group(tuple(Part(one.name) for one in components), _needed(given, len(components)))
    return _figures(components, block, listed=True)


def _needed(given: StudyInput, count: int) -> int:
    """How many of so many have to work: as stated, else all in series and one in parallel."""
    stated = given.number_or_none("needed")
    needed = int(stated) if stated is not None else 1 if given.text("arrangement") == "parallel" else count
    if needed > count:
        raise StudyFailed(f"{needed} of {count} cannot work.", hint="Lower needed, or raise units.")
    return needed


def _components(given: StudyInput) -> tuple[Component, ...]:
    mission = given.number_or_none("mission_h")
    found: dict[str, Component] = {}
    for row in given.rows("components"):
        name = row.text("component") or f"component {row.number}"
        where = f"components, row {row.number}"
        if name.casefold() in found:
            raise StudyFailed(f"{where}: {name} is there twice.", hint="Give it another name, or use units.")
        rate, mtbf, mttr = (row.number_or_none(key) for key in ("failure_rate_per_h", "mtbf_h", "mttr_h"))
        mtbf = 1 / rate if mtbf is None and rate else mtbf
        works = row.number_or_none("reliability")
        if works is None and mtbf is not None and mission is not None:
            works = math.exp(-mission / mtbf)
        up = row.number_or_none("availability")
        if up is None and mtbf is not None and mttr is not None:
            up = mtbf / (mtbf + mttr)
        units = row.whole("units", 1)
        needed = row.whole("needed", units)
        if needed > units:
            raise StudyFailed(f"{where}: {needed} of {units} cannot work.", hint="Lower needed, or raise units.")
        found[name.casefold()] = Component(
            name=name, units=units, needed=needed, mtbf=mtbf, reliability=works, availability=up
        )
    return tuple(found.values())


def _named(block: Block, components: tuple[Component, ...]) -> Block:
    """The structure with the names of the table."""
    known = {one.name.casefold(): one.name for one in components}
    unknown = [name for name in names_in(block) if name.casefold() not in known]
    if unknown:
        raise StudyFailed(
            f"The structure names “{unknown[0]}”, which is not in the table components.",
            hint=f"It has: {', '.join(one.name for one in components[:10])}.",
        )

    def renamed(part: Block) -> Block:
        if isinstance(part, Part):
            return Part(known[part.name.casefold()])
        return Group(tuple(renamed(one) for one in part.parts), part.needed)

    return renamed(block)


def _figures(components: tuple[Component, ...], block: Block, *, listed: bool) -> System:
    used = set(names_in(block))
    parts = tuple(one for one in components if one.name in used)

    def of(chances: Mapping[str, float | None]) -> float | None:
        known = {name: value for name, value in chances.items() if value is not None}
        return chance(block, known) if len(known) == len(chances) else None

    return System(
        block=block,
        components=parts,
        reliability=of({one.name: one.works(one.reliability) for one in parts}),
        availability=of({one.name: one.works(one.availability) for one in parts}),
        mtbf=_mean_life(System(block=block, components=parts)),
        table=_table(components) if listed else None,
    )


def _mean_life(system: System) -> float | None:
    """The area under R(t), by Gauss–Legendre in pieces that grow with t."""
    means = [one.mtbf for one in system.components]
    if not means or any(mean is None for mean in means):
        return None
    import numpy as np

    known = [mean for mean in means if mean is not None]
    shortest = min(known) / sum(one.units for one in system.components)
    points, weights = np.polynomial.legendre.leggauss(16)
    edges = np.concatenate([[0.0], np.geomspace(shortest * 1e-2, max(known) * 60, 40)])
    total: float = 0.0
    for low, high in pairwise(edges.tolist()):
        for point, weight in zip(points.tolist(), weights.tolist(), strict=True):
            value = system.over_time((high - low) / 2 * point + (high + low) / 2)
            total += weight * (high - low) / 2 * (value or 0.0)
    return total


def _table(components: tuple[Component, ...]) -> Table:
    columns = (
        Column("Component"),
        Column("Units", type="integer", decimals=0),
        Column("Needed", type="integer", decimals=0),
        Column("MTBF", "h", "number"),
        Column("Reliability of one", type="number", decimals=6),
        Column("Reliability", type="number", decimals=6),
        Column("Availability of one", type="number", decimals=6),
        Column("Availability", type="number", decimals=6),
    )
    rows = tuple(
        (
            one.name,
            one.units,
            one.needed,
            one.mtbf,
            one.reliability,
            one.works(one.reliability),
            one.availability,
            one.works(one.availability),
        )
        for one in components
    )
    return Table("Components", columns, rows)

"""The hours that operations ask of machines, gathered by type of machine."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from math import fsum

from floorwright.api import StudyFailed, StudyInput, StudyRow
from floorwright_builtin.capacity.counts import whole
from floorwright_builtin.capacity.routings import Passage
from floorwright_builtin.capacity.working_time import WorkingTime

ONE_TYPE = "machine"


@dataclass(frozen=True, slots=True, kw_only=True)
class Load:
    """The hours that one operation asks of its machine: by the standard, and at its efficiency and reliability."""

    passage: Passage
    machine: str
    run_h: float
    setup_h: float
    lots: float
    loaded_h: float

    @property
    def standard_h(self) -> float:
        return self.run_h + self.setup_h


@dataclass(slots=True, kw_only=True)
class MachineType:
    """Machines that can stand for each other: hours asked of them, hours each gives, how many are needed and there."""

    name: str
    now: int | None
    given_h: float
    loads: list[Load] = field(default_factory=list)
    machines_per_operator: float = 1.0

    @property
    def standard_h(self) -> float:
        return fsum(load.standard_h for load in self.loads)

    @property
    def loaded_h(self) -> float:
        return fsum(load.loaded_h for load in self.loads)

    def exact(self, given_h: float | None = None) -> float:
        """Machines needed, not rounded; of `given_h` hours each."""
        hours = self.given_h if given_h is None else given_h
        return self.loaded_h / hours if hours > 0 else math.inf if self.loaded_h else 0.0

    @property
    def busy(self) -> float:
        """The share of its time that a machine of those needed is busy, or of those that are there if any are."""
        there = self.now if self.now is not None else whole(self.exact())
        return self.exact() / there if there else math.inf if self.exact() else 0.0


def machine_types(given: StudyInput, flows: Sequence[Passage], time: WorkingTime) -> list[MachineType]:
    """The types of machine in the order in which they appear, each with its operations."""
    stated = {row.text("machine").casefold(): row for row in given.rows("machines")}
    types: dict[str, MachineType] = {}
    for passage in flows:
        row = passage.row
        name = row.text("machine") or row.text("operation") or ONE_TYPE
        one = _type(given, stated, types, name, time)
        one.loads.append(_load(given, passage, one, stated.get(name.casefold())))
        again = row.number_in("rework_time_s") * passage.reworked / 3600
        if again > 0:
            place = row.text("rework_machine") or name
            other = _type(given, stated, types, place, time)
            loaded = again / _rate(given, row, stated.get(place.casefold()))
            other.loads.append(
                Load(passage=passage, machine=other.name, run_h=again, setup_h=0.0, lots=0.0, loaded_h=loaded)
            )
    return list(types.values())


def _type(
    given: StudyInput, stated: dict[str, StudyRow], types: dict[str, MachineType], name: str, time: WorkingTime
) -> MachineType:
    row = stated.get(name.casefold())
    hours = None if row is None else row.number_or_none("available_h")
    found = types.get(name.casefold())
    if found is None:
        now = None if row is None else row.number_or_none("machines_now")
        now = given.number_or_none("machines_now") if now is None else now
        share = None if row is None else row.number_or_none("machines_per_operator")
        found = types[name.casefold()] = MachineType(
            name=name,
            now=None if now is None else int(now),
            given_h=(time.hours() if hours is None else hours) * (1 - given.number("cushion_pct") / 100),
            machines_per_operator=share or given.number("machines_per_operator"),
        )
    return found


def _load(given: StudyInput, passage: Passage, one: MachineType, stated: StudyRow | None) -> Load:
    row = passage.row
    pieces = passage.into if given.text("machined_pieces") == "into the operation" else passage.out
    run = _time(row) * pieces / 3600
    lots = _lots(given, row, pieces)
    setup = row.number_in("setup_s") * lots / 3600
    efficiency, reliability = _efficiency(given, row, stated), _reliability(given, row, stated)
    slowed = setup / efficiency if given.yes("setup_at_efficiency") else setup
    return Load(
        passage=passage,
        machine=one.name,
        run_h=run,
        setup_h=setup,
        lots=lots,
        loaded_h=(run / efficiency + slowed) / reliability,
    )


def _time(row: StudyRow) -> float:
    """Standard seconds a piece, from the time or from the rate.

    Raises:
        StudyFailed: when both are given and differ.
    """
    time, rate = row.number_in("time_s"), row.number_or_none("rate_per_h")
    if rate is None:
        return time
    if time > 0 and abs(time * rate - 3600) > 3.6:
        raise StudyFailed(
            f"operations, row {row.number}: {rate:g} pieces an hour are not {time:g} s a piece.",
            hint="Give one of them.",
        )
    return 3600 / rate


def _lots(given: StudyInput, row: StudyRow, pieces: float) -> float:
    """How often the machine is set up in the period: as stated, once a lot, or once."""
    setups, lot = row.number_or_none("setups"), row.number_or_none("lot")
    if setups is not None:
        return setups
    if lot is None:
        return 1.0 if row.number_in("setup_s") > 0 and pieces > 0 else 0.0
    return float(whole(pieces / lot)) if given.yes("whole_lots") else pieces / lot


def _efficiency(given: StudyInput, row: StudyRow, stated: StudyRow | None) -> float:
    return _first("efficiency_pct", row, stated, given.number("efficiency_pct")) / 100


def _reliability(given: StudyInput, row: StudyRow, stated: StudyRow | None) -> float:
    return _first("reliability_pct", row, stated, given.number("reliability_pct")) / 100


def _rate(given: StudyInput, row: StudyRow, stated: StudyRow | None) -> float:
    return _efficiency(given, row, stated) * _reliability(given, row, stated)


def _first(name: str, row: StudyRow, stated: StudyRow | None, otherwise: float) -> float:
    """What the operation says, else what its machine says, else what holds for the study."""
    own = row.number_or_none(name)
    if own is not None:
        return own
    theirs = None if stated is None else stated.number_or_none(name)
    return otherwise if theirs is None else theirs

"""What the figures of a scenario would be with other records: computed as always, but only what is touched."""

from collections.abc import Mapping

from floorwright.analysis.calculation import Calculation
from floorwright.analysis.result import Totals
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.model.diff import Change, Records
from floorwright.model.kinds import DistanceMode
from floorwright.model.record import Record


class WhatIf:
    """Holds a copy of a scenario's records; each question changes some of them for as long as it takes to answer."""

    def __init__(self, records: Records, mode: DistanceMode, barriers: Barriers = nothing_drawn) -> None:
        self._as_is = records
        self._now = dict(records)
        self._changed: frozenset[str] = frozenset()
        self._calculation = Calculation(self._now, mode, barriers=barriers)

    @property
    def records(self) -> Records:
        """The records as they are, without anything changed."""
        return self._as_is

    def totals(self, changed: Mapping[str, Record]) -> Totals:
        """The sums a day when these records were so. Ids that the scenario does not have are passed over."""
        wanted = {id: record for id, record in changed.items() if id in self._as_is}
        diff = {
            id: Change(self._now[id], now)
            for id in self._changed | wanted.keys()
            if self._now[id] != (now := wanted.get(id, self._as_is[id]))
        }
        for id, change in diff.items():
            assert change.after is not None
            self._now[id] = change.after
        self._changed = frozenset(wanted)
        self._calculation.update(diff)
        return self._calculation.totals()

"""The scenario that is looked at, kept current by the document's diffs: what the scene and the live figures mirror."""

from types import MappingProxyType
from typing import TypeVar

from floorwright.model.diff import Change, Diff, Records, apply, difference
from floorwright.model.document import Document
from floorwright.model.kinds import PRESENT, Variant
from floorwright.model.record import Record
from floorwright.model.scenario import in_scenario, scenario_records
from floorwright.model.signal import Signal

AnyRecord = TypeVar("AnyRecord", bound=Record)


class View:
    """The records of one scenario of a document. `changed` gives diffs of what is seen, also when it is switched."""

    def __init__(self, document: Document, scenario: str = PRESENT) -> None:
        self.document = document
        self._scenario = scenario
        self._records = scenario_records(document.records, scenario)
        self.changed: Signal[Diff] = Signal()
        self._leave = document.changed.connect(self._follow)

    @property
    def scenario(self) -> str:
        """The id of the scenario that is seen."""
        return self._scenario

    @property
    def records(self) -> Records:
        """The records of the scenario, read only and always current."""
        return MappingProxyType(self._records)

    def of(self, kind: type[AnyRecord]) -> list[AnyRecord]:
        """The records of one kind, in the order in which they were made."""
        return [record for record in self._records.values() if isinstance(record, kind)]

    def show(self, scenario: str) -> None:
        """Look at another scenario; listeners get the difference."""
        self._scenario = scenario
        self._become(difference(self._records, scenario_records(self.document.records, scenario)))

    def close(self) -> None:
        """Stop following the document."""
        self._leave()

    def _follow(self, diff: Diff) -> None:
        if self._scenario != PRESENT and self._scenario not in self.document.records:
            self.show(PRESENT)
            return
        touched: dict[str, None] = {}
        for key, change in diff.items():
            variant = change.after or change.before
            if isinstance(variant, Variant):
                if variant.scenario == self._scenario:
                    touched[variant.of] = None
            else:
                touched[key] = None
        seen: dict[str, Change] = {}
        for key in touched:
            before, after = self._records.get(key), self._now(key)
            if before != after:
                seen[key] = Change(before, after)
        self._become(seen)

    def _now(self, key: str) -> Record | None:
        return in_scenario(self.document.records, self._scenario, key)

    def _become(self, diff: Diff) -> None:
        if diff:
            apply(self._records, diff)
            self.changed.emit(diff)

"""The document: the records of a plan, the edit that is open, and what can be undone."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType, TracebackType
from typing import Literal, TypeVar

from floorwright.errors import EditRefused
from floorwright.model.diff import NO_CHANGE, Change, Diff, Records, apply, compose, invert
from floorwright.model.kinds import PLAN_ID, PRESENT, Plan, Scenario, Variant, variant_id
from floorwright.model.record import Record
from floorwright.model.rounding import rounded
from floorwright.model.signal import Signal

AnyRecord = TypeVar("AnyRecord", bound=Record)


@dataclass(frozen=True, slots=True)
class Step:
    """One committed change: a thing the user did, undid or did again."""

    label: str
    diff: Diff
    origin: Literal["edit", "undo", "redo"] = "edit"


class Document:
    """A plan that can be edited and undone.

    `changed` gives every diff at once, also in mid-drag; `committed` gives each finished step.
    `rules` run before a commit and may put and remove more, in the same step.
    """

    def __init__(self, records: Records | None = None, rules: tuple["Rule", ...] | None = None) -> None:
        from floorwright.model.rules import RULES

        start = {key: rounded(record) for key, record in (records or {}).items()}
        start.setdefault(PLAN_ID, Plan(id=PLAN_ID))
        self._records: dict[str, Record] = start
        self._rules = RULES if rules is None else rules
        self._done: list[Step] = []
        self._undone: list[Step] = []
        self._open: Edit | None = None
        self.revision = 0
        """Grows with every change, also in mid-drag; a result that carries an older one is stale."""
        self.changed: Signal[Diff] = Signal()
        self.committed: Signal[Step] = Signal()

    @property
    def records(self) -> Records:
        """Every record by its id, variants of scenarios included; read only and always current."""
        return MappingProxyType(self._records)

    @property
    def plan(self) -> Plan:
        """The title block and conventions of the plan."""
        plan = self._records[PLAN_ID]
        assert isinstance(plan, Plan)
        return plan

    def edit(self, label: str, scenario: str = PRESENT) -> "Edit":
        """Open an edit, as a context manager or to hold from press to release.

        Raises:
            EditRefused: when another edit is still open.
        """
        if self._open is not None:
            raise EditRefused(f"“{self._open.label}” is not finished.", hint="Finish or cancel it first.")
        if scenario != PRESENT and not isinstance(self._records.get(scenario), Scenario):
            raise EditRefused("This scenario does not exist any more.", hint="Choose another scenario.")
        self._open = Edit(self, label, scenario)
        return self._open

    @property
    def editing(self) -> "Edit | None":
        """The edit that is open, if any."""
        return self._open

    @property
    def position(self) -> Step | None:
        """Where in its history the document is: while it is the same object, the committed records are the same."""
        return self._done[-1] if self._done else None

    def committed_records(self) -> dict[str, Record]:
        """A copy of the records without what an open edit has changed so far."""
        records = dict(self._records)
        if self._open is not None:
            apply(records, invert(self._open.diff))
        return records

    def can_undo(self) -> str | None:
        """What would be undone, in words; None when there is nothing."""
        return self._done[-1].label if self._done else None

    def can_redo(self) -> str | None:
        """What would be done again, in words; None when there is nothing."""
        return self._undone[-1].label if self._undone else None

    def undo(self) -> Step | None:
        """Take the last step back; an edit that is open is cancelled instead."""
        if self._open is not None:
            self._open.cancel()
            return None
        if not self._done:
            return None
        step = self._done.pop()
        self._undone.append(step)
        back = Step(step.label, invert(step.diff), "undo")
        self._carry_out(back)
        return back

    def redo(self) -> Step | None:
        """Do again what was last undone."""
        if self._open is not None or not self._undone:
            return None
        step = self._undone.pop()
        self._done.append(step)
        again = Step(step.label, step.diff, "redo")
        self._carry_out(again)
        return again

    def replay(self, step: Step) -> None:
        """Carry out a step read from a journal, as it was carried out then: it can be undone like any other."""
        match step.origin:
            case "undo" if self._done and self._done[-1].diff == invert(step.diff):
                self.undo()
            case "redo" if self._undone and self._undone[-1].diff == step.diff:
                self.redo()
            case _:
                self._apply(step.diff)
                self._finish(Step(step.label, step.diff))

    def _apply(self, diff: Diff) -> None:
        apply(self._records, diff)
        self.revision += 1
        self.changed.emit(diff)

    def _carry_out(self, step: Step) -> None:
        try:
            self._apply(step.diff)
        finally:
            # The step has happened, whatever a listener made of it: the journal must hear of it.
            self.committed.emit(step)

    def _finish(self, step: Step) -> None:
        self._done.append(step)
        self._undone.clear()
        self.committed.emit(step)


class Edit:
    """One change in the making: seen at once, one undo step when committed, nothing when cancelled.

    In a scenario other than the present, records that are not shared are put and removed as variants.
    """

    def __init__(self, document: Document, label: str, scenario: str) -> None:
        self.label = label
        self.scenario = scenario
        self._document = document
        self._diff: Diff = NO_CHANGE
        self._open = True

    @property
    def diff(self) -> Diff:
        """What has changed since the edit was opened."""
        return self._diff

    @property
    def records(self) -> Records:
        """The document's records, variants included."""
        return self._document.records

    def get(self, id: str) -> Record | None:
        """A record as it is in the scenario being edited."""
        variant = self._variant(id)
        return variant.record if variant else self._document.records.get(id)

    def put(self, *records: Record) -> None:
        """Add records, or replace those with the same ids; told to listeners as one change."""
        self._change({key: value for record in records for key, value in self._placed(record.id, record)})

    def remove(self, *ids: str) -> None:
        """Take records away; ids that are not there are passed over."""
        self._change({key: value for id in ids for key, value in self._placed(id, None)})

    def set(self, wanted: Mapping[str, Record | None]) -> None:
        """Put and remove exactly these keys of the document's table, variants like any other record."""
        self._change(wanted)

    def reset(self) -> None:
        """Take back what this edit did so far and stay open, for a drag that starts from the same place each move."""
        self._put_back()

    def commit(self) -> Step | None:
        """Finish: rules run, lengths are rounded, and the whole edit is one undo step. None when nothing changed.

        Raises:
            EditRefused, InvalidRecord: from a rule, or when rules contradict each other; everything is put back first.
        """
        self._require_open()
        try:
            self._round()
            self._settle()
        except BaseException:
            self.cancel()
            raise
        self._close()
        if not self._diff:
            return None
        step = Step(self.label, self._diff)
        self._document._finish(step)
        return step

    def cancel(self) -> None:
        """Put everything back as it was when the edit was opened."""
        if self._open:
            try:
                self._put_back()
            finally:
                self._close()

    def __enter__(self) -> "Edit":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if not self._open:
            return
        if kind is None:
            self.commit()
        else:
            self.cancel()

    def _variant(self, id: str) -> Variant | None:
        found = self._document.records.get(variant_id(self.scenario, id)) if self.scenario != PRESENT else None
        return found if isinstance(found, Variant) else None

    def _placed(self, id: str, record: Record | None) -> list[tuple[str, Record | None]]:
        present = self._document.records.get(id)
        shared = (record or present or self).__class__
        if self.scenario == PRESENT or getattr(shared, "SHARED", False):
            return [(id, record)]
        if record is not None and present is not None and type(record) is not type(present):
            raise EditRefused(f"“{id}” is a {present.KIND} and cannot become a {record.KIND}.")
        key = variant_id(self.scenario, id)
        if record == present:
            return [(key, None)]
        return [(key, Variant(id=key, scenario=self.scenario, of=id, record=record))]

    def _change(self, wanted: Mapping[str, Record | None]) -> None:
        self._require_open()
        records = self._document.records
        diff = {
            key: Change(records.get(key), after)
            for key, after in wanted.items()
            if records.get(key) != after and not (key == PLAN_ID and after is None)
        }
        for key, change in diff.items():
            _refuse_misplaced(key, change)
        self._carry_out(diff)

    def _carry_out(self, diff: Diff) -> None:
        if diff:
            self._diff = compose(self._diff, diff)
            self._document._apply(diff)

    def _round(self) -> None:
        changed = [(key, change.after) for key, change in self._diff.items() if change.after is not None]
        exact = [(key, record, rounded(record)) for key, record in changed]
        # Compared by identity: 1 and 1.0 are equal, but only one of them is written as a length.
        self._carry_out({key: Change(record, new) for key, record, new in exact if new is not record})

    def _settle(self) -> None:
        for _ in range(_MOST_ROUNDS):
            before = self._diff
            for rule in self._document._rules:
                rule(self, self._diff)
            if self._diff is before:
                return
        raise EditRefused(f"“{self.label}” is not possible: the rules of the plan contradict each other.")

    def _put_back(self) -> None:
        self._require_open()
        if self._diff:
            back = invert(self._diff)
            self._diff = NO_CHANGE
            self._document._apply(back)

    def _require_open(self) -> None:
        if not self._open:
            raise EditRefused(f"“{self.label}” is already finished.")

    def _close(self) -> None:
        self._open = False
        self._document._open = None


_MOST_ROUNDS = 50


def _refuse_misplaced(key: str, change: Change) -> None:
    """Refuse what would break the table: a record under another id, or an id that changes its kind."""
    before, after = change.before, change.after
    if after is None:
        return
    if after.id != key or (isinstance(after, Variant) and key != variant_id(after.scenario, after.of)):
        raise EditRefused(f"The record “{after.id}” cannot stand under the id “{key}”.")
    if (key == PLAN_ID) != isinstance(after, Plan) or (before is not None and type(before) is not type(after)):
        raise EditRefused(f"“{key}” cannot become a {after.KIND}.")


Rule = Callable[[Edit, Diff], None]
"""Runs before a commit; may put and remove through the edit, or raise EditRefused."""

"""Whatever is done in whatever order: undo gives the start, mirrors agree, what is saved is what is opened."""

import os
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from floorwright.errors import EditRefused
from floorwright.model.diff import apply
from floorwright.model.document import Document, Edit, Step
from floorwright.model.kinds import (
    PRESENT,
    Flow,
    Label,
    Machine,
    Method,
    Opening,
    Plan,
    Product,
    Scenario,
    Variant,
    Wall,
    variant_id,
)
from floorwright.model.record import Record
from floorwright.model.rules import needed
from floorwright.model.scenario import in_scenario, scenario_records
from floorwright.model.view import View
from floorwright.storage.document_json import decode_document, encode_document
from floorwright.storage.journal_lines import step_in, step_payload
from floorwright.storage.plan_file import PlanFile
from floorwright.storage.saving import write

MACHINES, FLOWS, SCENARIOS = ("m1", "m2", "m3"), ("f1", "f2"), ("s1", "s2")
LENGTHS = st.floats(-1e5, 1e5)
RECORDS: st.SearchStrategy[Record] = st.one_of(
    st.builds(
        Machine,
        id=st.sampled_from(MACHINES),
        name=st.just("M"),
        x=LENGTHS,
        y=st.just(0),
        width=st.just(1),
        depth=st.just(1),
    ),
    st.builds(
        Flow,
        id=st.sampled_from(FLOWS),
        product=st.sampled_from(("p1", "p2")),
        start=st.sampled_from(MACHINES),
        end=st.sampled_from(MACHINES),
        method=st.sampled_from((None, "t1")),
        via=st.lists(st.one_of(st.sampled_from(MACHINES), st.tuples(LENGTHS, LENGTHS)), max_size=2).map(tuple),
    ),
    st.builds(Wall, id=st.just("w1"), x1=LENGTHS, y1=st.just(0.0), x2=st.just(2e5), y2=st.just(0.0)),
    st.builds(Opening, id=st.just("o1"), wall=st.just("w1"), at=LENGTHS, width=st.just(900.0)),
    st.builds(Label, id=st.just("l1"), x=LENGTHS, y=LENGTHS, text=st.text(max_size=5)),
    st.builds(Product, id=st.sampled_from(("p1", "p2")), name=st.sampled_from(("Shaft", "Bolt"))),
    st.builds(Method, id=st.just("t1"), name=st.just("Truck"), speed_m_s=st.floats(0.1, 9)),
    st.builds(Scenario, id=st.sampled_from(SCENARIOS), name=st.sampled_from(("A", "B"))),
    st.builds(Plan, id=st.just("plan"), title=st.text(max_size=5)),
)
IDS = st.sampled_from((*MACHINES, *FLOWS, *SCENARIOS, "w1", "o1", "l1", "p1", "p2", "t1", "plan", "gone"))


class Editing(RuleBasedStateMachine):
    """One plan with its file, a mirror fed by diffs, a view of each scenario, and a journal read back."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "plan.floorwright"
        self.edit: Edit | None = None
        self.steps: list[Step] = []

    @initialize()
    def begin(self) -> None:
        self._use(PlanFile.new(journal=False))
        with self.document.edit("Begin") as edit:
            edit.put(*(Machine(id=id, name=id, x=0.0, y=0.0, width=1.0, depth=1.0) for id in MACHINES))
            edit.put(
                Product(id="p1", name="Shaft"), Scenario(id="s1", name="A"), Method(id="t1", name="T", speed_m_s=1)
            )
            edit.put(Flow(id="f1", product="p1", start="m1", end="m2", via=("m3",), method="t1"))

    def _use(self, plan: PlanFile) -> None:
        self.plan, self.document = plan, plan.document
        self.start = dict(self.document.records)
        self.mirror = dict(self.document.records)
        self.replayed = Document(self.start)
        self.document.changed.connect(lambda diff: apply(self.mirror, diff))
        self.document.committed.connect(self._replay)
        self.views = [View(self.document, id) for id in (PRESENT, *SCENARIOS) if id in self.document.records or not id]

    def _replay(self, step: Step) -> None:
        again = step_in(step_payload(step), {})
        assert again == step
        self.replayed.replay(again)

    @precondition(lambda self: self.edit is None)
    @rule(
        scenario=st.sampled_from((PRESENT, PRESENT, "s1", "s1", "s2")),
        changes=st.lists(st.one_of(RECORDS, IDS), min_size=1, max_size=6),
    )
    def change(self, scenario: str, changes: list[Record | str]) -> None:
        if scenario and scenario not in self.document.records:
            return
        before = dict(self.document.records)
        with self.document.edit("Change", scenario) as edit:
            for change in changes:
                if isinstance(change, str):
                    edit.remove(change)
                else:
                    edit.put(change)
        if self.document.records != before:
            assert self.document.can_redo() is None

    @precondition(lambda self: self.edit is None)
    @rule(scenario=st.sampled_from((PRESENT, *SCENARIOS)))
    def open(self, scenario: str) -> None:
        try:
            self.edit = self.document.edit("Edit", scenario)
        except EditRefused:
            assert scenario not in self.document.records

    @precondition(lambda self: self.edit is not None)
    @rule(record=RECORDS)
    def put(self, record: Record) -> None:
        assert self.edit is not None
        self.edit.put(record)
        assert self.edit.get(record.id) == record

    @precondition(lambda self: self.edit is not None)
    @rule(id=IDS)
    def remove(self, id: str) -> None:
        assert self.edit is not None
        self.edit.remove(id)
        assert self.edit.get(id) is None or id == "plan"

    @precondition(lambda self: self.edit is not None)
    @rule()
    def reset(self) -> None:
        assert self.edit is not None
        self.edit.reset()
        assert self.edit.diff == {}

    @precondition(lambda self: self.edit is not None)
    @rule()
    def commit(self) -> None:
        assert self.edit is not None
        before = self.document.committed_records()
        step = self.edit.commit()
        self.edit = None
        assert (step is None) == (before == self.document.records)

    @precondition(lambda self: self.edit is not None)
    @rule()
    def cancel(self) -> None:
        assert self.edit is not None
        before = self.document.committed_records()
        self.edit.cancel()
        self.edit = None
        assert self.document.records == before

    @rule()
    def undo(self) -> None:
        self.document.undo()
        self.edit = self.document.editing

    @rule()
    def redo(self) -> None:
        self.document.redo()

    @precondition(lambda self: self.edit is None)
    @rule()
    def undo_everything_and_redo_it(self) -> None:
        now = dict(self.document.records)
        count = 0
        while self.document.undo() is not None:
            count += 1
        assert self.document.records == self.start
        for _ in range(count):
            self.document.redo()
        assert self.document.records == now

    @rule()
    def save(self) -> None:
        snapshot = self.plan.snapshot(self.path, overwrite=True)
        self.plan.saved(snapshot, write(snapshot))
        assert not self.plan.modified
        assert PlanFile.open(self.path, journal=False).document.records == self.document.committed_records()

    @precondition(lambda self: self.edit is None and self.path.exists())
    @rule()
    def load(self) -> None:
        self._use(PlanFile.open(self.path, journal=False))
        assert self.plan.messages == [] and not self.plan.modified

    @invariant()
    def mirrors_agree(self) -> None:
        if not hasattr(self, "plan"):
            return
        assert self.mirror == self.document.records
        assert self.replayed.records == self.document.committed_records()
        for view in self.views:
            assert view.records == scenario_records(self.document.records, view.scenario)
            assert view.records == {
                id: record
                for id in {*self.document.records, *view.records}
                if (record := in_scenario(self.document.records, view.scenario, id)) is not None
            }

    @invariant()
    def committed_records_are_sound(self) -> None:
        if not hasattr(self, "plan"):
            return
        records = self.document.committed_records()
        for key, record in records.items():
            assert record.id == key
            if isinstance(record, Variant):
                assert key == variant_id(record.scenario, record.of)
                assert isinstance(records.get(record.scenario), Scenario)
                assert record.record is not None or record.of in records
        for scenario in (PRESENT, *(id for id in SCENARIOS if id in records)):
            for record in scenario_records(records, scenario).values():
                assert all(isinstance(in_scenario(records, scenario, id), kind) for id, kind in needed(record))
        decoded = decode_document(encode_document(records))
        assert decoded.records == records and decoded.messages == ()

    def teardown(self) -> None:
        if hasattr(self, "plan"):
            self.document.undo()
            while self.document.undo() is not None:
                pass
            assert self.document.records == self.start
        self.folder.cleanup()


LONG = os.environ.get("FLOORWRIGHT_FUZZ") == "long"
TestEditing = Editing.TestCase
TestEditing.settings = settings(max_examples=800 if LONG else 60, stateful_step_count=40)

"""Editing a plan: edits, undo, scenarios, rules, and who is told."""

from dataclasses import replace

import pytest

from floorwright.errors import EditRefused, InvalidRecord
from floorwright.model.diff import Diff
from floorwright.model.document import Document, Edit, Step
from floorwright.model.kinds import Flow, Machine, Plan, Product, Scenario, Variant, Wall
from floorwright.model.scenario import scenario_records
from floorwright.model.view import View
from helpers.stored import one_of_everything

SAW = Machine(id="saw", name="Saw", x=0.0, y=0.0, width=1000.0, depth=1000.0)
PRESS = replace(SAW, id="press", name="Press", x=5000.0)
SHAFT = Product(id="shaft", name="Shaft")
MOVE = Flow(id="move", product="shaft", start="saw", end="press")
BETTER = Scenario(id="s", name="Better")


@pytest.fixture
def document() -> Document:
    return Document({record.id: record for record in (SAW, PRESS, SHAFT, MOVE, BETTER)})


def in_better(document: Document) -> dict[str, object]:
    return dict(scenario_records(document.records, "s"))


def test_a_document_always_has_a_title_block_that_cannot_be_removed() -> None:
    document = Document()
    assert document.plan == Plan(id="plan")
    with document.edit("Remove") as edit:
        edit.remove("plan")
    assert document.plan == Plan(id="plan") and document.can_undo() is None


def test_an_edit_is_seen_at_once_and_is_one_step_when_it_is_committed(document: Document) -> None:
    seen: list[Diff] = []
    steps: list[Step] = []
    document.changed.connect(seen.append)
    document.committed.connect(steps.append)
    edit = document.edit("Move")
    edit.put(replace(SAW, x=1.0))
    edit.put(replace(SAW, x=2.0), replace(PRESS, x=3.0))
    assert len(seen) == 2 and steps == []
    step = edit.commit()
    assert steps == [step]
    assert step is not None and set(step.diff) == {"saw", "press"}
    assert step.diff["saw"].before == SAW
    assert document.can_undo() == "Move"


def test_an_exception_in_an_edit_puts_everything_back(document: Document) -> None:
    before = dict(document.records)
    with pytest.raises(ZeroDivisionError), document.edit("Move") as edit:
        edit.put(replace(SAW, x=1.0))
        1 / 0  # noqa: B018
    assert document.records == before and document.editing is None and document.can_undo() is None


def test_an_edit_that_changes_nothing_is_no_step(document: Document) -> None:
    with document.edit("Move there and back") as edit:
        edit.put(replace(SAW, x=1.0))
        edit.put(SAW)
    assert document.can_undo() is None


def test_a_move_by_less_than_rounding_is_no_step(document: Document) -> None:
    with document.edit("Tremble") as edit:
        edit.put(replace(SAW, x=4e-8))
    assert document.can_undo() is None and document.records["saw"] == SAW


def test_one_edit_at_a_time(document: Document) -> None:
    edit = document.edit("Drag")
    with pytest.raises(EditRefused, match="“Drag” is not finished"):
        document.edit("Another")
    edit.cancel()
    edit.cancel()
    with pytest.raises(EditRefused, match="already finished"):
        edit.put(SAW)


def test_undo_in_the_middle_of_a_drag_ends_the_drag_alone(document: Document) -> None:
    with document.edit("First") as edit:
        edit.put(replace(SAW, x=1.0))
    edit = document.edit("Drag")
    edit.put(replace(SAW, x=2.0))
    assert document.redo() is None
    assert document.undo() is None
    assert document.records["saw"] == replace(SAW, x=1.0)
    assert document.editing is None and document.can_undo() == "First"


def test_a_new_step_forgets_what_was_undone(document: Document) -> None:
    for x in (1.0, 2.0):
        with document.edit(f"To {x}") as edit:
            edit.put(replace(SAW, x=x))
    document.undo()
    assert document.can_redo() == "To 2.0"
    with document.edit("Elsewhere") as edit:
        edit.put(replace(SAW, y=9.0))
    assert document.can_redo() is None and document.redo() is None


def test_removing_a_machine_removes_its_flows_in_the_same_step(document: Document) -> None:
    with document.edit("Remove") as edit:
        edit.remove("press")
    assert "move" not in document.records
    document.undo()
    assert document.records["move"] == MOVE and document.records["press"] == PRESS


def test_a_change_in_a_scenario_leaves_the_present(document: Document) -> None:
    with document.edit("Move", "s") as edit:
        edit.put(replace(SAW, x=1.0))
        assert edit.get("saw") == replace(SAW, x=1.0)
    assert document.records["saw"] == SAW
    assert in_better(document)["saw"] == replace(SAW, x=1.0)


def test_a_change_back_to_the_present_leaves_no_variant(document: Document) -> None:
    with document.edit("Move", "s") as edit:
        edit.put(replace(SAW, x=1.0))
    with document.edit("Back", "s") as edit:
        edit.put(SAW)
    assert not any(isinstance(record, Variant) for record in document.records.values())


def test_a_record_that_exists_in_a_scenario_alone_can_be_changed_and_removed_there(document: Document) -> None:
    start = dict(document.records)
    new = replace(SAW, id="new", name="New")
    with document.edit("Place", "s") as edit:
        edit.put(new)
    assert "new" not in document.records and in_better(document)["new"] == new
    with document.edit("Move", "s") as edit:
        edit.put(replace(new, x=7.0))
    with document.edit("Remove", "s") as edit:
        edit.remove("new")
        assert edit.get("new") is None
    assert document.records == start


def test_reset_in_a_scenario_goes_back_to_where_the_edit_began(document: Document) -> None:
    with document.edit("Move", "s") as edit:
        edit.put(replace(SAW, x=1.0))
    with document.edit("Drag", "s") as edit:
        edit.put(replace(SAW, x=5.0), replace(SAW, id="new"))
        edit.remove("press")
        edit.reset()
        assert in_better(document) == {"saw": replace(SAW, x=1.0)} | {
            key: record for key, record in document.records.items() if key not in ("saw", "s:saw")
        }
        edit.put(replace(SAW, x=6.0))
    assert in_better(document)["saw"] == replace(SAW, x=6.0)


def test_removing_in_a_scenario_takes_the_flows_of_that_scenario_alone(document: Document) -> None:
    with document.edit("Remove", "s") as edit:
        edit.remove("press")
    assert document.records["move"] == MOVE
    assert set(in_better(document)) == {"plan", "saw", "shaft", "s"}
    with document.edit("Bring it back", "s") as edit:
        edit.put(PRESS)
    assert "press" in in_better(document)


def test_what_is_removed_from_the_present_is_removed_from_every_scenario(document: Document) -> None:
    with document.edit("Change", "s") as edit:
        edit.put(replace(SAW, x=1.0), replace(MOVE, quantity_per_day=9.0))
    with document.edit("Remove") as edit:
        edit.remove("saw")
    assert not any(isinstance(record, Variant) for record in document.records.values())
    assert set(in_better(document)) == {"plan", "press", "shaft", "s"}


def test_removing_a_scenario_removes_its_changes_and_a_view_of_it_shows_the_present(document: Document) -> None:
    with document.edit("Change", "s") as edit:
        edit.put(replace(SAW, x=1.0))
    view = View(document, "s")
    assert view.records["saw"] == replace(SAW, x=1.0)
    with document.edit("Remove") as edit:
        edit.remove("s")
    assert "s:saw" not in document.records
    assert view.scenario == "" and view.records == document.records
    document.undo()
    assert in_better(document)["saw"] == replace(SAW, x=1.0)


def test_products_and_methods_are_shared_by_all_scenarios(document: Document) -> None:
    with document.edit("Rename", "s") as edit:
        edit.put(replace(SHAFT, name="Axle"))
    assert document.records["shaft"] == replace(SHAFT, name="Axle")


def test_a_scenario_that_is_gone_cannot_be_edited(document: Document) -> None:
    with pytest.raises(EditRefused, match="does not exist any more"):
        document.edit("Move", "gone")


@pytest.mark.parametrize("scenario", ["", "s"])
def test_an_id_keeps_its_kind(document: Document, scenario: str) -> None:
    with pytest.raises(EditRefused, match="cannot become a wall"), document.edit("Swap", scenario) as edit:
        edit.put(Wall(id="saw", x1=0.0, y1=0.0, x2=1.0, y2=0.0))
    assert document.records["saw"] == SAW


def test_a_record_cannot_stand_under_another_id(document: Document) -> None:
    with pytest.raises(EditRefused, match="cannot stand under"), document.edit("Swap") as edit:
        edit.set({"other": SAW})
    with pytest.raises(EditRefused, match="cannot become a plan"), document.edit("Two plans") as edit:
        edit.put(Plan(id="other"))


def test_a_change_for_a_scenario_that_is_not_there_does_not_stay(document: Document) -> None:
    with document.edit("Stray") as edit:
        edit.put(Variant(id="gone:saw", scenario="gone", of="saw", record=None))
    assert "gone:saw" not in document.records and document.can_undo() is None


def test_rules_that_never_settle_are_stopped_and_everything_is_put_back() -> None:
    def restless(edit: Edit, diff: Diff) -> None:
        saw = edit.get("saw")
        assert isinstance(saw, Machine)
        edit.put(replace(saw, x=saw.x + 1))

    document = Document({"saw": SAW}, rules=(restless,))
    with pytest.raises(EditRefused, match="rules of the plan contradict each other"), document.edit("Move") as edit:
        edit.put(replace(SAW, y=1.0))
    assert document.records["saw"] == SAW and document.editing is None


def test_a_rule_that_comes_first_still_sees_what_a_later_one_did() -> None:
    def saw_follows_press(edit: Edit, diff: Diff) -> None:
        press = edit.get("press")
        assert isinstance(press, Machine)
        edit.put(replace(SAW, x=press.x))

    def press_stays_near(edit: Edit, diff: Diff) -> None:
        press = edit.get("press")
        assert isinstance(press, Machine)
        edit.put(replace(press, x=min(press.x, 100.0)))

    document = Document({"saw": SAW, "press": PRESS}, rules=(saw_follows_press, press_stays_near))
    with document.edit("Move") as edit:
        edit.put(replace(PRESS, x=900.0))
    assert (document.records["saw"], document.records["press"]) == (replace(SAW, x=100.0), replace(PRESS, x=100.0))


def test_a_rule_may_refuse_and_everything_is_put_back() -> None:
    def fixed(edit: Edit, diff: Diff) -> None:
        raise EditRefused("The saw is bolted down.")

    document = Document({"saw": SAW}, rules=(fixed,))
    with pytest.raises(EditRefused, match="bolted"), document.edit("Move") as edit:
        edit.put(replace(SAW, y=1.0))
    assert document.records["saw"] == SAW


def test_equipment_that_rounds_to_nothing_is_refused_and_put_back(document: Document) -> None:
    with pytest.raises(InvalidRecord), document.edit("Shrink") as edit:
        edit.put(replace(SAW, width=1e-8))
    assert document.records["saw"] == SAW


def test_a_listener_that_fails_keeps_nobody_else_from_hearing_of_an_undo(document: Document) -> None:
    with document.edit("Move") as edit:
        edit.put(replace(SAW, x=1.0))
    heard: list[str] = []

    def fails(diff: Diff) -> None:
        raise RuntimeError("a broken panel")

    document.changed.connect(fails)
    document.changed.connect(lambda diff: heard.append("changed"))
    document.committed.connect(lambda step: heard.append(step.origin))
    with pytest.raises(RuntimeError, match="a broken panel"):
        document.undo()
    assert heard == ["changed", "undo"]
    assert document.records["saw"] == SAW and document.can_redo() == "Move"


def test_a_listener_that_fails_in_a_drag_leaves_no_edit_open(document: Document) -> None:
    def fails(diff: Diff) -> None:
        raise RuntimeError("a broken panel")

    leave = document.changed.connect(fails)
    with pytest.raises(RuntimeError), document.edit("Move") as edit:
        edit.put(replace(SAW, x=1.0))
    leave()
    assert document.editing is None and document.records["saw"] == SAW


def test_the_revision_grows_with_every_change(document: Document) -> None:
    revisions = [document.revision]
    document.changed.connect(lambda diff: revisions.append(document.revision))
    edit = document.edit("Drag")
    edit.put(replace(SAW, x=1.0))
    edit.put(replace(SAW, x=2.0))
    edit.cancel()
    assert revisions == [0, 1, 2, 3]


def test_the_position_is_the_same_again_after_undo_and_redo(document: Document) -> None:
    with document.edit("Move") as edit:
        edit.put(replace(SAW, x=1.0))
    here = document.position
    document.undo()
    assert document.position is not here
    document.redo()
    assert document.position is here


def test_a_view_changes_over_to_another_scenario_by_a_diff(document: Document) -> None:
    with document.edit("Change", "s") as edit:
        edit.put(replace(SAW, x=1.0))
        edit.remove("press")
    view = View(document)
    diffs: list[Diff] = []
    view.changed.connect(diffs.append)
    view.show("s")
    assert set(diffs[0]) == {"saw", "press", "move"}
    assert view.records == in_better(document)
    with document.edit("Move in the present") as edit:
        edit.put(replace(SAW, x=9.0))
    assert len(diffs) == 1  # the scenario has its own saw
    view.close()
    with document.edit("Change", "s") as edit:
        edit.put(replace(SAW, x=2.0))
    assert len(diffs) == 1


def test_one_of_everything_survives_removing_everything_and_undoing() -> None:
    document = Document(one_of_everything())
    with document.edit("Remove everything") as edit:
        edit.remove(*document.records)
    assert list(document.records) == ["plan"]
    document.undo()
    assert document.records == one_of_everything()

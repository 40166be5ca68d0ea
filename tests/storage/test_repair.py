"""Plans whose records do not fit together are opened, and say what was done."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

import pytest

from floorwright.model.document import Document
from floorwright.model.kinds import Flow, Machine, Opening, Plan, Product, Scenario, Step, Unknown, Variant, Wall
from floorwright.model.record import Record
from floorwright.storage.archive import pack
from floorwright.storage.check import check
from floorwright.storage.document_json import encode_document
from floorwright.storage.repair import repaired
from helpers.stored import drawings, one_of_everything

PLAN = Plan(id="plan")
SAW = Machine(id="saw", name="Saw", x=0.0, y=0.0, width=1000.0, depth=1000.0)
PRESS = replace(SAW, id="press", name="Press", x=5000.0)
SHAFT = Product(id="shaft", name="Shaft")
MOVE = Flow(id="move", product="shaft", start="saw", end="press")
BETTER = Scenario(id="s", name="Better")


def mend(*records: Record) -> tuple[dict[str, Record], list[str]]:
    found, messages = repaired((PLAN, *records))
    Document(found)
    return found, messages


def test_a_sound_plan_is_left_alone() -> None:
    everything = one_of_everything()
    assert repaired(everything.values()) == (everything, [])


def test_a_missing_title_block_is_made() -> None:
    assert repaired([SAW]) == ({"saw": SAW, "plan": PLAN}, ["The title block was missing and is empty now."])


def test_a_record_that_is_there_twice_is_there_once() -> None:
    assert mend(SAW, SAW) == ({"plan": PLAN, "saw": SAW}, ["The machine “Saw” was there twice; the first one counts."])


def test_another_record_with_the_same_id_gets_its_own() -> None:
    other = replace(SAW, name="Mill")
    found, messages = mend(SAW, other, replace(SAW, name="Lathe"), Unknown(id="saw", kind="robot", json='{"id":"saw"}'))
    assert found["saw"] == SAW
    assert found["saw-2"] == replace(other, id="saw-2")
    assert found["saw-3"].id == "saw-3"
    assert found["saw-4"] == Unknown(id="saw-4", kind="robot", json='{"id":"saw-4"}')
    assert messages[0] == "The machine “Mill” had the id of another record; it has the id “saw-2” now."


@pytest.mark.parametrize(
    "records",
    [
        (SHAFT, SAW, MOVE),
        (SHAFT, SAW, Wall(id="press", x1=0.0, y1=0.0, x2=1.0, y2=0.0), MOVE),
        (SAW, PRESS, MOVE),
        (SAW, PRESS, SHAFT, replace(MOVE, end="move")),
        (SAW, Step(id="move", product="gone", machine="saw")),
        (Opening(id="move", wall="gone", at=0.0, width=1.0),),
    ],
    ids=["no machine", "a wall for a machine", "no product", "itself", "step", "opening"],
)
def test_a_record_that_names_what_is_not_there_is_left_out(records: Iterable[Record]) -> None:
    found, messages = mend(*records)
    assert "move" not in found
    assert len(messages) == 1 and messages[0].endswith("“move” named records that are not there; it was left out.")


def test_a_flow_keeps_what_is_there_and_goes_without_the_rest() -> None:
    found, messages = mend(SAW, PRESS, SHAFT, replace(MOVE, method="gone", via=("gone", (1.0, 2.0), "saw")))
    assert found["move"] == replace(MOVE, via=((1.0, 2.0), "saw"))
    assert messages == ["The flow “move” named records that are not there; it was mended."]


def variant(of: str, record: Record | None, scenario: str = "s") -> Variant:
    return Variant(id=f"{scenario}:{of}", scenario=scenario, of=of, record=record)


@pytest.mark.parametrize(
    ("stray", "said"),
    [
        (variant("saw", None, "gone"), "its scenario is not there"),
        (variant("nothing", None), "there is no such record"),
        (variant("saw", Wall(id="saw", x1=0.0, y1=0.0, x2=1.0, y2=0.0)), "it is of another kind"),
        (variant("shaft", replace(SHAFT, name="Bolt")), "all scenarios share it"),
    ],
)
def test_a_change_that_belongs_nowhere_is_left_out(stray: Variant, said: str) -> None:
    found, messages = mend(SAW, SHAFT, BETTER, stray)
    assert found == {"plan": PLAN, "saw": SAW, "shaft": SHAFT, "s": BETTER}
    assert len(messages) == 1 and said in messages[0]


def test_a_flow_that_a_scenario_leaves_without_its_machine_goes_with_it() -> None:
    found, messages = mend(SAW, PRESS, SHAFT, MOVE, BETTER, variant("press", None))
    assert found["move"] == MOVE
    assert found["s:move"] == variant("move", None)
    assert messages == ["The flow “move” in “Better” named records that are not there; it was left out."]


def test_check_finds_nothing_in_a_sound_plan(tmp_path: Path) -> None:
    (tmp_path / "good.floorwright").write_bytes(pack(encode_document(one_of_everything()), drawings()))
    assert check(tmp_path / "good.floorwright") == []


def test_check_names_everything_that_is_wrong(tmp_path: Path) -> None:
    records = {key: record for key, record in one_of_everything().items() if key != "press"}
    (tmp_path / "bad.floorwright").write_bytes(pack(encode_document(records), {}))
    found = [(problem.what, problem.where, problem.done) for problem in check(tmp_path / "bad.floorwright")]
    left_out = "The flow “move” named records that are not there; it was left out."
    assert (left_out, "bad.floorwright", "mended when it is opened") in found
    assert (
        "The drawing of the underlay “hall.dxf” is missing in the file.",
        "bad.floorwright",
        "import it again",
    ) in found


def test_check_of_a_damaged_or_missing_file_says_so(tmp_path: Path) -> None:
    (tmp_path / "cut.floorwright").write_bytes(pack(encode_document({"plan": PLAN}), {})[:-30])
    assert check(tmp_path / "cut.floorwright")[0].what == "The plan is damaged: its end is missing."
    assert check(tmp_path / "gone.floorwright")[0].what == "There is no file “gone.floorwright”."

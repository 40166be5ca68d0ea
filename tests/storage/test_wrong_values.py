"""Any value in any field of any record gives a plan that can be edited and saved, never another error."""

import copy
import json
from typing import Any

import pytest

from floorwright.errors import PlanFailed
from floorwright.model.document import Document
from floorwright.model.kinds import PRESENT
from floorwright.model.scenario import scenario_records
from floorwright.storage.document_json import decode_document, encode_document
from helpers.stored import one_of_everything

EVERYTHING = one_of_everything()
WHOLE = json.loads(encode_document(EVERYTHING))
WRONG: tuple[Any, ...] = (
    None, True, 0, -1, 1e300, 10**30, -(10**400), "", "x", "plan", "saw", "better", "better:press", "machine",
    "variant", "robot", [], [1], [[1, 2], [3, 4]], [[1e300, 1]], ["saw", None], {}, {"a": 1},
    {"kind": "machine", "id": "saw"},
)  # fmt: skip


def opened_and_saved(document: dict[str, Any]) -> tuple[str, ...]:
    """Open a document, change and save it as a program would; the messages it gave."""
    decoded = decode_document(json.dumps(document).encode())
    plan = Document(decoded.records)
    for scenario in (PRESENT, "better"):
        scenario_records(plan.records, scenario)
    with plan.edit("Remove something") as edit:
        edit.remove("wall")
    plan.undo()
    again = decode_document(encode_document(plan.records))
    assert again.records == plan.records
    assert again.messages == ()
    return decoded.messages


@pytest.mark.parametrize("place", range(len(WHOLE["records"])), ids=[record["id"] for record in WHOLE["records"]])
def test_whatever_stands_in_a_field_the_plan_can_be_edited_and_saved(place: int) -> None:
    for name in [*WHOLE["records"][place], "something new"]:
        for value in WRONG:
            document = copy.deepcopy(WHOLE)
            document["records"][place][name] = value
            opened_and_saved(document)


@pytest.mark.parametrize("place", range(len(WHOLE["records"])), ids=[record["id"] for record in WHOLE["records"]])
def test_whatever_field_is_missing_the_plan_can_be_edited_and_saved_and_it_is_told(place: int) -> None:
    record = WHOLE["records"][place]
    for name in record:
        document = copy.deepcopy(WHOLE)
        del document["records"][place][name]
        messages = opened_and_saved(document)
        kept_as_it_is = record["kind"] == "robot" and name not in ("kind", "id")
        unknown_to_this_version = name in ("power_kw", "tags")
        assert messages or kept_as_it_is or unknown_to_this_version


def test_whatever_stands_for_a_record_the_plan_can_be_edited_and_saved() -> None:
    for place in range(len(WHOLE["records"])):
        for value in WRONG:
            document = copy.deepcopy(WHOLE)
            document["records"][place] = value
            assert opened_and_saved(document)


def test_whatever_stands_at_the_top_it_is_opened_or_refused_in_words() -> None:
    for name in ("format", "kinds", "records", "floorwright"):
        for value in WRONG:
            try:
                opened_and_saved(WHOLE | {name: value})
            except PlanFailed as problem:
                assert len(problem.message) < 200

"""`document.json`: what it looks like, and what versions and hostile writers do to it."""

import json
from typing import Any

import pytest

from floorwright.errors import PlanFailed
from floorwright.model.kinds import PLAN_ID, Machine, Plan, Product, Unknown
from floorwright.storage.document_json import FORMAT, decode_document, encode_document
from helpers.stored import one_of_everything

RECORDS = one_of_everything()
PRODUCT = '{"kind":"product","id":"p","name":"Shaft","colour":""}'
PLAN = encode_document({PLAN_ID: Plan(id=PLAN_ID)}).split(b"\n")[1].decode()


def document(*records: str, head: str = '"format":1,"kinds":{"product":1}') -> bytes:
    return ("{" + head + ',"records":[' + ",".join((PLAN, *records)) + "]}").encode()


def test_the_records_come_back_equal_whatever_their_order() -> None:
    backwards = dict(reversed(RECORDS.items()))
    assert encode_document(backwards) == encode_document(RECORDS)
    decoded = decode_document(encode_document(backwards))
    assert decoded.records == RECORDS
    assert decoded.messages == () and decoded.newer == ""


def test_records_stand_one_a_line_sorted_by_id_under_the_format_and_the_versions_of_kinds() -> None:
    text = encode_document(RECORDS).decode()
    head, *lines, end, last = text.split("\n")
    assert (end, last) == ("]}", "")
    assert [json.loads(line.removesuffix(","))["id"] for line in lines] == sorted(RECORDS)
    whole = json.loads(text)
    assert whole["format"] == FORMAT
    assert whole["kinds"]["machine"] == 1 and whole["kinds"]["robot"] == 7
    assert json.loads(head + "]}")["records"] == []


def test_whole_numbers_and_floats_give_the_same_bytes_once_committed() -> None:
    from floorwright.model.document import Document

    plans = Document(), Document()
    for plan, x in zip(plans, (1, 1.0), strict=True):
        with plan.edit("Place") as edit:
            edit.put(Machine(id="m", name="M", x=x, y=2, width=3, depth=4))
    assert encode_document(plans[0].records) == encode_document(plans[1].records)


def test_a_byte_order_mark_is_passed_over_with_a_note() -> None:
    decoded = decode_document(b"\xef\xbb\xbf" + document(PRODUCT))
    assert isinstance(decoded.records["p"], Product)
    assert decoded.messages == ("The document began with a byte order mark, which was passed over.",)


def test_a_name_that_stands_twice_counts_the_last_time_with_a_note() -> None:
    decoded = decode_document(document(PRODUCT.replace('"colour":""', '"colour":"#111111","colour":"#222222"')))
    assert decoded.records["p"] == Product(id="p", name="Shaft", colour="#222222")
    assert decoded.messages == ("The name “colour” stood twice in one place; the last value counts.",)


def test_a_name_that_stands_twice_is_seen_also_when_the_file_is_laid_out_like_ours() -> None:
    ours = encode_document({PLAN_ID: Plan(id=PLAN_ID), "p": Product(id="p", name="Shaft")})
    hostile = ours.replace(b'"name":"Shaft"', b'"name":"Shaft","name":"Bolt"')
    assert decode_document(hostile).messages == ("The name “name” stood twice in one place; the last value counts.",)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "not valid JSON"),
        (b"{}", "does not say which format"),
        (b"[]", "does not say which format"),
        (b'{"format":"one","records":[]}', "does not say which format"),
        (b'{"format":null,"records":[]}', "does not say which format"),
        (b'{"format":-1,"records":[]}', "format -1, which never existed"),
        (b'{"format":0,"records":[]}', "format 0, which never existed"),
        (b'{"format":1}', "missing required field records"),
        (b'{"format":1,"records":{}}', "cannot be understood"),
        (b'{"format":1,"records":[],"kinds":{"machine":"new"}}', "cannot be understood"),
        (b'{"format":1,"records":[],"kinds":{"machine":0}}', "impossible"),
        (b'{"format":1,"records":[NaN]}', "not valid JSON"),
        (document(PRODUCT) + b"x", "not valid JSON"),
        (document(PRODUCT)[:-1], "not valid JSON"),
        (b'{"format":1,"records":' + b"[" * 100_000 + b"]" * 100_000 + b"}", "nested too deeply"),
        (b'{"format":1,"records":[],"x":"\xff"}', "not valid JSON"),
        (b'{"format":1' + b"0" * 5000 + b',"records":[]}', "format"),
    ],
)
def test_what_is_no_document_is_refused_in_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(PlanFailed) as refused:
        decode_document(data)
    assert said in refused.value.message
    assert len(refused.value.message) < 200 and "\n" not in refused.value.message


def test_a_newer_format_is_refused_with_the_version_that_is_needed() -> None:
    with pytest.raises(PlanFailed) as refused:
        decode_document(b'{"format":9,"floorwright":"4.2","records":"something else"}')
    assert refused.value.message == f"The plan has format 9; this version of Floorwright reads formats up to {FORMAT}."
    assert refused.value.hint == "Open it with Floorwright 4.2 or later."


def test_a_newer_kind_can_only_be_looked_at() -> None:
    decoded = decode_document(
        document(
            '{"kind":"product","id":"p","name":"Shaft","colour":"","mass_kg":3}',
            head='"format":1,"floorwright":"4.2","kinds":{"product":3}',
        )
    )
    assert decoded.newer == "Floorwright 4.2 wrote its product records."
    assert decoded.records["p"] == Product(id="p", name="Shaft", extra=(("mass_kg", "3"),))


def test_an_older_record_is_brought_up_to_date_step_by_step_and_told_once() -> None:
    def colour_in_hex(values: dict[str, Any]) -> str | None:
        values["colour"] = {"red": "#ff0000"}[values.pop("tint")]
        return "Colours are kept as numbers now."

    def name_in_capitals(values: dict[str, Any]) -> None:
        values["name"] = values["name"].upper()
        values["quantity_per_day"] = None

    decoded = decode_document(
        document(
            '{"kind":"product","id":"p","name":"Shaft","tint":"red"}',
            '{"kind":"product","id":"q","name":"Bolt","tint":"red"}',
        ),
        {"product": {1: colour_in_hex, 2: name_in_capitals}},
    )
    assert decoded.records["p"] == Product(id="p", name="SHAFT", colour="#ff0000")
    assert decoded.records["q"] == Product(id="q", name="BOLT", colour="#ff0000")
    assert decoded.messages == ("Colours are kept as numbers now.",)


def test_a_current_record_is_not_brought_further() -> None:
    def never(values: dict[str, Any]) -> None:
        raise AssertionError

    migrations = {"product": {1: never}}
    assert decode_document(document(PRODUCT, head='"format":1,"kinds":{"product":3}'), migrations).records["p"]


def test_unknown_kinds_keep_their_version() -> None:
    decoded = decode_document(document('{"kind":"robot","id":"r"}', head='"format":1,"kinds":{"robot":5}'))
    assert decoded.records["r"] == Unknown(id="r", kind="robot", json='{"kind":"robot","id":"r"}', kind_version=5)
    assert json.loads(encode_document(decoded.records))["kinds"]["robot"] == 5


def test_five_hundred_bad_records_give_a_hundred_messages_and_a_count() -> None:
    decoded = decode_document(document(*(f'{{"kind":"product","id":"{n}","colour":""}}' for n in range(500))))
    assert len(decoded.messages) == 101
    assert decoded.messages[-1] == "… and 400 more remarks of this sort."

"""Records as JSON."""

from dataclasses import replace

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from floorwright.model.kinds import KINDS, Flow, Label, Machine, Step, StepType, Underlay, Unknown, ValueClass, Variant
from floorwright.model.process_chart import Idea, TimeBasis
from floorwright.model.record import Record
from floorwright.model.rounding import rounded
from floorwright.storage.codec import Reading, Unreadable, decode, encode
from helpers.stored import one_of_everything

EVERYTHING = one_of_everything()
MACHINE = '{"kind":"machine","id":"m","name":"Saw","x":1.5,"y":2.0,"width":3.0,"depth":4.0%s}'


def read(text: str | bytes, **versions: int) -> tuple[Record, list[str]]:
    reading = Reading(versions)
    return decode(text.encode() if isinstance(text, str) else text, reading), reading.messages


def test_there_is_an_example_of_every_kind() -> None:
    assert {type(record) for record in EVERYTHING.values()} == {*KINDS.values(), Unknown}


@pytest.mark.parametrize("id", EVERYTHING)
def test_a_record_of_each_kind_comes_back_equal_and_on_one_line(id: str) -> None:
    line = encode(EVERYTHING[id])
    assert b"\n" not in line
    again, messages = read(line, robot=7)
    assert again == EVERYTHING[id]
    assert encode(again) == line
    assert messages == []


@given(
    text=st.text(max_size=30),
    numbers=st.tuples(*[st.floats(-1e9, 1e9)] * 2),
    via=st.lists(st.one_of(st.text(min_size=1), st.tuples(st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)))),
)
def test_any_text_and_any_numbers_come_back_equal(text: str, numbers: tuple[float, float], via: list[object]) -> None:
    records = (
        Label(id="l", x=numbers[0], y=numbers[1], text=text),
        Flow(id="f", product="p", start="a", end="b", via=tuple(via), note=text),  # type: ignore[arg-type]
    )
    for record in map(rounded, records):
        assert read(encode(record))[0] == record


def test_enums_are_written_as_their_values() -> None:
    assert b'"distance_mode":"aisle"' in encode(EVERYTHING["plan"])
    assert b'"unit":"ft"' in encode(EVERYTHING["plan"])


def test_fields_that_this_version_does_not_know_are_kept_and_written_back() -> None:
    text = MACHINE % ',"power_kw":7.5,"extra":[1],"plc":{"a":[null,"x"]}'
    record, _ = read(text)
    assert record.extra == (("power_kw", "7.5"), ("extra", "[1]"), ("plc", '{"a":[null,"x"]}'))
    written = msgspec.json.decode(encode(record))
    assert (written["power_kw"], written["extra"], written["plc"]) == (7.5, [1], {"a": [None, "x"]})


def test_a_kind_that_this_version_does_not_know_is_written_back_byte_for_byte() -> None:
    text = '{"kind":"robot","reach":1.50e3, "id":"r","deep":[[{"x":"\\u00e4"}]]}'
    record, _ = read(text, robot=3)
    assert record == Unknown(id="r", kind="robot", json=text, kind_version=3)
    assert encode(record).decode() == text


def test_a_variant_keeps_a_record_of_an_unknown_kind() -> None:
    record, _ = read(
        '{"kind":"variant","id":"s:r","scenario":"s","of":"r","record":{"kind":"robot","id":"r","reach":2}}'
    )
    assert isinstance(record, Variant) and isinstance(record.record, Unknown)
    assert read(encode(record))[0] == record


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (MACHINE % ',"rotation":NaN', "cannot be read"),
        (MACHINE % ',"rotation":Infinity', "cannot be read"),
        (MACHINE % ',"rotation":1e999', "cannot be read"),
        (MACHINE % (',"rotation":1' + "0" * 5000), "cannot be read"),
        (MACHINE % (',"deep":' + "[" * 100_000 + "]" * 100_000), "nested too deeply"),
        (MACHINE % r',"note":"\ud800 half"', "cannot be read"),
        (MACHINE.replace("Saw", "\\udc00") % "", "cannot be read"),
        ('{"kind":"machine","id":"m","name":"Saw","x":1.5}', "machine “Saw”: y is missing; it was left out."),
        (
            '{"kind":"machine","id":"m","name":"Saw","x":"1","y":2,"width":3,"depth":4}',
            "machine “Saw”: x: expected float, got str",
        ),
        (
            '{"kind":"machine","id":"m","name":7,"x":1,"y":2,"width":3,"depth":4}',
            "machine “m”: name: expected str, got int",
        ),
        ('{"kind":"machine","id":"m","name":"Saw","x":1e12,"y":2,"width":3,"depth":4}', "beyond 10,000 km"),
        ('{"kind":"wall","id":"w","x1":0,"y1":0,"x2":0,"y2":0}', "Wall w: it has no length."),
        ('{"kind":"machine","id":7}', "without an id"),
        ('{"id":"m"}', "without a kind"),
        ("[]", "not a JSON object"),
        ("{}", "without a kind"),
        ('{"kind":"plan","id":"other"}', "only the plan itself"),
        ('{"kind":"machine","id":"plan","name":"Saw","x":1,"y":2,"width":3,"depth":4}', "only the plan itself"),
        ('{"kind":"variant","id":"v","scenario":"s","of":"m","record":[]}', "holds no record"),
        ('{"kind":"variant","id":"v","of":"m","record":null}', "does not say what it varies"),
        (
            '{"kind":"variant","id":"v","scenario":"s","of":"v","record":{"kind":"variant","id":"v"}}',
            "holds a variant",
        ),
    ],
)
def test_what_cannot_be_read_is_told_in_one_sentence(text: str, said: str) -> None:
    with pytest.raises(Unreadable) as refused:
        read(text)
    assert said in refused.value.message
    assert len(refused.value.message) < 200


@pytest.mark.parametrize(
    ("field", "told"),
    [
        ('"rotation":"steep"', "machine “Saw”: rotation could not be read and is now 0.0."),
        ('"fixed":1', "machine “Saw”: fixed could not be read and is now no."),
        ('"pickup":[1]', "machine “Saw”: pickup could not be read and is now empty."),
        ('"clearance":-5', "Equipment “Saw”: the clearance cannot be negative. It was mended."),
    ],
)
def test_an_optional_field_that_cannot_be_read_gets_its_default_with_a_note(field: str, told: str) -> None:
    record, messages = read(MACHINE % f",{field}")
    assert record == Machine(id="m", name="Saw", x=1.5, y=2.0, width=3.0, depth=4.0)
    assert told in messages


def test_a_missing_optional_field_gets_its_default_with_a_note() -> None:
    _, messages = read('{"kind":"scenario","id":"s","name":"A"}')
    assert messages == ["scenario “A”: note was missing and is now empty."]


@pytest.mark.parametrize(("width", "becomes"), [(0, 1000.0), (-250, 250.0), (1e-8, 1000.0)])
def test_equipment_without_a_size_gets_one_with_a_note(width: float, becomes: float) -> None:
    record, messages = read((MACHINE % "").replace('"width":3.0', f'"width":{width}'))
    assert isinstance(record, Machine) and record.width == becomes
    assert any("It was mended." in message for message in messages)


def test_minus_zero_and_whole_numbers_become_plain_floats() -> None:
    record, _ = read((MACHINE % "").replace("1.5", "-0.0").replace("2.0", "7"))
    assert b'"x":0.0,"y":7.0' in encode(record)


def test_a_variant_whose_record_has_another_id_is_put_right() -> None:
    inner = encode(replace(EVERYTHING["press"], id="other")).decode()
    record, messages = read(f'{{"kind":"variant","id":"x","scenario":"s","of":"press","record":{inner}}}')
    assert record == Variant(id="s:press", scenario="s", of="press", record=EVERYTHING["press"])
    assert messages == ["Variant x held a record with another id; it was set to “press”."]


@pytest.mark.parametrize(
    ("text", "added"),
    [
        ('{"kind":"product","id":"p","name":"Shaft","colour":""}', {"quantity_per_day": None}),
        (
            '{"kind":"method","id":"m","name":"Cart","speed_m_s":1.5,"load_s":0.0,"unload_s":0.0,"cost_per_h":0.0,'
            '"return_empty":true,"units":null,"available_h_per_day":8.0,"width":null,"aisle_width":null}',
            {"speed_empty_m_s": None, "loads_at_once": 1.0, "person": False},
        ),
        (
            '{"kind":"flow","id":"f","product":"p","start":"a","end":"b","quantity_per_day":5.0,"unit_load":1.0,'
            '"method":null,"via":[],"order":0,"note":""}',
            {"alternative": None, "container": None, "quantity_per_day": 5.0, "scrap_percent": 0.0},
        ),
    ],
)
def test_flow_data_of_the_first_version_means_what_it_meant(text: str, added: dict[str, object]) -> None:
    record, messages = read(text, product=1, method=1, flow=1)
    assert {name: getattr(record, name) for name in added} == added
    assert messages == []


def test_a_drawing_of_the_first_version_has_no_roles_and_nothing_is_said_about_it() -> None:
    reading = Reading({"underlay": 1})
    text = b'{"kind":"underlay","id":"u","name":"hall.dxf","asset":"a","format":"dxf","unit":"mm","unit_source":"","scale":1.0,"x":0,"y":0,"origin_u":0,"origin_v":0,"rotation":0,"visible":true,"locked":true,"opacity":1,"layers":null,"shown":[],"choices":[]}'  # noqa: E501
    found = decode(text, reading)
    assert isinstance(found, Underlay) and found.roles == () and reading.messages == []


def test_a_step_of_the_first_version_stays_at_its_station_and_nothing_is_said_about_it() -> None:
    reading = Reading({"step": 1})
    text = b'{"kind":"step","id":"s","product":"p","machine":"saw","type":"operation","description":"cut","time_s":0.0,"value":"VA","order":3,"remark":""}'  # noqa: E501
    found = decode(text, reading)
    assert found == Step(
        id="s", product="p", machine="saw", description="cut", time_s=0.0, value=ValueClass.VALUE_ADDING, order=3
    )
    assert reading.messages == []


def test_a_step_with_everything_is_read_as_it_was_written() -> None:
    step = Step(
        id="s", product="p", flow="move", type=StepType.INSPECTION, inner=StepType.OPERATION, time_s=1e12,
        time_per=TimeBasis.PIECE, distance_m=1.5, quantity=24.0, people=2.0, means="by hand", idea=Idea.SIMPLIFY,
        idea_note="a jig", proposed_time_s=0.1, proposed_distance_m=1e-9,
    )  # fmt: skip
    record, messages = read(encode(step).decode())
    assert (record, messages) == (step, [])

"""Records that do not fit together are made to, and everything that was done is told."""

from collections.abc import Iterable
from dataclasses import replace

import msgspec

from floorwright.model.kinds import PLAN_ID, PRESENT, Plan, Scenario, Unknown, Variant
from floorwright.model.record import Record
from floorwright.model.rules import settled
from floorwright.model.scenario import in_scenario, scenario_names


def repaired(found: Iterable[Record]) -> tuple[dict[str, Record], list[str]]:
    """The records by id, fit for a document, and a sentence for everything that was mended."""
    messages: list[str] = []
    records: dict[str, Record] = {}
    for record in found:
        if record.id in records:
            record = _another_id(record, records, messages)
        records[record.id] = record
    if PLAN_ID not in records:
        records[PLAN_ID] = Plan(id=PLAN_ID)
        messages.append("The title block was missing and is empty now.")
    _drop_strays(records, messages)
    _settle(records, messages)
    return records, messages


def shown(record: Record) -> str:
    """How a record is called in a message."""
    kind = record.kind if isinstance(record, Unknown) else record.KIND
    return f"{kind} “{getattr(record, 'name', '') or record.id}”"


def _another_id(record: Record, records: dict[str, Record], messages: list[str]) -> Record:
    """The record under an id that is free, or the one that is there when both mean the same."""
    first = records[record.id]
    if record == first or isinstance(record, Plan | Variant | Scenario):
        messages.append(f"The {shown(record)} was there twice; the first one counts.")
        return first
    number = 2
    while f"{record.id}-{number}" in records:
        number += 1
    id = f"{record.id}-{number}"
    messages.append(f"The {shown(record)} had the id of another record; it has the id “{id}” now.")
    if isinstance(record, Unknown):
        values = msgspec.json.decode(record.json)
        return replace(record, id=id, json=msgspec.json.encode(values | {"id": id}).decode())
    return replace(record, id=id)


def _drop_strays(records: dict[str, Record], messages: list[str]) -> None:
    for key, record in list(records.items()):
        if not isinstance(record, Variant):
            continue
        present = records.get(record.of)
        inner = record.record
        if not isinstance(records.get(record.scenario), Scenario):
            messages.append(f"A change of “{record.of}” was left out: its scenario is not there.")
        elif inner is None and present is None:
            messages.append(f"A change of “{record.of}” was left out: there is no such record.")
        elif inner is not None and present is not None and type(inner) is not type(present):
            messages.append(f"A change of the {shown(present)} was left out: it is of another kind.")
        elif isinstance(present, Variant) or (present is not None and present.SHARED and inner is not None):
            messages.append(f"A change of “{record.of}” was left out: all scenarios share it.")
        else:
            continue
        del records[key]


def _settle(records: dict[str, Record], messages: list[str]) -> None:
    names = scenario_names(records)
    for scenario in (PRESENT, *(key for key in names if key != PRESENT)):
        # What is left out may be what something else named: a flow, and then the step that stood for it.
        while wanted := settled(records, scenario, sorted(_ids(records))):
            _mend(records, wanted, scenario, names[scenario], messages)


def _ids(records: dict[str, Record]) -> set[str]:
    return {record.of if isinstance(record, Variant) else key for key, record in records.items()}


def _mend(
    records: dict[str, Record], wanted: dict[str, Record | None], scenario: str, name: str, messages: list[str]
) -> None:
    for key, mended in wanted.items():
        variant = records.get(key)
        id = variant.of if isinstance(variant, Variant) else mended.of if isinstance(mended, Variant) else key
        old = in_scenario(records, scenario, id)
        what = shown(old) if old is not None else f"“{id}”"
        where = "" if scenario == PRESENT else f" in “{name}”"
        after = mended.record if isinstance(mended, Variant) else mended
        done = "left out" if after is None else "mended"
        messages.append(f"The {what}{where} named records that are not there; it was {done}.")
        if mended is None:
            del records[key]
        else:
            records[key] = mended

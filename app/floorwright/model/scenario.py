"""One scenario of a plan as a plain table of records: the present with the scenario's variants laid over it."""

from collections.abc import Iterator

from floorwright.model.diff import Records
from floorwright.model.kinds import PRESENT, Scenario, Underlay, Variant, variant_id
from floorwright.model.record import Record


def scenario_records(records: Records, scenario: str) -> dict[str, Record]:
    """The records as they are in a scenario, without any variants; `PRESENT` is the empty id."""
    here = {key: record for key, record in records.items() if not isinstance(record, Variant)}
    if scenario != PRESENT:
        for record in records.values():
            if isinstance(record, Variant) and record.scenario == scenario:
                if record.record is None:
                    here.pop(record.of, None)
                else:
                    here[record.of] = record.record
    return here


def in_scenario(records: Records, scenario: str, id: str) -> Record | None:
    """One record as it is in a scenario; None when it is not there."""
    if scenario != PRESENT:
        variant = records.get(variant_id(scenario, id))
        if isinstance(variant, Variant):
            return variant.record
    found = records.get(id)
    return None if isinstance(found, Variant) else found


def underlays_of(records: Records) -> Iterator[Underlay]:
    """The imported drawings of every scenario; one may lie in several of them, and as other revisions."""
    for record in records.values():
        inner = record.record if isinstance(record, Variant) else record
        if isinstance(inner, Underlay):
            yield inner


def scenario_names(records: Records) -> dict[str, str]:
    """The name of every scenario by its id, the present first."""
    named = {key: record.name for key, record in records.items() if isinstance(record, Scenario)}
    return {PRESENT: "Present"} | dict(sorted(named.items(), key=lambda item: item[1].casefold()))


def find_scenario(records: Records, name: str) -> str | None:
    """The id of the scenario of that name or id, whatever the case; None when there is none."""
    wanted = name.strip().casefold()
    for key, title in scenario_names(records).items():
        if wanted in (title.casefold(), key.casefold()) and (wanted or key == PRESENT):
            return key
    return None

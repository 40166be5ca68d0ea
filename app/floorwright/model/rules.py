"""What always holds in a plan; each rule mends the edit before it becomes a step."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.model.kinds import PRESENT, Scenario, Variant
from floorwright.model.scenario import scenario_records

if TYPE_CHECKING:
    from floorwright.model.diff import Diff
    from floorwright.model.document import Edit, Rule
    from floorwright.model.record import Record


def without_present_no_variant(edit: Edit, diff: Diff) -> None:
    """What is removed from the present, or whose scenario is removed, is removed from every scenario."""
    gone = {key for key, change in diff.items() if change.after is None}
    if gone:
        edit.set(
            {
                key: None
                for key, v in edit.records.items()
                if isinstance(v, Variant) and (v.of in gone or v.scenario in gone)
            }
        )


def nothing_hangs_in_the_air(edit: Edit, diff: Diff) -> None:
    """A record whose needs are gone goes with them: the flows of a machine, the doors of a wall, a product's flows.

    A flow whose method is removed stays and has no method; one that passes a removed station no longer passes it.
    """
    removed = any(c.after is None or (isinstance(c.after, Variant) and c.after.record is None) for c in diff.values())
    added = any(c.after is not None and _needs(c.after) for c in diff.values())
    if not removed and not added:
        return
    scenarios = [PRESENT, *(key for key, record in edit.records.items() if isinstance(record, Scenario))]
    for scenario in scenarios:
        while mended := _mend(edit, scenario):
            edit.set(mended)


def _needs(record: Record) -> tuple[str, ...]:
    return record.record.needs() if isinstance(record, Variant) and record.record else record.needs()


def _mend(edit: Edit, scenario: str) -> dict[str, Record | None]:
    from dataclasses import replace

    from floorwright.model.kinds import Flow, variant_id

    here = scenario_records(edit.records, scenario)
    wanted: dict[str, Record | None] = {}
    for key, record in here.items():
        if isinstance(record, Variant | Scenario) or all(need in here for need in record.needs()):
            continue
        mended: Record | None = None
        if isinstance(record, Flow) and all(need in here for need in (record.product, record.start, record.end)):
            mended = replace(
                record,
                method=record.method if record.method in here else None,
                via=tuple(stop for stop in record.via if not isinstance(stop, str) or stop in here),
            )
        if scenario == PRESENT or record.SHARED:
            wanted[key] = mended
        else:
            variant = variant_id(scenario, key)
            in_present = key in edit.records
            gone = (
                None
                if not in_present and mended is None
                else Variant(id=variant, scenario=scenario, of=key, record=mended)
            )
            wanted[variant] = gone
    return wanted


RULES: tuple[Rule, ...] = (without_present_no_variant, nothing_hangs_in_the_air)

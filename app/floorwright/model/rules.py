"""What always holds in a plan; each rule mends the edit before it becomes a step."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.kinds import (
    PRESENT,
    ChartHead,
    Flow,
    Machine,
    Method,
    Opening,
    Product,
    Scenario,
    Step,
    Variant,
    Wall,
    variant_id,
)
from floorwright.model.record import Record
from floorwright.model.scenario import in_scenario
from floorwright.model.tour import Tour, TourStop

if TYPE_CHECKING:
    from floorwright.model.diff import Diff, Records
    from floorwright.model.document import Edit, Rule


def without_present_no_variant(edit: Edit, diff: Diff) -> None:
    """What is removed from the present, or whose scenario is removed, is removed from every scenario."""
    gone = {key for key, change in diff.items() if change.after is None}
    strays = {
        key: None
        for key, record in (edit.records.items() if gone else _after(diff))
        if isinstance(record, Variant)
        and (record.of in gone or not isinstance(edit.records.get(record.scenario), Scenario))
    }
    if strays:
        edit.set(strays)


def nothing_hangs_in_the_air(edit: Edit, diff: Diff) -> None:
    """A record whose needs are gone goes with them: the flows of a machine, the doors of a wall, a product's flows.

    A flow or tour whose method is removed stays and has no method, as does a flow whose container is removed; a flow
    that passes a removed station no longer passes it. A step of a process chart stays without its station. The flows
    of a removed alternative go with it: without it they would carry everything.
    """
    touched: set[str] = set()
    removed: set[str] = set()
    for key, change in diff.items():
        variant = change.after or change.before
        of = variant.of if isinstance(variant, Variant) else key
        touched.add(of)
        if change.after is None or (isinstance(change.after, Variant) and change.after.record is None):
            removed.add(of)
    if removed:
        touched |= _dependents(edit.records, removed)
    scenarios = [key for key, record in edit.records.items() if isinstance(record, Scenario)]
    for scenario in (PRESENT, *scenarios):
        if mended := settled(edit.records, scenario, touched):
            edit.set(mended)


def settled(records: Records, scenario: str, ids: Iterable[str]) -> dict[str, Record | None]:
    """What to put into the table, and with None to remove from it, so that these records have what they need."""
    wanted: dict[str, Record | None] = {}
    for id in ids:
        record = in_scenario(records, scenario, id)
        if record is None or (scenario != PRESENT and record.SHARED) or _is_complete(record, records, scenario):
            continue
        mended = _without_what_is_gone(record, records, scenario)
        if scenario == PRESENT:
            wanted[id] = mended
            continue
        key = variant_id(scenario, id)
        same = mended == records.get(id)
        wanted[key] = None if same else Variant(id=key, scenario=scenario, of=id, record=mended)
    return wanted


def needed(record: Record) -> tuple[tuple[str, type[Record]], ...]:
    """The ids that a record needs, each with the kind that must be found there."""
    match record:
        case Flow():
            ends = ((record.product, Product), (record.start, Machine), (record.end, Machine))
            chosen = ((record.method, Method), (record.alternative, Alternative), (record.container, Container))
            named = ((id, kind) for id, kind in chosen if id is not None)
            return (*ends, *named, *((stop, Machine) for stop in record.via if isinstance(stop, str)))
        case Part():
            return ((record.product, Product), (record.part, Product))
        case Alternative():
            return ((record.product, Product),)
        case Tour():
            return ((record.depot, Machine), *(((record.method, Method),) if record.method is not None else ()))
        case TourStop():
            return ((record.tour, Tour), (record.station, Machine))
        case Step():
            places = ((record.machine, Machine),) if record.machine else ()
            return ((record.product, Product), *places, *(((record.flow, Flow),) if record.flow else ()))
        case ChartHead():
            return ((record.product, Product),)
        case Opening():
            return ((record.wall, Wall),)
        case Variant():
            return ()
    return tuple((id, Record) for id in record.needs())


def _is_complete(record: Record, records: Records, scenario: str) -> bool:
    return all(isinstance(in_scenario(records, scenario, id), kind) for id, kind in needed(record))


def _without_what_is_gone(record: Record, records: Records, scenario: str) -> Record | None:
    if isinstance(record, Step):
        return _step_without_what_is_gone(record, records, scenario)
    if isinstance(record, Tour):
        without = replace(record, method=None)
        return without if _is_complete(without, records, scenario) else None
    if not isinstance(record, Flow):
        return None
    mended = replace(
        record,
        method=record.method if isinstance(in_scenario(records, scenario, record.method or ""), Method) else None,
        container=(
            record.container if isinstance(in_scenario(records, scenario, record.container or ""), Container) else None
        ),
        via=tuple(
            stop
            for stop in record.via
            if not isinstance(stop, str) or isinstance(in_scenario(records, scenario, stop), Machine)
        ),
    )
    return mended if _is_complete(mended, records, scenario) else None


def _step_without_what_is_gone(step: Step, records: Records, scenario: str) -> Step | None:
    """A step stays when its station or flow is removed, but for one that only gave the flow a place in the chart."""
    flow_gone = step.flow and not isinstance(in_scenario(records, scenario, step.flow), Flow)
    if flow_gone and step.says_nothing:
        return None
    machine_gone = step.machine and not isinstance(in_scenario(records, scenario, step.machine), Machine)
    mended = replace(step, flow="" if flow_gone else step.flow, machine="" if machine_gone else step.machine)
    return mended if _is_complete(mended, records, scenario) else None


def _dependents(records: Records, removed: set[str]) -> set[str]:
    found = set()
    for key, record in records.items():
        inner = record.record if isinstance(record, Variant) else record
        if inner is not None and not removed.isdisjoint(inner.needs()):
            found.add(record.of if isinstance(record, Variant) else key)
    return found


def _after(diff: Diff) -> list[tuple[str, Record]]:
    return [(key, change.after) for key, change in diff.items() if change.after is not None]


RULES: tuple[Rule, ...] = (without_present_no_variant, nothing_hangs_in_the_air)

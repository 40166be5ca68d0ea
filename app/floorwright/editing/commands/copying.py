"""Copies of records, with the flows between them and with names of their own."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace

from floorwright.editing.commands.moving import moved
from floorwright.model.diff import Records
from floorwright.model.document import Edit
from floorwright.model.kinds import Aisle, Dimension, Flow, Label, Machine, Opening, Wall, Zone
from floorwright.model.record import Record, new_id
from floorwright.model.scenario import scenario_records

_COUNTED = re.compile(r"(?P<stem>.*\S)\s+(?P<count>\d{1,6})")


def unique_name(name: str, taken: Iterable[str]) -> str:
    """`name`, or with the next free number when it is taken: Lathe, Lathe 2, Lathe 3. Capitals make no difference."""
    used = {other.strip().casefold() for other in taken}
    if name.strip().casefold() not in used:
        return name
    counted = _COUNTED.fullmatch(name.strip())
    stem, count = (counted["stem"], int(counted["count"])) if counted else (name.strip(), 1)
    while f"{stem} {count + 1}".casefold() in used:
        count += 1
    return f"{stem} {count + 1}"


def machine_names(records: Records) -> list[str]:
    """The names of all equipment."""
    return [record.name for record in records.values() if isinstance(record, Machine)]


def next_order(records: Records, product: str) -> int:
    """The place after the last move of a product's routing."""
    orders = (record.order for record in records.values() if isinstance(record, Flow) and record.product == product)
    return max(orders, default=-1) + 1


def copied(records: Records, ids: Iterable[str]) -> list[Record]:
    """Copies of what can be copied, with new ids and unique names, in an order in which they can be put.

    With machines come the flows among them, with walls their openings. Flows of the copies follow the last move of
    their product. A copied flow keeps a station that is not copied.
    """
    chosen = {id: records[id] for id in ids if id in records}
    for key, record in records.items():
        if (isinstance(record, Flow) and chosen.keys() >= set(record.stations())) or (
            isinstance(record, Opening) and record.wall in chosen
        ):
            chosen.setdefault(key, record)
    return renewed(records, chosen)


def renewed(records: Records, chosen: Mapping[str, Record]) -> list[Record]:
    """`chosen` with new ids throughout and with names that are free in `records`."""
    kinds = (Machine, Wall, Opening, Aisle, Zone, Label, Dimension, Flow)
    new = {key: new_id() for key, record in chosen.items() if isinstance(record, kinds)}
    taken = machine_names(records)
    orders: dict[str, int] = {}
    copies: list[Record] = []
    for key, id in new.items():
        record = chosen[key]
        match record:
            case Machine():
                name = unique_name(record.name, taken)
                taken.append(name)
                copies.append(replace(record, id=id, name=name))
            case Opening():
                copies.append(replace(record, id=id, wall=new.get(record.wall, record.wall)))
            case Flow():
                order = orders.setdefault(record.product, next_order(records, record.product))
                orders[record.product] = order + 1
                via = tuple(new.get(stop, stop) if isinstance(stop, str) else stop for stop in record.via)
                start, end = new.get(record.start, record.start), new.get(record.end, record.end)
                copies.append(replace(record, id=id, start=start, end=end, via=via, order=order))
            case _:
                copies.append(replace(record, id=id))
    return copies


def copy(edit: Edit, ids: Iterable[str], dx: float, dy: float) -> list[str]:
    """Copy records, moved by dx, dy; the ids of the copies."""
    here = scenario_records(edit.records, edit.scenario)
    copies = [moved(record, dx, dy, here) for record in copied(here, ids)]
    edit.put(*copies)
    return [record.id for record in copies]


def duplicate(edit: Edit, ids: Iterable[str]) -> list[str]:
    """Copy records one grid step to the right and down; the ids of the copies."""
    plan = scenario_records(edit.records, edit.scenario)["plan"]
    step = getattr(plan, "grid_mm", 500.0)
    return copy(edit, ids, step, -step)

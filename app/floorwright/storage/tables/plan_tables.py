"""The tables of a plan as records: equipment, methods, flows, aisles and walls."""

import difflib
import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from floorwright.errors import FloorwrightError
from floorwright.model.kinds import Aisle, Flow, Machine, Method, Product, Wall
from floorwright.model.record import Record, new_id
from floorwright.storage.tables.columns import Row, TableColumn, TableReader, open_table

Made = TypeVar("Made", bound=Record)
WALKING_M_S = 1.3
"""The speed given to a method that is only named (walking pace, methods.md 1.4: 1.2 to 1.4 m/s)."""

EQUIPMENT = (
    TableColumn("name", required=True),
    TableColumn("x", "number", "mm", required=True),
    TableColumn("y", "number", "mm", required=True),
    TableColumn("width", "number", "mm", required=True, above=0),
    TableColumn("depth", "number", "mm", required=True, above=0),
    TableColumn("rotation_deg", "number"),
    TableColumn("symbol"),
    TableColumn("clearance", "number", "mm", least=0),
    TableColumn("fixed", "yes_no"),
    TableColumn("pickup_x", "number", "mm"),
    TableColumn("pickup_y", "number", "mm"),
    TableColumn("dropoff_x", "number", "mm"),
    TableColumn("dropoff_y", "number", "mm"),
    TableColumn("department"),
    TableColumn("note"),
)
METHODS = (
    TableColumn("method", required=True),
    TableColumn("speed", "number", "m/s", required=True, above=0),
    TableColumn("load", "number", "s", least=0),
    TableColumn("unload", "number", "s", least=0),
    TableColumn("cost", "number", "per h", least=0),
    TableColumn("return_empty", "yes_no"),
    TableColumn("units", "integer", above=0),
    TableColumn("available", "number", "h per day", above=0),
    TableColumn("width", "number", "mm", least=0),
    TableColumn("aisle_width", "number", "mm", least=0),
)
FLOWS = (
    TableColumn("product", required=True),
    TableColumn("from", required=True),
    TableColumn("to", required=True),
    TableColumn("quantity_per_day", "number", required=True, least=0),
    TableColumn("unit_load", "number", above=0),
    TableColumn("method"),
    TableColumn("via"),
    TableColumn("note"),
)
LINE = tuple(TableColumn(name, "number", "mm", required=True) for name in ("x1", "y1", "x2", "y2"))
AISLES = (
    *LINE,
    TableColumn("name"),
    TableColumn("width", "number", "mm", above=0),
    TableColumn("one_way", "yes_no"),
)
WALLS = (*LINE, TableColumn("thickness", "number", "mm", least=0))


@dataclass(frozen=True, slots=True)
class Routing:
    """What a table of flows brings: the flows, the products and methods they are the first to name, and remarks."""

    flows: tuple[Flow, ...]
    products: tuple[Product, ...]
    methods: tuple[Method, ...]
    remarks: tuple[str, ...] = ()


def read_equipment(path: Path) -> tuple[Machine, ...]:
    """The machines of an equipment table; columns nobody asked for are added to the notes.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read.
    """
    return _all(open_table(path, "equipment", EQUIPMENT), _machine)


def read_methods(path: Path) -> tuple[Method, ...]:
    """The handling methods of a table.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, also a method named twice.
    """
    reader = open_table(path, "methods", METHODS)
    known: set[str] = set()

    def method(row: Row) -> Method:
        made = _method(row)
        if made.name.casefold() in known:
            reader.wrong(row.number, "method", f"“{made.name}” is there already.")
        known.add(made.name.casefold())
        return made

    return _all(reader, method)


def read_aisles(path: Path) -> tuple[Aisle, ...]:
    """The aisles of a table.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read.
    """
    return _all(open_table(path, "aisles", AISLES), _aisle)


def read_walls(path: Path) -> tuple[Wall, ...]:
    """The walls of a table.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read.
    """
    return _all(open_table(path, "walls", WALLS), _wall)


def read_flows(path: Path, known: Iterable[Record]) -> Routing:
    """The flows of a table between the machines in `known`, in the order of the rows.

    Products that are not known are made. So are methods when `known` has none at all, at walking speed and with a
    remark; a method that is missing among others is a mistake.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, and names that no station has.
    """
    reader = open_table(path, "flows", FLOWS)
    everything = list(known)
    stations = _by_name(record for record in everything if isinstance(record, Machine))
    methods = {record.name.casefold(): record for record in everything if isinstance(record, Method)}
    products = {record.name.casefold(): record for record in everything if isinstance(record, Product)}
    assume_methods = not methods
    new_products: dict[str, Product] = {}
    new_methods: dict[str, Method] = {}
    order: dict[str, int] = {}
    for record in everything:
        if isinstance(record, Flow):
            order[record.product] = max(order.get(record.product, 0), record.order + 1)
    flows: list[Flow] = []
    for row in reader.rows():
        start = _station(reader, row, "from", row.text("from"), stations)
        end = _station(reader, row, "to", row.text("to"), stations)
        stops = [name.strip() for name in row.text("via").split(">") if name.strip()]
        via = tuple(_station(reader, row, "via", name, stations) for name in stops)
        name = row.text("method")
        if name and name.casefold() not in methods and assume_methods:
            made = Method(id=new_id(), name=name, speed_m_s=WALKING_M_S)
            methods[name.casefold()] = new_methods[name.casefold()] = made
        method = methods.get(name.casefold())
        if name and method is None:
            reader.wrong(row.number, "method", f"there is no method “{name}”.{_like(name, methods)}")
        key = row.text("product").casefold()
        product = products.get(key) or new_products.get(key)
        if product is None:
            product = new_products[key] = Product(id=new_id(), name=row.text("product"))
        if not (start and end and all(via)):
            continue
        place = order.get(product.id, 0)
        order[product.id] = place + 1
        flow = Flow(
            id=new_id(),
            product=product.id,
            start=start,
            end=end,
            quantity_per_day=row.number_in("quantity_per_day", 0.0),
            unit_load=row.number_in("unit_load", 1.0),
            method=method.id if method else None,
            via=via,
            order=place,
            note=_noted(row),
        )
        flows.append(flow)
    reader.finish()
    remarks = tuple(
        f"Method “{method.name}” is in no table of methods: {WALKING_M_S} m/s without handling or cost is assumed."
        for method in new_methods.values()
    )
    return Routing(tuple(flows), tuple(new_products.values()), tuple(new_methods.values()), remarks)


def merge_by_name(new: Iterable[Machine | Method], known: Iterable[Record]) -> tuple[Record, ...]:
    """The new records, with the ids of those of the same kind and name that are there, so that they replace them."""
    ids = {(type(r), r.name.casefold()): r.id for r in known if isinstance(r, Machine | Method)}
    return tuple(replace(r, id=ids.get((type(r), r.name.casefold()), r.id)) for r in new)


def _all(reader: TableReader, make: Callable[[Row], Made]) -> tuple[Made, ...]:
    """A record for every row; raises ImportFailed when a row cannot be read or its record refuses it."""
    found: list[Made] = []
    for row in reader.rows():
        try:
            found.append(make(row))
        except FloorwrightError as error:
            reader.wrong_row(row.number, error)
    reader.finish()
    return tuple(found)


def _aisle(row: Row) -> Aisle:
    return Aisle(
        id=new_id(),
        **_ends(row),
        name=row.text("name"),
        width=row.number_or_none("width"),
        one_way=row.yes("one_way", False),
        extra=_kept(row),
    )


def _wall(row: Row) -> Wall:
    return Wall(id=new_id(), **_ends(row), thickness=row.number_in("thickness", 0.0), extra=_kept(row))


def _machine(row: Row) -> Machine:
    return Machine(
        id=new_id(),
        name=row.text("name"),
        x=row.number_in("x", 0.0),
        y=row.number_in("y", 0.0),
        width=row.number_in("width", 0.0),
        depth=row.number_in("depth", 0.0),
        rotation=row.number_in("rotation_deg", 0.0),
        symbol=row.text("symbol") or "machine",
        clearance=row.number_in("clearance", 0.0),
        fixed=row.yes("fixed", False),
        pickup=_offset(row, "pickup"),
        dropoff=_offset(row, "dropoff"),
        department=row.text("department"),
        note=_noted(row),
    )


def _method(row: Row) -> Method:
    units = row.number_or_none("units")
    return Method(
        id=new_id(),
        name=row.text("method"),
        speed_m_s=row.number_in("speed", 0.0),
        load_s=row.number_in("load", 0.0),
        unload_s=row.number_in("unload", 0.0),
        cost_per_h=row.number_in("cost", 0.0),
        return_empty=row.yes("return_empty", True),
        units=None if units is None else int(units),
        available_h_per_day=row.number_in("available", 8.0),
        width=row.number_or_none("width"),
        aisle_width=row.number_or_none("aisle_width"),
        extra=_kept(row),
    )


def _ends(row: Row) -> dict[str, float]:
    return {name: row.number_in(name, 0.0) for name in ("x1", "y1", "x2", "y2")}


def _offset(row: Row, name: str) -> tuple[float, float] | None:
    across, along = row.number_or_none(f"{name}_x"), row.number_or_none(f"{name}_y")
    return None if across is None and along is None else (across or 0.0, along or 0.0)


def _noted(row: Row) -> str:
    return "; ".join([*filter(None, [row.text("note")]), *(f"{name}: {text}" for name, text in row.notes)])


def _kept(row: Row) -> tuple[tuple[str, str], ...]:
    return tuple((f"note: {name}", json.dumps(text, ensure_ascii=False)) for name, text in row.notes)


def _by_name(machines: Iterable[Machine]) -> dict[str, list[Machine]]:
    named: dict[str, list[Machine]] = {}
    for machine in machines:
        named.setdefault(machine.name.strip().casefold(), []).append(machine)
    return named


def _station(reader: TableReader, row: Row, column: str, name: str, stations: Mapping[str, list[Machine]]) -> str:
    found = stations.get(name.casefold(), [])
    exact = [machine for machine in found if machine.name.strip() == name]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    if found:
        reader.wrong(row.number, column, f"{len(found)} stations are called “{name}”.")
    else:
        reader.wrong(row.number, column, f"there is no station “{name}”.{_like(name, stations)}")
    return ""


def _like(name: str, known: Mapping[str, object]) -> str:
    close = difflib.get_close_matches(name.casefold(), list(known), 1, 0.7)
    if not close:
        return ""
    found = known[close[0]]
    spelled = found[0].name if isinstance(found, list) else getattr(found, "name", close[0])
    return f" Is “{spelled}” meant?"

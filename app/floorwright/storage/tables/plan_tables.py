"""The tables of a plan as records: equipment, methods, aisles and walls."""

from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from floorwright.errors import FloorwrightError
from floorwright.model.container import Container
from floorwright.model.kinds import Aisle, Machine, Method, Wall
from floorwright.model.record import Record, new_id
from floorwright.storage.tables.columns import Row, TableColumn, TableReader, open_table
from floorwright.storage.tables.names import kept, noted

Made = TypeVar("Made", bound=Record)
WALKING_M_S = 1.3
"""The speed of people and of a method that is only named (walking pace, methods.md 1.4: 1.2 to 1.4 m/s)."""

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
    TableColumn("speed", "number", "m/s", required=True, may_be_empty=True, above=0),
    TableColumn("speed_empty", "number", "m/s", above=0),
    TableColumn("load", "number", "s", least=0),
    TableColumn("unload", "number", "s", least=0),
    TableColumn("cost", "number", "per h", least=0),
    TableColumn("return_empty", "yes_no"),
    TableColumn("units", "integer", above=0),
    TableColumn("available", "number", "h per day", above=0),
    TableColumn("width", "number", "mm", least=0),
    TableColumn("aisle_width", "number", "mm", least=0),
    TableColumn("loads_at_once", "number", above=0),
    TableColumn("person", "yes_no"),
)
LINE = tuple(TableColumn(name, "number", "mm", required=True) for name in ("x1", "y1", "x2", "y2"))
AISLES = (
    *LINE,
    TableColumn("name"),
    TableColumn("width", "number", "mm", above=0),
    TableColumn("one_way", "yes_no"),
)
WALLS = (*LINE, TableColumn("thickness", "number", "mm", least=0))


def read_equipment(path: Path) -> tuple[Machine, ...]:
    """The machines of an equipment table; columns nobody asked for are added to the notes.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read.
    """
    return _all(open_table(path, "equipment", EQUIPMENT), _machine)


def read_methods(path: Path) -> tuple[Method, ...]:
    """The handling methods of a table. A person without a speed walks at 1.3 m/s.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, also a method named twice.
    """
    reader = open_table(path, "methods", METHODS)
    known: set[str] = set()

    def method(row: Row) -> Method:
        if row.number_or_none("speed") is None and not row.yes("person", False):
            reader.wrong(row.number, "speed", "is empty.")
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


def merge_by_name(new: Iterable[Machine | Method | Container], known: Iterable[Record]) -> tuple[Record, ...]:
    """The new records, with the ids of those of the same kind and name that are there, so that they replace them."""
    ids = {(type(r), r.name.casefold()): r.id for r in known if isinstance(r, Machine | Method | Container)}
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
        extra=kept(row),
    )


def _wall(row: Row) -> Wall:
    return Wall(id=new_id(), **_ends(row), thickness=row.number_in("thickness", 0.0), extra=kept(row))


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
        note=noted(row),
    )


def _method(row: Row) -> Method:
    units = row.number_or_none("units")
    return Method(
        id=new_id(),
        name=row.text("method"),
        speed_m_s=row.number_in("speed", WALKING_M_S),
        speed_empty_m_s=row.number_or_none("speed_empty"),
        loads_at_once=row.number_in("loads_at_once", 1.0),
        person=row.yes("person", False),
        load_s=row.number_in("load", 0.0),
        unload_s=row.number_in("unload", 0.0),
        cost_per_h=row.number_in("cost", 0.0),
        return_empty=row.yes("return_empty", True),
        units=None if units is None else int(units),
        available_h_per_day=row.number_in("available", 8.0),
        width=row.number_or_none("width"),
        aisle_width=row.number_or_none("aisle_width"),
        extra=kept(row),
    )


def _ends(row: Row) -> dict[str, float]:
    return {name: row.number_in(name, 0.0) for name in ("x1", "y1", "x2", "y2")}


def _offset(row: Row, name: str) -> tuple[float, float] | None:
    across, along = row.number_or_none(f"{name}_x"), row.number_or_none(f"{name}_y")
    return None if across is None and along is None else (across or 0.0, along or 0.0)

"""Finding what a row of a table names, stations, products and methods by their names, and notes nobody asked for."""

import difflib
import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeVar

from floorwright.model.kinds import Machine, Product
from floorwright.model.record import Record, new_id
from floorwright.storage.tables.columns import Row, TableReader

Named = TypeVar("Named", bound=Record)


def by_name(kind: type[Named], records: Iterable[Record]) -> dict[str, Named]:
    """The records of a kind by their names, whatever the case; of several the last."""
    return {str(getattr(r, "name", "")).strip().casefold(): r for r in records if isinstance(r, kind)}


def stations_by_name(records: Iterable[Record]) -> dict[str, list[Machine]]:
    """The machines by their names, whatever the case; several can have one name."""
    named: dict[str, list[Machine]] = {}
    for record in records:
        if isinstance(record, Machine):
            named.setdefault(record.name.strip().casefold(), []).append(record)
    return named


def station_id(reader: TableReader, row: Row, column: str, name: str, stations: Mapping[str, list[Machine]]) -> str:
    """The id of the station of that name; empty, and noted as wrong, when there is not exactly one."""
    found = stations.get(name.casefold(), [])
    exact = [machine for machine in found if machine.name.strip() == name]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    if found:
        reader.wrong(row.number, column, f"{len(found)} stations are called “{name}”.")
    else:
        reader.wrong(row.number, column, f"there is no station “{name}”.{like(name, stations)}")
    return ""


def known_id(reader: TableReader, row: Row, column: str, what: str, known: Mapping[str, Record]) -> str | None:
    """The id of the record that a cell names; None for an empty cell, and noted as wrong when there is none."""
    name = row.text(column)
    if not name:
        return None
    found = known.get(name.casefold())
    if found is None:
        reader.wrong(row.number, column, f"there is no {what} “{name}”.{like(name, known)}")
        return None
    return found.id


def like(name: str, known: Mapping[str, Record | Sequence[Machine]]) -> str:
    """`Is “Mill” meant?`, when a name is much like a known one."""
    close = difflib.get_close_matches(name.casefold(), list(known), 1, 0.7)
    if not close:
        return ""
    found = known[close[0]]
    spelled = getattr(found if isinstance(found, Record) else found[0], "name", close[0])
    return f" Is “{spelled}” meant?"


def noted(row: Row) -> str:
    """The row's note with the columns nobody asked for."""
    return "; ".join([*filter(None, [row.text("note")]), *(f"{name}: {text}" for name, text in row.notes)])


def kept(row: Row) -> tuple[tuple[str, str], ...]:
    """The columns nobody asked for, for a record without a note."""
    return tuple((f"note: {name}", json.dumps(text, ensure_ascii=False)) for name, text in row.notes)


class Products:
    """Products by name; those that are named first are made."""

    def __init__(self, records: Iterable[Record]) -> None:
        self._known = by_name(Product, records)
        self.new: dict[str, Product] = {}

    def of(self, name: str) -> Product:
        """The product of that name, a new one when there is none."""
        key = name.strip().casefold()
        found = self._known.get(key)
        if found is None:
            found = self._known[key] = self.new[key] = Product(id=new_id(), name=name.strip())
        return found

"""The tables of flows, a move a row, and of routings, a sequence of stations a row, as records."""

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from floorwright.analysis.amounts import product_quantities
from floorwright.errors import FloorwrightError
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.kinds import Flow, Method, Product
from floorwright.model.record import Record, new_id
from floorwright.model.routing_line import names_in_sequence
from floorwright.storage.tables.columns import Row, TableColumn, TableReader, open_table
from floorwright.storage.tables.names import (
    Products,
    by_name,
    known_id,
    like,
    noted,
    station_id,
    stations_by_name,
)
from floorwright.storage.tables.plan_tables import WALKING_M_S
from floorwright.storage.tables.product_tables import alternatives_by_name

_LOADS = (
    TableColumn("unit_load", "number", above=0),
    TableColumn("scrap_percent", "number", least=0),
    TableColumn("method"),
    TableColumn("container"),
    TableColumn("alternative"),
    TableColumn("note"),
)
FLOWS = (
    TableColumn("product", required=True),
    TableColumn("from", required=True),
    TableColumn("to", required=True),
    TableColumn("quantity_per_day", "number", required=True, may_be_empty=True, least=0),
    TableColumn("via"),
    *_LOADS,
)
ROUTINGS = (
    TableColumn("product", required=True),
    TableColumn("stations", required=True),
    TableColumn("percent", "number", least=0),
    TableColumn("quantity_per_day", "number", least=0),
    *_LOADS,
)


@dataclass(frozen=True, slots=True)
class Routing:
    """What a table of flows brings: the flows, what they are the first to name, and remarks."""

    flows: tuple[Flow, ...]
    products: tuple[Product, ...]
    methods: tuple[Method, ...]
    alternatives: tuple[Alternative, ...] = ()
    remarks: tuple[str, ...] = ()


def read_flows(path: Path, known: Iterable[Record]) -> Routing:
    """The flows of a table between the machines in `known`, in the order of the rows.

    Products that are not known are made. So are methods when `known` has none at all, at walking speed and with a
    remark; a method that is missing among others is a mistake. A row without a quantity follows its product, which
    then has to have one.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, and names that no station has.
    """
    reader = open_table(path, "flows", FLOWS)
    rows = _Rows(reader, list(known))
    for row in reader.rows():
        start = station_id(reader, row, "from", row.text("from"), rows.stations)
        end = station_id(reader, row, "to", row.text("to"), rows.stations)
        via = tuple(station_id(reader, row, "via", name, rows.stations) for name in names_in_sequence(row.text("via")))
        rows.add(row, [(start, via, end)])
    return rows.finish()


def read_routings(path: Path, known: Iterable[Record]) -> Routing:
    """The flows of a table of routings: `Saw > Lathe 1 > Mill` are two moves, one after the other.

    `alternative` and `percent` make the row one of several ways of making the product.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, and names that no station has.
    """
    reader = open_table(path, "routings", ROUTINGS)
    rows = _Rows(reader, list(known))
    for row in reader.rows():
        names = names_in_sequence(row.text("stations"))
        if len(names) < 2:
            reader.wrong(row.number, "stations", "has to name two stations or more, such as Saw > Mill.")
        ids = [station_id(reader, row, "stations", name, rows.stations) for name in names]
        rows.add(row, [(start, (), end) for start, end in pairwise(ids)])
    return rows.finish()


class _Rows:
    """Gathers flows row by row."""

    def __init__(self, reader: TableReader, known: list[Record]) -> None:
        self._reader = reader
        self.stations = stations_by_name(known)
        self._methods = by_name(Method, known)
        self._containers = by_name(Container, known)
        self._products = Products(known)
        self._alternatives = alternatives_by_name(known)
        self._new_alternatives: dict[tuple[str, str], Alternative] = {}
        self._assume_methods = not self._methods
        self._new_methods: dict[str, Method] = {}
        products = [record for record in known if isinstance(record, Product)]
        made = product_quantities(products, [record for record in known if isinstance(record, Part)])
        self._made = {id for id, quantity in made.items() if quantity is not None and quantity < math.inf}
        self._order: dict[str, int] = {}
        for record in known:
            if isinstance(record, Flow):
                self._order[record.product] = max(self._order.get(record.product, 0), record.order + 1)
        self._flows: list[Flow] = []

    def add(self, row: Row, moves: list[tuple[str, tuple[str, ...], str]]) -> None:
        """The moves of a row, each from a station by way of others to a station, by their ids."""
        method = self._method(row)
        container = known_id(self._reader, row, "container", "container", self._containers)
        product = self._products.of(row.text("product"))
        alternative = self._alternative(row, product)
        quantity = row.number_or_none("quantity_per_day")
        if quantity is None and product.id not in self._made:
            self._reader.wrong(
                row.number, "quantity_per_day", f"is empty, and the product “{product.name}” has no quantity a day."
            )
        scrap = row.number_in("scrap_percent", 0.0)
        if scrap >= 100:
            self._reader.wrong(row.number, "scrap_percent", "has to be less than 100: nothing good would be left.")
            return
        if not all(start and end and all(via) for start, via, end in moves):
            return
        for start, via, end in moves:
            place = self._order.get(product.id, 0)
            self._order[product.id] = place + 1
            self._flows.append(
                Flow(
                    id=new_id(),
                    product=product.id,
                    start=start,
                    end=end,
                    quantity_per_day=quantity,
                    unit_load=row.number_in("unit_load", 1.0),
                    method=method.id if method else None,
                    via=via,
                    order=place,
                    note=noted(row),
                    alternative=alternative,
                    container=container,
                    scrap_percent=scrap,
                )
            )

    def finish(self) -> Routing:
        """Everything, when all could be read."""
        self._reader.finish()
        remarks = tuple(
            f"Method “{method.name}” is in no table of methods: {WALKING_M_S} m/s without handling or cost is assumed."
            for method in self._new_methods.values()
        )
        made = tuple(self._products.new.values()), tuple(self._new_methods.values())
        return Routing(tuple(self._flows), *made, tuple(self._new_alternatives.values()), remarks)

    def _method(self, row: Row) -> Method | None:
        name = row.text("method")
        if name and name.casefold() not in self._methods and self._assume_methods:
            made = Method(id=new_id(), name=name, speed_m_s=WALKING_M_S)
            self._methods[name.casefold()] = self._new_methods[name.casefold()] = made
        method = self._methods.get(name.casefold())
        if name and method is None:
            self._reader.wrong(row.number, "method", f"there is no method “{name}”.{like(name, self._methods)}")
        return method

    def _alternative(self, row: Row, product: Product) -> str | None:
        name, percent = row.text("alternative"), row.number_or_none("percent")
        if not name:
            if percent is not None:
                self._reader.wrong(row.number, "percent", "belongs to an alternative; the row names none.")
            return None
        key = (product.id, name.casefold())
        old = self._new_alternatives.get(key) or self._alternatives.get(key)
        if old is None and percent is None:
            self._reader.wrong(row.number, "alternative", f"there is no alternative “{name}” of “{product.name}”.")
            return None
        if old is not None and percent in (None, old.percent):
            return old.id
        if key in self._new_alternatives:
            self._reader.wrong(row.number, "percent", f"“{name}” has {self._new_alternatives[key].percent:g} % above.")
        try:
            made = Alternative(
                id=old.id if old else new_id(),
                product=product.id,
                name=name,
                percent=100.0 if percent is None else percent,
            )
        except FloorwrightError as error:
            self._reader.wrong_row(row.number, error)
            return None
        self._new_alternatives[key] = made
        return made.id

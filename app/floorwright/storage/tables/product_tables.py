"""The tables of products, parts lists, alternatives and containers as records."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from floorwright.errors import FloorwrightError
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.kinds import Product
from floorwright.model.record import Record, new_id
from floorwright.storage.tables.columns import Row, TableColumn, TableReader, open_table
from floorwright.storage.tables.names import Products, by_name, kept, noted

PRODUCTS = (
    TableColumn("product", required=True),
    TableColumn("quantity_per_day", "number", least=0),
    TableColumn("colour"),
)
PARTS = (
    TableColumn("product", required=True),
    TableColumn("part", required=True),
    TableColumn("pieces", "number", required=True, above=0),
    TableColumn("note"),
)
ALTERNATIVES = (
    TableColumn("product", required=True),
    TableColumn("alternative", required=True),
    TableColumn("percent", "number", required=True, least=0),
)
CONTAINERS = (
    TableColumn("container", required=True),
    TableColumn("pieces", "number", required=True, above=0),
    TableColumn("length", "number", "mm", above=0),
    TableColumn("width", "number", "mm", above=0),
    TableColumn("height", "number", "mm", above=0),
    TableColumn("weight_kg", "number", least=0),
    TableColumn("returned_empty", "yes_no"),
    TableColumn("note"),
)


def read_products(path: Path, known: Iterable[Record]) -> tuple[Record, ...]:
    """The products of a table; one that is known gets the quantity and colour that the table says.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, also a product named twice.
    """
    reader = open_table(path, "products", PRODUCTS)
    here = by_name(Product, known)
    found: dict[str, Record] = {}
    for row in reader.rows():
        name = row.text("product")
        if name.casefold() in found:
            reader.wrong(row.number, "product", f"“{name}” is there already.")
            continue
        product = here.get(name.casefold()) or Product(id=new_id(), name=name)
        with Refusing(reader, row):
            found[name.casefold()] = replace(
                product,
                quantity_per_day=row.number_or_none("quantity_per_day"),
                colour=row.text("colour") or product.colour,
                extra=kept(row) or product.extra,
            )
    reader.finish()
    return tuple(found.values())


def read_parts(path: Path, known: Iterable[Record]) -> tuple[Record, ...]:
    """The parts lists of a table, with the products they are the first to name.

    A row in the place of one that is there, of the same product and part, replaces it.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read.
    """
    reader = open_table(path, "parts", PARTS)
    everything = list(known)
    products = Products(everything)
    ids = {(record.product, record.part): record.id for record in everything if isinstance(record, Part)}
    found: dict[tuple[str, str], Record] = {}
    for row in reader.rows():
        pair = (products.of(row.text("product")).id, products.of(row.text("part")).id)
        if pair in found:
            reader.wrong(row.number, "part", f"“{row.text('part')}” is in that product already.")
            continue
        with Refusing(reader, row):
            pieces = row.number_in("pieces", 1.0)
            found[pair] = Part(
                id=ids.get(pair, new_id()), product=pair[0], part=pair[1], pieces=pieces, note=noted(row)
            )
    reader.finish()
    return (*products.new.values(), *found.values())


def read_alternatives(path: Path, known: Iterable[Record]) -> tuple[Record, ...]:
    """The alternatives of a table with their shares, and the products they are the first to name.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read.
    """
    reader = open_table(path, "alternatives", ALTERNATIVES)
    everything = list(known)
    products = Products(everything)
    here = alternatives_by_name(everything)
    found: dict[tuple[str, str], Record] = {}
    for row in reader.rows():
        product, name = products.of(row.text("product")).id, row.text("alternative")
        key = (product, name.casefold())
        if key in found:
            reader.wrong(row.number, "alternative", f"“{name}” is there already.")
            continue
        old = here.get(key)
        with Refusing(reader, row):
            percent = row.number_in("percent", 100.0)
            found[key] = Alternative(
                id=old.id if old else new_id(), product=product, name=name, percent=percent, extra=kept(row)
            )
    reader.finish()
    return (*products.new.values(), *found.values())


def read_containers(path: Path) -> tuple[Container, ...]:
    """The containers of a table.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, also a container named twice.
    """
    reader = open_table(path, "containers", CONTAINERS)
    found: dict[str, Container] = {}
    for row in reader.rows():
        name = row.text("container")
        if name.casefold() in found:
            reader.wrong(row.number, "container", f"“{name}” is there already.")
            continue
        with Refusing(reader, row):
            found[name.casefold()] = Container(
                id=new_id(),
                name=name,
                pieces=row.number_in("pieces", 1.0),
                length=row.number_or_none("length"),
                width=row.number_or_none("width"),
                height=row.number_or_none("height"),
                weight_kg=row.number_or_none("weight_kg"),
                returned_empty=row.yes("returned_empty", False),
                note=noted(row),
            )
    reader.finish()
    return tuple(found.values())


def alternatives_by_name(records: Iterable[Record]) -> dict[tuple[str, str], Alternative]:
    """The alternatives by the id of their product and their name, whatever the case."""
    return {(r.product, r.name.strip().casefold()): r for r in records if isinstance(r, Alternative)}


class Refusing:
    """Notes it as wrong with the row when its record refuses the values."""

    def __init__(self, reader: TableReader, row: Row) -> None:
        self._reader = reader
        self._row = row

    def __enter__(self) -> None:
        """Nothing is refused yet."""

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> bool:
        if isinstance(error, FloorwrightError):
            self._reader.wrong_row(self._row.number, error)
            return True
        return False

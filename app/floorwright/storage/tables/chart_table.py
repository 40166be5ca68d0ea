"""The steps of process charts from a table, with or without a plan behind them."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from floorwright.analysis.process_chart.routing import settled
from floorwright.analysis.process_chart.words import basis_in, idea_in, subject_in, symbol_in, value_in
from floorwright.errors import FloorwrightError
from floorwright.model.kinds import Machine, Product
from floorwright.model.process_chart import ChartHead, Step, Subject, head_id
from floorwright.model.record import Record, new_id
from floorwright.storage.tables.columns import Row, TableColumn, TableReader, open_table

Read = TypeVar("Read")
SHEET = "process chart"
STEPS = (
    TableColumn("chart"),
    TableColumn("product"),
    TableColumn("symbol", required=True),
    TableColumn("description"),
    TableColumn("station"),
    TableColumn("time", "number", "s", least=0),
    TableColumn("time_per"),
    TableColumn("distance", "number", "mm", least=0),
    TableColumn("quantity", "number", least=0),
    TableColumn("people", "number", least=0),
    TableColumn("means"),
    TableColumn("value"),
    TableColumn("remark"),
    TableColumn("ecrs"),
    TableColumn("ecrs_note"),
    TableColumn("proposed_time", "number", "s", least=0),
    TableColumn("proposed_distance", "number", "mm", least=0),
    TableColumn("subject"),
    TableColumn("lot_size", "number", above=0),
    TableColumn("labour_cost", "number", "per h", least=0),
    TableColumn("cost_per_m", "number", least=0),
    TableColumn("number"),
    TableColumn("flags"),
)
"""`number` and `flags` are ours: they are computed anew."""


@dataclass(frozen=True, slots=True)
class TakenCharts:
    """The records that a table of steps puts into a plan, those it removes, and remarks."""

    put: tuple[Record, ...]
    remove: tuple[str, ...]
    remarks: tuple[str, ...] = ()


def read_steps(path: Path, known: Mapping[str, Record]) -> TakenCharts:
    """The process charts of a table, in the order of its rows; each replaces the steps its product had.

    Rows belong to the chart named in `chart` or `product`, else in the row before, else in the file's name. Stations
    are found by name; transports between two stations become flows, those there are first. In a plan without any
    equipment the names of stations are kept as remarks.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, and names that no station has.
    """
    reader = open_table(path, SHEET, STEPS)
    # A line with nothing but its first cell is a note under our own export.
    rows = tuple((number, cells) for number, cells in reader.cells.rows if any(cells[1:]) or len(cells) < 2)
    reader.cells = replace(reader.cells, rows=rows)
    stations: dict[str, list[Machine]] = {}
    products: dict[str, Product] = {}
    for record in known.values():
        if isinstance(record, Machine):
            stations.setdefault(record.name.strip().casefold(), []).append(record)
        elif isinstance(record, Product):
            products.setdefault(record.name.casefold(), record)
    steps: dict[str, list[Step]] = {}
    heads: dict[str, ChartHead] = {}
    made: list[Product] = []
    name = path.stem
    for row in reader.rows():
        name = row.text("chart") or row.text("product") or name
        product = products.get(name.casefold())
        if product is None:
            product = products[name.casefold()] = Product(id=new_id(), name=name)
            made.append(product)
        try:
            step = _step(reader, row, product.id, stations)
            if (head := _head(reader, row, product.id)) is not None:
                heads.setdefault(product.id, head)
        except FloorwrightError as error:
            reader.wrong_row(row.number, error)
            continue
        steps.setdefault(product.id, []).append(step)
    reader.finish()
    here = dict(known) | {record.id: record for record in (*made, *heads.values())}
    put: list[Record] = [*made, *heads.values()]
    remove: list[str] = []
    remarks = []
    for product_id, lines in steps.items():
        old = sum(isinstance(record, Step) and record.product == product_id for record in known.values())
        if old:
            named = here[product_id]
            assert isinstance(named, Product)
            remarks.append(f"The chart of “{named.name}” had {old} steps; the {len(lines)} of the table replace them.")
        change = settled(here, product_id, lines)
        put += change.put
        remove += change.remove
    return TakenCharts(tuple(put), tuple(remove), tuple(remarks))


def _step(reader: TableReader, row: Row, product: str, stations: Mapping[str, list[Machine]]) -> Step:
    outer, inner = _read(reader, row, "symbol", symbol_in) or symbol_in("O")
    return Step(
        id=new_id(),
        product=product,
        machine=_station(reader, row, stations),
        type=outer,
        inner=inner,
        description=row.text("description"),
        time_s=row.number_or_none("time"),
        time_per=_read(reader, row, "time_per", basis_in) or basis_in(""),
        distance_m=_metres(row.number_or_none("distance")),
        quantity=row.number_or_none("quantity"),
        people=row.number_or_none("people"),
        means=row.text("means"),
        value=_read(reader, row, "value", value_in),
        remark=_remark(row, bool(stations)),
        idea=_read(reader, row, "ecrs", idea_in),
        idea_note=row.text("ecrs_note"),
        proposed_time_s=row.number_or_none("proposed_time"),
        proposed_distance_m=_metres(row.number_or_none("proposed_distance")),
    )


def _remark(row: Row, has_stations: bool) -> str:
    """The remark, the columns nobody asked for, and in a plan without any equipment the station's name."""
    at = row.text("station")
    kept = [("at", at)] if at and not has_stations else []
    return "; ".join([*filter(None, [row.text("remark")]), *(f"{name}: {text}" for name, text in (*kept, *row.notes))])


def _head(reader: TableReader, row: Row, product: str) -> ChartHead | None:
    subject, lot = row.text("subject"), row.number_or_none("lot_size")
    labour, metre = row.number_or_none("labour_cost"), row.number_or_none("cost_per_m")
    if not subject and (lot, labour, metre) == (None, None, None):
        return None
    return ChartHead(
        id=head_id(product),
        product=product,
        subject=_read(reader, row, "subject", subject_in) or Subject.MATERIAL,
        lot_size=1.0 if lot is None else lot,
        labour_cost_per_h=labour,
        cost_per_m=metre,
    )


def _read(reader: TableReader, row: Row, column: str, read: Callable[[str], Read]) -> Read | None:
    try:
        return read(row.text(column))
    except FloorwrightError as error:
        reader.wrong(row.number, column, f"{error.message} {error.hint}".strip())
        return None


def _station(reader: TableReader, row: Row, stations: Mapping[str, list[Machine]]) -> str:
    name = row.text("station")
    if not name or not stations:
        return ""
    found = stations.get(name.casefold(), [])
    exact = [machine for machine in found if machine.name.strip() == name]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    many = f"{len(found)} stations are called “{name}”." if found else f"there is no station “{name}”."
    reader.wrong(row.number, "station", many)
    return ""


def _metres(length_mm: float | None) -> float | None:
    return None if length_mm is None else length_mm / 1000

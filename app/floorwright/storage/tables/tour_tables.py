"""The tables of milk runs and of their stops as records."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from floorwright.model.kinds import Method
from floorwright.model.record import Record, new_id
from floorwright.model.tour import Tour, TourStop
from floorwright.storage.tables.columns import TableColumn, open_table
from floorwright.storage.tables.names import by_name, kept, known_id, noted, station_id, stations_by_name
from floorwright.storage.tables.product_tables import Refusing

TOURS = (
    TableColumn("tour", required=True),
    TableColumn("depot", required=True),
    TableColumn("method"),
    TableColumn("capacity", "number", above=0),
    TableColumn("runs_per_day", "number", least=0),
    TableColumn("interval", "number", "s", above=0),
    TableColumn("note"),
)
STOPS = (
    TableColumn("tour", required=True),
    TableColumn("station", required=True),
    TableColumn("quantity_per_day", "number", required=True, least=0),
    TableColumn("round", "integer", least=0),
)


def read_tours(path: Path, known: Iterable[Record]) -> tuple[Tour, ...]:
    """The milk runs of a table; one that is known by its name is replaced.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, and names that no station or method has.
    """
    reader = open_table(path, "tours", TOURS)
    everything = list(known)
    stations, methods, here = stations_by_name(everything), by_name(Method, everything), by_name(Tour, everything)
    found: dict[str, Tour] = {}
    for row in reader.rows():
        name = row.text("tour")
        if name.casefold() in found:
            reader.wrong(row.number, "tour", f"“{name}” is there already.")
            continue
        depot = station_id(reader, row, "depot", row.text("depot"), stations)
        method = known_id(reader, row, "method", "method", methods)
        interval = row.number_or_none("interval")
        old = here.get(name.casefold())
        if not depot:
            continue
        with Refusing(reader, row):
            found[name.casefold()] = Tour(
                id=old.id if old else new_id(),
                name=name,
                depot=depot,
                method=method,
                capacity=row.number_or_none("capacity"),
                runs_per_day=row.number_or_none("runs_per_day"),
                interval_min=None if interval is None else interval / 60,
                note=noted(row),
            )
    reader.finish()
    return tuple(found.values())


def read_tour_stops(path: Path, known: Iterable[Record]) -> tuple[tuple[TourStop, ...], tuple[str, ...]]:
    """The stops of a table in the order of its rows, and the ids of those that the tours it names had before.

    Raises:
        ImportFailed: naming the rows and columns that cannot be read, and names that no tour or station has.
    """
    reader = open_table(path, "tour_stops", STOPS)
    everything = list(known)
    stations, tours = stations_by_name(everything), by_name(Tour, everything)
    found: list[TourStop] = []
    order: dict[str, int] = {}
    for row in reader.rows():
        tour = known_id(reader, row, "tour", "tour", tours)
        station = station_id(reader, row, "station", row.text("station"), stations)
        if tour is None or not station:
            continue
        place = order[tour] = order.get(tour, -1) + 1
        quantity = row.number_in("quantity_per_day", 0.0)
        turn = int(row.number_in("round", 0))
        stop = TourStop(id=new_id(), tour=tour, station=station, quantity_per_day=quantity, order=place, round=turn)
        found.append(replace(stop, extra=kept(row)))
    reader.finish()
    gone = tuple(r.id for r in everything if isinstance(r, TourStop) and r.tour in order)
    return tuple(found), gone

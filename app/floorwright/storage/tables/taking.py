"""Taking tables into a plan: which table a file holds, and putting its records where they belong."""

from collections.abc import Mapping
from pathlib import Path

from floorwright.errors import ImportFailed
from floorwright.model.document import Edit
from floorwright.model.scenario import scenario_records
from floorwright.storage.tables.cells import read_cells, sheet_names
from floorwright.storage.tables.chart_table import read_steps
from floorwright.storage.tables.columns import plain_heading
from floorwright.storage.tables.plan_tables import (
    merge_by_name,
    read_aisles,
    read_equipment,
    read_methods,
    read_walls,
)
from floorwright.storage.tables.product_tables import read_alternatives, read_containers, read_parts, read_products
from floorwright.storage.tables.routing_tables import read_flows, read_routings
from floorwright.storage.tables.tour_tables import read_tour_stops, read_tours

ORDER = (
    "equipment", "methods", "containers", "products", "parts", "alternatives", "aisles", "walls", "flows", "routings",
    "tours", "tour_stops", "steps",
)  # fmt: skip
"""Flows come after what they name, stations and methods, and the steps of process charts after the flows."""


def kind_of(path: Path) -> str:
    """Which table a file holds, told by its columns and, between aisles and walls, by its name; "" when nothing tells.

    Raises:
        ImportFailed: when it is no table.
    """
    heads = {plain_heading(cell) for cell in read_cells(path).header}
    if {"symbol", "description"} <= heads and "x" not in {head.rpartition("_")[0] for head in heads}:
        return "steps"
    stems = {head.rpartition("_")[0] or head for head in heads}
    if {"product", "from", "to"} <= heads:
        return "flows"
    for kind, columns in _TOLD_BY.items():
        if columns <= heads:
            return kind
    if "method" in heads and any(head.startswith("speed_") for head in heads):
        return "methods"
    if {"x", "y", "width", "depth"} <= stems:
        return "equipment"
    if {"x1", "y1", "x2", "y2"} <= stems:
        named = path.stem.casefold()
        if "wall" in named or "thickness" in stems:
            return "walls"
        if "aisle" in named or {"one_way", "one"} & (heads | stems) or "width" in stems:
            return "aisles"
    return ""


_TOLD_BY: dict[str, set[str]] = {
    "routings": {"product", "stations"},
    "parts": {"product", "part", "pieces"},
    "alternatives": {"product", "alternative", "percent"},
    "containers": {"container", "pieces"},
    "tour_stops": {"tour", "station"},
    "tours": {"tour", "depot"},
    "products": {"product", "quantity_per_day"},
}
"""The columns that no other table has together, in the order in which they are looked for."""


def take(edit: Edit, tables: Mapping[str, Path]) -> list[str]:
    """Put the records of the tables, by kind, into the scenario being edited; what was assumed, in sentences.

    Equipment, methods, containers, products, parts, alternatives and tours replace those of the same name; the stops of
    a tour replace all it had; everything else is added.

    Raises:
        ImportFailed: naming rows and columns; the caller's edit is to be cancelled.
    """
    remarks: list[str] = []
    for kind in ORDER:
        path = tables.get(kind)
        if path is None:
            continue
        here = scenario_records(edit.records, edit.scenario)
        match kind:
            case "equipment":
                edit.put(*merge_by_name(read_equipment(path), here.values()))
            case "methods":
                edit.put(*merge_by_name(read_methods(path), here.values()))
            case "aisles":
                edit.put(*read_aisles(path))
            case "walls":
                edit.put(*read_walls(path))
            case "containers":
                edit.put(*merge_by_name(read_containers(path), here.values()))
            case "products":
                edit.put(*read_products(path, here.values()))
            case "parts":
                edit.put(*read_parts(path, here.values()))
            case "alternatives":
                edit.put(*read_alternatives(path, here.values()))
            case "tours":
                edit.put(*read_tours(path, here.values()))
            case "tour_stops":
                stops, gone = read_tour_stops(path, here.values())
                edit.remove(*gone)
                edit.put(*stops)
            case "steps":
                taken = read_steps(path, here)
                edit.put(*taken.put)
                edit.remove(*taken.remove)
                remarks += taken.remarks
            case _:
                routing = (read_flows if kind == "flows" else read_routings)(path, here.values())
                edit.put(*routing.products, *routing.methods, *routing.alternatives, *routing.flows)
                remarks += routing.remarks
    return remarks


def kinds_of(paths: list[Path]) -> dict[str, Path]:
    """The table that each file holds; a workbook can hold several, each on a sheet of the table's name.

    Raises:
        ImportFailed: for a file that is none of them, and for two of one kind.
    """
    found: dict[str, Path] = {}
    for path in paths:
        sheets = {name.strip().casefold() for name in sheet_names(path)}
        kinds = [kind for kind in ORDER if kind in sheets] or [kind_of(path)]
        for kind in kinds:
            if not kind:
                raise ImportFailed(
                    f"{path.name} is no table that is known.",
                    hint=f"Its columns have to be those of {', '.join(ORDER[:-1])} or {ORDER[-1]}.",
                )
            if kind in found:
                raise ImportFailed(f"{found[kind].name} and {path.name} are both {kind}.", hint="Take one at a time.")
            found[kind] = path
    return found

"""Taking tables into a plan: which table a file holds, and putting its records where they belong."""

from collections.abc import Mapping
from pathlib import Path

from floorwright.errors import ImportFailed
from floorwright.model.document import Edit
from floorwright.model.scenario import scenario_records
from floorwright.storage.tables.cells import read_cells
from floorwright.storage.tables.chart_table import read_steps
from floorwright.storage.tables.columns import plain_heading
from floorwright.storage.tables.plan_tables import (
    merge_by_name,
    read_aisles,
    read_equipment,
    read_flows,
    read_methods,
    read_walls,
)

ORDER = ("equipment", "methods", "aisles", "walls", "flows", "steps")
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


def take(edit: Edit, tables: Mapping[str, Path]) -> list[str]:
    """Put the records of the tables, by kind, into the scenario being edited; what was assumed, in sentences.

    Equipment and methods replace those of the same name; everything else is added.

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
            case "steps":
                taken = read_steps(path, here)
                edit.put(*taken.put)
                edit.remove(*taken.remove)
                remarks += taken.remarks
            case _:
                routing = read_flows(path, here.values())
                edit.put(*routing.products, *routing.methods, *routing.flows)
                remarks += routing.remarks
    return remarks


def kinds_of(paths: list[Path]) -> dict[str, Path]:
    """The table that each file holds.

    Raises:
        ImportFailed: for a file that is none of them, and for two of one kind.
    """
    found: dict[str, Path] = {}
    for path in paths:
        kind = kind_of(path)
        if not kind:
            raise ImportFailed(
                f"{path.name} is no table that is known.",
                hint="Its columns have to be those of equipment, flows, methods, aisles, walls or steps.",
            )
        if kind in found:
            raise ImportFailed(f"{found[kind].name} and {path.name} are both {kind}.", hint="Take one at a time.")
        found[kind] = path
    return found

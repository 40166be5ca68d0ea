"""Reads DWG drawings, R13 to R2018, by turning them into DXF: with the user's own converter, else with a library."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from floorwright.api import DrawingImporter, hook
from floorwright_builtin.dwg_import.own_converter import own_converter
from floorwright_builtin.dwg_import.releases import is_dwg

if TYPE_CHECKING:
    from floorwright.api import Converted, ImportOptions, Job


@hook
def drawing_importers() -> Iterable[DrawingImporter]:
    """DWG. What was read is read anew when another converter is installed."""
    own = own_converter()
    version = f"1 {own.path}" if own else "1"
    return (DrawingImporter("dwg", "DWG drawing", (".dwg",), is_dwg, read, version, converts_to="dxf"),)


def read(path: Path, options: ImportOptions, job: Job) -> Converted:
    """The drawing in a DWG file as DXF; see `reading.read_dwg`."""
    from floorwright_builtin.dwg_import.reading import read_dwg

    return read_dwg(path, options, job)

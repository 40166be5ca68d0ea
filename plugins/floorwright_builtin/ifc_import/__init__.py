"""Reads a storey of an IFC building model as a plan, where the optional library ifcopenshell is installed."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from floorwright.api import DrawingImporter, hook

if TYPE_CHECKING:
    from floorwright.api import Drawing, ImportOptions, Job

_SCHEMA = re.compile(rb"FILE_SCHEMA\s*\(\s*\(\s*'\s*IFC", re.IGNORECASE)


@hook
def drawing_importers() -> Iterable[DrawingImporter]:
    """IFC."""
    return (DrawingImporter("ifc", "IFC storey", (".ifc",), is_ifc, read, "1"),)


def is_ifc(head: bytes) -> bool:
    """Whether these first bytes of a file are those of a STEP file with an IFC schema."""
    return head.lstrip().startswith(b"ISO-10303-21") and _SCHEMA.search(head) is not None


def read(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """A storey of a building model; see `reading.read_ifc`."""
    from floorwright_builtin.ifc_import.reading import read_ifc

    return read_ifc(path, options, job)

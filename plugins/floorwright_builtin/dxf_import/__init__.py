"""Reads DXF drawings, R12 to R2018, text and binary, whole or damaged."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from floorwright.api import DrawingImporter, hook
from floorwright_builtin.dxf_import.sniff import is_dxf

if TYPE_CHECKING:
    from floorwright.api import Drawing, ImportOptions, Job


@hook
def drawing_importers() -> Iterable[DrawingImporter]:
    """DXF."""
    return (DrawingImporter("dxf", "DXF drawing", (".dxf",), is_dxf, read, reader_version="10"),)


def read(path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The drawing in a DXF file; see `reading.read_dxf`. ezdxf takes a while to import and is not always needed."""
    from floorwright_builtin.dxf_import.reading import read_dxf

    return read_dxf(path, options, job)

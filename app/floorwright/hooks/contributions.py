"""What a plugin can contribute: values that say what they are and hold the function that does it, without Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from floorwright.analysis.result import Analysis, Table
    from floorwright.jobs import Job
    from floorwright.model.diff import Records
    from floorwright.model.drawing import Drawing, Problem
    from floorwright.paper.content import Content
    from floorwright.paper.setup import SheetSetup


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """What the user chose for a drawing: the layers to read (None for all); encoding and layout, "" to find out.

    A layout is a sheet of a DXF or DWG, a page of a PDF or a storey of a building, as Drawing.layouts names them.
    `region` is x1, y1, x2, y2 in the drawing's units, None for all of it; importers need not look at it.
    """

    layers: tuple[str, ...] | None = None
    encoding: str = ""
    layout: str = ""
    region: tuple[float, float, float, float] | None = None


@dataclass(frozen=True, slots=True)
class Converted:
    """A drawing in another format: its bytes, what the original was, and what was lost on the way."""

    data: bytes
    kind: str
    version: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawingImporter:
    """Reads drawings of a format. `read(path, options, job)` runs in a worker process and raises ImportFailed.

    `recognises` is given the first 4 KB of the file and says whether it is of this format, whatever its name.
    `read` is a function of a module, so that the worker process finds it by name. What it read is kept until
    `reader_version` changes. A format that another importer reads when it is converted names that one's id in
    `converts_to`, and its `read` answers Converted.
    """

    id: str
    title: str
    suffixes: tuple[str, ...]
    recognises: Callable[[bytes], bool]
    read: Callable[[Path, ImportOptions, Job], Drawing | Converted]
    reader_version: str = ""
    converts_to: str = ""


@dataclass(frozen=True, slots=True)
class Exporter:
    """Writes a format. `write(content, setup, job)` gives the bytes of the file and raises ExportFailed.

    The caller puts the bytes on the disk, whole or not at all.
    """

    id: str
    title: str
    suffix: str
    write: Callable[[Content, SheetSetup, Job], bytes]
    on_paper: bool = True
    """Whether paper size, scale and sheet mean anything to it."""
    of_plans: bool = True
    """Whether a plan can be written in it; otherwise only what a study finds."""


@dataclass(frozen=True, slots=True)
class PlanMetric:
    """A table about the plan for the analysis panel, XLSX and CSV: a function of a scenario's records and analysis."""

    id: str
    title: str
    compute: Callable[[Records, Analysis], Table]


@dataclass(frozen=True, slots=True)
class SymbolFolder:
    """A folder of plan symbols (`*.json`) to add to the library."""

    id: str
    title: str
    folder: Path


@dataclass(frozen=True, slots=True)
class Contributions:
    """Everything the plugins that work contribute, by id, in the order of registration."""

    importers: Mapping[str, DrawingImporter] = field(default_factory=dict)
    exporters: Mapping[str, Exporter] = field(default_factory=dict)
    metrics: Mapping[str, PlanMetric] = field(default_factory=dict)
    symbols: Mapping[str, SymbolFolder] = field(default_factory=dict)

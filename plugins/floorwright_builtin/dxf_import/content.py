"""What a DXF file holds: every entity decoded, with the tables they refer to. The file itself is then let go of."""

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from floorwright.api import Floats, ImportOptions, Ints, Job
from floorwright_builtin.dxf_import.entities.decoding import Decoded, decode
from floorwright_builtin.dxf_import.entities.looks import Looks, look_numbers
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.entities.text_columns import parts_of_texts
from floorwright_builtin.dxf_import.entities.text_fonts import report_fonts
from floorwright_builtin.dxf_import.file.columns import file_of
from floorwright_builtin.dxf_import.file.odd_numbers import mend_odd_numbers
from floorwright_builtin.dxf_import.file.records import Bools
from floorwright_builtin.dxf_import.file.sections import Sections
from floorwright_builtin.dxf_import.file.spaces import DRAWING, ELSEWHERE, Spaces, spaces_of
from floorwright_builtin.dxf_import.file.tables import Tables, Words, read_tables
from floorwright_builtin.dxf_import.placing.clipped_blocks import clips_of
from floorwright_builtin.dxf_import.placing.linked import frame_linked_blocks
from floorwright_builtin.dxf_import.placing.viewports import Window, windows_of
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.singly.rare import File


@dataclass(frozen=True, slots=True)
class Content:
    """The pieces and inserts of a file, and what its records were: `space` (records,) where each lies, `ordinal` which
    entity of the drawing it is or hangs on. `entities` are counted by type; `xrefs` are files it refers to."""

    header: dict[str, str]
    encoding: str
    layout: str
    tables: Tables
    looks: Looks
    decoded: Decoded
    space: Ints
    ordinal: Ints
    entities: tuple[tuple[str, int], ...]
    xrefs: tuple[str, ...]
    windows: tuple[Window, ...]
    """The viewports of a sheet through which the model is seen."""
    clips: dict[int, Floats]
    """The outlines of inserts that show only a part of their block; see `clips_of`."""


def content_of(path: Path, options: ImportOptions, report: Report, job: Job) -> Content:
    """Everything in a DXF file.

    Raises:
        ImportFailed: when it is no DXF, or has no sheet of the name that is asked for.
        Cancelled: when the job was cancelled.
    """
    job.progress(0.0, "Reading")
    file, encoding = file_of(path.read_bytes(), options.encoding, path.name, report)
    job.progress(0.15, "Reading")
    records, lost = mend_odd_numbers(file.sections, report)
    file = File(replace(file.sections, records=records), file.encoding)
    words = Words(file.sections, file.encoding)
    tables = read_tables(file.sections, words)
    spaces = spaces_of(file.sections, tables, options.layout, path.name, report)
    alive = _alive(file.sections, spaces, lost, report)
    looks = Looks(tables)
    numbers = np.zeros(records.count, np.int32)
    rows = np.flatnonzero(alive)
    numbers[rows] = look_numbers(records, rows, spaces.of[rows] != DRAWING, tables, words, looks)
    job.progress(0.2, "Drawing")
    decoded = decode(file, tables, spaces, looks, numbers, alive, report, job)
    xrefs = frame_linked_blocks(decoded, tables, looks, report)
    report_fonts(records, alive, tables, report)
    job.progress(0.6, "Placing blocks")
    main = alive & (spaces.of == DRAWING) & ~spaces.is_part
    _count_layers(looks, numbers[main], tables)
    return Content(
        header=file.sections.header,
        encoding=encoding,
        layout=spaces.layout,
        tables=tables,
        looks=looks,
        decoded=decoded,
        space=spaces.of,
        ordinal=np.cumsum(main, dtype=np.int32)[spaces.owner] - 1,
        entities=_counts(file.sections, main & ~parts_of_texts(records)),
        xrefs=tuple(dict.fromkeys((*xrefs, *decoded.xrefs))),
        windows=windows_of(file.sections, main, words, report),
        clips=clips_of(file.sections, decoded.inserts),
    )


def _alive(sections: Sections, spaces: Spaces, lost: Bools, report: Report) -> Bools:
    """Which records are drawn: those of the sheet and of blocks that are not hidden and whose numbers are sound."""
    records = sections.records
    alive = spaces.of != ELSEWHERE
    hidden = alive & (records.first(60) == 1) & ~spaces.is_part
    if hidden.any():
        where = name_of(records, int(np.flatnonzero(hidden)[0]))
        report.add("Hidden entity", where, "not shown, as in the drawing", int(hidden.sum()))
    gone = hidden | lost
    found: Bools = alive & ~gone & ~gone[spaces.owner]
    return found


def _count_layers(looks: Looks, numbers: Ints, tables: Tables) -> None:
    for number, count in enumerate(np.bincount(numbers, minlength=len(looks.all)).tolist()):
        if count:
            tables.layers.entities[max(looks.all[number].layer, 0)] += count


def _counts(sections: Sections, main: Bools) -> tuple[tuple[str, int], ...]:
    records = sections.records
    rows = np.flatnonzero(main)
    _, first, count = np.unique(records.kind[rows], return_index=True, return_counts=True)
    names = [records.tags.value(int(records.head[rows[place]])).strip().decode("ascii", "replace") for place in first]
    return tuple(sorted(zip(names, count.tolist(), strict=True), key=lambda item: (-item[1], item[0])))

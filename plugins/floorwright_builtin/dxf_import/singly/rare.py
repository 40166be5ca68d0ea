"""Entities that are met seldom, drawn one by one through ezdxf from their part of the file."""

import io
from dataclasses import dataclass
from typing import Any

import numpy as np

from floorwright.api import Job
from floorwright_builtin.dxf_import.entities.looks import MASK, Looks
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.file.records import Bools, Index, named
from floorwright_builtin.dxf_import.file.sections import PARTS, SECTIONS, Sections
from floorwright_builtin.dxf_import.file.tables import Tables
from floorwright_builtin.dxf_import.report import Report

LARGEST_PART = 30_000_000
"""Blocks and objects of more bytes are not given to ezdxf; what needs them is then drawn without."""
_HANDLES_FROM = 0x7F000000
_TELL_EVERY = 50


@dataclass(frozen=True, slots=True)
class File:
    """A DXF file in columns, and the encoding of its texts."""

    sections: Sections
    encoding: str

    def text(self, first: int, last: int) -> str:
        """The text of the tags from one to another, that one left out; it begins with the value of the first."""
        tags = self.sections.records.tags
        data = tags.data[int(tags.offset[first]) : int(tags.offset[last - 1] + tags.length[last - 1])]
        words = data.decode(self.encoding, "surrogateescape").replace("\r\n", "\n").replace("\r", "\n")
        return words + "\n"


def draw_rare(
    file: File, rows: Index, in_block: Bools, shapes: Gathered, tables: Tables, looks: Looks, report: Report,
    job: Job,
) -> tuple[str, ...]:  # fmt: skip
    """Draw the records `rows`; `in_block` says which lie in blocks. What comes back are the files that blocks of
    theirs refer to."""
    from ezdxf.lldxf.const import DXFError

    from floorwright_builtin.dxf_import.singly.entities import Entities

    records = file.sections.records
    try:
        doc = _document(file, rows)
    except (DXFError, ValueError, KeyError, AttributeError, IndexError, TypeError, ArithmeticError) as error:
        kinds = {name_of(records, record).split()[0] for record in rows.tolist()}
        report.add(f"{', '.join(sorted(kinds))} cannot be read", f"{error}"[:200], "left out", len(rows))
        return ()
    drawer = Entities(doc, tables.layers, report, job)
    for number, (record, inner) in enumerate(zip(rows.tolist(), in_block.tolist(), strict=True)):
        if number % _TELL_EVERY == 0:
            job.progress(0.4 + 0.2 * number / len(rows), "Drawing what is rare")
        entity = doc.entitydb.get(_handle(record))
        # What ezdxf cannot make sense of, it destroys.
        if entity is None or not entity.is_alive:
            report.add(f"{name_of(records, record).split()[0]} cannot be read", name_of(records, record), "left out")
            continue
        _gather(drawer, entity, record, inner, shapes, looks)
    return tuple(drawer.blocks.xrefs)


def _handle(record: int) -> str:
    return f"{_HANDLES_FROM + record:X}"


def _document(file: File, rows: Index) -> Any:
    """ezdxf's document of the file with only these entities in it, each under a handle of its own."""
    import ezdxf

    parts: list[str] = []
    sections = file.sections
    records = sections.records
    begins = np.flatnonzero(records.kind == named("SECTION"))
    ends = np.append(np.flatnonzero(records.kind == named("ENDSEC")), records.count)
    for begin in begins.tolist():
        end = int(ends[np.searchsorted(ends, begin)])
        inside = int(sections.section[begin + 1]) if end > begin + 1 else -1
        name = records.tags.value(int(records.head[begin]) + 1).strip().decode("ascii", "replace").upper()
        first, last = int(records.head[begin]), int(records.head[end])
        if name == "BLOCKS" and inside == SECTIONS.index("BLOCKS"):
            parts += ["0\nSECTION\n2\nBLOCKS\n", *_blocks(file), "0\nENDSEC\n"]
        elif name in ("HEADER", "CLASSES", "TABLES") or (name == "OBJECTS" and last - first < LARGEST_PART / 10):
            parts += ["0\n", file.text(first, last), "0\nENDSEC\n"]
    parts.append("0\nSECTION\n2\nENTITIES\n")
    parts += [_entity(file, record) for record in rows.tolist()]
    parts.append("0\nENDSEC\n0\nEOF\n")
    return ezdxf.read(io.StringIO("".join(parts)))  # type: ignore[attr-defined]


def _blocks(file: File) -> list[str]:
    """The blocks section: of anonymous blocks, and where all are too much, only their beginnings and ends."""
    records = file.sections.records
    inside = file.sections.within("BLOCKS")
    begins = np.flatnonzero(inside & (records.kind == named("BLOCK")))
    ends = np.flatnonzero(inside & (records.kind == named("ENDBLK")))
    whole = 0
    parts: list[str] = []
    for begin in begins.tolist():
        place = int(np.searchsorted(ends, begin))
        if place >= len(ends):
            break
        end = int(ends[place])
        name = records.tags.value(int(records.first_tag(2)[begin])).strip()
        size = int(records.tags.offset[records.head[end]] - records.tags.offset[records.head[begin]])
        own = not name.startswith(b"*") and whole + size < LARGEST_PART
        whole += size if own else 0
        stop = int(records.head[end + 1])
        if own:
            parts += ["0\n", file.text(int(records.head[begin]), stop)]
        else:
            parts += ["0\n", file.text(int(records.head[begin]), int(records.head[begin + 1]))]
            parts += ["0\n", file.text(int(records.head[end]), stop)]
    return parts


def _entity(file: File, record: int) -> str:
    """The text of an entity and the parts that hang on it, under its new handle, those without any."""
    records = file.sections.records
    kinds = {int(named(part)) for part in PARTS}
    last = record + 1
    while last < records.count and int(records.kind[last]) in kinds:
        last += 1
    parts = []
    for number in range(record, last):
        lines = file.text(int(records.head[number]), int(records.head[number + 1])).split("\n")
        kept = [
            f"{code}\n{value}\n" for code, value in zip(lines[1::2], lines[2::2], strict=False) if code.strip() != "5"
        ]
        own = f"5\n{_handle(record)}\n" if number == record else ""
        parts.append(f"0\n{lines[0]}\n{own}{''.join(kept)}")
    return "".join(parts)


def _gather(drawer: Any, entity: Any, record: int, inner: bool, shapes: Gathered, looks: Looks) -> None:
    own = looks.all[int(shapes.looks[record])]
    if entity.dxftype() == "WIPEOUT":
        ring = np.array([(p.x, p.y, p.z) for p in entity.boundary_path_wcs()])
        look = np.array([looks.number(own._replace(colour=MASK))], np.int32)
        if len(ring) > 2:
            shapes.fills(ring, np.array([len(ring)]), np.array([1]), np.array([record]), look)
        return
    pieces = drawer.pieces(entity, inner)

    def seen(layers: Any, colours: Any) -> Any:
        return np.array(
            [
                looks.number(own._replace(layer=layer, colour=colour))
                for layer, colour in zip(layers.tolist(), colours.tolist(), strict=True)
            ],
            np.int32,
        )

    def owners(count: int) -> Any:
        return np.full(count, record)

    shapes.segments(pieces.segments, owners(len(pieces.segments)), seen(pieces.segment_layer, pieces.segment_colour))
    shapes.arcs(pieces.arcs, owners(len(pieces.arcs)), seen(pieces.arc_layer, pieces.arc_colour))
    shapes.fills(
        pieces.fill_points, np.diff(pieces.ring_starts), np.diff(pieces.fill_starts), owners(len(pieces.fill_layer)),
        seen(pieces.fill_layer, pieces.fill_colour),
    )  # fmt: skip
    texts = pieces.texts
    shapes.texts(
        np.array([(*text.at, *text.along, *text.up) for text in texts]).reshape(-1, 9),
        np.array([shapes.word(text.text) for text in texts], np.int32),
        owners(len(texts)),
        seen(np.array([text.layer for text in texts], int), np.array([text.colour for text in texts], int)),
    )

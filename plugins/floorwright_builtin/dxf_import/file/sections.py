"""Where in a DXF file its sections are, and its header."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.api import TagColumns
from floorwright_builtin.dxf_import.file.records import Bools, Records, is_one_of, named
from floorwright_builtin.dxf_import.report import Report

SECTIONS = ("HEADER", "CLASSES", "TABLES", "BLOCKS", "ENTITIES", "OBJECTS")
PARTS = ("VERTEX", "ATTRIB", "SEQEND")
_FRAMES = ("SECTION", "ENDSEC", "EOF")


@dataclass(frozen=True, slots=True)
class Sections:
    """The records of a file, the section each lies in (an index of SECTIONS; -1 for none), and the header's values."""

    records: Records
    section: NDArray[np.int8]
    header: dict[str, str]

    def within(self, name: str) -> Bools:
        """Which records lie in a section."""
        inside: Bools = self.section == SECTIONS.index(name)
        return inside


def sections_of(tags: TagColumns, report: Report) -> Sections | None:
    """The sections of a file in which they begin and end in turn; None for one that must be mended first.

    A file that is only cut off is read up to its last whole entity.
    """
    if tags.stopped not in (-1, len(tags.data)):
        return None
    records = Records(tags)
    frames = np.flatnonzero(is_one_of(records.kind, _FRAMES))
    kinds = records.kind[frames].tolist()
    section, ended, eof = named("SECTION"), named("ENDSEC"), named("EOF")
    if not kinds or frames[0] != 0 or kinds[0] != section:
        return None
    if kinds[-1] != eof:
        records = _without_the_cut_end(records, kinds[-1] == ended, report)
        frames = frames[frames < records.count]
        kinds = [*kinds[: len(frames)], *([ended] if kinds[len(frames) - 1] != ended else []), eof]
        frames = np.append(frames, [records.count] * (len(kinds) - len(frames)))
    if kinds != [section, ended] * (len(kinds) // 2) + [eof]:
        return None
    begins, ends = frames[0:-1:2], frames[1::2]
    # Between the end of a section and the next one nothing may lie, nor behind the last.
    if (begins[1:] != ends[:-1] + 1).any() or (
        len(begins) and frames[-1] > ends[-1] + 1 and frames[-1] < records.count
    ):
        return None
    found = np.full(records.count, -1, np.int8)
    header: dict[str, str] = {}
    seen: set[int] = set()
    for begin, end in zip(begins.tolist(), ends.tolist(), strict=True):
        tag = int(records.head[begin]) + 1
        if tag >= len(tags.code) or tags.code[tag] != 2:
            return None
        number = next((n for n, name in enumerate(SECTIONS) if tags.hashes[tag] == named(name)), -1)
        if number in seen and number != -1:
            return None
        seen.add(number)
        found[begin + 1 : end] = number
        if number == SECTIONS.index("HEADER"):
            header = _header(tags, slice(tag + 1, int(records.head[end])))
    return Sections(records, found, header)


def _without_the_cut_end(records: Records, clean: bool, report: Report) -> Records:
    """The records without the last one, which may not be whole, and the parts that hang on it."""
    if clean:
        report.add("The end mark is missing", "end of the file", "everything before it was read")
        return records
    parts = is_one_of(records.kind, PARTS)
    whole = np.flatnonzero(~parts)
    last = int(whole[-1]) if len(whole) else 0
    before = int(whole[-2]) if len(whole) > 1 else 0
    kind = records.tags.value(int(records.head[before])).strip().decode("ascii", "replace")
    handle = records.first_tag(5)[before]
    name = f"{kind} {records.tags.value(int(handle)).strip().decode('ascii', 'replace')}" if handle >= 0 else kind
    report.add(
        "The file is cut off",
        f"after {name}" if kind not in _FRAMES else "",
        "read up to there; what follows is missing",
    )
    tags, end = records.tags, int(records.head[last])
    return Records(
        TagColumns(
            tags.data, tags.code[:end], tags.number[:end], tags.offset[:end], tags.length[:end], tags.flag[:end],
            tags.stopped,
        )
    )  # fmt: skip


def _header(tags: TagColumns, where: slice) -> dict[str, str]:
    """The first value of every header variable, as text."""
    found: dict[str, str] = {}
    codes = tags.code[where].tolist()
    for number, code in enumerate(codes[:-1]):
        if code == 9:
            name = tags.value(where.start + number).strip().upper().decode("ascii", "replace")
            found.setdefault(name, tags.value(where.start + number + 1).strip().decode("utf-8", "replace"))
    return found

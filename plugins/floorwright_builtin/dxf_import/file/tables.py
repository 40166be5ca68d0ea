"""The tables of a DXF file: layers, line types, text styles, blocks and sheets."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from floorwright_builtin.dxf_import.entities.plain_text import plain
from floorwright_builtin.dxf_import.file.colours import of_index
from floorwright_builtin.dxf_import.file.layers import Layers
from floorwright_builtin.dxf_import.file.records import Index, named
from floorwright_builtin.dxf_import.file.sections import Sections

MODEL = "Model"
_MODEL_SPACE, _PAPER_SPACE = "*MODEL_SPACE", "*PAPER_SPACE"
_FROZEN = 1
LINKED = 4 | 8
"""The flags of a block that is a drawing in another file."""
_CONTINUOUS = ("CONTINUOUS", "BYLAYER", "BYBLOCK")


@dataclass(frozen=True, slots=True)
class TextStyle:
    """A text style: a height of 0 means that each text has its own; `font` is a file's name."""

    name: str
    height: float
    width: float
    font: str
    big_font: str = ""
    lean: float = 0.0
    """Degrees, which blocks of text take from their style and single lines have of their own."""


@dataclass(slots=True)
class Tables:
    """What entities refer to by name. `numbers` of layers, line types and styles are by the hash of their name.

    `dashes` are the patterns of the line types by number, 0 being continuous, in drawing units without any scale.
    """

    layers: Layers
    line_types: dict[int, int]
    dashes: list[tuple[float, ...]]
    styles: dict[int, TextStyle]
    blocks: "BlockTable"
    sheets: dict[str, str]
    """The name of the block of each layout, by the layout's name, in the order of their tabs."""


@dataclass(slots=True)
class BlockTable:
    """The blocks by number in the order of the file; `first` and `last` are their BLOCK and ENDBLK records."""

    names: list[str] = field(default_factory=list)
    first: list[int] = field(default_factory=list)
    last: list[int] = field(default_factory=list)
    base: list[tuple[float, float, float]] = field(default_factory=list)
    flags: list[int] = field(default_factory=list)
    xref_paths: list[str] = field(default_factory=list)
    numbers: dict[int, int] = field(default_factory=dict)
    """By the hash of the name; of two with one name the first."""


class Words:
    """Texts of a file made readable: `of(tag)` decodes the value of a tag."""

    def __init__(self, sections: Sections, encoding: str) -> None:
        self._tags = sections.records.tags
        self._encoding = encoding

    def of(self, tag: int) -> str:
        """The text of a tag as it stands; bytes that mean nothing become question marks."""
        data = self._tags.value(tag)
        return data.decode("ascii") if data.isascii() else self._decoded(data)

    def all_of(self, tags: Index) -> list[str]:
        """The texts of many tags; empty for tag -1."""
        begin = self._tags.offset[tags]
        end = np.where(tags >= 0, begin + self._tags.length[tags], begin)
        data = self._tags.data
        values = [data[a:b] for a, b in zip(begin.tolist(), end.tolist(), strict=True)]
        return [value.decode("ascii") if value.isascii() else self._decoded(value) for value in values]

    def joined(self, tags: Sequence[int]) -> str:
        """The text that these tags hold together; a letter may begin in one and end in the next."""
        return self._decoded(b"".join(map(self._tags.value, tags)))

    def _decoded(self, data: bytes) -> str:
        return data.decode(self._encoding, "surrogateescape").encode("utf-8", "replace").decode()

    def name(self, tag: int) -> str:
        """The text of a tag as a name: without blanks round it, coded letters put in; empty for tag -1."""
        return plain(self.of(tag)).strip() if tag >= 0 else ""


def read_tables(sections: Sections, words: Words) -> Tables:
    """The tables of a file. What entities name and no table holds is added when it is met."""
    records = sections.records
    tabled = sections.within("TABLES")
    line_types, dashes = _line_types(sections, words, np.flatnonzero(tabled & (records.kind == named("LTYPE"))))
    layers = _layers(sections, words, np.flatnonzero(tabled & (records.kind == named("LAYER"))), line_types)
    styles = _styles(sections, words, np.flatnonzero(tabled & (records.kind == named("STYLE"))))
    return Tables(layers, line_types, dashes, styles, _blocks(sections, words), _sheets(sections, words))


def _layers(sections: Sections, words: Words, rows: Index, line_types: dict[int, int]) -> Layers:
    records = sections.records
    layers = Layers()
    flags, colour, true = records.first(70)[rows], records.first(62, 7)[rows], records.first(420, -1)[rows]
    plot, weight, types = records.first(290, 1)[rows], records.first(370, -3)[rows], records.name(6)[rows]
    hashes = records.name(2)[rows].tolist()
    for row, tag in enumerate(records.first_tag(2)[rows].tolist()):
        frozen = bool(int(flags[row]) & _FROZEN)
        layers.add(
            words.name(tag) or "0",
            int(true[row]) & 0xFFFFFF if true[row] >= 0 else of_index(abs(int(colour[row]))),
            visible=bool(colour[row] >= 0 and not frozen),
            plotted=bool(plot[row]),
            frozen=frozen,
            line_type=line_types.get(int(types[row]), 0),
            weight=int(weight[row]),
            hashed=hashes[row],
        )
    if not layers.count:
        layers.add("0", of_index(7))
    return layers


def _line_types(
    sections: Sections, words: Words, rows: Index
) -> tuple[dict[int, int], list[tuple[float, ...]]]:  # fmt: skip
    records, tags = sections.records, sections.records.tags
    numbers: dict[int, int] = {int(named(name)): 0 for name in _CONTINUOUS}
    dashes: list[tuple[float, ...]] = [()]
    names = records.name(2)
    for row in rows.tolist():
        name = int(names[row])
        if name in numbers:
            continue
        where = records.slice(row)
        lengths = tags.number[where][tags.code[where] == 49].tolist()
        numbers[name] = len(dashes)
        dashes.append(_pattern(lengths))
    return numbers, dashes


def _pattern(lengths: list[float]) -> tuple[float, ...]:
    """Dash, gap, dash, … from lengths that are negative for gaps and 0 for dots; neighbours of one sort are joined."""
    joined: list[float] = []
    for length in lengths:
        gap = length < 0
        if joined and gap == (len(joined) % 2 == 0):
            joined[-1] += abs(length)
        elif not joined and gap:
            continue
        else:
            joined.append(abs(length))
    if lengths and lengths[0] < 0 and joined:
        # A pattern that begins with a gap is the same one begun later.
        joined += [] if len(joined) % 2 == 0 else [0.0]
        joined[-1] += abs(lengths[0])
    return tuple(joined) if len(joined) > 1 and sum(joined) > 0 else ()


def _styles(sections: Sections, words: Words, rows: Index) -> dict[int, TextStyle]:
    records = sections.records
    height, width, names = records.first(40)[rows], records.first(41, 1)[rows], records.name(2)[rows]
    lean = records.first(50)[rows]
    font, big = records.first_tag(3)[rows].tolist(), records.first_tag(4)[rows].tolist()
    found: dict[int, TextStyle] = {}
    for row, tag in enumerate(records.first_tag(2)[rows].tolist()):
        style = TextStyle(
            words.name(tag), abs(float(height[row])), abs(float(width[row])) or 1.0, words.name(font[row]),
            words.name(big[row]), float(lean[row]),
        )  # fmt: skip
        found.setdefault(int(names[row]), style)
    return found


def _blocks(sections: Sections, words: Words) -> BlockTable:
    records = sections.records
    inside = sections.within("BLOCKS")
    table = BlockTable()
    begins = np.flatnonzero(inside & (records.kind == named("BLOCK")))
    ends = np.flatnonzero(inside & (records.kind == named("ENDBLK")))
    limits = np.append(begins[1:], np.flatnonzero(inside)[-1] + 1 if inside.any() else 0)
    after = np.searchsorted(ends, begins)
    base, flags, hashes = records.points(10, begins), records.first(70)[begins], records.name(2)[begins]
    tags, paths = records.first_tag(2)[begins].tolist(), records.first_tag(1)[begins].tolist()
    ended = np.where(after < len(ends), np.append(ends, 0)[after], limits)
    table.first = begins.tolist()
    table.last = np.minimum(ended, limits).tolist()
    table.base = [tuple(point) for point in base.tolist()]
    table.flags = flags.astype(np.int64).tolist()
    table.names = [words.name(tag) for tag in tags]
    table.xref_paths = [words.name(tag) if flag & LINKED else "" for tag, flag in zip(paths, table.flags, strict=True)]
    for row, hashed in enumerate(hashes.tolist()):
        table.numbers.setdefault(hashed, row)
    return table


def _sheets(sections: Sections, words: Words) -> dict[str, str]:
    """The layouts that the file defines with their blocks; without any, the model and the sheet of old files."""
    records, tags = sections.records, sections.records.tags
    owners: dict[bytes, int] = {}
    rows = np.flatnonzero(sections.within("TABLES") & (records.kind == named("BLOCK_RECORD")))
    for handle, name in zip(records.first_tag(5)[rows].tolist(), records.first_tag(2)[rows].tolist(), strict=True):
        if handle >= 0:
            owners[tags.value(handle).strip().upper()] = name
    found: list[tuple[float, str, str]] = []
    for row in np.flatnonzero(sections.within("OBJECTS") & (records.kind == named("LAYOUT"))).tolist():
        own = False
        name, order, block = "", 0.0, ""
        where = records.slice(row)
        for tag in range(where.start, where.stop):
            code = int(tags.code[tag])
            if code == 100:
                own = tags.hashes[tag] == named("AcDbLayout")
            elif own and code == 1 and not name:
                name = words.name(tag)
            elif own and code == 71:
                order = float(tags.number[tag])
            elif own and code == 330:
                block = words.name(owners.get(tags.value(tag).strip().upper(), -1))
        if name and block:
            found.append((-1.0 if block.upper() == _MODEL_SPACE else order, name, block))
    sheets = {name: block for _, name, block in sorted(found, key=lambda sheet: sheet[0])}
    if not any(block.upper() == _MODEL_SPACE for block in sheets.values()):
        sheets = {MODEL: _MODEL_SPACE, **sheets}
    if not any(block.upper() == _PAPER_SPACE for block in sheets.values()):
        sheets.setdefault("Layout1", _PAPER_SPACE)
    return sheets

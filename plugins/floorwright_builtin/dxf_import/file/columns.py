"""From the bytes of a DXF to its sections in columns: at once for a sound file, mended first where it is damaged."""

import numpy as np

from floorwright.api import NOT_ASCII, ImportFailed, tokenise
from floorwright_builtin.dxf_import.file.encoding import MOST_LINES, encoding_of, foreign_lines
from floorwright_builtin.dxf_import.file.numbers import mend_numbers
from floorwright_builtin.dxf_import.file.sections import sections_of
from floorwright_builtin.dxf_import.file.structure import mend_structure
from floorwright_builtin.dxf_import.file.tags import Tags, lines_of, tags_of, text_of
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.singly.rare import File
from floorwright_builtin.dxf_import.sniff import BINARY_MARK

BINARY = "binary"
"""What the encoding of the texts of a binary file is called."""
_HEAD = 20_000


def file_of(data: bytes, wanted: str, name: str, report: Report) -> tuple[File, str]:
    """The sections of a DXF file, and what the encoding of its texts is called: `binary` where they need none.

    Raises:
        ImportFailed: when there is no tag in it.
    """
    if data.startswith(BINARY_MARK[:18]):
        from floorwright_builtin.dxf_import.file.binary import binary_tags

        tags = binary_tags(data)
        return _mended(tags, name, report, quietly=not tags.cut), BINARY
    text = data.replace(b"\0", b"") if b"\0" in data else data
    found = Report()
    columns = tokenise(text)
    sections = sections_of(columns, found)
    if sections is None:
        encoding, against = encoding_of(text[:_HEAD], lambda: foreign_lines(text), wanted)
        _tell_encoding(encoding, against, report)
        words = text.removeprefix(b"\xef\xbb\xbf").decode(encoding, "surrogateescape")
        return _mended(tags_of(lines_of(words), report), name, report), encoding

    def foreign() -> list[bytes]:
        return list(dict.fromkeys(map(columns.value, np.flatnonzero(columns.flag & NOT_ASCII).tolist())))[:MOST_LINES]

    encoding, against = encoding_of(text[:_HEAD], foreign, wanted)
    _tell_encoding(encoding, against, report)
    report.take(found)
    return File(sections, encoding), encoding


def _tell_encoding(encoding: str, against: bool, report: Report) -> None:
    if against:
        report.add("The encoding of its texts is not the one it states", "", f"read as {encoding}")


def _mended(tags: Tags, name: str, report: Report, *, quietly: bool = False) -> File:
    """The sections of tags whose faults are mended one by one, with their texts as UTF-8."""
    if 0 not in tags.codes:
        raise ImportFailed(
            f"“{name}” is not a DXF drawing, or only its first bytes are left.", hint="Get a whole copy."
        )
    whole = text_of(mend_structure(mend_numbers(tags, report), report).tags)
    sections = sections_of(tokenise(whole.encode("utf-8", "surrogateescape")), Report() if quietly else report)
    if sections is None:
        raise ImportFailed(
            f"“{name}” is too damaged to be read as a DXF drawing.",
            hint="Open it in the program it comes from and save it again as DXF R2010.",
        )
    return File(sections, "utf-8")

"""A plugin for a format of two numbers, which it converts to a DXF with a line from the origin to there."""

from collections.abc import Iterable
from pathlib import Path

from floorwright.api import Converted, DrawingImporter, ImportOptions, Job, Problem, hook

THEN = "dxf"
"""The importer that is to read what comes out."""


@hook
def drawing_importers() -> Iterable[DrawingImporter]:
    """Two numbers."""
    return (DrawingImporter("two", "Two numbers", (".two",), is_two_numbers, as_a_line, "1", converts_to=THEN),)


def is_two_numbers(head: bytes) -> bool:
    return head.startswith(b"TWO ")


def as_a_line(path: Path, options: ImportOptions, job: Job) -> Converted:
    x, y = path.read_text("ascii").split()[1:]
    tags = (0, "SECTION", 2, "ENTITIES", 0, "LINE", 8, "0", 10, 0, 20, 0, 11, x, 21, y, 0, "ENDSEC", 0, "EOF")
    data = "".join(f"{tag}\n" for tag in tags).encode()
    return Converted(data, "two", "first", (Problem("Everything else", "", "left out", 7),))

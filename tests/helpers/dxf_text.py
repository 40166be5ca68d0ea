"""DXF as plain text, for files that no library writes: large ones quickly, and wrong ones on purpose."""

from collections.abc import Iterable
from pathlib import Path

from floorwright.api import Drawing, ImportOptions, Job
from floorwright_builtin.dxf_import import read


def tags(*pairs: object) -> str:
    """Codes and values, one after the other, as lines."""
    return "".join(f"{pair}\n" for pair in pairs)


def section(name: str, body: str) -> str:
    """A section."""
    return tags(0, "SECTION", 2, name) + body + tags(0, "ENDSEC")


def spelled(words: str) -> str:
    """An entity on layer 0 from its type and then `code:value` each, `_` being a blank."""
    kind, *rest = words.split()
    return tags(0, kind, 8, 0) + "".join(tags(*word.replace("_", " ").split(":", 1)) for word in rest)


def line(x1: float = 0, y1: float = 0, x2: float = 10, y2: float = 10, layer: str = "0") -> str:
    """A LINE."""
    return tags(0, "LINE", 8, layer, 10, x1, 20, y1, 30, 0, 11, x2, 21, y2, 31, 0)


def insert(name: str, x: float = 0, y: float = 0, *more: object) -> str:
    """An INSERT."""
    return tags(0, "INSERT", 8, "0", 2, name, 10, x, 20, y, 30, 0, *more)


def block(name: str, body: str, *more: object) -> str:
    """A block."""
    start = tags(0, "BLOCK", 8, "0", 2, name, 70, 0, 10, 0, 20, 0, 30, 0, 3, name, *more)
    return start + body + tags(0, "ENDBLK", 8, "0")


def dxf(entities: str, blocks: str = "", header: str = "") -> str:
    """A whole file."""
    parts = [section("HEADER", tags(9, "$ACADVER", 1, "AC1009") + header)]
    if blocks:
        parts.append(section("BLOCKS", blocks))
    return "".join([*parts, section("ENTITIES", entities), tags(0, "EOF")])


def saved(folder: Path, text: str | bytes, name: str = "hall.dxf") -> Path:
    """The text in a file."""
    path = folder / name
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def drawn(folder: Path, text: str | bytes) -> Drawing:
    """The Drawing of a text."""
    return read(saved(folder, text), ImportOptions(), Job())


def whats(drawing: Drawing) -> str:
    """What the drawing's problems say, in one text."""
    return "\n".join(f"{problem.count} {problem.what}: {problem.where}: {problem.done}" for problem in drawing.problems)


def total(drawing: Drawing) -> int:
    """How many entities the drawing says it holds."""
    return sum(count for _, count in drawing.entities)


def numbers(drawing: Drawing) -> Iterable[object]:
    """Every array of lengths, none of which may hold a number that is not finite."""
    return (drawing.segments, drawing.arcs, drawing.fill_points, drawing.text_places, drawing.inserts)

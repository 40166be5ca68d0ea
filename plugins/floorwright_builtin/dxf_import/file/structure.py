"""Sections: cut files end cleanly, entities outside sections come in, handles are unique."""

from dataclasses import dataclass

from floorwright_builtin.dxf_import.file.tags import Tags
from floorwright_builtin.dxf_import.report import Report

_PARTS = frozenset(("VERTEX", "ATTRIB", "SEQEND"))
_FRAMES = frozenset(("SECTION", "ENDSEC", "EOF"))
_KNOWN = ("HEADER", "CLASSES", "TABLES", "BLOCKS", "ENTITIES", "OBJECTS")


@dataclass(frozen=True, slots=True)
class Structure:
    """The mended tags, how many entities the file's ENTITIES section holds, and the header's values by name."""

    tags: Tags
    entities: int
    header: dict[str, str]


def mend_structure(tags: Tags, report: Report) -> Structure:
    """The tags as sections that begin and end, one of each, up to the last whole entity."""
    codes, values = tags.codes, tags.values
    heads = [i for i, code in enumerate(codes) if code == 0]
    words = [values[i].strip().upper() for i in heads]
    if "EOF" not in words:
        heads, words, codes, values = _ended(heads, words, codes, values, report, tags.cut)
    sections = _sections(heads, words, codes, values, report)
    _rename_doubles(sections, codes, values, report)
    new_codes: list[int] = []
    new_values: list[str] = []
    for name, runs in sections.items():
        new_codes += [0, 2]
        new_values += ["SECTION", name]
        for start, end in runs:
            new_codes += codes[start:end]
            new_values += values[start:end]
        new_codes.append(0)
        new_values.append("ENDSEC")
    new_codes.append(0)
    new_values.append("EOF")
    count = sum(
        1
        for start, end in sections.get("ENTITIES", ())
        for i in range(start, end)
        if codes[i] == 0 and values[i].strip() not in _PARTS
    )
    return Structure(Tags(new_codes, new_values), count, _header(sections, codes, values))


def _header(sections: dict[str, list[tuple[int, int]]], codes: list[int], values: list[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for start, end in sections.get("HEADER", ()):
        for i in range(start, end - 1):
            if codes[i] == 9:
                found.setdefault(values[i].strip().upper(), values[i + 1].strip())
    return found


def _ended(
    heads: list[int], words: list[str], codes: list[int], values: list[str], report: Report, cut: bool
) -> tuple[list[int], list[str], list[int], list[str]]:
    """A file without its end mark, back to its last whole entity."""
    if words and words[-1] == "ENDSEC":
        report.add("The end mark is missing", "end of the file", "everything before it was read")
        return heads, words, codes, values
    last = len(words) - 1
    while last > 0 and words[last] in _PARTS:
        last -= 1
    if last < 0:
        return heads, words, codes, values
    before = last - 1
    while before > 0 and words[before] in _PARTS:
        before -= 1
    entity = words[before] if before >= 0 and words[before] not in _FRAMES else ""
    report.add(
        "The file is cut off",
        f"after {_named(entity, heads[before], codes, values)}" if entity else "",
        "read up to there; what follows is missing",
    )
    end = heads[last]
    return heads[:last], words[:last], codes[:end], values[:end]


def _named(word: str, head: int, codes: list[int], values: list[str]) -> str:
    for i in range(head + 1, min(head + 6, len(codes))):
        if codes[i] == 5:
            return f"{word} {values[i].strip()}"
    return word


def _sections(
    heads: list[int], words: list[str], codes: list[int], values: list[str], report: Report
) -> dict[str, list[tuple[int, int]]]:
    """The runs of tags of each section, without the tags that begin and end it."""
    sections: dict[str, list[tuple[int, int]]] = {}
    name: str | None = None
    start = 0
    outside = 0

    def close(end: int) -> None:
        if name is not None and end > start:
            sections.setdefault(name, []).append((start, end))

    for number, (head, word) in enumerate(zip(heads, words, strict=True)):
        if word == "SECTION":
            close(head)
            follows = head + 1 < len(codes) and codes[head + 1] == 2
            name, start = (values[head + 1].strip().upper(), head + 2) if follows else ("ENTITIES", head + 1)
        elif word == "ENDSEC":
            close(head)
            name = None
        elif word == "EOF":
            close(head)
            name = None
            break
        elif name is None:
            # An entity outside every section is one of the drawing, whatever its writer forgot.
            end = heads[number + 1] if number + 1 < len(heads) else len(codes)
            sections.setdefault("ENTITIES", []).append((head, end))
            outside += 1
    else:
        close(len(codes))
    if outside:
        report.add("Entity outside every section", "", "taken as part of the drawing", outside)
    if "HEADER" in sections:
        sections["HEADER"] = sections["HEADER"][:1]
    ordered = {known: sections[known] for known in _KNOWN if known in sections}
    return {**ordered, **{other: runs for other, runs in sections.items() if other not in ordered}}


def _rename_doubles(
    sections: dict[str, list[tuple[int, int]]], codes: list[int], values: list[str], report: Report
) -> None:
    """Give entities with a handle that another one has already a handle of their own, or they would be lost."""
    seen: set[str] = set()
    doubles: list[int] = []
    for name in ("TABLES", "BLOCKS", "ENTITIES", "OBJECTS"):
        for start, end in sections.get(name, ()):
            waiting = False
            for i in range(start, end):
                code = codes[i]
                if code == 0:
                    waiting = True
                elif waiting and code in (5, 105):
                    waiting = False
                    handle = values[i].strip().upper()
                    if handle in seen and name in ("BLOCKS", "ENTITIES"):
                        doubles.append(i)
                    seen.add(handle)
    if not doubles:
        return
    free = max((int(handle, 16) for handle in seen if _is_handle(handle)), default=0) + 1
    for i in doubles:
        values[i] = f"{free:X}"
        free += 1
    report.add("Handle used twice", "", "the second entity got a new one", len(doubles))


def _is_handle(handle: str) -> bool:
    return 0 < len(handle) <= 12 and all(character in "0123456789ABCDEF" for character in handle)

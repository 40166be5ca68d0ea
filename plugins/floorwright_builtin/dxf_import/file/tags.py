"""The tags of a DXF file: pairs of a group code and a value, from text of any line end or from a binary file."""

import re
from dataclasses import dataclass

from floorwright_builtin.dxf_import.report import Report

_WORD = re.compile(r"[A-Z0-9_]{2,}$")
_HIGHEST_CODE = 1071


@dataclass(slots=True)
class Tags:
    """Codes and values side by side. `cut` says that the file ends in the middle of a tag."""

    codes: list[int]
    values: list[str]
    cut: bool = False


def lines_of(text: str) -> list[str]:
    """The lines of a text with any line end, without NUL characters and byte order mark."""
    if "\0" in text:
        text = text.replace("\0", "")
    text = text.removeprefix("\ufeff")
    if "\r" in text:
        doubled = text.count("\r\r\n", 0, 4096) > 2
        text = (text.replace("\r\r\n", "\n") if doubled else text).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    while lines and not lines[-1].strip():
        lines.pop()
    return lines


def tags_of(lines: list[str], report: Report) -> Tags:
    """The tags of these lines. Where codes and values get out of step, the entity there is left out."""
    cut = len(lines) % 2 == 1
    pairs = lines[:-1] if cut else lines
    try:
        codes = list(map(int, pairs[0::2]))
        if min(codes, default=0) >= 0 and max(codes, default=0) <= _HIGHEST_CODE:
            return Tags(codes, pairs[1::2], cut)
    except ValueError:
        pass
    return _in_step(lines, report)


def _in_step(lines: list[str], report: Report) -> Tags:
    codes: list[int] = []
    values: list[str] = []
    begun = 0
    i, count = 0, len(lines)
    while i + 1 < count:
        code = _code(lines[i])
        if code is not None:
            if code == 0:
                begun = len(codes)
            codes.append(code)
            values.append(lines[i + 1])
            i += 2
            continue
        if _is_number(lines[i]) and lines[i + 1].strip() != "0":
            report.add("Group code out of range", f"line {i + 1}", "left out")
            i += 2
            continue
        if i > 0:
            report.add("Damaged tag", f"line {i + 1}", "its entity was left out")
        if values and values[begun] not in ("SECTION", "ENDSEC", "TABLE", "ENDTAB", "BLOCK", "ENDBLK", "EOF"):
            del codes[begun:], values[begun:]
        i += 1
        while i + 1 < count and not (lines[i].strip() == "0" and _WORD.match(lines[i + 1].strip())):
            i += 1
    return Tags(codes, values, i < count)


def _code(line: str) -> int | None:
    try:
        code = int(line)
    except ValueError:
        return None
    return code if 0 <= code <= _HIGHEST_CODE else None


def _is_number(line: str) -> bool:
    return line.strip().lstrip("-").isdigit()


def text_of(tags: Tags) -> str:
    """The tags as the text of a DXF file."""
    lines = [""] * (2 * len(tags.codes))
    lines[0::2] = map(str, tags.codes)
    lines[1::2] = tags.values
    return "\n".join(lines) + "\n"

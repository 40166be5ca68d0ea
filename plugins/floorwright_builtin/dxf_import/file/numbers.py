"""Numbers in tags: bad ones are mended where it is clear how; else their entity goes."""

from floorwright_builtin.dxf_import.file.tags import Tags
from floorwright_builtin.dxf_import.report import Report

LARGEST = 1e50
"""A number beyond this is nonsense; what is only far away, such as 1e20, is a stray and kept."""
_FLOATS = frozenset((*range(10, 60), *range(110, 150), *range(210, 240), *range(460, 470), *range(1010, 1060)))
_INTEGERS = frozenset((*range(60, 80), *range(90, 100), *range(170, 180), *range(270, 290), *range(370, 390),
                       *range(400, 410), 1070, 1071))  # fmt: skip
_LARGEST_INTEGER = 2**31


def mend_numbers(tags: Tags, report: Report) -> Tags:
    """The tags with every number finite. Entities with a number that cannot be mended are left out and counted."""
    codes, values = tags.codes, tags.values
    bad: list[int] = []
    for i, code in enumerate(codes):
        if code in _FLOATS:
            try:
                if not -LARGEST < float(values[i]) < LARGEST:
                    bad.append(i)
            except ValueError:
                bad.append(i)
        elif code in _INTEGERS:
            try:
                if not -_LARGEST_INTEGER <= int(values[i]) < _LARGEST_INTEGER:
                    bad.append(i)
            except ValueError:
                bad.append(i)
    return _mended(tags, bad, report) if bad else tags


def _mended(tags: Tags, bad: list[int], report: Report) -> Tags:
    codes, values = list(tags.codes), list(tags.values)
    dropped: set[int] = set()
    heads = _heads(codes, bad)
    for i, head in zip(bad, heads, strict=True):
        kind = values[head].strip() if head >= 0 else ""
        where = f"{kind}, group {codes[i]}: “{values[i].strip()[:30]}”"
        new = repaired(values[i], codes[i])
        if new is not None:
            what = "Decimal comma" if "," in values[i] else "Number written in an odd way"
            report.add(what, where, "read as a decimal point" if "," in values[i] else "mended")
            values[i] = new
        elif kind in ("SECTION", "TABLE", "BLOCK", "LAYER", "STYLE", "LTYPE", "DIMSTYLE", "VPORT", "VIEWPORT", ""):
            report.add("Not a number", where, "read as 0")
            values[i] = "0"
        else:
            dropped.add(head)
    for head in sorted(dropped):
        report.add(f"{values[head].strip()} with an impossible number", "", "left out")
    if dropped:
        keep = _kept(codes, dropped)
        codes = [code for code, kept in zip(codes, keep, strict=True) if kept]
        values = [value for value, kept in zip(values, keep, strict=True) if kept]
    return Tags(codes, values, tags.cut)


def repaired(value: str, code: int) -> str | None:
    """The number meant by a value that is not plainly one; None when it cannot be told."""
    for attempt in (value.replace(",", ".", 1) if value.count(",") == 1 else value, "".join(value.split())):
        try:
            number = float(attempt)
        except ValueError:
            continue
        if -LARGEST < number < LARGEST:
            if code in _INTEGERS:
                return str(int(number)) if abs(number) < _LARGEST_INTEGER else None
            return attempt
    return None


def _heads(codes: list[int], wanted: list[int]) -> list[int]:
    """For each wanted tag, ascending, the tag that begins its entity; -1 before the first."""
    found, last, position = [], -1, 0
    for i in wanted:
        while position <= i:
            if codes[position] == 0:
                last = position
            position += 1
        found.append(last)
    return found


def _kept(codes: list[int], dropped: set[int]) -> list[bool]:
    keep, now = [], True
    for i, code in enumerate(codes):
        if code == 0:
            now = i not in dropped
        keep.append(now)
    return keep

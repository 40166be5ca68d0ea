"""The scale that a PDF itself keeps for measuring on it (ISO 32000-1, 12.9): written by CAD programs and viewers."""

import re
from collections.abc import Iterator

from floorwright.api import stated_scale
from floorwright_builtin.pdf_import.streams import object_streams

POINT_MM = 25.4 / 72
_UNITS_MM = {
    b"mm": 1.0, b"cm": 10.0, b"m": 1000.0, b"km": 1e6, b"in": 25.4, b'"': 25.4, b"inch": 25.4, b"ft": 304.8,
    b"'": 304.8, b"feet": 304.8, b"yd": 914.4, b"mi": 1_609_344.0,
}  # fmt: skip
_MEASURE = re.compile(rb"/Subtype\s*/RL\b")
_RATIO = re.compile(rb"/R\s*\(([^()\\]{1,60})\)")
_FACTOR = re.compile(rb"/X\s*\[\s*<<([^>]{1,400})>>")
_C = re.compile(rb"/C\s+([\d.]{1,20})")
_U = re.compile(rb"/U\s*\(([^()\\]{1,8})\)")
_ROUND = 600
"""A dictionary's entries lie this near to each other."""
_MOST_TIMES = 1e5


def measured_scale(data: bytes) -> tuple[float, str]:
    """How many times smaller the pages are than what they show, and what says so; 0 and "" when nothing does."""
    for text in _texts(data):
        for match in _MEASURE.finditer(text):
            near = text[max(0, match.start() - _ROUND) : match.end() + _ROUND]
            times, said = _times(near)
            if 1 <= times <= _MOST_TIMES:
                return times, said
    return 0.0, ""


def _times(near: bytes) -> tuple[float, str]:
    factor = _FACTOR.search(near)
    if factor is not None:
        c, u = _C.search(factor[1]), _U.search(factor[1])
        unit = _UNITS_MM.get(u[1].strip().lower(), 0.0) if u else 0.0
        if c is not None and unit and c[1].count(b".") < 2 and c[1] != b".":
            times = float(c[1]) * unit / POINT_MM
            return times, f"its measure, 1:{times:.4g}"
    ratio = _RATIO.search(near)
    times, said = stated_scale([ratio[1].decode("latin-1")]) if ratio else (0.0, "")
    return times, f"its measure, {said}"


def _texts(data: bytes) -> Iterator[bytes]:
    """The file, and what its compressed object streams hold."""
    yield data
    for _, text in object_streams(data):
        yield text

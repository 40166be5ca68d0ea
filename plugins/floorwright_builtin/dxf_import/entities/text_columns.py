"""The columns of blocks of text, which files since R2018 keep in an object embedded in the MTEXT."""

import numpy as np

from floorwright_builtin.dxf_import.entities.text_setting import Columns
from floorwright_builtin.dxf_import.file.records import EMBEDDED, Index, Records

_SORT, _COUNT, _WIDTH, _GUTTER, _HEIGHT, _HEIGHTS, _WHOLE_WIDTH = 71, 72, 44, 45, 41, 46, 42
_MOST = 100


def columns_of(records: Records, rows: Index) -> dict[int, Columns]:
    """The columns of each of these MTEXT that has some, in drawing units, by its number in the row."""
    tags = records.tags
    begins = np.flatnonzero(tags.code == EMBEDDED)
    if not len(begins):
        return {}
    ends = records.head[records.of[begins] + 1]
    sorts = np.flatnonzero((tags.code == _SORT) & (tags.number > 0))
    own = np.searchsorted(begins, sorts, "right") - 1
    sorts, own = sorts[own >= 0], own[own >= 0]
    own = own[sorts < ends[own]]
    number = {int(record): place for place, record in enumerate(rows.tolist())}
    found = {}
    for begin, end in zip(begins[own].tolist(), ends[own].tolist(), strict=True):
        place = number.get(int(records.of[begin]))
        columns = _columns(tags.code[begin:end].tolist(), tags.number[begin:end].tolist())
        if place is not None and columns is not None:
            found[place] = columns
    return found


def _columns(codes: list[int], values: list[float]) -> Columns | None:
    first = dict(zip(reversed(codes), reversed(values), strict=True))
    heights = [value for code, value in zip(codes, values, strict=True) if code == _HEIGHTS and value > 0]
    width, gutter, count = first.get(_WIDTH, 0.0), max(first.get(_GUTTER, 0.0), 0.0), int(first.get(_COUNT, 0))
    if not width > 0:
        return None
    if count <= 0:
        count = len(heights) or round((first.get(_WHOLE_WIDTH, 0.0) + gutter) / (width + gutter))
    count = min(count, _MOST)
    if count < 2:
        return None
    every = max(first.get(_HEIGHT, 0.0), 0.0)
    return Columns(width, gutter, tuple(heights[:count] + [every] * (count - len(heights))))

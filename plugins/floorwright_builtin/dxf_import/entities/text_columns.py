"""The columns of blocks of text: files since R2018 keep them in an object embedded in the MTEXT, older ones in its
extended data, with an MTEXT of its own for each further column."""

import numpy as np

from floorwright_builtin.dxf_import.entities.text_setting import Columns
from floorwright_builtin.dxf_import.file.records import EMBEDDED, Bools, Index, Records, named

_SORT, _COUNT, _WIDTH, _GUTTER, _HEIGHT, _HEIGHTS, _WHOLE_WIDTH = 71, 72, 44, 45, 41, 46, 42
_MOST = 100
_INFO_BEGIN, _COLUMNS_BEGIN = "ACAD_MTEXT_COLUMN_INFO_BEGIN", "ACAD_MTEXT_COLUMNS_BEGIN"
_BORDERS_BEGIN = "ACAD_MTEXT_TEXT_BORDERS_BEGIN"
_SORT_CODE, _COUNT_CODE, _WIDTH_CODE, _GUTTER_CODE, _HEIGHTS_CODE = 75, 76, 48, 49, 50
_DYNAMIC = 2


def columns_of(records: Records, rows: Index) -> dict[int, Columns]:
    """The columns of each of these MTEXT that has some, in drawing units, by its number in the row."""
    found = _of_old_files(records, rows)
    tags = records.tags
    begins = np.flatnonzero(tags.code == EMBEDDED)
    if not len(begins):
        return found
    ends = records.head[records.of[begins] + 1]
    sorts = np.flatnonzero((tags.code == _SORT) & (tags.number > 0))
    own = np.searchsorted(begins, sorts, "right") - 1
    sorts, own = sorts[own >= 0], own[own >= 0]
    own = own[sorts < ends[own]]
    number = {int(record): place for place, record in enumerate(rows.tolist())}
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


def parts_of_texts(records: Records) -> Bools:
    """Which records (n,) old files hold beside an MTEXT of which they are a part: its further columns and its frame."""
    found = np.zeros(records.count, np.bool_)
    begun = [*_begun(records, _COLUMNS_BEGIN), *_begun(records, _BORDERS_BEGIN)]
    if not begun:
        return found
    handles = {handle for tag in begun for handle in _handles(records, tag)}
    first = records.first_tag(5)
    for record in np.flatnonzero(first >= 0).tolist():
        found[record] = records.tags.value(int(first[record])).strip().upper() in handles
    return found


def has_own_frame(records: Records, rows: Index) -> Bools:
    """Of which of these MTEXT the frame is an entity of its own."""
    framed = records.of[np.array(_begun(records, _BORDERS_BEGIN), np.int64)]
    found = np.zeros(records.count, np.bool_)
    found[framed] = True
    return found[rows]


def _of_old_files(records: Records, rows: Index) -> dict[int, Columns]:
    begun = _begun(records, _INFO_BEGIN)
    if not begun:
        return {}
    first = records.first_tag(5)[rows].tolist()
    by_handle = {records.tags.value(tag).strip().upper(): place for place, tag in enumerate(first) if tag >= 0}
    number = {int(record): place for place, record in enumerate(rows.tolist())}
    found = {}
    for tag in begun:
        place = number.get(int(records.of[tag]))
        info = _numbered(records, tag)
        width, gutter = info.get(_WIDTH_CODE, [0.0])[0], max(info.get(_GUTTER_CODE, [0.0])[0], 0.0)
        if place is None or not width > 0:
            continue
        count = min(int(info.get(_COUNT_CODE, [0.0])[0]), _MOST)
        heights = [max(height, 0.0) for height in info.get(_HEIGHTS_CODE, [])[:count]]
        height = max(float(records.first(46)[rows[place]]), 0.0)
        one = Columns(width, gutter, (0.0,))
        dynamic = info.get(_SORT_CODE, [0.0])[0] == _DYNAMIC and count > 1
        found[place] = Columns(width, gutter, tuple(heights + [height] * (count - len(heights)))) if dynamic else one
        for at in _begun(records, _COLUMNS_BEGIN, int(records.of[tag])):
            found |= {by_handle[handle]: one for handle in _handles(records, at) if handle in by_handle}
    return found


def _begun(records: Records, mark: str, record: int = -1) -> list[int]:
    """The tags of extended data with this mark, of all records or of one."""
    tags = records.with_code(1000)
    marked = tags[records.tags.hashes[tags] == named(mark)]
    return [tag for tag in marked.tolist() if record in (-1, int(records.of[tag]))]


def _numbered(records: Records, begin: int) -> dict[int, list[float]]:
    """The numbers behind each of the codes that extended data gives as numbers themselves, up to the end mark."""
    tags = records.tags
    found: dict[int, list[float]] = {}
    code = -1
    for tag in range(begin + 1, min(begin + _MOST, int(records.head[records.of[begin] + 1]))):
        if tags.code[tag] == 1000:
            break
        value = float(tags.number[tag])
        if tags.code[tag] == 1040 or (code >= 0 and not found[code]):
            found.setdefault(code, []).append(value)
            code = code if tags.code[tag] == 1040 or code == _HEIGHTS_CODE else -1
        elif tags.code[tag] == 1070:
            code = int(value)
            found[code] = []
    # The heights are counted before they are listed.
    found[_HEIGHTS_CODE] = found.get(_HEIGHTS_CODE, [])[1:]
    return {code: values for code, values in found.items() if values}


def _handles(records: Records, begin: int) -> list[bytes]:
    tags, found = records.tags, []
    for tag in range(begin + 1, min(begin + _MOST, int(records.head[records.of[begin] + 1]))):
        if tags.code[tag] == 1000:
            break
        if tags.code[tag] == 1005:
            found.append(tags.value(tag).strip().upper())
    return found

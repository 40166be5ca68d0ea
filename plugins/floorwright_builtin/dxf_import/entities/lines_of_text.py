"""TEXT, ATTRIB and ATTDEF as lines of text, all at once."""

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, Ints
from floorwright_builtin.dxf_import.entities.lines_along import Lined, lines_along
from floorwright_builtin.dxf_import.entities.plain_text import DESCENT, LONGEST_LINE, is_plain, readable
from floorwright_builtin.dxf_import.entities.planes import Planes
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.entities.text_width import text_widths
from floorwright_builtin.dxf_import.file.records import Bools, Index, Records
from floorwright_builtin.dxf_import.file.tables import Tables, Words

_MIRRORED, _UPSIDE_DOWN = 2, 4
_RIGHT = np.array([0.0, 0.5, 1.0, 0.0, 0.5, 0.0])
_MOST_OBLIQUE_DEG = 85.0


def texts(
    records: Records, rows: Index, shapes: Gathered, tables: Tables, words: Words, *, code: int = 1, upright: int = 73
) -> None:
    """Lines of text; `code` is the group code of their words, `upright` that of how they lie about their point."""
    number, width, along_them = _lines(records, records.first_tag(code)[rows], records.name(code)[rows], shapes, words)
    heights, stretches = style_values(records, rows, tables)
    height = np.abs(records.first(40)[rows])
    height = np.where(height > 0, height, np.where(heights > 0, heights, 1.0))
    stretch = np.abs(records.first(41, 1.0)[rows])
    stretch = np.where(stretch > 0, stretch, stretches)
    start, end = records.points(10, rows), records.points(11, rows)
    has_end = records.has(11)[rows]
    across = np.clip(records.whole(72)[rows], 0, 5)
    level = records.whole(upright)[rows]
    angle = np.radians(records.first(50)[rows])
    natural = width * height * stretch
    way = end[:, :2] - start[:, :2]
    far = np.hypot(way[:, 0], way[:, 1])
    fitted = ((across == 3) | (across == 5)) & has_end & (far > 0)
    angle = np.where(fitted, np.arctan2(way[:, 1], way[:, 0]), angle)
    factor = far / np.maximum(natural, 1e-12)
    height = np.where(fitted & (across == 3), height * factor, height)
    stretch = np.where(fitted & (across == 5), stretch * factor, stretch)
    moved = ~fitted & has_end & ((across != 0) | (level != 0))
    at = np.where(moved[:, None], end, start)
    right = np.where(fitted, 0.0, _RIGHT[across] * natural)
    middle = ~fitted & (across == 4)
    shares = np.select([level == 1, level == 2, level == 3], [-DESCENT, 0.5, 1.0], 0.0)
    up = np.where(fitted, 0.0, np.where(middle, 0.5, shares)) * height
    along = np.column_stack((np.cos(angle), np.sin(angle), np.zeros(len(rows))))
    above = np.column_stack((-along[:, 1], along[:, 0], along[:, 2]))
    at = at - along * right[:, None] - above * up[:, None]
    flags = np.where(_own_flags(records, rows), records.whole(71)[rows], 0)
    along = np.where((flags & _MIRRORED != 0)[:, None], -along, along)
    above = np.where((flags & _UPSIDE_DOWN != 0)[:, None], -above, above)
    lean = np.radians(np.clip(_oblique(records.first(51)[rows]), -_MOST_OBLIQUE_DEG, _MOST_OBLIQUE_DEG))
    leaning = above + along * np.tan(lean)[:, None]
    planes = Planes(records, rows)
    places = np.hstack(
        (
            planes.points(at), planes.points(along * (height * stretch)[:, None]),
            planes.points(leaning * height[:, None]),
        )
    )  # fmt: skip
    shown = number >= 0
    shapes.texts(places[shown], number[shown], rows[shown])
    for place, lined in along_them:
        start, along_it, up_it = places[place].reshape(3, 3)
        ends = [
            np.concatenate([start + along_it * share + up_it * level for share in (begin, end)])
            for begin, end, level in lined
        ]
        shapes.segments(np.array(ends), np.repeat(rows[place], len(ends)))


def style_values(records: Records, rows: Index, tables: Tables) -> tuple[Floats, Floats]:
    """The fixed height (0 for none) and the width factor of the style of each text."""
    names, row = np.unique(records.name(7)[rows], return_inverse=True)
    found = [tables.styles.get(int(name)) for name in names.tolist()]
    heights = np.array([style.height if style else 0.0 for style in found])
    widths = np.array([style.width if style else 1.0 for style in found])
    return heights[row.reshape(-1)], widths[row.reshape(-1)]


def style_leans(records: Records, rows: Index, tables: Tables) -> Floats:
    """How far the letters of the style of each text lean, in degrees."""
    names, row = np.unique(records.name(7)[rows], return_inverse=True)
    found = [tables.styles.get(int(name)) for name in names.tolist()]
    leans = np.array([style.lean if style else 0.0 for style in found])
    return np.clip(_oblique(leans), -_MOST_OBLIQUE_DEG, _MOST_OBLIQUE_DEG)[row.reshape(-1)]


def _oblique(degrees: Floats) -> Floats:
    """Angles from -180 to 180 degrees; files write -15 also as 345."""
    turned: Floats = np.mod(degrees + 180.0, 360.0) - 180.0
    return turned


def _own_flags(records: Records, rows: Index) -> Bools:
    """Whether code 71 says how the letters lie. In attributes it may come once more, behind their tag, with another
    meaning; only files without markers have it there for the letters."""
    tag = records.first_tag(2)[rows]
    found: Bools = (tag < 0) | (records.first_tag(71)[rows] < tag) | ~records.has(100)[rows]
    return found


def _lines(
    records: Records, tags: Index, hashes: NDArray[np.uint64], shapes: Gathered, words: Words
) -> tuple[Ints, Floats, list[tuple[int, Lined]]]:
    """The number of the words of each text, -1 where there is nothing to read, their widths in text heights, and the
    lines along those that have some."""
    _, first, row = np.unique(hashes, return_index=True, return_inverse=True)
    row = row.reshape(-1)
    numbers: list[int] = []
    lines: list[str] = []
    lined: dict[int, Lined] = {}
    for text in words.all_of(tags[first]):
        if not is_plain(text):
            if "%%" in text and (along := lines_along(text)):
                lined[len(numbers)] = along
            text = readable(text)
        line = text[:LONGEST_LINE].rstrip()
        numbers.append(shapes.word(line) if line.strip() else -1)
        lines.append(line)
    where = np.flatnonzero(np.isin(row, list(lined))) if lined else ()
    found = [(int(place), lined[int(row[place])]) for place in where if numbers[int(row[place])] >= 0]
    return np.array(numbers, np.int32)[row], text_widths(lines)[row], found

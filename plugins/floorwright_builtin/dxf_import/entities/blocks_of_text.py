"""MTEXT as lines of text, each run of words a piece of its own."""

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.lines_of_text import style_values
from floorwright_builtin.dxf_import.entities.looks import Looks
from floorwright_builtin.dxf_import.entities.mtext import Run, is_one_line, lines_of
from floorwright_builtin.dxf_import.entities.planes import axes_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.entities.text_width import text_width
from floorwright_builtin.dxf_import.file.records import Index, Records
from floorwright_builtin.dxf_import.file.tables import Tables, Words

_LINE_STEP = 5.0 / 3.0
"""From base line to base line in text heights, as MTEXT sets them."""


def mtexts(records: Records, rows: Index, shapes: Gathered, tables: Tables, words: Words, looks: Looks) -> None:
    """MTEXT."""
    if not len(rows):
        return
    style_height, style_width = style_values(records, rows, tables)
    height = np.abs(records.first(40)[rows])
    height = np.where(height > 0, height, np.where(style_height > 0, style_height, 1.0))
    along, up = _directions(records, rows)
    width, spacing = records.first(41)[rows], records.first(44, 1.0)[rows]
    place = np.clip(records.whole(71, 1.0)[rows], 1, 9) - 1
    at = records.points(10, rows)
    contents = _contents(records, rows, words)
    found: list[tuple[int, float, float, float, float, int, int]] = []
    tinted: dict[tuple[int, int], int] = {}
    columns = (np.arange(len(rows)), rows, height, style_width, width, spacing, place)
    for text, row in zip(contents, zip(*(column.tolist() for column in columns), strict=True), strict=True):
        number, record, tall, stretch, broad, step, corner = row
        own = int(shapes.looks[record])
        room = broad / (tall * stretch)
        if is_one_line(text, room):
            # Most are one plain line, as the texts of dimensions are.
            line = text.rstrip()
            right = -(corner % 3) / 2 * text_width(text) * stretch if corner % 3 else 0.0
            if line:
                found.append((number, right, corner // 3 / 2 - 1.0, stretch, 1.0, shapes.word(line), own))
            continue
        lines = lines_of(text, tall, room)
        for right, above, run in _set(lines, corner, (step or 1.0) * _LINE_STEP, stretch):
            words_of_it = run.text.rstrip()
            if words_of_it.strip():
                look = own
                if run.colour is not None:
                    look = tinted.get((own, run.colour), -1)
                    if look < 0:
                        look = tinted[own, run.colour] = looks.number(looks.all[own]._replace(colour=run.colour))
                across = run.height * run.width * stretch
                found.append((number, right, above, across, run.height, shapes.word(words_of_it), look))
    if not found:
        return
    of, words_at, of_look = (np.array([row[place] for row in found]) for place in (0, 5, 6))
    sizes = np.array([row[1:5] for row in found])
    tall = height[of, None]
    begin = at[of] + (along[of] * sizes[:, :1] + up[of] * sizes[:, 1:2]) * tall
    places = np.hstack((begin, along[of] * sizes[:, 2:3] * tall, up[of] * sizes[:, 3:4] * tall))
    shapes.texts(places, words_at.astype(np.int32), rows[of], of_look.astype(np.int32))


def _set(
    lines: list[list[Run]], corner: int, step: float, stretch: float
) -> list[tuple[float, float, Run]]:  # fmt: skip
    """Where each run begins, in text heights right of and above the point of the whole, with what stands there."""
    down, column = divmod(corner, 3)
    heights = [max([run.height for run in line], default=1.0) for line in lines]
    levels: list[float] = []
    reached = 0.0
    for number, tall in enumerate(heights):
        reached -= tall if number == 0 else step * tall
        levels.append(reached)
    shift = {0: 0.0, 1: -reached / 2, 2: -reached}[down]
    found = []
    for line, level in zip(lines, levels, strict=True):
        right = -column / 2 * sum(run.length for run in line) * stretch if column else 0.0
        for place, run in enumerate(line):
            found.append((right, level + shift, run))
            right += run.length * stretch if place + 1 < len(line) else 0.0
    return found


def _contents(records: Records, rows: Index, words: Words) -> list[str]:
    """The text of each MTEXT: its pieces of 250 bytes, code 3, and the rest, code 1."""
    number = np.full(records.count, -1, np.int64)
    number[rows] = np.arange(len(rows))
    found: list[list[int]] = [[] for _ in rows]
    tags = np.concatenate([records.with_code(3), records.with_code(1)])
    owner = number[records.of[tags]]
    for tag, row in zip(tags[owner >= 0].tolist(), owner[owner >= 0].tolist(), strict=True):
        found[row].append(tag)
    return [words.joined(parts) for parts in found]


def _directions(records: Records, rows: Index) -> tuple[Floats, Floats]:
    """The unit vectors along the lines and up from them (n, 3)."""
    angle = np.radians(records.first(50)[rows])
    normal = np.stack([records.first(210)[rows], records.first(220)[rows], records.first(230, 1.0)[rows]], axis=1)
    axes = axes_of(normal)
    flat = np.column_stack((np.cos(angle), np.sin(angle), np.zeros(len(rows))))
    along = np.einsum("nij,nj->ni", axes, flat)
    given = records.points(11, rows)
    length = np.linalg.norm(given, axis=1, keepdims=True)
    use = records.has(11)[rows][:, None] & (length > 1e-12)
    along = np.where(use, given / np.where(length > 1e-12, length, 1.0), along)
    return along, np.cross(axes[:, :, 2], along)

"""MTEXT as lines of text, each run of words a piece of its own."""

import math

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.lines_along import LEVELS
from floorwright_builtin.dxf_import.entities.lines_of_text import style_leans, style_values
from floorwright_builtin.dxf_import.entities.looks import Looks
from floorwright_builtin.dxf_import.entities.mtext import OVER, THROUGH, UNDER, is_one_line, lines_of
from floorwright_builtin.dxf_import.entities.planes import axes_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.entities.text_backgrounds import Box, backgrounds, draw_backgrounds
from floorwright_builtin.dxf_import.entities.text_columns import columns_of
from floorwright_builtin.dxf_import.entities.text_setting import Frames, set_block
from floorwright_builtin.dxf_import.entities.text_width import text_width
from floorwright_builtin.dxf_import.file.records import Index, Records
from floorwright_builtin.dxf_import.file.tables import Tables, Words

_LINE_STEP = 5.0 / 3.0
"""From base line to base line in text heights, as MTEXT sets them."""
_LEVELS = {UNDER: LEVELS["u"], OVER: LEVELS["o"], THROUGH: LEVELS["k"]}


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
    found: list[tuple[int, float, float, float, float, float, int, int]] = []
    beside: list[tuple[int, float, float, float, int]] = []
    """Lines along words: the text, where they begin and end, how high, and their look."""
    boxes: list[Box] = []
    tinted: dict[tuple[int, int], int] = {}
    leans = np.tan(np.radians(style_leans(records, rows, tables)))
    behind = backgrounds(records, rows)
    side_by_side = columns_of(records, rows)
    columns = (np.arange(len(rows)), rows, height, style_width, width, spacing, place, leans)
    for text, row in zip(contents, zip(*(column.tolist() for column in columns), strict=True), strict=True):
        number, record, tall, stretch, broad, step, corner, lean = row
        own = int(shapes.looks[record])
        room = broad / (tall * stretch)
        if is_one_line(text, room) and number not in behind:
            # Most are one plain line, as the texts of dimensions are.
            line = text.rstrip()
            right = -(corner % 3) / 2 * text_width(text) * stretch if corner % 3 else 0.0
            if line:
                found.append((number, right, corner // 3 / 2 - 1.0, stretch, 1.0, lean, shapes.word(line), own))
            continue
        many = side_by_side.get(number)
        if many is not None:
            many = many.scaled(tall, stretch)
            room = many.width
        lines = lines_of(text, tall, room)
        block = set_block(lines, corner, (step or 1.0) * _LINE_STEP, room, many)
        for right, above, run in block.runs:
            words_of_it = run.text.rstrip()
            if words_of_it.strip():
                look = own
                if run.colour is not None:
                    look = tinted.get((own, run.colour), -1)
                    if look < 0:
                        look = tinted[own, run.colour] = looks.number(looks.all[own]._replace(colour=run.colour))
                across = run.height * run.width * stretch
                leaning = lean + math.tan(math.radians(run.lean))
                word = shapes.word(words_of_it)
                found.append((number, right * stretch, above, across, run.height, leaning, word, look))
                end = (right + run._replace(text=words_of_it).length) * stretch
                beside += [
                    (number, right * stretch, end, above + level * run.height, look)
                    for sort, level in _LEVELS.items()
                    if run.lines & sort
                ]
        if number in behind and block.runs:
            left, below, end, above = block.box
            boxes.append(Box(number, left * stretch, below, end * stretch, above))
    if not found:
        return
    frames = Frames(at, along * height[:, None], up * height[:, None])
    draw_backgrounds(boxes, behind, rows, frames, shapes, looks)
    if beside:
        lined, line_look = (np.array([row[place] for row in beside]) for place in (0, 4))
        start, stop, level = np.array([row[1:4] for row in beside]).T
        ends = np.hstack((frames.points(lined, start, level), frames.points(lined, stop, level)))
        shapes.segments(ends, rows[lined], line_look.astype(np.int32))
    of, words_at, of_look = (np.array([row[place] for row in found]) for place in (0, 6, 7))
    right, above, wide, tall, lean = np.array([row[1:6] for row in found]).T[:, :, None]
    up_it = (frames.up[of] + frames.along[of] * lean) * tall
    places = np.hstack((frames.points(of, right[:, 0], above[:, 0]), frames.along[of] * wide, up_it))
    shapes.texts(places, words_at.astype(np.int32), rows[of], of_look.astype(np.int32))


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

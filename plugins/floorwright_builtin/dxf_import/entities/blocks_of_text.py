"""MTEXT as lines of text, each run of words a piece of its own."""

import numpy as np

from floorwright.api import Floats, Ints
from floorwright_builtin.dxf_import.entities.lines_along import LEVELS
from floorwright_builtin.dxf_import.entities.lines_of_text import style_leans, style_values
from floorwright_builtin.dxf_import.entities.looks import Looks
from floorwright_builtin.dxf_import.entities.mtext import OVER, THROUGH, UNDER, Line, Run, is_one_line, lines_of
from floorwright_builtin.dxf_import.entities.planes import axes_of
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.entities.text_backgrounds import Box, backgrounds, draw_backgrounds
from floorwright_builtin.dxf_import.entities.text_columns import columns_of
from floorwright_builtin.dxf_import.entities.text_setting import Frames, set_blocks
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
    leans = np.tan(np.radians(style_leans(records, rows, tables)))
    room = width / (height * style_width)
    side_by_side = {
        number: columns.scaled(float(height[number]), float(style_width[number]))
        for number, columns in columns_of(records, rows).items()
    }
    for number, columns in side_by_side.items():
        room[number] = columns.width
    contents = _contents(records, rows, words)
    blocks = [
        [Line([Run(text)])] if is_one_line(text, wide) else lines_of(text, tall, wide)
        for text, tall, wide in zip(contents, height.tolist(), room.tolist(), strict=True)
    ]
    found = set_blocks(blocks, place, np.where(spacing != 0, spacing, 1.0) * _LINE_STEP, room, side_by_side)
    frames = Frames(at, along * height[:, None], up * height[:, None])
    behind = backgrounds(records, rows)
    round_it = found.boxes * np.column_stack((style_width, np.ones(len(rows)), style_width, np.ones(len(rows))))
    boxes = [Box(number, *round_it[number].tolist()) for number in behind if any(line.runs for line in blocks[number])]
    draw_backgrounds(boxes, behind, rows, frames, shapes, looks)
    of, stretch = found.of, style_width[found.of]
    right, end = found.right * stretch, found.end * stretch
    tall, factor, lean = np.array([(run.height, run.width, run.lean) for run in found.runs]).reshape(-1, 3).T
    look = _tinted(found.runs, shapes.looks[rows[of]], looks)
    shown = np.array(list(map(bool, found.words)), np.bool_)
    lines = np.array([run.lines for run in found.runs], np.int64)
    for sort, level in _LEVELS.items():
        lined = np.flatnonzero(shown & (lines & sort != 0))
        which, above = of[lined], found.above[lined] + level * tall[lined]
        ends = (frames.points(which, right[lined], above), frames.points(which, end[lined], above))
        shapes.segments(np.hstack(ends), rows[which], look[lined])
    leaning = leans[of] + np.tan(np.radians(lean))
    up_it = (frames.up[of] + frames.along[of] * leaning[:, None]) * tall[:, None]
    wide = frames.along[of] * (tall * factor * stretch)[:, None]
    places = np.hstack((frames.points(of, right, found.above), wide, up_it))
    numbers = np.array([shapes.word(text) for text in found.words if text], np.int32)
    shapes.texts(places[shown], numbers, rows[of[shown]], look[shown])


def _tinted(runs: list[Run], look: Ints, looks: Looks) -> Ints:
    """The look of each run whose text has this one (runs,): another where it has a colour of its own."""
    found = look.copy()
    known: dict[tuple[int, int], int] = {}
    for place, (run, own) in enumerate(zip(runs, look.tolist(), strict=True)):
        if run.colour is not None:
            made = known.get((own, run.colour))
            if made is None:
                made = known[own, run.colour] = looks.number(looks.all[own]._replace(colour=run.colour))
            found[place] = made
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

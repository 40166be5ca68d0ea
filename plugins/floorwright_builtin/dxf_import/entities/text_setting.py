"""Where lines of a block of text stand: below one another, in columns, to one side, round the point of the block."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.mtext import Line, Run
from floorwright_builtin.dxf_import.entities.plain_text import DESCENT
from floorwright_builtin.dxf_import.entities.shapes import starts
from floorwright_builtin.dxf_import.entities.text_width import text_widths
from floorwright_builtin.dxf_import.file.records import Index


class Columns(NamedTuple):
    """Columns side by side: how wide each is and what is free between them, and how high each is; 0 is endless, and the
    last takes what is left."""

    width: float
    gutter: float
    heights: tuple[float, ...]

    def scaled(self, height: float, stretch: float) -> "Columns":
        """In text heights of a style with a width factor."""
        wide = height * stretch
        return Columns(self.width / wide, self.gutter / wide, tuple(one / height for one in self.heights))


@dataclass(frozen=True, slots=True)
class SetRuns:
    """Runs of blocks of text, one block after the other: the number of the block of each, what is read there, how far
    right of and above the point of the block it begins, and how far right it ends. `boxes` (blocks, 4) are round all
    runs of each: left, below, right, above. All in text heights, across without the width factor of the style."""

    runs: list[Run]
    of: Index
    words: list[str]
    right: Floats
    end: Floats
    above: Floats
    boxes: Floats


def set_blocks(
    blocks: Sequence[Sequence[Line]], corner: Index, step: Floats, room: Floats, columns: Mapping[int, Columns]
) -> SetRuns:
    """The lines of each block round its point, corner 0 (above left) to 8 (below right) of them; `step` is from
    base line to base line in heights of the line, `room` how wide the block is, 0 for as wide as its lines. `columns`
    are those of the blocks that have some, by number."""
    lines = list(chain.from_iterable(blocks))
    first_line = starts(np.array([len(block) for block in blocks], np.int64))
    block = np.repeat(np.arange(len(blocks)), np.diff(first_line))
    runs = list(chain.from_iterable([line.runs for line in lines]))
    first_run = starts(np.array([len(line.runs) for line in lines], np.int64))
    line = np.repeat(np.arange(len(lines)), np.diff(first_run))
    words = [run.text.rstrip() for run in runs]
    height, factor = np.array([run[1:3] for run in runs]).reshape(-1, 2).T
    wide, seen = (text_widths(texts) * height * factor for texts in ([run.text for run in runs], words))
    offset = _before(wide, first_run)
    filled = np.diff(first_run) > 0
    length, tall = np.zeros(len(lines)), np.where(filled, 0.0, 1.0)
    length[filled] = (offset + seen)[first_run[1:][filled] - 1]
    np.maximum.at(tall, line, height)
    down = tall * step[block]
    some = np.diff(first_line) > 0
    down[first_line[:-1][some]] = tall[first_line[:-1][some]]
    level, aside = -(_before(down, first_line) + down), np.zeros(len(lines))
    longest = np.zeros(len(blocks))
    np.maximum.at(longest, block, length)
    each = np.where(room != 0, room, longest)
    whole = each.copy()
    for number, own in columns.items():
        some_lines = slice(int(first_line[number]), int(first_line[number + 1]))
        places = _in_columns(lines[some_lines], tall[some_lines].tolist(), float(step[number]), own)
        aside[some_lines], level[some_lines] = np.array(places).reshape(-1, 2).T
        each[number], whole[number] = own.width, (len(own.heights) - 1) * (own.width + own.gutter) + own.width
    deepest = np.zeros(len(blocks))
    np.minimum.at(deepest, block, level)
    below, side = np.divmod(corner, 3)
    # The lowest line counts with its descenders.
    shift, left = below / 2 * (DESCENT - deepest), -side / 2 * whole
    indent = np.array([one.left for one in lines])
    share = np.array([np.nan if one.share is None else one.share for one in lines])
    share = np.where(np.isnan(share), (side / 2)[block], share)
    begin = left[block] + aside + indent + share * (each[block] - indent - length)
    right = begin[line] + offset
    boxes = np.column_stack((left, deepest + shift, left + whole, shift))
    return SetRuns(runs, block[line], words, right, right + seen, (level + shift[block])[line], boxes)


def _before(sizes: Floats, first: Index) -> Floats:
    """What comes before each in its group, where groups begin at `first`, which ends with the end."""
    reached = np.concatenate(([0.0], np.cumsum(sizes)))
    found: Floats = reached[:-1] - np.repeat(reached[first[:-1]], np.diff(first))
    return found


def _in_columns(lines: Sequence[Line], tall: list[float], step: float, columns: Columns) -> list[tuple[float, float]]:
    """How far right the column of each line begins, and how far below the point its base line is, which is negative."""
    places: list[tuple[float, float]] = []
    column, reached = 0, 0.0
    for line, height in zip(lines, tall, strict=True):
        next_level = reached - (height if reached == 0.0 else step * height)
        if _is_full(columns, column, -next_level, line, reached):
            column, next_level = column + 1, -height
        reached = next_level
        places.append((column * (columns.width + columns.gutter), reached))
    return places


def _is_full(columns: Columns, column: int, depth: float, line: Line, reached: float) -> bool:
    if column + 1 >= len(columns.heights) or reached == 0.0:
        return False
    return line.new_column or 0 < columns.heights[column] < depth


class Frames(NamedTuple):
    """The frames of many blocks of text: their points (n, 3), one height along their lines and one up from them."""

    at: Floats
    along: Floats
    up: Floats

    def points(self, of: Index, right: Floats, above: Floats) -> Floats:
        """Points (m, 3) so many heights right of and above the points of the blocks `of`."""
        found: Floats = self.at[of] + self.along[of] * right[:, None] + self.up[of] * above[:, None]
        return found

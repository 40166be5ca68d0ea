"""Where lines of a block of text stand: below one another, in columns, to one side, round the point of the block."""

from collections.abc import Sequence
from typing import NamedTuple

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.mtext import Line, Run
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


class Block(NamedTuple):
    """Runs with how far right of and above the point of the block each begins, and the box round all of them (left,
    below, right, above); in text heights, across without the width factor of the style."""

    runs: list[tuple[float, float, Run]]
    box: tuple[float, float, float, float]


def set_block(lines: Sequence[Line], corner: int, step: float, room: float, columns: Columns | None = None) -> Block:
    """The lines round their point, which is corner 0 (above left) to 8 (below right) of them; `step` is from base line
    to base line in heights of the line, `room` how wide the block is, 0 for as wide as its lines."""
    down, side = divmod(corner, 3)
    lengths = [_length(line) for line in lines]
    each = columns.width if columns else room or max(lengths, default=0.0)
    whole = each
    tall = [max([run.height for run in line.runs], default=1.0) for line in lines]
    places: list[tuple[float, float]] = []
    column, reached, deepest = 0, 0.0, 0.0
    for number, height in enumerate(tall):
        next_level = reached - (height if reached == 0.0 else step * height)
        if columns and _is_full(columns, column, -next_level, lines[number], reached):
            column, next_level = column + 1, -height
        reached = next_level
        deepest = min(deepest, reached)
        places.append((column * (each + columns.gutter) if columns else 0.0, reached))
    if columns:
        whole = (len(columns.heights) - 1) * (each + columns.gutter) + each
    shift = {0: 0.0, 1: -deepest / 2, 2: -deepest}[down]
    left = -side / 2 * whole
    found: list[tuple[float, float, Run]] = []
    for line, length, (begin, level) in zip(lines, lengths, places, strict=True):
        share = side / 2 if line.share is None else line.share
        right = left + begin + line.left + share * (each - line.left - length)
        for place, run in enumerate(line.runs):
            found.append((right, level + shift, run))
            right += run.length if place + 1 < len(line.runs) else 0.0
    return Block(found, (left, deepest + shift, left + whole, shift))


def _is_full(columns: Columns, column: int, depth: float, line: Line, reached: float) -> bool:
    if column + 1 >= len(columns.heights) or reached == 0.0:
        return False
    return line.new_column or 0 < columns.heights[column] < depth


def _length(line: Line) -> float:
    if not line.runs:
        return 0.0
    *before, last = line.runs
    return sum([run.length for run in before]) + last._replace(text=last.text.rstrip()).length


class Frames(NamedTuple):
    """The frames of many blocks of text: their points (n, 3), one height along their lines and one up from them."""

    at: Floats
    along: Floats
    up: Floats

    def points(self, of: Index, right: Floats, above: Floats) -> Floats:
        """Points (m, 3) so many heights right of and above the points of the blocks `of`."""
        found: Floats = self.at[of] + self.along[of] * right[:, None] + self.up[of] * above[:, None]
        return found

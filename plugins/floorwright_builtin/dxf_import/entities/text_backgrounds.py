"""What lies behind blocks of text: a mask that hides what was drawn before, an area in a colour, a frame."""

from typing import NamedTuple

import numpy as np

from floorwright_builtin.dxf_import.entities.looks import MASK, Looks
from floorwright_builtin.dxf_import.entities.shapes import Gathered
from floorwright_builtin.dxf_import.entities.text_columns import has_own_frame
from floorwright_builtin.dxf_import.entities.text_setting import Frames
from floorwright_builtin.dxf_import.file.colours import of_index
from floorwright_builtin.dxf_import.file.records import Index, Records

_OWN_COLOUR, _OF_THE_FLOOR, _FRAME = 1, 2, 16
_USUAL_REACH = 1.5
_LARGEST_REACH = 10.0


class Background(NamedTuple):
    """What lies behind a text: `reach` times a text height, less one, beyond its letters on every side."""

    masked: bool
    colour: int | None
    framed: bool
    reach: float


class Box(NamedTuple):
    """The box round a text, in heights from its point; `text` is its number."""

    text: int
    left: float
    below: float
    right: float
    above: float


def backgrounds(records: Records, rows: Index) -> dict[int, Background]:
    """The background of each of these MTEXT that has one, by its number in the row."""
    flags = np.where(has_own_frame(records, rows), records.whole(90)[rows] & ~_FRAME, records.whole(90)[rows])
    own = np.flatnonzero(flags & (_OWN_COLOUR | _OF_THE_FLOOR | _FRAME))
    if not len(own):
        return {}
    index, true, reach = (
        records.whole(63, 256)[rows], records.whole(421, -1)[rows], records.first(45, _USUAL_REACH)[rows],
    )  # fmt: skip
    found = {}
    for number in own.tolist():
        flag = int(flags[number])
        colour = int(true[number]) & 0xFFFFFF if true[number] >= 0 else of_index(int(index[number]))
        coloured = flag & _OWN_COLOUR and not flag & _OF_THE_FLOOR
        wide = float(reach[number]) if 1.0 <= reach[number] <= _LARGEST_REACH else _USUAL_REACH
        masked = bool(flag & (_OWN_COLOUR | _OF_THE_FLOOR))
        found[number] = Background(masked, colour if coloured else None, bool(flag & _FRAME), wide)
    return found


def draw_backgrounds(
    boxes: list[Box], behind: dict[int, Background], rows: Index, frames: Frames, shapes: Gathered, looks: Looks
) -> None:
    """Masks, coloured areas and frames behind texts with these boxes."""
    for box in boxes:
        back = behind[box.text]
        more = back.reach - 1.0
        right = np.array([box.left - more, box.right + more, box.right + more, box.left - more])
        above = np.array([box.below - more, box.below - more, box.above + more, box.above + more])
        ring = frames.points(np.full(4, box.text), right, above)
        record = rows[box.text : box.text + 1]
        own = looks.all[int(shapes.looks[record[0]])]
        colours = ([MASK] if back.masked else []) + ([] if back.colour is None else [back.colour])
        for colour in colours:
            look = np.array([looks.number(own._replace(colour=colour))], np.int32)
            shapes.fills(ring, np.array([4]), np.array([1]), record, look)
        if back.framed:
            shapes.segments(np.hstack((ring, np.roll(ring, -1, axis=0))), np.repeat(record, 4))

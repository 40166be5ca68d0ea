"""Which blocks stand in which, how much that comes to, and how large each is, before anything is drawn."""

from dataclasses import dataclass

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.inserts import Inserts
from floorwright_builtin.dxf_import.records import Bools, Index
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.shapes import Shapes
from floorwright_builtin.dxf_import.tables import BlockTable

MOST_PIECES = 12_000_000
"""How many pieces all the inserts of a drawing may come to; beyond that, an insert is a box."""
MOST_PIECES_AN_INSERT = 1_000_000
SORTS = ("segment", "arc", "fill", "text")
_NOTHING = np.array([np.inf, np.inf, -np.inf, -np.inf])


@dataclass(slots=True)
class Nest:
    """The blocks of a file by number.

    `begin` and `end` (blocks,) of each of SORTS are a block's pieces in Shapes, `first` and `last` its own inserts.
    `total` is what one copy comes to, with all that is inserted in it; `box` (blocks, 4) what it reaches over, without
    height. `kept` says which inserts are drawn piece by piece, `boxed` which as a box.
    """

    begin: dict[str, Index]
    end: dict[str, Index]
    first: Index
    last: Index
    total: list[int]
    box: Floats
    kept: Bools
    boxed: Bools

    def find_pieces(self, shapes: Shapes, blocks: BlockTable) -> None:
        """Note where in the shapes the pieces of each block are."""
        for sort in SORTS:
            owner = getattr(shapes, f"{sort}_record")
            self.begin[sort] = np.searchsorted(owner, np.array(blocks.first, np.int64))
            self.end[sort] = np.searchsorted(owner, np.array(blocks.last, np.int64))


def nest_of(shapes: Shapes, inserts: Inserts, blocks: BlockTable, report: Report) -> Nest:
    """How blocks are nested; a block that contains itself is named, and the insert that closes the circle left out."""
    count = len(blocks.names)
    nest = Nest(
        {}, {}, np.searchsorted(inserts.record, np.array(blocks.first, np.int64)),
        np.searchsorted(inserts.record, np.array(blocks.last, np.int64)),
        [0] * count, np.tile(_NOTHING, (count, 1)), np.ones(len(inserts), np.bool_), np.zeros(len(inserts), np.bool_),
    )  # fmt: skip
    nest.find_pieces(shapes, blocks)
    ring_starts = shapes.ring_starts[shapes.fill_starts]
    copies = inserts.copies.tolist()
    for block in _innermost_first(nest, inserts, blocks, report):
        own = {sort: slice(int(nest.begin[sort][block]), int(nest.end[sort][block])) for sort in SORTS}
        points = slice(int(ring_starts[own["fill"].start]), int(ring_starts[own["fill"].stop]))
        total = (
            sum(own[sort].stop - own[sort].start for sort in ("segment", "arc", "text")) + points.stop - points.start
        )
        box = _box(shapes, own, points)
        for number in range(int(nest.first[block]), int(nest.last[block])):
            if not nest.kept[number]:
                continue
            child = int(inserts.block[number])
            more = nest.total[child] * copies[number]
            if more > MOST_PIECES_AN_INSERT:
                nest.kept[number], nest.boxed[number], more = False, True, 4
                where = f"block “{blocks.names[child][:80]}”"
                report.add("Block insert of too many pieces", where, "drawn as a box")
            # Each insert counts, so that even empty blocks cannot come to too many.
            total += more + copies[number] * (not nest.boxed[number])
            corners = corners_of(inserts, number, nest.box[child])
            if len(corners):
                box = np.concatenate((np.minimum(box[:2], corners.min(0)), np.maximum(box[2:], corners.max(0))))
        nest.total[block], nest.box[block] = total, box
    return nest


def corners_of(inserts: Inserts, number: int, box: Floats) -> Floats:
    """The corners (n, 2) of a block's box as an insert shows it, of its outermost copies; none of an empty one."""
    if not box[0] <= box[2]:
        return np.zeros((0, 2))
    low_x, low_y, high_x, high_y = box
    ring = np.array([(low_x, low_y, 0.0), (high_x, low_y, 0.0), (high_x, high_y, 0.0), (low_x, high_y, 0.0)])
    placed = ring @ inserts.matrix[number].T + inserts.shift[number]
    across = inserts.across[number] * (inserts.columns[number] - 1)
    up = inserts.up[number] * (inserts.rows[number] - 1)
    if inserts.copies[number] == 1:
        return np.asarray(placed[:, :2])
    return np.concatenate([(placed + move)[:, :2] for move in (0 * across, across, across + up, up)])


def _box(shapes: Shapes, own: dict[str, slice], points: slice) -> Floats:
    found = [_NOTHING]
    ends = shapes.segments[own["segment"]]
    if len(ends):
        low, high = ends.min(0), ends.max(0)
        found.append(np.array([min(low[0], low[3]), min(low[1], low[4]), max(high[0], high[3]), max(high[1], high[4])]))
    arcs = shapes.arcs[own["arc"]]
    if len(arcs):
        reach = np.hypot(arcs[:, 3:5], arcs[:, 6:8])
        found.append(np.concatenate(((arcs[:, :2] - reach).min(0), (arcs[:, :2] + reach).max(0))))
    for spots in (shapes.fill_points[points, :2], shapes.texts[own["text"], :2]):
        if len(spots):
            found.append(np.concatenate((spots.min(0), spots.max(0))))
    boxes = np.stack(found)
    return np.concatenate((boxes[:, :2].min(0), boxes[:, 2:].max(0)))


def _innermost_first(nest: Nest, inserts: Inserts, blocks: BlockTable, report: Report) -> list[int]:
    """The blocks, each after those that it needs; inserts that lead back to where they stand are not kept."""
    ordered: list[int] = []
    state = [0] * len(blocks.names)  # 0 not met, 1 begun, 2 done
    for start in range(len(blocks.names)):
        if state[start]:
            continue
        state[start] = 1
        stack = [(start, iter(range(int(nest.first[start]), int(nest.last[start]))))]
        while stack:
            block, waiting = stack[-1]
            number = next(waiting, -1)
            if number < 0:
                stack.pop()
                state[block] = 2
                ordered.append(block)
                continue
            child = int(inserts.block[number])
            if state[child] == 1:
                nest.kept[number] = False
                report.add("INSERT of a block that contains itself", f"block “{blocks.names[child][:80]}”", "left out")
            elif state[child] == 0:
                state[child] = 1
                stack.append((child, iter(range(int(nest.first[child]), int(nest.last[child])))))
    return ordered

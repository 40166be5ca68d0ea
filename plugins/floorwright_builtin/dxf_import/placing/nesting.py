"""Which blocks stand in which, how much that comes to, and how large each is, before anything is drawn."""

from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np

from floorwright.api import Floats
from floorwright_builtin.dxf_import.entities.shapes import Shapes
from floorwright_builtin.dxf_import.file.records import Bools, Index
from floorwright_builtin.dxf_import.file.tables import BlockTable
from floorwright_builtin.dxf_import.placing.inserts import Inserts
from floorwright_builtin.dxf_import.report import Report

MOST_PIECES = 12_000_000
"""How many pieces all the inserts of a drawing may come to; beyond that, an insert is a box."""
MOST_PIECES_AN_INSERT = 1_000_000
SORTS = ("segment", "arc", "fill", "text")
_COUNTED = ("segment", "arc", "text")
_NOTHING = np.array([np.inf, np.inf, -np.inf, -np.inf])


@dataclass(slots=True)
class Nest:
    """The blocks of a file by number.

    `begin` and `end` (blocks,) of each of SORTS are a block's pieces in Shapes, `first` and `last` its own inserts.
    `total` is what one copy comes to, with all that is inserted in it. `kept` says which inserts are drawn piece by
    piece, `boxed` which as a box.
    """

    begin: dict[str, Index]
    end: dict[str, Index]
    first: Index
    last: Index
    total: list[int]
    kept: Bools
    boxed: Bools
    order: list[int] = field(default_factory=list)
    """The blocks, each after those that stand in it."""

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
        [0] * count, np.ones(len(inserts), np.bool_), np.zeros(len(inserts), np.bool_),
    )  # fmt: skip
    nest.find_pieces(shapes, blocks)
    points = shapes.ring_starts[shapes.fill_starts]
    own = points[nest.end["fill"]] - points[nest.begin["fill"]]
    own += sum(nest.end[sort] - nest.begin[sort] for sort in _COUNTED)
    own_totals, copies, children = own.tolist(), inserts.copies.tolist(), inserts.block.tolist()
    firsts, lasts = nest.first.tolist(), nest.last.tolist()
    nest.order = _innermost_first(nest, inserts, blocks, report)
    for block in nest.order:
        total = own_totals[block]
        for number in range(firsts[block], lasts[block]):
            if not nest.kept[number]:
                continue
            more = nest.total[children[number]] * copies[number]
            if more > MOST_PIECES_AN_INSERT:
                nest.kept[number], nest.boxed[number] = False, True
                where = f"block “{blocks.names[children[number]][:80]}”"
                report.add("Block insert of too many pieces", where, "drawn as a box")
                total += 4
            else:
                # Each insert counts, so that even empty blocks cannot come to too many.
                total += more + copies[number]
        nest.total[block] = total
    return nest


def boxes_of(nest: Nest, shapes: Shapes, inserts: Inserts, wanted: Iterable[int]) -> dict[int, Floats]:
    """What blocks (4,) reach over, from above: those wanted and all that stand in them; infinite for empty ones."""
    needed: set[int] = set()
    waiting = list(wanted)
    while waiting:
        block = waiting.pop()
        if block not in needed:
            needed.add(block)
            waiting += inserts.block[int(nest.first[block]) : int(nest.last[block])].tolist()
    found: dict[int, Floats] = {}
    for block in nest.order:
        if block not in needed:
            continue
        box = _own_box(nest, shapes, block)
        for number in range(int(nest.first[block]), int(nest.last[block])):
            if nest.kept[number] or nest.boxed[number]:
                corners = corners_of(inserts, number, found[int(inserts.block[number])])
                if len(corners):
                    box = np.concatenate((np.minimum(box[:2], corners.min(0)), np.maximum(box[2:], corners.max(0))))
        found[block] = box
    return found


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


def _own_box(nest: Nest, shapes: Shapes, block: int) -> Floats:
    """What the pieces of a block reach over, without those of blocks inserted in it."""
    own = {sort: slice(int(nest.begin[sort][block]), int(nest.end[sort][block])) for sort in SORTS}
    ends, arcs = shapes.segments[own["segment"]], shapes.arcs[own["arc"]]
    rings = (
        shapes.ring_starts[shapes.fill_starts[own["fill"].start]],
        shapes.ring_starts[shapes.fill_starts[own["fill"].stop]],
    )
    spots = [ends[:, :2], ends[:, 3:5], shapes.fill_points[rings[0] : rings[1], :2], shapes.texts[own["text"], :2]]
    reach = np.hypot(arcs[:, 3:5], arcs[:, 6:8])
    points = np.concatenate([*spots, arcs[:, :2] - reach, arcs[:, :2] + reach])
    return np.concatenate((points.min(0), points.max(0))) if len(points) else _NOTHING


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

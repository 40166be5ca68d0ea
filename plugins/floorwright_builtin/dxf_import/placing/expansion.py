"""Following the inserts: every block's pieces, placed as often as it is inserted, seen from above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, Ints, placed_rows
from floorwright_builtin.dxf_import.entities.looks import Looks
from floorwright_builtin.dxf_import.entities.shapes import Shapes, fills_taken, runs, starts
from floorwright_builtin.dxf_import.file.records import Bools, Index
from floorwright_builtin.dxf_import.file.tables import BlockTable
from floorwright_builtin.dxf_import.placing.clipped_blocks import cut_off
from floorwright_builtin.dxf_import.placing.inserts import Inserts
from floorwright_builtin.dxf_import.placing.nesting import (
    MOST_PIECES,
    MOST_PIECES_AN_INSERT,
    SORTS,
    Nest,
    corners_of,
)
from floorwright_builtin.dxf_import.report import Report

DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Instances:
    """Blocks where they stand: matrix (n, 3, 3), shift (n, 3), the insert's look, the outermost insert's record.

    `outline` (n,) numbers the outlines of `outlines`, rings (k, 2) of the drawing, in all of which what is seen of each
    lies; number 0 has none.
    """

    block: NDArray[np.int64]
    matrix: Floats
    shift: Floats
    look: Ints
    record: Index
    outline: Index
    outlines: list[tuple[Floats, ...]] = field(default_factory=lambda: [()])


def instances_of(
    inserts: Inserts, outermost: Index, nest: Nest, looks: Looks, clips: Mapping[int, Floats] | None = None
) -> Instances:
    """Every block that stands somewhere, as often as it does; `outermost` are the inserts of the drawing itself.
    `clips` are the outlines of inserts of whose blocks only a part is seen, in the coordinates of the block."""
    outlines: list[tuple[Floats, ...]] = [()]
    level = _copied(inserts, outermost, inserts.matrix[outermost], inserts.shift[outermost], inserts.look[outermost],
                    inserts.record[outermost], np.broadcast_to(np.eye(3), (len(outermost), 3, 3)),
                    np.zeros(len(outermost), np.int64), clips or {}, outlines)  # fmt: skip
    found = [level]
    for _ in range(DEEPEST):
        sizes = (nest.last - nest.first)[level.block]
        child = runs(nest.first[level.block], sizes)
        parent = np.repeat(np.arange(len(level.block)), sizes)
        kept = nest.kept[child]
        child, parent = child[kept], parent[kept]
        if not len(child):
            break
        outer = level.matrix[parent]
        level = _copied(
            inserts, child, outer @ inserts.matrix[child],
            np.einsum("nij,nj->ni", outer, inserts.shift[child]) + level.shift[parent],
            looks.inserted(inserts.look[child], level.look[parent]), level.record[parent], outer,
            level.outline[parent], clips or {}, outlines,
        )  # fmt: skip
        found.append(level)
    return Instances(
        np.concatenate([one.block for one in found]), np.concatenate([one.matrix for one in found]),
        np.concatenate([one.shift for one in found]), np.concatenate([one.look for one in found]),
        np.concatenate([one.record for one in found]),
        np.concatenate([one.outline for one in found]), outlines,
    )  # fmt: skip


def affordable(
    inserts: Inserts, outermost: Index, nest: Nest, blocks: BlockTable, report: Report
) -> tuple[Index, Index]:
    """Of the outermost inserts those drawn piece by piece, and those that would be too many and become boxes."""
    kept: list[int] = []
    boxed: list[int] = []
    room = MOST_PIECES
    copies = inserts.copies.tolist()
    for number, block in zip(outermost.tolist(), inserts.block[outermost].tolist(), strict=True):
        count = nest.total[block] * copies[number]
        if count > min(room, MOST_PIECES_AN_INSERT):
            boxed.append(number)
            report.add("Block insert of too many pieces", f"block “{blocks.names[block][:80]}”", "drawn as a box")
        else:
            kept.append(number)
            room -= count
    return np.array(kept, np.int64), np.array(boxed, np.int64)


def outlines(inserts: Inserts, numbers: Index, boxes: dict[int, Floats]) -> tuple[Floats, Index]:
    """The boxes of inserts as straight pieces (n, 6), and the insert of each."""
    rows, owners = [], []
    for number in numbers.tolist():
        corners = corners_of(inserts, number, boxes[int(inserts.block[number])])
        if not len(corners):
            continue
        if len(corners) == 16:
            corners = corners[[0, 5, 10, 15]]
        ring = np.column_stack((corners, np.zeros(4)))
        rows.append(np.hstack((ring, np.roll(ring, -1, axis=0))))
        owners += [number] * 4
    return np.concatenate([np.zeros((0, 6)), *rows]), np.array(owners, np.int64)


def flattened(
    shapes: Shapes, own: dict[str, Bools], nest: Nest, instances: Instances, looks: Looks, words: Sequence[str]
) -> Shapes:
    """The pieces `own`, by sort, that the drawing itself holds, and those of all instances, seen from above. `words`
    are the distinct lines of text."""
    drawn = {sort: _drawn(sort, shapes, own[sort], nest, instances, looks) for sort in SORTS}
    segment, arc, text, fill = (drawn[sort] for sort in ("segment", "arc", "text", "fill"))
    # The points of the fills of a stretch follow each other too.
    at = shapes.ring_starts[shapes.fill_starts]
    points = _placed(shapes.fill_points, 1, 0, at[fill.begin], at[fill.begin + fill.size], instances)
    ring_sizes, fill_sizes = np.diff(shapes.ring_starts), np.diff(shapes.fill_starts)[fill.piece]
    rings = starts(ring_sizes[runs(shapes.fill_starts[:-1][fill.piece], fill_sizes)])
    order = np.argsort(fill.record, kind="stable")
    points, rings, fills = fills_taken(points, rings, starts(fill_sizes), order)
    flat = Shapes(
        _placed(shapes.segments, 2, 0, segment.begin, segment.begin + segment.size, instances),
        segment.record, segment.look,
        _placed(shapes.arcs, 1, 2, arc.begin, arc.begin + arc.size, instances),
        arc.record, arc.look,
        points, rings, fills, fill.record[order], fill.look[order],
        _placed(shapes.texts, 1, 2, text.begin, text.begin + text.size, instances),
        shapes.text_word[text.piece], text.record, text.look,
    )  # fmt: skip
    if len(instances.outlines) == 1:
        return flat
    outline = {sort: _of_pieces(instances.outline, one.size) for sort, one in drawn.items()}
    outline["fill"] = outline["fill"][order]
    return cut_off(flat, outline, instances.outlines, words)


@dataclass(frozen=True, slots=True)
class _Drawn:
    """The pieces of a sort that are drawn, in stretches that follow each other in Shapes: first those of the drawing
    itself, then one for each instance. `piece`, `record` and `look` are of each piece."""

    begin: Index
    size: Index
    piece: Index
    record: Ints
    look: Ints


def _drawn(sort: str, shapes: Shapes, own: Bools, nest: Nest, instances: Instances, looks: Looks) -> _Drawn:
    edges = np.flatnonzero(np.diff(own, prepend=False, append=False))
    begin = nest.begin[sort][instances.block]
    size = nest.end[sort][instances.block] - begin
    begins, sizes = np.concatenate((edges[::2], begin)), np.concatenate((edges[1::2] - edges[::2], size))
    piece = runs(begins, sizes)
    mine, placed = np.split(piece, [int(own.sum())])
    record, look = getattr(shapes, f"{sort}_record"), getattr(shapes, f"{sort}_look")
    return _Drawn(
        begins, sizes, piece,
        np.concatenate((record[mine], np.repeat(instances.record.astype(np.int32), size))),
        np.concatenate((look[mine], looks.inserted(look[placed], np.repeat(instances.look, size)))),
    )  # fmt: skip


def _placed(rows: Floats, points: int, ways: int, begin: Index, end: Index, instances: Instances) -> Floats:
    """Rows where they belong, each of `points` points and then `ways` directions; the stretches before those of the
    instances are where they belong."""
    still = len(begin) - len(instances.block)
    matrix = np.concatenate((np.broadcast_to(np.eye(3), (still, 3, 3)), instances.matrix))
    shift = np.concatenate((np.zeros((still, 3)), instances.shift))
    return placed_rows(rows, points, ways, begin, end - begin, matrix, shift)


def _of_pieces(outline: NDArray[np.int64], size: Index) -> NDArray[np.int64]:
    """The outline of the instance of each piece; 0, none, for those of the drawing itself."""
    still = np.zeros(len(size) - len(outline), np.int64)
    return np.repeat(np.concatenate((still, outline)), size)


def _copied(
    inserts: Inserts, numbers: Index, matrix: Floats, shift: Floats, look: Ints, record: Index, outer: Floats,
    outline: Index, clips: Mapping[int, Floats], outlines: list[tuple[Floats, ...]],
) -> Instances:  # fmt: skip
    """Inserts as instances, one for each of their copies, whose steps `outer` turns."""
    copies = inserts.copies[numbers]
    if not (copies == 1).all():
        of = np.repeat(np.arange(len(numbers)), copies)
        inside = np.arange(len(of)) - starts(copies)[:-1][of]
        numbers, matrix, look, record, outline = numbers[of], matrix[of], look[of], record[of], outline[of]
        across = inserts.across[numbers] * (inside % inserts.columns[numbers])[:, None]
        up = inserts.up[numbers] * (inside // inserts.columns[numbers])[:, None]
        shift = shift[of] + np.einsum("nij,nj->ni", outer[of], across + up)
    clipped = np.flatnonzero(np.isin(numbers, list(clips))) if clips else ()
    if len(clipped):
        outline = outline.copy()
    for place in clipped:
        ring = clips[int(numbers[place])] @ matrix[place, :2, :2].T + shift[place, :2]
        outlines.append((*outlines[outline[place]], ring))
        outline[place] = len(outlines) - 1
    return Instances(inserts.block[numbers], matrix, shift, look, record, outline, outlines)

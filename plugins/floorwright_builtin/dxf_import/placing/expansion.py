"""Following the inserts: every block's pieces, placed as often as it is inserted, seen from above."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, Ints, placed_rows
from floorwright_builtin.dxf_import.entities.looks import Looks
from floorwright_builtin.dxf_import.entities.shapes import Shapes, fills_taken, runs, starts
from floorwright_builtin.dxf_import.file.records import Index
from floorwright_builtin.dxf_import.file.tables import BlockTable
from floorwright_builtin.dxf_import.placing.clipped_blocks import cut_off
from floorwright_builtin.dxf_import.placing.inserts import Inserts
from floorwright_builtin.dxf_import.placing.nesting import MOST_PIECES, MOST_PIECES_AN_INSERT, Nest, corners_of
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
    shapes: Shapes, own: dict[str, Index], nest: Nest, instances: Instances, looks: Looks, words: Sequence[str]
) -> Shapes:
    """The pieces `own`, by sort, that the drawing itself holds, and those of all instances, seen from above. `words`
    are the distinct lines of text."""
    segment = _placed(shapes.segments, 2, 0, nest, instances, "segment")
    arc = _placed(shapes.arcs, 1, 2, nest, instances, "arc")
    text = _placed(shapes.texts, 1, 2, nest, instances, "text")
    fill, fill_instance = _pieces(nest, instances, "fill")
    points, rings, fills = _placed_fills(shapes, nest, instances, fill)
    mine = own["fill"]
    my_points, my_rings, my_fills = fills_taken(shapes.fill_points, shapes.ring_starts, shapes.fill_starts, mine)
    all_points = np.concatenate((my_points[:, :2], points))
    all_rings = np.concatenate((my_rings, rings[1:] + my_rings[-1]))
    all_fills = np.concatenate((my_fills, fills[1:] + my_fills[-1]))
    fill_record = np.concatenate((shapes.fill_record[mine], instances.record[fill_instance])).astype(np.int32)
    placed_look = looks.inserted(shapes.fill_look[fill], instances.look[fill_instance])
    fill_look = np.concatenate((shapes.fill_look[mine], placed_look))
    order = np.argsort(fill_record, kind="stable")
    all_points, all_rings, all_fills = fills_taken(all_points, all_rings, all_fills, order)

    def with_own(sort: str, pieces: tuple[Index, Index]) -> tuple[Ints, Ints]:
        record, look = getattr(shapes, f"{sort}_record"), getattr(shapes, f"{sort}_look")
        piece, instance = pieces
        return (
            np.concatenate((record[own[sort]], instances.record[instance].astype(np.int32))),
            np.concatenate((look[own[sort]], looks.inserted(look[piece], instances.look[instance]))),
        )

    texts = _pieces(nest, instances, "text")
    flat = Shapes(
        np.concatenate((shapes.segments[own["segment"]][:, [0, 1, 3, 4]], segment)),
        *with_own("segment", _pieces(nest, instances, "segment")),
        np.concatenate((shapes.arcs[own["arc"]][:, [0, 1, 3, 4, 6, 7, 9, 10]], arc)),
        *with_own("arc", _pieces(nest, instances, "arc")),
        all_points, all_rings, all_fills, fill_record[order], fill_look[order],
        np.concatenate((shapes.texts[own["text"]][:, [0, 1, 3, 4, 6, 7]], text)),
        np.concatenate((shapes.text_word[own["text"]], shapes.text_word[texts[0]])),
        *with_own("text", texts),
    )  # fmt: skip
    if len(instances.outlines) == 1:
        return flat
    outline = {}
    for sort, mine in own.items():
        placed = instances.outline[_pieces(nest, instances, sort)[1]]
        outline[sort] = np.concatenate((np.zeros(len(mine), np.int64), placed))
    outline["fill"] = outline["fill"][order]
    return cut_off(flat, outline, instances.outlines, words)


def _placed(rows: Floats, points: int, ways: int, nest: Nest, instances: Instances, sort: str) -> Floats:
    """The pieces of a sort of all instances where they belong; a piece holds points and then directions."""
    begin = nest.begin[sort][instances.block]
    return placed_rows(
        rows, points, ways, begin, nest.end[sort][instances.block] - begin, instances.matrix, instances.shift
    )


def _placed_fills(shapes: Shapes, nest: Nest, instances: Instances, fill: Index) -> tuple[Floats, Index, Index]:
    """The points of the fills of all instances where they belong, and where rings and fills start."""
    at = shapes.ring_starts[shapes.fill_starts]
    begin = at[nest.begin["fill"][instances.block]]
    size = at[nest.end["fill"][instances.block]] - begin
    points = placed_rows(shapes.fill_points, 1, 0, begin, size, instances.matrix, instances.shift)
    fill_sizes = np.diff(shapes.fill_starts)[fill]
    ring_sizes = np.diff(shapes.ring_starts)[runs(shapes.fill_starts[:-1][fill], fill_sizes)]
    return points, starts(ring_sizes), starts(fill_sizes)


def _pieces(nest: Nest, instances: Instances, sort: str) -> tuple[Index, Index]:
    """The pieces of a sort of all instances, and the instance of each."""
    begin = nest.begin[sort][instances.block]
    sizes = nest.end[sort][instances.block] - begin
    return runs(begin, sizes), np.repeat(np.arange(len(sizes)), sizes)


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

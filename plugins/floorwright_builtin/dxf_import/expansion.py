"""Following the inserts: every block's pieces, placed as often as it is inserted, seen from above."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, Ints
from floorwright_builtin.dxf_import.inserts import Inserts
from floorwright_builtin.dxf_import.looks import Looks
from floorwright_builtin.dxf_import.nesting import MOST_PIECES, MOST_PIECES_AN_INSERT, Nest, corners_of
from floorwright_builtin.dxf_import.records import Index
from floorwright_builtin.dxf_import.report import Report
from floorwright_builtin.dxf_import.shapes import Shapes, fills_taken, runs, starts
from floorwright_builtin.dxf_import.tables import BlockTable

DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Instances:
    """Blocks where they stand: matrix (n, 3, 3), shift (n, 3), the insert's look, the outermost insert's record."""

    block: NDArray[np.int64]
    matrix: Floats
    shift: Floats
    look: Ints
    record: Index


@dataclass(slots=True)
class Flat:
    """All pieces without height, with the outermost record and the look of each; columns as in a Drawing."""

    segments: Floats
    segment_record: Ints
    segment_look: Ints
    arcs: Floats
    arc_record: Ints
    arc_look: Ints
    fill_points: Floats
    ring_starts: Index
    fill_starts: Index
    fill_record: Ints
    fill_look: Ints
    texts: Floats
    text_word: Ints
    text_record: Ints
    text_look: Ints


def instances_of(inserts: Inserts, outermost: Index, nest: Nest, looks: Looks) -> Instances:
    """Every block that stands somewhere, as often as it does; `outermost` are the inserts of the drawing itself."""
    level = _copied(inserts, outermost, inserts.matrix[outermost], inserts.shift[outermost], inserts.look[outermost],
                    inserts.record[outermost], np.broadcast_to(np.eye(3), (len(outermost), 3, 3)))  # fmt: skip
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
        )  # fmt: skip
        found.append(level)
    return Instances(
        np.concatenate([one.block for one in found]), np.concatenate([one.matrix for one in found]),
        np.concatenate([one.shift for one in found]), np.concatenate([one.look for one in found]),
        np.concatenate([one.record for one in found]),
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


def outlines(inserts: Inserts, numbers: Index, nest: Nest) -> tuple[Floats, Index]:
    """The boxes of inserts as straight pieces (n, 6), and the insert of each."""
    rows, owners = [], []
    for number in numbers.tolist():
        corners = corners_of(inserts, number, nest.box[int(inserts.block[number])])
        if not len(corners):
            continue
        if len(corners) == 16:
            corners = corners[[0, 5, 10, 15]]
        ring = np.column_stack((corners, np.zeros(4)))
        rows.append(np.hstack((ring, np.roll(ring, -1, axis=0))))
        owners += [number] * 4
    return np.concatenate([np.zeros((0, 6)), *rows]), np.array(owners, np.int64)


def flattened(shapes: Shapes, own: dict[str, Index], nest: Nest, instances: Instances, looks: Looks) -> Flat:
    """The pieces `own`, by sort, that the drawing itself holds, and those of all instances."""
    tilted = bool(np.abs(instances.matrix[:, :2, 2]).any())
    place = _Place(instances, tilted)
    segment, inst = _pieces(nest, instances, "segment")
    source = shapes.segments
    ends = [place.points(source[segment, at : at + 3], inst) for at in (0, 3)]
    arc, arc_inst = _pieces(nest, instances, "arc")
    arcs = shapes.arcs[arc]
    fill, fill_inst = _pieces(nest, instances, "fill")
    points, rings, fills = fills_taken(shapes.fill_points, shapes.ring_starts, shapes.fill_starts, fill)
    point_inst = np.repeat(fill_inst, np.diff(rings[fills]))
    text, text_inst = _pieces(nest, instances, "text")
    texts = shapes.texts[text]
    mine = own["fill"]
    my_points, my_rings, my_fills = fills_taken(shapes.fill_points, shapes.ring_starts, shapes.fill_starts, mine)
    all_points = np.concatenate((my_points[:, :2], place.points(points, point_inst)))
    all_rings = np.concatenate((my_rings, rings[1:] + my_rings[-1]))
    all_fills = np.concatenate((my_fills, fills[1:] + my_fills[-1]))
    fill_record = np.concatenate((shapes.fill_record[mine], instances.record[fill_inst])).astype(np.int32)
    fill_look = np.concatenate(
        (shapes.fill_look[mine], looks.inserted(shapes.fill_look[fill], instances.look[fill_inst]))
    )
    order = np.argsort(fill_record, kind="stable")
    all_points, all_rings, all_fills = fills_taken(all_points, all_rings, all_fills, order)

    def with_own(sort: str, piece: Index, inst: Index) -> tuple[Ints, Ints]:
        record, look = getattr(shapes, f"{sort}_record"), getattr(shapes, f"{sort}_look")
        return (
            np.concatenate((record[own[sort]], instances.record[inst])).astype(np.int32),
            np.concatenate((look[own[sort]], looks.inserted(look[piece], instances.look[inst]))),
        )

    return Flat(
        np.concatenate((source[own["segment"]][:, [0, 1, 3, 4]], np.hstack(ends))),
        *with_own("segment", segment, inst),
        np.concatenate(
            (
                shapes.arcs[own["arc"]][:, [0, 1, 3, 4, 6, 7, 9, 10]],
                np.hstack(
                    (
                        place.points(arcs[:, 0:3], arc_inst), place.ways(arcs[:, 3:6], arc_inst),
                        place.ways(arcs[:, 6:9], arc_inst), arcs[:, 9:11],
                    )
                ),
            )
        ),
        *with_own("arc", arc, arc_inst),
        all_points, all_rings, all_fills, fill_record[order], fill_look[order],
        np.concatenate(
            (
                shapes.texts[own["text"]][:, [0, 1, 3, 4, 6, 7]],
                np.hstack([place.points(texts[:, 0:3], text_inst), place.ways(texts[:, 3:6], text_inst),
                           place.ways(texts[:, 6:9], text_inst)]),
            )
        ),
        np.concatenate((shapes.text_word[own["text"]], shapes.text_word[text])),
        *with_own("text", text, text_inst),
    )  # fmt: skip


class _Place:
    """Puts points and directions of blocks where an instance has them, seen from above."""

    def __init__(self, instances: Instances, tilted: bool) -> None:
        self._rows = [np.ascontiguousarray(instances.matrix[:, axis, :].T) for axis in (0, 1)]
        self._shift = [np.ascontiguousarray(instances.shift[:, axis]) for axis in (0, 1)]
        self._tilted = tilted

    def ways(self, ways: Floats, inst: Index) -> Floats:
        """Directions (n, 3) as (n, 2)."""
        found = np.empty((len(ways), 2))
        for axis, row in enumerate(self._rows):
            column = row[0][inst] * ways[:, 0]
            column += row[1][inst] * ways[:, 1]
            if self._tilted:
                column += row[2][inst] * ways[:, 2]
            found[:, axis] = column
        return found

    def points(self, points: Floats, inst: Index) -> Floats:
        """Points (n, 3) as (n, 2)."""
        found = self.ways(points, inst)
        for axis, shift in enumerate(self._shift):
            found[:, axis] += shift[inst]
        return found


def _pieces(nest: Nest, instances: Instances, sort: str) -> tuple[Index, Index]:
    """The pieces of a sort of all instances, and the instance of each."""
    begin = nest.begin[sort][instances.block]
    sizes = nest.end[sort][instances.block] - begin
    return runs(begin, sizes), np.repeat(np.arange(len(sizes)), sizes)


def _copied(
    inserts: Inserts, numbers: Index, matrix: Floats, shift: Floats, look: Ints, record: Index, outer: Floats
) -> Instances:
    """Inserts as instances, one for each of their copies, whose steps `outer` turns."""
    copies = inserts.copies[numbers]
    if (copies == 1).all():
        return Instances(inserts.block[numbers], matrix, shift, look, record)
    of = np.repeat(np.arange(len(numbers)), copies)
    number = numbers[of]
    inside = np.arange(len(of)) - starts(copies)[:-1][of]
    across = inserts.across[number] * (inside % inserts.columns[number])[:, None]
    up = inserts.up[number] * (inside // inserts.columns[number])[:, None]
    moved = shift[of] + np.einsum("nij,nj->ni", outer[of], across + up)
    return Instances(inserts.block[number], matrix[of], moved, look[of], record[of])

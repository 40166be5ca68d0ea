"""What puts a block somewhere: INSERT and MINSERT, and the dimensions and tables that a block draws."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, Ints
from floorwright_builtin.dxf_import.entities.planes import axes_of
from floorwright_builtin.dxf_import.entities.rounds import name_of
from floorwright_builtin.dxf_import.file.records import Bools, Hashes, Index, Records
from floorwright_builtin.dxf_import.file.tables import BlockTable
from floorwright_builtin.dxf_import.report import Report

_SMALLEST = 1e-12
_MOST_COPIES = 2**31


@dataclass(frozen=True, slots=True)
class Inserts:
    """Rows, in the order of their records: the block, what its points become (matrix · p + shift), the look by number,
    and how many columns and rows of copies there are, with the steps between them."""

    record: Index
    block: NDArray[np.int64]
    matrix: Floats
    shift: Floats
    look: Ints
    columns: NDArray[np.int64]
    rows: NDArray[np.int64]
    across: Floats
    up: Floats

    def __len__(self) -> int:
        return len(self.record)

    def taken(self, which: NDArray[np.generic]) -> "Inserts":
        """Some of them."""
        return Inserts(*(getattr(self, name)[which] for name in self.__dataclass_fields__))

    @property
    def copies(self) -> NDArray[np.int64]:
        """How many copies each makes."""
        return self.columns * self.rows


def inserts_of(records: Records, rows: Index, blocks: BlockTable, looks: Ints, report: Report) -> Inserts:
    """INSERT records as rows; those without a block or a size are left out and reported."""
    block = _blocks_named(records.name(2)[rows], blocks)
    scale = np.stack([records.first(code, 1.0)[rows] for code in (41, 42, 43)], axis=1)
    flat = (np.abs(scale[:, 0]) < _SMALLEST) | (np.abs(scale[:, 1]) < _SMALLEST)
    _left_out(records, rows, flat, "INSERT of a block with scale 0", report)
    _left_out(records, rows, (block < 0) & ~flat, "INSERT of a block that is missing", report)
    good = (block >= 0) & ~flat
    rows, block, scale = rows[good], block[good], scale[good]
    normal = np.stack([records.first(210)[rows], records.first(220)[rows], records.first(230, 1.0)[rows]], axis=1)
    plane = axes_of(normal) if len(rows) else np.zeros((0, 3, 3))
    angle = np.radians(records.first(50)[rows])
    turn = np.zeros((len(rows), 3, 3))
    turn[:, 0, 0] = turn[:, 1, 1] = np.cos(angle)
    turn[:, 1, 0] = np.sin(angle)
    turn[:, 0, 1] = -turn[:, 1, 0]
    turn[:, 2, 2] = 1.0
    axes = plane @ turn
    matrix = axes * scale[:, None, :]
    base = np.array(blocks.base, np.float64).reshape(-1, 3)[block]
    at = np.einsum("nij,nj->ni", plane, records.points(10, rows))
    shift = at - np.einsum("nij,nj->ni", matrix, base)
    steps = [records.first(code)[rows] for code in (44, 45)]
    counts = [
        np.where(step != 0, np.clip(records.first(code, 1.0)[rows], 1, _MOST_COPIES), 1).astype(np.int64)
        for code, step in zip((70, 71), steps, strict=True)
    ]
    return Inserts(
        rows, block, matrix, shift, looks[rows], counts[0], counts[1], axes[:, :, 0] * steps[0][:, None],
        axes[:, :, 1] * steps[1][:, None],
    )  # fmt: skip


def in_place(
    records: Records, rows: Index, blocks: BlockTable, looks: Ints, at: int, filled: Bools
) -> tuple[Inserts, Index]:
    """Records whose block is already where it belongs but for a shift, given by a point of code `at`.

    `filled` (blocks,) says which blocks have anything in them. The second answer are the records without such a block.
    """
    block = _blocks_named(records.name(2)[rows], blocks)
    good = block >= 0
    good[good] = filled[block[good]]
    lacking = rows[~good]
    rows, block = rows[good], block[good]
    count = len(rows)
    one, still = np.ones(count, np.int64), np.zeros((count, 3))
    return Inserts(
        rows, block, np.broadcast_to(np.eye(3), (count, 3, 3)).copy(), records.points(at, rows), looks[rows], one, one,
        still, still,
    ), lacking  # fmt: skip


def _blocks_named(names: Hashes, blocks: BlockTable) -> NDArray[np.int64]:
    """The number of the block of each name, -1 for none."""
    distinct, row = np.unique(names, return_inverse=True)
    found = np.array([blocks.numbers.get(name, -1) for name in distinct.tolist()], np.int64)
    return found[row.reshape(-1)]


def together(parts: list[Inserts]) -> Inserts:
    """Several rows of inserts as one, in the order of their records."""
    joined = Inserts(*(np.concatenate([getattr(p, name) for p in parts]) for name in Inserts.__dataclass_fields__))
    return joined.taken(np.argsort(joined.record, kind="stable"))


def _left_out(records: Records, rows: Index, which: Bools, what: str, report: Report) -> None:
    if which.any():
        report.add(what, name_of(records, int(rows[which][0])), "left out", int(which.sum()))

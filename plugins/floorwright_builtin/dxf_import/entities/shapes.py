"""What all entities of a file become before inserts are followed: straight pieces, arcs, fills and texts in columns."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, Ints
from floorwright_builtin.dxf_import.file.records import Index


@dataclass(frozen=True, slots=True)
class Shapes:
    """Pieces of one sort each, with the record that each comes from and the number of its look.

    segments (n, 6) x1 y1 z1 x2 y2 z2; arcs (n, 11) centre, u, v, t0, t1; fills as points (m, 3) with `ring_starts` and
    `fill_starts` as in a Drawing; texts (n, 9) the left end of the base line, one height along, one height up. Seen
    from above they have no z, and the record is the outermost one.
    """

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


@dataclass(slots=True)
class Gathered:
    """Gathers pieces. `looks` (records,) is the number of the look of each record."""

    looks: Ints
    words: dict[str, int] = field(default_factory=dict)
    """The distinct lines of text, numbered."""
    _segments: list[tuple[Floats, Ints, Ints]] = field(default_factory=list)
    _arcs: list[tuple[Floats, Ints, Ints]] = field(default_factory=list)
    _texts: list[tuple[Floats, Ints, Ints, Ints]] = field(default_factory=list)
    _fills: list[tuple[Floats, Index, Index, Ints, Ints]] = field(default_factory=list)

    def segments(self, rows: Floats, record: NDArray[np.integer], look: Ints | None = None) -> None:
        """Straight pieces (n, 6) of these records (n,)."""
        if len(rows):
            self._segments.append((rows, record.astype(np.int32), self._look(record, look)))

    def arcs(self, rows: Floats, record: NDArray[np.integer], look: Ints | None = None) -> None:
        """Arcs (n, 11) of these records."""
        if len(rows):
            self._arcs.append((rows, record.astype(np.int32), self._look(record, look)))

    def texts(self, rows: Floats, words: Ints, record: NDArray[np.integer], look: Ints | None = None) -> None:
        """Texts (n, 9) with the numbers of their words."""
        if len(rows):
            self._texts.append((rows, words, record.astype(np.int32), self._look(record, look)))

    def fills(
        self,
        points: Floats,
        ring_sizes: Index,
        fill_sizes: Index,
        record: NDArray[np.integer],
        look: Ints | None = None,
    ) -> None:
        """Areas: all points (m, 3), how many each ring has, how many rings each fill has."""
        if len(record):
            self._fills.append((points, ring_sizes, fill_sizes, record.astype(np.int32), self._look(record, look)))

    def word(self, text: str) -> int:
        """The number of a line of text."""
        return self.words.setdefault(text, len(self.words))

    def finish(self) -> Shapes:
        """Everything, each sort in the order of the records."""
        segments, segment_record, segment_look = _joined(self._segments, 6)
        arcs, arc_record, arc_look = _joined(self._arcs, 11)
        texts = np.concatenate([np.zeros((0, 9)), *(part[0] for part in self._texts)])
        word, text_record, text_look = (
            np.concatenate([np.zeros(0, np.int32), *(part[place] for part in self._texts)]) for place in (1, 2, 3)
        )
        points, rings, fills, fill_record, fill_look = self._joined_fills()
        order = np.argsort(text_record, kind="stable")
        return Shapes(
            segments, segment_record, segment_look, arcs, arc_record, arc_look, points, rings, fills, fill_record,
            fill_look, texts[order], word[order], text_record[order], text_look[order],
        )  # fmt: skip

    def _look(self, record: NDArray[np.integer], look: Ints | None) -> Ints:
        if look is not None:
            return look
        found: Ints = self.looks[record]
        return found

    def _joined_fills(self) -> tuple[Floats, Index, Index, Ints, Ints]:
        none = np.zeros(0, np.int64)
        points = np.concatenate([np.zeros((0, 3)), *(part[0] for part in self._fills)])
        ring_sizes = np.concatenate([none, *(part[1] for part in self._fills)])
        fill_sizes = np.concatenate([none, *(part[2] for part in self._fills)])
        record, look = (
            np.concatenate([none.astype(np.int32), *(part[place] for part in self._fills)]) for place in (3, 4)
        )
        rings, fills = starts(ring_sizes), starts(fill_sizes)
        order = np.argsort(record, kind="stable")
        points, rings, fills = fills_taken(points, rings, fills, order)
        return points, rings, fills, record[order], look[order]


def starts(sizes: NDArray[np.integer]) -> Index:
    """Where each of a row of runs begins, and one more for the end."""
    return np.concatenate([[0], np.cumsum(sizes)]).astype(np.int64)


def runs(begins: NDArray[np.integer], sizes: NDArray[np.integer]) -> Index:
    """The numbers begin, begin + 1, … of every run, one run after the other."""
    sizes = sizes.astype(np.int64)
    ends = np.cumsum(sizes)
    whole = int(ends[-1]) if len(ends) else 0
    found: Index = np.arange(whole) + np.repeat(begins.astype(np.int64) - (ends - sizes), sizes)
    return found


def fills_taken(points: Floats, rings: Index, fills: Index, which: NDArray[np.integer]) -> tuple[Floats, Index, Index]:
    """Of fills the ones numbered `which`, in that order and as often: their points and where rings and fills start."""
    fill_sizes = np.diff(fills)[which]
    ring = runs(fills[:-1][which], fill_sizes)
    ring_sizes = np.diff(rings)[ring]
    return points[runs(rings[:-1][ring], ring_sizes)], starts(ring_sizes), starts(fill_sizes)


def _joined(parts: list[tuple[Floats, Ints, Ints]], width: int) -> tuple[Floats, Ints, Ints]:
    none = np.zeros(0, np.int32)
    rows = np.concatenate([np.zeros((0, width)), *(part[0] for part in parts)])
    record = np.concatenate([none, *(part[1] for part in parts)])
    look = np.concatenate([none, *(part[2] for part in parts)])
    if (record[1:] < record[:-1]).any():
        order = np.argsort(record, kind="stable")
        rows, record, look = rows[order], record[order], look[order]
    return rows, record, look

"""The records of a DXF file as columns: what begins with a tag 0, with its values by group code."""

from collections.abc import Sequence
from functools import cache
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Floats, TagColumns, hash_of, sorted_by_code

Index = NDArray[np.int64]
Bools = NDArray[np.bool_]
Hashes = NDArray[np.uint64]

_Sort = TypeVar("_Sort", bound=np.generic)

EMBEDDED = 101


@cache
def named(name: str) -> np.uint64:
    """The hash of a name, to be compared with a column of hashes."""
    return np.uint64(hash_of(name))


def is_one_of(column: Hashes, names: Sequence[str]) -> Bools:
    """Where a column of hashes is one of these names."""
    found = np.zeros(len(column), np.bool_)
    for name in names:
        found |= column == named(name)
    return found


def distinct(values: NDArray[_Sort]) -> NDArray[_Sort]:
    """The distinct values, ascending; numpy's own way imports its masked arrays, as long as a small drawing takes."""
    ordered = np.sort(values)
    first = np.ones(len(ordered), np.bool_)
    first[1:] = ordered[1:] != ordered[:-1]
    return ordered[first]


class Records:
    """The records of a file by number, in the order of the file.

    head  (n,) the tag that begins each, and one more for the end; `kind` (n,) the hash of its type
    of    (tags,) the record each tag belongs to; -1 before the first
    """

    def __init__(self, tags: TagColumns) -> None:
        self.tags = tags
        heads = np.flatnonzero(tags.code == 0)
        self.count = len(heads)
        self.head = np.append(heads, len(tags.code))
        self.kind: Hashes = tags.hashes[heads]
        sizes = np.diff(self.head, prepend=0)
        self.of = np.repeat(np.arange(-1, self.count, dtype=np.int32), sizes)
        self._by_code, self._begin = sorted_by_code(_without_embedded(tags.code, self))
        self._firsts: dict[tuple[int, float], Floats] = {}
        self._wholes: dict[tuple[int, float], Index] = {}

    def with_code(self, code: int) -> Index:
        """The tags with a group code, ascending; those of embedded objects are not among them."""
        return self._by_code[int(self._begin[code]) : int(self._begin[code + 1])]

    def first(self, code: int, default: float = 0.0) -> Floats:
        """The number of the first tag of a code in each record (n,)."""
        found = self._firsts.get((code, default))
        if found is None:
            tags = self.with_code(code)[::-1]
            if len(tags):
                found = np.full(self.count, default, np.float64)
                # Of several writes to one place the last one stays, which is that of the first tag.
                found[self.of[tags]] = self.tags.number[tags]
                found.flags.writeable = False
            else:
                # Most codes are used by few entities or none: one number stands for all.
                found = np.broadcast_to(np.float64(default), self.count)
            self._firsts[code, default] = found
        return found

    def whole(self, code: int, default: float = 0.0) -> Index:
        """The whole number of the first tag of a code in each record (n,); one beyond 32 bits is the largest there."""
        found = self._wholes.get((code, default))
        if found is None:
            found = np.clip(self.first(code, default), -(2.0**31), 2.0**31 - 1).astype(np.int64)
            found.flags.writeable = False
            self._wholes[code, default] = found
        return found

    def has(self, code: int) -> Bools:
        """Whether each record has a tag of a code (n,)."""
        found = np.zeros(self.count, np.bool_)
        found[self.of[self.with_code(code)]] = True
        return found

    def first_tag(self, code: int) -> Index:
        """The first tag of a code in each record (n,); -1 for none."""
        found = np.full(self.count, -1, np.int64)
        tags = self.with_code(code)[::-1]
        found[self.of[tags]] = tags
        return found

    def name(self, code: int) -> Hashes:
        """The hash of the first text of a code in each record (n,); 0 for none."""
        found = np.zeros(self.count, np.uint64)
        tags = self.with_code(code)[::-1]
        found[self.of[tags]] = self.tags.hashes[tags]
        return found

    def points(self, code: int, which: Index) -> Floats:
        """The first point (n, 3) of codes `code`, `code` + 10 and `code` + 20 of these records."""
        found = np.empty((len(which), 3))
        for axis in range(3):
            found[:, axis] = self.first(code + 10 * axis)[which]
        return found

    def slice(self, record: int) -> slice:
        """The tags of a record."""
        return slice(int(self.head[record]), int(self.head[record + 1]))

    def forget(self) -> None:
        """Let go of what is kept to answer faster."""
        self._firsts.clear()
        self._wholes.clear()


def with_embedded(records: Records) -> Bools:
    """Which records (n,) hold an embedded object."""
    found = np.zeros(records.count, np.bool_)
    found[records.of[records.tags.code == EMBEDDED]] = True
    return found


def _without_embedded(code: NDArray[np.int16], records: Records) -> NDArray[np.int16]:
    """The codes with those of embedded objects, which repeat the codes of their entity, set to -1."""
    begins = np.flatnonzero(code == EMBEDDED)
    if not len(begins):
        return code
    changed = code.copy()
    for begin in begins.tolist():
        changed[begin : int(records.head[records.of[begin] + 1])] = -1
    return changed

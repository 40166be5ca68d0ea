"""What is wrong with the cells of a long table: the first are named, all are counted."""

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from floorwright.errors import ImportFailed
from floorwright.storage.tables.blocks import Block

NAMED = 3


class TraceProblems:
    """Gathers problems block by block."""

    def __init__(self, name: str, header: tuple[str, ...]) -> None:
        self._name, self._header = name, header
        self._named: list[tuple[int, str]] = []
        self.count = 0
        """How many cells cannot be used."""
        self._rows: set[int] = set()

    def add(self, block: Block, rows: NDArray[np.bool_], column: int, what: Callable[[str], str]) -> None:
        """Note that the cells of a column in these rows cannot be used; `what` says why, given the cell."""
        found = np.flatnonzero(rows)
        self.count += len(found)
        self._rows.update(block.numbers[found].tolist())
        for at in found[:NAMED].tolist():
            cell = block.cell(column, at)[:40]
            number = int(block.numbers[at])
            self._named.append((number, f"{self._name}, row {number}, column {self._header[column]}: {what(cell)}"))

    def finish(self, leave_out: bool) -> list[str]:
        """A remark about the rows that are left out; without `leave_out` nothing may be wrong.

        Raises:
            ImportFailed: naming the first three cells and how many more there are.
        """
        if not self.count:
            return []
        first = " ".join(words for _, words in sorted(self._named)[:NAMED])
        more = self.count - NAMED
        rest = f" And {more:,} more." if more > 0 else ""
        if not leave_out:
            raise ImportFailed(
                first + rest, hint="Nothing was taken over; mend the table, or have the bad rows left out."
            )
        return [f"{self._name}: {len(self._rows):,} rows cannot be read and were left out. {first}{rest}"]

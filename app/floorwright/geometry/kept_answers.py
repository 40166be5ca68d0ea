"""Answers about ways, kept while what changes on the floor leaves them as they are."""

import math
from collections.abc import Collection, Sequence
from itertools import pairwise
from typing import Generic, TypeVar

import numpy as np

from floorwright.geometry.grown_floor import GrownFloor
from floorwright.geometry.packed_rows import PackedRows
from floorwright.geometry.segment import Point

Answer = TypeVar("Answer")
Question = tuple[Point, Point, frozenset[str]]
"""From where, to where, and the obstacles that are none: the stations left and reached."""


class KeptAnswers(Generic[Answer]):
    """Answers by their questions, found by the obstacles that prove them and by the lines they go along."""

    def __init__(self) -> None:
        self._answers: dict[Question, Answer] = {}
        self._proofs: dict[Question, frozenset[str]] = {}
        self._proved_by: dict[str, set[Question]] = {}
        # A line of nan is in nobody's way, and nothing is in its.
        self._lines: PackedRows[Question] = PackedRows(6, blank=math.nan)

    def __len__(self) -> int:
        return len(self._answers)

    def get(self, question: Question) -> Answer | None:
        """The answer; None when it is not kept."""
        return self._answers.get(question)

    def questions(self) -> set[Question]:
        """All that is kept."""
        return set(self._answers)

    def keep(
        self, question: Question, answer: Answer, proof: frozenset[str], way: Sequence[Point], ignored: Collection[int]
    ) -> None:
        """Keep an answer with its proof, the points it goes through, and the rows that are none for it."""
        self.forget(question)
        self._answers[question], self._proofs[question] = answer, proof
        for id in proof:
            self._proved_by.setdefault(id, set()).add(question)
        # A third obstacle to ignore is not: then an answer is given up for nothing, and found again.
        none = (*list(ignored)[:2], -1, -1)[:2]
        lines = [(*a, *b, *none) for a, b in pairwise(way)]
        self._lines.put(question, np.array(lines, np.float64).reshape(-1, 6))

    def forget(self, question: Question) -> None:
        """Keep this answer no more, if it is kept."""
        if self._answers.pop(question, None) is None:
            return
        for id in self._proofs.pop(question):
            self._proved_by[id].discard(question)
        self._lines.drop(question)

    def touched(self, changed: Collection[str], floor: GrownFloor) -> set[Question]:
        """The questions whose answers may be others after these obstacles have become what they are on the floor."""
        found: set[Question] = set()
        for id in changed:
            found |= self._proved_by.get(id, set())
        rows, table = floor.rows(changed), self._lines.table
        if rows and len(table):
            # A path may pass a corner at a distance of a skin, so what comes that near counts as in its way.
            struck = floor.struck(rows, table[:, :4], table[:, 4:], -8.0 * floor.tolerance)
            owners = (self._lines.owner(at) for at in np.flatnonzero(struck).tolist())
            found |= {question for question in owners if question is not None}
        return found

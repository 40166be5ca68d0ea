"""The exact shortest path in the plane round obstacles.

Forbidden is the inside of the obstacles grown by half the width of what moves; a path may touch what it passes.
Every answer carries its proof: the obstacles that make it what it is. A change elsewhere leaves it standing, which
is what makes figures live while a machine is dragged (see docs/decisions/0002-free-space.md).
"""

import itertools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from floorwright.geometry.detour import shortest_detour
from floorwright.geometry.grown_floor import GrownFloor, Obstacle, lay_out
from floorwright.geometry.landing import inside_of, landings
from floorwright.geometry.segment import Point, distance, length, without_straight_points
from floorwright.geometry.sight import Parts, depths, hits

__all__ = ["Blocked", "FreePath", "FreeSpace", "Obstacle"]

_LARGEST_HINT = 40
_MOST_REMEMBERED = 20_000


@dataclass(frozen=True, slots=True)
class FreePath:
    """A shortest path: its points with start and goal, and its length in mm.

    `proof` holds the ids of the obstacles that make it as long as it is; without any other it would be no shorter.
    """

    points: tuple[Point, ...]
    length: float
    proof: frozenset[str] = field(default=frozenset(), compare=False)


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why there is no path: `reason` is a clause (“…, because its start lies …”), `culprit` an obstacle's id or ""."""

    reason: str
    culprit: str = ""
    proof: frozenset[str] = field(default=frozenset(), compare=False)


_Question = tuple[Point, Point, frozenset[str]]


class FreeSpace:
    """The floor between the obstacles, for something that needs `growth` mm of room on each side of its path."""

    def __init__(self, obstacles: Iterable[Obstacle], growth: float = 0.0) -> None:
        self._obstacles = {obstacle.id: obstacle for obstacle in obstacles}
        self._floor = lay_out(self._obstacles, max(0.0, growth))
        self._answers: dict[_Question, FreePath | Blocked] = {}
        self._hints: dict[frozenset[str], frozenset[str]] = {}
        self._bare: FreeSpace | None = None

    @property
    def growth(self) -> float:
        """Half the width of what moves, in mm."""
        return self._floor.growth

    @property
    def obstacles(self) -> Mapping[str, Obstacle]:
        """The obstacles by id."""
        return self._obstacles

    def path(self, start: Point, goal: Point, ignoring: frozenset[str] = frozenset()) -> FreePath | Blocked:
        """The shortest path from `start` to `goal`, or why there is none; exact to 1e-4 mm.

        `ignoring` names the obstacles that are none for this path: the stations it leaves and reaches.
        """
        question = (start, goal, ignoring)
        answer = self._answers.get(question)
        if answer is None:
            answer = self._found(start, goal, ignoring)
            if len(self._answers) >= _MOST_REMEMBERED:
                self._answers.clear()
            self._answers[question] = answer
        return answer

    def in_the_way(self, start: Point, goal: Point, ignoring: frozenset[str] = frozenset()) -> str | None:
        """The id of an obstacle that the straight line from `start` to `goal` goes into; None when it is free.

        Touching is free.
        """
        floor = self._floor
        parts = floor.parts_without(ignoring)
        a, b = floor.local(start), floor.local(goal)
        _, part = hits(parts, np.array([a]), np.array([b]), floor.tolerance)
        if not len(part):
            return None
        culprit = floor.ids[int(parts.owner[part[0]])]
        _, deep = hits(parts, np.array([a]), np.array([b]), floor.skin + floor.tolerance)
        if len(deep):
            return floor.ids[int(parts.owner[deep[0]])]
        # The line goes through skins alone: it touches, or it crosses a barrier or a joint. A way round tells.
        round_about = self.path(start, goal, ignoring)
        if isinstance(round_about, FreePath) and round_about.length <= distance(a, b) + floor.tolerance:
            return None
        return culprit

    def moved(self, changed: Mapping[str, Obstacle | None]) -> "FreeSpace":
        """The free space after some obstacles have changed, come, or (None) gone.

        What is known already and the change cannot touch is kept: an answer stays when no changed obstacle is part of
        its proof and none now stands in its way.
        """
        changed = {id: obstacle for id, obstacle in changed.items() if self._obstacles.get(id) != obstacle}
        if not changed:
            return self
        later = FreeSpace.__new__(FreeSpace)
        later._obstacles = {id: old for id, old in self._obstacles.items() if id not in changed}
        later._obstacles |= {id: obstacle for id, obstacle in changed.items() if obstacle is not None}
        later._floor = lay_out(later._obstacles, self.growth, self._floor, changed.keys())
        later._hints = dict(self._hints)
        later._bare = None
        later._answers = self._still_true(later._floor, frozenset(changed))
        return later

    def _still_true(self, floor: GrownFloor, changed: frozenset[str]) -> dict[_Question, FreePath | Blocked]:
        """The answers that the change leaves as they are."""
        kept = {question: answer for question, answer in self._answers.items() if changed.isdisjoint(answer.proof)}
        rows = [floor.row[id] for id in changed if id in floor.row]
        parts = floor.parts.only(np.isin(floor.parts.owner, rows))
        legs = [
            (question, a, b)
            for question, answer in kept.items()
            if isinstance(answer, FreePath)
            for a, b in itertools.pairwise(answer.points)
        ]
        if not legs or not len(parts):
            return kept
        starts = np.array([a for _, a, _ in legs]) - floor.origin
        ends = np.array([b for _, _, b in legs]) - floor.origin
        # A path may pass a corner at a distance of a skin, so what comes that near counts as in its way.
        for leg, part in zip(*hits(parts, starts, ends, -8.0 * floor.tolerance), strict=True):
            question = legs[leg][0]
            if floor.ids[parts.owner[part]] not in question[2]:
                kept.pop(question, None)
        return kept

    def _found(self, start: Point, goal: Point, ignoring: frozenset[str]) -> FreePath | Blocked:
        floor = self._floor
        parts = floor.parts_without(ignoring)
        ends = (floor.local(start), floor.local(goal))
        places = []
        for name, point in zip(("start", "end"), ends, strict=True):
            places.append(landings(parts, point, floor.skin, floor.tolerance))
            problem = _no_footing(floor, parts, name, point, shut_in=not places[-1])
            if problem is not None:
                return problem
        hint = frozenset(floor.row[id] for id in self._hints.get(ignoring, ()) if id in floor.row)
        detour = shortest_detour(floor, parts, places[0], places[1], hint)
        proof = frozenset(floor.ids[row] for row in detour.taken)
        if detour.turns is None:
            culprit = "" if detour.first_hit is None else floor.ids[detour.first_hit]
            return Blocked(self._why_no_way(start, goal, ignoring), culprit, proof)
        if ignoring:
            self._hints[ignoring] = proof if len(proof) <= _LARGEST_HINT else frozenset()
        points = without_straight_points((ends[0], *detour.turns, ends[1]), floor.tolerance)
        return FreePath((start, *(floor.shown(point) for point in points[1:-1]), goal), length(points), proof)

    def _why_no_way(self, start: Point, goal: Point, ignoring: frozenset[str]) -> str:
        if self.growth > 0.0:
            if self._bare is None:
                self._bare = FreeSpace(self._obstacles.values())
            if isinstance(self._bare.path(start, goal, ignoring), FreePath):
                return f"no passage is {2.0 * self.growth / 1000.0:.2f} m wide, as what moves there needs"
        return "no way leads round the obstacles"


def _no_footing(floor: GrownFloor, parts: Parts, name: str, point: Point, *, shut_in: bool) -> Blocked | None:
    """Why no path can start or end at `point`; None when one can."""
    row = inside_of(parts, point, floor.skin, floor.tolerance)
    if row is None:
        if not shut_in:
            return None
        row = int(parts.owner[depths(parts, *point).argmax()])
        return Blocked(f"its {name} is shut in between obstacles that touch", floor.ids[row], frozenset(floor.ids))
    id = floor.ids[row]
    if floor.skin == 0.0 and depths(parts.only(parts.owner == row), *point).max() <= floor.growth:
        return Blocked(f"its {name} is nearer to an obstacle than half the width of what moves", id, frozenset((id,)))
    return Blocked(f"its {name} lies inside an obstacle", id, frozenset((id,)))

"""The exact shortest path in the plane round obstacles.

Forbidden is the inside of the obstacles grown by half the width of what moves; a path may touch what it passes.
Every answer carries its proof: the obstacles that make it what it is. A change elsewhere leaves it standing, which
is what makes figures live while a machine is dragged (see docs/decisions/0002-free-space.md).
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from floorwright.geometry.detour import shortest_detour
from floorwright.geometry.grown_floor import GrownFloor, Obstacle
from floorwright.geometry.kept_answers import KeptAnswers, Question
from floorwright.geometry.landing import inside_of, landings
from floorwright.geometry.segment import Point, distance, length, without_straight_points
from floorwright.geometry.sight import Parts, depths

__all__ = ["Blocked", "FreePath", "FreeSpace", "Obstacle", "Question"]

_LARGEST_HINT = 60


@dataclass(frozen=True, slots=True)
class FreePath:
    """A shortest path: its points with start and goal, and its length in mm."""

    points: tuple[Point, ...]
    length: float


@dataclass(frozen=True, slots=True)
class Blocked:
    """Why there is no path: `reason` is a clause (“…, because its start lies …”), `culprit` an obstacle's id or ""."""

    reason: str
    culprit: str = ""


_Found = tuple[FreePath | Blocked, frozenset[str]]
"""An answer and the ids of the obstacles that make it what it is; without any other it would be no better."""


_Hint = tuple[frozenset[str], tuple[int, ...]]
"""The obstacles that an answer between two stations was proved with, and the corners at which it turned."""
_NO_HINT: _Hint = (frozenset(), ())


class FreeSpace:
    """The floor between the obstacles, for something that needs `growth` mm of room on each side of its path.

    One thread at a time may ask.
    """

    def __init__(self, obstacles: Iterable[Obstacle], growth: float = 0.0) -> None:
        self._obstacles = {obstacle.id: obstacle for obstacle in obstacles}
        self._floor = GrownFloor(self._obstacles, max(0.0, growth))
        self._answers: KeptAnswers[FreePath | Blocked] = KeptAnswers()
        self._hints: dict[frozenset[str], _Hint] = {}
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
        """The shortest path from `start` to `goal`, or why there is none; exact to 1e-4 mm for ways up to 200 m.

        `ignoring` names the obstacles that are none for this path: the stations it leaves and reaches. The answer is
        kept until `move` says that it may have changed, or `forget` that it will not be asked for again.
        """
        question = (start, goal, ignoring)
        answer = self._answers.get(question)
        if answer is None:
            answer, proof = self._found(start, goal, ignoring)
            # What comes to lie across a way that is blocked may be another reason for it.
            points = answer.points if isinstance(answer, FreePath) else (start, start, goal, goal)
            way = [self._floor.local(point) for point in points]
            self._answers.keep(question, answer, proof, way, self._floor.rows(ignoring))
        return answer

    def forget(self, question: Question) -> None:
        """Nobody asks this any more."""
        self._answers.forget(question)
        if self._bare is not None:
            self._bare.forget(question)

    def in_the_way(self, start: Point, goal: Point, ignoring: frozenset[str] = frozenset()) -> str | None:
        """The id of an obstacle that the straight line from `start` to `goal` goes into; None when it is free.

        Touching is free.
        """
        floor = self._floor
        rows = floor.rows(ignoring)
        a, b = floor.local(start), floor.local(goal)
        struck = floor.owners_hit(a, b, floor.tolerance, rows)
        if not struck:
            return None
        deep = floor.owners_hit(a, b, floor.skin + floor.tolerance, rows)
        if deep:
            return min(floor.ids[row] for row in deep)
        # The line goes through skins alone: it touches, or it crosses a barrier or a joint. A way round tells.
        round_about, _ = self._found(start, goal, ignoring)
        if isinstance(round_about, FreePath) and round_about.length <= distance(a, b) + floor.tolerance:
            return None
        return min(floor.ids[row] for row in struck)

    def covers(self, point: Point, ignoring: frozenset[str] = frozenset()) -> bool:
        """Whether a point lies so deep in an obstacle that no line from it is free."""
        floor = self._floor
        return floor.is_deep(floor.local(point), floor.skin + floor.tolerance, floor.rows(ignoring))

    def move(self, changed: Mapping[str, Obstacle | None]) -> set[Question]:
        """Some obstacles have changed, come, or (None) gone; what comes back are the questions to be asked again.

        What is known and the change cannot touch is kept: an answer stays when no changed obstacle is part of its
        proof and none now stands in its way.
        """
        changed = {id: obstacle for id, obstacle in changed.items() if self._obstacles.get(id) != obstacle}
        if not changed:
            return set()
        for id, obstacle in changed.items():
            if obstacle is None:
                del self._obstacles[id]
            else:
                self._obstacles[id] = obstacle
        before = self._floor
        self._floor = before.moved(self._obstacles, changed.keys())
        if (self._floor.origin, self._floor.tolerance, self._floor.ids[: len(before.ids)]) != (
            before.origin, before.tolerance, before.ids,
        ):  # fmt: skip
            touched = self._answers.questions()
        else:
            touched = self._answers.touched(changed.keys(), self._floor)
        if self._bare is not None:
            # Whether something narrower would pass is part of the reason told.
            touched |= {question for question in self._bare.move(changed) if self._answers.get(question) is not None}
        for question in touched:
            self._answers.forget(question)
        return touched

    def _found(self, start: Point, goal: Point, ignoring: frozenset[str]) -> _Found:
        floor = self._floor
        rows = floor.rows(ignoring)
        ends = (floor.local(start), floor.local(goal))
        places, proof = [], set()
        for name, point in zip(("start", "end"), ends, strict=True):
            around = floor.parts_at(point, rows)
            if not len(around):
                places.append([point])
                continue
            proof |= {floor.ids[row] for row in around.owner.tolist()}
            places.append(landings(floor, around, point, rows))
            problem = _no_footing(floor, around, name, point, shut_in=not places[-1])
            if problem is not None:
                return problem
        obstacles, corners = self._hints.get(ignoring, _NO_HINT)
        detour = shortest_detour(floor, places[0], places[1], rows, floor.rows(obstacles), corners)
        taken = frozenset(floor.ids[row] for row in detour.taken)
        proof |= taken
        if detour.turns is None:
            across = floor.owners_hit(*ends, floor.tolerance, rows)
            culprit = min((floor.ids[row] for row in across), default="")
            return Blocked(self._why_no_way(start, goal, ignoring), culprit), frozenset(proof)
        if ignoring:
            self._hints[ignoring] = (taken if len(taken) <= _LARGEST_HINT else frozenset(), detour.corners)
        points = without_straight_points((ends[0], *detour.turns, ends[1]), floor.tolerance)
        way = FreePath((start, *(floor.shown(point) for point in points[1:-1]), goal), length(points))
        return way, frozenset(proof)

    def _why_no_way(self, start: Point, goal: Point, ignoring: frozenset[str]) -> str:
        if self.growth > 0.0:
            if self._bare is None:
                self._bare = FreeSpace(self._obstacles.values())
            if isinstance(self._bare.path(start, goal, ignoring), FreePath):
                return f"no passage is {2.0 * self.growth / 1000.0:.2f} m wide, as what moves there needs"
        return "no way leads round the obstacles"


def _no_footing(floor: GrownFloor, around: Parts, name: str, point: Point, *, shut_in: bool) -> _Found | None:
    """Why no path can start or end at `point`, which lies in the parts `around`; None when one can."""
    id = inside_of(floor, around, point)
    if id is None:
        if not shut_in:
            return None
        row = int(around.owner[depths(around, *point).argmax()])
        owners = frozenset(floor.ids[row] for row in around.owner.tolist())
        return Blocked(f"its {name} is shut in between obstacles that touch", floor.ids[row]), owners
    culprit = around.only(around.owner == floor.row[id])
    if floor.skin == 0.0 and depths(culprit, *point).max() <= floor.growth:
        return Blocked(f"its {name} is nearer to an obstacle than half the width of what moves", id), frozenset((id,))
    return Blocked(f"its {name} lies inside an obstacle", id), frozenset((id,))

"""What stands in the way on the floor: the footprints of machines, walls with their openings cut out, drawn walls."""

import math
from collections.abc import Iterable

from floorwright.analysis.stations import footprint
from floorwright.analysis.ways.barriers import Barriers, nothing_drawn
from floorwright.geometry.free_space import Obstacle
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import Machine, Opening, Underlay, Wall

SHORTEST_MM = 1e-6
"""A piece of wall shorter than this beside an opening is rounding, not wall."""


def machine_obstacle(machine: Machine) -> Obstacle:
    """The footprint of a machine; the obstacle has the machine's id."""
    return Obstacle(machine.id, footprint(machine))


def wall_obstacles(wall: Wall, openings: Iterable[Opening]) -> tuple[Obstacle, ...]:
    """The pieces of a wall that its openings leave: rectangles, or barriers of two points when it has no thickness.

    Pieces end flush at the wall's ends and at its openings. Their ids are the wall's id and a number.
    """
    length = math.hypot(wall.x2 - wall.x1, wall.y2 - wall.y1)
    gaps = sorted((opening.at - opening.width / 2, opening.at + opening.width / 2) for opening in openings)
    left: list[tuple[float, float]] = []
    reached = 0.0
    for begin, end in gaps:
        if begin - reached > SHORTEST_MM:
            left.append((reached, min(begin, length)))
        reached = max(reached, end)
    if length - reached > SHORTEST_MM:
        left.append((reached, length))
    return tuple(_piece(wall, length, begin, end, count) for count, (begin, end) in enumerate(left) if begin < length)


class Obstacles:
    """The obstacles of one scenario by id, kept current; `barriers` gives those of imported drawings."""

    def __init__(self, records: Records, barriers: Barriers = nothing_drawn) -> None:
        self._barriers = barriers
        self._openings: dict[str, set[str]] = {}
        self._pieces: dict[str, tuple[str, ...]] = {}
        self.all: dict[str, Obstacle] = {}
        for record in records.values():
            if isinstance(record, Opening):
                self._openings.setdefault(record.wall, set()).add(record.id)
        for record in records.values():
            if isinstance(record, Machine):
                self.all[record.id] = machine_obstacle(record)
            elif isinstance(record, Wall):
                self._build(record, records)
            elif isinstance(record, Underlay):
                self._keep(record.id, self._barriers(record))

    def follow(self, diff: Diff, records: Records) -> dict[str, Obstacle | None]:
        """Take up a change that the records already hold; what comes back are the obstacles that it changed."""
        walls: set[str] = set()
        before: dict[str, Obstacle | None] = {}
        for id, change in diff.items():
            for record in (change.before, change.after):
                if isinstance(record, Opening):
                    walls.add(record.wall)
                    self._openings.setdefault(record.wall, set()).discard(id)
                elif isinstance(record, Wall):
                    walls.add(id)
                elif isinstance(record, Machine):
                    before[id] = self.all.pop(id, before.get(id))
                elif isinstance(record, Underlay):
                    before |= {piece: self.all.pop(piece) for piece in self._pieces.pop(id, ())}
            if isinstance(change.after, Opening):
                self._openings[change.after.wall].add(id)
            elif isinstance(change.after, Machine):
                self.all[id] = machine_obstacle(change.after)
            elif isinstance(change.after, Underlay):
                self._keep(id, self._barriers(change.after))
                before |= {piece: before.get(piece) for piece in self._pieces[id]}
        for wall_id in sorted(walls):
            for piece in self._pieces.pop(wall_id, ()):
                before[piece] = self.all.pop(piece)
            wall = records.get(wall_id)
            if isinstance(wall, Wall):
                self._build(wall, records)
                before |= {piece: before.get(piece) for piece in self._pieces[wall_id]}
        return {id: self.all.get(id) for id, old in before.items() if self.all.get(id) != old}

    def _build(self, wall: Wall, records: Records) -> None:
        found = (records.get(id) for id in sorted(self._openings.get(wall.id, ())))
        self._keep(wall.id, wall_obstacles(wall, [record for record in found if isinstance(record, Opening)]))

    def _keep(self, owner: str, pieces: Iterable[Obstacle]) -> None:
        kept = {piece.id: piece for piece in pieces}
        self._pieces[owner] = tuple(kept)
        self.all |= kept


def owner_of(obstacle: str, records: Records) -> str:
    """What an obstacle is, in words: “the equipment “Saw”” or “a wall”."""
    record = records.get(obstacle)
    return f"“{record.name}”" if isinstance(record, Machine) else "a wall"


def _piece(wall: Wall, length: float, begin: float, end: float, count: int) -> Obstacle:
    along = ((wall.x2 - wall.x1) / length, (wall.y2 - wall.y1) / length)
    ends = [_at(wall, length, place) for place in (begin, end)]
    id = f"{wall.id}/{count}"
    if wall.thickness == 0:
        return Obstacle(id, tuple(ends))
    (x1, y1), (x2, y2) = ends
    aside = (-along[1] * wall.thickness / 2, along[0] * wall.thickness / 2)
    corners = ((x1, y1, -1), (x2, y2, -1), (x2, y2, 1), (x1, y1, 1))
    return Obstacle(id, tuple((x + side * aside[0], y + side * aside[1]) for x, y, side in corners))


def _at(wall: Wall, length: float, place: float) -> tuple[float, float]:
    # The ends themselves are given as they are, so that walls that meet go on meeting.
    if place == 0:
        return wall.x1, wall.y1
    if place == length:
        return wall.x2, wall.y2
    share = place / length
    return wall.x1 + share * (wall.x2 - wall.x1), wall.y1 + share * (wall.y2 - wall.y1)

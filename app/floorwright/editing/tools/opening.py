"""Putting doors, gates and passages in walls."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from floorwright.editing.feedback import rubber, words
from floorwright.editing.pick import REACH_PX
from floorwright.editing.shape import band, opening_ends
from floorwright.editing.snap import snap
from floorwright.editing.state import State
from floorwright.editing.typed import NotAPlace
from floorwright.errors import EditRefused
from floorwright.geometry.segment import distance, distance_to_segment, share_at_foot
from floorwright.model.kinds import Opening, Wall
from floorwright.model.record import Point, new_id
from floorwright.units import format_length, parse_length

if TYPE_CHECKING:
    from floorwright.editing.events import Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark


class OpeningStart(State):
    """The opening slides along the wall under the pointer until it is clicked in."""

    prompt = "Click on a wall, or type the distance from the wall's nearer end to the middle of the opening"
    tool = "opening"
    cursor = "cross"
    repeats = True

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._ghost: Opening | None = None

    def move(self, pointer: Pointer) -> State:
        """The ghost slides along the wall that is there."""
        wall = wall_at(self.session, pointer)
        self._ghost = None
        if wall is not None:
            at = _along(wall, snap(self.session, pointer).point)
            self._ghost = _fitted(self.session, wall, at)
        self.cursor = "cross" if self._ghost else "forbidden"
        return self

    def press(self, pointer: Pointer) -> State:
        """Put it in the wall that is there."""
        self.move(pointer)
        wall = wall_at(self.session, pointer)
        if wall is None:
            self.session.told.emit("There is no wall here. An opening is put in a wall.")
            return self
        if self._ghost is None:
            raise EditRefused(
                f"This wall is shorter than the opening of {self._width_in_words()}.",
                hint="Choose a smaller width, or another wall.",
            )
        return self._put(self._ghost)

    def typed(self, text: str) -> State:
        """Put it that far from the nearer end of the wall under the pointer."""
        ghost = self._ghost
        wall = self.session.view.records.get(ghost.wall) if ghost else None
        if ghost is None or not isinstance(wall, Wall):
            raise NotAPlace("There is no wall under the pointer.", hint="Point at a wall first.")
        far, long = parse_length(text, self.session.document.plan.unit), _length(wall)
        if not ghost.width / 2 <= far <= long - ghost.width / 2:
            raise NotAPlace(f"“{text.strip()[:40]}” does not fit in this wall.", hint="Write a smaller distance.")
        return self._put(replace(ghost, at=far if ghost.at <= long / 2 else long - far))

    def cancel(self) -> State:
        """Put the tool away."""
        from floorwright.editing.tools.select import Idle

        return Idle(self.session)

    def field(self) -> Point | None:
        """Distances are measured along the wall."""
        ghost = self._ghost
        wall = self.session.view.records.get(ghost.wall) if ghost else None
        return opening_ends(ghost, wall)[0] if ghost and isinstance(wall, Wall) else None

    def marks(self) -> tuple[Mark, ...]:
        """The ghost, and how far it is from both ends of the wall."""
        ghost = self._ghost
        wall = self.session.view.records.get(ghost.wall) if ghost else None
        if ghost is None or not isinstance(wall, Wall):
            return ()
        ends = opening_ends(ghost, wall)
        unit = self.session.document.plan.unit
        far = f"{format_length(ghost.at, unit)} | {format_length(_length(wall) - ghost.at, unit)}"
        return (
            *rubber(band(*ends, max(wall.thickness, 100.0)), closed=True),
            words(ends[1], far, self.session.mm_per_px),
        )

    def _put(self, opening: Opening) -> State:
        session = self.session
        for other in session.view.of(Opening):
            if other.wall == opening.wall and abs(other.at - opening.at) < (other.width + opening.width) / 2 - 1e-6:
                raise EditRefused("There is an opening here already.", hint="Choose another place in the wall.")
        with session.edit(f"Put {opening.type.value} in wall") as edit:
            edit.put(opening)
        session.select((opening.id,))
        self._ghost = None
        return self

    def _width_in_words(self) -> str:
        return format_length(self.session.settings.opening_width, self.session.document.plan.unit)


def wall_at(session: Session, pointer: Pointer) -> Wall | None:
    """The wall nearest to the pointer, when the pointer is on it or within reach of it."""
    reach = REACH_PX * pointer.mm_per_px
    near = []
    for key, _ in session.index.near(pointer.at, reach):
        wall = session.view.records.get(key)
        if isinstance(wall, Wall):
            away = distance_to_segment(pointer.at, (wall.x1, wall.y1), (wall.x2, wall.y2))
            if away <= wall.thickness / 2 + reach:
                near.append((away, key, wall))
    return min(near)[2] if near else None


def _fitted(session: Session, wall: Wall, at: float) -> Opening | None:
    """The opening of the settings at most `at` along the wall, wholly in it; None when the wall is too short."""
    width, long = session.settings.opening_width, _length(wall)
    if width > long:
        return None
    middle = min(max(at, width / 2), long - width / 2)
    return Opening(id=new_id(), wall=wall.id, at=middle, width=width, type=session.settings.opening_type)


def _along(wall: Wall, point: Point) -> float:
    return share_at_foot(point, (wall.x1, wall.y1), (wall.x2, wall.y2)) * _length(wall)


def _length(wall: Wall) -> float:
    return distance((wall.x1, wall.y1), (wall.x2, wall.y2))

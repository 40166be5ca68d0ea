"""Handles on what is selected: turn and size equipment, pull ends, corners and waypoints."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from floorwright.editing.feedback import grip, round_grip, snap_marks
from floorwright.editing.shape import connector, dimension_line
from floorwright.editing.snap import Snapped, snap, stepped_angle
from floorwright.editing.state import State
from floorwright.editing.typed import angle_deg, place, positive_length
from floorwright.geometry.polygon import cos_sin
from floorwright.geometry.segment import distance, turn
from floorwright.geometry.transform import placement
from floorwright.model.kinds import Aisle, Dimension, Flow, Machine, Via, Wall, Zone
from floorwright.model.record import Point, Record

if TYPE_CHECKING:
    from floorwright.editing.events import Pointer
    from floorwright.editing.session import Session
    from floorwright.paper.marks import Mark

REACH_PX = 7.0
TURN_PX = 28.0
"""How far above the equipment the handle to turn it stands."""
SMALLEST_MM = 10.0
"""Equipment cannot be pulled smaller than this."""


@dataclass(frozen=True, slots=True)
class Grip:
    """A handle at a place. `pulled` gives the record after the handle was pulled to a point; `typed` after a value
    was typed instead; `removed` after a Ctrl+click on it, for waypoints and corners."""

    record: str
    label: str
    at: Point
    pulled: Callable[[Point], Record]
    base: Point | None = None
    typed: Callable[[str], Record] | None = None
    removed: Callable[[], Record] | None = None
    turns: bool = False
    small: bool = False


def grips(session: Session) -> list[Grip]:
    """The handles of the selection: only a single record has any."""
    if len(session.selection) != 1:
        return []
    record = session.view.records.get(session.selection[0])
    match record:
        case Machine():
            return _machine_grips(session, record)
        case Wall() | Aisle():
            return _end_grips(record)
        case Dimension():
            return [*_end_grips(record), _offset_grip(record)]
        case Zone():
            return _corner_grips(record)
        case Flow():
            return _waypoint_grips(session, record)
        case _:
            return []


def grip_at(session: Session, pointer: Pointer) -> Grip | None:
    """The handle under the pointer, full-size ones first."""
    reach = REACH_PX * pointer.mm_per_px
    near = [(g.small, distance(g.at, pointer.at), place, g) for place, g in enumerate(grips(session))]
    near = [found for found in near if found[1] <= reach]
    return min(near, key=lambda found: found[:3])[3] if near else None


def grip_marks(session: Session) -> tuple[Mark, ...]:
    """The handles as they are drawn."""
    px = session.mm_per_px
    return tuple(
        round_grip(g.at, px) if g.turns else grip(g.at, px * (0.6 if g.small else 1.0)) for g in grips(session)
    )


def dragged(session: Session, grip: Grip, pointer: Pointer) -> State:
    """What follows a press on a handle: pulling it, or with Ctrl taking it away."""
    if pointer.ctrl and grip.removed is not None:
        record = grip.removed()
        session.do("Remove point", lambda edit: edit.put(record))
        return session.state
    return Pulling(session, grip, pointer)


class Pulling(State):
    """A handle follows the hand."""

    tool = "select"
    cursor = "move"
    prompt = "Release to leave it there, or type a value; Shift for steps of 15°"

    def __init__(self, session: Session, grip: Grip, pointer: Pointer) -> None:
        super().__init__(session)
        self._grip = grip
        self._from = pointer.at
        self._snapped: Snapped | None = None
        self._edit = session.edit(grip.label)

    def move(self, pointer: Pointer) -> State:
        """The record changes with the handle."""
        if self._snapped is None and distance(pointer.at, self._from) < 2.0 * pointer.mm_per_px:
            return self
        if self._grip.turns:
            self._snapped = Snapped(self._turned(pointer))
        else:
            self._snapped = snap(self.session, pointer, self._grip.base, frozenset((self._grip.record,)))
        self._edit.put(self._grip.pulled(self._snapped.point))
        return self

    def release(self, pointer: Pointer) -> State:
        """The change stays."""
        self.move(pointer)
        return self._done()

    def typed(self, text: str) -> State:
        """Exactly the value typed: an angle, a size, or a place."""
        if self._grip.typed is not None:
            record = self._grip.typed(text)
        else:
            towards = self._snapped.point if self._snapped else None
            record = self._grip.pulled(place(text, self.session.document.plan.unit, self._grip.base, towards))
        self._edit.put(record)
        return self._done()

    def cancel(self) -> State:
        """The record is as it was."""
        self._edit.cancel()
        return self._idle()

    def field(self) -> Point | None:
        """Lengths are measured from the other end."""
        return self._grip.base or self._grip.at

    def marks(self) -> tuple[Mark, ...]:
        """The handles, and what the pulled one snaps to."""
        return (*grip_marks(self.session), *snap_marks(self._snapped, self.session.mm_per_px))

    def _turned(self, pointer: Pointer) -> Point:
        if not pointer.shift or self._grip.base is None:
            return pointer.at
        x, y = self._grip.base
        angle = stepped_angle(
            math.degrees(math.atan2(pointer.y - y, pointer.x - x)), self.session.settings.rotate_step_deg
        )
        cos, sin = cos_sin(angle)
        return (x + cos, y + sin)

    def _done(self) -> State:
        self._edit.commit()
        return self._idle()

    def _idle(self) -> State:
        from floorwright.editing.tools.select import Idle

        return Idle(self.session)


def _machine_grips(session: Session, machine: Machine) -> list[Grip]:
    centre = (machine.x, machine.y)
    unit = session.document.plan.unit
    frame = placement(machine.x, machine.y, machine.rotation)
    half_w, half_d = machine.width / 2, machine.depth / 2
    found = []
    for u in (-1.0, 0.0, 1.0):
        for v in (-1.0, 0.0, 1.0):
            if (u, v) != (0.0, 0.0):

                def pulled(point: Point, u: float = u, v: float = v) -> Record:
                    return _sized(machine, u, v, point)

                def typed(text: str, u: float = u, v: float = v) -> Record:
                    size = positive_length(text, unit)
                    wide, deep = (size if u else machine.width), (size if v else machine.depth)
                    corner = (u * (wide - half_w), v * (deep - half_d))
                    return _sized(machine, u, v, frame.point(corner))

                at = frame.point((u * half_w, v * half_d))
                found.append(Grip(machine.id, "Resize", at, pulled, typed=typed if not (u and v) else None))

    def turned(point: Point) -> Record:
        angle = math.degrees(math.atan2(point[1] - machine.y, point[0] - machine.x)) - 90.0
        return replace(machine, rotation=round(angle % 360.0, 6) % 360.0)

    handle = frame.point((0.0, half_d + TURN_PX * session.mm_per_px))
    exact = lambda text: replace(machine, rotation=angle_deg(text) % 360.0)  # noqa: E731
    found.append(Grip(machine.id, "Rotate", handle, turned, base=centre, typed=exact, turns=True))
    return found


def _sized(machine: Machine, u: float, v: float, point: Point) -> Machine:
    """The machine with its side or corner (u, v) pulled to `point`; the opposite one stays where it is."""
    frame = placement(machine.x, machine.y, machine.rotation)
    across, up = frame.inverse().point(point)
    width = max(SMALLEST_MM, machine.width / 2 + u * across) if u else machine.width
    depth = max(SMALLEST_MM, machine.depth / 2 + v * up) if v else machine.depth
    x, y = frame.point((u * (width - machine.width) / 2, v * (depth - machine.depth) / 2))
    return replace(machine, x=x, y=y, width=width, depth=depth)


def _end_grips(piece: Wall | Aisle | Dimension) -> list[Grip]:
    a, b = (piece.x1, piece.y1), (piece.x2, piece.y2)
    return [
        Grip(piece.id, "Move end", a, lambda p: replace(piece, x1=p[0], y1=p[1]), base=b),
        Grip(piece.id, "Move end", b, lambda p: replace(piece, x2=p[0], y2=p[1]), base=a),
    ]


def _offset_grip(piece: Dimension) -> Grip:
    first, second = dimension_line(piece)
    middle = ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)
    a, b = (piece.x1, piece.y1), (piece.x2, piece.y2)
    return Grip(
        piece.id, "Move dimension line", middle, lambda p: replace(piece, offset=turn(a, b, p) / distance(a, b))
    )


def _corner_grips(zone: Zone) -> list[Grip]:
    points = zone.points
    found = []
    for i, point in enumerate(points):

        def pulled(p: Point, i: int = i) -> Record:
            return replace(zone, points=(*points[:i], p, *points[i + 1 :]))

        def removed(i: int = i) -> Record:
            return replace(zone, points=(*points[:i], *points[i + 1 :]))

        off = removed if len(points) > 3 else None
        found.append(Grip(zone.id, "Move corner", point, pulled, base=points[i - 1], removed=off))
    for i, (a, b) in enumerate(pairwise((*points, points[0]))):

        def added(p: Point, i: int = i) -> Record:
            return replace(zone, points=(*points[: i + 1], p, *points[i + 1 :]))

        found.append(Grip(zone.id, "Add corner", ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2), added, small=True))
    return found


def _waypoint_grips(session: Session, flow: Flow) -> list[Grip]:
    """A handle on every waypoint, and a small one on every leg to bend it."""
    records = session.view.records
    start, end = records.get(flow.start), records.get(flow.end)
    if not isinstance(start, Machine) or not isinstance(end, Machine):
        return []
    stops = [_place_of(stop, records.get(stop) if isinstance(stop, str) else None) for stop in flow.via]
    path = [connector(start, start.pickup), *stops, connector(end, end.dropoff)]
    found = []
    for i, stop in enumerate(flow.via):
        if not isinstance(stop, str):

            def pulled(p: Point, i: int = i) -> Record:
                return replace(flow, via=_spliced(flow.via, i, i + 1, (p,)))

            def removed(i: int = i) -> Record:
                return replace(flow, via=_spliced(flow.via, i, i + 1, ()))

            found.append(Grip(flow.id, "Move waypoint", stop, pulled, base=path[i], removed=removed))
    for i, (a, b) in enumerate(pairwise(path)):

        def bent(p: Point, i: int = i) -> Record:
            return replace(flow, via=_spliced(flow.via, i, i, (p,)))

        if a is not None and b is not None:
            middle = ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)
            found.append(Grip(flow.id, "Add waypoint", middle, bent, small=True))
    return found


def _spliced(via: tuple[Via, ...], first: int, last: int, new: Iterable[Via]) -> tuple[Via, ...]:
    return (*via[:first], *new, *via[last:])


def _place_of(stop: Via, station: Record | None) -> Point | None:
    if not isinstance(stop, str):
        return stop
    return (station.x, station.y) if isinstance(station, Machine) else None

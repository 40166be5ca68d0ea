"""Where the pointer is drawn to: places on things, lines up with other equipment, the grid."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from floorwright.editing.shape import connector
from floorwright.geometry.box import Box
from floorwright.geometry.polygon import cos_sin
from floorwright.geometry.segment import distance, line_meeting, nearest_on_segment, share_at_foot
from floorwright.model.kinds import Machine
from floorwright.model.record import Point

if TYPE_CHECKING:
    from floorwright.editing.events import Pointer
    from floorwright.editing.session import Session
    from floorwright.editing.settings import SnapSettings

REACH_PX = 10.0
ALIGN_PX = 7.0
NEAREST_PX = 5.0
CONNECTOR_PX = 20.0
LOOK_PX = 600.0
"""How far away equipment may lie for the pointer to line up with it."""
_MOST_LINES = 48
_PENALTY_PX = {"end": 0.0, "intersection": 0.5, "centre": 1.0, "middle": 1.0, "perpendicular": 3.0, "nearest": 6.0}

Guide = tuple[Point, Point]
Stretch = tuple[Point, Point]
_NONE: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Snapped:
    """Where the pointer really is. `kind` names what drew it there, empty for nothing; `guides` are lines to show."""

    point: Point
    kind: str = ""
    guides: tuple[Guide, ...] = ()


@dataclass(frozen=True, slots=True)
class Shift:
    """How far something dragged is moved, and the lines it lines up with."""

    dx: float
    dy: float
    guides: tuple[Guide, ...] = ()


def snap(
    session: "Session", pointer: "Pointer", base: Point | None = None, ignoring: frozenset[str] = _NONE
) -> Snapped:
    """The point meant by the pointer. `base` is the point a line is drawn from, for right angles and steps of angle.

    A place on a thing comes before lining up, and that before the grid. Alt suspends all snapping; Shift keeps to
    steps of 15° from `base`.
    """
    settings = session.snaps
    snapping = settings.enabled and not pointer.alt
    found = _on_things(session, pointer, base, ignoring) if snapping and settings.objects else None
    ray = _ray(pointer, base, settings)
    if ray is not None and base is not None:
        return _along_ray(session, pointer, base, ray, found, snapping)
    if found is not None:
        return found
    if not snapping:
        return Snapped(pointer.at)
    x, y = pointer.at
    guides: list[Guide] = []
    kind = ""
    step = session.document.plan.grid_mm
    across, up = _alignment(session, pointer, ignoring) if settings.alignment else (None, None)
    if across is not None:
        x, kind = across[0], "alignment"
    elif settings.grid:
        x, kind = _to_step(x, step), "grid"
    if up is not None:
        y, kind = up[1], "alignment"
    elif settings.grid:
        y, kind = _to_step(y, step), kind or "grid"
    guides += [(place, (x, y)) for place in (across, up) if place is not None]
    return Snapped((x, y), kind, tuple(guides))


def snap_box(
    session: "Session", pointer: "Pointer", box: Box, anchor: Point, dx: float, dy: float, ignoring: frozenset[str]
) -> Shift:
    """How far to move what covers `box` when the hand has moved by dx, dy.

    Its sides and middle line up with those of other equipment, with walls and with the lines of imported drawings;
    otherwise its `anchor` comes on the grid.
    """
    settings = session.snaps
    if not settings.enabled or pointer.alt:
        return Shift(dx, dy)
    moved = Box(box.left + dx, box.bottom + dy, box.right + dx, box.top + dy)
    reach = ALIGN_PX * pointer.mm_per_px
    across: tuple[float, float, Box] | None = None
    up: tuple[float, float, Box] | None = None
    if settings.alignment and not moved.empty:
        across, up = _line_up(session, moved, pointer.mm_per_px, reach, ignoring)
    step = session.document.plan.grid_mm
    guides: list[Guide] = []
    if across is not None:
        dx += across[0]
    elif settings.grid:
        dx = _to_step(anchor[0] + dx, step) - anchor[0]
    if up is not None:
        dy += up[0]
    elif settings.grid:
        dy = _to_step(anchor[1] + dy, step) - anchor[1]
    after = Box(box.left + dx, box.bottom + dy, box.right + dx, box.top + dy)
    if across is not None:
        x, other = across[1], across[2]
        guides.append(((x, min(after.bottom, other.bottom)), (x, max(after.top, other.top))))
    if up is not None:
        y, other = up[1], up[2]
        guides.append(((min(after.left, other.left), y), (max(after.right, other.right), y)))
    return Shift(dx, dy, tuple(guides))


def station_near(session: "Session", pointer: "Pointer", arriving: bool) -> Machine | None:
    """The station under the pointer, or else the one whose pickup point lies nearest, within 20 pixels.

    When `arriving`, the dropoff point counts instead.
    """
    from floorwright.editing.pick import machine_at

    reach = CONNECTOR_PX * pointer.mm_per_px
    near = []
    for key, _ in session.index.near(pointer.at, reach):
        machine = session.view.records.get(key)
        if isinstance(machine, Machine):
            away = distance(pointer.at, connector(machine, machine.dropoff if arriving else machine.pickup))
            if away <= reach:
                near.append((away, machine.id, machine))
    below = machine_at(session, pointer.at)
    if below is not None:
        return below
    return min(near)[2] if near else None


def stepped_angle(angle_deg: float, step_deg: float) -> float:
    """The multiple of `step_deg` that is nearest to an angle."""
    return round(angle_deg / step_deg) * step_deg


def _on_things(session: "Session", pointer: "Pointer", base: Point | None, ignoring: frozenset[str]) -> Snapped | None:
    settings = session.snaps
    px = pointer.mm_per_px
    reach = REACH_PX * px
    at = pointer.at
    near = [shape for key, shape in session.index.near(at, reach) if key not in ignoring]
    lines: list[Stretch] = [edge for shape in near for edge in shape.edges if _reaches(at, edge, reach)]
    places: list[tuple[str, Point]] = []
    for shape in near:
        if settings.end:
            places += [("end", point) for point in shape.ends]
        if settings.middle:
            places += [("middle", point) for point in shape.middles]
        if settings.centre and shape.centre is not None:
            places.append(("centre", shape.centre))
    if settings.underlay:
        drawn = list(_underlay_lines(session, at, reach))
        lines += drawn
        for a, b in drawn:
            if settings.end:
                places += [("end", a), ("end", b)]
            if settings.middle:
                places.append(("middle", ((a[0] + b[0]) / 2, (a[1] + b[1]) / 2)))
    if settings.intersection:
        places += [("intersection", point) for point in _meetings(lines[:_MOST_LINES])]
    if settings.perpendicular and base is not None:
        places += [("perpendicular", point) for line in lines if (point := _foot(base, line)) is not None]
    best: tuple[float, str, Point] | None = None
    for kind, point in places:
        away = distance(at, point)
        if away <= reach and (best is None or away + _PENALTY_PX[kind] * px < best[0]):
            best = (away + _PENALTY_PX[kind] * px, kind, point)
    if best is None and settings.nearest:
        for a, b in lines:
            point = nearest_on_segment(at, a, b)
            away = distance(at, point)
            if away <= NEAREST_PX * px and (best is None or away < best[0]):
                best = (away, "nearest", point)
    return Snapped(best[2], best[1]) if best is not None else None


def _underlay_lines(session: "Session", at: Point, reach: float) -> Iterator[Stretch]:
    """The nearest lines of imported drawings, at most 48 of them."""
    rows = session.underlay_segments(at[0], at[1], reach)
    for x1, y1, x2, y2 in rows[:_MOST_LINES].tolist():
        if _reaches(at, ((x1, y1), (x2, y2)), reach):
            yield ((x1, y1), (x2, y2))


def _reaches(at: Point, line: Stretch, reach: float) -> bool:
    return distance(at, nearest_on_segment(at, *line)) <= reach


def _meetings(lines: list[Stretch]) -> Iterator[Point]:
    for i, (a, b) in enumerate(lines):
        for c, d in lines[:i]:
            shares = line_meeting(a, b, c, d)
            if shares is not None and all(-1e-9 <= share <= 1.0 + 1e-9 for share in shares):
                yield (a[0] + shares[0] * (b[0] - a[0]), a[1] + shares[0] * (b[1] - a[1]))


def _foot(base: Point, line: Stretch) -> Point | None:
    a, b = line
    share = share_at_foot(base, a, b)
    if not 0.0 <= share <= 1.0 or a == b:
        return None
    return (a[0] + share * (b[0] - a[0]), a[1] + share * (b[1] - a[1]))


def _ray(pointer: "Pointer", base: Point | None, settings: "SnapSettings") -> float | None:
    """The direction in degrees that drawing is kept to; None when it is free."""
    step = 15.0 if pointer.shift or settings.polar else 90.0 if settings.ortho else 0.0
    if base is None or step == 0.0 or pointer.at == base:
        return None
    angle = math.degrees(math.atan2(pointer.y - base[1], pointer.x - base[0]))
    near = stepped_angle(angle, step)
    if settings.polar and not pointer.shift:
        # Polar tracking only attracts: it holds when the pointer is within reach of the ray.
        away = distance(base, pointer.at) * math.sin(math.radians(abs(angle - near)))
        if away > ALIGN_PX * pointer.mm_per_px:
            return 90.0 * round(angle / 90.0) if settings.ortho else None
    return near


def _along_ray(
    session: "Session", pointer: "Pointer", base: Point, angle: float, found: Snapped | None, snapping: bool
) -> Snapped:
    cos, sin = cos_sin(angle)
    target = found.point if found is not None else pointer.at
    along = (target[0] - base[0]) * cos + (target[1] - base[1]) * sin
    if found is None and snapping and session.snaps.grid:
        along = _to_step(along, session.document.plan.grid_mm)
    point = (base[0] + along * cos, base[1] + along * sin)
    guides: tuple[Guide, ...] = ()
    if found is not None and distance(found.point, point) > 1e-6:
        guides = ((found.point, point),)
    return Snapped(point, found.kind if found is not None else "angle", guides)


def _alignment(session: "Session", pointer: "Pointer", ignoring: frozenset[str]) -> tuple[Point | None, Point | None]:
    """The nearest place whose x, and the one whose y, the pointer lines up with."""
    x, y = pointer.at
    reach, look = ALIGN_PX * pointer.mm_per_px, LOOK_PX * pointer.mm_per_px
    across: tuple[float, float, Point] | None = None
    up: tuple[float, float, Point] | None = None
    for key, shape in session.index.within((x - reach, y - look, x + reach, y + look)):
        for place in () if key in ignoring else _places(shape.ends, shape.centre):
            away = (abs(place[0] - x), abs(place[1] - y))
            if away[0] <= reach and (across is None or away < across[:2]):
                across = (*away, place)
    for key, shape in session.index.within((x - look, y - reach, x + look, y + reach)):
        for place in () if key in ignoring else _places(shape.ends, shape.centre):
            away = (abs(place[1] - y), abs(place[0] - x))
            if away[0] <= reach and (up is None or away < up[:2]):
                up = (*away, place)
    return (across[2] if across else None, up[2] if up else None)


def _places(ends: tuple[Point, ...], centre: Point | None) -> tuple[Point, ...]:
    return (*ends, centre) if centre is not None else ends


def _line_up(
    session: "Session", moved: Box, px: float, reach: float, ignoring: frozenset[str]
) -> tuple[tuple[float, float, Box] | None, tuple[float, float, Box] | None]:
    """For x and for y how much further to move, the coordinate lined up with, and what with; None without any."""
    look = LOOK_PX * px
    columns, rows = _thirds(moved.left, moved.right), _thirds(moved.bottom, moved.top)
    across = up = None
    best_across = best_up = reach
    strip = (moved.left - reach, moved.bottom - look, moved.right + reach, moved.top + look)
    for box in _boxes(session, strip, ignoring):
        for there in _thirds(box.left, box.right):
            for here in columns:
                if abs(there - here) < best_across:
                    best_across, across = abs(there - here), (there - here, there, box)
    strip = (moved.left - look, moved.bottom - reach, moved.right + look, moved.top + reach)
    for box in _boxes(session, strip, ignoring):
        for there in _thirds(box.bottom, box.top):
            for here in rows:
                if abs(there - here) < best_up:
                    best_up, up = abs(there - here), (there - here, there, box)
    if session.snaps.underlay:
        middle = moved.centre
        lines = session.underlay_segments(*middle, math.hypot(moved.width, moved.height) / 2 + reach)
        long = REACH_PX * px
        for x1, y1, x2, y2 in lines.tolist():
            if abs(x1 - x2) < 0.5 and abs(y1 - y2) > long:
                for here in (moved.left, moved.right):
                    if abs(x1 - here) < best_across:
                        box = Box(x1, min(y1, y2), x1, max(y1, y2))
                        best_across, across = abs(x1 - here), (x1 - here, x1, box)
            elif abs(y1 - y2) < 0.5 and abs(x1 - x2) > long:
                for here in (moved.bottom, moved.top):
                    if abs(y1 - here) < best_up:
                        box = Box(min(x1, x2), y1, max(x1, x2), y1)
                        best_up, up = abs(y1 - here), (y1 - here, y1, box)
    return across, up


def _boxes(session: "Session", strip: tuple[float, float, float, float], ignoring: frozenset[str]) -> Iterator[Box]:
    return (shape.box for key, shape in session.index.within(strip) if key not in ignoring and shape.edges)


def _thirds(low: float, high: float) -> tuple[float, float, float]:
    return (low, (low + high) / 2, high)


def _to_step(value: float, step: float) -> float:
    return round(value / step) * step

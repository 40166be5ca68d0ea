"""What lies under the pointer or in a window, from the top down."""

import itertools
from collections.abc import Mapping
from typing import TYPE_CHECKING

from floorwright.editing.shape import RANKS, Shape
from floorwright.geometry.box import Box, box_of, grown, holds_box, holds_point, meets
from floorwright.geometry.polygon import contains
from floorwright.geometry.segment import distance_to_segment, segment_intersection
from floorwright.model.kinds import Flow, Machine
from floorwright.model.record import Point

if TYPE_CHECKING:
    from floorwright.editing.index import Index
    from floorwright.editing.session import Session

REACH_PX = 6.0
"""How near the pointer must come to a line to pick it."""


def under(session: "Session", point: Point, mm_per_px: float) -> list[str]:
    """The ids of what lies at `point`, the topmost first: by drawing order, then the smallest, then the latest made.

    Equipment, walls, openings and texts are picked anywhere on them, areas and aisles by their lines, flows by
    their way, drawings that are not locked by their lines and below everything else.
    """
    reach = REACH_PX * mm_per_px
    index = session.index
    found = [(_order(index, key, shape), key) for key, shape in index.near(point, reach) if _hit(shape, point, reach)]
    flows = flows_at(session.flow_paths(), point, reach)
    found += [((-RANKS[Flow], float(place), 0), key) for place, key in enumerate(flows)]
    return [key for _, key in sorted(found)] + session.underlays_at(point, reach)


def machine_at(session: "Session", point: Point) -> Machine | None:
    """The topmost equipment at `point`; None when there is none."""
    found = [
        (_order(session.index, key, shape), record)
        for key, shape in session.index.near(point, 0.0)
        if isinstance(record := session.view.records.get(key), Machine) and contains(shape.solid, point)
    ]
    return min(found, key=lambda item: item[0])[1] if found else None


def flows_at(paths: Mapping[str, tuple[Point, ...]], point: Point, reach: float) -> list[str]:
    """The flows whose drawn way comes within `reach` of `point`, the nearest first."""
    x, y = point
    found = []
    for key, path in paths.items():
        best = min(
            (
                distance_to_segment(point, a, b)
                for a, b in itertools.pairwise(path)
                if min(a[0], b[0]) - reach <= x <= max(a[0], b[0]) + reach
                and min(a[1], b[1]) - reach <= y <= max(a[1], b[1]) + reach
            ),
            default=None,
        )
        if best is not None and best <= reach:
            found.append((best, key))
    return [key for _, key in sorted(found)]


def inside(session: "Session", a: Point, b: Point) -> list[str]:
    """The ids of what lies wholly in the window between two corners, in the order in which it was made."""
    window = box_of((a, b))
    index = session.index
    found = [key for key, shape in index.within(window) if holds_box(window, shape.box)]
    flows = [
        key for key, path in session.flow_paths().items() if path and all(holds_point(window, point) for point in path)
    ]
    return sorted(found, key=index.sequence) + flows


def touched(session: "Session", a: Point, b: Point) -> list[str]:
    """The ids of what the window between two corners touches or holds, in the order in which it was made."""
    window = box_of((a, b))
    index = session.index
    found = [key for key, shape in index.within(window) if touches(shape, window)]
    flows = [key for key, path in session.flow_paths().items() if path_touches(path, window)]
    return sorted(found, key=index.sequence) + flows


def touches(shape: Shape, window: Box) -> bool:
    """Whether a shape and a window have a point in common."""
    if holds_box(window, shape.box):
        return True
    if any(path_touches(line, window) for line in shape.lines):
        return True
    return bool(shape.solid) and contains(shape.solid, window.centre)


def path_touches(path: tuple[Point, ...], window: Box) -> bool:
    """Whether a line of straight legs comes into a window."""
    if any(holds_point(window, point) for point in path):
        return True
    corners = (
        (window.left, window.bottom),
        (window.right, window.bottom),
        (window.right, window.top),
        (window.left, window.top),
    )
    for a, b in itertools.pairwise(path):
        if meets(box_of((a, b)), window):
            for i in range(4):
                if segment_intersection(a, b, corners[i - 1], corners[i]) is not None:
                    return True
    return False


def next_underneath(candidates: list[str], selection: tuple[str, ...]) -> str | None:
    """What Alt+click picks: the one below what is selected, the topmost after the last."""
    if not candidates:
        return None
    for place, key in enumerate(candidates):
        if key in selection:
            return candidates[(place + 1) % len(candidates)]
    return candidates[0]


def _hit(shape: Shape, point: Point, reach: float) -> bool:
    if not holds_point(grown(shape.box, reach), point):
        return False
    if shape.solid and contains(shape.solid, point):
        return True
    return any(distance_to_segment(point, a, b) <= reach for line in shape.lines for a, b in itertools.pairwise(line))


def _order(index: "Index", key: str, shape: Shape) -> tuple[int, float, int]:
    return (-shape.rank, shape.size, -index.sequence(key))

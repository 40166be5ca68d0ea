"""Where the figures get the walls of imported drawings from; drawings are only looked into when one has walls."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from floorwright.model.diff import Records
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import DistanceMode, DrawingSource, Underlay
from floorwright.model.layer_roles import LayerRole, layers_with

if TYPE_CHECKING:
    from floorwright.geometry.free_space import Obstacle

Barriers = Callable[[Underlay], Sequence["Obstacle"]]
"""Gives what of a drawing stands in the way, by its underlay; the ids begin with the underlay's."""


def nothing_drawn(underlay: Underlay) -> Sequence[Obstacle]:
    """No drawing stands in the way."""
    return ()


def needs_drawings(records: Records, mode: DistanceMode) -> bool:
    """Whether distances in this mode depend on what a drawing of the plan holds."""
    if mode not in (DistanceMode.FREE, DistanceMode.AISLE):
        return False
    return any(isinstance(record, Underlay) and has_walls(record) for record in records.values())


def has_walls(underlay: Underlay) -> bool:
    """Whether some layer of it is a wall or a column."""
    return bool(layers_with(underlay.roles, LayerRole.WALL, LayerRole.COLUMN))


class DrawnWalls:
    """Barriers out of drawings by what they are read from; a drawing that is not there yet has none.

    What was found is remembered until the drawing, its place or its roles change.
    """

    def __init__(self, drawings: Mapping[DrawingSource, Drawing]) -> None:
        self._drawings = drawings
        self._known: dict[str, tuple[Drawing, tuple[object, ...], tuple[Obstacle, ...]]] = {}

    def __call__(self, underlay: Underlay) -> Sequence[Obstacle]:
        """What of this drawing stands in the way."""
        drawing = self._drawings.get(underlay.source)
        return () if drawing is None else self.of(drawing, underlay)

    def of(self, drawing: Drawing, underlay: Underlay) -> Sequence[Obstacle]:
        """The same of a drawing that is not in the plan yet; also in a thread, so that it is known later."""
        if not has_walls(underlay):
            return ()
        place = (underlay.scale, underlay.x, underlay.y, underlay.rotation, underlay.origin_u, underlay.origin_v)
        key = (*place, underlay.roles)
        known = self._known.get(underlay.id)
        if known is None or known[0] is not drawing or known[1] != key:
            from floorwright.analysis.ways.drawn_walls import drawn_obstacles

            known = (drawing, key, tuple(drawn_obstacles(drawing, underlay)))
            self._known[underlay.id] = known
        return known[2]

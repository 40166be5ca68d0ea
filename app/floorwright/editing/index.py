"""Where everything lies, kept current by the diffs of the view: what picking and snapping look things up in."""

from collections.abc import Iterator

from floorwright.editing.shape import Shape, shape_of
from floorwright.geometry.box import Box
from floorwright.geometry.spatial_hash import SpatialHash
from floorwright.model.diff import Diff
from floorwright.model.kinds import Opening, Wall
from floorwright.model.record import Point, Record
from floorwright.model.view import View

_SQUARE_MM = 5000.0


class Index:
    """The shapes of a view's records by place. `sequence` tells which of two was made later and lies on top."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._hash: SpatialHash[str] = SpatialHash(_SQUARE_MM)
        self._shapes: dict[str, Shape] = {}
        self._sequence: dict[str, int] = {}
        self._openings: dict[str, set[str]] = {}
        self._made = 0
        for key, record in view.records.items():
            self._put(key, record)
        self._leave = view.changed.connect(self._follow)

    def shape(self, id: str) -> Shape | None:
        """The shape of a record; None when it is not there or not drawn by itself."""
        return self._shapes.get(id)

    def near(self, point: Point, radius: float) -> Iterator[tuple[str, Shape]]:
        """The records whose boxes come within `radius` of `point`, with their shapes, in no order."""
        for key in self._hash.near(point, radius):
            yield key, self._shapes[key]

    def within(self, box: tuple[float, float, float, float]) -> Iterator[tuple[str, Shape]]:
        """The records whose boxes touch `box`, with their shapes, in no order."""
        for key in self._hash.within(box):
            yield key, self._shapes[key]

    def sequence(self, id: str) -> int:
        """The place in which a record was made."""
        return self._sequence.get(id, 0)

    def box(self, id: str) -> Box | None:
        """What a record covers."""
        shape = self._shapes.get(id)
        return shape.box if shape else None

    def close(self) -> None:
        """Stop following the view."""
        self._leave()

    def _follow(self, diff: Diff) -> None:
        walls: set[str] = set()
        for key, change in diff.items():
            if isinstance(change.before, Opening):
                self._openings.get(change.before.wall, set()).discard(key)
            if isinstance(change.before or change.after, Wall):
                walls.add(key)
            if change.after is None:
                self._take_out(key)
            else:
                self._put(key, change.after)
        for wall in walls:
            for key in self._openings.get(wall, ()):
                opening = self._view.records.get(key)
                if opening is not None:
                    self._put(key, opening)

    def _put(self, key: str, record: Record) -> None:
        if isinstance(record, Opening):
            self._openings.setdefault(record.wall, set()).add(key)
        shape = shape_of(record, self._view.records)
        if shape is None:
            self._take_out(key)
            return
        self._shapes[key] = shape
        self._hash.put(key, shape.around)
        if key not in self._sequence:
            self._made += 1
            self._sequence[key] = self._made

    def _take_out(self, key: str) -> None:
        self._shapes.pop(key, None)
        self._sequence.pop(key, None)
        self._hash.remove(key)

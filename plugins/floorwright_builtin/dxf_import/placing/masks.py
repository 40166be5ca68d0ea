"""Wipeouts: areas that hide what was drawn before them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from floorwright.api import Drawing, Floats, Ints
from floorwright_builtin.dxf_import.file.records import distinct
from floorwright_builtin.dxf_import.placing.cutting import contains, inside_arcs, inside_segments, visible
from floorwright_builtin.dxf_import.placing.inside import middles_of, part_of_arcs, part_of_segments, rings_of

Mask = tuple[int, Floats]
"""The number of the entity that hides, and the corners (n, 2) of the area it hides, n > 2."""
Indices = NDArray[np.intp]
Bools = NDArray[np.bool_]
Inside = Callable[[Floats, Floats], tuple[Indices, Floats, Floats]]

_CELLS = 1024
_MOST_PAIRS = 2_000_000


def hidden_behind(drawing: Drawing, masks: Sequence[Mask]) -> Drawing:
    """The drawing without what lies under a mask of a later entity: lines, arcs and fills are cut, texts are left out
    whole when their middle lies under it. What belongs to no entity stays."""
    masks = [(entity, ring) for entity, ring in masks if len(ring) > 2 and np.isfinite(ring).all()]
    if not masks:
        return drawing
    return _Masks(masks).taken_from(drawing)


class _Masks:
    """Masks with a tree over their boxes, and before it a coarse grid that most of a large drawing never passes."""

    def __init__(self, masks: Sequence[Mask]) -> None:
        self._rings = [ring for _, ring in masks]
        self._order = np.array([entity for entity, _ in masks], np.int64)
        self._boxes = np.array([(*ring.min(0), *ring.max(0)) for ring in self._rings])
        self._tree = shapely.STRtree(shapely.box(*self._boxes.T))
        self._low = self._boxes[:, :2].min(0)
        self._cell = np.maximum((self._boxes[:, 2:].max(0) - self._low) / _CELLS, 1e-300)
        self._filled = self._table()

    def taken_from(self, drawing: Drawing) -> Drawing:
        segments, segment = self._cut(
            drawing.segments,
            _boxes_of_segments(drawing.segments),
            drawing.segment_entity,
            inside_segments,
            part_of_segments,
        )
        arcs, arc = self._cut(drawing.arcs, _boxes_of_arcs(drawing.arcs), drawing.arc_entity, inside_arcs, part_of_arcs)
        text = ~self._hides(middles_of(drawing), drawing.text_entity)
        return replace(
            self._with_fills_cut(drawing),
            segments=segments,
            segment_look=drawing.segment_look[segment],
            segment_entity=drawing.segment_entity[segment],
            arcs=arcs,
            arc_look=drawing.arc_look[arc],
            arc_entity=drawing.arc_entity[arc],
            text_places=drawing.text_places[text],
            text_words=drawing.text_words[text],
            text_look=drawing.text_look[text],
            text_entity=drawing.text_entity[text],
        )

    def _table(self) -> NDArray[np.int64]:
        """How many cells of a coarse grid left of and below each have a mask on them."""
        steps = np.zeros((_CELLS + 2, _CELLS + 2), np.int64)
        x1, y1, x2, y2 = self._cells(self._boxes).T
        for x, y, by in ((x1, y1, 1), (x2 + 1, y2 + 1, 1), (x1, y2 + 1, -1), (x2 + 1, y1, -1)):
            np.add.at(steps, (x, y), by)
        filled = steps.cumsum(0).cumsum(1)[:_CELLS, :_CELLS] > 0
        table: NDArray[np.int64] = np.pad(filled.astype(np.int64).cumsum(0).cumsum(1), ((1, 0), (1, 0)))
        return table

    def _cells(self, boxes: Floats) -> NDArray[np.int64]:
        places = (boxes - np.tile(self._low, 2)) / np.tile(self._cell, 2)
        cells: NDArray[np.int64] = np.clip(np.floor(places), 0, _CELLS - 1).astype(np.int64)
        return cells

    def _near(self, boxes: Floats, entities: Ints) -> Indices:
        """Which boxes may lie under a mask of a later entity."""
        low, high = self._boxes[:, :2].min(0), self._boxes[:, 2:].max(0)
        meets = (boxes[:, :2] <= high).all(1) & (boxes[:, 2:] >= low).all(1)
        some = np.flatnonzero(meets & (entities >= 0) & (entities < self._order.max()))
        x1, y1, x2, y2 = self._cells(boxes[some]).T
        table = self._filled
        count = table[x2 + 1, y2 + 1] - table[x1, y2 + 1] - table[x2 + 1, y1] + table[x1, y1]
        near: Indices = some[count > 0]
        return near

    def _pairs(self, boxes: Floats, entities: Ints) -> Iterator[tuple[Indices, Indices]]:
        """Boxes and later masks that meet, a bounded number at a time; all pairs of a box come together."""
        near = self._near(boxes, entities)
        waiting = [near[i : i + 50_000] for i in range(0, len(near), 50_000)]
        while waiting:
            some = waiting.pop()
            row, mask = self._tree.query(shapely.box(*boxes[some].T))
            if len(row) > _MOST_PAIRS and len(some) > 1:
                waiting += [some[: len(some) // 2], some[len(some) // 2 :]]
                continue
            later = entities[some[row]] < self._order[mask]
            yield some[row[later]], mask[later]

    def _polygons(self, pieces: Indices, masks: Indices) -> Iterator[tuple[Indices, Floats]]:
        """The pairs in groups whose polygons have equally many corners, the last corner being repeated."""
        corners = np.array([len(ring) for ring in self._rings])[masks]
        sizes = 2 ** np.ceil(np.log2(corners)).astype(np.int64)
        for size in distinct(sizes):
            group = np.flatnonzero(sizes == size)
            used, row = np.unique(masks[group], return_inverse=True)
            rings = np.array([self._rings[i][np.minimum(np.arange(size), len(self._rings[i]) - 1)] for i in used])
            yield pieces[group], rings[row.reshape(-1)]

    def _cut(
        self, rows: Floats, boxes: Floats, entities: Ints, inside: Inside, part: Callable[..., Floats]
    ) -> tuple[Floats, Indices]:
        """The rows with their hidden parts cut away, and which row each part is from."""
        touched = np.zeros(len(rows), np.bool_)
        hidden: list[tuple[Indices, Floats, Floats]] = []
        for pieces, masks in self._pairs(boxes, entities):
            for group, polygons in self._polygons(pieces, masks):
                which, start, end = inside(rows[group], polygons)
                hidden.append((group[which], start, end))
                touched[group[which]] = True
        if not touched.any():
            return rows, np.arange(len(rows))
        which, start, end = (np.concatenate(each) for each in zip(*hidden, strict=True))
        affected = np.flatnonzero(touched)
        row, opens, closes = visible(len(affected), np.searchsorted(affected, which), start, end)
        whole = np.flatnonzero(~touched)
        sources = np.concatenate([whole, affected[row]])
        order = np.argsort(sources, kind="stable")
        return np.concatenate([rows[whole], part(rows[affected[row]], opens, closes)])[order], sources[order]

    def _hides(self, points: Floats, entities: Ints) -> Bools:
        hidden = np.zeros(len(points), np.bool_)
        for pieces, masks in self._pairs(np.tile(points, 2), entities):
            for group, polygons in self._polygons(pieces, masks):
                hidden[group[contains(polygons, points[group][:, None])[:, 0]]] = True
        return hidden

    def _with_fills_cut(self, drawing: Drawing) -> Drawing:
        if not len(drawing.fill_look):
            return drawing
        starts = drawing.ring_starts[drawing.fill_starts[:-1]]
        low = np.minimum.reduceat(drawing.fill_points, starts, axis=0)
        high = np.maximum.reduceat(drawing.fill_points, starts, axis=0)
        over: dict[int, list[int]] = {}
        for fills, masks in self._pairs(np.concatenate([low, high], 1), drawing.fill_entity):
            for fill, mask in zip(fills.tolist(), masks.tolist(), strict=True):
                over.setdefault(fill, []).append(mask)
        if not over:
            return drawing
        left: list[tuple[int, list[Floats]]] = []
        for fill in range(len(drawing.fill_look)):
            rings = [
                drawing.fill_points[drawing.ring_starts[i] : drawing.ring_starts[i + 1]]
                for i in range(drawing.fill_starts[fill], drawing.fill_starts[fill + 1])
            ]
            if fill in over:
                rings = _uncovered(rings, [self._rings[mask] for mask in over[fill]])
            if rings:
                left.append((fill, rings))
        kept = np.array([fill for fill, _ in left], np.intp)
        every = [ring for _, rings in left for ring in rings]
        return replace(
            drawing,
            fill_points=np.concatenate([*every, np.zeros((0, 2))]),
            ring_starts=np.cumsum([0, *map(len, every)]).astype(np.int32),
            fill_starts=np.cumsum([0, *(len(rings) for _, rings in left)]).astype(np.int32),
            fill_look=drawing.fill_look[kept],
            fill_entity=drawing.fill_entity[kept],
        )


def _uncovered(rings: list[Floats], masks: list[Floats]) -> list[Floats]:
    """The rings, even-odd, of an area without what masks cover; the same rings where they cover nothing of it."""
    cover = shapely.union_all(shapely.make_valid(shapely.polygons(masks) if _alike(masks) else [*map(_area, masks)]))
    area: Any = shapely.Polygon()
    for ring in rings:
        area = shapely.symmetric_difference(area, shapely.make_valid(_area(ring)))
    if not shapely.intersection(area, cover).area > 0:
        return rings
    return rings_of(shapely.difference(area, cover))


def _alike(rings: list[Floats]) -> bool:
    return len({len(ring) for ring in rings}) == 1


def _area(ring: Floats) -> Any:
    return shapely.Polygon(ring)


def _boxes_of_segments(segments: Floats) -> Floats:
    a, b = segments[:, :2], segments[:, 2:]
    return np.concatenate([np.minimum(a, b), np.maximum(a, b)], 1)


def _boxes_of_arcs(arcs: Floats) -> Floats:
    reach = np.hypot(arcs[:, 2:4], arcs[:, 4:6])
    return np.concatenate([arcs[:, 0:2] - reach, arcs[:, 0:2] + reach], 1)

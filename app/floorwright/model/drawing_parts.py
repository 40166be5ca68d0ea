"""Some of the things of a drawing, as masks over its arrays: what lies at a point, in a box, on a layer, in a block."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from floorwright.geometry.drawn_lines import connected
from floorwright.model.drawing import Drawing, Floats, Ints
from floorwright.model.drawing_lines import chords, hatch_lines

Mask = NDArray[np.bool_]
UNKNOWN = -1


@dataclass(frozen=True, slots=True)
class Parts:
    """Which of the lines, arcs, fills, texts and block instances of a drawing."""

    segments: Mask
    arcs: Mask
    fills: Mask
    texts: Mask
    inserts: Mask

    @property
    def masks(self) -> tuple[Mask, ...]:
        """A mask a kind."""
        return (self.segments, self.arcs, self.fills, self.texts, self.inserts)

    @property
    def count(self) -> int:
        """How many things are drawn of it; block instances are counted by what is drawn in them."""
        return sum(int(mask.sum()) for mask in self.masks[:4])

    def __or__(self, other: "Parts") -> "Parts":
        return Parts(*(a | b for a, b in zip(self.masks, other.masks, strict=True)))

    def __sub__(self, other: "Parts") -> "Parts":
        return Parts(*(a & ~b for a, b in zip(self.masks, other.masks, strict=True)))


def no_parts(drawing: Drawing) -> Parts:
    """Nothing of a drawing."""
    kinds = (drawing.segments, drawing.arcs, drawing.fill_look, drawing.text_look, drawing.inserts)
    return Parts(*(np.zeros(len(kind), bool) for kind in kinds))


def parts_at(drawing: Drawing, layers: Iterable[int], point: tuple[float, float], reach: float) -> Parts:
    """The entity with the line nearest to a point, on these layers; nothing when none is within reach.

    Where the drawing does not know what belongs together, it is the lines on the layer that hang together.
    """
    shown = np.array(sorted(layers), np.int32)
    best, found = reach, no_parts(drawing)
    segments = np.flatnonzero(_near_box(drawing.segments, point, reach) & np.isin(drawing.segment_layer, shown))
    away = _distances(drawing.segments[segments], point)
    if len(away) and away.min() <= best:
        best = float(away.min())
        found = _whole(drawing, "segment", int(segments[np.argmin(away)]))
    arcs = np.flatnonzero(np.isin(drawing.arc_layer, shown) & _arc_near(drawing.arcs, point, reach))
    for arc in arcs.tolist():
        apart = float(_distances(chords(drawing.arcs[[arc]]), point).min())
        if apart <= best:
            best, found = apart, _whole(drawing, "arc", arc)
    return found


def parts_in(drawing: Drawing, layers: Iterable[int], corners: Floats) -> Parts:
    """The entities of which something lies wholly in a convex polygon (n, 2), given counter-clockwise."""
    shown = np.array(sorted(layers), np.int32)

    def inside(points: Floats) -> Mask:
        held = np.ones(len(points), bool)
        for (x1, y1), (x2, y2) in zip(corners, np.roll(corners, -1, axis=0), strict=True):
            held &= (x2 - x1) * (points[:, 1] - y1) - (y2 - y1) * (points[:, 0] - x1) >= 0
        return held

    segments = np.isin(drawing.segment_layer, shown)
    segments &= inside(drawing.segments[:, :2]) & inside(drawing.segments[:, 2:])
    middle = (drawing.arcs[:, 6] + drawing.arcs[:, 7]) / 2
    arcs = np.isin(drawing.arc_layer, shown)
    centre, u, v = drawing.arcs[:, :2], drawing.arcs[:, 2:4], drawing.arcs[:, 4:6]
    for t in (drawing.arcs[:, 6], middle, drawing.arcs[:, 7]):
        arcs &= inside(centre + u * np.cos(t)[:, None] + v * np.sin(t)[:, None])
    texts = np.isin(drawing.text_layer, shown) & inside(drawing.text_places[:, :2])
    fills = np.isin(drawing.fill_layer, shown)
    rings = np.repeat(np.arange(len(fills)), np.diff(drawing.ring_starts[drawing.fill_starts]))
    outside = np.zeros(len(fills), bool)
    np.logical_or.at(outside, rings, ~inside(drawing.fill_points))
    fills &= ~outside
    entities = np.concatenate(
        [
            drawing.segment_entity[segments], drawing.arc_entity[arcs], drawing.text_entity[texts],
            drawing.fill_entity[fills],
        ]
    )  # fmt: skip
    loose = Parts(segments, arcs, fills, texts, np.zeros(len(drawing.inserts), bool))
    return loose | of_entities(drawing, entities)


def parts_on(drawing: Drawing, names: Iterable[str]) -> Parts:
    """Everything on layers of these names."""
    wanted = set(names)
    numbers = [number for number, layer in enumerate(drawing.layers) if layer.name in wanted]
    return Parts(
        np.isin(drawing.segment_layer, numbers), np.isin(drawing.arc_layer, numbers),
        np.isin(drawing.fill_layer, numbers), np.isin(drawing.text_layer, numbers),
        np.zeros(len(drawing.inserts), bool),
    )  # fmt: skip


def parts_of_blocks(drawing: Drawing, names: Iterable[str]) -> Parts:
    """Every instance of blocks of these names, with what is drawn in it where the drawing knows."""
    wanted = set(names)
    numbers = [number for number, name in enumerate(drawing.block_names) if name in wanted]
    chosen = np.isin(drawing.insert_block, numbers)
    drawn = of_entities(drawing, drawing.insert_entity[chosen])
    return replace(drawn, inserts=chosen)


def of_entities(drawing: Drawing, entities: Ints | Sequence[int]) -> Parts:
    """What belongs to entities of these numbers; -1, not known, is passed over."""
    wanted = np.unique(np.asarray(entities))
    wanted = wanted[wanted != UNKNOWN]
    kinds = (
        drawing.segment_entity, drawing.arc_entity, drawing.fill_entity, drawing.text_entity, drawing.insert_entity,
    )  # fmt: skip
    return Parts(*(np.isin(kind, wanted) for kind in kinds))


def lines_of(drawing: Drawing, parts: Parts) -> Floats:
    """These things as lines (n, 4): arcs as chords, fills by their outline, texts by the line they stand on."""
    texts, words = drawing.text_places[parts.texts], drawing.text_words[parts.texts]
    long = np.array([len(drawing.words[word]) * 0.8 for word in words.tolist()]).reshape(-1, 1)
    under = np.hstack([texts[:, :2], texts[:, :2] + texts[:, 2:4] * long])
    return np.concatenate([outlines_of(drawing, parts), under])


def outlines_of(drawing: Drawing, parts: Parts) -> Floats:
    """The lines, arcs and outlines of fills among these things as lines (n, 4)."""
    rings = np.repeat(parts.fills, np.diff(drawing.fill_starts))
    loops = [
        np.hstack([points, np.roll(points, -1, axis=0)])
        for ring in np.flatnonzero(rings).tolist()
        if len(points := drawing.fill_points[drawing.ring_starts[ring] : drawing.ring_starts[ring + 1]])
    ]
    return np.concatenate([drawing.segments[parts.segments], chords(drawing.arcs[parts.arcs]), *loops])


def edges_of(drawing: Drawing, parts: Parts) -> Floats:
    """As `outlines_of`, without the lines of hatch patterns."""
    return outlines_of(drawing, replace(parts, segments=parts.segments & ~hatch_lines(drawing)))


def _whole(drawing: Drawing, kind: str, number: int) -> Parts:
    entity = int(getattr(drawing, f"{kind}_entity")[number])
    if entity != UNKNOWN:
        return of_entities(drawing, [entity])
    layer = int(getattr(drawing, f"{kind}_layer")[number])
    found = no_parts(drawing)
    if kind == "arc":
        found.arcs[number] = True
        return found
    rows = np.flatnonzero((drawing.segment_layer == layer) & (drawing.segment_entity == UNKNOWN))
    size = float(np.ptp(drawing.segments[rows].reshape(-1, 2), axis=0).max())
    groups = connected(drawing.segments[rows], max(size * 1e-7, 1e-9))
    found.segments[rows[groups == groups[np.searchsorted(rows, number)]]] = True
    return found


def _near_box(lines: Floats, point: tuple[float, float], reach: float) -> Mask:
    x, y = point
    near: Mask = (
        (np.minimum(lines[:, 0], lines[:, 2]) <= x + reach) & (np.maximum(lines[:, 0], lines[:, 2]) >= x - reach)
        & (np.minimum(lines[:, 1], lines[:, 3]) <= y + reach) & (np.maximum(lines[:, 1], lines[:, 3]) >= y - reach)
    )  # fmt: skip
    return near


def _arc_near(arcs: Floats, point: tuple[float, float], reach: float) -> Mask:
    radius = np.maximum(np.hypot(arcs[:, 2], arcs[:, 3]), np.hypot(arcs[:, 4], arcs[:, 5]))
    away = np.hypot(arcs[:, 0] - point[0], arcs[:, 1] - point[1])
    near: Mask = away <= radius + reach
    return near


def _distances(lines: Floats, point: tuple[float, float]) -> Floats:
    way = lines[:, 2:] - lines[:, :2]
    square = np.maximum((way**2).sum(axis=1), 1e-300)
    share = np.clip(((np.array(point) - lines[:, :2]) * way).sum(axis=1) / square, 0.0, 1.0)
    apart: Floats = np.hypot(*(lines[:, :2] + share[:, None] * way - np.array(point)).T)
    return apart

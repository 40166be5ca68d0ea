"""Small drawings for tests, told by their lines: `drawing(A=[(0, 0, 10, 0)], …)`, a keyword a layer."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from floorwright.model.drawing import CONTRAST, Drawing, DrawingLayer, distinct_looks, empty_drawing

Line = tuple[float, float, float, float]
Arc = tuple[float, float, float, float, float]
"""Centre x and y, radius, first and last angle in degrees."""
Ring = Sequence[tuple[float, float]]


def drawing(
    lines: Mapping[str, Sequence[Line]] | None = None,
    arcs: Mapping[str, Sequence[Arc]] | None = None,
    fills: Mapping[str, Sequence[Ring]] | None = None,
    texts: Mapping[str, Sequence[tuple[float, float, str]]] | None = None,
    unit: str = "mm",
) -> Drawing:
    """A drawing of these things by layer; every line and arc is an entity of its own."""
    lines, arcs, fills, texts = lines or {}, arcs or {}, fills or {}, texts or {}
    names = list(dict.fromkeys((*lines, *arcs, *fills, *texts)))

    def looks(kind: Mapping[str, Sequence[object]]) -> np.ndarray:
        rows = [(names.index(name), CONTRAST, 0) for name, things in kind.items() for _ in things]
        return np.array(rows, np.int32).reshape(-1, 3)

    table, (line_look, arc_look, fill_look, text_look) = distinct_looks(
        [looks(lines), looks(arcs), looks(fills), looks(texts)]
    )
    segments = np.array([line for each in lines.values() for line in each], float).reshape(-1, 4)
    bows = [
        (x, y, radius, 0.0, 0.0, radius, np.radians(first), np.radians(last))
        for each in arcs.values()
        for x, y, radius, first, last in each
    ]
    rings = [ring for each in fills.values() for ring in each]
    words = [word for each in texts.values() for _, _, word in each]
    places = [(x, y, 100.0, 0.0, 0.0, 100.0) for each in texts.values() for x, y, _ in each]
    counts = {name: sum(len(kind.get(name, ())) for kind in (lines, arcs, fills, texts)) for name in names}  # type: ignore[attr-defined]
    ends = np.concatenate([segments[:, :2], segments[:, 2:], *[np.array(ring, float) for ring in rings]])
    box = (*ends.min(axis=0), *ends.max(axis=0)) if len(ends) else None
    return replace(
        empty_drawing(),
        layers=tuple(DrawingLayer(name, entities=counts[name]) for name in names),
        looks=table,
        segments=segments, segment_look=line_look, segment_entity=np.arange(len(segments), dtype=np.int32),
        arcs=np.array(bows, float).reshape(-1, 8), arc_look=arc_look,
        arc_entity=np.arange(len(bows), dtype=np.int32) + len(segments),
        fill_points=np.array([point for ring in rings for point in ring], float).reshape(-1, 2),
        ring_starts=np.concatenate([[0], np.cumsum([len(ring) for ring in rings])]).astype(np.int32),
        fill_starts=np.arange(len(rings) + 1, dtype=np.int32),
        fill_look=fill_look, fill_entity=np.full(len(rings), -1, np.int32),
        text_places=np.array(places, float).reshape(-1, 6), text_words=np.arange(len(words), dtype=np.int32),
        text_look=text_look, text_entity=np.full(len(words), -1, np.int32), words=tuple(words),
        unit=unit, unit_source="header", unit_doubtful=False,
        box=tuple(map(float, box)) if box else None,  # type: ignore[arg-type]
    )  # fmt: skip


def square(x: float, y: float, side: float) -> list[Line]:
    """The four lines of a square by its lower left corner."""
    corners = [(x, y), (x + side, y), (x + side, y + side), (x, y + side)]
    return [(*corners[i - 1], *corners[i]) for i in range(4)]

"""Drawings made of a few primitives."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle, empty_drawing
from floorwright.model.kinds import Underlay

ON_FLOOR = Underlay(id="u", name="u", asset="a")


def drawn(
    segments: Sequence[Sequence[float]] = (),
    arcs: Sequence[Sequence[float]] = (),
    fills: Sequence[Sequence[Sequence[tuple[float, float]]]] = (),
    texts: Sequence[tuple[str, float, float, float]] = (),
    *,
    style: LineStyle | None = None,
    plotted: bool = True,
    colour: int = -1,
) -> Drawing:
    """Everything on one layer; `texts` are words, x, y and capital height; `fills` are rings of corners each."""
    rings = [ring for fill in fills for ring in fill]
    points = [corner for ring in rings for corner in ring]

    def zeros(items: Sequence[object]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.zeros(len(items), np.int32)

    def starts(lengths: Sequence[int]) -> np.ndarray[tuple[int], np.dtype[np.int32]]:
        return np.cumsum([0, *lengths]).astype(np.int32)

    drawing = replace(
        empty_drawing(), layers=(DrawingLayer("A", plotted=plotted),), styles=(style or LineStyle(),),
        looks=np.array([[0, colour, 0]], np.int32),
        segments=np.array(segments, float).reshape(-1, 4), segment_look=zeros(segments), segment_entity=zeros(segments),
        arcs=np.array(arcs, float).reshape(-1, 8), arc_look=zeros(arcs), arc_entity=zeros(arcs),
        fill_points=np.array(points, float).reshape(-1, 2), ring_starts=starts([len(ring) for ring in rings]),
        fill_starts=starts([len(fill) for fill in fills]), fill_look=zeros(fills), fill_entity=zeros(fills),
        text_places=np.array([(x, y, h, 0, 0, h) for _, x, y, h in texts], float).reshape(-1, 6),
        text_words=np.arange(len(texts), dtype=np.int32), words=tuple(word for word, *_ in texts),
        text_look=zeros(texts), text_entity=zeros(texts), unit="mm", box=(0.0, 0.0, 1000.0, 1000.0),
    )  # fmt: skip
    return drawing


def circle(x: float, y: float, radius: float, start: float = 0.0, end: float = 2 * np.pi) -> tuple[float, ...]:
    """A row of a drawing's arcs."""
    return (x, y, radius, 0.0, 0.0, radius, start, end)

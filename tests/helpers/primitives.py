"""Drawings made from a few numbers, and what of a picture is inked."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle, empty_drawing

BLACK = 0xFF000000


def drawing_of(
    *,
    segments: object = (),
    arcs: object = (),
    fills: Sequence[Sequence[Sequence[tuple[float, float]]]] = (),
    texts: Sequence[tuple[float, float, float, str]] = (),
    segment_look: object = 0,
    looks: Sequence[tuple[int, int, int]] = ((0, 0, 0),),
    styles: Sequence[LineStyle] = (LineStyle(),),
    layers: Sequence[DrawingLayer] = (DrawingLayer("0"),),
    box: tuple[float, float, float, float] | None = None,
) -> Drawing:
    """A drawing; a fill is a list of rings of points, a text x, y, capital height and words. Only lines have looks."""
    lines = np.array(segments, np.float64).reshape(-1, 4)
    curves = np.array(arcs, np.float64).reshape(-1, 8)
    rings = [np.array(ring, np.float64) for fill in fills for ring in fill]
    words = tuple(dict.fromkeys(text[3] for text in texts))
    n = len(texts)

    def zeros(count: int) -> NDArray[np.int32]:
        return np.zeros(count, np.int32)

    return replace(
        empty_drawing(),
        layers=tuple(layers),
        styles=tuple(styles),
        looks=np.array(looks, np.int32),
        segments=lines,
        segment_look=np.broadcast_to(np.array(segment_look, np.int32), len(lines)).copy(),
        segment_entity=zeros(len(lines)),
        arcs=curves,
        arc_look=zeros(len(curves)),
        arc_entity=zeros(len(curves)),
        fill_points=np.concatenate([np.zeros((0, 2)), *rings]),
        ring_starts=np.cumsum([0, *map(len, rings)]).astype(np.int32),
        fill_starts=np.cumsum([0, *map(len, fills)]).astype(np.int32),
        fill_look=zeros(len(fills)),
        fill_entity=zeros(len(fills)),
        text_places=np.array([(x, y, h, 0.0, 0.0, h) for x, y, h, _ in texts]).reshape(n, 6),
        text_words=np.array([words.index(text[3]) for text in texts], np.int32),
        text_look=zeros(n),
        text_entity=zeros(n),
        words=words,
        box=box,
    )


def ink(picture: NDArray[np.uint32]) -> NDArray[np.float64]:
    """How much of each pixel is covered, 0 to 1."""
    found: NDArray[np.float64] = (picture >> 24) / 255.0
    return found

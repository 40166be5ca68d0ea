"""Finished pieces seen from above, as the arrays of a Drawing."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Drawing, distinct_looks, empty_drawing
from floorwright_builtin.dxf_import.numbers import LARGEST
from floorwright_builtin.dxf_import.pieces import BYBLOCK, CONTRAST, Pieces, TextPiece
from floorwright_builtin.dxf_import.report import Report

Bools = NDArray[np.bool_]


def flat(pieces: Pieces, keep: Bools, report: Report) -> Drawing:
    """The pieces on layers whose number `keep` allows, without z; those with a number out of bounds are counted."""
    segments = pieces.segments[:, [0, 1, 3, 4]]
    arcs = pieces.arcs[:, [0, 1, 3, 4, 6, 7, 9, 10]]
    good_segments = keep[pieces.segment_layer] & _bounded(segments)
    good_arcs = keep[pieces.arc_layer] & _bounded(arcs)
    rings_good = _good_fills(pieces, keep)
    lost = int(
        (keep[pieces.segment_layer] & ~_bounded(segments)).sum() + (keep[pieces.arc_layer] & ~_bounded(arcs)).sum()
    )
    fill_points, ring_starts, fill_starts = _kept_fills(pieces, rings_good)
    texts = [row for row in map(_text, pieces.texts) if row is not None and keep[row[1]]]
    words = {words: number for number, words in enumerate(dict.fromkeys(row[3] for row in texts))}
    if lost:
        report.add("Piece out of all bounds", "", "left out", lost)
    text_tags = np.array([row[1:3] for row in texts], np.int32).reshape(-1, 2)
    looks, (segment_look, arc_look, fill_look, text_look) = distinct_looks(
        [
            _looks(pieces.segment_layer[good_segments], pieces.segment_colour[good_segments]),
            _looks(pieces.arc_layer[good_arcs], pieces.arc_colour[good_arcs]),
            _looks(pieces.fill_layer[rings_good], pieces.fill_colour[rings_good]),
            _looks(text_tags[:, 0], text_tags[:, 1]),
        ]
    )

    def none(count: int) -> NDArray[np.int32]:
        return np.full(count, -1, np.int32)

    return replace(
        empty_drawing(),
        looks=looks,
        segments=np.ascontiguousarray(segments[good_segments]),
        segment_look=segment_look,
        segment_entity=none(len(segment_look)),
        arcs=np.ascontiguousarray(arcs[good_arcs]),
        arc_look=arc_look,
        arc_entity=none(len(arc_look)),
        fill_points=fill_points,
        ring_starts=ring_starts,
        fill_starts=fill_starts,
        fill_look=fill_look,
        fill_entity=none(len(fill_look)),
        text_places=np.array([row[0] for row in texts], np.float64).reshape(-1, 6),
        text_words=np.array([words[row[3]] for row in texts], np.int32),
        text_look=text_look,
        text_entity=none(len(text_look)),
        words=tuple(words),
    )


def boxes(drawing: Drawing, shown: Bools) -> NDArray[np.float64]:
    """The boxes (n, 4) of everything on layers whose number `shown` allows; of an arc, that of its ends and middle."""
    segments = drawing.segments[shown[drawing.segment_layer]]
    arcs = drawing.arcs[shown[drawing.arc_layer]]
    around = np.concatenate([_arc_points(arcs, share) for share in (0.0, 0.25, 0.5, 0.75, 1.0)], axis=1)
    found = [
        np.concatenate([np.minimum(segments[:, :2], segments[:, 2:]), np.maximum(segments[:, :2], segments[:, 2:])], 1),
        np.concatenate([
            np.minimum.reduce(np.split(around, 5, 1)), np.maximum.reduce(np.split(around, 5, 1)),
        ], 1),
    ]  # fmt: skip
    if len(drawing.fill_layer):
        starts = drawing.ring_starts[drawing.fill_starts[:-1]]
        low = np.minimum.reduceat(drawing.fill_points, starts, axis=0)
        high = np.maximum.reduceat(drawing.fill_points, starts, axis=0)
        found.append(np.concatenate([low, high], 1)[shown[drawing.fill_layer]])
    places = drawing.text_places[shown[drawing.text_layer], :2]
    found.append(np.concatenate([places, places], 1))
    return np.concatenate(found)


def _arc_points(arcs: NDArray[np.float64], share: float) -> NDArray[np.float64]:
    t = arcs[:, 6] + (arcs[:, 7] - arcs[:, 6]) * share
    points: NDArray[np.float64] = arcs[:, 0:2] + arcs[:, 2:4] * np.cos(t)[:, None] + arcs[:, 4:6] * np.sin(t)[:, None]
    return points


def _bounded(rows: NDArray[np.float64]) -> Bools:
    inside: Bools = np.logical_and.reduce(np.isfinite(rows) & (np.abs(rows) < LARGEST), axis=1)
    return inside


def _good_fills(pieces: Pieces, keep: Bools) -> Bools:
    good: Bools = keep[pieces.fill_layer]
    bad: Bools = ~_bounded(pieces.fill_points)
    if bad.any():
        fill_of_ring = np.repeat(np.arange(len(good)), np.diff(pieces.fill_starts))
        fill_of_point = np.repeat(fill_of_ring, np.diff(pieces.ring_starts))
        good[fill_of_point[bad]] = False
    return good


def _kept_fills(pieces: Pieces, good: Bools) -> tuple[NDArray[np.float64], NDArray[np.int32], NDArray[np.int32]]:
    rings = np.repeat(good, np.diff(pieces.fill_starts))
    points = np.repeat(rings, np.diff(pieces.ring_starts))
    ring_starts = np.concatenate([[0], np.cumsum(np.diff(pieces.ring_starts)[rings])])
    fill_starts = np.concatenate([[0], np.cumsum(np.diff(pieces.fill_starts)[good])])
    return (
        np.ascontiguousarray(pieces.fill_points[points, :2]),
        ring_starts.astype(np.int32),
        fill_starts.astype(np.int32),
    )


def _text(piece: TextPiece) -> tuple[tuple[float, ...], int, int, str] | None:
    (x, y, _), (ax, ay, _), (ux, uy, _), words, layer, colour = piece
    along = math.hypot(ax, ay)
    if not all(map(math.isfinite, (x, y, ax, ay, ux, uy))) or max(abs(x), abs(y)) > LARGEST:
        return None
    height = abs(ax * uy - ay * ux) / along if along > 0 else 0.0
    return ((x, y, ax, ay, ux, uy), layer, colour, words) if 0 < height < LARGEST else None


def _looks(layers: NDArray[np.int32], colours: NDArray[np.int32]) -> NDArray[np.int32]:
    known = np.where(colours <= BYBLOCK, np.int32(CONTRAST), colours)
    return np.column_stack((layers, known, np.zeros_like(layers)))

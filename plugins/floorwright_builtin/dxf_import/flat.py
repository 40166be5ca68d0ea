"""Finished pieces seen from above, as the arrays of a Drawing."""

import math
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Drawing, DrawingText, empty_drawing
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
    texts = tuple(text for text in (_text(piece, keep) for piece in pieces.texts) if text is not None)
    if lost:
        report.add("Piece out of all bounds", "", "left out", lost)
    return replace(
        empty_drawing(),
        segments=np.ascontiguousarray(segments[good_segments]),
        segment_layer=pieces.segment_layer[good_segments],
        segment_colour=_colours(pieces.segment_colour[good_segments]),
        arcs=np.ascontiguousarray(arcs[good_arcs]),
        arc_layer=pieces.arc_layer[good_arcs],
        arc_colour=_colours(pieces.arc_colour[good_arcs]),
        fill_points=fill_points,
        ring_starts=ring_starts,
        fill_starts=fill_starts,
        fill_layer=pieces.fill_layer[rings_good],
        fill_colour=_colours(pieces.fill_colour[rings_good]),
        texts=texts,
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
    places = [(t.x, t.y, t.x, t.y) for t in drawing.texts if shown[t.layer]]
    found.append(np.array(places, np.float64).reshape(-1, 4))
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


def _text(piece: TextPiece, keep: Bools) -> DrawingText | None:
    (x, y, _), (ax, ay, _), (ux, uy, _), words, layer, colour = piece
    along = math.hypot(ax, ay)
    if not keep[layer] or not all(map(math.isfinite, (x, y, ax, ay, ux, uy))) or max(abs(x), abs(y)) > LARGEST:
        return None
    area = ax * uy - ay * ux
    height = abs(area) / along if along > 0 else 0.0
    if not 0 < height < LARGEST:
        return None
    return DrawingText(
        x=x, y=y, text=words, height=height, rotation=math.degrees(math.atan2(ay, ax)) % 360.0, width=along / height,
        mirrored=area < 0, layer=layer, colour=colour if colour >= 0 else CONTRAST,
    )  # fmt: skip


def _colours(colours: NDArray[np.int32]) -> NDArray[np.int32]:
    return np.where(colours <= BYBLOCK, np.int32(CONTRAST), colours)

"""What of lines, arcs, areas and texts lies inside an outline: the rest of what a clipped block or viewport shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from floorwright.api import Drawing, Floats, Ints
from floorwright_builtin.dxf_import.entities.shapes import starts
from floorwright_builtin.dxf_import.entities.text_width import text_width
from floorwright_builtin.dxf_import.file.records import Bools, Index
from floorwright_builtin.dxf_import.placing.cutting import contains, inside_arcs, inside_segments


@dataclass(frozen=True, slots=True)
class Pieces:
    """Pieces seen from above, as the columns of a Drawing, with the middles of texts (n, 2)."""

    segments: Floats
    arcs: Floats
    middles: Floats
    fill_points: Floats
    ring_starts: Index
    fill_starts: Index


@dataclass(frozen=True, slots=True)
class Inside:
    """The parts of pieces inside an outline, and which piece each part is of; `text` are the texts that stay."""

    segments: Floats
    segment: Index
    arcs: Floats
    arc: Index
    text: Index
    fill_points: Floats
    ring_starts: Index
    fill_starts: Index
    fill: Index


def inside(pieces: Pieces, ring: Floats) -> Inside:
    """Lines, arcs and areas cut off at an outline (k, 2), and the texts whose middles lie in it."""
    low, high = ring.min(0), ring.max(0)
    ends = pieces.segments.reshape(-1, 2, 2)
    line = _near(ends.min(1), ends.max(1), low, high)
    which, opens, closes = inside_segments(pieces.segments[line], _same(ring, len(line)))
    segment = line[which]
    reach = np.hypot(pieces.arcs[:, 2:4], pieces.arcs[:, 4:6])
    near = _near(pieces.arcs[:, :2] - reach, pieces.arcs[:, :2] + reach, low, high)
    which, begins, finishes = inside_arcs(pieces.arcs[near], _same(ring, len(near)))
    arc = near[which]
    points, ring_starts, fill_starts, fill = _areas(pieces, ring)
    return Inside(
        part_of_segments(pieces.segments[segment], opens, closes), segment,
        part_of_arcs(pieces.arcs[arc], begins, finishes), arc,
        np.flatnonzero(_held(ring, pieces.middles)),
        points, ring_starts, fill_starts, fill,
    )  # fmt: skip


def middles_of(drawing: Drawing) -> Floats:
    """The middle of each text."""
    return middles(drawing.text_places, drawing.text_words, drawing.words)


def middles(places: Floats, word: Ints, words: Sequence[str]) -> Floats:
    """The middles (n, 2) of texts with these places (n, 6) and numbers of their words."""
    widths = np.array([text_width(one) for one in words] or [0.0])
    found: Floats = places[:, :2] + places[:, 2:4] * widths[word][:, None] / 2 + places[:, 4:6] / 2
    return found


def part_of_segments(segments: Floats, opens: Floats, closes: Floats) -> Floats:
    """The parts of segments (n, 4) from one share of their length to another; a whole end stays to the last digit."""
    way = segments[:, 2:] - segments[:, :2]
    start = segments[:, :2] + way * opens[:, None]
    end = np.where((closes >= 1)[:, None], segments[:, 2:], segments[:, :2] + way * closes[:, None])
    return np.concatenate([start, end], 1)


def part_of_arcs(arcs: Floats, opens: Floats, closes: Floats) -> Floats:
    """The parts of arcs (n, 8) from one share of their angle to another."""
    span = arcs[:, 7] - arcs[:, 6]
    part = arcs.copy()
    part[:, 6] = arcs[:, 6] + span * opens
    part[:, 7] = np.where(closes >= 1, arcs[:, 7], arcs[:, 6] + span * closes)
    return part


def _near(least: Floats, most: Floats, low: Floats, high: Floats) -> Index:
    return np.flatnonzero(((most >= low) & (least <= high)).all(axis=1))


def _same(ring: Floats, count: int) -> Floats:
    return np.broadcast_to(ring, (count, *ring.shape))


def _held(ring: Floats, points: Floats) -> Bools:
    found: Bools = contains(_same(ring, len(points)), points[:, None])[:, 0]
    return found


def _areas(pieces: Pieces, ring: Floats) -> tuple[Floats, Index, Index, Index]:
    """Of areas what lies in the outline, and the area of each."""
    window = shapely.make_valid(shapely.Polygon(ring))
    sizes: list[int] = []
    counts: list[int] = []
    parts: list[Floats] = []
    kept: list[int] = []
    for fill in range(len(pieces.fill_starts) - 1):
        area: Any = shapely.Polygon()
        for number in range(pieces.fill_starts[fill], pieces.fill_starts[fill + 1]):
            own = pieces.fill_points[pieces.ring_starts[number] : pieces.ring_starts[number + 1]]
            if len(own) > 2 and np.isfinite(own).all():
                area = shapely.symmetric_difference(area, shapely.make_valid(shapely.Polygon(own)))
        rings = rings_of(shapely.intersection(area, window))
        if rings:
            parts += rings
            sizes += map(len, rings)
            counts.append(len(rings))
            kept.append(fill)
    points = np.concatenate([np.zeros((0, 2)), *parts])
    return points, starts(np.array(sizes, np.int64)), starts(np.array(counts, np.int64)), np.array(kept, np.int64)


def rings_of(area: Any) -> list[Floats]:
    """The rings (n, 2), outer and inner, of an area; what has no area is left out."""
    found: list[Floats] = []
    for polygon in shapely.get_parts(shapely.get_parts(area)):
        if polygon.geom_type == "Polygon" and not polygon.is_empty:
            found += [shapely.get_coordinates(ring)[:-1] for ring in (polygon.exterior, *polygon.interiors)]
    return found

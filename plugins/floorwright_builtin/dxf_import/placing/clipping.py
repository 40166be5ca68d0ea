"""A drawing cut off at a box or at an outline."""

from dataclasses import replace

import numpy as np

from floorwright.api import Drawing, Floats, Ints
from floorwright_builtin.dxf_import.entities.shapes import fills_taken, runs, starts
from floorwright_builtin.dxf_import.file.records import Bools, Index
from floorwright_builtin.dxf_import.placing.inside import Pieces, inside, middles_of

Box = tuple[float, float, float, float]
_CHORDS_A_TURN = 128


def clipped(drawing: Drawing, box: Box) -> Drawing:
    """What of a drawing lies in a box: lines and areas cut at its edges, texts that begin in it."""
    lines, line_from = _lines(drawing.segments, box)
    whole, crossing = _arcs(drawing.arcs, box)
    chords, chord_from = chords_of(drawing.arcs, crossing)
    chords, kept = _lines(chords, box)
    chord_from = chord_from[kept]
    text = _inside(drawing.text_places[:, :2], box)
    points, rings, fills, fill = _fills(drawing, box)
    return replace(
        drawing,
        segments=np.concatenate((lines, chords)),
        segment_look=np.concatenate((drawing.segment_look[line_from], drawing.arc_look[chord_from])),
        segment_entity=np.concatenate((drawing.segment_entity[line_from], drawing.arc_entity[chord_from])),
        arcs=drawing.arcs[whole],
        arc_look=drawing.arc_look[whole],
        arc_entity=drawing.arc_entity[whole],
        fill_points=points,
        ring_starts=rings,
        fill_starts=fills,
        fill_look=drawing.fill_look[fill],
        fill_entity=drawing.fill_entity[fill],
        text_places=drawing.text_places[text],
        text_words=drawing.text_words[text],
        text_look=drawing.text_look[text],
        text_entity=drawing.text_entity[text],
    )


def clipped_to(drawing: Drawing, ring: Floats) -> Drawing:
    """What of a drawing lies in an outline (k, 2): lines, arcs and areas cut at it, texts whose middles lie in it."""
    pieces = Pieces(
        drawing.segments, drawing.arcs, middles_of(drawing), drawing.fill_points,
        drawing.ring_starts.astype(np.int64), drawing.fill_starts.astype(np.int64),
    )  # fmt: skip
    cut = inside(pieces, ring)
    return replace(
        drawing,
        segments=cut.segments,
        segment_look=drawing.segment_look[cut.segment],
        segment_entity=drawing.segment_entity[cut.segment],
        arcs=cut.arcs,
        arc_look=drawing.arc_look[cut.arc],
        arc_entity=drawing.arc_entity[cut.arc],
        fill_points=cut.fill_points,
        ring_starts=cut.ring_starts.astype(np.int32),
        fill_starts=cut.fill_starts.astype(np.int32),
        fill_look=drawing.fill_look[cut.fill],
        fill_entity=drawing.fill_entity[cut.fill],
        text_places=drawing.text_places[cut.text],
        text_words=drawing.text_words[cut.text],
        text_look=drawing.text_look[cut.text],
        text_entity=drawing.text_entity[cut.text],
    )


def _inside(points: Floats, box: Box) -> Bools:
    x, y = points[:, 0], points[:, 1]
    return np.asarray((x >= box[0]) & (x <= box[2]) & (y >= box[1]) & (y <= box[3]))


def _lines(segments: Floats, box: Box) -> tuple[Floats, Index]:
    """The parts of segments (n, 4) in the box, and the segment of each (Liang and Barsky, 1984)."""
    start, way = segments[:, :2], segments[:, 2:] - segments[:, :2]
    low, high = np.zeros(len(segments)), np.ones(len(segments))
    for axis in (0, 1):
        with np.errstate(divide="ignore", invalid="ignore"):
            a, b = ((edge - start[:, axis]) / way[:, axis] for edge in (box[axis], box[axis + 2]))
        flat = way[:, axis] == 0
        inside = (start[:, axis] >= box[axis]) & (start[:, axis] <= box[axis + 2])
        low = np.maximum(low, np.where(flat, np.where(inside, 0.0, 2.0), np.minimum(a, b)))
        high = np.minimum(high, np.where(flat, np.where(inside, 1.0, -1.0), np.maximum(a, b)))
    seen = np.flatnonzero(low <= high)
    ends = []
    for share, own, at in ((low[seen], 0.0, 0), (high[seen], 1.0, 2)):
        cut = start[seen] + way[seen] * share[:, None]
        # An end in the box stays to the last digit.
        ends.append(np.where((share == own)[:, None], segments[seen, at : at + 2], cut))
    return np.hstack(ends), seen


def _arcs(arcs: Floats, box: Box) -> tuple[Index, Index]:
    """The arcs whose whole ellipse lies in the box, and those that may cross its edges."""
    reach = np.hypot(arcs[:, 2:4], arcs[:, 4:6])
    low, high = arcs[:, :2] - reach, arcs[:, :2] + reach
    whole = (low >= box[:2]).all(axis=1) & (high <= box[2:]).all(axis=1)
    away = (high < box[:2]).any(axis=1) | (low > box[2:]).any(axis=1)
    return np.flatnonzero(whole), np.flatnonzero(~whole & ~away)


def chords_of(arcs: Floats, which: Index) -> tuple[Floats, Index]:
    """Straight pieces (m, 4) along the arcs `which`, and the arc of each."""
    chosen = arcs[which]
    turn = chosen[:, 7] - chosen[:, 6]
    count = np.clip(np.ceil(np.abs(turn) / (2 * np.pi) * _CHORDS_A_TURN), 2, 4 * _CHORDS_A_TURN).astype(np.int64)
    of = np.repeat(np.arange(len(chosen)), count)
    step = runs(np.zeros(len(count), np.int64), count)
    ends = []
    for share in (step / count[of], (step + 1) / count[of]):
        t = chosen[of, 6] + turn[of] * share
        ends.append(chosen[of, :2] + chosen[of, 2:4] * np.cos(t)[:, None] + chosen[of, 4:6] * np.sin(t)[:, None])
    return np.hstack(ends), which[of]


def _fills(drawing: Drawing, box: Box) -> tuple[Floats, Ints, Ints, Index]:
    """The fills in the box, those across its edges cut ring by ring, and the fill of each."""
    if not len(drawing.fill_look):
        return drawing.fill_points, drawing.ring_starts, drawing.fill_starts, np.zeros(0, np.int64)
    begins = drawing.ring_starts[drawing.fill_starts[:-1]]
    low = np.minimum.reduceat(drawing.fill_points, begins, axis=0)
    high = np.maximum.reduceat(drawing.fill_points, begins, axis=0)
    near = np.flatnonzero(~((high < box[:2]).any(axis=1) | (low > box[2:]).any(axis=1)))
    points, rings, fills = fills_taken(
        drawing.fill_points, drawing.ring_starts.astype(np.int64), drawing.fill_starts.astype(np.int64), near
    )
    whole = np.asarray((low >= box[:2]).all(axis=1) & (high <= box[2:]).all(axis=1))[near]
    parts: list[Floats] = []
    ring_sizes: list[int] = []
    fill_sizes: list[int] = []
    kept: list[int] = []
    for number, fill in enumerate(near.tolist()):
        own = [points[rings[ring] : rings[ring + 1]] for ring in range(fills[number], fills[number + 1])]
        own = own if whole[number] else [ring for ring in (_cut_ring(ring, box) for ring in own) if len(ring) > 2]
        if own:
            parts += own
            ring_sizes += map(len, own)
            fill_sizes.append(len(own))
            kept.append(fill)
    return (
        np.concatenate([np.zeros((0, 2)), *parts]), starts(np.array(ring_sizes, np.int64)).astype(np.int32),
        starts(np.array(fill_sizes, np.int64)).astype(np.int32), np.array(kept, np.int64),
    )  # fmt: skip


def _cut_ring(ring: Floats, box: Box) -> Floats:
    """A ring cut at the four edges of the box, one after the other (Sutherland and Hodgman, 1974)."""
    for axis, edge, sign in ((0, box[0], 1.0), (1, box[1], 1.0), (0, box[2], -1.0), (1, box[3], -1.0)):
        if not len(ring):
            break
        inside = (ring[:, axis] - edge) * sign >= 0
        following = np.roll(ring, -1, axis=0)
        crosses = inside != np.roll(inside, -1)
        with np.errstate(divide="ignore", invalid="ignore"):
            share = (edge - ring[:, axis]) / (following[:, axis] - ring[:, axis])
        met = ring + (following - ring) * np.where(crosses, share, 0.0)[:, None]
        both = np.stack((ring, met), axis=1).reshape(-1, 2)
        ring = both[np.stack((inside, crosses), axis=1).ravel()]
    return ring

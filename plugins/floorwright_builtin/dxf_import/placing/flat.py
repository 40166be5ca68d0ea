"""Pieces seen from above as the arrays of a Drawing, and how far they reach."""

from dataclasses import replace
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from floorwright.api import Drawing, Floats, Ints, empty_drawing
from floorwright_builtin.dxf_import.entities.looks import MASK, Looks
from floorwright_builtin.dxf_import.entities.shapes import Shapes, fills_taken
from floorwright_builtin.dxf_import.file.numbers import LARGEST
from floorwright_builtin.dxf_import.file.records import Bools, Index
from floorwright_builtin.dxf_import.placing.extents import Box, Extents, dense, extents
from floorwright_builtin.dxf_import.report import Report

Ordinals = NDArray[np.int32]
_ENOUGH = 50_000
_Sort = TypeVar("_Sort", bound=np.generic)


def drawing_of(
    flat: Shapes,
    looks: Looks,
    keep: Bools,
    ordinal: Ordinals,
    words: tuple[str, ...],
    scale: float,
    report: Report,
    also: Ints,
) -> Drawing:
    """The pieces on layers whose number `keep` allows; those with a number out of bounds are counted.

    `ordinal` (records,) numbers the entities of the drawing; `scale` is that of all line types; the looks `also` are
    kept too. What wipeouts cover is cut away.
    """
    used = np.zeros(len(looks.all), np.bool_)
    for numbers in (flat.segment_look, flat.arc_look, flat.fill_look, flat.text_look, also):
        used[numbers] = True
    rows, styles = looks.finished(used, scale)
    is_mask = np.array([look.colour == MASK for look in looks.all], np.bool_)
    shown = keep[rows[:, 0]] if len(rows) else np.zeros(0, np.bool_)
    segments = _kept(flat.segments, shown[flat.segment_look])
    arcs = _kept(flat.arcs, shown[flat.arc_look])
    texts = _kept(flat.texts, shown[flat.text_look])
    upright = texts[_heights(flat.texts[texts]) > 0]
    masks = np.flatnonzero(is_mask[flat.fill_look] & shown[flat.fill_look])
    fills = _good_fills(flat, shown[flat.fill_look] & ~is_mask[flat.fill_look])
    lost = (
        int(shown[flat.segment_look].sum()) - len(segments) + int(shown[flat.arc_look].sum()) - len(arcs)
        + int(shown[flat.text_look].sum()) - len(texts)
    )  # fmt: skip
    if lost:
        report.add("Piece out of all bounds", "", "left out", lost)
    points, ring_starts, fill_starts = fills_taken(flat.fill_points, flat.ring_starts, flat.fill_starts, fills)
    drawing = replace(
        empty_drawing(),
        styles=styles,
        looks=rows,
        segments=_rows(flat.segments, segments),
        segment_look=_rows(flat.segment_look, segments),
        segment_entity=ordinal[_rows(flat.segment_record, segments)],
        arcs=_rows(flat.arcs, arcs),
        arc_look=_rows(flat.arc_look, arcs),
        arc_entity=ordinal[_rows(flat.arc_record, arcs)],
        fill_points=points,
        ring_starts=ring_starts.astype(np.int32),
        fill_starts=fill_starts.astype(np.int32),
        fill_look=flat.fill_look[fills],
        fill_entity=ordinal[flat.fill_record[fills]],
        text_places=flat.texts[upright],
        text_words=flat.text_word[upright],
        text_look=flat.text_look[upright],
        text_entity=ordinal[flat.text_record[upright]],
        words=words,
    )
    if not len(masks):
        return drawing
    # Few drawings hide anything, and the library that cuts takes a while to import.
    from floorwright_builtin.dxf_import.placing.masks import hidden_behind

    hidden = []
    for number in masks.tolist():
        ring = flat.ring_starts[flat.fill_starts[number]]
        end = flat.ring_starts[flat.fill_starts[number] + 1]
        hidden.append((int(ordinal[flat.fill_record[number]]), flat.fill_points[ring:end]))

    return hidden_behind(drawing, hidden)


def _heights(texts: Floats) -> Floats:
    """How high the capitals of texts are; 0 for those that are seen from the side."""
    along = np.hypot(texts[:, 2], texts[:, 3])
    area = np.abs(texts[:, 2] * texts[:, 5] - texts[:, 3] * texts[:, 4])
    found: Floats = np.divide(area, along, out=np.zeros(len(texts)), where=along > 0)
    return found


def _kept(rows: Floats, shown: Bools) -> Index:
    """Which rows are shown and within bounds."""
    if _within_bounds(rows):
        return np.flatnonzero(shown)
    return np.flatnonzero(shown & (np.abs(rows) < LARGEST).all(axis=1))


def _within_bounds(rows: Floats) -> bool:
    """Whether all numbers are, which takes a fraction of the time of telling where."""
    return not rows.size or bool(rows.max() < LARGEST and rows.min() > -LARGEST)


def _rows(values: NDArray[_Sort], which: Index) -> NDArray[_Sort]:
    return values if len(which) == len(values) else values[which]


def _good_fills(flat: Shapes, shown: Bools) -> Index:
    good = shown.copy()
    if not _within_bounds(flat.fill_points):
        bad = ~(np.abs(flat.fill_points) < LARGEST).all(axis=1)
        fill_of_ring = np.repeat(np.arange(len(good)), np.diff(flat.fill_starts))
        good[np.repeat(fill_of_ring, np.diff(flat.ring_starts))[bad]] = False
    return np.flatnonzero(good)


def measured(drawing: Drawing, shown: Bools) -> Extents:
    """How far what is on layers whose number `shown` allows reaches; what lies astray is told from boxes of all."""
    around = _around(drawing, shown)
    if around is not None and dense(boxes(_part(drawing), shown), around):
        return Extents(around, (), 0)
    return extents(boxes(drawing, shown))


def _part(drawing: Drawing) -> Drawing:
    """The drawing with few enough of its pieces to be looked at quickly, from all over it; without its fills."""
    by = max(1, len(drawing.segments) // _ENOUGH)
    return replace(
        drawing,
        segments=drawing.segments[::by], segment_look=drawing.segment_look[::by],
        arcs=drawing.arcs[::by], arc_look=drawing.arc_look[::by],
        text_places=drawing.text_places[::by], text_look=drawing.text_look[::by],
        fill_look=drawing.fill_look[:0],
    )  # fmt: skip


def _around(drawing: Drawing, shown: Bools) -> Box | None:
    """The box round everything on layers that are shown; None for nothing."""
    on = shown[drawing.looks[:, 0]] if len(drawing.looks) else np.zeros(0, np.bool_)
    segments = drawing.segments[_shown(on, drawing.segment_look)]
    of_point = np.repeat(drawing.fill_look, np.diff(drawing.ring_starts[drawing.fill_starts]))
    points = drawing.fill_points[_shown(on, of_point)]
    texts = drawing.text_places[_shown(on, drawing.text_look)]
    arcs = drawing.arcs[_shown(on, drawing.arc_look)]
    low, high = [np.inf, np.inf], [-np.inf, -np.inf]
    outer = np.zeros(len(arcs), np.bool_)
    for axis in (0, 1):
        columns = [segments[:, axis], segments[:, axis + 2], points[:, axis], texts[:, axis]]
        low[axis] = min((float(column.min()) for column in columns if len(column)), default=np.inf)
        high[axis] = max((float(column.max()) for column in columns if len(column)), default=-np.inf)
        # Only arcs that may reach beyond are looked at closely.
        reach = np.hypot(arcs[:, 2 + axis], arcs[:, 4 + axis])
        outer |= (arcs[:, axis] - reach < low[axis]) | (arcs[:, axis] + reach > high[axis])
    far = _arc_boxes(arcs[outer])
    if len(far):
        low, high = np.minimum(low, far[:, :2].min(0)).tolist(), np.maximum(high, far[:, 2:].max(0)).tolist()
    return (low[0], low[1], high[0], high[1]) if low[0] <= high[0] else None


def boxes(drawing: Drawing, shown: Bools) -> Floats:
    """The boxes (n, 4) of everything on layers whose number `shown` allows; of an arc, that of its ends and between."""
    on = shown[drawing.looks[:, 0]] if len(drawing.looks) else np.zeros(0, np.bool_)
    segments = drawing.segments[_shown(on, drawing.segment_look)]
    arcs = drawing.arcs[_shown(on, drawing.arc_look)]
    found = [
        _columns(
            np.minimum(segments[:, 0], segments[:, 2]), np.minimum(segments[:, 1], segments[:, 3]),
            np.maximum(segments[:, 0], segments[:, 2]), np.maximum(segments[:, 1], segments[:, 3]),
        ),
        _arc_boxes(arcs),
    ]  # fmt: skip
    if len(drawing.fill_look):
        begins = drawing.ring_starts[drawing.fill_starts[:-1]]
        low = np.minimum.reduceat(drawing.fill_points, begins, axis=0)
        high = np.maximum.reduceat(drawing.fill_points, begins, axis=0)
        found.append(np.concatenate([low, high], 1)[on[drawing.fill_look]])
    places = drawing.text_places[on[drawing.text_look], :2]
    found.append(np.concatenate([places, places], 1))
    return np.concatenate(found)


def _shown(on: Bools, look: Ints) -> Bools | slice:
    return slice(None) if on.all() else on[look]


def _columns(*columns: Floats) -> Floats:
    return np.stack(columns, axis=1)


def _arc_boxes(arcs: Floats) -> Floats:
    """The boxes of arcs: those of their ends, and of the farthest points of their ellipse that lie between."""
    first, last = arcs[:, 6], arcs[:, 7]
    columns = []
    for axis in (0, 1):
        centre, u, v = arcs[:, axis], arcs[:, 2 + axis], arcs[:, 4 + axis]
        ends = [u * np.cos(t) + v * np.sin(t) for t in (first, last)]
        reach, top = np.hypot(u, v), np.arctan2(v, u)
        high = np.where(_between(first, last, top), reach, np.maximum(*ends))
        low = np.where(_between(first, last, top + np.pi), -reach, np.minimum(*ends))
        columns.append((centre + low, centre + high))
    return _columns(columns[0][0], columns[1][0], columns[0][1], columns[1][1])


def _between(first: Floats, last: Floats, angle: Floats) -> Bools:
    """Whether a turn from the first to the last angle passes a direction."""
    return np.asarray(np.mod(angle - first, 2 * np.pi) <= last - first)

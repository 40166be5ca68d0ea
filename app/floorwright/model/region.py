"""The part of a drawing that the user wants: what lies in a rectangle, what crosses its border kept whole."""

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from floorwright.errors import ImportFailed
from floorwright.model.drawing import Drawing, Floats, Ints, Problem
from floorwright.model.drawing_lines import circle_boxes

Region = tuple[float, float, float, float]
"""x1, y1, x2, y2 in the units of the drawing, x1 < x2 and y1 < y2."""
Mask = NDArray[np.bool_]

_ARC_SAMPLES = 9
_LETTER = 0.8
"""How wide a letter is at most, on average, in capital heights."""


def within(drawing: Drawing, region: Region) -> Drawing:
    """The drawing with only what lies in the region or crosses its border; its box ends at the region.

    What was left out is counted in the problems. A picture keeps its place and is clear outside the region.

    Raises:
        ImportFailed: when nothing lies there.
    """
    segments = segments_in(drawing.segments, region)
    arcs = _arcs_in(drawing.arcs, region)
    fills = _boxes_in(_fill_boxes(drawing), region)
    texts = _boxes_in(_text_boxes(drawing), region)
    inserts = _boxes_in(_insert_boxes(drawing), region)
    masks = (segments, arcs, fills, texts)
    left_out = sum(int((~mask).sum()) for mask in masks)
    pixels = _cleared(drawing, region) if drawing.pixels.size else drawing.pixels
    if not any(mask.any() for mask in masks) and not pixels.size:
        raise ImportFailed("Nothing of the drawing lies in the chosen region.", hint="Choose another region, or all.")
    points, rings, starts = _kept_fills(drawing, fills)
    kept = replace(
        drawing,
        segments=drawing.segments[segments], segment_look=drawing.segment_look[segments],
        segment_entity=drawing.segment_entity[segments],
        arcs=drawing.arcs[arcs], arc_look=drawing.arc_look[arcs], arc_entity=drawing.arc_entity[arcs],
        fill_points=points, ring_starts=rings, fill_starts=starts,
        fill_look=drawing.fill_look[fills], fill_entity=drawing.fill_entity[fills],
        text_places=drawing.text_places[texts], text_words=drawing.text_words[texts],
        text_look=drawing.text_look[texts], text_entity=drawing.text_entity[texts],
        inserts=drawing.inserts[inserts], insert_block=drawing.insert_block[inserts],
        insert_entity=drawing.insert_entity[inserts],
        pixels=pixels,
        strays=tuple(stray for stray in drawing.strays if _holds(region, *stray)),
    )  # fmt: skip
    said = (Problem("Lies outside the chosen region", "", "Left out", left_out),) if left_out else ()
    return replace(kept, box=_box(kept, region), problems=(*drawing.problems, *said))


def segments_in(segments: Floats, region: Region) -> Mask:
    """Which of the lines (n, 4) have a point in the region."""
    x1, y1, x2, y2 = region
    boxes = _low_high(segments)
    found = _boxes_in(boxes, region)
    held = (boxes[:, 0] >= x1) & (boxes[:, 2] <= x2) & (boxes[:, 1] >= y1) & (boxes[:, 3] <= y2)
    crossing = np.flatnonzero(found & ~held)
    ax, ay, bx, by = segments[crossing].T
    # A line whose box overlaps misses the region only when all four corners lie on one side of it.
    sides = [(bx - ax) * (y - ay) - (by - ay) * (x - ax) for x in (x1, x2) for y in (y1, y2)]
    found[crossing] = (np.minimum.reduce(sides) <= 0) & (np.maximum.reduce(sides) >= 0)
    return found


def parsed_region(text: str) -> Region | None:
    """The region written as four numbers, whichever corners they name; None for anything else.

    Where blanks or semicolons set four numbers apart, a comma in one of them is its decimal mark.
    """
    apart = [part.strip(",") for part in text.replace(";", " ").split()]
    parts = [part.replace(",", ".") for part in apart] if len(apart) == 4 else text.replace(",", " ").split()
    try:
        values = [float(part) for part in parts]
    except ValueError:
        return None
    if len(values) != 4 or not np.isfinite(values).all():
        return None
    (x1, x2), (y1, y2) = sorted(values[0::2]), sorted(values[1::2])
    return (x1, y1, x2, y2) if x1 < x2 and y1 < y2 else None


def written_region(region: Region | None) -> str:
    """The region as text that `parsed_region` reads; empty for none."""
    return " ".join(repr(float(value)) for value in region) if region else ""


def _boxes_in(boxes: Floats, region: Region) -> Mask:
    x1, y1, x2, y2 = region
    found: Mask = (boxes[:, 0] <= x2) & (boxes[:, 2] >= x1) & (boxes[:, 1] <= y2) & (boxes[:, 3] >= y1)
    return found


def _arcs_in(arcs: Floats, region: Region) -> Mask:
    """By the whole circle where it lies on one side of the border, by what is drawn of it where it crosses it."""
    circles = circle_boxes(arcs)
    x1, y1, x2, y2 = region
    found = _boxes_in(circles, region)
    whole = (circles[:, 0] >= x1) & (circles[:, 2] <= x2) & (circles[:, 1] >= y1) & (circles[:, 3] <= y2)
    crossing = np.flatnonzero(found & ~whole)
    found[crossing] = _boxes_in(_arc_boxes(np.asarray(arcs[crossing])), region)
    return found


def _arc_boxes(arcs: Floats) -> Floats:
    cx, cy, ux, uy, vx, vy, t0, t1 = arcs.T
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (len(arcs), 1))
    for share in np.linspace(0.0, 1.0, _ARC_SAMPLES):
        t = t0 + share * (t1 - t0)
        _widen(boxes, cx + ux * np.cos(t) + vx * np.sin(t), cy + uy * np.cos(t) + vy * np.sin(t))
    return boxes


def _fill_boxes(drawing: Drawing) -> Floats:
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (len(drawing.fill_starts) - 1, 1))
    owner = np.repeat(np.arange(len(boxes)), np.diff(drawing.ring_starts[drawing.fill_starts]))
    x, y = drawing.fill_points.T
    np.minimum.at(boxes[:, 0], owner, x)
    np.minimum.at(boxes[:, 1], owner, y)
    np.maximum.at(boxes[:, 2], owner, x)
    np.maximum.at(boxes[:, 3], owner, y)
    return boxes


def _text_boxes(drawing: Drawing) -> Floats:
    x, y, ax, ay, ux, uy = drawing.text_places.T
    lengths = np.array([len(word) for word in drawing.words], float) * _LETTER
    long = lengths[drawing.text_words] if len(drawing.text_words) else np.zeros(0)
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (len(x), 1))
    for along, up in ((0.0, 0.0), (1.0, 0.0), (0.0, 1.0), (1.0, 1.0)):
        _widen(boxes, x + along * long * ax + up * ux, y + along * long * ay + up * uy)
    return boxes


def _insert_boxes(drawing: Drawing) -> Floats:
    a, b, c, d, e, f = drawing.inserts.T
    blocks = drawing.block_boxes[drawing.insert_block] if len(drawing.insert_block) else np.zeros((0, 4))
    boxes = np.tile([np.inf, np.inf, -np.inf, -np.inf], (len(e), 1))
    for column in ((0, 1), (2, 1), (2, 3), (0, 3)):
        u, v = blocks[:, column[0]], blocks[:, column[1]]
        _widen(boxes, a * u + c * v + e, b * u + d * v + f)
    empty = ~np.isfinite(boxes).all(axis=1)
    boxes[empty] = np.stack([e, f, e, f], axis=1)[empty]
    return boxes


def _widen(boxes: Floats, x: Floats, y: Floats) -> None:
    np.fmin(boxes[:, 0], x, out=boxes[:, 0])
    np.fmin(boxes[:, 1], y, out=boxes[:, 1])
    np.fmax(boxes[:, 2], x, out=boxes[:, 2])
    np.fmax(boxes[:, 3], y, out=boxes[:, 3])


def _kept_fills(drawing: Drawing, fills: Mask) -> tuple[Floats, Ints, Ints]:
    ring_fill = np.repeat(np.arange(len(fills)), np.diff(drawing.fill_starts))
    rings = fills[ring_fill]
    sizes = np.diff(drawing.ring_starts)
    points = drawing.fill_points[np.repeat(rings, sizes)]
    ring_starts = np.concatenate([[0], np.cumsum(sizes[rings])]).astype(np.int32)
    fill_starts = np.concatenate([[0], np.cumsum(np.diff(drawing.fill_starts)[fills])]).astype(np.int32)
    return points, ring_starts, fill_starts


def _cleared(drawing: Drawing, region: Region) -> NDArray[np.uint8]:
    height, width = drawing.pixels.shape[:2]
    x1, y1, x2, y2 = region
    left, right = np.clip([np.floor(x1), np.ceil(x2)], 0, width).astype(int)
    top, low = np.clip([np.floor(height - y2), np.ceil(height - y1)], 0, height).astype(int)
    cleared = np.zeros_like(drawing.pixels)
    cleared[top:low, left:right] = drawing.pixels[top:low, left:right]
    return cleared


def _box(drawing: Drawing, region: Region) -> Region:
    """The extents of what is visible, no farther than the region."""
    shown = np.array([layer.visible for layer in drawing.layers] or [True])
    boxes = np.concatenate(
        [
            _low_high(drawing.segments)[_on(drawing.segment_layer, shown)],
            _fill_boxes(drawing)[_on(drawing.fill_layer, shown)],
            _text_boxes(drawing)[_on(drawing.text_layer, shown)],
        ]
    )
    # Only arcs whose circle reaches beyond all else can make the box larger.
    arcs = np.asarray(drawing.arcs[_on(drawing.arc_layer, shown)])
    circles = circle_boxes(arcs)
    low, high = boxes[:, :2].min(axis=0, initial=np.inf), boxes[:, 2:].max(axis=0, initial=-np.inf)
    beyond = (circles[:, :2] < low).any(axis=1) | (circles[:, 2:] > high).any(axis=1)
    boxes = np.concatenate([boxes, _arc_boxes(arcs[beyond])])
    x1, y1, x2, y2 = region
    if not len(boxes):
        return region
    (low_x, low_y), (high_x, high_y) = boxes[:, :2].min(axis=0), boxes[:, 2:].max(axis=0)
    found = (max(x1, float(low_x)), max(y1, float(low_y)), min(x2, float(high_x)), min(y2, float(high_y)))
    return found if found[0] <= found[2] and found[1] <= found[3] else region


def _low_high(segments: Floats) -> Floats:
    return np.hstack([np.minimum(segments[:, :2], segments[:, 2:]), np.maximum(segments[:, :2], segments[:, 2:])])


def _on(layers: Ints, shown: Mask) -> Mask:
    found: Mask = shown[layers] if len(layers) else np.zeros(0, bool)
    return found


def _holds(region: Region, x: float, y: float) -> bool:
    return region[0] <= x <= region[2] and region[1] <= y <= region[3]

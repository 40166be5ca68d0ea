"""What a newer revision of a drawing adds and takes away, thing by thing, compared by layer, place and shape."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, Floats, Ints
from floorwright.model.drawing_parts import Parts

Hashes = NDArray[np.uint64]
Mask = NDArray[np.bool_]

SAME_MM = 0.01
"""Ends nearer than this are the same: what the last digits of a file that was written again differ by."""
# Rounding borders lie where no drawn coordinate is, so that noise never moves one across.
_OFF_GRID = 0.3719
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHIFT = np.uint64(29)


@dataclass(frozen=True, slots=True)
class DrawingChanges:
    """`added` are things of the newer drawing, `removed` things of the older one; empty layers do not count."""

    added: Parts
    removed: Parts
    new_layers: tuple[str, ...]
    gone_layers: tuple[str, ...]


def changes(before: Drawing, after: Drawing, mm_per_unit: float) -> DrawingChanges:
    """What was added and removed between two revisions in the same coordinates. Two million things take a second."""
    step = SAME_MM / mm_per_unit
    old, new = _hashes(before, step), _hashes(after, step)
    added, removed = [], []
    for ours, theirs in zip(old, new, strict=True):
        gone, anew = _only_in_one(ours, theirs)
        removed.append(gone)
        added.append(anew)
    # Block instances are told by what is drawn in them.
    removed.append(np.zeros(len(before.inserts), bool))
    added.append(np.zeros(len(after.inserts), bool))
    names_before, names_after = _used(before), _used(after)
    return DrawingChanges(
        Parts(*added),
        Parts(*removed),
        tuple(name for name in names_after if name not in names_before),
        tuple(name for name in names_before if name not in names_after),
    )


def change_words(found: DrawingChanges) -> str:
    """What has changed, in one sentence."""
    if not found.added.count and not found.removed.count:
        return "Nothing drawn has changed."
    words = f"Drawn anew: {found.added.count:,}. Gone: {found.removed.count:,}."
    for title, names in (("New layers", found.new_layers), ("Layers gone", found.gone_layers)):
        if names:
            more = f" and {len(names) - 5} more" if len(names) > 5 else ""
            words += f" {title}: {', '.join(names[:5])}{more}."
    return words


def _used(drawing: Drawing) -> dict[str, None]:
    return {layer.name: None for layer in drawing.layers if layer.entities}


def _hashes(drawing: Drawing, step: float) -> tuple[Hashes, Hashes, Hashes, Hashes]:
    layers = np.array([_text_hash(layer.name) for layer in drawing.layers] or [0], np.uint64)
    ends = _rounded(drawing.segments, step)
    turned = (ends[0] > ends[2]) | ((ends[0] == ends[2]) & (ends[1] > ends[3]))
    ends = np.where(turned, ends[[2, 3, 0, 1]], ends)
    arcs = np.vstack([_rounded(drawing.arcs[:, :6], step), _rounded(drawing.arcs[:, 6:], 1e-4)])
    texts = _rounded(drawing.text_places, step)
    words = np.array([_text_hash(word) for word in drawing.words] or [0], np.uint64)
    return (
        _mixed(ends, layers[drawing.segment_layer]),
        _mixed(arcs, layers[drawing.arc_layer]),
        _fill_hashes(drawing, step, layers),
        _mixed(texts, layers[drawing.text_layer] + words[drawing.text_words]),
    )


def _fill_hashes(drawing: Drawing, step: float, layers: Hashes) -> Hashes:
    """A fill is told by its corners in any order."""
    corners = _mixed(_rounded(drawing.fill_points, step), np.zeros(len(drawing.fill_points), np.uint64))
    sums = np.concatenate([np.zeros(1, np.uint64), np.cumsum(corners, dtype=np.uint64)])
    bounds = sums[drawing.ring_starts[drawing.fill_starts]]
    found: Hashes = bounds[1:] - bounds[:-1] + layers[drawing.fill_layer]
    return found


def _only_in_one(first: Hashes, second: Hashes) -> tuple[Mask, Mask]:
    """Which of the first are not among the second, and the other way round."""
    orders = np.argsort(first, kind="stable"), np.argsort(second, kind="stable")
    sorted_ones = first[orders[0]], second[orders[1]]
    masks = []
    for one, other in ((0, 1), (1, 0)):
        mask = np.ones(len(sorted_ones[one]), bool)
        if len(sorted_ones[other]):
            # Both are in order, so that the search goes through memory from one end to the other.
            place = np.minimum(np.searchsorted(sorted_ones[other], sorted_ones[one]), len(sorted_ones[other]) - 1)
            mask[orders[one]] = sorted_ones[other][place] != sorted_ones[one]
        masks.append(mask)
    return masks[0], masks[1]


def _rounded(values: Floats, step: float) -> NDArray[np.int64]:
    """Rounded numbers, a column of `values` a row."""
    rows = np.asarray(values).T / step
    rows += _OFF_GRID
    return np.floor(rows, out=rows).astype(np.int64)


def _mixed(rows: NDArray[np.int64], start: Hashes | Ints) -> Hashes:
    mixed = start.astype(np.uint64)
    for row in rows:
        mixed ^= row.view(np.uint64)
        mixed *= _MIX
        mixed ^= mixed >> _SHIFT
    return mixed


def _text_hash(text: str) -> int:
    # Not Python's own hash, which differs from run to run.
    value = 1469598103934665603
    for byte in text.encode("utf-8", "replace"):
        value = ((value ^ byte) * 1099511628211) & 0xFFFFFFFFFFFFFFFF
    return value

"""An imported drawing as the text of DXF entities, true to size on the floor, on layers of its own."""

import math
from collections.abc import Iterator

import numpy as np

from floorwright.api import (
    NORMAL_WEIGHT_MM,
    DrawingMark,
    Job,
    LineStyle,
    on_floor,
    shown_layers,
    text_angle,
    vectors_on_floor,
)
from floorwright_builtin.dxf_export.arcs import arcs_text
from floorwright_builtin.dxf_export.bulk import Handles, areas_text, lines_text
from floorwright_builtin.dxf_export.floor import TEXT_STYLE
from floorwright_builtin.dxf_export.names import plain_text
from floorwright_builtin.dxf_export.style import Look, weight

UPSIDE_DOWN = 4
"""The flag of a text whose top lies to the right of its direction."""
_ROWS = 1 << 16


def imported(look: Look, mark: DrawingMark, prefix: str, owner: str, handles: Handles, job: Job) -> Iterator[bytes]:
    """Everything that has a finite place; the rest is left out, as it is on screen.

    Layers that are not shown are there, switched off. Pictures are empty frames with their name.
    """
    drawing, underlay = mark.drawing, mark.underlay
    layers = [
        look.layer(f"{prefix}-{layer.name}", visible=bool(on), plotted=layer.plotted)
        for layer, on in zip(drawing.layers, shown_layers(drawing, underlay).tolist(), strict=True)
    ]
    said = [
        _properties(look, owner, layers, layer, colour, drawing.styles[style], underlay.scale)
        for layer, colour, style in drawing.looks.tolist()
    ]
    with np.errstate(all="ignore"):
        yield from _areas(mark, said, handles, job)
        yield from _lines(mark, said, handles, job)
        yield from _arcs(mark, said, handles, job)
        yield from _texts(mark, said, handles, job)
    if drawing.pixels.size:
        layer = look.layer(f"{prefix}-PICTURE")
        yield _frame(mark, _properties(look, owner, [layer], 0, -1, LineStyle(), 1.0), handles)


def _properties(
    look: Look, owner: str, layers: list[str], layer: int, colour: int, style: LineStyle, scale: float
) -> bytes:
    """What follows a handle; whatever is as its layer says is not said."""
    name = layers[layer] if 0 <= layer < len(layers) else "0"
    parts = [f"\n330\n{owner}\n100\nAcDbEntity\n8\n{name}\n"]
    if style.dashes and 0 < sum(style.dashes) * scale < math.inf:
        parts.append(f"6\n{look.linetype(tuple(length * scale for length in style.dashes))}\n")
    if style.weight_mm != NORMAL_WEIGHT_MM:
        parts.append(f"370\n{weight(style.weight_mm)}\n")
    if colour >= 0:
        parts.append(f"420\n{colour & 0xFFFFFF}\n")
    return "".join(parts).encode("utf-8", "replace")


def _lines(mark: DrawingMark, said: list[bytes], handles: Handles, job: Job) -> Iterator[bytes]:
    drawing, count = mark.drawing, len(mark.drawing.segments)
    for start in range(0, count, _ROWS):
        job.progress(0.2 + 0.4 * start / count, "Writing lines")
        part = slice(start, start + _ROWS)
        ends = on_floor(mark.underlay, drawing.segments[part].reshape(-1, 2)).reshape(-1, 4)
        good = np.isfinite(ends).all(axis=1)
        yield lines_text(
            ends[good], drawing.segment_look[part][good], drawing.segment_entity[part][good], said, handles
        )


def _arcs(mark: DrawingMark, said: list[bytes], handles: Handles, job: Job) -> Iterator[bytes]:
    underlay, count = mark.underlay, len(mark.drawing.arcs)
    for start in range(0, count, _ROWS):
        job.progress(0.6 + 0.2 * start / count, "Writing arcs")
        part = slice(start, start + _ROWS)
        arcs = mark.drawing.arcs[part]
        us, vs = vectors_on_floor(underlay, arcs[:, 2:4]), vectors_on_floor(underlay, arcs[:, 4:6])
        placed = np.hstack((on_floor(underlay, arcs[:, :2]), us, vs, arcs[:, 6:8]))
        good = np.isfinite(placed).all(axis=1)
        yield arcs_text(placed[good], mark.drawing.arc_look[part][good], said, handles)


def _areas(mark: DrawingMark, said: list[bytes], handles: Handles, job: Job) -> Iterator[bytes]:
    drawing, count = mark.drawing, len(mark.drawing.fill_look)
    for start in range(0, count, _ROWS):
        job.progress(0.1 + 0.1 * start / count, "Writing areas")
        end = min(start + _ROWS, count)
        first, last = int(drawing.fill_starts[start]), int(drawing.fill_starts[end])
        low, high = int(drawing.ring_starts[first]), int(drawing.ring_starts[last])
        points = on_floor(mark.underlay, drawing.fill_points[low:high])
        rings, starts = drawing.ring_starts[first : last + 1] - low, drawing.fill_starts[start : end + 1] - first
        yield areas_text(points, rings, starts, [said[look] for look in drawing.fill_look[start:end].tolist()], handles)


def _texts(mark: DrawingMark, said: list[bytes], handles: Handles, job: Job) -> Iterator[bytes]:
    drawing, underlay = mark.drawing, mark.underlay
    places = on_floor(underlay, drawing.text_places[:, :2]).tolist()
    words = [plain_text(word).encode("utf-8", "replace") for word in drawing.words]
    for number, (text, (x, y)) in enumerate(zip(drawing.texts, places, strict=True)):
        if number % _ROWS == 0:
            job.progress(0.8 + 0.15 * number / len(places), "Writing texts")
        height, line = text.height * underlay.scale, words[drawing.text_words[number]]
        if not (math.isfinite(x + y + height) and height > 0 and line.strip()):
            continue
        yield _text(
            x, y, line, height, text_angle(underlay, text.rotation), text.width if text.width > 0 else 1.0,
            UPSIDE_DOWN if text.mirrored else 0, said[drawing.text_look[number]], handles,
        )  # fmt: skip


def _text(
    x: float, y: float, line: bytes, height: float, rotation: float, width: float, flags: int, said: bytes,
    handles: Handles,
) -> bytes:  # fmt: skip
    return (
        b"0\nTEXT\n5\n%X%b100\nAcDbText\n10\n%.6f\n20\n%.6f\n30\n0.0\n40\n%.9g\n1\n%b\n50\n%.12g\n41\n%.9g\n7\n%b\n71\n%d\n"
        b"100\nAcDbText\n" % (handles.take(1), said, x, y, height, line, rotation, width, TEXT_STYLE.encode(), flags)
    )


def _frame(mark: DrawingMark, said: bytes, handles: Handles) -> bytes:
    """Where the picture lies, and its name: a DXF that names picture files which are not there complains for ever."""
    high, wide = mark.drawing.pixels.shape[:2]
    corners = np.array([(0, 0), (wide, 0), (wide, high), (0, high), (0, 0)], float)
    ring = on_floor(mark.underlay, corners)
    zeros = np.zeros(4, np.int64)
    frame = lines_text(np.hstack((ring[:-1], ring[1:])), zeros, zeros, [said], handles)
    name = plain_text(f"{mark.underlay.name} (picture, not part of the DXF)").encode("utf-8", "replace")
    size = high * mark.underlay.scale / 40.0
    x, y = ring[0].tolist()
    return frame + _text(x, y - 1.5 * size, name, size, text_angle(mark.underlay, 0.0), 1.0, 0, said, handles)

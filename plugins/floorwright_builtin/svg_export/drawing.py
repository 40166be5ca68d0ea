"""An imported drawing as SVG paths, one a colour."""

import math
from collections import defaultdict
from collections.abc import Iterator
from html import escape

import numpy as np

from floorwright.api import (
    DrawingMark,
    drawable,
    font,
    on_floor,
    printed_colour,
    shown_layers,
    text_angle,
    vectors_on_floor,
)
from floorwright_builtin.svg_export.place import Place, number

_WIDTH_MM = 0.13
_FARTHEST_MM = 1e6


def drawing_elements(mark: DrawingMark, place: Place) -> Iterator[str]:
    """The layers that are shown; what has no finite place is left out, as it is on screen."""
    drawing, underlay = mark.drawing, mark.underlay
    shown = [bool(one) for one in shown_layers(drawing, underlay)]
    yield f'<g opacity="{number(underlay.opacity)}" fill="none" stroke-width="{number(_WIDTH_MM)}">'
    with np.errstate(all="ignore"):
        yield from _fills(mark, place, shown)
        lines: dict[str, list[str]] = defaultdict(list)
        _segments(mark, place, shown, lines)
        _arcs(mark, place, shown, lines)
        for colour, parts in lines.items():
            yield f'<path stroke="{colour}" d="{"".join(parts)}"/>'
        yield from _texts(mark, place, shown)
    yield "</g>"


def _visible(layer: int, shown: list[bool]) -> bool:
    return 0 <= layer < len(shown) and shown[layer]


def _near(*values: float) -> bool:
    return all(abs(value) < _FARTHEST_MM for value in values)


def _segments(mark: DrawingMark, place: Place, shown: list[bool], lines: dict[str, list[str]]) -> None:
    drawing = mark.drawing
    starts = on_floor(mark.underlay, drawing.segments[:, :2]).tolist()
    ends = on_floor(mark.underlay, drawing.segments[:, 2:]).tolist()
    rows = zip(starts, ends, drawing.segment_layer.tolist(), drawing.segment_colour.tolist(), strict=True)
    for start, end, layer, colour in rows:
        (x1, y1), (x2, y2) = place.point(*start), place.point(*end)
        if _visible(layer, shown) and _near(x1, y1, x2, y2):
            lines[printed_colour(colour)].append(f"M{number(x1)} {number(y1)}L{number(x2)} {number(y2)}")


def _arcs(mark: DrawingMark, place: Place, shown: list[bool], lines: dict[str, list[str]]) -> None:
    arcs = mark.drawing.arcs
    centres = on_floor(mark.underlay, arcs[:, :2])
    us, vs = vectors_on_floor(mark.underlay, arcs[:, 2:4]), vectors_on_floor(mark.underlay, arcs[:, 4:6])
    for at, (layer, colour) in enumerate(
        zip(mark.drawing.arc_layer.tolist(), mark.drawing.arc_colour.tolist(), strict=True)
    ):
        start, end = float(arcs[at, 6]), float(arcs[at, 7])
        if not _visible(layer, shown) or not math.isfinite(end - start):
            continue
        # Cubic pieces of at most 45°: an affine map takes those of a circle to those of its ellipse.
        count = max(1, math.ceil(min(abs(end - start), 2 * math.pi) / (math.pi / 4)))
        step = max(-2 * math.pi, min(2 * math.pi, end - start)) / count
        angles = start + step * np.arange(count + 1)
        cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
        points = centres[at] + cos * us[at] + sin * vs[at]
        slopes = 4.0 / 3.0 * math.tan(step / 4.0) * (cos * vs[at] - sin * us[at])
        if not _near(*(part for point in points.tolist() for part in place.point(*point))):
            continue
        parts = ["M" + _pair(place, points[0].tolist())]
        for piece in range(count):
            controls = (points[piece] + slopes[piece], points[piece + 1] - slopes[piece + 1], points[piece + 1])
            parts.append("C" + " ".join(_pair(place, control.tolist()) for control in controls))
        lines[printed_colour(colour)].append("".join(parts))


def _fills(mark: DrawingMark, place: Place, shown: list[bool]) -> Iterator[str]:
    drawing = mark.drawing
    points = on_floor(mark.underlay, drawing.fill_points).tolist()
    rings, starts = drawing.ring_starts.tolist(), drawing.fill_starts.tolist()
    for at, (layer, colour) in enumerate(zip(drawing.fill_layer.tolist(), drawing.fill_colour.tolist(), strict=True)):
        if not _visible(layer, shown):
            continue
        parts: list[str] = []
        for ring in range(starts[at], starts[at + 1]):
            corners = points[rings[ring] : rings[ring + 1]]
            if len(corners) > 2 and _near(*(part for corner in corners for part in place.point(*corner))):
                parts.append("M" + "L".join(_pair(place, corner) for corner in corners) + "Z")
        if parts:
            yield f'<path fill="{printed_colour(colour)}" fill-rule="evenodd" d="{"".join(parts)}"/>'


def _texts(mark: DrawingMark, place: Place, shown: list[bool]) -> Iterator[str]:
    for text in mark.drawing.texts:
        words = drawable(text.text)
        where = on_floor(mark.underlay, np.array([[text.x, text.y]]))[0].tolist()
        x, y = place.point(*where)
        size = font().size_for(text.height * mark.underlay.scale * place.factor)
        if not (_visible(text.layer, shown) and _near(x, y, size) and size > 0.05 and words.strip()):
            continue
        turn = -text_angle(mark.underlay, text.rotation)
        size_and_side = f"{number(text.width)} {-1 if text.mirrored else 1}"
        yield (
            f'<text transform="translate({number(x)} {number(y)}) rotate({number(turn)}) scale({size_and_side})" '
            f'font-size="{number(size)}" fill="{printed_colour(text.colour)}">{escape(words)}</text>'
        )


def _pair(place: Place, point: list[float]) -> str:
    x, y = place.point(*point)
    return f"{number(x)} {number(y)}"

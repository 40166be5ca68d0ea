"""An imported drawing on a page: its arrays as path operators, a few numbers a line, grouped by colour."""

import math
from collections.abc import Iterator
from typing import Any

import numpy as np

from floorwright.api import (
    Drawing,
    DrawingMark,
    Floats,
    Ints,
    Underlay,
    drawable,
    font,
    on_floor,
    printed_colour,
    shown_layers,
    text_angle,
    vectors_on_floor,
)
from floorwright_builtin.pdf_export.place import POINT, Place

_WIDTH_MM = 0.13
_FARTHEST_PT = 1e7
_CHUNK = 20_000
_LEAST_TEXT_PT = 0.5


def draw_drawing(canvas: Any, mark: DrawingMark, place: Place, font_name: str) -> None:
    """Draw the layers that are shown; what has no finite place is left out, as it is on screen."""
    drawing, underlay = mark.drawing, mark.underlay
    shown = shown_layers(drawing, underlay)
    canvas.saveState()
    canvas.setLineWidth(_WIDTH_MM * POINT)
    canvas.setLineCap(1)
    canvas.setStrokeAlpha(underlay.opacity)
    canvas.setFillAlpha(underlay.opacity)
    with np.errstate(all="ignore"):
        for colour, rings in _fills(drawing, underlay, shown, place):
            canvas.setFillColor(colour, alpha=underlay.opacity)
            _append(canvas, [*rings, "f*"])
        for colour, operators in _segments(drawing, underlay, shown, place):
            canvas.setStrokeColor(colour, alpha=underlay.opacity)
            _append(canvas, [*operators, "S"])
        for colour, operators in _arcs(drawing, underlay, shown, place):
            canvas.setStrokeColor(colour, alpha=underlay.opacity)
            _append(canvas, [*operators, "S"])
        _texts(canvas, mark, shown, place, font_name)
    canvas.restoreState()


def _append(canvas: Any, operators: list[str]) -> None:
    canvas._code.append("\n".join(operators))


def _drawn(layers: Ints, shown: Any) -> Any:
    inside = (layers >= 0) & (layers < len(shown))
    return inside & np.where(inside, shown[np.clip(layers, 0, max(len(shown) - 1, 0))], False) if len(shown) else inside


def _by_colour(colours: Ints, good: Any) -> Iterator[tuple[str, Any]]:
    for colour in np.unique(colours[good]):
        chosen = np.flatnonzero(good & (colours == colour))
        for start in range(0, len(chosen), _CHUNK):
            yield printed_colour(int(colour)), chosen[start : start + _CHUNK]


def _near(points: Floats) -> Any:
    return (np.isfinite(points) & (np.abs(points) < _FARTHEST_PT)).all(axis=1)


def _segments(drawing: Drawing, underlay: Underlay, shown: Any, place: Place) -> Iterator[tuple[str, list[str]]]:
    if not len(drawing.segments):
        return
    starts = place.points(on_floor(underlay, drawing.segments[:, :2]))
    ends = place.points(on_floor(underlay, drawing.segments[:, 2:]))
    good = _drawn(drawing.segment_layer, shown) & _near(starts) & _near(ends)
    lines = np.hstack((starts, ends))
    for colour, chosen in _by_colour(drawing.segment_colour, good):
        yield colour, [f"{a:.3f} {b:.3f} m {c:.3f} {d:.3f} l" for a, b, c, d in lines[chosen].tolist()]


def _arcs(drawing: Drawing, underlay: Underlay, shown: Any, place: Place) -> Iterator[tuple[str, list[str]]]:
    arcs = drawing.arcs
    if not len(arcs):
        return
    centres = place.points(on_floor(underlay, arcs[:, :2]))
    factor = place.factor * POINT
    us = vectors_on_floor(underlay, arcs[:, 2:4]) * factor
    vs = vectors_on_floor(underlay, arcs[:, 4:6]) * factor
    good = _drawn(drawing.arc_layer, shown) & _near(np.hstack((centres, us, vs))) & np.isfinite(arcs[:, 6:]).all(axis=1)
    for colour, chosen in _by_colour(drawing.arc_colour, good):
        operators: list[str] = []
        for number in chosen.tolist():
            operators += _ellipse(
                centres[number], us[number], vs[number], float(arcs[number, 6]), float(arcs[number, 7])
            )
        yield colour, operators


def _ellipse(centre: Floats, u: Floats, v: Floats, start: float, end: float) -> list[str]:
    # An affine map takes the béziers of a circle to those of its ellipse.
    sweep = max(-2 * math.pi, min(2 * math.pi, end - start))
    count = max(1, math.ceil(abs(sweep) / (math.pi / 4)))
    step = sweep / count
    handle = 4.0 / 3.0 * math.tan(step / 4.0)
    angles = start + step * np.arange(count + 1)
    cos, sin = np.cos(angles)[:, None], np.sin(angles)[:, None]
    points = centre + cos * u + sin * v
    slopes = handle * (cos * v - sin * u)
    curves = np.hstack((points[:-1] + slopes[:-1], points[1:] - slopes[1:], points[1:]))
    first = f"{points[0, 0]:.3f} {points[0, 1]:.3f} m"
    return [first, *(" ".join(f"{number:.3f}" for number in curve) + " c" for curve in curves.tolist())]


def _fills(drawing: Drawing, underlay: Underlay, shown: Any, place: Place) -> Iterator[tuple[str, list[str]]]:
    if not len(drawing.fill_colour):
        return
    points = place.points(on_floor(underlay, drawing.fill_points))
    near = _near(points)
    good = _drawn(drawing.fill_layer, shown)
    for number in np.flatnonzero(good).tolist():
        operators: list[str] = []
        for ring in range(int(drawing.fill_starts[number]), int(drawing.fill_starts[number + 1])):
            low, high = int(drawing.ring_starts[ring]), int(drawing.ring_starts[ring + 1])
            if high - low < 3 or not near[low:high].all():
                continue
            corners = [f"{x:.3f} {y:.3f}" for x, y in points[low:high].tolist()]
            operators += [f"{corners[0]} m", *(f"{corner} l" for corner in corners[1:]), "h"]
        if operators:
            yield printed_colour(int(drawing.fill_colour[number])), operators


def _texts(canvas: Any, mark: DrawingMark, shown: Any, place: Place, font_name: str) -> None:
    regular = font(False)
    for text in mark.drawing.texts:
        if not 0 <= text.layer < len(shown) or not shown[text.layer]:
            continue
        size = regular.size_for(text.height * mark.underlay.scale * place.factor) * POINT
        where = place.points(on_floor(mark.underlay, np.array([[text.x, text.y]])))
        words = drawable(text.text)
        if not (_near(where).all() and _LEAST_TEXT_PT <= size < _FARTHEST_PT and words.strip()):
            continue
        canvas.saveState()
        canvas.translate(*where[0].tolist())
        canvas.rotate(text_angle(mark.underlay, text.rotation))
        if text.mirrored:
            canvas.scale(1, -1)
        canvas.setFillColor(printed_colour(text.colour), alpha=mark.underlay.opacity)
        line = canvas.beginText(0, 0)
        line.setFont(font_name, size)
        if text.width != 1.0 and 0.01 < text.width < 100:
            line.setHorizScale(text.width * 100)
        line.textOut(words)
        canvas.drawText(line)
        canvas.restoreState()

"""Imported drawings on the floor: which layers are shown, how their coordinates lie, and what they reach over."""

import colorsys
import math
from collections.abc import Callable

import numpy as np

from floorwright.model.drawing import NORMAL_WEIGHT_MM, Drawing, Floats, LineStyle
from floorwright.model.kinds import Underlay
from floorwright.paper.placing import Box, box_of, turned
from floorwright.paper.screen.cells import Cells

PALEST = 0.95
"""A paler colour than this is not seen on paper."""
PRINTED_MM = 0.13
"""The width on paper of a drawing's normal line: about half, so that the plan stands out from the drawing under it."""
THINNEST_MM, WIDEST_MM = 0.05, 0.5
FINEST_DASHES_MM = 0.3
"""Dashes that come again sooner than this are not told apart on paper: such a line is continuous."""

Bools = np.ndarray[tuple[int], np.dtype[np.bool_]]


def shown_layers(drawing: Drawing, underlay: Underlay) -> Bools:
    """Whether each layer of the drawing is shown: as the drawing says, unless the user chose otherwise."""
    chosen = dict(underlay.shown)
    return np.array([chosen.get(layer.name, layer.visible) for layer in drawing.layers], dtype=np.bool_)


def printed_layers(drawing: Drawing, underlay: Underlay) -> Bools:
    """Whether each layer is seen on paper: it is shown, and the drawing does not keep it from being plotted."""
    return shown_layers(drawing, underlay) & np.array([layer.plotted for layer in drawing.layers], dtype=np.bool_)


def printed_width(weight_mm: float) -> float:
    """The width on paper of a line of this weight: in proportion to `PRINTED_MM`, neither invisible nor a beam."""
    return min(max(weight_mm * PRINTED_MM / NORMAL_WEIGHT_MM, THINNEST_MM), WIDEST_MM)


def printed_dashes(style: LineStyle, mm_a_unit: float) -> tuple[float, ...]:
    """Dash, gap, dash, gap, … in millimetres of paper, a dot as long as the line is wide; none when continuous."""
    lengths = [abs(length) * mm_a_unit for length in style.dashes]
    if not lengths or not FINEST_DASHES_MM <= sum(lengths) < math.inf:
        return ()
    if len(lengths) % 2:
        lengths.append(0.0)
    dot = printed_width(style.weight_mm)
    lengths[::2] = [max(length, dot) for length in lengths[::2]]
    return tuple(lengths) if any(lengths[1::2]) else ()


def on_floor(underlay: Underlay, points: Floats) -> Floats:
    """Points (n, 2) of the drawing as floor millimetres; exact also when the drawing lies far from its origin."""
    cos, sin = turned(1.0, 0.0, underlay.rotation)
    u = (points[:, 0] - underlay.origin_u) * underlay.scale
    v = (points[:, 1] - underlay.origin_v) * underlay.scale
    return np.column_stack((underlay.x + u * cos - v * sin, underlay.y + u * sin + v * cos))


def vectors_on_floor(underlay: Underlay, vectors: Floats) -> Floats:
    """Directions (n, 2) of the drawing, turned and scaled but not moved."""
    cos, sin = (underlay.scale * part for part in turned(1.0, 0.0, underlay.rotation))
    return np.column_stack((vectors[:, 0] * cos - vectors[:, 1] * sin, vectors[:, 0] * sin + vectors[:, 1] * cos))


def underlay_box(drawing: Drawing, underlay: Underlay) -> Box | None:
    """What the drawing reaches over on the floor, strays left out; None when it shows nothing."""
    if drawing.box is None:
        return None
    left, low, right, high = drawing.box
    corners = np.array([(left, low), (right, low), (right, high), (left, high)], dtype=np.float64)
    if not np.isfinite(corners).all():
        return None
    return box_of((float(x), float(y)) for x, y in on_floor(underlay, corners))


def near_segments(drawing: Drawing, cells: Cells, underlay: Underlay, at: tuple[float, float], reach: float) -> Floats:
    """The segments (n, 4) of shown layers, in floor millimetres, whose boxes come within reach of a point of the floor.

    `cells` are the drawing's lines by cell: only those round the point are looked at.
    """
    cos, sin = turned(1.0, 0.0, underlay.rotation)
    x, y = (at[0] - underlay.x) / underlay.scale, (at[1] - underlay.y) / underlay.scale
    u, v = underlay.origin_u + x * cos + y * sin, underlay.origin_v + y * cos - x * sin
    # A square on the floor lies turned in the drawing: the circle round it is looked through.
    far = reach / underlay.scale * math.sqrt(2.0)
    rows = cells.rows(cells.within((u - far, v - far, u + far, v + far)))
    rows = (
        rows[shown_layers(drawing, underlay)[drawing.looks[drawing.segment_look[rows], 0]]]
        if len(drawing.layers)
        else rows[:0]
    )
    ends = drawing.segments[rows]
    lines = np.hstack([on_floor(underlay, ends[:, :2]), on_floor(underlay, ends[:, 2:])])
    low, high = np.minimum(lines[:, :2], lines[:, 2:]), np.maximum(lines[:, :2], lines[:, 2:])
    near = ((low <= np.add(at, reach)) & (high >= np.subtract(at, reach))).all(axis=1)
    found: Floats = lines[near]
    return found


def text_angle(underlay: Underlay, rotation: float) -> float:
    """The direction on the floor of a text of the drawing, in degrees."""
    return math.fmod(underlay.rotation + rotation, 360.0)


def printed_colours(drawing: Drawing) -> Callable[[int], str]:
    """What gives the colour on paper of a colour of this drawing."""
    return _as_it_is if drawing.for_paper else printed_colour


def printed_area_colours(drawing: Drawing) -> Callable[[int], str]:
    """As `printed_colours`, but pale areas stay pale, since lines and words lie on them."""
    colour_of = printed_colours(drawing)
    return lambda number: _as_it_is(number) if number >= 0 and _lightness(number) > PALEST else colour_of(number)


def _lightness(number: int) -> float:
    parts = (number >> 16 & 255, number >> 8 & 255, number & 255)
    return (max(parts) + min(parts)) / 510


def _as_it_is(number: int) -> str:
    return f"#{number:06x}" if number >= 0 else "#000000"


def printed_colour(number: int) -> str:
    """The colour on paper of 0xRRGGBB of a drawing, or of -1, its black-or-white.

    White and near-white become black; yellow, cyan and green, made for black screens, are darkened to stay readable.
    """
    if number < 0:
        return "#000000"
    red, green, blue = ((number >> shift & 255) / 255 for shift in (16, 8, 0))
    hue, lightness, saturation = colorsys.rgb_to_hls(red, green, blue)
    if lightness > PALEST:
        return "#000000"
    if lightness > 0.45 and saturation > 0.6:
        red, green, blue = colorsys.hls_to_rgb(hue, 0.32, saturation * 0.8)
    return f"#{round(red * 255):02x}{round(green * 255):02x}{round(blue * 255):02x}"

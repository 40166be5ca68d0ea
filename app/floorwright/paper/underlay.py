"""Imported drawings on the floor: which layers are shown, how their coordinates lie, and what they reach over."""

import colorsys
import math

import numpy as np

from floorwright.model.drawing import Drawing, Floats
from floorwright.model.kinds import Underlay
from floorwright.paper.placing import Box, box_of, turned

PALEST = 0.95
"""A paler colour than this is not seen on paper."""


def shown_layers(drawing: Drawing, underlay: Underlay) -> np.ndarray[tuple[int], np.dtype[np.bool_]]:
    """Whether each layer of the drawing is shown: as the drawing says, unless the user chose otherwise."""
    chosen = dict(underlay.shown)
    return np.array([chosen.get(layer.name, layer.visible) for layer in drawing.layers], dtype=np.bool_)


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


def text_angle(underlay: Underlay, rotation: float) -> float:
    """The direction on the floor of a text of the drawing, in degrees."""
    return math.fmod(underlay.rotation + rotation, 360.0)


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

"""An imported drawing as flat arrays, in its own units: what importers return and everything else only looks at."""

from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class DrawingLayer:
    """A layer of a drawing: `visible` is neither off nor frozen in the drawing, `entities` how many lie on it."""

    name: str
    visible: bool = True
    colour: str = "#000000"
    entities: int = 0
    plotted: bool = True


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a drawing or table that could not be taken as it is: what, where, and what was done about it."""

    what: str
    where: str = ""
    done: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class DrawingText:
    """A line of text: x, y is the left end of its base line; `height` the capital height; `width` stretches it.

    It runs in the direction of `rotation`; a mirrored one has its top on the right of that direction.
    """

    x: float
    y: float
    text: str
    height: float
    rotation: float = 0.0
    width: float = 1.0
    mirrored: bool = False
    layer: int = 0
    colour: int = 0


@dataclass(frozen=True, slots=True)
class Drawing:
    """Geometry by primitive; n differs a kind. `*_layer` index `layers`; `*_colour` is 0xRRGGBB, or -1 for the
    contrast to the background (the drawing's black-or-white).

    segments  (n, 4)  x1 y1 x2 y2
    arcs      (n, 8)  cx cy, ux uy, vx vy, t0, t1: the points c + u cos t + v sin t, t0 <= t <= t1 in radians;
                      circles, arcs and ellipses, also when stretched or mirrored, stay exact
    fills     rings as `fill_points` (m, 2), split by `ring_starts` (r + 1,), and rings into fills by `fill_starts`
              (n + 1,), filled even-odd
    """

    layers: tuple[DrawingLayer, ...]
    segments: Floats
    segment_layer: Ints
    segment_colour: Ints
    arcs: Floats
    arc_layer: Ints
    arc_colour: Ints
    fill_points: Floats
    ring_starts: Ints
    fill_starts: Ints
    fill_layer: Ints
    fill_colour: Ints
    texts: tuple[DrawingText, ...] = ()
    kind: str = "dxf"
    version: str = ""
    encoding: str = ""
    unit: str = ""
    """The unit the coordinates most probably are in (mm, cm, m, in, ft); empty when nothing tells."""
    unit_source: str = ""
    """What told the unit: `header`, `header, plausible`, `doors`, `text heights`, `size`, `user`, …"""
    unit_doubtful: bool = True
    """Whether the user should be asked to confirm the size."""
    box: tuple[float, float, float, float] | None = None
    """The extents of what is visible and belongs together, strays left out; None when nothing is drawn."""
    entities: tuple[tuple[str, int], ...] = ()
    """How many entities of each type the model space holds."""
    blocks: int = 0
    xrefs: tuple[str, ...] = ()
    strays: tuple[tuple[float, float], ...] = ()
    problems: tuple[Problem, ...] = ()
    block_names: tuple[str, ...] = field(default=())
    layouts: tuple[str, ...] = ()
    """The model and the sheets that the file holds."""
    layout: str = ""
    """Which of them this is."""
    seconds: float = 0.0
    """How long reading took."""


def empty_drawing() -> Drawing:
    """A drawing with nothing on it, to build others from with `replace`."""
    floats, ints = np.zeros, np.zeros
    return Drawing(
        layers=(),
        segments=floats((0, 4)),
        segment_layer=ints(0, np.int32),
        segment_colour=ints(0, np.int32),
        arcs=floats((0, 8)),
        arc_layer=ints(0, np.int32),
        arc_colour=ints(0, np.int32),
        fill_points=floats((0, 2)),
        ring_starts=ints(1, np.int32),
        fill_starts=ints(1, np.int32),
        fill_layer=ints(0, np.int32),
        fill_colour=ints(0, np.int32),
    )

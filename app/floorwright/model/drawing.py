"""An imported drawing as flat arrays, in its own units: what importers return and everything else only looks at."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from floorwright.model.problem import Problem as Problem

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Pixels = NDArray[np.uint8]

CONTRAST = -1
"""The colour of what is black on white and white on black."""
NORMAL_WEIGHT_MM = 0.25
_LAYER, _COLOUR = 0, 1


@dataclass(frozen=True, slots=True)
class DrawingLayer:
    """A layer of a drawing: `visible` is neither off nor frozen in the drawing, `entities` how many lie on it."""

    name: str
    visible: bool = True
    colour: str = "#000000"
    entities: int = 0
    plotted: bool = True


@dataclass(frozen=True, slots=True)
class LineStyle:
    """How a line is drawn: `dashes` are dash, gap, dash, … in units of the drawing, 0 being a dot; none is continuous.

    `weight_mm` is its width on paper. Lines of a `hatch` fill an area with a pattern and are no edges of anything.
    """

    dashes: tuple[float, ...] = ()
    weight_mm: float = NORMAL_WEIGHT_MM
    hatch: bool = False


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


@dataclass(frozen=True, slots=True, eq=False, weakref_slot=True)
class Drawing:
    """Geometry by primitive; n differs a kind. Each kind has `*_look`, which numbers a row of `looks`, and `*_entity`,
    which numbers the outermost entity that it belongs to, from 0 in the order of the file; -1 for none.

    looks     (k, 3)  layer (an index of `layers`), colour (0xRRGGBB, or CONTRAST), style (an index of `styles`)
    segments  (n, 4)  x1 y1 x2 y2; one without length is a point
    arcs      (n, 8)  cx cy, ux uy, vx vy, t0, t1: the points c + u cos t + v sin t, t0 <= t <= t1 in radians;
                      circles, arcs and ellipses, also when stretched or mirrored, stay exact
    fills     rings as `fill_points` (m, 2), split by `ring_starts` (r + 1,), and rings into fills by `fill_starts`
              (n + 1,), filled even-odd, in the order in which they are painted
    texts     `text_places` (n, 6): x y of the left end of the base line, one capital height along the line times the
              width factor, one capital height up; `text_words` (n,) numbers `words`
    inserts   (n, 6)  a b c d e f of every block that the outermost level inserts: (u, v) of the block lies at
              (a u + c v + e, b u + d v + f); `insert_block` (n,) numbers `block_names`, `insert_entity` the entity
    pixels    (h, w, 4) red green blue alpha of a picture, its first row on top, which covers the rectangle from
              (0, 0) to (w, h); empty for none
    """

    layers: tuple[DrawingLayer, ...]
    styles: tuple[LineStyle, ...]
    looks: Ints
    segments: Floats
    segment_look: Ints
    segment_entity: Ints
    arcs: Floats
    arc_look: Ints
    arc_entity: Ints
    fill_points: Floats
    ring_starts: Ints
    fill_starts: Ints
    fill_look: Ints
    fill_entity: Ints
    text_places: Floats
    text_words: Ints
    text_look: Ints
    text_entity: Ints
    inserts: Floats
    insert_block: Ints
    insert_entity: Ints
    block_boxes: Floats
    """(b, 4) x1 y1 x2 y2 of each of `block_names` in its own coordinates; nan for an empty one."""
    pixels: Pixels
    words: tuple[str, ...] = ()
    kind: str = "dxf"
    version: str = ""
    encoding: str = ""
    unit: str = ""
    """The unit the coordinates most probably are in (mm, cm, m, in, ft); empty when nothing tells."""
    unit_source: str = ""
    """What told the unit: `header`, `header, plausible`, `doors`, `text heights`, `size`, `user`, …"""
    unit_mm: float = 0.0
    """How many millimetres a unit is where `unit` is empty: of a picture's pixels by its resolution; 0 for unknown."""
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
    block_names: tuple[str, ...] = ()
    layouts: tuple[str, ...] = ()
    """The model and the sheets that the file holds."""
    layout: str = ""
    """Which of them this is."""
    seconds: float = 0.0
    """How long reading took."""

    @property
    def for_paper(self) -> bool:
        """Whether its colours are made for white paper, and not for the black screen of a CAD program."""
        return self.kind not in ("dxf", "dwg")

    @property
    def segment_layer(self) -> Ints:
        """The layer of each segment."""
        return self._of(self.segment_look, _LAYER)

    @property
    def segment_colour(self) -> Ints:
        """The colour of each segment."""
        return self._of(self.segment_look, _COLOUR)

    @property
    def arc_layer(self) -> Ints:
        """The layer of each arc."""
        return self._of(self.arc_look, _LAYER)

    @property
    def arc_colour(self) -> Ints:
        """The colour of each arc."""
        return self._of(self.arc_look, _COLOUR)

    @property
    def fill_layer(self) -> Ints:
        """The layer of each fill."""
        return self._of(self.fill_look, _LAYER)

    @property
    def fill_colour(self) -> Ints:
        """The colour of each fill."""
        return self._of(self.fill_look, _COLOUR)

    @property
    def text_layer(self) -> Ints:
        """The layer of each text."""
        return self._of(self.text_look, _LAYER)

    def _of(self, looks: Ints, column: int) -> Ints:
        found: Ints = self.looks[looks, column]
        return found

    @property
    def texts(self) -> tuple[DrawingText, ...]:
        """The texts one by one; for large drawings use the arrays."""
        return tuple(_texts(self))


def empty_drawing() -> Drawing:
    """A drawing with nothing on it, to build others from with `replace`."""

    def floats(*shape: int) -> Floats:
        return np.zeros(shape)

    def ints(*shape: int) -> Ints:
        return np.zeros(shape, np.int32)

    return Drawing(
        layers=(),
        styles=(LineStyle(),),
        looks=ints(0, 3),
        segments=floats(0, 4),
        segment_look=ints(0),
        segment_entity=ints(0),
        arcs=floats(0, 8),
        arc_look=ints(0),
        arc_entity=ints(0),
        fill_points=floats(0, 2),
        ring_starts=ints(1),
        fill_starts=ints(1),
        fill_look=ints(0),
        fill_entity=ints(0),
        text_places=floats(0, 6),
        text_words=ints(0),
        text_look=ints(0),
        text_entity=ints(0),
        inserts=floats(0, 6),
        insert_block=ints(0),
        insert_entity=ints(0),
        block_boxes=floats(0, 4),
        pixels=np.zeros((0, 0, 4), np.uint8),
    )


def distinct_looks(columns: Sequence[Ints]) -> tuple[Ints, list[Ints]]:
    """The distinct rows of several arrays (n, 3) of layer, colour and style, and for each array the row of each."""
    lengths = np.cumsum([len(column) for column in columns])[:-1]
    every = np.concatenate([*columns, np.zeros((0, 3), np.int32)]).astype(np.int64)
    # Rows as single numbers: layers and styles are below 2^19, colours between -1 and 2^24.
    codes = (every[:, 0] << 44) | (every[:, 2] << 25) | (every[:, 1] + 1)
    _, first, row = np.unique(codes, return_index=True, return_inverse=True)
    return every[first].astype(np.int32), np.split(row.reshape(-1).astype(np.int32), lengths)


def _texts(drawing: Drawing) -> list[DrawingText]:
    found = []
    looks = drawing.looks[drawing.text_look]
    for place, word, (layer, colour, _) in zip(
        drawing.text_places.tolist(), drawing.text_words.tolist(), looks.tolist(), strict=True
    ):
        x, y, ax, ay, ux, uy = place
        along, area = math.hypot(ax, ay), ax * uy - ay * ux
        height = abs(area) / along if along > 0 else 0.0
        found.append(
            DrawingText(
                x=x, y=y, text=drawing.words[word], height=height,
                rotation=math.degrees(math.atan2(ay, ax)) % 360.0, width=along / height if height else 1.0,
                mirrored=area < 0, layer=layer, colour=colour,
            )
        )  # fmt: skip
    return found

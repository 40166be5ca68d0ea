"""The few kinds of mark from which everything drawn is made: on screen, in PDF, in DXF and in SVG.

Coordinates and text heights are in the millimetres of what is drawn on: the floor inside a viewport, the paper outside.
Line widths and dashes are always millimetres on paper.
"""

from dataclasses import dataclass, field
from typing import Literal

from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay

Vertex = tuple[float, float, float]
"""x, y and the bulge of the piece that follows: the tangent of a quarter of its angle, 0 for a straight one."""

Align = Literal["left", "centre", "right"]
Level = Literal["baseline", "middle", "top"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a mark looks. Colours are #rrggbb, None for no stroke or fill; `width` and `dash` are paper millimetres."""

    layer: str = "0"
    stroke: str | None = "#000000"
    width: float = 0.25
    dash: tuple[float, ...] = ()
    fill: str | None = None
    opacity: float = 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of straight and round pieces."""

    vertices: tuple[Vertex, ...]
    style: Style
    closed: bool = False
    source: str = ""
    """The id of the record it shows, for picking and for layers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Region:
    """A filled area with holes: rings filled even-odd."""

    rings: tuple[tuple[Vertex, ...], ...]
    style: Style
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Text:
    """A line of text; `height` is the capital height, `stretch` its width against the font's own."""

    x: float
    y: float
    text: str
    height: float
    style: Style
    rotation: float = 0.0
    align: Align = "left"
    level: Level = "baseline"
    stretch: float = 1.0
    bold: bool = False
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Marks in coordinates of their own, put at a place: a machine. Becomes a block with attributes in DXF.

    `key` names what is drawn, so that equal machines share one block; mirroring is before rotation.
    """

    key: str
    marks: tuple["Line | Region | Text", ...]
    x: float
    y: float
    rotation: float = 0.0
    mirrored: bool = False
    layer: str = "EQUIP"
    attributes: tuple[tuple[str, str], ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawingMark:
    """A whole imported drawing, placed as its underlay says."""

    drawing: Drawing
    underlay: Underlay
    source: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewport:
    """A window in the paper on the floor: the rectangle x, y, width, height shows the floor at 1 : `scale`,
    with the floor point `centre` in its middle; what lies outside is cut off."""

    x: float
    y: float
    width: float
    height: float
    scale: float
    centre: tuple[float, float]
    marks: tuple["Mark", ...] = field(default=())


Mark = Line | Region | Text | Block | DrawingMark | Viewport


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """A page: millimetres of paper, origin at the lower left, y upwards; marks in the order in which they are drawn."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str = ""

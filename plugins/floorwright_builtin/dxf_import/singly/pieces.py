"""What entities become: straight pieces, arcs, fills and texts in three dimensions, and how a block's are placed.

A layer of FLOATING is "the layer of the insert" (layer 0 in a block). Colours are 0xRRGGBB, CONTRAST, or, in a block,
BYBLOCK (the colour of the insert) and FLOATING_COLOUR (the colour of the layer it comes to lie on).
"""

import itertools
from dataclasses import dataclass, field, replace
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Ints = NDArray[np.int32]
Vector = tuple[float, float, float]

FLOATING = -1
CONTRAST = -1
BYBLOCK = -2
FLOATING_COLOUR = -3


class TextPiece(NamedTuple):
    """A line of text: the left end of its base line, one text height along it times the width factor, and one
    height up from it."""

    at: Vector
    along: Vector
    up: Vector
    text: str
    layer: int
    colour: int


@dataclass(frozen=True, slots=True)
class Pieces:
    """Finished pieces as arrays: segments (n, 6), arcs (n, 11) as centre, u, v, t0, t1, fills as points (m, 3)."""

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
    texts: tuple[TextPiece, ...] = ()

    @property
    def count(self) -> int:
        """How many pieces there are, a point of a fill being one."""
        return len(self.segments) + len(self.arcs) + len(self.fill_points) + len(self.texts)


class Pen:
    """Gathers pieces; `finish` gives them as arrays."""

    def __init__(self) -> None:
        self._segments: list[tuple[float, ...]] = []
        self._segment_tags: list[tuple[int, int]] = []
        self._arcs: list[tuple[float, ...]] = []
        self._arc_tags: list[tuple[int, int]] = []
        self._fill_points: list[Vector] = []
        self._ring_starts: list[int] = [0]
        self._fill_starts: list[int] = [0]
        self._fill_tags: list[tuple[int, int]] = []
        self._texts: list[TextPiece] = []
        self._placed: list[Pieces] = []

    def line(self, a: Vector, b: Vector, layer: int, colour: int) -> None:
        """A straight piece."""
        self._segments.append((*a, *b))
        self._segment_tags.append((layer, colour))

    def path(self, points: list[Vector], layer: int, colour: int, closed: bool = False) -> None:
        """Straight pieces from point to point."""
        if closed and len(points) > 2:
            points = [*points, points[0]]
        self._segments.extend((*a, *b) for a, b in itertools.pairwise(points))
        self._segment_tags.extend([(layer, colour)] * (len(points) - 1))

    def arc(self, c: Vector, u: Vector, v: Vector, t0: float, t1: float, layer: int, colour: int) -> None:
        """The points c + u cos t + v sin t from t0 to t1, radians."""
        self._arcs.append((*c, *u, *v, t0, t1))
        self._arc_tags.append((layer, colour))

    def fill(self, rings: list[list[Vector]], layer: int, colour: int) -> None:
        """An area filled even-odd; rings of fewer than three points enclose nothing and are left out."""
        rings = [ring for ring in rings if len(ring) > 2]
        if not rings:
            return
        for ring in rings:
            self._fill_points.extend(ring)
            self._ring_starts.append(len(self._fill_points))
        self._fill_starts.append(len(self._ring_starts) - 1)
        self._fill_tags.append((layer, colour))

    def text(self, piece: TextPiece) -> None:
        """A line of text."""
        self._texts.append(piece)

    def place(self, pieces: Pieces) -> None:
        """Pieces of a block that are already where they belong."""
        self._placed.append(pieces)

    def finish(self) -> Pieces:
        """Everything gathered."""
        segment_tags = _tags(self._segment_tags)
        arc_tags = _tags(self._arc_tags)
        fill_tags = _tags(self._fill_tags)
        own = Pieces(
            segments=np.array(self._segments, np.float64).reshape(-1, 6),
            segment_layer=segment_tags[:, 0],
            segment_colour=segment_tags[:, 1],
            arcs=np.array(self._arcs, np.float64).reshape(-1, 11),
            arc_layer=arc_tags[:, 0],
            arc_colour=arc_tags[:, 1],
            fill_points=np.array(self._fill_points, np.float64).reshape(-1, 3),
            ring_starts=np.array(self._ring_starts, np.int32),
            fill_starts=np.array(self._fill_starts, np.int32),
            fill_layer=fill_tags[:, 0],
            fill_colour=fill_tags[:, 1],
            texts=tuple(self._texts),
        )
        return joined([own, *self._placed])


def joined(parts: list[Pieces]) -> Pieces:
    """Several pieces as one."""
    if len(parts) == 1:
        return parts[0]
    points = np.cumsum([0, *(len(part.fill_points) for part in parts)])
    rings = np.cumsum([0, *(len(part.ring_starts) - 1 for part in parts)])

    def of(name: str) -> list[NDArray[np.generic]]:
        return [getattr(part, name) for part in parts]

    def starts(name: str, offsets: NDArray[np.int64]) -> Ints:
        shifted = [getattr(part, name)[1:] + offset for part, offset in zip(parts, offsets, strict=False)]
        return np.concatenate([[0], *shifted]).astype(np.int32)

    flat = ("segments", "segment_layer", "segment_colour", "arcs", "arc_layer", "arc_colour",
            "fill_points", "fill_layer", "fill_colour")  # fmt: skip
    return Pieces(
        **{name: np.concatenate(of(name)) for name in flat},
        ring_starts=starts("ring_starts", points),
        fill_starts=starts("fill_starts", rings),
        texts=tuple(text for part in parts for text in part.texts),
    )


@dataclass(frozen=True, slots=True)
class Placement:
    """Where an insert puts its block: x' = matrix · x + shift, and what floating layers and colours become.

    `layer_colour` is the colour of `layer` itself; `all_on_layer` lays everything on the layer of the insert, because
    that one is frozen and hides its blocks whole.
    """

    matrix: Floats
    shift: Floats
    layer: int
    colour: int
    layer_colour: int
    all_on_layer: bool = False
    offsets: Floats = field(default_factory=lambda: np.zeros((1, 3)))
    """The copies of a multiple insert, each shifted by one row."""


def placed(pieces: Pieces, by: Placement) -> Pieces:
    """The pieces of a block as an insert shows them, all its copies."""
    once = replace(
        pieces,
        segments=_moved(pieces.segments, by, 2),
        arcs=_moved_arcs(pieces.arcs, by),
        fill_points=_moved(pieces.fill_points, by, 1),
        segment_layer=_layers(pieces.segment_layer, by),
        arc_layer=_layers(pieces.arc_layer, by),
        fill_layer=_layers(pieces.fill_layer, by),
        segment_colour=_colours(pieces.segment_colour, by),
        arc_colour=_colours(pieces.arc_colour, by),
        fill_colour=_colours(pieces.fill_colour, by),
        texts=tuple(_moved_text(text, by) for text in pieces.texts),
    )
    if len(by.offsets) == 1:
        return once
    return joined([_shifted(once, offset) for offset in by.offsets])


def corners(pieces: Pieces) -> Floats:
    """Points (n, 3) whose box holds all the pieces; arcs count with their whole ellipse."""
    c, u, v = pieces.arcs[:, 0:3], pieces.arcs[:, 3:6], pieces.arcs[:, 6:9]
    reach = np.sqrt(u**2 + v**2)
    texts = np.array([text.at for text in pieces.texts], np.float64).reshape(-1, 3)
    return np.concatenate([pieces.segments.reshape(-1, 3), c - reach, c + reach, pieces.fill_points, texts])


def _tags(tags: list[tuple[int, int]]) -> Ints:
    return np.array(tags, np.int32).reshape(-1, 2)


def _moved(points: Floats, by: Placement, each: int) -> Floats:
    moved: Floats = points.reshape(-1, 3) @ by.matrix.T + by.shift
    return moved.reshape(-1, 3 * each)


def _moved_arcs(arcs: Floats, by: Placement) -> Floats:
    if not len(arcs):
        return arcs
    c = arcs[:, 0:3] @ by.matrix.T + by.shift
    u = arcs[:, 3:6] @ by.matrix.T
    v = arcs[:, 6:9] @ by.matrix.T
    return np.concatenate([c, u, v, arcs[:, 9:11]], axis=1)


def _moved_text(text: TextPiece, by: Placement) -> TextPiece:
    at = by.matrix @ np.array(text.at) + by.shift
    along = by.matrix @ np.array(text.along)
    up = by.matrix @ np.array(text.up)
    layer = by.layer if by.all_on_layer or text.layer == FLOATING else text.layer
    colour = text.colour
    if colour == BYBLOCK:
        colour = by.colour
    elif colour == FLOATING_COLOUR:
        colour = by.layer_colour
    return TextPiece(tuple(at.tolist()), tuple(along.tolist()), tuple(up.tolist()), text.text, layer, colour)


def _layers(layers: Ints, by: Placement) -> Ints:
    if by.all_on_layer:
        return np.full_like(layers, by.layer)
    return np.where(layers == FLOATING, np.int32(by.layer), layers)


def _colours(colours: Ints, by: Placement) -> Ints:
    found = np.where(colours == BYBLOCK, np.int32(by.colour), colours)
    return np.where(colours == FLOATING_COLOUR, np.int32(by.layer_colour), found)


def _shifted(pieces: Pieces, offset: Floats) -> Pieces:
    arcs = pieces.arcs.copy()
    arcs[:, 0:3] += offset
    return replace(
        pieces,
        segments=pieces.segments + np.tile(offset, 2),
        arcs=arcs,
        fill_points=pieces.fill_points + offset,
        texts=tuple(text._replace(at=tuple((np.array(text.at) + offset).tolist())) for text in pieces.texts),
    )

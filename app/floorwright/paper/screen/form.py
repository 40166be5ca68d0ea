"""The screen form of a drawing: made once, by the worker that read it, and from then on only looked at."""

import unicodedata
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from floorwright.model.drawing import Drawing, Pixels
from floorwright.paper.screen.cells import Box, Cells, Floats, arc_cells, line_cells

LONGEST_WORD = 2000
"""Characters of one line of text that are drawn; the rest of such a line could not be read anyway."""
SMALLEST_PICTURE_PX = 512
WIDEST_LETTER = 2.2
"""No letter is wider than this, in capital heights: what a text reaches over before it is set."""


@dataclass(frozen=True, slots=True)
class Words:
    """The distinct words of a drawing as pieces that are set one after another: letters, or words whose letters join.

    Word n is `numbers[starts[n] : starts[n + 1]]`, each a number in `pieces`.
    """

    pieces: tuple[str, ...]
    numbers: NDArray[np.int32]
    starts: NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class ScreenForm:
    """What is needed to draw a drawing quickly, beside its fills and texts; everything in drawing units.

    `capitals` are the heights of the capitals of texts.
    `halves` are its picture (premultiplied) at a half, a quarter, … of its size.
    """

    lines: Cells
    arcs: Cells
    fill_boxes: Floats
    fill_areas: Floats
    text_boxes: Floats
    capitals: Floats
    words: Words
    halves: tuple[Pixels, ...] = ()

    @property
    def box(self) -> Box | None:
        """The box round everything on any layer; None when there is nothing."""
        boxes = np.hstack([self.lines.boxes, self.arcs.boxes, self.fill_boxes, self.text_boxes])
        boxes = boxes[:, np.isfinite(boxes).all(axis=0)]
        if not boxes.size:
            return None
        low, high = boxes.min(axis=1).tolist(), boxes.max(axis=1).tolist()
        return (low[0], low[1], high[2], high[3])


def screen_form(drawing: Drawing) -> ScreenForm:
    """The screen form of a drawing."""
    lines = line_cells(drawing.segments, drawing.segment_look, drawing.box)
    arcs = arc_cells(drawing.arcs, drawing.arc_look, drawing.box)
    words = words_of(drawing.words)
    return ScreenForm(
        lines=lines,
        arcs=arcs,
        fill_boxes=_fill_boxes(drawing),
        fill_areas=_fill_areas(drawing),
        text_boxes=_text_boxes(drawing, words),
        capitals=_capitals(drawing.text_places),
        words=words,
        halves=_halves(drawing.pixels),
    )


def words_of(words: tuple[str, ...]) -> Words:
    """Words in pieces: a letter each, but whole where letters join, stack or run leftwards."""
    lines = [word[:LONGEST_WORD].replace("\n", " ").replace("\t", " ") for word in words]
    letters = {letter: _stands_alone(letter) for letter in set("".join(lines))}
    joining = {letter for letter, alone in letters.items() if not alone}
    found: dict[str, int] = {letter: number for number, letter in enumerate(sorted(letters))}
    numbers: list[int] = []
    starts = [0]
    for line in lines:
        if joining and not joining.isdisjoint(line):
            numbers.append(found.setdefault(line, len(found)))
        else:
            numbers.extend([found[letter] for letter in line])
        starts.append(len(numbers))
    return Words(tuple(found), np.array(numbers, np.int32), np.array(starts, np.int32))


def _stands_alone(letter: str) -> bool:
    if letter < "\u0300":
        return True
    plain = unicodedata.category(letter) not in ("Mn", "Mc", "Me", "Cf")
    # Scripts that join or reorder letters: from Hebrew to Khmer and Mongolian, and what is written leftwards.
    joins = "\u0590" <= letter <= "\u18af" and not "\u1100" <= letter <= "\u11ff"
    return plain and not joins and unicodedata.bidirectional(letter) not in ("R", "AL")


def _fill_boxes(drawing: Drawing) -> Floats:
    """x1, y1, x2 and y2 round each fill; one without points is nowhere."""
    count = len(drawing.fill_starts) - 1
    boxes = np.full((4, count), np.nan)
    first = drawing.ring_starts[drawing.fill_starts[:-1]]
    last = drawing.ring_starts[drawing.fill_starts[1:]]
    some = np.flatnonzero(last > first)
    if len(some):
        points = drawing.fill_points[: last[some[-1]]]
        boxes[:2, some] = np.minimum.reduceat(points, first[some]).T
        boxes[2:, some] = np.maximum.reduceat(points, first[some]).T
    return boxes


def _fill_areas(drawing: Drawing) -> Floats:
    """How much each fill covers, in square units; the rings within others are holes."""
    points = drawing.fill_points
    if not len(points):
        return np.zeros(len(drawing.fill_starts) - 1)
    lengths = np.diff(drawing.ring_starts)
    first = np.repeat(drawing.ring_starts[:-1], lengths)
    following = np.arange(1, len(points) + 1)
    last = drawing.ring_starts[1:][lengths > 0] - 1
    following[last] = drawing.ring_starts[:-1][lengths > 0]
    # From the first point of its ring, so that far-away coordinates lose nothing.
    a, b = points - points[first], points[following] - points[first]
    sums = np.concatenate([[0.0], np.cumsum(a[:, 0] * b[:, 1] - a[:, 1] * b[:, 0])])
    rings = np.abs(np.diff(sums[drawing.ring_starts])) / 2
    # The largest ring less the others: exact for one outline with holes.
    starts = drawing.fill_starts
    some = np.flatnonzero(np.diff(starts) > 0)
    areas = np.zeros(len(starts) - 1)
    if len(some):
        largest = np.maximum.reduceat(rings, starts[some])
        areas[some] = np.maximum(2 * largest - np.add.reduceat(rings, starts[some]), 0.0)
    return areas


def _capitals(places: Floats) -> Floats:
    along, up = places[:, 2:4], places[:, 4:6]
    size = np.hypot(along[:, 0], along[:, 1])
    area = np.abs(along[:, 0] * up[:, 1] - along[:, 1] * up[:, 0])
    return np.divide(area, size, out=np.zeros_like(area), where=size > 0)


def _text_boxes(drawing: Drawing, words: Words) -> Floats:
    """x1, y1, x2 and y2 round what each text can reach over at most."""
    if not len(drawing.text_words):
        return np.zeros((4, 0))
    letters = np.array([len(piece) for piece in words.pieces] or [0])
    lengths = np.add.reduceat(np.append(letters[words.numbers], 0), words.starts[:-1])
    lengths[np.diff(words.starts) == 0] = 0
    long = (lengths[drawing.text_words] * WIDEST_LETTER)[:, None]
    place, along, up = (drawing.text_places[:, k : k + 2] for k in (0, 2, 4))
    corners = np.stack([place - up, place + 2 * up, place - up + long * along, place + 2 * up + long * along])
    return np.ascontiguousarray(np.vstack([corners.min(axis=0).T, corners.max(axis=0).T]))


def _halves(pixels: Pixels) -> tuple[Pixels, ...]:
    """The picture, premultiplied, at a half of its size, a quarter, … as long as that is large."""
    found: list[Pixels] = []
    now: Any = pixels
    while min(now.shape[:2]) >= 2 and max(now.shape[:2]) > SMALLEST_PICTURE_PX:
        if not found:
            alpha = now[..., 3:].astype(np.uint16)
            now = np.concatenate([(now[..., :3] * alpha + 127) // 255, alpha], axis=-1).astype(np.uint8)
        even = now[: now.shape[0] // 2 * 2, : now.shape[1] // 2 * 2].astype(np.uint16)
        now = ((even[0::2, 0::2] + even[1::2, 0::2] + even[0::2, 1::2] + even[1::2, 1::2] + 2) // 4).astype(np.uint8)
        found.append(now)
    return tuple(found)

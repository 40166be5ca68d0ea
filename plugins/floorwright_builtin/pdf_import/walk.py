"""Goes through the objects of a page and draws each where it is: paths, texts, frames of pictures, forms in forms."""

import math
from collections.abc import Iterable, Sequence
from ctypes import byref, c_float, c_int
from typing import Any

import pypdfium2.raw as pdfium

from floorwright.api import Job, LineStyle, Sketch, Transform, straightened_curve, text_width
from floorwright_builtin.pdf_import.clips import Clip, Clips, box_round
from floorwright_builtin.pdf_import.contents import DEEPEST_FORM, is_invisible_text, things_in_form
from floorwright_builtin.pdf_import.looks import Looks, layer_of
from floorwright_builtin.pdf_import.words import Words

LINES, AREAS, TEXTS, PICTURES = "Lines", "Areas", "Texts", "Pictures"
"""The layers of a page that has none of its own."""
CAPITAL = 0.716
"""The capital height of the usual sans-serif fonts as a share of their size."""
MOST_DRAWN = 2_000_000
_STRETCH = (0.3, 3.0)
_PAPER = 0xFFFFFF
Point = tuple[float, float]


class Walk:
    """One way through a page, onto a sketch of `width` by `height`; what lies outside is left out. Layers named in
    `hidden` are switched off."""

    def __init__(
        self, sketch: Sketch, size: Point, millimetres: float, words: Words, whole: int, job: Job, frames: bool,
        hidden: frozenset[str] = frozenset(),
    ) -> None:  # fmt: skip
        self._sketch, self._size, self._words, self._job = sketch, size, words, job
        self._frames, self._hidden = frames, hidden
        self._looks = Looks(millimetres)
        self._clips = Clips()
        self._whole = max(whole, 1)
        self._steps = 0
        self._matrix = pdfium.FS_MATRIX()
        self._x, self._y = c_float(), c_float()

    def things(
        self, objects: Iterable[Any], place: Transform, layer: str = "", depth: int = 0, within: tuple[Clip, ...] = ()
    ) -> None:
        """Draw what is seen of these objects `within` the bounds of what they lie in."""
        for thing in objects:
            self._steps += 1
            if self._steps % 500 == 0:
                self._job.progress(0.2 + 0.6 * min(1.0, self._steps / self._whole), "Drawing")
            if self._steps > MOST_DRAWN:
                self._sketch.problem(f"Everything after {MOST_DRAWN:,} objects", "", "left out")
                return
            kind = pdfium.FPDFPageObj_GetType(thing)
            here = self._here(thing, place)
            on = layer_of(thing) or layer
            if on in self._hidden:
                self._sketch.layer(on, visible=False)
            clips = (*within, *self._clips.of(thing, place))
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._path(thing, here, on, clips)
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(thing, kind, here, on, clips)
            elif kind == pdfium.FPDF_PAGEOBJ_FORM:
                if depth < DEEPEST_FORM:
                    self.things(things_in_form(thing), here, on, depth + 1, clips)
                else:
                    self._sketch.problem("Form in a form", f"more than {DEEPEST_FORM} deep", "left out")
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self._frame(here, on, clips)
            else:
                self._sketch.problem("Shading", "", "left out")

    def _here(self, thing: Any, place: Transform) -> Transform:
        matrix = self._matrix
        if not pdfium.FPDFPageObj_GetMatrix(thing, byref(matrix)):
            return place
        return Transform(matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f).then(place)

    def _path(self, thing: Any, place: Transform, layer: str, clips: tuple[Clip, ...]) -> None:
        mode, stroked = c_int(), c_int()
        if not pdfium.FPDFPath_GetDrawMode(thing, byref(mode), byref(stroked)):
            return
        fill = self._looks.fill(thing) if mode.value else None
        stroke = self._looks.stroke(thing) if stroked.value else None
        if fill is None and stroke is None:
            return
        outlines = self._outlines(thing, place)
        if not outlines or self._outside(point for outline in outlines for point in outline[0]):
            return
        cutting: list[Clip] = []
        if clips:
            box = box_round([point for points, _ in outlines for point in points])
            if any(clip.misses(box) for clip in clips):
                return
            cutting = [clip for clip in clips if not clip.holds(box)] if all(map(math.isfinite, box)) else []
        flat = fill is not None or cutting
        rings = [_ring(points, curves, self._sketch.tolerance) for points, curves in outlines] if flat else []
        if fill == _PAPER and stroke is None and self._is_paper(rings):
            return
        pen = self._looks.pen(thing, place) if stroke is not None else LineStyle()
        if fill is not None:
            look = self._sketch.look(layer or AREAS, fill)
            self._sketch.entity("PATH", look)
            even_odd = mode.value == pdfium.FPDF_FILLMODE_ALTERNATE
            if cutting:
                for group in [rings] if even_odd or _both_ways(rings) else [[ring] for ring in rings]:
                    for clip in cutting:
                        group = clip.rings(group)
                    self._sketch.fill(group, look)
            elif even_odd:
                self._sketch.fill(rings, look)
            else:
                self._sketch.fill_nonzero(rings, look)
        if stroke is not None:
            look = self._sketch.look(layer or LINES, stroke, pen)
            if fill is None:
                self._sketch.entity("PATH", look)
            if cutting:
                for part in _cut(rings, cutting):
                    self._sketch.path(part, look)
                return
            for points, curves in outlines:
                self._stroke(points, curves, look)

    def _outlines(self, thing: Any, place: Transform) -> list[tuple[list[Point], set[int]]]:
        """Each stroke of the pen: its points, and the positions at which the three further points of a curve begin."""
        get, kind_of, point_of = (
            pdfium.FPDFPath_GetPathSegment, pdfium.FPDFPathSegment_GetType, pdfium.FPDFPathSegment_GetPoint,
        )  # fmt: skip
        x, y = self._x, self._y
        ax, ay = byref(x), byref(y)
        a, b, c, d, e, f = place
        outlines: list[tuple[list[Point], set[int]]] = []
        points: list[Point] = []
        curves: set[int] = set()
        left_of_curve = 0
        for number in range(pdfium.FPDFPath_CountSegments(thing)):
            piece = get(thing, number)
            kind = kind_of(piece)
            if not point_of(piece, ax, ay):
                continue
            point = (a * x.value + c * y.value + e, b * x.value + d * y.value + f)
            if kind == pdfium.FPDF_SEGMENT_MOVETO or not points:
                points, curves, left_of_curve = [point], set(), 0
                outlines.append((points, curves))
            elif kind == pdfium.FPDF_SEGMENT_BEZIERTO:
                if not left_of_curve:
                    curves.add(len(points))
                    left_of_curve = 3
                points.append(point)
                left_of_curve -= 1
            else:
                points.append(point)
            if not left_of_curve and pdfium.FPDFPathSegment_GetClose(piece) and points[-1] != points[0]:
                points.append(points[0])
        # A cut file may end in the middle of a curve.
        return [
            (points, {at for at in curves if at + 2 < len(points)}) for points, curves in outlines if len(points) > 1
        ]

    def _stroke(self, points: list[Point], curves: set[int], look: int) -> None:
        if not curves:
            self._sketch.path(points, look)
            return
        at = 1
        while at < len(points):
            if at in curves:
                self._sketch.curve(points[at - 1], points[at], points[at + 1], points[at + 2], look)
                at += 3
            else:
                self._sketch.path(points[at - 1 : at + 1], look)
                at += 1

    def _text(self, thing: Any, kind: int, place: Transform, layer: str, clips: tuple[Clip, ...]) -> None:
        if is_invisible_text(thing, kind):
            return
        words = self._words.of(thing)
        size = self._x
        if not words or not pdfium.FPDFTextObj_GetFontSize(thing, byref(size)):
            return
        colour = self._looks.fill(thing)
        at, capital = place.point((0.0, 0.0)), size.value * CAPITAL
        along, up = place.direction((capital, 0.0)), place.direction((0.0, capital))
        if colour is None or self._outside([at]) or not math.hypot(*along) > 0:
            return
        stretch = self._stretch(thing, words, math.hypot(*along), place)
        if clips and not _middle_seen(at, along, up, text_width(words, 1.0) * stretch / 2, clips):
            return
        look = self._sketch.look(layer or TEXTS, colour)
        self._sketch.entity("TEXT", look)
        self._sketch.text(at, (along[0] * stretch, along[1] * stretch), up, words, look)

    def _stretch(self, thing: Any, words: str, capital: float, place: Transform) -> float:
        """How much wider the text is on the page than the shipped fonts make it."""
        corners = pdfium.FS_QUADPOINTSF()
        if not pdfium.FPDFPageObj_GetRotatedBounds(thing, byref(corners)):
            return 1.0
        natural = text_width(words, capital)
        # The corners are in the coordinates of the page or form, whose sizes the text's own matrix has already.
        drawn = math.hypot(corners.x2 - corners.x1, corners.y2 - corners.y1) * self._outer(thing, place)
        if not (natural > 0 and math.isfinite(drawn) and drawn > 0):
            return 1.0
        return min(max(drawn / natural, _STRETCH[0]), _STRETCH[1])

    def _outer(self, thing: Any, place: Transform) -> float:
        """How many units of the drawing a unit of what the object lies in is."""
        matrix = self._matrix
        inner = math.sqrt(abs(matrix.a * matrix.d - matrix.b * matrix.c))
        return math.sqrt(abs(place.a * place.d - place.b * place.c)) / inner if inner > 0 else 0.0

    def _frame(self, place: Transform, layer: str, clips: tuple[Clip, ...]) -> None:
        """A small picture on a page of vectors is a frame; a large one is there as pixels."""
        if not self._frames:
            return
        corners = [place.point(corner) for corner in ((0, 0), (1, 0), (1, 1), (0, 1))]
        if not self._outside(corners):
            look = self._sketch.look(layer or PICTURES)
            self._sketch.entity("IMAGE", look)
            for part in _cut([[*corners, corners[0]]], clips):
                self._sketch.path(part, look)
            self._sketch.problem("Picture", "", "drawn as a frame")

    def _outside(self, points: Any) -> bool:
        """Whether all points lie on one side of the page."""
        width, height = self._size
        left = right = below = above = True
        for x, y in points:
            left, right = left and x < 0, right and x > width
            below, above = below and y < 0, above and y > height
            if not (left or right or below or above):
                return False
        return True

    def _is_paper(self, rings: list[list[Point]]) -> bool:
        """Whether an area is nothing but the white of the whole page."""
        if len(rings) != 1 or len(rings[0]) > 5:
            return False
        across, down = ([point[axis] for point in rings[0]] for axis in (0, 1))
        width, height = self._size
        return max(across) - min(across) >= 0.98 * width and max(down) - min(down) >= 0.98 * height


def _ring(points: list[Point], curves: set[int], tolerance: float) -> list[Point]:
    if not curves:
        return points
    ring, at = [points[0]], 1
    while at < len(points):
        if at in curves:
            ring += straightened_curve(points[at - 1], points[at], points[at + 1], points[at + 2], tolerance)
            at += 3
        else:
            ring.append(points[at])
            at += 1
    return ring


def _cut(lines: Sequence[Sequence[Point]], clips: Iterable[Clip]) -> Sequence[Sequence[Point]]:
    """The parts of lines within all of these bounds."""
    for clip in clips:
        lines = [part for line in lines for part in clip.lines(line)]
    return lines


def _middle_seen(at: Point, along: Point, up: Point, half: float, clips: Iterable[Clip]) -> bool:
    """Whether the middle of a text is, which reaches `half` of its width in capital heights to either side."""
    middle = (at[0] + along[0] * half + up[0] / 2, at[1] + along[1] * half + up[1] / 2)
    return all(clip.has(middle) for clip in clips)


def _both_ways(rings: Sequence[Sequence[Point]]) -> bool:
    """Whether some rings run left round and others right round, so that some are holes."""
    ways = set()
    for ring in rings:
        following = [*ring[1:], *ring[:1]]
        ways.add(sum(ax * by - ay * bx for (ax, ay), (bx, by) in zip(ring, following, strict=True)) > 0)
    return len(ways) > 1

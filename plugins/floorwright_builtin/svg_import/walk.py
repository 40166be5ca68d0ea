"""Goes through the elements of a picture and draws each where and as it is."""

import math

from floorwright.api import CONTRAST, Job, LineStyle, Sketch, Transform
from floorwright_builtin.svg_import.expansion import Expansion
from floorwright_builtin.svg_import.frame import Frame, view_place
from floorwright_builtin.svg_import.lettering import lines_of
from floorwright_builtin.svg_import.numbers import length, numbers, transform_of
from floorwright_builtin.svg_import.outlines import Arc, Outline, polygon
from floorwright_builtin.svg_import.shapes import SHAPES, outlines_of_shape
from floorwright_builtin.svg_import.style import Sheet, Style, colour_of
from floorwright_builtin.svg_import.tree import Element, Tree

WITHOUT_LAYER = "Picture"
_GROUPS = ("g", "a", "switch")
_NOT_DRAWN = {
    "script": "Script", "foreignObject": "Foreign object", "animate": "Animation", "animateTransform": "Animation",
    "animateMotion": "Animation", "set": "Animation", "filter": "Filter", "mask": "Mask",
}  # fmt: skip
_PAPER = 0xFFFFFF
_WHITE_PAGE_SHARE = 0.98
MOST_DRAWN = 1_000_000


class Walk:
    """One way through a picture, onto a sketch in millimetres of paper times `enlarged`."""

    def __init__(self, tree: Tree, frame: Frame, enlarged: float, sketch: Sketch, sheet: Sheet, job: Job) -> None:
        self._tree, self._sketch, self._sheet, self._job = tree, sketch, sheet, job
        self._enlarged = enlarged
        self._page = (frame.width_mm * enlarged, frame.height_mm * enlarged)
        self._tolerance = sketch.tolerance
        self._expansion = Expansion(tree)
        self._steps = 0

    def children(self, element: Element, place: Transform, style: Style, layer: str, top: bool = False) -> None:
        """Draw everything in an element; of a switch, the first that can be drawn."""
        for child in element.elements():
            if element.name != "switch":
                self._draw(child, place, style, layer, top)
            elif child.name not in _NOT_DRAWN:
                self._draw(child, place, style, layer, top)
                return

    def _draw(self, element: Element, place: Transform, above: Style, layer: str, top: bool) -> None:
        self._steps += 1
        if self._steps > MOST_DRAWN:
            self._sketch.problem("Element", f"after the first {MOST_DRAWN:,}", "left out")
            return
        if self._steps % 500 == 0:
            self._job.progress(0.3 + 0.6 * self._steps / self._expansion.whole, "Drawing")
        name = element.name
        if name in _NOT_DRAWN:
            self._sketch.problem(_NOT_DRAWN[name], "", "left out")
            return
        style = self._sheet.style_of(element, above)
        is_layer = name == "g" and (
            element.get("inkscape:groupmode") == "layer" or (top and "id" in element.attributes)
        )
        if is_layer:
            layer = element.get("inkscape:label") or element.get("id") or layer
            self._sketch.layer(layer, visible=style.get("display") != "none")
        elif style.get("display") == "none":
            return
        if "clip-path" in style and style["clip-path"] not in ("none", ""):
            self._sketch.problem("Clipped", "", "what lies outside is drawn as well")
        here = transform_of(element.get("transform")).then(place) if "transform" in element.attributes else place
        if name in SHAPES:
            if style.get("visibility", "visible") == "visible":
                self._shape(element, here, style, layer)
        elif name == "text":
            self._text(element, here, style, layer)
        elif name in _GROUPS:
            self.children(element, here, style, layer)
        elif name == "use":
            self._use(element, here, style, layer)
        elif name == "svg":
            self.children(element, self._inner(element, element, here), style, layer)
        elif name == "image":
            self._frame(element, here, style, layer)

    def _shape(self, element: Element, place: Transform, style: Style, layer: str) -> None:
        outlines, understood = outlines_of_shape(element)
        if not understood:
            self._sketch.problem("Path with a mistake", element.get("id"), "drawn up to it")
        outlines = [outline.moved(place) for outline in outlines]
        fill, plain_fill = colour_of(style, "fill", "#000000")
        stroke, plain_stroke = colour_of(style, "stroke", "none")
        if plain_fill or plain_stroke:
            self._sketch.problem("Gradient or pattern", "", "painted in one colour")
        if element.name == "line":
            fill = None
        rings = [outline.ring(self._tolerance) for outline in outlines] if fill is not None else []
        if fill == _PAPER and stroke is None and self._is_paper(rings):
            return
        if (fill is None and stroke is None) or not outlines:
            return
        pen = self._pen(style, place) if stroke is not None else LineStyle()
        first = self._sketch.look(layer, stroke if stroke is not None else fill or CONTRAST, pen)
        self._sketch.entity(element.name, first)
        if fill is not None:
            paint = self._sketch.fill if style.get("fill-rule") == "evenodd" else self._sketch.fill_nonzero
            paint(rings, self._sketch.look(layer, fill))
        if stroke is not None:
            self._stroke(outlines, first)

    def _stroke(self, outlines: list[Outline], look: int) -> None:
        for outline in outlines:
            for stroke in outline.strokes():
                if isinstance(stroke, Arc):
                    low, high = sorted((stroke.t0, stroke.t1))
                    self._sketch.arc(stroke.centre, stroke.u, stroke.v, low, high, look)
                elif len(stroke) == 4:
                    self._sketch.curve(*stroke, look)
                else:
                    self._sketch.path(stroke, look)

    def _pen(self, style: Style, place: Transform) -> LineStyle:
        """The width and dashes of a stroke, the width in millimetres of paper."""
        size = math.sqrt(abs(place.a * place.d - place.b * place.c))
        weight = length(style.get("stroke-width", "1"), 1.0) * size / self._enlarged
        dashes = [value * size for value in numbers(style.get("stroke-dasharray", ""))]
        # An odd number of dashes is repeated (SVG 1.1, 11.4).
        dashes = dashes * 2 if len(dashes) % 2 else dashes
        usable = all(dash >= 0 for dash in dashes) and sum(dashes) > 0
        weight = round(min(max(weight, 0.0), 100.0), 3) if math.isfinite(weight) else 0.25
        return LineStyle(tuple(round(dash, 6) for dash in dashes[:16]) if usable else (), weight)

    def _is_paper(self, rings: list[list[tuple[float, float]]]) -> bool:
        """Whether an area is nothing but the white of the whole page."""
        if len(rings) != 1 or len(rings[0]) > 5:
            return False
        across, down = ([point[axis] for point in rings[0]] for axis in (0, 1))
        width, height = max(across) - min(across), max(down) - min(down)
        return width >= _WHITE_PAGE_SHARE * self._page[0] and height >= _WHITE_PAGE_SHARE * self._page[1]

    def _text(self, element: Element, place: Transform, style: Style, layer: str) -> None:
        colour, _ = colour_of(style, "fill", "#000000")
        if colour is None:
            colour, _ = colour_of(style, "stroke", "none")
        if colour is None or style.get("visibility", "visible") != "visible":
            return
        look = self._sketch.look(layer, colour)
        self._sketch.entity("text", look)
        for line in lines_of(element, style, self._sheet):
            self._sketch.text(
                place.point((line.left(), line.y)),
                place.direction((line.capital * line.stretch, 0.0)),
                place.direction((0.0, -line.capital)),
                line.words,
                look,
            )

    def _use(self, element: Element, place: Transform, style: Style, layer: str) -> None:
        target = self._expansion.target(element)
        if target is None:
            self._sketch.problem(self._expansion.why_not(element), element.get("href")[:60], "left out")
            return
        here = Transform(e=length(element.get("x")), f=length(element.get("y"))).then(place)
        if target.name in ("symbol", "svg"):
            its = self._sheet.style_of(target, style)
            inner = transform_of(target.get("transform")).then(self._inner(target, element, here))
            self.children(target, inner, its, layer)
        else:
            self._draw(target, here, style, layer, False)

    def _inner(self, element: Element, sized: Element, place: Transform) -> Transform:
        """The coordinates in a picture within the picture, or in a symbol; `sized` says how large it is."""
        if sized is element:
            place = Transform(e=length(element.get("x")), f=length(element.get("y"))).then(place)
        box = numbers(element.get("viewBox"))
        if len(box) != 4 or not (box[2] > 0 and box[3] > 0):
            return place
        width = length(sized.get("width"), 0.0, box[2]) or length(element.get("width"), box[2], box[2])
        height = length(sized.get("height"), 0.0, box[3]) or length(element.get("height"), box[3], box[3])
        if not (width > 0 and height > 0):
            return place
        return view_place(element, (box[0], box[1], box[2], box[3]), width, height).then(place)

    def _frame(self, element: Element, place: Transform, style: Style, layer: str) -> None:
        """An embedded or linked picture is never opened: its frame is drawn."""
        x, y = length(element.get("x")), length(element.get("y"))
        width, height = length(element.get("width")), length(element.get("height"))
        kind = "Picture" if element.get("href").startswith("data:") else "Linked picture"
        self._sketch.problem(kind, element.get("href")[:60], "drawn as a frame")
        if width > 0 and height > 0:
            look = self._sketch.look(layer)
            self._sketch.entity("image", look)
            corners = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
            self._stroke([outline.moved(place) for outline in polygon(corners, True)], look)

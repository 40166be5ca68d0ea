"""The outlines of the basic shapes (SVG 1.1, chapter 9) and of paths."""

from floorwright_builtin.svg_import.numbers import length, numbers
from floorwright_builtin.svg_import.outlines import Outline, ellipse, polygon, rectangle
from floorwright_builtin.svg_import.path_data import outlines_of
from floorwright_builtin.svg_import.tree import Element

SHAPES = ("path", "rect", "circle", "ellipse", "line", "polyline", "polygon")


def outlines_of_shape(element: Element) -> tuple[list[Outline], bool]:
    """The outlines of a shape in its own coordinates, and whether all of it was understood."""

    def of(name: str, default: float = 0.0) -> float:
        return length(element.get(name), default)

    match element.name:
        case "path":
            return outlines_of(element.get("d"))
        case "rect":
            rx, ry = of("rx", -1.0), of("ry", -1.0)
            rx, ry = (max(rx, ry), max(rx, ry)) if min(rx, ry) < 0 else (rx, ry)
            return rectangle(of("x"), of("y"), of("width"), of("height"), rx, ry), True
        case "circle":
            return ellipse((of("cx"), of("cy")), of("r"), of("r")), True
        case "ellipse":
            return ellipse((of("cx"), of("cy")), of("rx"), of("ry")), True
        case "line":
            return polygon([(of("x1"), of("y1")), (of("x2"), of("y2"))], False), True
        case _:
            given = numbers(element.get("points"))
            points = list(zip(given[::2], given[1::2], strict=False))
            return polygon(points, element.name == "polygon"), len(given) % 2 == 0

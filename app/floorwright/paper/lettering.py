"""Writing on paper: one line of text kept inside its room."""

from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Align, Level, Line, Style, Text

INK = Style(layer="SHEET", stroke="#111827")
GREY = Style(layer="SHEET", stroke="#52606d")
RULE = Style(layer="SHEET", stroke="#111827", width=0.18)
FRAME = Style(layer="SHEET", stroke="#111827", width=0.7)
BORDER = Style(layer="SHEET", stroke="#111827", width=0.35)


def written(
    x: float, y: float, text: str, height: float, room: float, *, style: Style = INK, bold: bool = False,
    align: Align = "left", level: Level = "baseline", least: float = 1.5,
) -> Text:  # fmt: skip
    """A line of text no wider than `room`: smaller if that helps, but not below `least`, then cut with an ellipsis."""
    line = drawable(text)
    wide = text_width(line, height, bold)
    if wide > room:
        height = max(min(least, height), height * room / wide)
        line = shortened(line, height, room, bold)
    return Text(x=x, y=y, text=line, height=height, style=style, bold=bold, align=align, level=level)


def box(x: float, y: float, width: float, height: float, style: Style) -> Line:
    """A rectangle by its lower left corner."""
    corners = ((x, y, 0.0), (x + width, y, 0.0), (x + width, y + height, 0.0), (x, y + height, 0.0))
    return Line(vertices=corners, style=style, closed=True)


def rule(x1: float, y1: float, x2: float, y2: float, style: Style = RULE) -> Line:
    """A straight line."""
    return Line(vertices=((x1, y1, 0.0), (x2, y2, 0.0)), style=style)

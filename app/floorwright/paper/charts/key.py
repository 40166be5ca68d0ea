"""The key of a chart: what its colours, fills and lines stand for."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from floorwright.paper.charts.plot import LABEL_MM, Plot, Room
from floorwright.paper.charts.scales import Linear
from floorwright.paper.charts.series import Fill, SeriesMark, Shape, sign, tile
from floorwright.paper.fonts import drawable, shortened, text_width
from floorwright.paper.marks import Line, Style, Text

ROW_MM = 4.2
_SWATCH = 5.0
_AFTER = 5.0
_UNIT = Linear(0.0, 1.0, ())


@dataclass(frozen=True, slots=True)
class Entry:
    """A name with its sign: a filled patch, a line or a dot."""

    name: str
    colour: str
    as_: Literal["patch", "line", "dot"] = "patch"
    fill: Fill = "plain"
    dash: tuple[float, ...] = ()
    width: float = 0.6
    shape: Shape = "circle"


def key_height(entries: Sequence[Entry], width: float) -> float:
    """How much height the key needs in this width, millimetres."""
    return len(_rows(entries, width)) * ROW_MM + 1.0 if entries else 0.0


def key_marks(entries: Sequence[Entry], left: float, top: float, width: float) -> list[SeriesMark]:
    """The entries from left to right, in as many rows as they need, downwards from `top`."""
    marks: list[SeriesMark] = []
    for number, row in enumerate(_rows(entries, width)):
        x, y = left, top - number * ROW_MM - 3.2
        for entry in row:
            marks += _swatch(entry, x, y)
            words = shortened(drawable(entry.name), LABEL_MM, max(width - _SWATCH - 1.5, 1.0))
            style = Style(layer="CHART", stroke="#111827")
            marks.append(Text(x=x + _SWATCH + 1.5, y=y + 0.3, text=words, height=LABEL_MM, style=style))
            x += _wide(entry, width)
    return marks


def _rows(entries: Sequence[Entry], width: float) -> list[list[Entry]]:
    rows: list[list[Entry]] = []
    left = 0.0
    for entry in entries:
        wide = _wide(entry, width)
        if not rows or left + wide - _AFTER > width:
            rows.append([])
            left = 0.0
        rows[-1].append(entry)
        left += wide
    return rows


def _wide(entry: Entry, width: float) -> float:
    return _SWATCH + 1.5 + min(text_width(drawable(entry.name), LABEL_MM), width - _SWATCH - 1.5) + _AFTER


def _swatch(entry: Entry, x: float, y: float) -> list[SeriesMark]:
    if entry.as_ == "patch":
        patch = Plot(Room(x, y, _SWATCH, 2.4), _UNIT, _UNIT)
        return tile(patch, (0.0, 1.0), (0.0, 1.0), entry.colour, fill=entry.fill)
    if entry.as_ == "dot":
        return sign(x + _SWATCH / 2, y + 1.2, 1.8, entry.colour, entry.shape)
    pen = Style(layer="CHART", stroke=entry.colour, width=entry.width, dash=entry.dash)
    return [Line(vertices=((x, y + 1.2, 0.0), (x + _SWATCH, y + 1.2, 0.0)), style=pen)]

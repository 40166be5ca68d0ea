"""How marks look in DXF: layers, true colours, line weights and line types."""

from typing import Any

from ezdxf.colors import rgb2int
from ezdxf.lldxf.const import VALID_DXF_LINEWEIGHTS

from floorwright.api import Style
from floorwright_builtin.dxf_export.names import Names

LAYER_COLOURS = {
    "EQUIP": 7,
    "EQUIP-CLEAR": 8,
    "EQUIP-POINT": 7,
    "WALL": 7,
    "DOOR": 30,
    "AISLE": 2,
    "ZONE": 4,
    "TEXT": 7,
    "DIM": 3,
}


class Look:
    """Makes layers and line types as they are asked for. `scale` turns millimetres on paper into those on the floor."""

    def __init__(self, document: Any, scale: float) -> None:
        self._document = document
        self.scale = scale
        self._names = Names()
        self._dashes: dict[tuple[float, ...], str] = {}
        self._names.legal("0")
        for name, colour in LAYER_COLOURS.items():
            self.layer(name, colour)

    def layer(self, name: str, colour: int = 7, visible: bool = True, plotted: bool = True) -> str:
        """The legal name of a layer, which is there from now on."""
        legal = self._names.legal(name)
        if legal not in self._document.layers:
            made = self._document.layers.add(legal, color=colour)
            if not visible:
                made.off()
            made.dxf.plot = int(plotted)
        return legal

    def stroke(self, style: Style) -> dict[str, Any]:
        """The attributes of a line in this style."""
        look = self._coloured(style, style.stroke)
        look["lineweight"] = weight(style.width)
        if style.dash:
            look["linetype"] = self.linetype(tuple(length * self.scale for length in style.dash))
        return look

    def fill(self, style: Style) -> dict[str, Any]:
        """The attributes of an area in this style."""
        return self._coloured(style, style.fill)

    def _coloured(self, style: Style, colour: str | None) -> dict[str, Any]:
        look: dict[str, Any] = {"layer": self.layer(style.layer)}
        if colour is not None and (colour != "#000000" or style.opacity < 1):
            look["true_color"] = true_colour(colour, style.opacity)
        return look

    def linetype(self, dashes_mm: tuple[float, ...]) -> str:
        """The name of a line type, which is there from now on: dash, gap, dash, … in millimetres of the floor."""
        if dashes_mm not in self._dashes:
            even = dashes_mm if len(dashes_mm) % 2 == 0 else dashes_mm * 2
            parts = [length * (1 if place % 2 == 0 else -1) for place, length in enumerate(even)]
            name = f"DASH-{len(self._dashes) + 1}"
            self._document.linetypes.add(name, [sum(map(abs, parts)), *parts], description="Floorwright")
            self._dashes[dashes_mm] = name
        return self._dashes[dashes_mm]


def true_colour(colour: str, opacity: float = 1.0) -> int:
    """#rrggbb as DXF keeps it, paled as on white paper: many programs pass over the transparency of DXF."""
    red, green, blue = (round(255 - (255 - int(colour[at : at + 2], 16)) * opacity) for at in (1, 3, 5))
    return rgb2int((red, green, blue))


def weight(width_mm: float) -> int:
    """The nearest line weight that DXF knows, hundredths of a millimetre."""
    return min((w for w in VALID_DXF_LINEWEIGHTS if w >= 0), key=lambda w: abs(w - width_mm * 100))

"""Layers by number, and the colour an entity has."""

from typing import Any

from ezdxf import colors

from floorwright.api import DrawingLayer
from floorwright_builtin.dxf_import.pieces import BYBLOCK, CONTRAST, FLOATING, FLOATING_COLOUR

WHITE = 0xFFFFFF
_FROZEN = 1


class Layers:
    """The layers of a drawing. Names differ by more than their case; one that is used but not defined is made."""

    def __init__(self, table: Any) -> None:
        self._numbers: dict[str, int] = {}
        self._names: list[str] = []
        self._colours: list[int] = []
        self._visible: list[bool] = []
        self._plotted: list[bool] = []
        self._frozen: list[bool] = []
        self.entities: list[int] = []
        for layer in table:
            name = str(layer.dxf.get("name", "0"))
            if name.lower() in self._numbers:
                continue
            colour = layer.dxf.get("color", 7)
            rgb = layer.dxf.get("true_color", None)
            frozen = bool(layer.dxf.get("flags", 0) & _FROZEN)
            self._add(
                name,
                int(rgb) & WHITE if rgb is not None else of_index(abs(colour)),
                visible=colour >= 0 and not frozen,
                plotted=bool(layer.dxf.get("plot", 1)),
                frozen=frozen,
            )

    def number(self, name: str) -> int:
        """The number of a layer by name."""
        found = self._numbers.get(name.lower())
        return self._add(name, CONTRAST) if found is None else found

    def colour(self, number: int) -> int:
        """The colour of a layer, FLOATING_COLOUR for the layer of an insert yet to come."""
        return FLOATING_COLOUR if number == FLOATING else self._colours[number]

    def frozen(self, number: int) -> bool:
        """Whether a layer is frozen, which hides whole blocks inserted on it."""
        return number != FLOATING and self._frozen[number]

    def look(self, entity: Any, in_block: bool) -> tuple[int, int]:
        """The layer and the colour of an entity."""
        dxf = entity.dxf
        name = str(dxf.get("layer", "0"))
        layer = FLOATING if in_block and name == "0" else self.number(name)
        rgb = dxf.get("true_color", None)
        if rgb is not None:
            return layer, int(rgb) & WHITE
        index = dxf.get("color", 256)
        if index == 256:
            return layer, self.colour(layer)
        if index == 0:
            return layer, BYBLOCK if in_block else CONTRAST
        return layer, of_index(index)

    def finished(self) -> tuple[DrawingLayer, ...]:
        """The layers for the drawing."""
        return tuple(
            DrawingLayer(
                name=name,
                visible=self._visible[number],
                colour="#000000" if self._colours[number] < 0 else f"#{self._colours[number]:06x}",
                entities=self.entities[number],
                plotted=self._plotted[number],
            )
            for number, name in enumerate(self._names)
        )

    def _add(self, name: str, colour: int, visible: bool = True, plotted: bool = True, frozen: bool = False) -> int:
        number = len(self._names)
        self._numbers[name.lower()] = number
        self._names.append(name)
        self._colours.append(colour)
        self._visible.append(visible)
        self._plotted.append(plotted)
        self._frozen.append(frozen)
        self.entities.append(0)
        return number


def of_index(index: int) -> int:
    """The colour of AutoCAD's index; 7, which is black on white and white on black, and unknown ones are CONTRAST."""
    if not 1 <= index <= 255 or index in (7, 255):
        return CONTRAST
    red, green, blue = colors.aci2rgb(index)
    return red << 16 | green << 8 | blue

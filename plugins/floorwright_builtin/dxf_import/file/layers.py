"""Layers by number, and the colour an entity has."""

from typing import Any

from floorwright.api import DrawingLayer
from floorwright_builtin.dxf_import.file.colours import CONTRAST, WHITE, of_index
from floorwright_builtin.dxf_import.singly.pieces import BYBLOCK, FLOATING, FLOATING_COLOUR

DEFAULT_WEIGHT = -3


class Layers:
    """The layers of a drawing. Names differ by more than their case; one that is used but not defined is made."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}
        self._hashes: dict[int, int] = {}
        self._names: list[str] = []
        self.colours: list[int] = []
        self.line_types: list[int] = []
        self.weights: list[int] = []
        self._visible: list[bool] = []
        self._plotted: list[bool] = []
        self.is_frozen: list[bool] = []
        self.entities: list[int] = []

    @property
    def count(self) -> int:
        """How many there are."""
        return len(self._names)

    def add(
        self,
        name: str,
        colour: int,
        *,
        visible: bool = True,
        plotted: bool = True,
        frozen: bool = False,
        line_type: int = 0,
        weight: int = DEFAULT_WEIGHT,
        hashed: int | None = None,
    ) -> int:
        """The number of a layer, made now if there is none of that name; `hashed` is the hash of it in the file."""
        key = name.lower()
        known = self._numbers.get(key)
        if hashed is not None:
            self._hashes.setdefault(hashed, self.count if known is None else known)
        if known is not None:
            return known
        number = self._numbers[key] = self.count
        self._names.append(name)
        self.colours.append(colour)
        self.line_types.append(line_type)
        self.weights.append(weight)
        self._visible.append(visible)
        self._plotted.append(plotted)
        self.is_frozen.append(frozen)
        self.entities.append(0)
        return number

    def number(self, name: str) -> int:
        """The number of a layer by name."""
        return self.add(name, CONTRAST)

    def number_of_hash(self, hashed: int) -> int | None:
        """The number of a layer by the hash of its name in the file; None for one that is not there yet."""
        return self._hashes.get(hashed)

    def colour(self, number: int) -> int:
        """The colour of a layer, FLOATING_COLOUR for the layer of an insert yet to come."""
        return FLOATING_COLOUR if number == FLOATING else self.colours[number]

    def frozen(self, number: int) -> bool:
        """Whether a layer is frozen, which hides whole blocks inserted on it."""
        return number != FLOATING and self.is_frozen[number]

    def look(self, entity: Any, in_block: bool) -> tuple[int, int]:
        """The layer and the colour of an entity of ezdxf's, which keeps those of unknown entities elsewhere."""
        dxf = entity.dxf if entity.dxf.is_supported("layer") else entity.graphic_properties()
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
                colour="#000000" if self.colours[number] < 0 else f"#{self.colours[number]:06x}",
                entities=self.entities[number],
                plotted=self._plotted[number],
            )
            for number, name in enumerate(self._names)
        )

"""How entities look: layer, colour, line type and weight, and what these become in a block that is inserted."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from floorwright.api import NORMAL_WEIGHT_MM, LineStyle
from floorwright_builtin.dxf_import.file.colours import CONTRAST, WHITE, of_index
from floorwright_builtin.dxf_import.file.layers import DEFAULT_WEIGHT
from floorwright_builtin.dxf_import.file.records import Index, Records, named
from floorwright_builtin.dxf_import.file.tables import Tables, Words
from floorwright_builtin.dxf_import.singly.pieces import BYBLOCK, FLOATING, FLOATING_COLOUR

Ints = NDArray[np.int32]

_FEW = 2000
BY_LAYER = -1
"""A line type or weight of the layer."""
BY_BLOCK = -2
"""A line type or weight of the insert."""

MASK = -9
"""The colour of a fill that hides what lies under it."""


class Look(NamedTuple):
    """One look, which may still wait for an insert: a layer of FLOATING, a colour of BYBLOCK or FLOATING_COLOUR,
    a line type or weight of BY_LAYER (of a floating layer) or BY_BLOCK. Weights are hundredths of a millimetre."""

    layer: int
    colour: int
    line_type: int
    weight: int
    scale: float
    hatch: bool = False
    """Whether it is that of the lines of a hatch pattern."""


class Looks:
    """The distinct looks by number."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._numbers: dict[Look, int] = {}
        self._inserted: dict[tuple[int, int], int] = {}
        self.all: list[Look] = []

    def number(self, look: Look) -> int:
        """The number of a look."""
        found = self._numbers.get(look)
        if found is None:
            found = self._numbers[look] = len(self.all)
            self.all.append(look)
        return found

    def inserted(self, own: Ints, insert: Ints) -> Ints:
        """What looks become on inserts of these looks, both by number (n,)."""
        if not len(own):
            return own
        width = len(self.all)
        code = own.astype(np.int64) * width + insert
        seen = np.zeros(width * width, np.bool_) if width <= _FEW else None
        if seen is None:
            pairs, row = np.unique(code, return_inverse=True)
            made = np.array([self._on(*divmod(pair, width)) for pair in pairs.tolist()], np.int32)
            found: Ints = made[row.reshape(-1)]
            return found
        # With few looks a table of all pairs is faster than sorting millions of them.
        seen[code] = True
        table = np.zeros(width * width, np.int32)
        pairs = np.flatnonzero(seen)
        table[pairs] = [self._on(*divmod(pair, width)) for pair in pairs.tolist()]
        placed: Ints = table[code]
        return placed

    def _on(self, own: int, insert: int) -> int:
        found = self._inserted.get((own, insert))
        if found is None:
            found = self._inserted[own, insert] = self.number(self._merged(self.all[own], self.all[insert]))
        return found

    def _merged(self, own: Look, insert: Look) -> Look:
        layers = self._tables.layers
        layer = insert.layer if own.layer == FLOATING or layers.frozen(insert.layer) else own.layer
        colour, line_type, weight = own.colour, own.line_type, own.weight
        if colour == BYBLOCK:
            colour = insert.colour
        elif colour == FLOATING_COLOUR:
            colour = layers.colour(insert.layer)
        if line_type == BY_BLOCK:
            line_type = insert.line_type
        elif line_type == BY_LAYER:
            line_type = BY_LAYER if insert.layer == FLOATING else layers.line_types[insert.layer]
        if weight == BY_BLOCK:
            weight = insert.weight
        elif weight == BY_LAYER:
            weight = BY_LAYER if insert.layer == FLOATING else layers.weights[insert.layer]
        return own._replace(layer=layer, colour=colour, line_type=line_type, weight=weight)

    def finished(self, used: NDArray[np.bool_], scale: float) -> tuple[NDArray[np.int32], tuple[LineStyle, ...]]:
        """The looks as rows of layer, colour and style of a Drawing, and the styles; `scale` is that of all line types.

        What still waits for an insert is as it is without one.
        """
        styles: dict[LineStyle, int] = {LineStyle(): 0}
        rows = []
        for look, wanted in zip(self.all, used.tolist(), strict=True):
            if not wanted:
                rows.append((0, CONTRAST, 0))
                continue
            dashes = self._tables.dashes[look.line_type] if look.line_type > 0 else ()
            factor = scale * look.scale
            style = LineStyle(
                tuple(dash * factor for dash in dashes) if factor > 0 else (),
                look.weight / 100 if look.weight >= 0 else NORMAL_WEIGHT_MM,
                look.hatch,
            )
            colour = CONTRAST if look.colour <= BYBLOCK else look.colour
            rows.append((max(look.layer, 0), colour, styles.setdefault(style, len(styles))))
        return np.array(rows, np.int32).reshape(-1, 3), tuple(styles)


def look_numbers(
    records: Records, rows: Index, in_block: NDArray[np.bool_], tables: Tables, words: Words, looks: Looks
) -> Ints:
    """The number of the look of each of these records (rows,); layers that no table holds are added."""
    columns = np.stack(
        [
            records.name(8)[rows].view(np.int64),
            records.whole(62, 256)[rows],
            records.whole(420, -1)[rows],
            records.name(6)[rows].view(np.int64),
            records.whole(370, BY_LAYER)[rows],
            records.first(48, 1.0)[rows].view(np.int64),
            in_block.astype(np.int64),
        ]
    )
    code = np.zeros(len(rows), np.uint64)
    for column in columns:
        # Mixed into one number of 64 bits, of which the distinct ones are found much faster than distinct rows.
        code = (code ^ column.view(np.uint64)) * np.uint64(0x9E3779B97F4A7C15)
        code ^= code >> np.uint64(29)
    _, first, inverse = np.unique(code, return_index=True, return_inverse=True)
    layer_tags = records.first_tag(8)[rows[first]].tolist()
    numbers = [
        looks.number(_look(columns[:, row].tolist(), layer_tags[place], tables, words))
        for place, row in enumerate(first.tolist())
    ]
    return np.array(numbers, np.int32)[inverse.reshape(-1)]


def _look(row: list[int], layer_tag: int, tables: Tables, words: Words) -> Look:
    layer_hash, index, true, type_hash, weight, scale_bits, in_block = row
    layers = tables.layers
    hashed = layer_hash & 0xFFFFFFFFFFFFFFFF
    if in_block and (layer_tag < 0 or hashed == int(named("0"))):
        layer = FLOATING
    else:
        known = layers.number_of_hash(hashed)
        layer = layers.add(words.name(layer_tag) or "0", CONTRAST, hashed=hashed) if known is None else known
    if true >= 0:
        colour = true & WHITE
    elif index == 256:
        colour = layers.colour(layer)
    elif index == 0:
        colour = BYBLOCK if in_block else CONTRAST
    else:
        colour = of_index(index)
    name = type_hash & 0xFFFFFFFFFFFFFFFF
    if name in (0, int(named("BYLAYER"))):
        line_type = BY_LAYER
    elif name == int(named("BYBLOCK")):
        line_type = BY_BLOCK if in_block else 0
    else:
        line_type = tables.line_types.get(name, 0)
    if weight == BY_BLOCK and not in_block:
        weight = DEFAULT_WEIGHT
    if layer != FLOATING:
        line_type = layers.line_types[layer] if line_type == BY_LAYER else line_type
        weight = layers.weights[layer] if weight == BY_LAYER else weight
    scale = float(np.array([scale_bits], np.int64).view(np.float64)[0])
    return Look(layer, colour, line_type, weight, scale if scale > 0 else 1.0)

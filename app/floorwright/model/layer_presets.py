"""Which layers of a drawing are shown: choices by a name, from what the layers are called."""

from collections.abc import Sequence

from floorwright.model.drawing import DrawingLayer
from floorwright.model.layer_roles import ARCHITECTURE, EQUIPMENT, subject_of

AS_DRAWN = "Everything as drawn"
ARCHITECTURE_ONLY = "Architecture only"
EQUIPMENT_ONLY = "Equipment only"
EVERYTHING = "Everything"
NOTHING = "Nothing"
PRESETS = (AS_DRAWN, ARCHITECTURE_ONLY, EQUIPMENT_ONLY, EVERYTHING, NOTHING)


def shown_by(preset: str, layers: Sequence[DrawingLayer], roles: Sequence[tuple[str, str]] = ()) -> dict[str, bool]:
    """Which layers a preset shows, by name; empty when no layer is called so that the preset would show anything.

    A layer that has a role belongs to the architecture whatever it is called.
    """
    if preset == AS_DRAWN:
        return {layer.name: layer.visible for layer in layers}
    if preset in (EVERYTHING, NOTHING):
        return {layer.name: preset == EVERYTHING for layer in layers}
    wanted = ARCHITECTURE if preset == ARCHITECTURE_ONLY else EQUIPMENT
    chosen = {layer for layer, role in roles if role} if preset == ARCHITECTURE_ONLY else set()
    found = {layer.name: subject_of(layer.name) in wanted or layer.name in chosen for layer in layers}
    return found if any(found[layer.name] for layer in layers if layer.entities) else {}

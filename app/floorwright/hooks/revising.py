"""A newer revision in the place of an imported drawing: everything that was chosen for the older one is kept."""

from dataclasses import replace

from floorwright.model.drawing import Drawing
from floorwright.model.kinds import Underlay
from floorwright.units import Unit


def revised(underlay: Underlay, drawing: Drawing, name: str, asset: str) -> Underlay:
    """The underlay with another file: size, place, turn, layers, roles, region and opacity stay as they were."""
    return replace(underlay, name=name, asset=asset, format=drawing.kind)


def revision_remarks(underlay: Underlay, drawing: Drawing) -> list[str]:
    """What the user should look at after a revision: another unit, layers with a role or a switch that are gone."""
    remarks = []
    told = drawing.unit if drawing.unit and not drawing.unit_doubtful else ""
    if told and underlay.unit_source != "measured" and Unit(told).mm != underlay.scale:
        remarks.append(
            f"The new revision says it is drawn in {told}; it keeps the size of the old one, "
            f"{underlay.scale:g} mm a unit. Check its size."
        )
    known = {layer.name for layer in drawing.layers}
    chosen = dict.fromkeys(layer for layer, _ in (*underlay.roles, *underlay.shown))
    gone = [name for name in chosen if name not in known]
    if gone:
        remarks.append(f"Layers that were chosen are not in the new revision: {', '.join(gone)}.")
    return remarks

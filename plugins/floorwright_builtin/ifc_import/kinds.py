"""The layer of each kind of building element, and how a plan shows it."""

from collections.abc import Callable

SPACES = "Spaces"
OTHER = "Other"
_LAYERS = {
    "IfcWall": "Walls", "IfcWallStandardCase": "Walls", "IfcCurtainWall": "Walls", "IfcPlate": "Walls",
    "IfcColumn": "Columns", "IfcDoor": "Doors", "IfcWindow": "Windows", "IfcSlab": "Slabs", "IfcCovering": "Slabs",
    "IfcRoof": "Slabs", "IfcSpace": SPACES, "IfcStair": "Stairs", "IfcStairFlight": "Stairs", "IfcRamp": "Stairs",
    "IfcRampFlight": "Stairs", "IfcRailing": "Stairs", "IfcBeam": "Beams", "IfcMember": "Beams",
    "IfcFurnishingElement": "Furniture", "IfcFurniture": "Furniture", "IfcSystemFurnitureElement": "Furniture",
    "IfcTransportElement": "Transport", "IfcDistributionElement": "Services", "IfcFlowTerminal": "Services",
    "IfcFlowSegment": "Services", "IfcFlowFitting": "Services", "IfcFooting": "Foundations", "IfcPile": "Foundations",
}  # fmt: skip
COLOURS = {
    "Walls": 0x303030, "Columns": 0x303030, "Doors": 0x2060A0, "Windows": 0x4090C0, "Slabs": 0xA0A0A0,
    SPACES: 0x60A060, "Stairs": 0x707070, "Beams": 0xB08040, "Furniture": 0x808040, "Transport": 0x904090,
    "Services": 0x409090, "Foundations": 0x909090, OTHER: 0x707070,
}  # fmt: skip
HIDDEN = ("Slabs", "Beams", "Foundations")
"""Layers that are not visible at first: they lie over or under what a floor plan shows."""
NEVER = (
    "IfcOpeningElement",
    "IfcVirtualElement",
    "IfcAnnotation",
    "IfcGrid",
    "IfcSite",
    "IfcBuilding",
    "IfcBuildingStorey",
)


def layer_of(own: str, is_a: Callable[[str], bool]) -> str:
    """The layer of an element by its own class, else by the first class of the table that it `is_a`."""
    return _LAYERS.get(own) or next((layer for name, layer in _LAYERS.items() if is_a(name)), OTHER)

"""What the pointer is drawn to, and what the tools make: chosen in the window, kept by the session."""

from dataclasses import dataclass

from floorwright.model.kinds import OpeningType


@dataclass(frozen=True, slots=True)
class SnapSettings:
    """What the pointer is drawn to. `enabled` switches everything, `objects` all places on things, `ortho` keeps
    drawing along the axes and `polar` along every 15°."""

    enabled: bool = True
    grid: bool = True
    objects: bool = True
    alignment: bool = True
    ortho: bool = False
    polar: bool = False
    end: bool = True
    middle: bool = True
    centre: bool = True
    intersection: bool = True
    perpendicular: bool = True
    nearest: bool = True
    underlay: bool = True
    """Whether the lines of imported drawings count as things."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ToolSettings:
    """What the next thing drawn is like. Lengths are millimetres.

    `product` and `method` are ids; without a product, the first flow drawn makes one. Without a quantity a flow follows
    its product.
    """

    product: str | None = None
    method: str | None = None
    quantity_per_day: float | None = 1.0
    unit_load: float = 1.0
    wall_thickness: float = 200.0
    opening_width: float = 1000.0
    opening_type: OpeningType = OpeningType.DOOR
    aisle_width: float | None = 3000.0
    aisle_one_way: bool = False
    zone_name: str = "Area"
    text_height: float = 250.0
    rotate_step_deg: float = 15.0

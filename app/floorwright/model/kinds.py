"""The kinds of record a plan can hold. Coordinates are millimetres on the floor, y upwards."""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.investment import Investment
from floorwright.model.observation import Observation, Reading
from floorwright.model.process_chart import ChartHead as ChartHead
from floorwright.model.process_chart import Step as Step
from floorwright.model.process_chart import StepType as StepType
from floorwright.model.process_chart import ValueClass as ValueClass
from floorwright.model.record import LARGEST_MM, Point, Record, refuse_unless
from floorwright.model.relationships import Relationship, RelationshipChart
from floorwright.model.study import Study
from floorwright.model.tour import Tour, TourStop
from floorwright.units import Unit

PLAN_ID = "plan"
PRESENT = ""
"""The id of the present scenario: the records themselves, without variants."""


class DistanceMode(StrEnum):
    """How far it is from one station to another."""

    STRAIGHT = "straight"
    RECTILINEAR = "rectilinear"
    AISLE = "aisle"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan(Record):
    """What the whole plan has once: its title block and its conventions. Its id is always `plan`."""

    KIND: ClassVar[str] = "plan"
    VERSION: ClassVar[int] = 2
    SHARED: ClassVar[bool] = True

    title: str = "Untitled plan"
    project: str = ""
    author: str = ""
    revision: str = ""
    date: str = ""
    currency: str = "€"
    unit: Unit = Unit.M
    distance_mode: DistanceMode = DistanceMode.STRAIGHT
    whole_trips: bool = False
    grid_mm: float = 500.0
    turn_penalty_s: float = 0.0
    """What a turn from one aisle into another costs in time, seconds."""

    def check(self) -> None:
        refuse_unless(self.grid_mm > 0, "plan", "the grid step must be larger than 0.")
        refuse_unless(self.turn_penalty_s >= 0, "plan", "the time of a turn cannot be negative.")
        refuse_unless(isinstance(self.distance_mode, DistanceMode), "plan", "the distance mode is not known.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Record):
    """A station: equipment with a rectangular footprint. x and y are the centre of the footprint.

    `pickup` is where loads leave the station and `dropoff` where they arrive, relative to the centre before mirroring
    and rotation; None is the centre. `mirrored` flips left and right before rotation.
    """

    KIND: ClassVar[str] = "machine"

    name: str
    x: float
    y: float
    width: float
    depth: float
    rotation: float = 0.0
    mirrored: bool = False
    symbol: str = "machine"
    clearance: float = 0.0
    fixed: bool = False
    pickup: Point | None = None
    dropoff: Point | None = None
    department: str = ""
    note: str = ""

    def check(self) -> None:
        where = f"Equipment “{self.name}”"
        refuse_unless(bool(self.name.strip()), f"Equipment {self.id}", "it needs a name.")
        refuse_unless(
            0 < self.width <= LARGEST_MM and 0 < self.depth <= LARGEST_MM,
            where,
            "width and depth must be larger than 0.",
        )
        refuse_unless(self.clearance >= 0, where, "the clearance cannot be negative.")
        refuse_unless(abs(self.x) <= LARGEST_MM and abs(self.y) <= LARGEST_MM, where, "it is too far away.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall(Record):
    """A straight wall along its centre line. Thickness 0 is a barrier without width."""

    KIND: ClassVar[str] = "wall"

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float = 0.0

    def check(self) -> None:
        refuse_unless(self.thickness >= 0, f"Wall {self.id}", "the thickness cannot be negative.")
        refuse_unless((self.x1, self.y1) != (self.x2, self.y2), f"Wall {self.id}", "it has no length.")


class OpeningType(StrEnum):
    """What fills an opening in a wall."""

    DOOR = "door"
    DOUBLE_DOOR = "double door"
    GATE = "gate"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Opening(Record):
    """A door, gate or passage in a wall; `at` is the distance of its middle from the wall's first end."""

    KIND: ClassVar[str] = "opening"

    wall: str
    at: float
    width: float
    type: OpeningType = OpeningType.DOOR
    name: str = ""

    def check(self) -> None:
        refuse_unless(self.width > 0, f"Opening {self.id}", "its width must be larger than 0.")

    def needs(self) -> tuple[str, ...]:
        return (self.wall,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Aisle(Record):
    """A straight piece of aisle along its centre line. Width None is not known; one-way runs from end 1 to end 2."""

    KIND: ClassVar[str] = "aisle"

    x1: float
    y1: float
    x2: float
    y2: float
    name: str = ""
    width: float | None = None
    one_way: bool = False

    def check(self) -> None:
        where = f"Aisle “{self.name or self.id}”"
        refuse_unless(self.width is None or self.width > 0, where, "its width must be larger than 0.")
        refuse_unless((self.x1, self.y1) != (self.x2, self.y2), where, "it has no length.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Zone(Record):
    """An area of the floor, such as a department or a store: a polygon with a name."""

    KIND: ClassVar[str] = "zone"

    name: str
    points: tuple[Point, ...]
    colour: str = ""

    def check(self) -> None:
        refuse_unless(len(self.points) >= 3, f"Zone “{self.name}”", "it needs at least three corners.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Label(Record):
    """Text on the floor; `height` is the capital height."""

    KIND: ClassVar[str] = "label"

    x: float
    y: float
    text: str
    height: float = 250.0
    rotation: float = 0.0

    def check(self) -> None:
        refuse_unless(self.height > 0, f"Text “{self.text[:20]}”", "its height must be larger than 0.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Dimension(Record):
    """A measured distance between two points; the dimension line lies `offset` to the left of the way there."""

    KIND: ClassVar[str] = "dimension"

    x1: float
    y1: float
    x2: float
    y2: float
    offset: float = 500.0

    def check(self) -> None:
        refuse_unless((self.x1, self.y1) != (self.x2, self.y2), f"Dimension {self.id}", "it has no length.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Product(Record):
    """What is made or moved; its flows are its routing. `colour` is #rrggbb, empty for the next of the palette.

    `quantity_per_day` is made for itself; what goes as a part into other products comes on top.
    """

    KIND: ClassVar[str] = "product"
    VERSION: ClassVar[int] = 2
    SHARED: ClassVar[bool] = True

    name: str
    colour: str = ""
    quantity_per_day: float | None = None

    def check(self) -> None:
        refuse_unless(bool(self.name.strip()), f"Product {self.id}", "it needs a name.")
        good = self.quantity_per_day is None or self.quantity_per_day >= 0
        refuse_unless(good, f"Product “{self.name}”", "the quantity cannot be negative.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Method(Record):
    """A handling method: what carries the loads. Speeds are metres a second, times seconds a trip.

    `width` is the vehicle with its load; `aisle_width` the narrowest aisle it enters. None is not known.
    `speed_m_s` is with a load; `speed_empty_m_s` without one, None for the same. `loads_at_once` unit loads make a
    trip. `person`: it is somebody who walks.
    """

    KIND: ClassVar[str] = "method"
    VERSION: ClassVar[int] = 2
    SHARED: ClassVar[bool] = True

    name: str
    speed_m_s: float
    load_s: float = 0.0
    unload_s: float = 0.0
    cost_per_h: float = 0.0
    return_empty: bool = True
    units: int | None = None
    available_h_per_day: float = 8.0
    width: float | None = None
    aisle_width: float | None = None
    speed_empty_m_s: float | None = None
    loads_at_once: float = 1.0
    person: bool = False

    def check(self) -> None:
        where = f"Method “{self.name}”"
        refuse_unless(bool(self.name.strip()), f"Method {self.id}", "it needs a name.")
        refuse_unless(self.speed_m_s > 0, where, "the speed must be larger than 0.")
        refuse_unless(self.speed_empty_m_s is None or self.speed_empty_m_s > 0, where, "speeds must be larger than 0.")
        refuse_unless(self.loads_at_once > 0, where, "the loads carried at once must be more than 0.")
        refuse_unless(self.load_s >= 0 and self.unload_s >= 0, where, "load and unload times cannot be negative.")
        refuse_unless(self.cost_per_h >= 0, where, "the cost cannot be negative.")
        refuse_unless(self.available_h_per_day > 0, where, "the available hours must be larger than 0.")
        refuse_unless(self.width is None or self.width >= 0, where, "the width cannot be negative.")
        refuse_unless(self.aisle_width is None or self.aisle_width >= 0, where, "the aisle width cannot be negative.")


Via = str | Point
"""A stop on the way: the id of a machine, or a drawn waypoint."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Flow(Record):
    """One move of a product's routing: from a machine, perhaps by way of others or of drawn waypoints, to a machine.

    `order` is the place of the move in its product's routing. Without a method a default walking method is assumed.
    The quantity is None where it follows the product's. A flow of an alternative carries the alternative's share of
    it. A container's pieces stand in the place of the unit load. `scrap_percent` is what of the pieces that arrive is
    scrapped there; where the quantity follows the product's, which is of good pieces, more are moved before it.
    """

    KIND: ClassVar[str] = "flow"
    VERSION: ClassVar[int] = 3

    product: str
    start: str
    end: str
    quantity_per_day: float | None = 1.0
    unit_load: float = 1.0
    method: str | None = None
    via: tuple[Via, ...] = ()
    order: int = 0
    note: str = ""
    alternative: str | None = None
    container: str | None = None
    scrap_percent: float = 0.0

    def check(self) -> None:
        good = self.quantity_per_day is None or self.quantity_per_day >= 0
        refuse_unless(good, f"Flow {self.id}", "the quantity cannot be negative.")
        refuse_unless(self.unit_load > 0, f"Flow {self.id}", "the unit load must be larger than 0.")
        refuse_unless(0 <= self.scrap_percent < 100, f"Flow {self.id}", "scrap is from 0 to less than 100 %.")

    def needs(self) -> tuple[str, ...]:
        chosen = tuple(id for id in (self.method, self.alternative, self.container) if id)
        return (self.product, self.start, self.end, *chosen, *(stop for stop in self.via if isinstance(stop, str)))

    def stations(self) -> tuple[str, ...]:
        """The ids of the machines it starts at, passes and ends at."""
        return (self.start, *(stop for stop in self.via if isinstance(stop, str)), self.end)


DrawingSource = tuple[str, tuple[str, ...] | None, tuple[tuple[str, str], ...]]
"""The asset of an imported drawing, the layers that are read, and what was chosen when it was imported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Underlay(Record):
    """An imported drawing under the plan: an asset by the hash of its file, and how it lies on the floor.

    A point (u, v) of the drawing lies at (x, y) + scale · R(rotation) · (u - origin_u, v - origin_v); `scale` is
    millimetres a drawing unit. Moving a far-away drawing near is done by the origin, in drawing units.
    """

    KIND: ClassVar[str] = "underlay"
    VERSION: ClassVar[int] = 2

    name: str
    asset: str
    format: str = "dxf"
    unit: str = "mm"
    unit_source: str = ""
    scale: float = 1.0
    x: float = 0.0
    y: float = 0.0
    origin_u: float = 0.0
    origin_v: float = 0.0
    rotation: float = 0.0
    visible: bool = True
    locked: bool = True
    opacity: float = 1.0
    layers: tuple[str, ...] | None = None
    """The layers that are read; None for all."""
    shown: tuple[tuple[str, bool], ...] = ()
    """Layers whose visibility the user changed from what the drawing says."""
    choices: tuple[tuple[str, str], ...] = ()
    """What the user chose when importing, for the importer to do the same again."""
    roles: tuple[tuple[str, str], ...] = ()
    """What the plan takes a layer for: pairs of its name and a `LayerRole`."""

    @property
    def source(self) -> DrawingSource:
        """What its drawing is read from, and how: underlays with the same source show the same drawing."""
        return (self.asset, self.layers, self.choices)

    def check(self) -> None:
        where = f"Drawing “{self.name}”"
        refuse_unless(self.scale > 0, where, "the scale must be larger than 0.")
        refuse_unless(0 <= self.opacity <= 1, where, "the opacity is a share from 0 to 1.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scenario(Record):
    """A proposal: the present plan with the changes that its variants hold."""

    KIND: ClassVar[str] = "scenario"
    SHARED: ClassVar[bool] = True

    name: str
    note: str = ""

    def check(self) -> None:
        refuse_unless(bool(self.name.strip()), f"Scenario {self.id}", "it needs a name.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant(Record):
    """What one record is in a scenario: another value, or None where the scenario does without it."""

    KIND: ClassVar[str] = "variant"
    SHARED: ClassVar[bool] = True

    scenario: str
    of: str
    record: Record | None = None

    def needs(self) -> tuple[str, ...]:
        return (self.scenario,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unknown(Record):
    """A record of a kind this version does not know: kept as its JSON text and written back unchanged."""

    KIND: ClassVar[str] = "unknown"
    SHARED: ClassVar[bool] = True

    kind: str
    json: str
    kind_version: int = 1
    """The version of the kind in the file, written back with it."""


KINDS: dict[str, type[Record]] = {
    kind.KIND: kind
    for kind in (
        Plan, Machine, Wall, Opening, Aisle, Zone, Label, Dimension,
        Product, Part, Alternative, Container, Method, Flow, Tour, TourStop, Step, ChartHead, Underlay, Scenario,
        Variant, Study,
        Observation, Reading, Investment,
        Relationship, RelationshipChart,
    )
}  # fmt: skip


def variant_id(scenario: str, record: str) -> str:
    """The id of the variant of a record in a scenario: one variant a record and scenario."""
    return f"{scenario}:{record}"

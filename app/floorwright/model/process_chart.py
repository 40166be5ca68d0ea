"""The records of the flow process chart: what happens to one subject step by step, and what is said at its head.

The symbols are those of ASME, Operation and Flow Process Charts, 1947 (ANSI Y15.3M-1979).
"""

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless

LARGEST = 1e12
"""No time in seconds, distance in metres or number of pieces beyond this is meant."""


class StepType(StrEnum):
    """The five symbols of the flow process chart (ASME 1947)."""

    OPERATION = "operation"
    TRANSPORT = "transport"
    INSPECTION = "inspection"
    DELAY = "delay"
    STORAGE = "storage"


class ValueClass(StrEnum):
    """What a step is worth to the customer."""

    VALUE_ADDING = "VA"
    NECESSARY = "ENVA"
    WASTE = "NVA"


class Subject(StrEnum):
    """Whom or what a chart follows; one chart follows one subject."""

    MATERIAL = "material"
    WORKER = "worker"
    EQUIPMENT = "equipment"


class Idea(StrEnum):
    """What could be done about a step (ECRS)."""

    ELIMINATE = "eliminate"
    COMBINE = "combine"
    REARRANGE = "rearrange"
    SIMPLIFY = "simplify"


class TimeBasis(StrEnum):
    """What a step's time is for: the whole lot (or trip), or each piece of it."""

    LOT = "lot"
    PIECE = "piece"


class CombinedCount(StrEnum):
    """How a combined symbol is counted: once under the outer one with a tally beside it, or once under each."""

    OUTER = "outer"
    EACH = "each"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChartHead(Record):
    """What is said at the head of a product's chart: whom it follows, how many pieces, what work and ways cost.

    The product is the subject: what is made, or the worker or the equipment whose moves are charted. Its id is
    `head_id(product)`. Costs that are None are not known. `speed_m_s` is for ways that no handling method tells.
    """

    KIND: ClassVar[str] = "process_chart"
    SHARED: ClassVar[bool] = True

    product: str
    subject: Subject = Subject.MATERIAL
    lot_size: float = 1.0
    labour_cost_per_h: float | None = None
    cost_per_m: float | None = None
    combined: CombinedCount = CombinedCount.OUTER

    def check(self) -> None:
        refuse_unless(0 < self.lot_size <= LARGEST, "Process chart", "the lot size must be larger than 0.")
        for value, what in ((self.labour_cost_per_h, "the labour rate"), (self.cost_per_m, "the cost a metre")):
            if value is not None:
                refuse_unless(0 <= value <= LARGEST, "Process chart", f"{what} cannot be {value:g}.")

    def needs(self) -> tuple[str, ...]:
        return (self.product,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record):
    """A line of a flow process chart: what happens to a product, perhaps at a station.

    `inner` is the second symbol of a combined step, drawn inside `type`. A transport that names its `flow` goes where
    the flow goes, as far as the plan measures; `distance_m` is a distance that was typed. `time_s` is for what
    `time_per` says, None where it is not known or follows from the flow. `quantity` is the pieces of one trip or lot.
    `proposed_time_s` and `proposed_distance_m` are what they would be with the `idea` carried out.
    """

    KIND: ClassVar[str] = "step"
    VERSION: ClassVar[int] = 2

    product: str
    machine: str = ""
    type: StepType = StepType.OPERATION
    description: str = ""
    time_s: float | None = None
    value: ValueClass | None = None
    order: int = 0
    remark: str = ""
    flow: str = ""
    inner: StepType | None = None
    time_per: TimeBasis = TimeBasis.LOT
    distance_m: float | None = None
    quantity: float | None = None
    people: float | None = None
    means: str = ""
    idea: Idea | None = None
    idea_note: str = ""
    proposed_time_s: float | None = None
    proposed_distance_m: float | None = None

    def check(self) -> None:
        where = f"Step “{self.description or self.id}”"
        for value, what in (
            (self.time_s, "the time"),
            (self.distance_m, "the distance"),
            (self.quantity, "the quantity"),
            (self.people, "the number of people"),
            (self.proposed_time_s, "the proposed time"),
            (self.proposed_distance_m, "the proposed distance"),
        ):
            if value is not None:
                refuse_unless(value >= 0, where, f"{what} cannot be negative.")
                refuse_unless(value <= LARGEST, where, f"{what} {value:g} is beyond all measure.")
        refuse_unless(self.inner is not self.type, where, "a symbol is not combined with itself.")

    def needs(self) -> tuple[str, ...]:
        return (self.product, *((self.machine,) if self.machine else ()), *((self.flow,) if self.flow else ()))

    @property
    def says_nothing(self) -> bool:
        """Whether it is but a place in the chart: nothing was written into it."""
        blank = Step(id=self.id, product=self.product, machine=self.machine, type=self.type, order=self.order)
        return self == replace(blank, flow=self.flow)


def head_id(product: str) -> str:
    """The id of the head of a product's chart: there is one a product."""
    return f"chart-{product}"

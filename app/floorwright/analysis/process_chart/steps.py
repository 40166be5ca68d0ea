"""The lines of a flow process chart and what its head says: the values from which everything else is computed."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum

from floorwright.analysis.trips import whole_number
from floorwright.model.process_chart import ChartHead, CombinedCount, Idea, StepType, Subject, TimeBasis, ValueClass

LETTERS = {
    StepType.OPERATION: "O",
    StepType.TRANSPORT: "T",
    StepType.INSPECTION: "I",
    StepType.DELAY: "D",
    StepType.STORAGE: "S",
}


@dataclass(frozen=True, slots=True)
class ChartStep:
    """One line of the chart. `number` counts per symbol (O-1, T-1); time is seconds, distance metres, None not known.

    `quantity` is pieces a trip of a transport, or pieces handled. `inner` is the second symbol of a combined step.
    `distance_m` is one trip, measured on the plan where `measured`; `typed_m` is what was typed beside that.
    `time_s` is for what `time_per` says. `assumed` says that the plan does not tell what happens there.
    `source` is the id of the step or flow, `flow` that of the flow it follows, `place` that of the machine.
    `flags` say what does not fit.
    """

    type: StepType
    description: str
    number: str = ""
    station: str = ""
    place: str = ""
    quantity: float | None = None
    distance_m: float | None = None
    time_s: float | None = None
    means: str = ""
    value: ValueClass | None = None
    remark: str = ""
    assumed: bool = False
    source: str = ""
    inner: StepType | None = None
    time_per: TimeBasis = TimeBasis.LOT
    people: float | None = None
    measured: bool = False
    timed: bool = False
    """Whether the time was entered, and does not follow from the plan."""
    typed_m: float | None = None
    idea: Idea | None = None
    idea_note: str = ""
    proposed_time_s: float | None = None
    proposed_distance_m: float | None = None
    flow: str = ""
    joined: bool = False
    """Whether it is done together with the step before it and counts no more."""
    flags: tuple[str, ...] = ()

    @property
    def symbol(self) -> str:
        """The symbol in letters: O, T, I, D, S, or the outer one with the inner one in brackets."""
        return LETTERS[self.type] + (f"({LETTERS[self.inner]})" if self.inner else "")


@dataclass(frozen=True, slots=True)
class Conventions:
    """What a chart is counted with: pieces in the lot, what work and ways cost (None not known), combined symbols."""

    subject: Subject = Subject.MATERIAL
    lot_size: float = 1.0
    labour_cost_per_h: float | None = None
    cost_per_m: float | None = None
    combined: CombinedCount = CombinedCount.OUTER


def conventions_in(head: ChartHead | None) -> Conventions:
    """What the head of a chart says; without one, what is usual."""
    if head is None:
        return Conventions()
    return Conventions(head.subject, head.lot_size, head.labour_cost_per_h, head.cost_per_m, head.combined)


@dataclass(frozen=True, slots=True)
class SymbolSum:
    """How many steps of one symbol there are, and their time and distance."""

    type: StepType
    count: int
    time_s: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class ChartSummary:
    """The box beside the chart; seconds and metres for the lot.

    Time by value class counts only steps that have one; the VA ratio is VA time ÷ all time, None without any time.
    `cost` is None when the chart has neither a labour rate nor a cost a metre.
    """

    symbols: tuple[SymbolSum, ...]
    time_s: float
    distance_m: float
    va_s: float
    enva_s: float
    nva_s: float
    va_ratio: float | None
    combined: int = 0
    time_per_piece_s: float = 0.0
    cost: float | None = None


def trips(step: ChartStep, lot_size: float) -> int:
    """How often a transport goes for the lot: lot ÷ pieces a trip, rounded up with a slack of 1e-9; else once."""
    if step.type is not StepType.TRANSPORT or not step.quantity:
        return 1
    return max(1, whole_number(min(lot_size / step.quantity, 1e12)))


def lot_time_s(step: ChartStep, lot_size: float) -> float:
    """The time for the lot: of each piece × pieces, of each trip × trips; what is not known counts as 0."""
    time = step.time_s or 0.0
    return time * lot_size if step.time_per is TimeBasis.PIECE else time * trips(step, lot_size)


def lot_distance_m(step: ChartStep, lot_size: float) -> float:
    """The distance for the lot: of each trip × trips; what is not known counts as 0."""
    return (step.distance_m or 0.0) * trips(step, lot_size)


def cost_of(step: ChartStep, conventions: Conventions) -> float | None:
    """Time × people × labour rate + distance × cost a metre for the lot (methods.md 1.1); people unsaid are one."""
    labour, metre = conventions.labour_cost_per_h, conventions.cost_per_m
    if labour is None and metre is None:
        return None
    people = 1.0 if step.people is None else step.people
    work = lot_time_s(step, conventions.lot_size) * people * (labour or 0.0) / 3600
    return work + lot_distance_m(step, conventions.lot_size) * (metre or 0.0)


def numbered(steps: Iterable[ChartStep], combined: CombinedCount = CombinedCount.OUTER) -> tuple[ChartStep, ...]:
    """The steps with their symbols numbered per type: O-1, T-1, O-2; a combined one that counts twice has both."""
    counts = dict.fromkeys(StepType, 0)
    done = []
    for step in steps:
        names = []
        for type in (step.type, step.inner if combined is CombinedCount.EACH else None):
            if type is not None and not step.joined:
                counts[type] += 1
                names.append(f"{LETTERS[type]}-{counts[type]}")
        done.append(replace(step, number="/".join(names)))
    return tuple(done)


def summary(steps: Sequence[ChartStep], conventions: Conventions | None = None) -> ChartSummary:
    """Counts and sums per symbol, total time and distance, and the VA ratio = VA time ÷ total time (methods.md 1.1).

    Everything is for the lot. Distance on a step that is no transport counts. What is not known counts as 0. The ratio
    is None without any time. A combined step counts under its outer symbol, or under each as the conventions say; its
    time and distance always under the outer one.
    """
    said = conventions or Conventions()
    lot = said.lot_size
    each = said.combined is CombinedCount.EACH
    times = [lot_time_s(step, lot) for step in steps]
    ways = [lot_distance_m(step, lot) for step in steps]
    symbols = tuple(
        SymbolSum(
            type,
            sum((step.type is type) + (each and step.inner is type) for step in steps if not step.joined),
            fsum(time for step, time in zip(steps, times, strict=True) if step.type is type),
            fsum(way for step, way in zip(steps, ways, strict=True) if step.type is type),
        )
        for type in StepType
    )
    time = fsum(times)
    by_value = {
        value: fsum(time for step, time in zip(steps, times, strict=True) if step.value is value)
        for value in ValueClass
    }
    costs = [cost_of(step, said) for step in steps]
    known = said.labour_cost_per_h is not None or said.cost_per_m is not None
    return ChartSummary(
        symbols=symbols,
        time_s=time,
        distance_m=fsum(ways),
        va_s=by_value[ValueClass.VALUE_ADDING],
        enva_s=by_value[ValueClass.NECESSARY],
        nva_s=by_value[ValueClass.WASTE],
        va_ratio=by_value[ValueClass.VALUE_ADDING] / time if time > 0 else None,
        combined=sum(step.inner is not None and not step.joined for step in steps),
        time_per_piece_s=time / lot,
        cost=fsum(cost or 0.0 for cost in costs) if known else None,
    )


def longest(steps: Sequence[ChartStep], type: StepType, lot_size: float = 1.0, most: int = 10) -> list[ChartStep]:
    """The steps of a type that take longest, transports by their distance, longest first; none without a figure."""
    measure = lot_distance_m if type is StepType.TRANSPORT else lot_time_s
    found = [step for step in steps if step.type is type and measure(step, lot_size) > 0]
    return sorted(found, key=lambda step: -measure(step, lot_size))[:most]

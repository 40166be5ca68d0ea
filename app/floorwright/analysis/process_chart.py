"""The flow process chart of a product, made from the plan: what happens at stations, and transports as measured.

The symbols are those of ASME, Operation and Flow Process Charts, 1947 (ANSI Y15.3M-1979), numbered per type; the
arithmetic is that of methods.md 1.1.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from math import fsum, inf

from floorwright.analysis.order import flow_key
from floorwright.analysis.result import Analysis, Cell, Column, FlowFigures, Table
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Product, Step, StepType, ValueClass

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

    `quantity` is pieces a trip of a transport. `assumed` says that the plan does not tell what happens there.
    `source` is the id of the step or flow, `place` that of the machine.
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


@dataclass(frozen=True, slots=True)
class SymbolSum:
    """How many steps of one symbol there are, and their time and distance."""

    type: StepType
    count: int
    time_s: float
    distance_m: float


@dataclass(frozen=True, slots=True)
class ChartSummary:
    """The box beside the chart; seconds and metres.

    Time by value class counts only steps that have one; the VA ratio is VA time ÷ all time, None without any time.
    """

    symbols: tuple[SymbolSum, ...]
    time_s: float
    distance_m: float
    va_s: float
    enva_s: float
    nva_s: float
    va_ratio: float | None


@dataclass(frozen=True, slots=True)
class ProcessChart:
    """The chart of one product with its summary, and what must be known to read it."""

    product: str
    steps: tuple[ChartStep, ...]
    summary: ChartSummary
    notes: tuple[str, ...]

    def table(self) -> Table:
        """The chart line by line; the last line has the sums."""
        columns = (
            Column("Symbol"),
            Column("Type"),
            Column("Description"),
            Column("Station"),
            Column("Quantity", "pieces a trip", "number", 0),
            Column("Distance", "m", "number", better="less"),
            Column("Time", "s", "number", 1, better="less"),
            Column("Means"),
            Column("Value"),
            Column("Remark"),
        )
        rows: list[tuple[Cell, ...]] = [
            (
                step.number,
                step.type.value,
                step.description,
                step.station,
                step.quantity,
                step.distance_m,
                step.time_s,
                step.means,
                step.value.value if step.value else "",
                step.remark,
            )
            for step in self.steps
        ]
        rows.append(("", "", "Sum", "", None, self.summary.distance_m, self.summary.time_s, "", "", ""))
        sources = (*(step.source for step in self.steps), "")
        return Table(f"Flow process chart: {self.product}", columns, tuple(rows), sources, self.notes)

    def summary_table(self) -> Table:
        """Count, time and distance of every symbol, and the VA ratio in the notes."""
        columns = (
            Column("Symbol"),
            Column("Count", type="integer", decimals=0, better="less"),
            Column("Time", "s", "number", 1, better="less"),
            Column("Distance", "m", "number", better="less"),
        )
        sums = [(one.type.value, one.count, one.time_s, one.distance_m) for one in self.summary.symbols]
        whole = ("sum", len(self.steps), self.summary.time_s, self.summary.distance_m)
        ratio = self.summary.va_ratio
        notes = () if ratio is None else (f"Value-adding time is {ratio * 100:.1f} % of all time.",)
        return Table(f"Summary: {self.product}", columns, (*sums, whole), notes=notes)


def process_chart(records: Records, analysis: Analysis, product_id: str) -> ProcessChart:
    """The chart of a product: the steps at the stations of its routing, and its flows as transports between them.

    Flows are taken by `order`. The steps at a station stand where the product arrives there; where it arrives more than
    once, a step stands at the last arrival before a flow whose order is not below the step's. A transport has the
    distance and the time a trip of the analysis. When the product has no steps, each station gives an operation
    without time, marked as assumed; steps at stations off the routing come last.
    """
    product = records.get(product_id)
    name = product.name if isinstance(product, Product) else product_id
    flows = [record for record in records.values() if isinstance(record, Flow) and record.product == product_id]
    flows.sort(key=lambda flow: flow_key(flow, records))
    planned = [record for record in records.values() if isinstance(record, Step) and record.product == product_id]
    planned.sort(key=lambda step: (step.order, step.id))
    measured = {figures.flow: figures for figures in analysis.flows}
    waiting = {step.id: step for step in planned}
    steps: list[ChartStep] = []
    for event in _events(flows):
        if isinstance(event, Flow):
            steps.append(_transport(event, measured.get(event.id), records))
        elif not planned and event.until > -inf:
            steps.append(_assumed(event.station, records))
        else:
            here = [step for step in waiting.values() if step.machine == event.station and step.order <= event.until]
            for step in here:
                del waiting[step.id]
                steps.append(_at_station(step, records))
    steps.extend(_at_station(step, records) for step in waiting.values())
    return ProcessChart(name, numbered(steps), summary(steps), _notes(steps, len(waiting), bool(flows)))


def numbered(steps: Iterable[ChartStep]) -> tuple[ChartStep, ...]:
    """The steps with their symbols numbered per type: O-1, T-1, O-2."""
    counts = dict.fromkeys(StepType, 0)
    done = []
    for step in steps:
        counts[step.type] += 1
        done.append(replace(step, number=f"{LETTERS[step.type]}-{counts[step.type]}"))
    return tuple(done)


def summary(steps: Sequence[ChartStep]) -> ChartSummary:
    """Counts and sums per symbol, total time and distance, and the VA ratio = VA time ÷ total time (methods.md 1.1).

    Distance on a step that is no transport counts. What is not known counts as 0. The ratio is None without any time.
    """
    symbols = tuple(
        SymbolSum(
            type,
            sum(step.type is type for step in steps),
            fsum(step.time_s or 0.0 for step in steps if step.type is type),
            fsum(step.distance_m or 0.0 for step in steps if step.type is type),
        )
        for type in StepType
    )
    time = fsum(step.time_s or 0.0 for step in steps)
    by_value = {value: fsum(step.time_s or 0.0 for step in steps if step.value is value) for value in ValueClass}
    return ChartSummary(
        symbols=symbols,
        time_s=time,
        distance_m=fsum(step.distance_m or 0.0 for step in steps),
        va_s=by_value[ValueClass.VALUE_ADDING],
        enva_s=by_value[ValueClass.NECESSARY],
        nva_s=by_value[ValueClass.WASTE],
        va_ratio=by_value[ValueClass.VALUE_ADDING] / time if time > 0 else None,
    )


@dataclass(frozen=True, slots=True)
class _Arrival:
    """The product comes to a station: steps there up to the order `until` are done before it goes on."""

    station: str
    until: float


def _events(flows: Sequence[Flow]) -> list[_Arrival | Flow]:
    """Arrivals and transports in the order of the routing; a branch off a station already visited is no arrival."""
    way: list[str | Flow] = []
    seen: set[str] = set()
    for flow in flows:
        if flow.start not in seen:
            way.append(flow.start)
        way.extend((flow, flow.end))
        seen |= {flow.start, flow.end}
    events: list[_Arrival | Flow] = []
    for place, item in enumerate(way):
        if isinstance(item, Flow):
            events.append(item)
            continue
        after = way[place + 1] if place + 1 < len(way) else None
        if item not in way[place + 1 :]:
            until = inf
        else:
            until = after.order if isinstance(after, Flow) and after.start == item else -inf
        events.append(_Arrival(item, until))
    return events


def _at_station(step: Step, records: Records) -> ChartStep:
    return ChartStep(
        type=step.type,
        description=step.description or step.type.value.capitalize(),
        station=_station(step.machine, records),
        place=step.machine,
        time_s=step.time_s,
        value=step.value,
        remark=step.remark,
        source=step.id,
    )


def _assumed(station: str, records: Records) -> ChartStep:
    name = _station(station, records)
    return ChartStep(StepType.OPERATION, name, station=name, place=station, remark="assumed", assumed=True)


def _transport(flow: Flow, figures: FlowFigures | None, records: Records) -> ChartStep:
    remarks = (flow.note, figures.reason if figures else "its station is not in the plan")
    return ChartStep(
        type=StepType.TRANSPORT,
        description=f"To {_station(flow.end, records)}",
        station=_station(flow.end, records),
        place=flow.end,
        quantity=flow.unit_load,
        distance_m=figures.distance_m if figures else None,
        time_s=figures.time_s_per_trip if figures else None,
        means=figures.method if figures else "",
        value=ValueClass.WASTE,
        remark="; ".join(remark for remark in remarks if remark),
        source=flow.id,
    )


def _station(id: str, records: Records) -> str:
    machine = records.get(id)
    return machine.name if isinstance(machine, Machine) else id


def _notes(steps: Sequence[ChartStep], off_routing: int, has_flows: bool) -> tuple[str, ...]:
    transports = [step for step in steps if step.type is StepType.TRANSPORT]
    found = []
    if not has_flows:
        found.append("The product has no flows: there is no routing and no transport.")
    elif off_routing:
        found.append("The last steps are at stations that the product's flows do not touch.")
    if any(step.assumed for step in steps):
        found.append("The product has no steps: an operation without time is assumed at each station.")
    if transports:
        found.append("A transport's time is a whole trip, with the empty way back where the method returns empty.")
    if any(step.distance_m is None for step in transports):
        found.append("Transports without a way are in no sum.")
    if any(step.value is None and step.time_s for step in steps):
        found.append("Steps without a value class count as time, not as value-adding time.")
    return tuple(found)

"""The flow process chart of a product, made from the plan: what happens at stations, and transports as measured.

The symbols are those of ASME, Operation and Flow Process Charts, 1947 (ANSI Y15.3M-1979), numbered per type; the
arithmetic is that of methods.md 1.1.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from floorwright.analysis.process_chart.rows import ChartRow, chart_rows, routing_runs
from floorwright.analysis.process_chart.steps import (
    LETTERS,
    ChartStep,
    ChartSummary,
    Conventions,
    SymbolSum,
    conventions_in,
    numbered,
    summary,
)
from floorwright.analysis.result import Analysis, FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Product
from floorwright.model.process_chart import ChartHead, Step, StepType, Subject, ValueClass, head_id
from floorwright.model.record import Record

__all__ = [
    "LETTERS", "ChartStep", "ChartSummary", "Conventions", "ProcessChart", "SymbolSum", "numbered", "process_chart",
    "summary",
]  # fmt: skip

AGREES_M, AGREES_SHARE = 0.05, 0.01
"""A typed distance agrees with the measured one when it is within 5 cm or 1 %: nobody types it more exactly."""
WALKS = {
    Subject.MATERIAL: "Is moved to",
    Subject.WORKER: "Walks to",
    Subject.EQUIPMENT: "Goes to",
}
"""How a transport is said of each subject: the material is handled, a worker acts."""


USUAL = Conventions()


@dataclass(frozen=True, slots=True)
class ProcessChart:
    """The chart of one product with its summary, and what must be known to read it."""

    product: str
    steps: tuple[ChartStep, ...]
    summary: ChartSummary
    notes: tuple[str, ...]
    id: str = ""
    """The id of the product."""
    conventions: Conventions = USUAL


def process_chart(
    records: Records,
    analysis: Analysis,
    product_id: str,
    measured: Mapping[str, FlowFigures] | None = None,
    own: Iterable[Record] | None = None,
) -> ProcessChart:
    """The chart of a product: the steps at the stations of its routing, and its flows as transports between them.

    A transport has the distance of the analysis and the time of one way there, loading and unloading included, unless
    a time was typed. When the product has no steps, each station gives an operation without time, marked as assumed.
    For many charts, `measured` are the analysis' flows by id and `own` the flows and steps of the product.
    """
    product = records.get(product_id)
    name = product.name if isinstance(product, Product) else product_id
    head = records.get(head_id(product_id))
    said = conventions_in(head if isinstance(head, ChartHead) else None)
    among = list(records.values()) if own is None else list(own)
    if measured is None:
        measured = {figures.flow: figures for figures in analysis.flows}
    rows = chart_rows(records, product_id, among)
    steps: list[ChartStep] = []
    here = ""
    for row in rows:
        if row.flow is not None:
            steps.append(_transport(row, measured.get(row.flow.id), records, said.subject))
        elif row.step is None:
            steps.append(_assumed(row.station, records))
        else:
            steps.append(_written(row.step, here, records, said.subject))
        here = row.place or here
    return charted(name, steps, said, _routing_notes(rows, among, product_id), product_id)


def charted(
    name: str, steps: Sequence[ChartStep], said: Conventions, notes: Sequence[str] = (), id: str = ""
) -> ProcessChart:
    """The chart of these lines: numbered, summed up, with what must be known to read it."""
    return ProcessChart(
        name, numbered(steps, said.combined), summary(steps, said), (*notes, *_notes(steps, said)), id, said
    )


def _written(step: Step, here: str, records: Records, subject: Subject) -> ChartStep:
    """A step as it was entered; `here` is where the subject is according to the lines before."""
    flags: list[str] = []
    if step.distance_m and step.type is not StepType.TRANSPORT:
        flags.append("a distance on a step that is no transport")
    if step.type is StepType.INSPECTION and step.inner is None and step.value is ValueClass.VALUE_ADDING:
        flags.append("an inspection adds no value")
    if step.machine and here and step.machine != here and step.type is not StepType.TRANSPORT:
        flags.append(f"nothing brings it here from {_station(here, records)}")
    return ChartStep(
        type=step.type,
        description=step.description or step.type.value.capitalize(),
        station=_station(step.machine, records),
        place=step.machine,
        quantity=step.quantity,
        distance_m=step.distance_m,
        time_s=step.time_s,
        means=step.means,
        value=step.value,
        remark=step.remark,
        source=step.id,
        inner=step.inner,
        time_per=step.time_per,
        people=step.people,
        timed=step.time_s is not None,
        idea=step.idea,
        idea_note=step.idea_note,
        proposed_time_s=step.proposed_time_s,
        proposed_distance_m=step.proposed_distance_m,
        flags=tuple(flags),
    )


def _assumed(station: str, records: Records) -> ChartStep:
    name = _station(station, records)
    return ChartStep(StepType.OPERATION, name, station=name, place=station, remark="assumed", assumed=True)


def _transport(row: ChartRow, figures: FlowFigures | None, records: Records, subject: Subject) -> ChartStep:
    flow = row.flow
    assert flow is not None
    step = row.step or Step(id=flow.id, product=flow.product, type=StepType.TRANSPORT)
    reason = figures.reason if figures else "its station is not in the plan"
    distance = figures.distance_m if figures else None
    measured = distance is not None
    flags = [reason] if reason else []
    if distance is not None and step.distance_m is not None and not agrees(step.distance_m, distance):
        flags.append(f"{step.distance_m:g} m was typed, the plan says {distance:.1f} m")
    return ChartStep(
        type=StepType.TRANSPORT,
        description=step.description or f"{WALKS[subject]} {_station(flow.end, records)}",
        station=_station(flow.end, records),
        place=flow.end,
        quantity=figures.pieces_per_trip if figures else flow.unit_load,
        distance_m=distance if measured else step.distance_m,
        time_s=step.time_s if step.time_s is not None else _way_s(figures),
        means=figures.method if figures else "",
        value=step.value or ValueClass.WASTE,
        remark="; ".join(remark for remark in (flow.note, step.remark) if remark),
        source=step.id,
        inner=step.inner,
        time_per=step.time_per,
        people=step.people,
        measured=measured,
        timed=step.time_s is not None,
        typed_m=step.distance_m if measured else None,
        idea=step.idea,
        idea_note=step.idea_note,
        proposed_time_s=step.proposed_time_s,
        proposed_distance_m=step.proposed_distance_m,
        flow=flow.id,
        flags=tuple(flags),
    )


def agrees(typed_m: float, measured_m: float) -> bool:
    """Whether a typed distance is the measured one, as exactly as people type."""
    return abs(typed_m - measured_m) <= max(AGREES_M, AGREES_SHARE * measured_m)


def _way_s(figures: FlowFigures | None) -> float | None:
    """One trip without the way back, which the subject does not make: load + way + unload."""
    if figures is None or figures.time_s_per_trip is None or figures.route.there_s is None:
        return None
    # A container that comes back is loaded and unloaded once more, which the subject does not see.
    return figures.route.there_s + figures.route.handling_s / (2 if figures.route.container_back else 1)


def _station(id: str, records: Records) -> str:
    machine = records.get(id)
    return machine.name if isinstance(machine, Machine) else id


def _routing_notes(rows: Sequence[ChartRow], among: Sequence[Record], product_id: str) -> list[str]:
    found = []
    shown = {row.flow.id for row in rows if row.flow is not None}
    if any(isinstance(r, Flow) and r.product == product_id and r.id not in shown for r in among):
        found.append("Of alternatives the chart follows the one that most of the quantity takes.")
    if not any(row.flow is not None for row in rows):
        found.append("The product has no flows: there is no routing and no transport on the plan.")
    elif not routing_runs(rows):
        found.append("Some steps are at stations that the product's flows do not touch.")
    if any(row.step is None and row.flow is None for row in rows):
        found.append("The product has no steps: an operation without time is assumed at each station.")
    return found


def _notes(steps: Sequence[ChartStep], said: Conventions) -> list[str]:
    transports = [step for step in steps if step.type is StepType.TRANSPORT]
    found = []
    if any(step.measured for step in transports):
        found.append("A transport's time is one way there with loading and unloading, unless a time was typed.")
    if any(step.distance_m is None for step in transports):
        found.append("Transports without a way are in no sum.")
    if any(step.value is None and step.time_s for step in steps):
        found.append("Steps without a value class count as time, not as value-adding time.")
    if said.subject is Subject.WORKER and any(step.type is StepType.STORAGE for step in steps):
        found.append("A worker is not stored: ▽ stands for holding, or belongs to a chart of the material.")
    if said.lot_size != 1:
        found.append(f"Times and distances are summed for a lot of {said.lot_size:g}.")
    return found

"""In what order the steps and flows of a product stand in its chart, and where each happens."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import inf

from floorwright.analysis.order import flow_key
from floorwright.model.alternative import Alternative
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow
from floorwright.model.process_chart import Step, StepType
from floorwright.model.record import Record


@dataclass(frozen=True, slots=True)
class ChartRow:
    """A line before its figures: a step, a flow, a step that stands for a flow, or a station where nothing is told."""

    step: Step | None = None
    flow: Flow | None = None
    station: str = ""

    @property
    def place(self) -> str:
        """The id of the machine where it happens, or to which it goes; empty where the line says none."""
        if self.flow is not None:
            return self.flow.end
        return self.step.machine if self.step is not None else self.station

    @property
    def goes(self) -> bool:
        """Whether it is a transport to a place on the plan."""
        return self.flow is not None or (
            self.step is not None and self.step.type is StepType.TRANSPORT and self.step.machine != ""
        )


def own_records(records: Records) -> dict[str, list[Flow | Step]]:
    """The flows and steps of every product, by its id: for many charts at once."""
    own: dict[str, list[Flow | Step]] = {}
    for record in records.values():
        if isinstance(record, Flow | Step):
            own.setdefault(record.product, []).append(record)
    return own


def chart_rows(records: Records, product_id: str, own: Iterable[Record] | None = None) -> tuple[ChartRow, ...]:
    """The lines of a product's chart in their order; `own` are its flows and steps, where they are known already.

    Once a step stands for a flow, the steps are in the order of their `order`, and flows without one follow the flow
    before them. Until then flows are taken by `order`, and steps stand where the product arrives at their station;
    where it arrives more than once, a step stands at the last arrival before a flow whose order is not below the
    step's. Steps without a station follow the step before them. When the product has no steps, each station gives a
    line of its own. Steps at stations off the routing come last.
    """
    among = records.values() if own is None else own
    flows = flows_followed(records, product_id, among)
    steps = [record for record in among if isinstance(record, Step) and record.product == product_id]
    steps.sort(key=lambda step: (step.order, step.id))
    known = {flow.id for flow in flows}
    if any(step.flow in known for step in steps):
        return _as_written(steps, flows)
    return _by_station(steps, flows)


def flows_followed(records: Records, product_id: str, among: Iterable[Record]) -> list[Flow]:
    """The flows of a product in their order: of alternatives that part at a station, the one with the largest share.

    A chart follows one subject, and no piece goes two ways.
    """
    flows = [record for record in among if isinstance(record, Flow) and record.product == product_id]
    flows.sort(key=lambda flow: flow_key(flow, records))
    parting: dict[str, list[Alternative]] = {}
    for flow in flows:
        found = records.get(flow.alternative or "")
        if isinstance(found, Alternative):
            parting.setdefault(flow.start, []).append(found)
    passed = {
        one.id
        for there in parting.values()
        for one in there
        if one.id != max(there, key=lambda other: (other.percent, other.id)).id
    }
    return [flow for flow in flows if flow.alternative not in passed]


def routing_runs(rows: Sequence[ChartRow]) -> bool:
    """Whether a step at a station comes after the product's flows, none of which touches that station."""
    touched = {end for row in rows if row.flow is not None for end in (row.flow.start, row.flow.end)}
    return not touched or all(row.flow is not None or not row.place or row.place in touched for row in rows)


def _as_written(steps: Sequence[Step], flows: Sequence[Flow]) -> tuple[ChartRow, ...]:
    """Steps by their order; the flows among them by the order of the routing, whatever the steps' order says."""
    standing: dict[str, Step] = {}
    for step in steps:
        if step.flow:
            standing.setdefault(step.flow, step)
    slots = iter([flow for flow in flows if flow.id in standing])
    rows: list[ChartRow] = []
    for step in steps:
        if standing.get(step.flow) is step and (flow := next(slots, None)) is not None:
            rows.append(ChartRow(standing[flow.id], flow))
        elif not step.flow:
            rows.append(ChartRow(step))
    before = ""
    for flow in flows:
        if flow.id not in standing:
            rows.insert(_behind(rows, before), ChartRow(flow=flow))
        before = flow.id
    return tuple(rows)


def _behind(rows: Sequence[ChartRow], flow: str) -> int:
    """The place behind a flow's line and the steps that follow it; with no flow, before the first flow's line."""
    start = next((n + 1 for n, row in enumerate(rows) if row.flow is not None and row.flow.id == flow), 0)
    return next((n for n in range(start, len(rows)) if rows[n].goes), len(rows))


def _by_station(steps: Sequence[Step], flows: Sequence[Flow]) -> tuple[ChartRow, ...]:
    rows: list[ChartRow] = []
    groups: list[list[Step]] = []
    for step in steps:
        if step.machine and step.type is not StepType.TRANSPORT:
            groups.append([step])
        elif groups:
            groups[-1].append(step)
        else:
            rows.append(ChartRow(step))
    waiting: dict[str, list[list[Step]]] = {}
    for group in groups:
        waiting.setdefault(group[0].machine, []).append(group)
    for event in _events(flows):
        if isinstance(event, Flow):
            rows.append(ChartRow(flow=event))
        elif not steps and event.until > -inf:
            rows.append(ChartRow(station=event.station))
        elif event.station in waiting:
            there = waiting[event.station]
            rows += [ChartRow(step) for group in there if group[0].order <= event.until for step in group]
            waiting[event.station] = [group for group in there if group[0].order > event.until]
    left = [group for there in waiting.values() for group in there]
    left.sort(key=lambda group: (group[0].order, group[0].id))
    rows += [ChartRow(step) for group in left for step in group]
    return tuple(rows)


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
    last = {item: place for place, item in enumerate(way) if isinstance(item, str)}
    events: list[_Arrival | Flow] = []
    for place, item in enumerate(way):
        if isinstance(item, Flow):
            events.append(item)
            continue
        after = way[place + 1] if place + 1 < len(way) else None
        until = after.order if isinstance(after, Flow) and after.start == item else -inf
        events.append(_Arrival(item, inf if last[item] == place else until))
    return events

"""What the plan tells of the work: quantities of the products and the times of their steps at stations."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from floorwright.api import (
    Analysis,
    Cell,
    ChartHead,
    Flow,
    Machine,
    Product,
    Records,
    Step,
    StepType,
    Subject,
    TimeBasis,
)

Rows = Mapping[str, tuple[tuple[Cell, ...], ...]]
ON_MACHINES = (StepType.OPERATION, StepType.INSPECTION)


@dataclass(frozen=True, slots=True)
class _Work:
    product: str
    operation: str
    station: str
    time_s: float


def operations_of_plan(records: Records, analysis: Analysis) -> Rows:
    """Rows for `operations` and `products`, a day: operations and inspections of every product with their stations."""
    quantities = _quantities(records, analysis)
    work = _work(records)
    made = {one.product for one in work}
    return {
        "operations": (
            ("product", "operation", "machine", "time_s"),
            *((one.product, one.operation, one.station, one.time_s) for one in work),
        ),
        "products": (
            ("product", "quantity"),
            *((name, quantity) for name, quantity in quantities.items() if name in made),
        ),
    }


def stations_of_plan(records: Records, analysis: Analysis) -> Rows:
    """Rows for `stations` and `products` of the takt: the time of a mean piece at every station, and what is wanted."""
    quantities = _quantities(records, analysis)
    work = _work(records)
    made = {one.product for one in work}
    wanted = sum(quantities.get(name, 0.0) for name in made)
    times: dict[str, float] = defaultdict(float)
    for one in work:
        share = quantities.get(one.product, 0.0) / wanted if wanted > 0 else 1.0 / len(made)
        times[one.station] += one.time_s * share
    return {
        "stations": (("station", "cycle_s"), *times.items()),
        "products": (("product", "quantity"), *((n, q) for n, q in quantities.items() if n in made)),
    }


def _quantities(records: Records, analysis: Analysis) -> dict[str, float]:
    """What is wanted of every product a day: what the last flows of its routing move, else what the product says."""
    names = {id: record.name for id, record in records.items() if isinstance(record, Product)}
    moved = {figures.flow: figures.quantity_per_day for figures in analysis.flows if not figures.trouble}
    last: dict[str, tuple[int, float]] = {}
    for flow in sorted((r for r in records.values() if isinstance(r, Flow)), key=lambda flow: (flow.order, flow.id)):
        if flow.product in names and flow.id in moved:
            before = last.get(flow.product, (flow.order - 1, 0.0))
            together = before[1] if before[0] == flow.order else 0.0
            last[flow.product] = (flow.order, moved[flow.id] + together)
    found = {id: amount for id, (_, amount) in last.items()}
    for id in names:
        product = records[id]
        if id not in found and isinstance(product, Product) and product.quantity_per_day is not None:
            found[id] = product.quantity_per_day
    return {name: found[id] for id, name in sorted(names.items(), key=lambda pair: pair[1]) if id in found}


def _work(records: Records) -> list[_Work]:
    """The work of products; charts that follow a worker or equipment tell of no pieces."""
    heads = {r.product: r for r in records.values() if isinstance(r, ChartHead)}
    others = {id for id, head in heads.items() if head.subject is not Subject.MATERIAL}
    steps = [r for r in records.values() if isinstance(r, Step) and r.type in ON_MACHINES]
    found = []
    for step in (step for step in steps if step.product not in others):
        product, station = records.get(step.product), records.get(step.machine)
        if isinstance(product, Product) and isinstance(station, Machine):
            name = step.description or step.type.value.capitalize()
            time = _time_a_piece(step, heads[step.product].lot_size if step.product in heads else 1.0)
            found.append(
                ((product.name.casefold(), step.order, step.id), _Work(product.name, name, station.name, time))
            )
    return [work for _, work in sorted(found, key=lambda pair: pair[0])]


def _time_a_piece(step: Step, lot: float) -> float:
    """The time of a step for one piece: that of a lot is shared by its pieces."""
    time = step.time_s or 0.0
    if step.time_per is TimeBasis.PIECE:
        return time
    pieces = step.quantity or lot
    return time / pieces if pieces > 0 else time

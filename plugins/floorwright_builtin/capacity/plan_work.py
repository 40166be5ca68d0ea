"""What the plan tells of the work: quantities of the products and the times of their steps at stations."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass

from floorwright.api import Analysis, Cell, Flow, Machine, Product, Records, Step, StepType

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
    quantities = _quantities(records)
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
    quantities = _quantities(records)
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


def _quantities(records: Records) -> dict[str, float]:
    """What is wanted of every product a day: the quantity of the last flows of its routing."""
    names = {id: record.name for id, record in records.items() if isinstance(record, Product)}
    last: dict[str, tuple[int, float]] = {}
    for flow in sorted((r for r in records.values() if isinstance(r, Flow)), key=lambda flow: (flow.order, flow.id)):
        if flow.product in names:
            before = last.get(flow.product)
            together = before is not None and before[0] == flow.order
            last[flow.product] = (flow.order, flow.quantity_per_day + (before[1] if together and before else 0.0))
    return {name: last[id][1] for id, name in sorted(names.items(), key=lambda pair: pair[1]) if id in last}


def _work(records: Records) -> list[_Work]:
    steps = [r for r in records.values() if isinstance(r, Step) and r.type in ON_MACHINES]
    found = []
    for step in steps:
        product, station = records.get(step.product), records.get(step.machine)
        if isinstance(product, Product) and isinstance(station, Machine):
            work = _Work(product.name, step.description or step.type.value.capitalize(), station.name, step.time_s)
            found.append(((product.name.casefold(), step.order, step.id), work))
    return [work for _, work in sorted(found, key=lambda pair: pair[0])]

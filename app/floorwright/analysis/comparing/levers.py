"""The inputs that a decision between two scenarios hangs on, each with how to change it in both at once."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from floorwright.analysis.order import name_key
from floorwright.model.container import Container
from floorwright.model.diff import Records
from floorwright.model.investment import Investment
from floorwright.model.kinds import Flow, Method, Product
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop

Changed = Callable[[Records, float], dict[str, Record]]
"""The records of a scenario that are others at a value of the input."""
Spent = Callable[[Investment, float], Investment]


@dataclass(frozen=True, slots=True)
class Lever:
    """An input: its value now and how far it can go. Either records change with it or the investment does."""

    name: str
    unit: str
    now: float
    lowest: float
    highest: float
    changed: Changed | None = None
    spent: Spent | None = None
    record: str = ""


MAY_BE_NOTHING = ("cost_per_h", "load_s", "unload_s")
REACH = 1000.0
"""An input is followed to a thousandth and to a thousand times what it is now."""


def levers(first: Records, second: Records, investment: Investment) -> tuple[Lever, ...]:
    """Volume, every product's quantity, unit loads, every method's speed, cost and handling, and the money."""
    flows = [r for records in (first, second) for r in records.values() if isinstance(r, Flow)]
    products = {r.id: r for records in (first, second) for r in records.values() if isinstance(r, Product)}
    methods = {r.id: r for records in (first, second) for r in records.values() if isinstance(r, Method)}
    tours = [r for records in (first, second) for r in records.values() if isinstance(r, Tour)]
    moved, carrying = (
        {flow.product for flow in flows},
        {flow.method for flow in flows} | {tour.method for tour in tours},
    )
    found = [_share_of("Volume of production", lambda records, k: scaled(records, k))]
    if len(moved & products.keys()) > 1:
        for product in sorted(products.values(), key=lambda one: (name_key(one.name), one.id)):
            if product.id in moved:
                found.append(_quantity(product))
    found.append(_share_of("Unit loads", _other_loads))
    for method in sorted(methods.values(), key=lambda one: (name_key(one.name), one.id)):
        if method.id in carrying:
            found += _of_method(method)
    return (*found, *_money(investment))


def scaled(records: Records, share: float, product: str = "") -> dict[str, Record]:
    """The records with their quantities times a share: those of one product, or all, stops of tours too."""
    found: dict[str, Record] = {}
    for id, record in records.items():
        of = record.product if isinstance(record, Flow) else id if isinstance(record, Product) else ""
        if isinstance(record, Flow | Product | TourStop) and product in ("", of):
            quantity = record.quantity_per_day
            if quantity is not None:
                found[id] = replace(record, quantity_per_day=quantity * share)
    return found


def _share_of(name: str, changed: Changed, record: str = "") -> Lever:
    return Lever(name, "× today", 1.0, 1 / REACH, REACH, changed, record=record)


def _quantity(product: Product) -> Lever:
    id = product.id
    return _share_of(f"Quantity of {product.name}", lambda records, k: scaled(records, k, id), id)


def _other_loads(records: Records, share: float) -> dict[str, Record]:
    found: dict[str, Record] = {}
    for id, record in records.items():
        if isinstance(record, Flow):
            found[id] = replace(record, unit_load=record.unit_load * share)
        elif isinstance(record, Container):
            found[id] = replace(record, pieces=record.pieces * share)
    return found


def _of_method(method: Method) -> list[Lever]:
    empty = f"Speed of {method.name} without a load"
    return [
        _field(method, "speed_m_s", f"Speed of {method.name}", "m/s"),
        *([_field(method, "speed_empty_m_s", empty, "m/s")] if method.speed_empty_m_s is not None else []),
        _field(method, "loads_at_once", f"Unit loads at once on {method.name}", "a trip"),
        _field(method, "cost_per_h", f"Cost an hour of {method.name}", "an hour"),
        _field(method, "load_s", f"Loading time of {method.name}", "s"),
        _field(method, "unload_s", f"Unloading time of {method.name}", "s"),
    ]


def _field(method: Method, field: str, name: str, unit: str) -> Lever:
    now = float(getattr(method, field))

    def changed(records: Records, value: float) -> dict[str, Record]:
        record = records.get(method.id)
        return {method.id: replace(record, **{field: value})} if isinstance(record, Method) else {}  # type: ignore[arg-type]

    lowest, highest = (now / REACH, now * REACH) if now > 0 else (0.0, REACH)
    return Lever(name, unit, now, 0.0 if field in MAY_BE_NOTHING else lowest, highest, changed, record=method.id)


def _money(investment: Investment) -> list[Lever]:
    if investment.moving_cost is None:
        return [_spent(investment, "extra_cost_per_day", "Extra cost a day", "a day", -1e9, 1e9)]
    return [
        _spent(investment, "moving_cost", "Moving cost", "once", 0.0, 1e12),
        _spent(investment, "production_lost", "Production lost", "once", 0.0, 1e12),
        _spent(investment, "extra_cost_per_day", "Extra cost a day", "a day", -1e9, 1e9),
        _spent(investment, "working_days_per_year", "Working days a year", "days", 1e-3, 366.0),
        _spent(investment, "discount_percent", "Interest", "% a year", 0.0, 1000.0),
        _spent(investment, "years", "Years looked at", "years", 1e-3, 100.0),
    ]


def _spent(investment: Investment, field: str, name: str, unit: str, lowest: float, highest: float) -> Lever:
    def spent(now: Investment, value: float) -> Investment:
        return replace(now, **{field: value})  # type: ignore[arg-type]

    return Lever(name, unit, getattr(investment, field), lowest, highest, spent=spent, record=investment.id)

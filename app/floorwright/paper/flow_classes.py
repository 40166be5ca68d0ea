"""What the colours of flows stand for: the classes of products, methods, departments or value, each with its colour."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from floorwright.analysis.order import name_key
from floorwright.analysis.pictures.departments import departments
from floorwright.analysis.result import FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Method, Product, Step, StepType, ValueClass
from floorwright.paper.flow_styles import PALETTE, WALKING, product_colours
from floorwright.paper.flow_view import WALKS, ColourBy, FlowView

VALUE_COLOURS = {"VA": "#2e9e4f", "ENVA": "#d9a900", "NVA": "#d64545", "": "#8a929b"}
VALUE_NAMES = {"VA": "value-adding", "ENVA": "necessary", "NVA": "waste", "": "not classified"}
TITLES = {
    ColourBy.PRODUCT: "Products", ColourBy.METHOD: "Handling", ColourBy.DEPARTMENT: "From department",
    ColourBy.VALUE: "Value",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class FlowClass:
    """A class of flows that share a colour; the key is an id, a department's name or a value class."""

    key: str
    name: str
    colour: str


class FlowClasses:
    """The classes of a view and the class of every flow."""

    def __init__(self, records: Records, view: FlowView) -> None:
        self._records = records
        self._named = departments(records) if view.colour is ColourBy.DEPARTMENT else {}
        self._values = _values(records) if view.colour is ColourBy.VALUE else {}
        self._key: Callable[[FlowFigures], str] = {
            ColourBy.PRODUCT: self._product, ColourBy.METHOD: self._method, ColourBy.DEPARTMENT: self._department,
            ColourBy.VALUE: self._value,
        }[view.colour]  # fmt: skip
        self._known = {one.key: one for one in _classes(records, view.colour, self._named)}
        self._first = next(iter(self._known.values()), FlowClass("", "", PALETTE[0]))

    def of(self, figures: FlowFigures) -> FlowClass:
        """The class of a flow."""
        return self._known.get(self._key(figures), self._first)

    def all(self) -> list[FlowClass]:
        """Every class, in the order of a legend."""
        return list(self._known.values())

    def used(self, flows: Sequence[FlowFigures]) -> list[FlowClass]:
        """The classes that flows have, in the order of a legend."""
        keys = {self.of(figures).key for figures in flows}
        return [one for key, one in self._known.items() if key in keys]

    def _product(self, figures: FlowFigures) -> str:
        flow = self._records.get(figures.flow)
        return flow.product if isinstance(flow, Flow) else ""

    def _method(self, figures: FlowFigures) -> str:
        flow = self._records.get(figures.flow)
        method = flow.method if isinstance(flow, Flow) else None
        return method if method and method in self._known else WALKS

    def _department(self, figures: FlowFigures) -> str:
        return self._named.get(figures.start_id, "")

    def _value(self, figures: FlowFigures) -> str:
        return self._values.get(figures.flow, "")


def _classes(records: Records, colour: ColourBy, named: dict[str, str]) -> list[FlowClass]:
    match colour:
        case ColourBy.PRODUCT:
            colours = product_colours(records)
            products = [record for record in records.values() if isinstance(record, Product)]
            products.sort(key=lambda p: (name_key(p.name), p.id))
            return [FlowClass(product.id, product.name, colours[product.id]) for product in products]
        case ColourBy.METHOD:
            methods = [record for record in records.values() if isinstance(record, Method)]
            methods.sort(key=lambda m: (name_key(m.name), m.id))
            made = [FlowClass(m.id, m.name, PALETTE[n % len(PALETTE)]) for n, m in enumerate(methods)]
            return [*made, FlowClass(WALKS, WALKING, VALUE_COLOURS[""])]
        case ColourBy.DEPARTMENT:
            names = sorted(set(named.values()), key=name_key)
            return [FlowClass(name, name, PALETTE[n % len(PALETTE)]) for n, name in enumerate(names)]
        case ColourBy.VALUE:
            return [FlowClass(key, VALUE_NAMES[key], colour) for key, colour in VALUE_COLOURS.items()]


def _values(records: Records) -> dict[str, str]:
    """The value class of every flow that the process chart gives one: that of the transport that stands for it."""
    steps = [record for record in records.values() if isinstance(record, Step) and record.value is not None]
    by_flow = {step.flow: _written(step.value) for step in steps}
    by_arrival = {(s.product, s.machine): _written(s.value) for s in steps if s.type is StepType.TRANSPORT}
    flows = [record for record in records.values() if isinstance(record, Flow)]
    found = {flow.id: by_flow.get(flow.id) or by_arrival.get((flow.product, flow.end), "") for flow in flows}
    return {id: value for id, value in found.items() if value}


def _written(value: ValueClass | None) -> str:
    return value.value if value else ""

"""Keeps flows by product, and in each product in the order of its routing, sorting only what has changed."""

from collections.abc import Mapping
from operator import attrgetter

from floorwright.analysis.order import NameKey, name_key
from floorwright.analysis.result import FlowFigures
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Product

_IN_ROUTING = attrgetter("order", "id")


class FlowOrder:
    """The order of `order.flow_key`: by the product's name and id, the place in the routing and the flow's id."""

    def __init__(self) -> None:
        self._flows: dict[str, dict[str, Flow]] = {}
        self._sorted: dict[str, list[str]] = {}
        self._names: dict[str, NameKey] = {}

    def add(self, flow: Flow) -> None:
        """Take a flow in."""
        flows = self._flows.get(flow.product)
        if flows is None:
            flows = self._flows[flow.product] = {}
        flows[flow.id] = flow
        if flow.product in self._sorted:
            del self._sorted[flow.product]

    def remove(self, flow: Flow) -> None:
        """Leave a flow out."""
        del self._flows[flow.product][flow.id]
        self._sorted.pop(flow.product, None)

    def renamed(self, product: str) -> None:
        """The product may have another name."""
        self._names.pop(product, None)

    def in_order(self, figures: Mapping[str, FlowFigures], records: Records) -> tuple[FlowFigures, ...]:
        """The figures of all flows that have some."""
        products = sorted(self._flows, key=lambda id: (self._name(id, records), id))
        ids = [id for product in products for id in self._of(product)]
        if len(figures) == len(ids):
            return tuple([figures[id] for id in ids])
        return tuple([figures[id] for id in ids if id in figures])

    def _of(self, product: str) -> list[str]:
        found = self._sorted.get(product)
        if found is None:
            flows = sorted(self._flows[product].values(), key=_IN_ROUTING)
            found = self._sorted[product] = [flow.id for flow in flows]
        return found

    def _name(self, product: str, records: Records) -> NameKey:
        if product not in self._names:
            record = records.get(product)
            self._names[product] = name_key(record.name if isinstance(record, Product) else "")
        return self._names[product]

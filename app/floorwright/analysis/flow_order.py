"""Keeps the order in which flows are listed: by product, and in each product as in its routing."""

from collections.abc import Mapping
from operator import attrgetter

from floorwright.analysis.order import NameKey, name_key
from floorwright.analysis.result import FlowFigures
from floorwright.model.diff import Diff, Records
from floorwright.model.kinds import Flow, Product

_ID, _PLACE = attrgetter("id"), attrgetter("order")


class FlowOrder:
    """The order of `order.flow_key`: by the product's name and id, the place in the routing and the flow's id.

    Only products whose flows have changed are put in order again.
    """

    def __init__(self, records: Records) -> None:
        self._records = records
        self._names: dict[str, NameKey] = {}
        self._ids: dict[str, list[str]] = {}
        """The flows of each product that is in order."""
        self._put_in_order(dict.fromkeys(flow.product for flow in records.values() if isinstance(flow, Flow)))

    def follow(self, diff: Diff) -> None:
        """Take up a change that the records already hold."""
        changed: dict[str, None] = {}
        for id, change in diff.items():
            for end in (change.before, change.after):
                if isinstance(end, Flow):
                    changed[end.product] = None
                elif isinstance(end, Product):
                    self._names.pop(id, None)
        if changed:
            self._put_in_order(changed)

    def in_order(self, figures: Mapping[str, FlowFigures]) -> tuple[FlowFigures, ...]:
        """The figures of all flows that have some."""
        products = sorted(self._ids, key=lambda id: (self._name(id), id))
        ids = [id for product in products for id in self._ids[product]]
        if len(figures) == len(ids):
            return tuple([figures[id] for id in ids])
        return tuple([figures[id] for id in ids if id in figures])

    def _put_in_order(self, products: Mapping[str, None]) -> None:
        flows: dict[str, list[Flow]] = {product: [] for product in products}
        for flow in self._records.values():
            if isinstance(flow, Flow) and flow.product in flows:
                flows[flow.product].append(flow)
        for product, each in flows.items():
            # By id and then, leaving those of one place as they are, by place: faster than by both at once.
            each.sort(key=_ID)
            each.sort(key=_PLACE)
            self._ids[product] = [flow.id for flow in each]

    def _name(self, product: str) -> NameKey:
        if product not in self._names:
            record = self._records.get(product)
            self._names[product] = name_key(record.name if isinstance(record, Product) else "")
        return self._names[product]

"""The order in which figures list what they speak of, however and in whatever order the plan was made."""

import re

from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Product

_DIGITS = re.compile(r"(\d+)")
NameKey = tuple[tuple[int, int, str], ...]
FlowKey = tuple[NameKey, str, int, str]


def name_key(name: str) -> NameKey:
    """A key that sorts names as people do: whatever the case, and “Press 2” before “Press 10”."""
    parts = _DIGITS.split(name.casefold())
    return tuple((1, int(part), "") if index % 2 else (0, 0, part) for index, part in enumerate(parts) if part)


def flow_key(flow: Flow, records: Records) -> FlowKey:
    """Flows by product, in the order of the product's routing."""
    product = records.get(flow.product)
    name = product.name if isinstance(product, Product) else ""
    return name_key(name), flow.product, flow.order, flow.id

"""How many pieces a flow moves a day, and in how many trips: from products, parts lists, alternatives, containers."""

import math
from collections.abc import Iterable, Mapping, Set

from floorwright.analysis.order import name_key
from floorwright.analysis.result import Warning
from floorwright.analysis.scrap import Starts, pieces_for_one_good
from floorwright.analysis.trips import whole_number
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Method, Product

NO_QUANTITY = "neither the flow nor its product says how many a day"
ROUND_IN_CIRCLES = "its quantity cannot be told: the parts list goes round in a circle"
SHARES_SLACK = 1e-9
"""So much may shares add up beside 100 % without being told: 33.3 + 33.3 + 33.4 in floating-point numbers."""

MOST = 1e300
"""Sums of quantities are not computed beyond this; such flows are too large to have figures anyway."""


class Amounts:
    """Works out quantities and trips a day over the records of one scenario."""

    def __init__(self, records: Records, whole_trips: bool) -> None:
        kinds = (Product, Part, Alternative, Container, Flow)
        found = [record for record in records.values() if isinstance(record, kinds)]
        self._whole = whole_trips
        self._products = {record.id: record for record in found if isinstance(record, Product)}
        self._parts = [record for record in found if isinstance(record, Part)]
        self._alternatives = {record.id: record for record in found if isinstance(record, Alternative)}
        self._containers = {record.id: record for record in found if isinstance(record, Container)}
        self.names = {id: product.name for id, product in self._products.items()}
        """The names of the products by their ids."""
        flows = [record for record in found if isinstance(record, Flow)]
        self._starts, self._begun = pieces_for_one_good(flows, self._alternatives)
        self.products = product_quantities(self._products.values(), self._parts, self._begun)
        """Pieces of every product a day, by its id; None where nobody says, infinite where the parts list is a loop."""

    def of(self, flow: Flow, method: Method) -> tuple[float, float, float, str]:
        """Pieces a day, pieces a trip, loaded trips a day, and why they cannot be told.

        Trips = pieces ÷ (pieces of a unit load × unit loads at once), a container's pieces before the flow's own unit
        load; rounded up when the plan counts whole trips. They may be infinite.
        """
        quantity = flow.quantity_per_day
        pieces = flow.unit_load
        if flow.container is not None and flow.container in self._containers:
            pieces = self._containers[flow.container].pieces
        pieces *= method.loads_at_once
        if quantity is None:
            quantity = self.products.get(flow.product)
            if quantity is None:
                return 0.0, pieces, 0.0, NO_QUANTITY
            if quantity == math.inf:
                return 0.0, pieces, 0.0, ROUND_IN_CIRCLES
            quantity *= self._starts.get(flow.id, 1.0)
        if flow.alternative is not None and flow.alternative in self._alternatives:
            quantity *= self._alternatives[flow.alternative].percent / 100
        try:
            trips = quantity / pieces
        except (OverflowError, ZeroDivisionError):
            trips = math.inf
        if self._whole and trips < math.inf:
            trips = float(whole_number(trips))
        return quantity, pieces, trips, ""

    def scraps(self, product: str) -> bool:
        """Whether there is scrap along the routing of a product, so that what a flow moves hangs on others."""
        return product in self._begun

    def container(self, flow: Flow) -> Container | None:
        """What the flow's pieces are carried in, None without one."""
        return self._containers.get(flow.container) if flow.container is not None else None

    def alternative_name(self, flow: Flow) -> str:
        """The name of the alternative that the flow is part of, empty for none."""
        found = self._alternatives.get(flow.alternative or "")
        return found.name if found else ""

    def warnings(self) -> list[Warning]:
        """What looks wrong in parts lists and shares, by product."""
        looping = {id for id, quantity in self.products.items() if quantity == math.inf}
        found = _loops(self._products, self._parts, looping)
        shares: dict[str, list[Alternative]] = {}
        for one in self._alternatives.values():
            shares.setdefault(one.product, []).append(one)
        for product, ways in shares.items():
            total = math.fsum(one.percent for one in ways)
            if abs(total - 100) > 100 * SHARES_SLACK:
                told = ", ".join(
                    f"{one.name} {one.percent:g} %" for one in sorted(ways, key=lambda a: name_key(a.name))
                )
                name = self._products[product].name if product in self._products else product
                why = f"they add up to {total:g} %, not to 100 %; the figures count them as they are"
                found.append(Warning(f"The alternatives of {name}", told, why, product))
        return sorted(found, key=lambda warning: (name_key(warning.what), warning.where, warning.source))


def product_quantities(
    products: Iterable[Product], parts: Iterable[Part], started: Starts | None = None
) -> dict[str, float | None]:
    """Good pieces a day of every product: what is made for itself, and what goes as parts into other products.

    Σ over the parts lists it is in of pieces × the quantity of the product it goes into, as many as are begun of it:
    `started` for one good piece by its id, 1 where that names none; products that nobody gives a
    quantity count there as none. None where neither is known; infinite for a product whose quantity would follow from
    itself, and for all that follow from it.
    """
    own = {product.id: product.quantity_per_day for product in products}
    begun = started or {}
    uses: dict[str, list[tuple[str, float]]] = {}
    waiting = dict.fromkeys(own, 0)
    for part in parts:
        if part.product in own and part.part in own:
            uses.setdefault(part.product, []).append((part.part, part.pieces))
            waiting[part.part] += 1
    needed: dict[str, list[float]] = {}
    known: dict[str, float | None] = dict.fromkeys(own, math.inf)
    ready = [id for id, count in waiting.items() if count == 0]
    while ready:
        id = ready.pop()
        as_part = needed.get(id, [])
        made = own[id]
        total = None if made is None and not as_part else math.fsum([min(made or 0.0, MOST), *as_part])
        known[id] = total
        for part_id, pieces in uses.get(id, ()):
            if total is not None:
                needed.setdefault(part_id, []).append(min(total * begun.get(id, 1.0) * pieces, MOST))
            waiting[part_id] -= 1
            if waiting[part_id] == 0:
                ready.append(part_id)
    return known


def _loops(products: Mapping[str, Product], parts: Iterable[Part], looping: Set[str]) -> list[Warning]:
    """A warning for every circle in the parts lists, naming what goes round in it."""
    goes_into: dict[str, str] = {}
    for part in parts:
        if part.part in looping and part.product in looping:
            # Of several the first by id, so that always the same circle is told.
            goes_into[part.part] = min(part.product, goes_into.get(part.part, part.product))
    found: list[Warning] = []
    seen: set[str] = set()
    for first in sorted(looping):
        trail: dict[str, int] = {}
        id = first
        while id not in seen and id not in trail:
            trail[id] = len(trail)
            id = goes_into[id]
        if id in trail:
            ring = list(trail)[trail[id] :][::-1]
            # Told from the product that comes first by its name, whatever the ids are.
            begin = min(range(len(ring)), key=lambda place: name_key(products[ring[place]].name))
            told = [products[key].name for key in (*ring[begin:], *ring[: begin + 1])]
            names = " → ".join(told)
            why = "a product cannot be a part of itself; flows that follow these quantities have none"
            found.append(Warning("A parts list goes round in a circle", names, why, id))
        seen |= trail.keys()
    return found

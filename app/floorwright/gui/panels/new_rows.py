"""What a new row of a table begins with."""

from collections.abc import Sequence

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.fields import TITLES
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.kinds import Flow, Machine, Method, Product, Step
from floorwright.model.record import Record, new_id
from floorwright.model.routing_line import RoutingLine
from floorwright.model.tour import Tour, TourStop

NEEDS: dict[type[Record], tuple[tuple[type[Record], int], ...]] = {
    Flow: ((Product, 1), (Machine, 2)),
    RoutingLine: ((Machine, 2),),
    Step: ((Product, 1), (Machine, 1)),
    Part: ((Product, 2),),
    Alternative: ((Product, 1),),
    Tour: ((Machine, 1),),
    TourStop: ((Tour, 1), (Machine, 1)),
}
"""What has to be in the plan before there can be one of a kind, and how many."""
WORDS = {Product: "product", Machine: "station", Tour: "tour"}


class NewRows:
    """Makes new records of a kind, one after the other, each with a name or place of its own."""

    def __init__(self, kind: type[Record], plan: OpenPlan) -> None:
        self._kind = kind
        view = plan.session.view
        self._products: Sequence[Product] = view.of(Product)
        self._machines: Sequence[Machine] = view.of(Machine)
        self._tours: Sequence[Tour] = view.of(Tour)
        same = view.of(kind)
        self._names = {getattr(record, "name", "") for record in same}
        self._number = 1
        owner = self._owner()
        of = "tour" if kind is TourStop else "product"
        orders = [getattr(r, "order", 0) for r in same if owner and getattr(r, of, "") == owner]
        self._order = max(orders, default=-1) + 1

    def make(self) -> Record:
        """The next one.

        Raises:
            FloorwrightError: when there is nothing yet for it to refer to.
        """
        self._refuse_too_early()
        id, kind = new_id(), self._kind
        order, self._order = self._order, self._order + 1
        if kind is Machine:
            return Machine(id=id, name=self._name(), x=0.0, y=0.0, width=2000.0, depth=1000.0)
        if kind is Method:
            return Method(id=id, name=self._name(), speed_m_s=1.3)
        if kind is Container:
            return Container(id=id, name=self._name())
        if kind is Tour:
            return Tour(id=id, name=self._name(), depot=self._machines[0].id)
        if kind is Alternative:
            return Alternative(id=id, product=self._owner(), name=self._name())
        if kind is Part:
            return Part(id=id, product=self._products[0].id, part=self._products[-1].id)
        if kind is TourStop:
            return TourStop(id=id, tour=self._owner(), station=self._machines[0].id, order=order)
        if kind is Flow:
            start, end = self._machines[0].id, self._machines[1].id
            return Flow(id=id, product=self._owner(), start=start, end=end, order=order)
        if kind is RoutingLine:
            return RoutingLine(id=id, product=self._owner(), stations=(self._machines[0].id, self._machines[1].id))
        if kind is Step:
            return Step(id=id, product=self._owner(), machine=self._machines[0].id, description="New step", order=order)
        return Product(id=id, name=self._name())

    def _owner(self) -> str:
        """The id of the product or tour that a new row belongs to: the newest."""
        owners: Sequence[Record] = self._tours if self._kind is TourStop else self._products
        return owners[-1].id if owners else ""

    def _name(self) -> str:
        while (name := f"{TITLES[self._kind]} {self._number}") in self._names:
            self._number += 1
        self._names.add(name)
        return name

    def _refuse_too_early(self) -> None:
        there = {Product: self._products, Machine: self._machines, Tour: self._tours}
        for kind, count in NEEDS.get(self._kind, ()):
            if len(there[kind]) < count:
                word = WORDS[kind]
                wanted = f"a {word}" if count == 1 else f"two {word}s"
                raise FloorwrightError(
                    f"A {TITLES[self._kind].casefold()} needs {wanted} first.",
                    hint="Place equipment, and add a product or tour in its table.",
                )

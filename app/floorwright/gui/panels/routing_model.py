"""Routings as rows, `Saw > Mill > Wash` in a cell: they are made of the flows of the plan, and change them."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from floorwright.editing.commands.copying import unique_name
from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.fields import Field, alternatives_of, id_named, ids_named
from floorwright.gui.panels.record_model import NOWHERE, ONE_BY_ONE, SAME, RecordModel
from floorwright.model.alternative import Alternative
from floorwright.model.diff import Diff, Records
from floorwright.model.document import Edit
from floorwright.model.kinds import Flow, Machine, Product
from floorwright.model.record import Record, new_id
from floorwright.model.routing_line import RoutingLine, line_of, names_in_sequence, rerouted, routing_chains

VARIOUS = "various"
"""What stands in a cell whose value differs from move to move; as long as it stands there, the moves keep theirs."""


class RoutingModel(RecordModel):
    """A row a routing: moves of one product and alternative that follow each other.

    Products and alternatives that a row is the first to name are made with it.
    """

    def __init__(self, plan: OpenPlan) -> None:
        self._of_product: dict[str, list[list[Flow]]] = {}
        self._chains: dict[str, list[Flow]] = {}
        self._lines: dict[str, RoutingLine] = {}
        self._new_products: dict[str, Product] = {}
        self._new_alternatives: dict[tuple[str, str], Alternative] = {}
        super().__init__(plan, RoutingLine)

    def record(self, row: int) -> RoutingLine:
        id = self.ids[row]
        if id not in self._lines:
            self._lines[id] = line_of(self._chains[id], self.plan.session.view.records)
        return self._lines[id]

    def ids_behind(self, rows: Sequence[int]) -> list[str]:
        return [flow.id for row in rows for flow in self._chains[self.ids[row]]]

    def words(self, row: int, field: Field) -> str:
        return VARIOUS if field.name in self.record(row).mixed else super().words(row, field)

    def value(self, record: Record, field: Field, text: str, said: Mapping[str, Any], records: Records) -> Any:
        assert isinstance(record, RoutingLine)
        clean = text.strip()
        if clean == VARIOUS and field.name in record.mixed:
            return SAME
        if field.name == "product" and clean:
            return self._product(clean, records)
        if field.name == "alternative" and clean:
            return self._alternative(clean, said.get("product", record.product), records).id
        if field.name == "stations":
            return tuple(self._station(name, record, records) for name in names_in_sequence(clean))
        return super().value(record, field, text, said, records)

    def changed(self, record: Record, values: Mapping[str, Any]) -> Record:
        assert isinstance(record, RoutingLine)
        # Another alternative has a share of its own.
        share = {"percent": None} if "alternative" in values else {}
        return replace(record, mixed=record.mixed - values.keys(), **{**share, **values})

    def put(self, edit: Edit, rows: Sequence[Record]) -> None:
        """Put the flows that the rows say into the plan, with products and alternatives that are new.

        Raises:
            FloorwrightError: when two rows give one alternative two shares.
        """
        lines = self._with_products(edit, [row for row in rows if isinstance(row, RoutingLine)])
        settled = self._with_alternatives(edit, lines)
        changed = rerouted(settled, self.plan.session.view.of(Flow))
        edit.put(*changed.put)
        edit.remove(*changed.remove)
        # They are in the plan now, where they may get other names.
        self._new_products.clear()
        self._new_alternatives.clear()

    def take_up(self, diff: Diff) -> None:
        sides = [side for change in diff.values() for side in (change.before, change.after)]
        touched = {side.product for side in sides if isinstance(side, Flow)}
        if touched:
            self._take_up_products(touched)
        elif any(isinstance(side, Machine | Product | Alternative) for side in sides):
            self._lines.clear()
            self._all_changed()

    def _take_up_products(self, touched: set[str]) -> None:
        self._gather_products(touched)
        chains = {one[0].id: one for own in self._of_product.values() for one in own}
        here = set(self.ids)
        kept = [id for id in chains if id in here]
        gone = [row for row in reversed(range(len(self.ids))) if self.ids[row] not in chains]
        if kept != [id for id in self.ids if id in chains] or len(gone) + len(chains) - len(kept) > ONE_BY_ONE:
            self.beginResetModel()
            self._index(chains)
            self.endResetModel()
            return
        for row in gone:
            self.beginRemoveRows(NOWHERE, row, row)
            del self.ids[row]
            self.endRemoveRows()
        for row, id in enumerate(chains):
            if id not in here:
                self.beginInsertRows(NOWHERE, row, row)
                self._chains[id] = chains[id]
                self.ids.insert(row, id)
                self.endInsertRows()
        self._index(chains)
        self._all_changed()

    def _with_products(self, edit: Edit, lines: Sequence[RoutingLine]) -> list[RoutingLine]:
        """The lines with products that are in the plan, a new one for all that name none."""
        new = {one.id: one for one in self._new_products.values()}
        needed: dict[str, Product] = {}
        found: list[RoutingLine] = []
        for line in lines:
            if not isinstance(edit.get(line.product), Product):
                product = needed.get(line.product) or new.get(line.product) or self._nameless()
                needed[line.product] = product
                line = replace(line, product=product.id)
            found.append(line)
        edit.put(*needed.values())
        return found

    def _nameless(self) -> Product:
        names = [record.name for record in self.plan.session.view.of(Product)]
        return Product(id=new_id(), name=unique_name("Product 1", names))

    def _with_alternatives(self, edit: Edit, lines: Sequence[RoutingLine]) -> list[RoutingLine]:
        """The lines with alternatives of their own products, which have the shares that the lines say."""
        settled = {one.id: one for one in self._new_alternatives.values()}
        needed: dict[str, Alternative] = {}
        shares: dict[str, float] = {}
        found: list[RoutingLine] = []
        for line in lines:
            if line.alternative is not None:
                own = self._own_alternative(edit, line, settled)
                if line.percent is not None and shares.setdefault(own.id, line.percent) != line.percent:
                    raise FloorwrightError(
                        f"“{own.name}” has the share {shares[own.id]:g} % and {line.percent:g} %.",
                        hint="All rows of an alternative have one share.",
                    )
                settled[own.id] = needed[own.id] = replace(own, percent=shares.get(own.id, own.percent))
                line = replace(line, alternative=own.id)
            found.append(line)
        edit.put(*needed.values())
        return found

    def _own_alternative(self, edit: Edit, line: RoutingLine, settled: Mapping[str, Alternative]) -> Alternative:
        """The alternative of a line, one of its own product of the same name where it was given another product."""
        id = line.alternative or ""
        given = settled.get(id) or edit.get(id)
        assert isinstance(given, Alternative)
        if given.product == line.product:
            return given
        own = self._alternative(given.name, line.product, edit.records)
        return own if own.id in edit.records else replace(own, percent=given.percent)

    def _product(self, name: str, records: Records) -> str:
        if ids_named(Product, name, records):
            return id_named(Product, name, records)
        return self._new_products.setdefault(name.casefold(), Product(id=new_id(), name=name)).id

    def _alternative(self, name: str, product: str, records: Records) -> Alternative:
        for one in alternatives_of(product, records).values():
            if one.name.casefold() == name.casefold():
                return one
        new = Alternative(id=new_id(), product=product, name=name)
        return self._new_alternatives.setdefault((product, name.casefold()), new)

    def _station(self, name: str, line: RoutingLine, records: Records) -> str:
        """The station of that name: of several with one name the one that the line has already."""
        found = ids_named(Machine, name, records)
        own = set(found) & set(line.stations)
        return own.pop() if len(own) == 1 else id_named(Machine, name, records)

    def _gather(self) -> None:
        self._of_product = {}
        self._gather_products(None)
        self._index({one[0].id: one for own in self._of_product.values() for one in own})

    def _gather_products(self, only: set[str] | None) -> None:
        own: dict[str, list[Flow]] = {}
        for flow in self.plan.session.view.of(Flow):
            if only is None or flow.product in only:
                own.setdefault(flow.product, []).append(flow)
        for product in only or ():
            self._of_product[product] = []
        for product, flows in own.items():
            self._of_product[product] = routing_chains(flows)

    def _index(self, chains: dict[str, list[Flow]]) -> None:
        self._chains = chains
        self._lines.clear()
        self.ids = list(chains)
        self._number()

    def _all_changed(self) -> None:
        if self.ids:
            self.dataChanged.emit(self.index(0, 0), self.index(len(self.ids) - 1, len(self.fields) - 1))

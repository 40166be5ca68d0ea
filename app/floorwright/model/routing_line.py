"""A product's routing as one line, `Saw > Mill > Wash`: how flows make lines, and how a changed line changes flows."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any, ClassVar

from floorwright.model.diff import Records
from floorwright.model.kinds import Flow
from floorwright.model.record import Record, new_id, refuse_unless

_ARROWS = re.compile(r"\s*(?:-{1,2}>|=>|>|→|⇒)\s*")
OF_EVERY_MOVE = ("quantity_per_day", "unit_load", "scrap_percent", "method", "container", "note")
"""What a line says for all its moves, under the names that flows have for it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoutingLine(Record):
    """Moves of one product, each from where the one before ended. It is never kept: what a plan has are the moves.

    Its id is that of the first move. `flows` are the ids of the moves in their order, empty for a line that is new.
    `mixed` names what differs from move to move; the line then says what the first one has.
    """

    KIND: ClassVar[str] = "routing"

    product: str
    alternative: str | None = None
    percent: float | None = None
    stations: tuple[str, ...] = ()
    quantity_per_day: float | None = None
    unit_load: float = 1.0
    scrap_percent: float = 0.0
    container: str | None = None
    method: str | None = None
    note: str = ""
    flows: tuple[str, ...] = ()
    mixed: frozenset[str] = frozenset()

    def check(self) -> None:
        where = "The routing"
        refuse_unless(len(self.stations) > 1, where, "it has to name two stations or more, such as Saw > Mill.")
        good = self.quantity_per_day is None or self.quantity_per_day >= 0
        refuse_unless(good, where, "the quantity cannot be negative.")
        refuse_unless(self.unit_load > 0, where, "the unit load must be larger than 0.")
        refuse_unless(0 <= self.scrap_percent < 100, where, "scrap is from 0 to less than 100 %.")
        shared = self.percent is None or self.alternative is not None
        refuse_unless(shared, where, "a share belongs to an alternative; name one.")
        refuse_unless(self.percent is None or 0 <= self.percent <= 100, where, "a share is from 0 to 100 %.")


def names_in_sequence(text: str) -> list[str]:
    """The names of stations in `Saw > Mill > Wash`; arrows such as `->` and `→` do as well."""
    return [name for part in _ARROWS.split(text) if (name := part.strip())]


def in_routing(flow: Flow) -> tuple[int, str]:
    """What the moves of a product are sorted by."""
    return flow.order, flow.id


def routing_chains(flows: Iterable[Flow]) -> list[list[Flow]]:
    """The moves of one product that follow each other, of each alternative for itself; each chain makes a line.

    They stand in the order of their first moves.
    """
    chains: dict[str | None, list[list[Flow]]] = {}
    for flow in sorted(flows, key=in_routing):
        own = chains.setdefault(flow.alternative, [])
        if own and own[-1][-1].end == flow.start:
            own[-1].append(flow)
        else:
            own.append([flow])
    found = [chain for own in chains.values() for chain in own]
    return sorted(found, key=lambda chain: in_routing(chain[0]))


def line_of(chain: Sequence[Flow], records: Records) -> RoutingLine:
    """The line that moves make which follow each other."""
    first = chain[0]
    mixed = frozenset(n for n in OF_EVERY_MOVE if any(getattr(f, n) != getattr(first, n) for f in chain[1:]))
    return RoutingLine(
        id=first.id,
        product=first.product,
        alternative=first.alternative,
        percent=getattr(records.get(first.alternative or ""), "percent", None),
        stations=(first.start, *(flow.end for flow in chain)),
        quantity_per_day=first.quantity_per_day,
        unit_load=first.unit_load,
        scrap_percent=first.scrap_percent,
        container=first.container,
        method=first.method,
        note=first.note,
        flows=tuple(flow.id for flow in chain),
        mixed=mixed,
    )


def moves_of(line: RoutingLine, old: Sequence[Flow]) -> list[Flow]:
    """The moves of a line, made of those that it had: moves between the same stations stay as they are.

    Of the others as many as possible go elsewhere, so that what belongs to them stays; then they pass no stations and
    waypoints any more. New ones are like the move before them. `rerouted` gives them their order.
    """
    said = {name: getattr(line, name) for name in OF_EVERY_MOVE if name not in line.mixed}
    pairs = list(pairwise(line.stations))
    left: dict[tuple[str, str], list[Flow]] = {}
    for flow in old:
        left.setdefault((flow.start, flow.end), []).append(flow)
    found = [left[pair].pop(0) if left.get(pair) else None for pair in pairs]
    kept = {flow.id for flow in found if flow is not None}
    spare = [flow for flow in old if flow.id not in kept]
    made: list[Flow] = []
    for (start, end), same in zip(pairs, found, strict=True):
        if same is not None:
            made.append(same)
        elif spare:
            made.append(replace(spare.pop(0), start=start, end=end, via=()))
        else:
            made.append(_new_move(line, made or list(old), start, end))
    common: dict[str, Any] = {"product": line.product, "alternative": line.alternative, **said}
    return [flow if _says(flow, common) else replace(flow, **common) for flow in made]


def _says(flow: Flow, values: dict[str, Any]) -> bool:
    return all(getattr(flow, name) == value for name, value in values.items())


def _new_move(line: RoutingLine, others: Sequence[Flow], start: str, end: str) -> Flow:
    if others:
        return replace(others[-1], id=new_id(), start=start, end=end, via=(), extra=())
    return Flow(
        id=new_id(),
        product=line.product,
        alternative=line.alternative,
        start=start,
        end=end,
        quantity_per_day=line.quantity_per_day,
        unit_load=line.unit_load,
        scrap_percent=line.scrap_percent,
        container=line.container,
        method=line.method,
        note=line.note,
    )


@dataclass(frozen=True, slots=True)
class Rerouted:
    """The flows to put into the plan, and the ids of those to remove from it."""

    put: tuple[Flow, ...]
    remove: tuple[str, ...]


def rerouted(lines: Iterable[RoutingLine], flows: Iterable[Flow]) -> Rerouted:
    """What makes `flows`, all of the plan, those that these changed and new lines say.

    The moves of a line stand where it stood among those of its product, those of a new line behind them all.
    """
    order: dict[str, list[Flow]] = {}
    known: dict[str, Flow] = {}
    for flow in sorted(flows, key=in_routing):
        order.setdefault(flow.product, []).append(flow)
        known[flow.id] = flow
    instead: dict[str, list[Flow]] = {}
    behind: dict[str, list[Flow]] = {}
    stay: set[str] = set()
    touched: set[str] = set()
    for line in lines:
        old = [known[id] for id in line.flows if id in known]
        new = moves_of(line, old)
        touched |= {line.product, *(flow.product for flow in old)}
        stay |= {flow.id for flow in new}
        if any(flow.product == line.product for flow in old):
            instead |= _in_place(old, new)
        else:
            instead |= {flow.id: [] for flow in old}
            behind.setdefault(line.product, []).extend(new)
    put: list[Flow] = []
    for product in sorted(touched):
        own = [now for flow in order.get(product, ()) for now in instead.get(flow.id, (flow,))]
        own += behind.get(product, ())
        if any(flow.id not in known for flow in own) or not all(
            in_routing(a) < in_routing(b) for a, b in pairwise(own)
        ):
            own = [flow if flow.order == n else replace(flow, order=n) for n, flow in enumerate(own)]
        put += [flow for flow in own if flow != known.get(flow.id)]
    return Rerouted(tuple(put), tuple(sorted(instead.keys() - stay)))


def _in_place(old: Sequence[Flow], new: Sequence[Flow]) -> dict[str, list[Flow]]:
    """What stands in the place of each old move, by its id: its own successor, or all new ones in that of the first."""
    if [flow.id for flow in old] == [flow.id for flow in new]:
        return {flow.id: [flow] for flow in new}
    return {flow.id: list(new) if n == 0 else [] for n, flow in enumerate(old)}

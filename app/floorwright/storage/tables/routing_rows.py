"""Flows written as a table of routings, a sequence of stations a row, where such rows can say all that they say."""

from collections.abc import Sequence
from itertools import groupby
from operator import attrgetter

from floorwright.analysis.order import name_key
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Product
from floorwright.model.routing_line import (
    OF_EVERY_MOVE,
    RoutingLine,
    in_routing,
    line_of,
    names_in_sequence,
    routing_chains,
)

COLUMNS = "product stations alternative percent quantity_per_day unit_load method container scrap_percent note"


def told_by_routings(records: Records) -> tuple[list[RoutingLine], set[str]]:
    """The lines of the products whose flows are read again from them just as they are, and the ids of those flows.

    Where quantities, loads, methods, scrap or notes differ along a routing it is several lines, one after the other. A
    product stays a matter of single moves where a move passes stations or waypoints, where the moves of several lines
    take turns, or where a station has an arrow in its name.
    """
    own: dict[str, list[Flow]] = {}
    for record in records.values():
        if isinstance(record, Flow):
            own.setdefault(record.product, []).append(record)
    lines: list[RoutingLine] = []
    for product in sorted(own, key=lambda id: (name_key(_name(records, id)), id)):
        chains = routing_chains(own[product])
        found = [line_of(part, records) for chain in chains for part in _alike(chain)]
        in_turn = [flow for chain in chains for flow in chain] == sorted(own[product], key=in_routing)
        readable = all(_readable(records, line.stations) for line in found)
        if in_turn and readable and not any(flow.via for flow in own[product]):
            lines += found
    return lines, {id for line in lines for id in line.flows}


def _alike(chain: Sequence[Flow]) -> list[list[Flow]]:
    """The moves of a chain in pieces that say the same for all their moves."""
    return [list(part) for _, part in groupby(chain, key=attrgetter(*OF_EVERY_MOVE))]


def _readable(records: Records, stations: Sequence[str]) -> bool:
    names = [_name(records, id) for id in stations]
    return names_in_sequence(" > ".join(names)) == names


def _name(records: Records, id: str) -> str:
    found = records.get(id)
    return found.name if isinstance(found, Product | Machine) else ""

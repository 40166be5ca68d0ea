"""What has to be moved so that enough is good at the end: scrap along a product's routing."""

from collections.abc import Iterable, Mapping

from floorwright.model.alternative import Alternative
from floorwright.model.kinds import Flow
from floorwright.model.routing_line import in_routing

Starts = Mapping[str, float]
SHARES_SLACK = 1e-9
MOST = 1e100
"""More than so many pieces for a good one are not told apart; such flows are too large to have figures anyway."""


def pieces_for_one_good(flows: Iterable[Flow], alternatives: Mapping[str, Alternative]) -> tuple[Starts, Starts]:
    """How many pieces are moved for one good piece at the end: by flow, and at the start of its routing by product.

    f = 1 ÷ Π (1 - d) over the flow and all that follow it, d being what the station scraps where a flow ends: the input
    of a step is its output ÷ (1 - scrap) (methods of from-to charts, quantity ÷ (1 - scrap downstream)). A flow is
    followed by the next of its product that starts where it ends: one of its alternative or of none. Where alternatives
    begin, each counts with its share; so it does after others, where the shares that begin there make up the whole.
    Products without scrap are left out.
    """
    every = list(flows)
    scrapping = {flow.product for flow in every if flow.scrap_percent}
    own: dict[str, list[Flow]] = {product: [] for product in scrapping}
    for flow in every if scrapping else ():
        if flow.product in scrapping:
            own[flow.product].append(flow)
    by_flow: dict[str, float] = {}
    by_product: dict[str, float] = {}
    for product in scrapping:
        behind: dict[str, dict[str | None, float]] = {}
        first = ""
        for flow in sorted(own[product], key=in_routing, reverse=True):
            next_ones = behind.get(flow.end, {})
            output = _needed(next_ones, flow.alternative, alternatives)
            pieces = min(output / (1 - flow.scrap_percent / 100), MOST)
            by_flow[flow.id] = pieces
            first = flow.start
            _put_before(behind.setdefault(flow.start, {}), flow.alternative, pieces)
        by_product[product] = _needed(behind[first], None, alternatives)
    return by_flow, by_product


def _put_before(ways: dict[str | None, float], alternative: str | None, pieces: float) -> None:
    """Note a flow that starts at a station before those behind it: one of no alternative stands before them all."""
    if alternative is None:
        ways.clear()
    ways[alternative] = pieces


def _needed(ways: Mapping[str | None, float], alternative: str | None, known: Mapping[str, Alternative]) -> float:
    """What has to come to a station for one good piece, which leaves it by these ways."""
    common = ways.get(None, 1.0)
    shares = {way: known[way].percent / 100 for way in ways if way is not None and way in known}
    parts_anew = sum(shares.values()) >= 1 - SHARES_SLACK
    if alternative is not None and (alternative in ways or not parts_anew):
        return ways.get(alternative, common)
    branched = sum(share * ways[way] for way, share in shares.items())
    return branched + max(0.0, 1.0 - sum(shares.values())) * common

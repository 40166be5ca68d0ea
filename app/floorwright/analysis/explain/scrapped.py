"""How scrap along a routing makes more go than is good at the end: what a flow's quantity is explained with."""

from floorwright.analysis.explain.explanation import Input
from floorwright.analysis.explain.flow_day import FlowDay
from floorwright.analysis.explain.inputs import of_record
from floorwright.analysis.explain.numerals import numeral
from floorwright.analysis.scrap import pieces_for_one_good
from floorwright.model.alternative import Alternative
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine
from floorwright.model.routing_line import in_routing

SOURCE = "input = output ÷ (1 - scrap) of every step from here on; from-to charts: quantity ÷ (1 - scrap downstream)"


def of_scrap(records: Records, day: FlowDay) -> tuple[tuple[Input, ...], tuple[str, ...]]:
    """What is scrapped from a flow that follows its product onwards, and a note of what that comes to.

    Nothing where the quantity is entered, or where nothing is scrapped.
    """
    if day.flow.quantity_per_day is not None:
        return (), ()
    own = [r for r in records.values() if isinstance(r, Flow) and r.product == day.flow.product]
    pieces = pieces_for_one_good(own, {id: r for id, r in records.items() if isinstance(r, Alternative)})[0]
    if pieces.get(day.flow.id, 1.0) == 1.0:
        return (), ()
    found = [
        of_record(flow, "scrap_percent", f"Scrap at {station.name}", "s", "%")
        for flow in sorted(own, key=in_routing)
        if flow.scrap_percent
        and in_routing(flow) >= in_routing(day.flow)
        and isinstance(station := records.get(flow.end), Machine)
    ]
    told = f"For one good piece at the end {numeral(pieces[day.flow.id])} are moved here: {SOURCE}."
    return tuple(found), (told,)

"""Options that say what is shown of the flows, as the window's flow view does."""

import math
from collections.abc import Callable, Iterable, Sequence
from typing import Any, TypeVar

import click

from floorwright.analysis.pictures.departments import departments
from floorwright.errors import ExportFailed
from floorwright.model.diff import Records
from floorwright.model.kinds import Method, Product
from floorwright.paper.flow_styles import WALKING
from floorwright.paper.flow_view import WALKS, ColourBy, FlowStyle, FlowView, TrafficShown

Command = TypeVar("Command", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--flows", "style", type=click.Choice([one.value for one in FlowStyle]), default="individual",
                 help="How flows are drawn: a line each, bands by aisle segment, spaghetti, or not at all."),
    click.option("--colour-by", type=click.Choice([one.value for one in ColourBy]), default="product",
                 help="What the colours of flows tell."),
    click.option("--product", multiple=True, help="Only flows of this product; may be repeated."),
    click.option("--method", multiple=True, help="Only flows by this method (“walking” for none); may be repeated."),
    click.option("--department", multiple=True, help="Only flows that start or end there; may be repeated."),
    click.option("--least-trips", type=float, default=0.0, help="Only flows with so many trips a day or more."),
    click.option("--traffic", type=click.Choice([one.value for one in TrafficShown]), default="none",
                 help="A congestion map by aisle segment: trips or meetings an hour, or vehicles in it."),
    click.option("--loaded-only", is_flag=True, help="Empty returns do not count as traffic."),
    click.option("--heat", "heat_cell_m", type=float, default=None, metavar="METRES",
                 help="A heat map in metre-trips per m² with cells of this size."),
    click.option("--blur", is_flag=True, help="Smooth the picture of the heat map; numbers stay as they are."),
)  # fmt: skip


def flow_options(command: Command) -> Command:
    """The command with all options of a flow view; `view_of` makes one of them."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def view_of(
    records: Records,
    *,
    style: str,
    colour_by: str,
    product: Sequence[str],
    method: Sequence[str],
    department: Sequence[str],
    least_trips: float,
    traffic: str,
    loaded_only: bool,
    heat_cell_m: float | None,
    blur: bool,
) -> FlowView:
    """The flow view that the options ask for.

    Raises:
        ExportFailed: for a name that is not in the plan, and for sizes that make no sense.
    """
    if heat_cell_m is not None and not 0 < heat_cell_m < math.inf:
        raise ExportFailed(f"Cells of {heat_cell_m:g} m have no size.", hint="Try --heat 1.")
    if not 0 <= least_trips < math.inf:
        raise ExportFailed(f"{least_trips:g} is no least number of trips.", hint="Give a number from 0 on.")
    products = [(r.name, r.id) for r in records.values() if isinstance(r, Product)]
    methods = [(r.name, r.id) for r in records.values() if isinstance(r, Method)]
    places = [(name, name) for name in dict.fromkeys(departments(records).values())]
    return FlowView(
        style=FlowStyle(style),
        colour=ColourBy(colour_by),
        products=_named(product, products, "product"),
        methods=_named(method, [*methods, (WALKING, WALKS)], "method"),
        departments=_named(department, places, "department"),
        least_trips_per_day=least_trips,
        traffic=TrafficShown(traffic),
        returns=not loaded_only,
        heat=heat_cell_m is not None,
        heat_cell_m=heat_cell_m or 1.0,
        heat_blurred=blur,
    )


def _named(asked: Sequence[str], known: Iterable[tuple[str, str]], what: str) -> frozenset[str] | None:
    if not asked:
        return None
    ids: dict[str, list[str]] = {}
    for name, id in known:
        ids.setdefault(name.casefold(), []).append(id)
    for name in asked:
        if name.casefold() not in ids:
            some = ", ".join(sorted(ids)[:12]) or "none"
            raise ExportFailed(f"There is no {what} “{name}”.", hint=f"Use one of {some}.")
    return frozenset(id for name in asked for id in ids[name.casefold()])

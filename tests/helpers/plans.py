"""Small plans for tests, told by the names of things: `plan(machine("Saw", 0, 0), …)` in metres, as in the tables."""

from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, Aisle, DistanceMode, Flow, Machine, Method, Opening, Plan, Product, Wall
from floorwright.model.record import Point, Record


def mm(point: Point | None) -> Point | None:
    """Metres as millimetres."""
    return None if point is None else (point[0] * 1000, point[1] * 1000)


def machine(
    name: str,
    x_m: float,
    y_m: float,
    width_m: float = 1.0,
    depth_m: float = 1.0,
    *,
    rotation: float = 0.0,
    mirrored: bool = False,
    pickup_m: Point | None = None,
    dropoff_m: Point | None = None,
    id: str = "",
) -> Machine:
    """A machine; its id is its name unless another is given."""
    return Machine(
        id=id or name,
        name=name,
        x=x_m * 1000,
        y=y_m * 1000,
        width=width_m * 1000,
        depth=depth_m * 1000,
        rotation=rotation,
        mirrored=mirrored,
        pickup=mm(pickup_m),
        dropoff=mm(dropoff_m),
    )


def flow(
    product: str,
    start: str,
    end: str,
    quantity: float | None = 1.0,
    *,
    unit_load: float = 1.0,
    alternative: str | None = None,
    container: str | None = None,
    method: str | None = None,
    via: tuple[str | Point, ...] = (),
    order: int = 0,
    scrap_percent: float = 0.0,
    id: str = "",
) -> Flow:
    """A flow between machines by id; waypoints are metres. Its id is `product:start>end` unless another is given."""
    return Flow(
        id=id or f"{product}:{start}>{end}",
        product=product,
        start=start,
        end=end,
        quantity_per_day=quantity,
        unit_load=unit_load,
        method=method,
        via=tuple(stop if isinstance(stop, str) else (stop[0] * 1000, stop[1] * 1000) for stop in via),
        order=order,
        alternative=alternative,
        container=container,
        scrap_percent=scrap_percent,
    )


def method(
    name: str,
    speed_m_s: float = 1.0,
    *,
    load_s: float = 0.0,
    unload_s: float = 0.0,
    cost_per_h: float = 0.0,
    return_empty: bool = True,
    units: int | None = None,
    available_h: float = 8.0,
    width_m: float | None = None,
    aisle_width_m: float | None = None,
    speed_empty_m_s: float | None = None,
    loads_at_once: float = 1.0,
) -> Method:
    """A handling method; its id is its name."""
    return Method(
        id=name,
        name=name,
        speed_m_s=speed_m_s,
        load_s=load_s,
        unload_s=unload_s,
        cost_per_h=cost_per_h,
        return_empty=return_empty,
        units=units,
        available_h_per_day=available_h,
        width=None if width_m is None else width_m * 1000,
        aisle_width=None if aisle_width_m is None else aisle_width_m * 1000,
        speed_empty_m_s=speed_empty_m_s,
        loads_at_once=loads_at_once,
    )


def wall(id: str, x1_m: float, y1_m: float, x2_m: float, y2_m: float, thickness_m: float = 0.0) -> Wall:
    """A wall along its centre line."""
    return Wall(id=id, x1=x1_m * 1000, y1=y1_m * 1000, x2=x2_m * 1000, y2=y2_m * 1000, thickness=thickness_m * 1000)


def opening(id: str, wall: str, at_m: float, width_m: float) -> Opening:
    """A door in a wall, its middle `at_m` from the wall's first end."""
    return Opening(id=id, wall=wall, at=at_m * 1000, width=width_m * 1000)


def aisle(
    id: str, x1_m: float, y1_m: float, x2_m: float, y2_m: float, *, width_m: float | None = None, one_way: bool = False
) -> Aisle:
    """A piece of aisle along its centre line."""
    return Aisle(
        id=id,
        x1=x1_m * 1000,
        y1=y1_m * 1000,
        x2=x2_m * 1000,
        y2=y2_m * 1000,
        width=None if width_m is None else width_m * 1000,
        one_way=one_way,
    )


def plan(*records: Record, mode: DistanceMode = DistanceMode.STRAIGHT, whole_trips: bool = False) -> dict[str, Record]:
    """The records of one scenario; products that flows name and that are not given are added."""
    table: dict[str, Record] = {PLAN_ID: Plan(id=PLAN_ID, distance_mode=mode, whole_trips=whole_trips)}
    table |= {record.id: record for record in records}
    for record in records:
        if isinstance(record, Flow):
            table.setdefault(record.product, Product(id=record.product, name=record.product))
    return table


def without(records: Records, *ids: str) -> dict[str, Record]:
    """The records but for some."""
    return {key: record for key, record in records.items() if key not in ids}

"""What figures are made from, with where each value stands and who gave it."""

from dataclasses import MISSING, fields

from floorwright.analysis.explain.explanation import Input, Origin, Value
from floorwright.analysis.explain.flow_day import FlowDay, walks
from floorwright.model.diff import Records
from floorwright.model.kinds import PLAN_ID, DistanceMode, Machine, Method, Plan
from floorwright.model.record import Record

MODES = {
    DistanceMode.STRAIGHT: "straight lines",
    DistanceMode.RECTILINEAR: "right angles",
    DistanceMode.AISLE: "along the aisles",
    DistanceMode.FREE: "shortest free path",
}


def of_record(record: Record, field: str, name: str, symbol: str, unit: str = "", value: Value = None) -> Input:
    """A field of a record: default while it holds what a new record of its kind holds, else entered.

    A field that holds None, or whose figure is another than the field, is given its `value`.
    """
    held = getattr(record, field)
    shown = value if value is not None else held
    return Input(name, symbol, shown, unit, _origin(record, field), record.id, field)


def of_flow(day: FlowDay) -> tuple[Input, ...]:
    """How much is moved, and how much at once; where that follows from other records, they are named."""
    quantity, pieces = day.figures.quantity_per_day, day.figures.pieces_per_trip
    flow = day.flow
    if quantity == flow.quantity_per_day:
        much = of_record(flow, "quantity_per_day", f"Quantity, {day.name}", "q", "pieces a day")
    else:
        share = f", share of “{day.figures.alternative}”" if day.figures.alternative else ""
        whose = "product's quantity, parts lists and scrap" if flow.quantity_per_day is None else "flow's quantity"
        words = f"Quantity, {day.name} (from the {whose}{share})"
        record = flow.product if flow.quantity_per_day is None else flow.id
        much = Input(words, "q", quantity, "pieces a day", Origin.ENTERED, record, "quantity_per_day")
    if pieces == flow.unit_load:
        load = of_record(flow, "unit_load", f"Unit load, {day.name}", "u", "pieces a trip")
    else:
        held = f"container “{day.figures.container}”" if day.figures.container else "unit load"
        words = f"Pieces a trip, {day.name} ({held} × {day.method.loads_at_once:g} at once)"
        record, field = (flow.container, "pieces") if flow.container else (flow.id, "unit_load")
        load = Input(words, "u", pieces, "pieces a trip", Origin.ENTERED, record, field)
    return (much, load)


def of_distance(day: FlowDay, mode: DistanceMode) -> Input:
    """The measured way of a flow."""
    name = f"Distance, {day.name} ({MODES[mode]})"
    return Input(name, "d", day.distance_m, "m", Origin.MEASURED, day.flow.id, "")


def of_turns(day: FlowDay) -> tuple[Input, ...]:
    """How often the way turns from one aisle into another; nothing where turns cost nothing."""
    if not day.turn_s:
        return ()
    return (Input(f"Turns, {day.name}", "k", float(day.turns), "", Origin.MEASURED, day.flow.id, ""),)


def of_speed(method: Method, assumed: bool) -> tuple[Input, ...]:
    """How fast it goes, and whether it returns empty."""
    if assumed:
        return (
            Input("Speed of walking", "v", method.speed_m_s, "m/s", Origin.ASSUMED),
            Input("Walking returns empty", "w", method.return_empty, "", Origin.ASSUMED),
        )
    return (
        of_record(method, "speed_m_s", f"Speed of {method.name}", "v", "m/s"),
        *(
            (of_record(method, "speed_empty_m_s", f"Speed of {method.name} without a load", "ve", "m/s"),)
            if method.speed_empty_m_s is not None
            else ()
        ),
        of_record(method, "return_empty", f"{method.name} returns empty", "w"),
    )


def of_handling(method: Method, assumed: bool) -> tuple[Input, ...]:
    """How long loading and unloading take."""
    if assumed:
        return (Input("Handling of a load when walking", "t", 0.0, "s", Origin.ASSUMED),)
    return (
        of_record(method, "load_s", f"Loading, {method.name}", "tL", "s"),
        of_record(method, "unload_s", f"Unloading, {method.name}", "tU", "s"),
    )


def of_rate(method: Method, assumed: bool, currency: str) -> tuple[Input, ...]:
    """What an hour costs."""
    unit = f"{currency} an hour"
    if assumed:
        return (Input("Cost of walking", "c", 0.0, unit, Origin.ASSUMED),)
    return (of_record(method, "cost_per_h", f"Cost of {method.name}", "c", unit),)


def of_hours(method: Method, assumed: bool) -> tuple[Input, ...]:
    """How long it works a day, and how many of it there are."""
    if assumed:
        return (Input("Hours available for walking", "H", method.available_h_per_day, "h a day", Origin.ASSUMED),)
    hours = of_record(method, "available_h_per_day", f"Hours available, {method.name}", "H", "h a day")
    if method.units is None:
        words = "not said: as many as are needed"
        return (hours, Input(f"Units of {method.name}", "n", words, "", Origin.DEFAULT, method.id, "units"))
    return (hours, of_record(method, "units", f"Units of {method.name}", "n", value=float(method.units)))


def of_plan(records: Records, *wanted: str) -> tuple[Input, ...]:
    """The conventions of the plan among these: distance_mode, whole_trips, turn_penalty_s."""
    plan = records.get(PLAN_ID)
    if not isinstance(plan, Plan):
        return ()
    every = {
        "distance_mode": lambda: of_record(plan, "distance_mode", "Distances", "", "", MODES[plan.distance_mode]),
        "whole_trips": lambda: of_record(plan, "whole_trips", "Whole trips only", ""),
        "turn_penalty_s": lambda: of_record(plan, "turn_penalty_s", "Time of a turn", "tT", "s"),
    }
    return tuple(every[one]() for one in wanted)


def of_ends(records: Records, day: FlowDay) -> tuple[Input, ...]:
    """Where the way of a flow begins and ends."""
    found: list[Input] = []
    for id, field, words in (
        (day.flow.start, "pickup", "Pick-up point of"),
        (day.flow.end, "dropoff", "Drop-off point of"),
    ):
        station = records.get(id)
        if isinstance(station, Machine):
            offset = getattr(station, field)
            told = "the centre" if offset is None else f"{offset[0] / 1000:g}; {offset[1] / 1000:g} m from the centre"
            found.append(of_record(station, field, f"{words} {station.name}", "", "", told))
            place = f"{station.x / 1000:g}; {station.y / 1000:g}"
            found.append(Input(f"Place of {station.name}", "", place, "m", Origin.MEASURED, station.id, "x"))
    return tuple(found)


def of_methods(days: list[FlowDay], *parts: str, currency: str = "") -> tuple[Input, ...]:
    """Of every method that carries something: speed, handling, rate, hours, as asked for, in the order of use."""
    methods = {day.method.id: (day.method, walks(day)) for day in days}
    found: list[Input] = []
    for method, assumed in methods.values():
        if "speed" in parts:
            found += of_speed(method, assumed)
        if "handling" in parts:
            found += of_handling(method, assumed)
        if "rate" in parts:
            found += of_rate(method, assumed, currency)
        if "hours" in parts:
            found += of_hours(method, assumed)
    return tuple(found)


def _origin(record: Record, field: str) -> Origin:
    default = next((one.default for one in fields(record) if one.name == field), MISSING)
    return Origin.DEFAULT if default is not MISSING and getattr(record, field) == default else Origin.ENTERED

"""A balance and the plan: the line as it stands there, its stations put there, and coloured by how busy they are."""

from collections.abc import Mapping

from floorwright.api import (
    Analysis,
    Cell,
    ChartHead,
    Machine,
    Product,
    Records,
    StationFigure,
    Step,
    StepType,
    StudyAnswer,
    StudyFailed,
    StudyInput,
    Subject,
    TimeBasis,
    a_circle,
    new_id,
)

WIDE_MM, DEEP_MM, PITCH_MM, AWAY_MM = 2000.0, 1500.0, 3000.0, 3000.0
SYMBOL = "assembly-station"
_WORK = (StepType.OPERATION, StepType.INSPECTION)


def from_plan(records: Records, analysis: Analysis) -> Mapping[str, tuple[tuple[Cell, ...], ...]]:
    """Tasks, stations and, where there are several products, models: the operations of the process charts.

    An operation of one name at one station is one task for all products; what a product does first comes first.

    Raises:
        StudyFailed: when no process chart has an operation at a station.
    """
    heads = {one.product: one for one in records.values() if isinstance(one, ChartHead)}
    steps = [
        one
        for one in records.values()
        if isinstance(one, Step)
        and one.type in _WORK
        and isinstance(records.get(one.machine), Machine)
        and isinstance(records.get(one.product), Product)
        and (one.product not in heads or heads[one.product].subject is Subject.MATERIAL)
    ]
    if not steps:
        raise StudyFailed(
            "The plan has no operation at a station.", hint="Give the steps of a process chart their stations."
        )
    names: dict[tuple[str, str], str] = {}
    times: dict[str, dict[str, float]] = {}
    before: dict[str, list[str]] = {}
    where: dict[str, str] = {}
    for product in dict.fromkeys(one.product for one in steps):
        earlier = ""
        for step in sorted((one for one in steps if one.product == product), key=lambda one: (one.order, one.id)):
            lot = heads[product].lot_size if product in heads else 1.0
            name = names.setdefault((step.description.casefold(), step.machine), _free(step, names))
            where[name] = step.machine
            mine = times.setdefault(name, {})
            mine[product] = mine.get(product, 0.0) + _a_piece(step, lot)
            links = before.setdefault(name, [])
            if earlier and earlier != name and earlier not in links:
                links.append(earlier)
                if _is_circle(before):
                    links.remove(earlier)
            earlier = name
    numbers = {machine: number for number, machine in enumerate(dict.fromkeys(where.values()), 1)}
    products = list(dict.fromkeys(one.product for one in steps))
    tasks = [(name, max(times[name].values()), "; ".join(before[name]), numbers[where[name]]) for name in times]
    found: dict[str, tuple[tuple[Cell, ...], ...]] = {
        "tasks": (("task", "time_s", "predecessors", "station"), *tasks),
        "stations": (("station", "name"), *((number, _name(records, one)) for one, number in numbers.items())),
    }
    if len(products) > 1:
        shares = [(_name(records, one), _quantity(records, one)) for one in products]
        rows = [(_name(records, one), name, times[name].get(one, 0.0)) for one in products for name in times]
        found["models"] = (("model", "share"), *shares)
        found["model_times"] = (("model", "task", "time_s"), *rows)
    return found


def _free(step: Step, names: Mapping[tuple[str, str], str]) -> str:
    plain = step.description.replace(";", " ").replace(",", " ").strip() or step.type.value.capitalize()
    name, taken, number = plain, set(names.values()), 2
    while name in taken:
        name, number = f"{plain} {number}", number + 1
    return name


def _is_circle(before: Mapping[str, list[str]]) -> bool:
    places = {name: at for at, name in enumerate(before)}
    return bool(a_circle([[places[one] for one in links if one in places] for links in before.values()]))


def _a_piece(step: Step, lot: float) -> float:
    time = step.time_s or 0.0
    pieces = 1.0 if step.time_per is TimeBasis.PIECE else step.quantity or lot
    return time / pieces if pieces > 0 else time


def _name(records: Records, id: str) -> str:
    record = records[id]
    return record.name if isinstance(record, Machine | Product) else ""


def _quantity(records: Records, id: str) -> float:
    record = records[id]
    return (record.quantity_per_day or 1.0) if isinstance(record, Product) else 1.0


def to_plan(given: StudyInput, answer: StudyAnswer, records: Records) -> tuple[Machine, ...]:
    """The stations of the balance that the plan does not have by name, in a row (or a U) beside what is there.

    Raises:
        StudyFailed: when all are there, or the line has no balance.
    """
    if "stations" not in answer.tables:
        raise StudyFailed("There is no balance to put on the plan.")
    there = {one.name.strip().casefold() for one in records.values() if isinstance(one, Machine)}
    names = []
    for row in answer.tables["stations"].rows:
        copies = int(row[2] or 1)
        names += [str(row[1]) if copies == 1 else f"{row[1]}.{one}" for one in range(1, copies + 1)]
    new = [name for name in names if name.casefold() not in there]
    if not new:
        raise StudyFailed("All stations of the balance are on the plan.", hint="They are known by their names.")
    left, low = _beside(records)
    half = -(-len(new) // 2)
    made = []
    for at, name in enumerate(new):
        column, line = at, 0
        if given.text("layout") == "u" and at >= half:
            column, line = len(new) - 1 - at, 1
        x, y = left + column * PITCH_MM + WIDE_MM / 2, low - line * PITCH_MM - DEEP_MM / 2
        tasks = _tasks(answer, name)
        note = f"Tasks: {tasks}" if tasks else ""
        made.append(Machine(id=new_id(), name=name, x=x, y=y, width=WIDE_MM, depth=DEEP_MM, symbol=SYMBOL, note=note))
    return tuple(made)


def _tasks(answer: StudyAnswer, name: str) -> str:
    return next((str(row[3]) for row in answer.tables["stations"].rows if name in (row[1], f"{row[1]}.1")), "")


def _beside(records: Records) -> tuple[float, float]:
    """The upper left corner of free floor below all stations."""
    boxes = [
        (one.x - max(one.width, one.depth) / 2, one.y - max(one.width, one.depth) / 2)
        for one in records.values()
        if isinstance(one, Machine)
    ]
    if not boxes:
        return 0.0, 0.0
    return min(x for x, _ in boxes), min(y for _, y in boxes) - AWAY_MM


def on_plan(given: StudyInput, answer: StudyAnswer) -> tuple[StationFigure, ...]:
    """How much of the cycle each station is at work."""
    if "stations" not in answer.tables:
        return ()
    return tuple(
        StationFigure(
            station=str(row[1]), value=100 * float(row[6] or 0), label="Load", unit="%", high=100.0, decimals=0
        )
        for row in answer.tables["stations"].rows
    )

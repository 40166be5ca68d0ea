"""The cells of a process chart as they are typed and pasted: each accepted text is a change of the plan."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from floorwright.analysis.process_chart.routing import ChartChange, arrives_at, changed, inserted, station_before
from floorwright.analysis.process_chart.rows import ChartRow, chart_rows
from floorwright.analysis.process_chart.steps import ChartStep
from floorwright.analysis.process_chart.words import basis_in, idea_in, symbol_in, value_in
from floorwright.errors import EditRefused, FloorwrightError
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Method
from floorwright.model.process_chart import Step, StepType
from floorwright.model.record import Record, new_id
from floorwright.units import Unit, parse_length, parse_number

_SECONDS = {"": 1.0, "s": 1.0, "sec": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the chart: its title with unit, how a line shows it, and what it is called in a table of steps."""

    name: str
    title: str
    show: Callable[[ChartStep], str]
    tip: str = ""
    number: bool = False


def plain(value: float | None, decimals: int = 2) -> str:
    """A number as it is shown and typed: no more decimals than it has, at most `decimals`."""
    if value is None:
        return ""
    return f"{value:.{decimals}f}".rstrip("0").rstrip(".") if decimals and abs(value) < 1e12 else f"{value:g}"


COLUMNS = (
    Column("symbol", "Symbol", lambda s: s.symbol, "O T I D S; I(O) for a circle inside a square"),
    Column("description", "Description", lambda s: s.description),
    Column("station", "Station", lambda s: s.station, "Where it happens; of a transport, where it goes"),
    Column("distance", "Distance [m]", lambda s: plain(s.distance_m), "Measured on the plan between stations", True),
    Column("time", "Time [s]", lambda s: plain(s.time_s), "Seconds, or 2 min, 1.5 h", True),
    Column("time_per", "Per", lambda s: s.time_per.value, "The time is for the lot (or trip) or for each piece"),
    Column("quantity", "Quantity", lambda s: plain(s.quantity), "Pieces a trip, or pieces handled", True),
    Column("people", "People", lambda s: plain(s.people), "How many people; one when empty", True),
    Column("means", "Means", lambda s: s.means, "The handling method, or what it is done with"),
    Column("value", "Value", lambda s: s.value.value if s.value else "", "VA, ENVA (necessary) or NVA (waste)"),
    Column("remark", "Remark", lambda s: s.remark),
    Column("ecrs", "ECRS", lambda s: s.idea.value if s.idea else "", "Eliminate, combine, rearrange, simplify"),
    Column("ecrs_note", "Idea", lambda s: s.idea_note),
    Column("proposed_time", "Proposed time [s]", lambda s: plain(s.proposed_time_s), "With the idea carried out", True),
    Column(
        "proposed_distance", "Proposed distance [m]", lambda s: plain(s.proposed_distance_m),
        "With the idea carried out", True,
    ),
)  # fmt: skip
NAMES = tuple(column.name for column in COLUMNS)


def written(records: Records, product: str, row: int, column: str, text: str) -> ChartChange:
    """What changes when a text is typed into a cell.

    Raises:
        FloorwrightError: when it means nothing there.
    """
    lines = chart_rows(records, product)
    line, flow = lines[row], lines[row].flow
    if flow is not None and column in ("station", "quantity", "means"):
        return _flow_written(records, product, row, flow, column, text)
    step = _cell(records, _step_of(line, product), column, text)
    # The first change writes down the order of the chart as it is seen, so that it stays whatever becomes of the flows.
    if all(one.step is not None for one in lines) and (flow is None and column not in ("symbol", "station")):
        return ChartChange((step,)) if step != line.step else ChartChange()
    return changed(records, product, {row: step})


def pasted(records: Records, product: str, row: int, columns: Sequence[str], cells: list[list[str]]) -> ChartChange:
    """What changes when a block from a spreadsheet is pasted at a line; what goes beyond the last makes new lines.

    A first line that names columns says which they are, whatever `columns` says.

    Raises:
        FloorwrightError: naming the first cell that cannot be read; nothing is to be changed then.
    """
    heads = [_head_of(cell) for cell in cells[0]] if cells else []
    if sum(head in NAMES for head in heads) >= max(1, (len(heads) + 1) // 2):
        columns, cells = heads, cells[1:]
    scratch = dict(records)
    change = _Gathered(scratch)
    lines = chart_rows(records, product)
    steps: dict[int, Step] = {}
    new: list[Step] = []
    here = station_before(records, product, len(lines))
    for number, line in enumerate(cells):
        at = row + number
        old = lines[at] if at < len(lines) else None
        step = _step_of(old, product) if old else Step(id=new_id(), product=product)
        for column, text in zip(columns, line, strict=False):
            if column not in NAMES:
                continue
            try:
                if old is not None and old.flow is not None and column in ("station", "quantity", "means"):
                    change.take(_flow_written(scratch, product, at, old.flow, column, text))
                else:
                    step = _cell(records, step, column, text)
            except FloorwrightError as error:
                raise FloorwrightError(f"row {number + 1}, {column}: {error.message}", hint=error.hint) from error
        if old is None:
            here = step.machine or here
            new.append(step if step.machine or "station" in columns else replace(step, machine=_here(step, here)))
        else:
            steps[at] = step
    if steps:
        change.take(changed(scratch, product, steps))
    if new:
        change.take(inserted(scratch, product, len(chart_rows(scratch, product)), new))
    return change.whole()


def new_step(records: Records, product: str, row: int, type: StepType = StepType.OPERATION) -> Step:
    """A step to be inserted before the line `row`, where the subject is then."""
    machine = "" if type is StepType.TRANSPORT else station_before(records, product, row)
    return Step(id=new_id(), product=product, machine=machine, type=type)


def duplicated(records: Records, product: str, rows: Sequence[int]) -> ChartChange:
    """Copies of these lines behind the last of them; a transport of the plan is copied with its distance typed out.

    Raises:
        FloorwrightError: when there is nothing to copy.
    """
    lines = chart_rows(records, product)
    copies = []
    for n in sorted(rows):
        if lines[n].flow is not None:
            raise EditRefused(
                "A transport on the plan is not duplicated.", hint="Insert a step at the station it goes to next."
            )
        copies.append(replace(_step_of(lines[n], product), id=new_id()))
    return inserted(records, product, max(rows) + 1, copies) if copies else ChartChange()


class _Gathered:
    """Changes one after the other over a copy of the plan, as one change of the plan."""

    def __init__(self, scratch: dict[str, Record]) -> None:
        self._scratch = scratch
        self._put: dict[str, Record] = {}
        self._gone: dict[str, None] = {}

    def take(self, change: ChartChange) -> None:
        """Carry a change out on the copy."""
        for id in change.remove:
            self._scratch.pop(id, None)
            self._put.pop(id, None)
            self._gone[id] = None
        for record in change.put:
            self._scratch[record.id] = self._put[record.id] = record

    def whole(self) -> ChartChange:
        """All of it at once."""
        return ChartChange(tuple(self._put.values()), tuple(self._gone))


def _here(step: Step, station: str) -> str:
    return "" if step.type is StepType.TRANSPORT else station


def _step_of(line: ChartRow, product: str) -> Step:
    if line.step is not None:
        return line.step
    if line.flow is not None:
        return Step(id=new_id(), product=product, type=StepType.TRANSPORT, flow=line.flow.id)
    return Step(id=new_id(), product=product, machine=line.station)


def _flow_written(
    records: Mapping[str, Record], product: str, row: int, flow: Flow, column: str, text: str
) -> ChartChange:
    now = records[flow.id]
    assert isinstance(now, Flow)
    if column == "station":
        machine = station_named(records, text)
        if not machine:
            raise EditRefused("A transport of the plan goes to a station.", hint="Delete the line to take it away.")
        return arrives_at(records, product, row, machine) if machine != now.end else ChartChange()
    if column == "quantity":
        if not text.strip():
            return ChartChange()
        # Pieces a trip that were typed count, and no longer those of a container.
        return ChartChange((replace(now, unit_load=parse_number(text), container=None),))
    named = text.strip().casefold()
    if named in ("", "walking"):
        return ChartChange((replace(now, method=None),))
    methods = {record.name.casefold(): record for record in records.values() if isinstance(record, Method)}
    if named not in methods:
        known = ", ".join(method.name for method in methods.values()) or "none yet"
        raise EditRefused(f"There is no handling method “{text.strip()[:40]}”.", hint=f"There are: {known}.")
    return ChartChange((replace(now, method=methods[named].id),))


def _cell(records: Records, step: Step, column: str, text: str) -> Step:
    clean = text.strip()
    match column:
        case "symbol":
            outer, inner = symbol_in(clean)
            if step.flow and outer is not StepType.TRANSPORT:
                raise EditRefused(
                    "This line is a flow on the plan and stays a transport.",
                    hint="Insert a line for what happens before or after it.",
                )
            # Where a step was is not where a transport goes.
            leaves = outer is StepType.TRANSPORT and step.type is not StepType.TRANSPORT
            return replace(step, type=outer, inner=inner, machine="" if leaves else step.machine)
        case "station":
            return replace(step, machine=station_named(records, clean))
        case "value":
            return replace(step, value=value_in(clean))
        case "ecrs":
            return replace(step, idea=idea_in(clean))
        case "time_per":
            return replace(step, time_per=basis_in(clean))
        case "description" | "means" | "remark":
            return _with(step, column, clean)
        case "ecrs_note":
            return replace(step, idea_note=clean)
    read = {"time": _seconds, "proposed_time": _seconds, "distance": _metres, "proposed_distance": _metres}
    units = {"time": "_s", "proposed_time": "_s", "distance": "_m", "proposed_distance": "_m"}
    value = read.get(column, parse_number)(clean) if clean else None
    return _with(step, column + units.get(column, ""), value)


def _with(step: Step, name: str, value: Any) -> Step:
    return replace(step, **{name: value})


def station_named(records: Mapping[str, Record], text: str) -> str:
    """The id of the machine of that name; empty for no text.

    Raises:
        EditRefused: when none or several are called so.
    """
    clean = text.strip()
    if not clean:
        return ""
    machines = [record for record in records.values() if isinstance(record, Machine)]
    found = [machine for machine in machines if machine.name.strip().casefold() == clean.casefold()]
    exact = [machine for machine in found if machine.name.strip() == clean]
    if len(exact) == 1 or len(found) == 1:
        return (exact or found)[0].id
    if found:
        raise EditRefused(f"{len(found)} stations are called “{clean[:40]}”.", hint="Pick it on the plan.")
    raise EditRefused(f"There is no station “{clean[:40]}”.", hint="Pick it on the plan, or place it there first.")


def _seconds(text: str) -> float:
    found = re.fullmatch(r"(.+?)\s*(s|sec|min|h|d)?\.?", text.casefold())
    assert found is not None
    return parse_number(found[1]) * _SECONDS[found[2] or ""]


def _metres(text: str) -> float:
    return parse_length(text, Unit.M) / 1000


def _head_of(cell: str) -> str:
    head = re.sub(r"\s*\[.*\]$", "", cell.strip().casefold()).replace(" ", "_")
    return {"distance_m": "distance", "time_s": "time", "per": "time_per", "idea": "ecrs_note"}.get(head, head)

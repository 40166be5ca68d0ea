"""What changes in a plan when a process chart is rearranged: the flows go where the steps now say, in their order."""

import itertools
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from floorwright.analysis.process_chart.rows import ChartRow, chart_rows
from floorwright.errors import EditRefused
from floorwright.model.diff import Records
from floorwright.model.kinds import Flow, Machine, Method
from floorwright.model.process_chart import ChartHead, Step, StepType, Subject, head_id
from floorwright.model.record import Record, new_id


@dataclass(frozen=True, slots=True)
class ChartChange:
    """The records to put into the plan and the ids to remove from it."""

    put: tuple[Record, ...] = ()
    remove: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Token:
    """What can be put in another order. `station` is empty where it is wherever the line before is.

    A token without a row is a place to which the subject comes and where nothing is told, or with `starts` the
    beginning of a branch, to which nothing brings it. `at` is where it stands among the lines of the chart.
    """

    at: float
    row: ChartRow | None = None
    station: str = ""
    starts: bool = False


@dataclass(slots=True)
class _Stop:
    """A station at which the subject is, what happens there, and the line of the way that brings it there."""

    station: str
    starts: bool
    rows: list[ChartRow] = field(default_factory=list)
    by: ChartRow | None = None


def moved(records: Records, product: str, rows: Sequence[int], to: int) -> ChartChange:
    """The lines `rows` stand before the line that is now at `to`; transports follow the stations.

    Raises:
        EditRefused: when there is nothing to move but transports on the plan.
    """
    lines = chart_rows(records, product)
    chosen = _movable(lines, rows)
    tokens, ways = _tokens(lines)
    kept = [token for token in tokens if token.at not in chosen]
    place = next((n for n, token in enumerate(kept) if token.at >= to), len(kept))
    block = [token for token in tokens if token.at in chosen]
    return _composed(records, product, [*kept[:place], *block, *kept[place:]], ways)


def nudged(records: Records, product: str, rows: Sequence[int], by: int) -> ChartChange:
    """The lines `rows` exchange their place with what comes before (`by` -1) or after (+1): a step or a station.

    Raises:
        EditRefused: when there is nothing to move but transports on the plan.
    """
    lines = chart_rows(records, product)
    chosen = _movable(lines, rows)
    tokens, ways = _tokens(lines)
    places = [n for n, token in enumerate(tokens) if token.at in chosen]
    first, last = places[0], places[-1]
    if by < 0 and first > 0:
        tokens = [*tokens[: first - 1], *tokens[first : last + 1], tokens[first - 1], *tokens[last + 1 :]]
    elif by > 0 and last + 1 < len(tokens):
        tokens = [*tokens[:first], tokens[last + 1], *tokens[first : last + 1], *tokens[last + 2 :]]
    return _composed(records, product, tokens, ways)


def inserted(records: Records, product: str, at: int, steps: Sequence[Step]) -> ChartChange:
    """New steps before the line at `at`; one at another station makes the product go there."""
    lines = list(chart_rows(records, product))
    lines[at:at] = [ChartRow(step) for step in steps]
    new = range(at, at + len(steps))
    tokens, ways = _tokens(_towards(lines), set(new))
    return _composed(records, product, tokens, ways)


def changed(records: Records, product: str, steps: Mapping[int, Step]) -> ChartChange:
    """These lines become these steps; where a station changes, the flows go there."""
    lines = list(chart_rows(records, product))
    empty = {token.at for token in _tokens(lines)[0] if token.row is None}
    again: set[int] = set()
    for n, step in steps.items():
        before = lines[n]
        if before.flow is not None:
            lines[n] = replace(before, step=replace(step, flow=before.flow.id, type=StepType.TRANSPORT))
        else:
            lines[n] = ChartRow(step)
            if (before.place, before.goes) != (step.machine, lines[n].goes):
                again.add(n)
    tokens, ways = _tokens(_towards(lines) if again else lines, again)
    # Where nothing happens any more because it happens elsewhere, the product does not go.
    if all(steps[n].machine for n in again):
        tokens = [t for t in tokens if t.row is not None or t.at in empty or t.at - _AFTER in steps]
    return _composed(records, product, tokens, ways)


def arrives_at(records: Records, product: str, row: int, machine: str) -> ChartChange:
    """The transport in this line goes to another station, and what happens where it arrives happens there."""
    lines = list(chart_rows(records, product))
    tokens, ways = _tokens(lines)
    until = next((n for n in range(row + 1, len(lines)) if lines[n].goes), len(lines))
    old = lines[row].place
    tokens = [
        _elsewhere(token, machine) if row < token.at < until and token.station == old else token for token in tokens
    ]
    return _composed(records, product, tokens, ways)


def removed(records: Records, product: str, rows: Sequence[int]) -> ChartChange:
    """Without these lines. The product still goes to the station of a step that is removed; once nothing is told
    there, removing the way to it makes the product go past it."""
    lines = chart_rows(records, product)
    chosen = set(rows)
    tokens, ways = _tokens(lines)
    kept: list[_Token] = []
    for token in tokens:
        if token.at in chosen and token.row is not None:
            if token.station:
                kept.append(replace(token, row=None))
            continue
        if token.row is None and not token.starts and token.at - _AFTER in chosen:
            continue
        kept.append(token)
    for n in sorted(chosen):
        after = next((t for t in kept if t.at > n), None)
        if lines[n].goes and after is not None and after.row is not None and after.station == lines[n].place:
            kept.insert(kept.index(after), _Token(n, starts=True))
    gone = [row for n, row in enumerate(lines) if n in chosen]
    return _composed(records, product, kept, [way for way in ways if way not in gone], gone)


def settled(records: Records, product: str, steps: Sequence[Step]) -> ChartChange:
    """A new chart of these steps: a flow for every transport between two stations, those that are there first."""
    lines = _towards([ChartRow(step) for step in steps])
    flows = [record for record in records.values() if isinstance(record, Flow) and record.product == product]
    flows.sort(key=lambda flow: (flow.order, flow.id))
    tokens, ways = _tokens(lines, set(range(len(lines))))
    old = [record.id for record in records.values() if isinstance(record, Step) and record.product == product]
    change = _composed(records, product, tokens, ways, there=flows)
    kept = {record.id for record in change.put}
    return ChartChange(change.put, (*change.remove, *(id for id in old if id not in kept)))


_AFTER, _BEFORE = 0.25, 0.5


def _movable(lines: Sequence[ChartRow], rows: Iterable[int]) -> set[float]:
    chosen = {float(n) for n in rows if 0 <= n < len(lines) and not lines[n].goes}
    if not chosen:
        raise EditRefused("A transport follows its stations.", hint="Move the steps at the stations it joins.")
    return chosen


def _elsewhere(token: _Token, machine: str) -> _Token:
    row = token.row
    if row is not None and row.step is not None:
        row = replace(row, step=replace(row.step, machine=machine))
    elif row is not None:
        row = replace(row, station=machine)
    return replace(token, station=machine, row=row)


def _towards(lines: list[ChartRow]) -> list[ChartRow]:
    """Transports that say no station go to that of the next line, when it is another one than before."""
    here = ""
    done = list(lines)
    for n, row in enumerate(lines):
        step = row.step
        if step is not None and step.type is StepType.TRANSPORT and row.flow is None and not step.machine:
            after = lines[n + 1] if n + 1 < len(lines) else None
            if here and after is not None and not after.goes and after.place not in ("", here):
                done[n] = ChartRow(replace(step, machine=after.place))
        here = done[n].place or here
    return done


def _tokens(lines: Sequence[ChartRow], by_place: Iterable[int] = ()) -> tuple[list[_Token], list[ChartRow]]:
    """The lines as what can be put in another order, and those of ways, which follow from it.

    A step at a station where the product is not stays where it stands, but for the lines `by_place`: to them it goes.
    """
    wanted = set(by_place)
    tokens: list[_Token] = []
    ways: list[ChartRow] = []
    here, empty = "", False
    for n, row in enumerate(lines):
        step = row.step
        if step is not None and row.flow is None and row.goes and row.place == here:
            # A transport to where the subject is already goes nowhere on the plan; the line stays.
            tokens.append(_Token(n, ChartRow(replace(step, machine=""))))
            empty = False
            continue
        if not row.goes:
            fits = row.place == here or not here or n in wanted
            if empty and row.place == here:
                tokens.pop()
            tokens.append(_Token(n, row, row.place if fits else ""))
            here, empty = here or row.place, False
            continue
        if row.flow is not None and row.flow.start != here:
            if here:
                tokens.append(_Token(n - _BEFORE, starts=True))
            tokens.append(_Token(n - _BEFORE, station=row.flow.start))
        ways.append(row)
        tokens.append(_Token(n + _AFTER, station=row.place))
        here, empty = row.place, True
    return tokens, ways


def _composed(
    records: Records,
    product: str,
    tokens: Sequence[_Token],
    ways: Sequence[ChartRow],
    gone: Sequence[ChartRow] = (),
    there: Sequence[Flow] = (),
) -> ChartChange:
    """The records that make the chart this one: steps in this order, flows between the stations they name."""
    stops: list[_Stop] = []
    starts = False
    for token in tokens:
        if token.starts:
            starts = True
            continue
        if stops and not starts and not stops[-1].station:
            stops[-1].station = token.station
        if not stops or starts or token.station not in ("", stops[-1].station):
            stops.append(_Stop(token.station, starts and bool(stops)))
            starts = False
        if token.row is not None:
            stops[-1].rows.append(token.row)
    left = _assign(stops, ways)
    ways_there = there or [way.flow for way in ways if way.flow is not None]
    make = _new_flow(records, product, ways_there)
    methods = {record.name.casefold(): record.id for record in records.values() if isinstance(record, Method)}
    free: dict[tuple[str, str], list[Flow]] = {}
    for flow in reversed(there):
        free.setdefault((flow.start, flow.end), []).append(flow)
    for before, stop in itertools.pairwise(stops):
        if not stop.starts and before.station and stop.station:
            stop.by = _leading(stop.by, before.station, stop.station, make, free, methods)
            if stop.by.flow is not None and not ways_there:
                make = replace(stop.by.flow, via=(), note="", extra=())
    lines = [row for stop in stops for row in ((stop.by,) if stop.by else ()) + tuple(stop.rows)]
    # A transport that was typed and has no way on the plan any more stays a line.
    lines += [ChartRow(replace(way.step, machine="")) for way in left if way.flow is None and way.step is not None]
    left = [way for way in left if way.flow is not None]
    put = _placed(lines, product)
    remove = [record.id for row in (*gone, *left) for record in (row.step, row.flow) if record is not None]
    return ChartChange(tuple(r for r in put if records.get(r.id) != r), tuple(id for id in remove if id in records))


def _assign(stops: Sequence[_Stop], ways: Sequence[ChartRow]) -> list[ChartRow]:
    """Give each way that is to be gone the line of one that went the same way, else of another; what is left over."""
    moves = [
        (before.station, stop)
        for before, stop in itertools.pairwise(stops)
        if not stop.starts and before.station and stop.station
    ]
    same: dict[tuple[str, str], list[ChartRow]] = {}
    for way in ways:
        if way.flow is not None:
            same.setdefault((way.flow.start, way.flow.end), []).append(way)
    taken: set[int] = set()
    for start, stop in moves:
        if like := same.get((start, stop.station)):
            stop.by = like.pop(0)
            taken.add(id(stop.by))
    left = {id(way): way for way in ways if id(way) not in taken}
    to: dict[str, list[ChartRow]] = {}
    for way in reversed(left.values()):
        to.setdefault(way.place, []).append(way)
    for _, stop in moves:
        if stop.by is None and to.get(stop.station):
            stop.by = to[stop.station].pop()
            del left[id(stop.by)]
    for _, stop in moves:
        if stop.by is None and left:
            stop.by = left.pop(next(iter(left)))
    return list(left.values())


def _leading(
    row: ChartRow | None,
    start: str,
    end: str,
    new: Flow,
    there: Mapping[tuple[str, str], list[Flow]],
    methods: Mapping[str, str],
) -> ChartRow:
    """The line of a way from one station to another: an old one led there, one that is there already, or a new one.

    A flow that begins to follow a line carries what the line says: its pieces a trip, and its method by name.
    """
    old, step = (row.flow, row.step) if row is not None else (None, None)
    if old is None:
        same = there.get((start, end))
        flow = same.pop() if same else replace(new, id=new_id(), start=start, end=end)
        if step is not None and step.quantity and step.quantity != flow.unit_load:
            flow = replace(flow, unit_load=step.quantity, container=None)
        if step is not None and step.means.casefold() in methods:
            flow = replace(flow, method=methods[step.means.casefold()])
    elif (old.start, old.end) != (start, end):
        flow = replace(old, start=start, end=end, via=())
    else:
        flow = old
    return ChartRow(row.step if row is not None else None, flow)


def _new_flow(records: Records, product: str, others: Sequence[Flow]) -> Flow:
    """What a new flow is like: the others of the product; of a worker or equipment it carries nothing."""
    if others:
        return replace(others[-1], via=(), note="", extra=())
    head = records.get(head_id(product))
    carries = not isinstance(head, ChartHead) or head.subject is Subject.MATERIAL
    return Flow(id="new", product=product, start="", end="", quantity_per_day=1.0 if carries else 0.0)


def _placed(lines: Sequence[ChartRow], product: str) -> list[Record]:
    put: list[Record] = []
    flows = [row.flow for row in lines if row.flow is not None]
    in_order = all(a.order < b.order for a, b in itertools.pairwise(flows))
    count = 0
    for n, row in enumerate(lines):
        flow = row.flow
        if flow is not None:
            put.append(flow if in_order else replace(flow, order=count))
            count += 1
        step = row.step or Step(
            id=new_id(), product=product, machine=row.station, type=StepType.TRANSPORT if flow else StepType.OPERATION
        )
        put.append(replace(step, order=n, flow=flow.id, machine="") if flow else replace(step, order=n))
    return put


def station_before(records: Records, product: str, row: int) -> str:
    """The id of the machine where the subject is when the line `row` begins; empty where the chart does not tell."""
    lines = chart_rows(records, product)
    before = next((line.place for line in reversed(lines[: max(row, 0)]) if line.place), "")
    first = next((line.flow.start if line.flow else line.place for line in lines if line.flow or line.place), "")
    found = before or first
    return found if isinstance(records.get(found), Machine) else ""

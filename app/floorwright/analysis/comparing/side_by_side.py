"""Any number of scenarios side by side: every figure, its change against the first, and which is best."""

from collections.abc import Callable, Sequence

from floorwright.analysis.comparing.compare import Better, Compared, compared, notes
from floorwright.analysis.result import Analysis, Cell, Column, FlowFigures, Table

FLOW_FIGURES: tuple[tuple[str, str, str, Better, Callable[[FlowFigures], float | None]], ...] = (
    ("trips_per_day", "Trips", "a day", "", lambda flow: flow.trips_per_day),
    ("distance_m", "Distance", "m", "less", lambda flow: flow.distance_m),
    ("detour_ratio", "Detour ratio", "", "less", lambda flow: _detour(flow)),
    ("time_s_per_trip", "Time a trip", "s", "less", lambda flow: flow.time_s_per_trip),
    (
        "moment_m_per_day", "Moment", "m a day", "less",
        lambda flow: None if flow.distance_m is None else flow.trips_per_day * flow.distance_m,
    ),
    ("cost_per_day", "Cost", "a day", "less", lambda flow: flow.cost_per_day),
)  # fmt: skip
UP, DOWN = "▲", "▼"


def side_by_side(analyses: Sequence[Analysis], names: Sequence[str], currency: str = "€") -> Table:
    """Every figure of the plan and its methods, one column a scenario, with difference and per cent to the first.

    A change has an arrow for its direction and a word for what it is worth: colours are not the only sign.
    """
    pairs = [compared(analyses[0], other, currency) for other in analyses[1:]]
    rows, sources = _rows([list(pair) for pair in pairs])
    remarks = tuple(dict.fromkeys(note for other in analyses[1:] for note in notes(analyses[0], other)))
    return Table("Scenarios side by side", _columns("Figure", names), rows, sources, remarks)


def flows_side_by_side(
    analyses: Sequence[Analysis], names: Sequence[str], figure: str = "cost_per_day", currency: str = "€"
) -> Table:
    """One figure of every flow in each scenario; flows are matched by their record."""
    title = next(title for name, title, _, _, _ in FLOW_FIGURES if name == figure)
    pairs = [[one for one in compared_flow_figures(analyses[0], b) if one.figure == figure] for b in analyses[1:]]
    known = {one.source: one for pair in pairs for one in pair}
    order = list(known)
    filled = [[{one.source: one for one in pair}.get(key) for key in order] for pair in pairs]
    first = {flow.flow: flow for flow in analyses[0].flows}
    value = next(of for name, _, _, _, of in FLOW_FIGURES if name == figure)
    rows = []
    for row, key in enumerate(order):
        base = value(first[key]) if key in first else None
        unit = f"{currency} {known[key].unit}" if figure == "cost_per_day" else known[key].unit
        rows.append((known[key].of, unit, base, *_changes([pair[row] for pair in filled])))
    return Table(f"Flows side by side: {title}", _columns("Flow", names), tuple(rows), tuple(order))


def compared_flow_figures(first: Analysis, second: Analysis) -> tuple[Compared, ...]:
    """Every figure of every flow that is in either, flows matched by their record."""
    a = {flow.flow: flow for flow in first.flows}
    b = {flow.flow: flow for flow in second.flows}
    return tuple(
        Compared(
            figure, title, unit, of(a[key]) if key in a else None, of(b[key]) if key in b else None, better,
            of=_named(a.get(key) or b[key]), source=key,
        )
        for key in dict.fromkeys([*a, *b])
        for figure, title, unit, better, of in FLOW_FIGURES
    )  # fmt: skip


def change_words(one: Compared | None) -> str:
    """`▼ −25.0 % better`: where it goes, by how much and what that is worth; empty for no change."""
    if one is None or one.difference is None:
        return "n/a"
    if one.difference == 0:
        return "="
    arrow = UP if one.difference > 0 else DOWN
    share = "" if one.per_cent is None else f" {one.per_cent:+.1f} %".replace("-", "−")
    return f"{arrow}{share} {one.verdict}".rstrip()


def _columns(what: str, names: Sequence[str]) -> tuple[Column, ...]:
    found = [Column(what), Column("Unit"), Column(names[0], type="number")]
    for name in names[1:]:
        found += [
            Column(name, type="number"), Column(f"{name}: difference", type="number"), Column(f"{name}: change"),
        ]  # fmt: skip
    return tuple(found)


def _rows(pairs: list[list[Compared]]) -> tuple[tuple[tuple[Cell, ...], ...], tuple[str, ...]]:
    """A row a figure that is in any pair, methods matched by name, and by what name each can be explained."""
    keys = list(dict.fromkeys((one.figure, one.of) for pair in pairs for one in pair))
    known = [{(one.figure, one.of): one for one in pair} for pair in pairs]
    rows: list[tuple[Cell, ...]] = []
    for key in keys:
        some = [pair.get(key) for pair in known]
        told = next(one for one in some if one is not None)
        base = next((one.first for one in some if one is not None and one.first is not None), None)
        rows.append((told.title, told.unit, base, *_changes(some)))
    return tuple(rows), tuple(f"method/{figure}/{of}" if of else figure for figure, of in keys)


def _changes(some: Sequence[Compared | None]) -> list[Cell]:
    cells: list[Cell] = []
    for one in some:
        cells += [None if one is None else one.second, None if one is None else one.difference, change_words(one)]
    return cells


def _detour(flow: FlowFigures) -> float | None:
    return flow.distance_m / flow.straight_m if flow.distance_m is not None and flow.straight_m > 0 else None


def _named(flow: FlowFigures) -> str:
    return f"{flow.product}: {flow.start} → {flow.end}"

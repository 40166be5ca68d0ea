"""The tables of the man-machine study."""

from collections.abc import Sequence

from floorwright.api import Cell, Column, Table
from floorwright_builtin.multiple_activity.assignments import Assignment
from floorwright_builtin.multiple_activity.servicing import Steady


def assignment_table(assignments: Sequence[Assignment]) -> Table:
    """A row a number of machines."""
    columns = (
        Column("Machines", type="integer", decimals=0),
        Column("Cycle", "s", "number"),
        Column("Operator busy", "s", "number"),
        Column("Operator idle", "s", "number", better="less"),
        Column("Operator idle an hour", "min", "number", better="less"),
        Column("Operator utilisation", type="number", decimals=4, better="more"),
        Column("Machine idle", "s", "number", better="less"),
        Column("Machine utilisation", type="number", decimals=4, better="more"),
        Column("Output", "pieces/h", "number", better="more"),
        Column("Cost per h", "", "number", 4),
        Column("Cost per piece", "", "number", 4, better="less"),
    )
    rows = tuple(
        (
            one.machines,
            one.cycle_s,
            one.operator_busy_s,
            one.operator_idle_s,
            60 * one.operator_idle_s / one.cycle_s,
            one.operator_utilisation,
            one.machine_idle_s,
            one.machine_utilisation,
            one.pieces_per_h,
            one.cost_per_h,
            one.cost_per_piece,
        )
        for one in assignments
    )
    return Table("By number of machines", columns, rows)


def comparison_table(present: Assignment, proposed: Assignment) -> Table:
    """The figures of two assignments beside each other, with the change."""
    columns = (
        Column("Figure"),
        Column("Unit"),
        Column("Present", type="number", decimals=4),
        Column("Proposed", type="number", decimals=4),
        Column("Change", "%", "number"),
    )
    figures: tuple[tuple[str, str, float | None, float | None], ...] = (
        ("Machines", "", present.machines, proposed.machines),
        ("Operators", "", present.operators, proposed.operators),
        ("Cycle", "s", present.cycle_s, proposed.cycle_s),
        ("Operator idle a cycle", "s", present.operator_idle_s, proposed.operator_idle_s),
        ("Operator utilisation", "", present.operator_utilisation, proposed.operator_utilisation),
        ("Machine idle a cycle", "s", present.machine_idle_s, proposed.machine_idle_s),
        ("Machine utilisation", "", present.machine_utilisation, proposed.machine_utilisation),
        ("Pieces", "pieces/h", present.pieces_per_h, proposed.pieces_per_h),
        ("Cost an hour", "", present.cost_per_h, proposed.cost_per_h),
        ("Cost a piece", "", present.cost_per_piece, proposed.cost_per_piece),
    )
    rows = tuple((name, unit, old, new, _change(old, new)) for name, unit, old, new in figures)
    return Table("Present and proposed", columns, rows)


def chart_table(steady: Steady) -> Table:
    """Every bar of the chart over two cycles of the steady state, in seconds from its beginning; gaps are idle."""
    columns = (
        Column("Resource"),
        Column("Activity"),
        Column("Element"),
        Column("Start", "s", "number"),
        Column("End", "s", "number"),
    )
    start, end = steady.start, steady.start + 2 * steady.period
    rows: list[tuple[Cell, ...]] = []
    for who in (*steady.people, *steady.machines):
        moment = start
        for bar in sorted((bar for bar in steady.bars if bar.who == who), key=lambda bar: (bar.start, bar.end)):
            begin, stop = max(bar.start, start), min(bar.end, end)
            if begin > moment:
                rows.append((who, "idle", "", float(moment - start), float(begin - start)))
            if stop > begin:
                rows.append((who, bar.kind, bar.name, float(begin - start), float(stop - start)))
            moment = max(moment, stop)
        if end > moment:
            rows.append((who, "idle", "", float(moment - start), float(end - start)))
    return Table("Multiple-activity chart", columns, tuple(rows))


def _change(old: float | None, new: float | None) -> float | None:
    return None if not old or new is None else 100 * (new - old) / old

"""The tables of machines required: by type, by operation, and with other shifts and overtime."""

from collections.abc import Sequence

from floorwright.api import Cell, Column, Table
from floorwright_builtin.capacity.counts import whole
from floorwright_builtin.capacity.loads import MachineType
from floorwright_builtin.capacity.working_time import WorkingTime

MOST_WHAT_IF = 200


def machine_table(types: Sequence[MachineType]) -> Table:
    """Hours, exact and whole machines and utilisation of every type, in the order of the work."""
    columns = (
        Column("Machine"),
        Column("Standard hours", "h", "number"),
        Column("Loaded hours", "h", "number"),
        Column("Effective hours each", "h", "number"),
        Column("Exact", type="number", decimals=4),
        Column("Needed", type="integer", decimals=0),
        Column("There", type="integer", decimals=0),
        Column("Short", type="integer", decimals=0, better="less"),
        Column("Utilisation", type="number", decimals=4),
        Column("Overtime needed each", "h", "number", better="less"),
    )
    rows: list[tuple[Cell, ...]] = []
    for one in types:
        needed = whole(one.exact())
        short = None if one.now is None else max(needed - one.now, 0)
        over = None if not one.now else max(one.loaded_h / one.now - one.given_h, 0.0)
        rows.append(
            (one.name, one.standard_h, one.loaded_h, one.given_h, one.exact(), needed, one.now, short, one.busy, over)
        )
    return Table("Machines", columns, tuple(rows))


def operation_table(types: Sequence[MachineType], hours: float) -> Table:
    """Pieces, rates and hours of every operation; the rates are for all hours of the period."""
    columns = (
        Column("Product"),
        Column("Operation"),
        Column("Machine"),
        Column("Into", "pieces", "number"),
        Column("Good out", "pieces", "number"),
        Column("Scrapped", "pieces", "number", better="less"),
        Column("Reworked", "pieces", "number", better="less"),
        Column("Rate into", "pieces/h", "number", 4),
        Column("Rate out", "pieces/h", "number", 4),
        Column("Lots", type="number"),
        Column("Run", "h", "number"),
        Column("Setup", "h", "number"),
        Column("Machines exact", type="number", decimals=4),
    )
    rows = tuple(
        (
            load.passage.product,
            load.passage.row.text("operation"),
            load.machine,
            load.passage.into,
            load.passage.out,
            load.passage.scrapped,
            load.passage.reworked,
            load.passage.into / hours,
            load.passage.out / hours,
            load.lots,
            load.run_h,
            load.setup_h,
            load.loaded_h / one.given_h,
        )
        for one, load in sorted(
            ((one, load) for one in types for load in one.loads), key=lambda pair: pair[1].passage.row.number
        )
    )
    return Table("Operations", columns, rows)


def what_if_table(types: Sequence[MachineType], time: WorkingTime) -> Table:
    """Machines of every type with one, two and three shifts, without overtime and with two hours a day."""
    columns = (
        Column("Shifts", type="number", decimals=1),
        Column("Overtime a day", "h", "number", 1),
        Column("Hours", "h", "number"),
        Column("Machine"),
        Column("Exact", type="number", decimals=4),
        Column("Needed", type="integer", decimals=0),
        Column("Utilisation", type="number", decimals=4),
    )
    rows: list[tuple[Cell, ...]] = []
    for shifts, over in time.choices():
        other = time.with_shifts(shifts, over)
        for one in types[:MOST_WHAT_IF]:
            exact = one.exact(one.given_h * other.hours() / time.hours())
            needed = whole(exact)
            there = needed if one.now is None else one.now
            rows.append((shifts, over, other.hours(), one.name, exact, needed, exact / there if there else None))
    notes = (
        () if len(types) <= MOST_WHAT_IF else (f"Only the first {MOST_WHAT_IF} types of machine are in this table.",)
    )
    return Table("Other shifts and overtime", columns, tuple(rows), notes=notes)

"""An explanation as tables, for the panel: what it is made of, its inputs, its conventions."""

from floorwright.analysis.explain.explanation import Breakdown, Explanation
from floorwright.analysis.explain.numerals import amount
from floorwright.analysis.result import Column, Table

PARTED = "\n"
"""Between the parts of a source that names several records, or a record and its field."""


def contributions_table(breakdown: Breakdown, unit: str) -> Table:
    """One row a contribution, largest first, and their sum; a source names the records of its row."""
    rows = tuple(
        (part.name, part.value, None if (share := breakdown.share(part)) is None else share * 100)
        for part in breakdown.contributions
    )
    sources = tuple(PARTED.join(part.records) for part in breakdown.contributions)
    columns = (
        Column("What"),
        Column("Amount", unit, "number", _decimals(breakdown)),
        Column("Share", "%", "number", 1),
    )
    total = ("In all", breakdown.total, 100.0 if breakdown.total else None)
    return Table("Made of", columns, (*rows, total), (*sources, ""))


def _decimals(breakdown: Breakdown) -> int:
    """As many as tell the parts from each other: none for counts, fewer for large amounts."""
    amounts = [abs(part.value) for part in breakdown.contributions]
    if all(amount == int(amount) for amount in amounts if amount < 1e15):
        return 0
    return 2 if max(amounts) >= 100 else 4


def inputs_table(one: Explanation) -> Table:
    """One row an input: its value, its unit and where it comes from; a source names its record and field."""
    rows = tuple((item.name, amount(item.value, item.unit), item.origin.value, item.symbol) for item in one.inputs)
    sources = tuple(f"{item.record}{PARTED}{item.field}" if item.record else "" for item in one.inputs)
    columns = (Column("Input"), Column("Value"), Column("Origin"), Column("Symbol"))
    return Table("Inputs", columns, rows, sources)


def conventions_table(one: Explanation) -> Table:
    """One row a convention, and one below it for each other choice with what it would give."""
    rows: list[tuple[str, str, str]] = []
    for convention in one.conventions:
        rows.append((convention.name, f"{convention.chosen} (chosen)", ""))
        for other in convention.others:
            given = amount(other.value, one.unit) if other.value is not None else "choose it to see"
            rows.append(("", other.choice, given))
    columns = (Column("Convention"), Column("Choice"), Column("Would give"))
    return Table("Conventions", columns, tuple(rows))

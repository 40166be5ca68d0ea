"""Times of a study in the units that people of the trade read: seconds, minutes, hundredths of a minute, TMU, hours."""

from collections.abc import Mapping

from floorwright.analysis.result import Cell, Column, Table

TMU_S = 0.036
"""A TMU is 0.00001 h."""


def times_table(title: str, times_s: Mapping[str, float | None]) -> Table:
    """A row a time, by its name, in five units; what is None is left empty."""
    columns = (
        Column("What"),
        Column("Time", "s", "number", 3),
        Column("Time", "min", "number", 4),
        Column("Time", "cmin", "number", 2),
        Column("Time", "TMU", "number", 1),
        Column("Time", "h", "number", 6),
    )
    rows: list[tuple[Cell, ...]] = []
    for name, time in times_s.items():
        sizes = (1.0, 60.0, 0.6, TMU_S, 3600.0)
        rows.append((name, *(None if time is None else time / size for size in sizes)))
    return Table(title, columns, tuple(rows))

"""Putting what a method changed into the rows that a user typed, which otherwise stay as they are."""

from floorwright.hooks.studies.method import StudyChange, StudyColumn
from floorwright.hooks.studies.reading import heading_key, headings_of
from floorwright.hooks.studies.units import named_units
from floorwright.model.study import StudyRows


def with_cells(rows: StudyRows, change: StudyChange, column: StudyColumn | None = None) -> StudyRows:
    """The rows with the changed cells; the column is added at the end where it is not there yet."""
    if not rows:
        return rows
    names = headings_of(column) if column is not None else {heading_key(name) for name in named_units(change.column)}
    found = [place for place, heading in enumerate(rows[0]) if heading_key(heading) in names]
    heads = rows[0] if found else (*rows[0], change.column)
    place = found[0] if found else len(heads) - 1
    body: list[tuple[str, ...]] = [heads]
    for number, row in enumerate(rows[1:], 2):
        cells = [*row, *[""] * (len(heads) - len(row))]
        cells[place] = change.cells.get(number, cells[place])
        body.append(tuple(cells))
    return tuple(body)

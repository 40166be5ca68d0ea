"""The rows that a study's grid shows, of a file, of text and of what the plan knows."""

from pathlib import Path

from floorwright.hooks.studies.reading import cells_of
from floorwright.model.study import StudyRows
from floorwright.storage.tables.cells import read_cells


def rows_of_file(path: Path, sheet: str) -> StudyRows:
    """The rows of a table in a file, its headings first; "" takes the first sheet.

    Raises:
        FloorwrightError: when the file cannot be read.
    """
    cells = read_cells(path, sheet)
    return (cells.header, *(row for _, row in cells.rows))


def rows_of_text(text: str) -> StudyRows:
    """The rows of CSV text, its headings first."""
    cells = cells_of("", text)
    return (cells.header, *(row for _, row in cells.rows))


def cell_text(cell: object) -> str:
    """A cell as a user would type it."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.10g}" if isinstance(cell, float) else str(cell)

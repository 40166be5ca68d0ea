"""The tables of a plan as XLSX and CSV."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import Exporter, hook

if TYPE_CHECKING:
    from floorwright.api import Content, Job, SheetSetup


def write_csv(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """All tables below each other, each under a line with its title."""
    # Here and not above: a start that writes nothing does without all of this.
    from floorwright_builtin.tables_export.csv_text import csv_of

    job.progress(0.0, "Writing the tables")
    return csv_of(content.tables)


def write_xlsx(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """A workbook with a sheet a table."""
    from floorwright_builtin.tables_export.workbook import xlsx_of

    job.progress(0.0, "Writing the workbook")
    return xlsx_of(content.tables, content.plan.title, content.plan.author)


@hook
def exporters() -> tuple[Exporter, ...]:
    """XLSX and CSV."""
    return (
        Exporter(id="xlsx", title="Excel workbook", suffix=".xlsx", write=write_xlsx, on_paper=False),
        Exporter(id="csv", title="CSV tables", suffix=".csv", write=write_csv, on_paper=False),
    )

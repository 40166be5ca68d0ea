"""Appointments as an iCalendar file, for the calendar of a telephone or a mail program."""

from __future__ import annotations

from typing import TYPE_CHECKING

from floorwright.api import Exporter, hook

if TYPE_CHECKING:
    from floorwright.api import Content, Job, SheetSetup


def write_calendar(content: Content, setup: SheetSetup, job: Job) -> bytes:
    """The appointments of every table that has them."""
    # Here and not above: a start that writes nothing does without it.
    from floorwright_builtin.calendar_export.appointments import calendar_of

    job.progress(0.0, "Writing the calendar")
    return calendar_of(content.tables, content.plan.title)


@hook
def exporters() -> tuple[Exporter, ...]:
    """iCalendar."""
    calendar = Exporter(id="ics", title="Calendar", suffix=".ics", write=write_calendar, on_paper=False, of_plans=False)
    return (calendar,)

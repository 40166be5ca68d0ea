"""How a study can be recorded while it is observed: which columns a stopwatch or a tally fills. Without Qt."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class StopwatchRecorder:
    """A table of readings, a row each, that a stopwatch fills; the elements come from another table.

    In `timing` (an option) `continuous` means that a reading is what the running watch shows at the end of the element,
    `snap_back` that it is how long the element lasted. Times are seconds.
    """

    table: str
    element: str
    time_s: str
    cycle: str
    foreign_s: str
    reason: str
    rating_pct: str
    elements_table: str
    elements_column: str
    elements_type: str
    occasional: tuple[str, ...]
    """The words in the column `elements_type` for elements that do not come in every cycle."""
    timing: str
    continuous: str
    snap_back: str
    frequency: str = ""
    """The column of `elements_table` that says how often an element comes in a cycle; "" where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyRecorder:
    """A table of momentary observations, a row each: when, of whom, and which activity was seen."""

    table: str
    activity: str
    moment: str
    subject: str
    activities_table: str
    activities_column: str
    activities_kind: str = ""
    """The column of `activities_table` for whether an activity is `work` or `idle`; "" where there is none."""
    work: str = ""
    idle: str = ""
    recorded_min: str = ""
    """The option for the minutes that were looked at; "" where there is none."""

"""What a method of study is: typed tables and options in, results, tables, figures and findings out. Without Qt."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from floorwright.analysis.result import Analysis, Cell, Table
    from floorwright.hooks.studies.recording import StopwatchRecorder, TallyRecorder
    from floorwright.jobs import Job
    from floorwright.model.diff import Records
    from floorwright.model.record import Record
    from floorwright.paper.charts.figure import Figure

StudyValue = str | float | int | bool | None
ColumnType = Literal["text", "number", "integer", "yes_no", "choice", "moment"]
Group = Literal["work measurement", "charts", "line and people", "machines", "quality", "cost", "inventory", "schedule"]
BY_DEFINITION = "by definition"
"""Where a formula comes from that no book has to be named for: a count, a sum or a ratio of other figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyColumn:
    """A column of a study's table. A name such as `time_s` carries its unit; `time_min` is then understood as well.

    Values are given to the method in the unit of the name. A `moment` (ISO 8601, or seconds) becomes seconds; moments
    with a date count from 1970 in UTC where they name no zone. An empty cell gives `default`.
    """

    name: str
    meaning: str
    type: ColumnType = "text"
    unit: str = ""
    required: bool = False
    default: StudyValue = None
    least: float | None = None
    above: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    """Other headings that textbooks and logs give such a column, in the same unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyTable:
    """A table that the user fills. A table that is not required may be left empty or out."""

    name: str
    meaning: str
    columns: tuple[StudyColumn, ...]
    required: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyOption:
    """A choice or number that holds for the whole study, often the convention that is followed.

    None as `default` is "not given". `group` names the heading in the form.
    """

    name: str
    meaning: str
    type: Literal["text", "number", "integer", "yes_no", "choice"] = "number"
    unit: str = ""
    default: StudyValue = None
    least: float | None = None
    above: float | None = None
    most: float | None = None
    choices: tuple[str, ...] = ()
    group: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyResult:
    """A figure the study answers with: what it means, its formula and where that comes from.

    Without a `source` the formula is the figure's own definition, such as a count or a ratio of others.
    """

    name: str
    meaning: str
    unit: str = ""
    formula: str = ""
    source: str = ""
    decimals: int = 2

    @property
    def origin(self) -> str:
        """Where the formula comes from."""
        return self.source or BY_DEFINITION


@dataclass(frozen=True, slots=True)
class StudyRow:
    """A row that was read: `number` is its place in the user's table, for naming it in a sentence."""

    number: int
    values: Mapping[str, StudyValue]
    notes: Mapping[str, str] = field(default_factory=dict)
    """The cells under columns that the method does not know, by the name of the column."""

    def text(self, name: str) -> str:
        """The text in a column; "" where there is none."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number_in(self, name: str, default: float = 0.0) -> float:
        """The number in a column; `default` where the cell is empty and the column has no default."""
        value = self.values.get(name)
        return default if value is None else float(value)

    def number_or_none(self, name: str) -> float | None:
        """The number in a column; None where there is none."""
        value = self.values.get(name)
        return None if value is None else float(value)

    def whole(self, name: str, default: int = 0) -> int:
        """The whole number in a column."""
        value = self.values.get(name)
        return default if value is None else int(value)

    def yes(self, name: str, default: bool = False) -> bool:
        """The yes or no in a column."""
        value = self.values.get(name)
        return default if value is None else bool(value)


@dataclass(frozen=True, slots=True)
class StudyInput:
    """What the user gave, read: rows by table, and every option with its default where it was not given."""

    tables: Mapping[str, tuple[StudyRow, ...]]
    options: Mapping[str, StudyValue]

    def rows(self, table: str) -> tuple[StudyRow, ...]:
        """The rows of a table; none where it was left out."""
        return self.tables.get(table, ())

    def text(self, option: str) -> str:
        """The text or choice of an option; "" where it was not given."""
        value = self.options.get(option)
        return "" if value is None else str(value)

    def number(self, option: str) -> float:
        """The number of an option that has a default.

        Raises:
            KeyError: when it was not given and has none.
        """
        value = self.options[option]
        if value is None:
            raise KeyError(option)
        return float(value)

    def number_or_none(self, option: str) -> float | None:
        """The number of an option; None where it was not given."""
        value = self.options.get(option)
        return None if value is None else float(value)

    def yes(self, option: str) -> bool:
        """The yes or no of an option."""
        return bool(self.options.get(option))


@dataclass(frozen=True, slots=True)
class StudyFinding:
    """Something the user should know: what was found, and why or what to do."""

    what: str
    why: str


@dataclass(frozen=True, slots=True)
class StudyAnswer:
    """What the method found. `results` has a value, or None with a finding, for every result that is declared."""

    results: Mapping[str, StudyValue | list[str] | list[float]]
    tables: Mapping[str, Table] = field(default_factory=dict)
    findings: tuple[StudyFinding, ...] = ()
    conventions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class StationFigure:
    """A figure of a study to be shown at a station of the plan, which is coloured by it.

    `station` is the name of the station, as given to the study. `label` says what `value` is, `unit` its unit. The
    colours run from `low` to `high`; values beyond take the colour of the end. `better` says which end is the good one,
    "" for neither.
    """

    station: str
    value: float
    label: str
    unit: str = ""
    low: float = 0.0
    high: float = 1.0
    better: Literal["", "less", "more"] = ""
    decimals: int = 2


@dataclass(frozen=True, slots=True)
class StudyChange:
    """Other cells in a column of a table: the new texts by the number of the row, and options by name."""

    table: str
    column: str
    cells: Mapping[int, str]
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class StudyExample:
    """A worked example: the tables as CSV text by name, options as text, and some results it must give."""

    title: str
    source: str
    tables: Mapping[str, str] = field(default_factory=dict)
    options: Mapping[str, str] = field(default_factory=dict)
    expected: Mapping[str, StudyValue] = field(default_factory=dict)


@dataclass(frozen=True, slots=True, kw_only=True)
class StudyMethod:
    """A method of study. `compute(given, job)` is pure: the same input gives the same answer; it raises StudyFailed.

    `draw(given, answer)` gives the figures. `from_plan(records, analysis)` gives rows of text for the tables, by name,
    the first row the column names. `on_plan(given, answer)` gives figures of stations, by which the plan is coloured;
    the first one of a station counts. The window makes form, grid and results of this description, the command line
    its options, and `docs/studies` its page.
    """

    id: str
    title: str
    group: Group
    purpose: str
    tables: tuple[StudyTable, ...]
    options: tuple[StudyOption, ...]
    results: tuple[StudyResult, ...]
    compute: Callable[[StudyInput, Job], StudyAnswer]
    draw: Callable[[StudyInput, StudyAnswer], tuple[Figure, ...]] | None = None
    from_plan: Callable[[Records, Analysis], Mapping[str, tuple[tuple[Cell, ...], ...]]] | None = None
    on_plan: Callable[[StudyInput, StudyAnswer], tuple[StationFigure, ...]] | None = None
    to_plan: Callable[[StudyInput, StudyAnswer, Records], tuple[Record, ...]] | None = None
    """Records to put into the plan, such as the stations of a balance; it raises StudyFailed where that cannot be."""
    move: Callable[[StudyInput, StudyAnswer, str, str], StudyChange] | None = None
    """What becomes of the input when something movable of a figure is dropped on something else, by their sources; it
    raises StudyFailed where that cannot be."""
    recorder: StopwatchRecorder | TallyRecorder | None = None
    """How it is recorded while it is observed: by a stopwatch or by a tally."""
    example: StudyExample | None = None
    mistakes: tuple[str, ...] = ()
    """Common mistakes to avoid, a sentence each."""

    def table(self, name: str) -> StudyTable | None:
        """The table of that name."""
        return next((table for table in self.tables if table.name == name), None)

    def option(self, name: str) -> StudyOption | None:
        """The option of that name."""
        return next((option for option in self.options if option.name == name), None)

    def result(self, name: str) -> StudyResult | None:
        """The result of that name."""
        return next((result for result in self.results if result.name == name), None)

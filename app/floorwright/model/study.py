"""A study in the plan: what the user gave to a method, as text, with who observed what and when."""

from dataclasses import dataclass
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless

StudyRows = tuple[tuple[str, ...], ...]
"""A grid of text; its first row names the columns."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Study(Record):
    """One study. What was typed is kept as it was typed, also where it cannot be read; the method reads it each time.

    `method` is the id of the method, kept also when no plugin knows it. `tables` are pairs of a table's name and its
    rows, `options` pairs of an option's name and its text. `station` is the id of the station that was studied, "" for
    none.
    """

    KIND: ClassVar[str] = "study"

    method: str
    title: str = ""
    tables: tuple[tuple[str, StudyRows], ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    observer: str = ""
    observed: str = ""
    """Who or what was observed."""
    date: str = ""
    station: str = ""
    note: str = ""

    def check(self) -> None:
        refuse_unless(bool(self.method), f"Study {self.id}", "it has no method.")

    def rows(self, table: str) -> StudyRows:
        """The rows of a table, the first with the column names; none where nothing was given."""
        return next((rows for name, rows in self.tables if name == table), ())

"""How commands speak: progress and remarks on standard error, results on standard output."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

import click
import msgspec

from floorwright.cli.statuses import WARNED
from floorwright.jobs import Job
from floorwright.model.problem import Problem

if TYPE_CHECKING:
    from floorwright.analysis.result import Cell, Table

JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object and nothing else.")
STRICT = click.option("--strict", is_flag=True, help="Exit with status 3 when there are warnings.")


def job() -> Job:
    """Progress on standard error when a person watches it."""
    if not sys.stderr.isatty():
        return Job()

    def report(share: float, words: str) -> None:
        end = "\n" if share >= 1 else ""
        sys.stderr.write(f"\r{share:4.0%} {words[:70]:<70}{end}")
        sys.stderr.flush()

    return Job(report=report)


def remark(sentence: str) -> None:
    """Say one thing on standard error."""
    click.echo(" ".join(sentence.split()), err=True)


def problem_words(problem: Mapping[str, object] | Problem) -> str:
    """A problem of a drawing or plan in one sentence: what, where, how often, and what was done about it."""
    if isinstance(problem, Problem):
        what, where, done, count = problem.what, problem.where, problem.done, problem.count
    else:
        what, where, done = (str(problem.get(name, "")) for name in ("what", "where", "done"))
        count = int(str(problem.get("count", 1)))
    often = f" ({count} times)" if count > 1 else ""
    place = f" ({where})" if where else ""
    return f"{what.rstrip('.')}{place}{often}" + (f": {done.rstrip('.')}." if done else ".")


def print_json(value: Mapping[str, object]) -> None:
    """Print the object; a number that is not finite is null."""
    # json itself indents in Python, which takes half a minute for a hundred thousand flows.
    click.echo(msgspec.json.format(msgspec.json.encode(value), indent=1).decode())


def status(warnings: int, strict: bool) -> int:
    """The exit status after so many warnings."""
    return WARNED if strict and warnings else 0


def print_table(table: Table, rows: int = 40) -> None:
    """Print a table with its columns lined up; what does not fit in `rows` is counted."""
    heads = [f"{column.name} [{column.unit}]" if column.unit else column.name for column in table.columns]
    cells = [
        [as_text(cell, column.decimals) for cell, column in zip(row, table.columns, strict=True)]
        for row in table.rows[:rows]
    ]
    click.echo(f"\n{table.title}")
    if not cells:
        click.echo("  none")
        return
    numeric = [column.type in ("number", "integer") for column in table.columns]
    for line in _aligned([heads, *cells], numeric):
        click.echo(f"  {line}")
    if len(table.rows) > rows:
        click.echo(f"  … and {len(table.rows) - rows} more")
    for note in table.notes:
        click.echo(f"  {note}")


def as_text(cell: Cell, decimals: int) -> str:
    """A cell for people: numbers with so many decimals, nothing for what could not be computed."""
    if cell is None:
        return "n/a"
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    return f"{cell:.{decimals}f}" if isinstance(cell, float) else str(cell)


def _aligned(rows: Sequence[Sequence[str]], right: Sequence[bool]) -> Iterable[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(right))]
    for row in rows:
        placed = (
            text.rjust(width) if on_right else text.ljust(width)
            for text, width, on_right in zip(row, widths, right, strict=True)
        )
        yield "  ".join(placed).rstrip()

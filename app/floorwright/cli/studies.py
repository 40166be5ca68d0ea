"""The command that studies the work: study."""

from collections.abc import Mapping, Sequence
from pathlib import Path

import click

from floorwright.cli.loaded import plugins
from floorwright.cli.say import JSON, STRICT, job, print_json, print_table, remark, status
from floorwright.errors import StudyFailed
from floorwright.hooks.exporting import export, format_of
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import answer, figures, method_of, station_figures
from floorwright.hooks.studies.as_json import answered, described
from floorwright.hooks.studies.method import StudyAnswer, StudyInput, StudyMethod
from floorwright.hooks.studies.page import study_page
from floorwright.hooks.studies.reading import cells_of, heading_key, headings_of, read_study
from floorwright.hooks.studies.report import results_table, study_content
from floorwright.paper.setup import SheetSetup
from floorwright.storage.atomic import write_atomically
from floorwright.storage.tables.cells import Cells, read_cells, sheet_names

FILE = click.Path(path_type=Path)
FIGURE_ENDINGS = (".svg", ".dxf", ".png")


@click.command()
@click.argument("method", required=False)
@click.argument("tables", nargs=-1)
@click.option("--set", "settings", multiple=True, metavar="KEY=VALUE", help="An option of the method; may be repeated.")
@click.option("--list", "listing", is_flag=True, help="Which methods there are.")
@click.option("--describe", is_flag=True, help="Columns, units, options, results and formulas of METHOD.")
@click.option("--example", is_flag=True, help="Compute the worked example of METHOD instead of tables.")
@click.option("--pages", type=FILE, help="Write the documentation page of every method into a folder.")
@click.option("--out", type=FILE, help="Write the study as PDF, XLSX, CSV, SVG or DXF.")
@click.option("--paper", default="A4", help="For --out: A4 … A0, ANSI A … E.")
@JSON
@STRICT
def study(
    method: str | None,
    tables: tuple[str, ...],
    settings: tuple[str, ...],
    listing: bool,
    describe: bool,
    example: bool,
    pages: Path | None,
    out: Path | None,
    paper: str,
    as_json: bool,
    strict: bool,
) -> int:
    """Study the work: METHOD computes TABLE… (CSV or XLSX; NAME=FILE where a method has several)."""
    loaded = plugins()
    if listing:
        return _list(loaded, as_json)
    if pages is not None:
        return _pages(loaded, pages)
    if not method:
        raise click.UsageError("Name a method, or use --list.")
    chosen = method_of(loaded, method)
    if describe:
        return _describe(chosen, as_json)
    given = _example(chosen, settings) if example else _given(chosen, tables, settings)
    found = answer(loaded, chosen, given, job())
    if out is not None:
        write_atomically(out, _written(loaded, chosen, given, found, out, paper))
    if as_json:
        print_json(answered(chosen, given, found, station_figures(loaded, chosen, given, found)))
    else:
        _show(chosen, found)
    return status(len(found.findings), strict)


def _list(loaded: Plugins, as_json: bool) -> int:
    methods = loaded.studies
    if as_json:
        listed = [
            {"id": one.id, "title": one.title, "group": one.group, "purpose": one.purpose} for one in methods.values()
        ]
        print_json({"studies": listed})
    else:
        for one in methods.values():
            click.echo(f"{one.id:<22} {one.title}: {one.purpose}")
    return 0


def _pages(loaded: Plugins, folder: Path) -> int:
    for one in loaded.studies.values():
        write_atomically(folder / f"{one.id}.md", study_page(loaded, one).encode())
    return 0


def _describe(method: StudyMethod, as_json: bool) -> int:
    if as_json:
        print_json(described(method))
        return 0
    click.echo(f"{method.title} ({method.id})\n{method.purpose}")
    for table in method.tables:
        click.echo(f"\nTable {table.name}{'' if table.required else ' (may be left out)'}: {table.meaning}")
        for column in table.columns:
            must = "*" if column.required else " "
            choices = f" ({', '.join(column.choices)})" if column.choices else ""
            click.echo(f" {must} {column.name:<24} {column.meaning}{choices}")
    click.echo("\nOptions (--set NAME=VALUE)")
    for option in method.options:
        default = "" if option.default is None else f" [{option.default}]"
        choices = f" ({', '.join(option.choices)})" if option.choices else ""
        click.echo(f"   {option.name:<24} {option.meaning}{choices}{default}")
    click.echo("\nResults")
    for result in method.results:
        unit = f" [{result.unit}]" if result.unit else ""
        formula = f": {result.formula}" if result.formula else ""
        source = f" ({result.origin})"
        click.echo(f"   {result.name:<24} {result.meaning}{unit}{formula}{source}")
    return 0


def _example(method: StudyMethod, settings: Sequence[str]) -> StudyInput:
    if method.example is None:
        raise StudyFailed(f"{method.id} brings no example.", hint="Try floorwright study METHOD --describe.")
    cells = {name: cells_of(name, text) for name, text in method.example.tables.items()}
    return read_study(method, cells, {**method.example.options, **_settings(settings)}).whole()


def _given(method: StudyMethod, tables: Sequence[str], settings: Sequence[str]) -> StudyInput:
    return read_study(method, _cells(method, tables), _settings(settings)).whole()


def _settings(settings: Sequence[str]) -> dict[str, str]:
    given: dict[str, str] = {}
    for setting in settings:
        name, equals, value = setting.partition("=")
        if not equals or not name.strip():
            raise click.UsageError(f"“{setting}” is no KEY=VALUE.")
        if name.strip() in given:
            raise click.UsageError(f"The option {name.strip()} is given twice.")
        given[name.strip()] = value
    return given


def _cells(method: StudyMethod, tables: Sequence[str]) -> dict[str, Cells]:
    """The cells by table. A file is matched by NAME=, by the sheets of a workbook, by its columns, then by its name."""
    found: dict[str, Cells] = {}
    for given in tables:
        name, equals, rest = given.partition("=")
        if equals and method.table(name.strip()) is not None and not Path(given).exists():
            _put(found, name.strip(), read_cells(Path(rest), name.strip()))
            continue
        path = Path(given)
        sheets = [sheet for sheet in sheet_names(path) if method.table(heading_key(sheet)) is not None]
        if sheets:
            for sheet in sheets:
                _put(found, heading_key(sheet), read_cells(path, sheet))
            continue
        cells = read_cells(path)
        _put(found, _table_for(method, path, cells, found), cells)
    return found


def _put(found: dict[str, Cells], name: str, cells: Cells) -> None:
    if name in found:
        raise StudyFailed(
            f"{found[name].name} and {cells.name} are both the table {name}.", hint="Name them: TABLE=FILE."
        )
    found[name] = cells


def _table_for(method: StudyMethod, path: Path, cells: Cells, found: Mapping[str, Cells]) -> str:
    if not method.tables:
        raise StudyFailed(f"{method.id} needs no table.", hint="Give its numbers with --set.")
    header = {heading_key(cell) for cell in cells.header}
    free = [table for table in method.tables if table.name not in found] or list(method.tables)

    def fit(table_name: str) -> tuple[float, bool]:
        table = method.table(table_name)
        assert table is not None
        known = [not header.isdisjoint(headings_of(column)) for column in table.columns]
        needed = all(there for there, column in zip(known, table.columns, strict=True) if column.required)
        return (sum(known) + (100 if needed and any(known) else 0), heading_key(table.name) in heading_key(path.stem))

    return max(free, key=lambda table: fit(table.name)).name


def _written(
    loaded: Plugins, method: StudyMethod, given: StudyInput, found: StudyAnswer, out: Path, paper: str
) -> bytes:
    chosen = format_of(loaded, out)
    drawn = figures(loaded, method, given, found)
    sheet = "charts" if drawn and out.suffix.lower() in FIGURE_ENDINGS else "study"
    setup = SheetSetup(paper=paper, portrait=True, sheet=sheet)
    setup.size()
    return export(loaded, chosen, study_content(method, given, found, drawn), setup, job())


def _show(method: StudyMethod, found: StudyAnswer) -> None:
    print_table(results_table(method, found))
    for table in found.tables.values():
        print_table(table)
    for finding in found.findings:
        remark(f"{finding.what}: {finding.why}.")

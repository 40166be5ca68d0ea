"""Writing a plan in a format that a plugin knows."""

from collections.abc import Mapping
from pathlib import Path

from floorwright.analysis.analyze import analyze
from floorwright.analysis.process_chart.pairs import chart_pairs
from floorwright.analysis.result import Analysis, Table
from floorwright.analysis.tables import all_tables
from floorwright.analysis.ways.barriers import DrawnWalls
from floorwright.errors import ExportFailed, FloorwrightError
from floorwright.hooks.manager import Plugins
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.drawing import Drawing
from floorwright.model.kinds import PLAN_ID, DrawingSource, Plan
from floorwright.model.scenario import scenario_records
from floorwright.paper.content import Content
from floorwright.paper.setup import SheetSetup
from floorwright.paper.symbols import SymbolLibrary, load_symbols

TABLE_FORMATS = ("xlsx", "csv")
"""The formats that hold tables alone."""


def content_for(
    plugins: Plugins,
    records: Records,
    scenario: str,
    analysis: Analysis,
    drawings: Mapping[DrawingSource, Drawing] | None = None,
    tables: tuple[Table, ...] = (),
) -> Content:
    """What an export shows: the scenario of that id, its figures as tables, those of the plugins, and then `tables`.

    `records` are all of the document's, variants included. A plugin's table that fails is left out and its plugin
    named in `plugins.failures`.
    """
    here = scenario_records(records, scenario)
    shown = drawings or {}
    charts = chart_pairs(
        records, scenario, analysis, lambda present: analyze(present, analysis.mode, barriers=DrawnWalls(shown))
    )
    return Content(here, scenario, analysis, shown, (*result_tables(plugins, here, analysis), *tables), charts=charts)


def result_tables(plugins: Plugins, records: Records, analysis: Analysis) -> tuple[Table, ...]:
    """The tables of an analysis and those that plugins compute from it, in the order of reading."""
    plan = records[PLAN_ID]
    currency = plan.currency if isinstance(plan, Plan) else ""
    tables = list(all_tables(analysis, currency))
    for metric in plugins.contributions.metrics.values():
        try:
            tables.append(
                plugins.call("plan_metrics", metric.id, lambda metric=metric: metric.compute(records, analysis))  # type: ignore[misc]
            )
        except FloorwrightError:
            continue
    return tuple(tables)


def format_of(plugins: Plugins, path: Path) -> str:
    """The id of the format that a file's name asks for.

    Raises:
        ExportFailed: naming the endings that are known.
    """
    exporters = plugins.contributions.exporters
    for id, exporter in exporters.items():
        if path.suffix.lower() == exporter.suffix.lower():
            return id
    known = ", ".join(exporter.suffix for exporter in exporters.values())
    raise ExportFailed(f"“{path.name}” does not say a format that can be written.", hint=f"Let it end in {known}.")


def export(
    plugins: Plugins, format_id: str, content: Content, setup: SheetSetup | None = None, job: Job | None = None
) -> bytes:
    """The bytes of the content in a format; the caller puts them on the disk.

    Raises:
        ExportFailed: when there is no such format or it cannot show the content as asked.
        Cancelled: when the job was cancelled.
    """
    exporter = plugins.contributions.exporters.get(format_id)
    if exporter is None:
        known = ", ".join(plugins.contributions.exporters)
        raise ExportFailed(f"There is no format “{format_id}”.", hint=f"Use one of {known}.")
    return plugins.call("exporters", format_id, lambda: exporter.write(content, setup or SheetSetup(), job or Job()))


def symbols_of(plugins: Plugins) -> SymbolLibrary:
    """The library of all symbols that plugins bring, the shipped ones included."""
    return load_symbols(folder.folder for folder in plugins.contributions.symbols.values())

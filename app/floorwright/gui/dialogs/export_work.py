"""What an export does in another process: load the plugins, let one write, and put the file on the disk."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from floorwright.analysis.observed.of_plan import observations_in, observed_plan
from floorwright.analysis.observed.tables import observed_tables
from floorwright.analysis.ways.barriers import DrawnWalls
from floorwright.errors import FloorwrightError
from floorwright.hooks.exporting import TABLE_FORMATS, export
from floorwright.hooks.manager import PluginFailure, Plugins
from floorwright.jobs import Job
from floorwright.paper.content import Content
from floorwright.paper.setup import SheetSetup
from floorwright.storage.asset import Asset
from floorwright.storage.assets import Assets
from floorwright.storage.atomic import write_atomically
from floorwright.storage.tracks import TrackReader


def write_export(format_id: str, content: Content, setup: SheetSetup, path: str, job: Job) -> PluginFailure | None:
    """Write a file whole or not at all; the failure of the plugin that should have written it, where it failed.

    Raises:
        FloorwrightError: what the exporter refused, or why the file cannot be written.
    """
    plugins = Plugins().load()
    known = set(plugins.contributions.exporters)
    before = len(plugins.failures)
    try:
        data = export(plugins, format_id, content, setup, job)
    except FloorwrightError:
        if format_id in known and len(plugins.failures) > before:
            return plugins.failures[-1]
        raise
    job.progress(0.98, "Writing the file")
    write_atomically(Path(path), data)
    return None


def write_plan(
    format_id: str, content: Content, setup: SheetSetup, path: str, traces: Mapping[str, Asset], job: Job
) -> PluginFailure | None:
    """The same for a plan: a format of tables holds those of observed movement too; `traces` has their readings.

    Raises:
        FloorwrightError: as `write_export`, and when the readings of an observation cannot be read.
    """
    if format_id in TABLE_FORMATS and observations_in(content.records):
        job.progress(0.02, "Measuring what was observed")
        seen = observed_plan(
            content.records,
            TrackReader(content.records, Assets(traces)),
            content.analysis,
            DrawnWalls(content.drawings),
            Job(cancelled=job.cancelled),
        )
        content = replace(content, tables=(*content.tables, *observed_tables(seen)))
    return write_export(format_id, content, setup, path, job)

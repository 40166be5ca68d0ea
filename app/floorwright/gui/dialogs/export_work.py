"""What an export does in another process: load the plugins, let one write, and put the file on the disk."""

from pathlib import Path

from floorwright.errors import FloorwrightError
from floorwright.hooks.exporting import export
from floorwright.hooks.manager import PluginFailure, Plugins
from floorwright.jobs import Job
from floorwright.paper.content import Content
from floorwright.paper.setup import SheetSetup
from floorwright.storage.atomic import write_atomically


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

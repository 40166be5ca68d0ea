"""Looking into a drawing: what is told of it, without keeping or even importing what its lines need."""

from pathlib import Path
from typing import Any

from floorwright.hooks.contributions import ImportOptions
from floorwright.hooks.drawing_files import FileOnDisk
from floorwright.hooks.facts import kept_facts
from floorwright.hooks.manager import Plugins
from floorwright.hooks.planned import in_worker, planned
from floorwright.hooks.telling import read_to_tell
from floorwright.jobs import Job


def facts_of_file(plugins: Plugins, path: Path, options: ImportOptions, job: Job | None = None) -> dict[str, Any]:
    """The facts of the drawing in a file, from the cache or read in a worker process, with or without its lines.

    Raises:
        ImportFailed, Cancelled: as for `read_drawing`.
    """
    plan = planned(plugins, FileOnDisk(path), options)
    for folder in (plan.folder, plan.facts_folder):
        told = kept_facts(folder)
        if told is not None:
            return told
    found: dict[str, Any] = in_worker(read_to_tell, plan.telling, plan, job)
    return found

"""Which importer reads a file, and where in the cache the result is: known before anything of it is read."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from floorwright.errors import ImportFailed, WorkerFailed
from floorwright.hooks.contributions import DrawingImporter, ImportOptions
from floorwright.hooks.drawing_files import DrawingFile
from floorwright.hooks.file_kinds import kind_of_file
from floorwright.hooks.manager import Plugins
from floorwright.jobs import Job, run_in_worker
from floorwright.storage.places import drawings_folder

if TYPE_CHECKING:
    from floorwright.hooks.reading import Read
    from floorwright.model.region import Region

LONGEST_S = 600.0
"""A drawing that takes longer than ten minutes is given up."""


class Planned:
    """Which importer reads a file, and where in the cache the result goes."""

    def __init__(self, file: DrawingFile, options: ImportOptions, chain: list[DrawingImporter], key: str) -> None:
        self.name = file.name
        self.file = file
        self.folder = drawings_folder() / f"{key}{region_key(options.region)}"
        self._options = options
        self._reads = tuple(importer.read for importer in chain)
        self._whole = drawings_folder() / key

    @property
    def facts_folder(self) -> Path:
        """Where what is told of the drawing is kept when only that was asked for."""
        return self.folder.with_name(f"{self.folder.name}-facts")

    def task(self, path: Path) -> tuple[tuple[Read, ...], Path, ImportOptions, Path, Path]:
        """What `read_into_cache` needs to read the file where it lies now."""
        return self._reads, path, self._options, self.folder, self._whole

    def telling(self, path: Path) -> tuple[tuple[Read, ...], Path, ImportOptions, Path]:
        """What `read_to_tell` needs for that."""
        return self._reads, path, self._options, self.facts_folder


def planned(plugins: Plugins, file: DrawingFile, options: ImportOptions) -> Planned:
    """How a file is read with these options.

    Raises:
        ImportFailed: when no importer recognises it, or it cannot be opened.
    """
    chain = _chain(plugins, _importer(plugins, file.name, file.head()), file.name)
    readers = [[importer.id, importer.reader_version] for importer in chain]
    read_as = json.dumps([readers, options.layers, options.encoding, options.layout])
    return Planned(file, options, chain, hashlib.sha256((file.sha256() + read_as).encode()).hexdigest())


def in_worker(work: Callable[..., Any], task: Callable[[Path], tuple[Any, ...]], plan: Planned, job: Job | None) -> Any:
    """What `work` answers in a process of its own, given what the plan's `task` says for where the file lies now.

    Raises:
        ImportFailed: when the process died, or took too long or too much memory.
        Cancelled: when the job was cancelled.
    """
    try:
        if job is not None:
            job.progress(0.0, "Reading")
        return run_in_worker(work, *task(plan.file.place()), job=job, seconds=LONGEST_S)
    except WorkerFailed as error:
        raise ImportFailed(
            f"“{plan.name}” could not be read. {error.message}", hint=error.hint or "Nothing has changed."
        ) from error
    finally:
        plan.file.close()


def region_key(region: Region | None) -> str:
    """What the folder of a part of a drawing has behind the name of the whole one's."""
    if region is None:
        return ""
    # Not above: it cuts drawings too, and most are read whole.
    from floorwright.model.region import written_region

    written = written_region(region)
    return f"-{hashlib.sha256(written.encode()).hexdigest()[:16]}" if written else ""


def _chain(plugins: Plugins, first: DrawingImporter, name: str) -> list[DrawingImporter]:
    """The importer of a file and, where it converts, the one that reads what comes out."""
    if not first.converts_to:
        return [first]
    then = plugins.contributions.importers.get(first.converts_to)
    if then is None or then.converts_to:
        raise ImportFailed(
            f"“{name}” is read by way of {first.converts_to.upper()}, for which no importer works.",
            hint="See which plugins were switched off, and why.",
        )
    return [first, then]


def _importer(plugins: Plugins, name: str, head: bytes) -> DrawingImporter:
    importers: Mapping[str, DrawingImporter] = plugins.contributions.importers
    for importer in importers.values():
        if plugins.call("drawing_importers", importer.id, lambda i=importer: i.recognises(head)):  # type: ignore[misc]
            return importer
    known = ", ".join(importer.title for importer in importers.values()) or "nothing, as no importer works"
    raise ImportFailed(f"“{name}” {kind_of_file(head)}.", hint=f"What can be read: {known}.")

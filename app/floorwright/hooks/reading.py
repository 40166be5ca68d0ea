"""What the worker process does that reads a drawing: read, convert, cut and keep it.

The process is started for one drawing, so this module and what it imports know nothing of plans and windows.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from floorwright.hooks import drawing_cache
from floorwright.hooks.contributions import Converted, ImportOptions
from floorwright.hooks.scratch import scratch_folder
from floorwright.jobs import Job
from floorwright.model.drawing import Drawing

Read = Callable[[Path, ImportOptions, Job], Drawing | Converted]


def read_into_cache(
    reads: tuple[Read, ...], path: Path, options: ImportOptions, folder: Path, whole: Path, job: Job
) -> str:
    """Read a drawing and keep it; the folder it is in. This is what the worker process does.

    `reads` is the function that reads the file; where it converts, then the one that reads what comes out. A part of a
    drawing is taken from the `whole` of it where that is kept.
    """
    drawing = drawing_cache.load(whole) if options.region else None
    if drawing is None:
        drawing = read_file(reads, path, options, job)
    if options.region:
        from floorwright.model.region import within

        drawing = within(drawing, options.region)
    job.progress(0.95, "Keeping")
    try:
        drawing_cache.store(drawing, folder)
        drawing_cache.prune(folder.parent)
    except OSError:
        # Without a cache folder that can be written, the drawing is handed over in a temporary one.
        folder = Path(tempfile.mkdtemp(prefix="floorwright-")) / folder.name
        drawing_cache.store(drawing, folder)
    return str(folder)


def read_file(reads: tuple[Read, ...], path: Path, options: ImportOptions, job: Job) -> Drawing:
    """The drawing in a file, read by the first of `reads`, or converted by it and read by the next."""
    begun = time.perf_counter()
    found = reads[0](path, options, job)
    if isinstance(found, Drawing):
        return found
    with scratch_folder() as scratch:
        converted = scratch / path.name
        converted.write_bytes(found.data)
        # An encoding that was chosen is that of the original.
        drawing = read_file(reads[1:], converted, replace(options, encoding=""), job)
    return replace(
        drawing,
        kind=found.kind,
        version=found.version,
        problems=(*found.problems, *drawing.problems),
        seconds=time.perf_counter() - begun,
    )

"""What the worker process does when only facts of a drawing are wanted. Whoever starts it imports nothing for it."""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from floorwright.hooks.contributions import ImportOptions
    from floorwright.hooks.reading import Read
    from floorwright.jobs import Job


def read_to_tell(reads: tuple[Read, ...], path: Path, options: ImportOptions, folder: Path, job: Job) -> dict[str, Any]:
    """What is told of a drawing: its lines are neither kept nor made ready for a window. The facts are, in a folder."""
    from floorwright.hooks.facts import facts, keep_facts
    from floorwright.hooks.reading import read_file

    told = facts(read_file(reads, path, options, job))
    with contextlib.suppress(OSError):
        keep_facts(told, folder)
    return told

"""Folders for what is being made, beside the drawings in the cache, so that a finished one is only renamed."""

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from floorwright.storage.places import drawings_folder

UNFINISHED = ".unfinished-"
"""What the names of such folders begin with."""


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder for as long as it is needed; what a killed process leaves, `prune` takes away."""
    try:
        root = drawings_folder()
        root.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=root))
    except OSError:
        made = Path(tempfile.mkdtemp(prefix="floorwright-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)

"""Drawings that were read before, kept as arrays: a folder a drawing, named by its content, its reader and the options.

A folder appears whole or not at all, is checked when it is used, and is read by mapping it into memory. Nothing in it
is ever executed or unpickled.
"""

import contextlib
import getpass
import json
import os
import shutil
import tempfile
import time
import zlib
from collections.abc import Iterator
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import numpy as np

from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle, Problem, empty_drawing
from floorwright.storage import places

LARGEST_BYTES = 1024**3
"""The oldest drawings go when the cache grows beyond this."""
_FORMAT = 2
_DETAILS = "drawing.json"
_UNFINISHED = ".unfinished-"
_ABANDONED_S = 3600.0
_ARRAYS = tuple(field.name for field in fields(Drawing) if isinstance(getattr(empty_drawing(), field.name), np.ndarray))
_RECORDS = {"layers": DrawingLayer, "styles": LineStyle, "problems": Problem}


def cache_folder() -> Path:
    """Where drawings that were read are kept; a temporary folder where the user's cache folder cannot be made."""
    try:
        return places.cache_folder() / "drawings"
    except OSError:
        return Path(tempfile.gettempdir()) / f"floorwright-{getpass.getuser()}" / "drawings"


def load(folder: Path) -> Drawing | None:
    """The drawing in a folder; None when it is not there or is not as it was written."""
    try:
        details = json.loads((folder / _DETAILS).read_text("utf-8"))
        if details.get("format") != _FORMAT:
            return None
        arrays = {name: _array(folder / f"{name}.npy", details["checksums"][name]) for name in _ARRAYS}
        drawing = _drawing(details["drawing"], arrays)
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError):
        return None
    with contextlib.suppress(OSError):
        os.utime(folder / _DETAILS)
    return drawing


def store(drawing: Drawing, folder: Path) -> None:
    """Put a drawing into a folder that does not exist yet or holds a damaged one.

    Raises:
        OSError: when it cannot be written; there is no folder then.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=folder.parent))
    try:
        checksums = {}
        for name in _ARRAYS:
            array = np.ascontiguousarray(getattr(drawing, name))
            np.save(unfinished / f"{name}.npy", array, allow_pickle=False)
            checksums[name] = zlib.crc32(array.tobytes())
        details = {"format": _FORMAT, "checksums": checksums, "drawing": _details(drawing)}
        (unfinished / _DETAILS).write_text(json.dumps(details, allow_nan=False), "utf-8")
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
        # Another process may have put the same drawing there just now; either one will do.
        with contextlib.suppress(OSError):
            unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


@contextlib.contextmanager
def scratch_folder() -> Iterator[Path]:
    """An empty folder for as long as it is needed; one that a killed process left is taken away by `prune`."""
    try:
        root = cache_folder()
        root.mkdir(parents=True, exist_ok=True)
        made = Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=root))
    except OSError:
        made = Path(tempfile.mkdtemp(prefix="floorwright-"))
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def prune(root: Path, largest_bytes: int = LARGEST_BYTES) -> None:
    """Take away what killed processes left, and the drawings not used for longest until the rest is small enough."""
    for folder in root.glob(f"{_UNFINISHED}*"):
        with contextlib.suppress(OSError):
            if time.time() - folder.stat().st_mtime > _ABANDONED_S:
                shutil.rmtree(folder, ignore_errors=True)
    kept = []
    for folder in root.iterdir() if root.is_dir() else ():
        with contextlib.suppress(OSError):
            details = folder / _DETAILS
            used = (details if details.exists() else folder).stat().st_mtime
            kept.append((used, sum(file.stat().st_size for file in folder.iterdir()), folder))
    whole = sum(size for _, size, _ in kept)
    for _, size, folder in sorted(kept)[:-1]:
        if whole <= largest_bytes:
            return
        shutil.rmtree(folder, ignore_errors=True)
        whole -= size


def _array(path: Path, checksum: int) -> Any:
    array = np.load(path, mmap_mode="r", allow_pickle=False)
    if zlib.crc32(np.ascontiguousarray(array).data) != checksum:
        raise ValueError(path.name)
    return array


def _details(drawing: Drawing) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for field in fields(Drawing):
        value = getattr(drawing, field.name)
        if field.name in _ARRAYS:
            continue
        if field.name in _RECORDS:
            value = [{one.name: getattr(item, one.name) for one in fields(item)} for item in value]
        found[field.name] = value
    return found


def _drawing(details: dict[str, Any], arrays: dict[str, Any]) -> Drawing:
    values: dict[str, Any] = {name: _frozen(value) for name, value in details.items() if name not in _RECORDS}
    records: dict[str, Any] = {
        name: tuple(made(**{key: _frozen(part) for key, part in one.items()}) for one in details[name])
        for name, made in _RECORDS.items()
    }
    return replace(empty_drawing(), **arrays, **values, **records)


def _frozen(value: Any) -> Any:
    return tuple(map(_frozen, value)) if isinstance(value, list) else value

"""Drawings that were read before, kept as arrays: a folder a drawing, named by its content, its reader and the options.

A folder appears whole or not at all, is checked when it is used, and is read by mapping it into memory. Nothing in it
is ever executed or unpickled. Beside the drawing lies its screen form, so that a window has nothing left to do.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import tempfile
import time
from collections.abc import Collection
from dataclasses import fields, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any
from weakref import WeakKeyDictionary

import numpy as np

from floorwright.hooks.facts import facts, keep_facts
from floorwright.hooks.kept_arrays import keep_arrays, kept_arrays
from floorwright.hooks.scratch import UNFINISHED
from floorwright.model.drawing import Drawing, DrawingLayer, LineStyle, Problem, empty_drawing

if TYPE_CHECKING:
    from floorwright.paper.screen.form import ScreenForm

LARGEST_BYTES = 1024**3
"""The oldest drawings go when the cache grows beyond this."""
_FORMAT = 8
_DETAILS, _KEPT = "drawing.json", "arrays"
_ABANDONED_S = 3600.0
_ARRAYS = tuple(field.name for field in fields(Drawing) if isinstance(getattr(empty_drawing(), field.name), np.ndarray))
_RECORDS = {"layers": DrawingLayer, "styles": LineStyle, "problems": Problem}
_SCREEN = "screen."
_UNTOUCHED = ("segments", "arcs")
"""What a window looks at only where it comes very near: the screen form holds the same, coarser."""
_folders: WeakKeyDictionary[Drawing, Path] = WeakKeyDictionary()
_forms: WeakKeyDictionary[Drawing, ScreenForm] = WeakKeyDictionary()


def load(folder: Path) -> Drawing | None:
    """The drawing in a folder; None when it is not there or is not as it was written."""
    return _load(folder, ())


def load_to_look_at(folder: Path) -> Drawing | None:
    """The same for a window, at once: large arrays that it hardly needs are not read through to be checked."""
    drawing = _load(folder, _UNTOUCHED)
    if drawing is not None:
        # Mapped now, while the folder is surely there: a full cache may give it up at any time.
        form_to_look_at(drawing)
    return drawing


def form_to_look_at(drawing: Drawing) -> ScreenForm:
    """The screen form of a drawing: mapped from the cache where that has it, otherwise made; the same every time."""
    form = _forms.get(drawing)
    if form is None:
        from floorwright.paper.screen.form import screen_form

        folder = _folders.get(drawing)
        form = (_load_form(folder) if folder is not None else None) or screen_form(drawing)
        _forms[drawing] = form
    return form


def _load(folder: Path, unchecked: Collection[str]) -> Drawing | None:
    try:
        details = json.loads((folder / _DETAILS).read_text("utf-8"))
        if details.get("format") != _FORMAT:
            return None
        places = {name: details["arrays"][name] for name in _ARRAYS}
        drawing = _drawing(details["drawing"], kept_arrays(folder / _KEPT, places, unchecked))
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError):
        return None
    with contextlib.suppress(OSError):
        os.utime(folder / _DETAILS)
    _folders[drawing] = folder
    return drawing


def _load_form(folder: Path) -> ScreenForm | None:
    from floorwright.paper.screen.kept import form_of

    try:
        details = json.loads((folder / _DETAILS).read_text("utf-8"))
        every = details["arrays"].items()
        places = {name.removeprefix(_SCREEN): place for name, place in every if name.startswith(_SCREEN)}
        return form_of(kept_arrays(folder / _KEPT, places), details["pieces"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, AttributeError):
        return None


def store(drawing: Drawing, folder: Path) -> None:
    """Put a drawing into a folder that does not exist yet or holds a damaged one.

    Raises:
        OSError: when it cannot be written; there is no folder then.
    """
    # Not above: who only asks what is in a drawing has no use for its screen form.
    from floorwright.paper.screen.form import screen_form
    from floorwright.paper.screen.kept import arrays_of

    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = Path(tempfile.mkdtemp(prefix=UNFINISHED, dir=folder.parent))
    try:
        form = screen_form(drawing)
        every = {name: getattr(drawing, name) for name in _ARRAYS}
        every |= {_SCREEN + name: array for name, array in arrays_of(form).items()}
        details = {
            "format": _FORMAT,
            "arrays": keep_arrays(every, unfinished / _KEPT),
            "drawing": _details(drawing),
            "pieces": form.words.pieces,
        }
        keep_facts(facts(drawing), unfinished)
        (unfinished / _DETAILS).write_text(json.dumps(details, allow_nan=False), "utf-8")
        if folder.exists():
            shutil.rmtree(folder, ignore_errors=True)
        # Another process may have put the same drawing there just now; either one will do.
        with contextlib.suppress(OSError):
            unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def prune(root: Path, largest_bytes: int = LARGEST_BYTES) -> None:
    """Take away what killed processes left, and the drawings not used for longest until the rest is small enough."""
    for folder in root.glob(f"{UNFINISHED}*"):
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
    if not isinstance(value, list):
        return value
    # A large drawing has ten thousands of words in one list, and none of them is a list.
    return tuple(map(_frozen, value)) if list in map(type, value) else tuple(value)

"""What is told of a drawing in words and numbers, without its lines: a small file in the cache, read without numpy."""

from __future__ import annotations

import contextlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from floorwright.units import Unit

if TYPE_CHECKING:
    from floorwright.model.drawing import Drawing

_FORMAT = 1
_FILE = "facts.json"


def facts(drawing: Drawing) -> dict[str, Any]:
    """What `inspect --json` tells of a drawing: sizes in metres, None where the unit is not known."""
    size = None
    metre = millimetres_a_unit(drawing) / 1000
    if drawing.box is not None and metre:
        x1, y1, x2, y2 = drawing.box
        size = [(x2 - x1) * metre, (y2 - y1) * metre]
    return {
        "kind": drawing.kind,
        "version": drawing.version,
        "encoding": drawing.encoding,
        "units": drawing.unit or None,
        "unit_mm": millimetres_a_unit(drawing) or None,
        "unit_source": drawing.unit_source,
        "unit_doubtful": drawing.unit_doubtful,
        "size_m": size,
        "box": list(drawing.box) if drawing.box else None,
        "layers": [
            {"name": layer.name, "visible": layer.visible, "entities": layer.entities} for layer in drawing.layers
        ],
        "entities": dict(drawing.entities),
        "blocks": drawing.blocks,
        "layouts": list(drawing.layouts),
        "layout": drawing.layout,
        "xrefs": list(drawing.xrefs),
        "strays": [list(stray) for stray in drawing.strays],
        "problems": [
            {"what": problem.what, "where": problem.where, "done": problem.done, "count": problem.count}
            for problem in drawing.problems
        ],
        "seconds": drawing.seconds,
    }


def millimetres_a_unit(drawing: Drawing) -> float:
    """How many millimetres the drawing itself says a unit of it is; 0 when nothing tells."""
    return Unit(drawing.unit).mm if drawing.unit else drawing.unit_mm


def keep_facts(told: dict[str, Any], folder: Path) -> None:
    """Put facts into a folder of the cache, which is made if need be.

    Raises:
        OSError: when they cannot be written.
    """
    folder.mkdir(parents=True, exist_ok=True)
    unfinished = folder / f".{os.getpid()}"
    unfinished.write_text(json.dumps({"format": _FORMAT, "facts": told}), "utf-8")
    unfinished.replace(folder / _FILE)


def kept_facts(folder: Path) -> dict[str, Any] | None:
    """The facts in a folder of the cache; None when they are not there or not whole."""
    try:
        kept = json.loads((folder / _FILE).read_text("utf-8"))
        told: dict[str, Any] | None = kept["facts"] if kept["format"] == _FORMAT else None
    except (OSError, ValueError, KeyError, TypeError):
        return None
    with contextlib.suppress(OSError):
        os.utime(folder)
    return told

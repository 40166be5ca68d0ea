"""Bringing records into line."""

from collections.abc import Callable, Iterable
from typing import Literal

from floorwright.editing.commands.moving import moved
from floorwright.editing.shape import shape_of
from floorwright.geometry.box import Box, joined
from floorwright.model.document import Edit
from floorwright.model.kinds import Opening
from floorwright.model.record import Record
from floorwright.model.scenario import scenario_records

Side = Literal["left", "centre", "right", "top", "middle", "bottom"]
_SHIFTS: dict[Side, Callable[[Box, Box], tuple[float, float]]] = {
    "left": lambda all, box: (all.left - box.left, 0.0),
    "centre": lambda all, box: (all.centre[0] - box.centre[0], 0.0),
    "right": lambda all, box: (all.right - box.right, 0.0),
    "top": lambda all, box: (0.0, all.top - box.top),
    "middle": lambda all, box: (0.0, all.centre[1] - box.centre[1]),
    "bottom": lambda all, box: (0.0, all.bottom - box.bottom),
}


def align(edit: Edit, ids: Iterable[str], side: Side) -> None:
    """Move records so that their sides, or middles, lie in one line: that of the box round all of them."""
    here, boxes = _boxes(edit, ids)
    around = joined(*(box for _, box in boxes))
    edit.put(*(moved(record, *_SHIFTS[side](around, box), here) for record, box in boxes))


def distribute(edit: Edit, ids: Iterable[str], axis: Literal["x", "y"]) -> None:
    """Move records so that the gaps between neighbours are equal; the first and the last stay where they are."""
    here, boxes = _boxes(edit, ids)
    across = axis == "x"
    ordered = sorted(boxes, key=lambda pair: pair[1].centre[0 if across else 1])
    if len(ordered) < 3:
        return
    first, last = ordered[0][1], ordered[-1][1]
    sizes = sum(box.width if across else box.height for _, box in ordered)
    span = last.right - first.left if across else last.top - first.bottom
    gap = (span - sizes) / (len(ordered) - 1)
    place = first.left if across else first.bottom
    for record, box in ordered:
        shift = place - (box.left if across else box.bottom)
        edit.put(moved(record, shift if across else 0.0, 0.0 if across else shift, here))
        place += (box.width if across else box.height) + gap


def _boxes(edit: Edit, ids: Iterable[str]) -> tuple[dict[str, Record], list[tuple[Record, Box]]]:
    here = scenario_records(edit.records, edit.scenario)
    found = []
    for id in dict.fromkeys(ids):
        record = here.get(id)
        shape = shape_of(record, here) if record is not None and not isinstance(record, Opening) else None
        if record is not None and shape is not None:
            found.append((record, shape.box))
    return here, found

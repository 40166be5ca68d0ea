"""What can be done to records at one go. Every function takes the open edit first; the session runs it as one step."""

from floorwright.editing.commands.arranging import Side, align, distribute
from floorwright.editing.commands.copying import copied, copy, duplicate, renewed, unique_name
from floorwright.editing.commands.moving import extent, mirror, move, moved, moving_with, rotate
from floorwright.editing.commands.removing import delete

__all__ = [
    "Side",
    "align",
    "copied",
    "copy",
    "delete",
    "distribute",
    "duplicate",
    "extent",
    "mirror",
    "move",
    "moved",
    "moving_with",
    "renewed",
    "rotate",
    "unique_name",
]

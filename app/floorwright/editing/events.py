"""What the hand does, without Qt: where, with which keys held, and how large a pixel is there."""

from dataclasses import dataclass
from typing import Literal

from floorwright.model.record import Point


@dataclass(frozen=True, slots=True)
class Pointer:
    """The mouse on the floor: x and y in millimetres, `mm_per_px` the size of a screen pixel there."""

    x: float
    y: float
    mm_per_px: float = 10.0
    shift: bool = False
    ctrl: bool = False
    alt: bool = False
    button: Literal["left", "right", "none"] = "left"

    @property
    def at(self) -> Point:
        """Where on the floor."""
        return (self.x, self.y)


@dataclass(frozen=True, slots=True)
class Key:
    """A key by name: a capital letter or digit, or Escape, Enter, Tab, Backspace, Delete, Left, Right, Up, Down, Space.

    `text` is what it would type.
    """

    name: str
    text: str = ""
    shift: bool = False
    ctrl: bool = False
    alt: bool = False

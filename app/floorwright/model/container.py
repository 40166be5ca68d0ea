"""Unit loads: the boxes, pallets and trolleys that pieces are carried in."""

from dataclasses import dataclass
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless


@dataclass(frozen=True, slots=True, kw_only=True)
class Container(Record):
    """A unit load of `pieces`. Sizes are millimetres, None where not known; `weight_kg` is that of the empty container.

    `returned_empty`: the empty one goes back to where it came from, loaded and unloaded once more.
    """

    KIND: ClassVar[str] = "container"
    SHARED: ClassVar[bool] = True

    name: str
    pieces: float = 1.0
    length: float | None = None
    width: float | None = None
    height: float | None = None
    weight_kg: float | None = None
    returned_empty: bool = False
    note: str = ""

    def check(self) -> None:
        where = f"Container “{self.name}”"
        refuse_unless(bool(self.name.strip()), f"Container {self.id}", "it needs a name.")
        refuse_unless(self.pieces > 0, where, "the number of pieces must be larger than 0.")
        sizes = (self.length, self.width, self.height)
        refuse_unless(all(size is None or size > 0 for size in sizes), where, "its sizes must be larger than 0.")
        refuse_unless(self.weight_kg is None or self.weight_kg >= 0, where, "its weight cannot be negative.")

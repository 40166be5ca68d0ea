"""Parts lists: how many of one product go into another."""

from dataclasses import dataclass
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Record):
    """So many pieces of the product `part` go into every piece of `product`: four wheels into a cart."""

    KIND: ClassVar[str] = "part"
    SHARED: ClassVar[bool] = True

    product: str
    part: str
    pieces: float = 1.0
    note: str = ""

    def check(self) -> None:
        refuse_unless(self.pieces > 0, f"Part {self.id}", "the number of pieces must be larger than 0.")
        refuse_unless(self.product != self.part, f"Part {self.id}", "a product is not a part of itself.")

    def needs(self) -> tuple[str, ...]:
        return (self.product, self.part)

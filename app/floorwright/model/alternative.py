"""Alternative ways of making a product, each with its share of the quantity."""

from dataclasses import dataclass
from typing import ClassVar

from floorwright.model.record import Record, refuse_unless


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternative(Record):
    """A branch of a product's routing that `percent` of the quantity takes: 70 % by way of lathe 1.

    The flows that name it carry that share; flows of the product that name none carry all of the quantity.
    """

    KIND: ClassVar[str] = "alternative"
    SHARED: ClassVar[bool] = True

    product: str
    name: str
    percent: float = 100.0

    def check(self) -> None:
        where = f"Alternative “{self.name}”"
        refuse_unless(bool(self.name.strip()), f"Alternative {self.id}", "it needs a name.")
        refuse_unless(0 <= self.percent <= 100, where, "its share is from 0 to 100 %.")

    def needs(self) -> tuple[str, ...]:
        return (self.product,)

"""Dataclasses of every kind, to be made anew by importing this again: see tests/test_late_functions.py."""

from dataclasses import KW_ONLY, InitVar, dataclass, field
from typing import ClassVar


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A record as plans have them."""

    KIND: ClassVar[str] = "row"
    id: str
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id:
            raise ValueError("no id")


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine(Row):
    """One that inherits, with a default that is made anew."""

    x: float
    notes: list[str] = field(default_factory=list, compare=False)


@dataclass(frozen=True)
class Place:
    """One by position, in a dictionary, without slots."""

    x: float
    y: float = 0.0


@dataclass(order=True, unsafe_hash=True)
class Turn:
    """One that is sorted and can be changed."""

    at: int
    self: str = "me"  # a name that functions like to give to something else


@dataclass(slots=True)
class Counter:
    """One with what is no field, and a field that nobody gives."""

    start: InitVar[int]
    _: KW_ONLY
    step: int = 1
    value: int = field(init=False)

    def __post_init__(self, start: int) -> None:
        self.value = start * self.step


@dataclass(frozen=True, slots=True, eq=False)
class Same:
    """One that is only equal to itself."""

    of: object


@dataclass(frozen=True, slots=True)
class Loose:
    """One with an equality of its own."""

    name: str

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Loose) and self.name.casefold() == other.name.casefold()

    def __hash__(self) -> int:
        return hash(self.name.casefold())


@dataclass
class Ring:
    """One that can hold itself."""

    next: "Ring | None" = None


class Drill(Machine):
    """An ordinary class below a dataclass."""

    __slots__ = ()

    def __init__(self, x: float) -> None:
        super().__init__(id="drill", x=x)

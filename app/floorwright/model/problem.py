"""What is told of a drawing or table that could not be taken as it is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """Something in a drawing or table that could not be taken as it is: what, where, and what was done about it."""

    what: str
    where: str = ""
    done: str = ""
    count: int = 1

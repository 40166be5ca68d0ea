"""The unit a drawing is drawn in. Headers are wrong in a third of plans, so what is drawn has a say."""

from dataclasses import dataclass
from typing import Any

from floorwright.api import Drawing

_HEADER = {1: "in", 2: "ft", 4: "mm", 5: "cm", 6: "m"}


@dataclass(frozen=True, slots=True)
class UnitGuess:
    """A unit (empty when nothing tells), what told it, and whether the user should confirm."""

    unit: str
    source: str
    doubtful: bool


def guess_unit(doc: Any, drawing: Drawing, box: tuple[float, float, float, float] | None) -> UnitGuess:
    """The unit by the header."""
    unit = _HEADER.get(doc.header.get("$INSUNITS", 0), "")
    return UnitGuess(unit, "header" if unit else "", True)

"""How the symbols, value classes and ideas of a process chart are written and read."""

import re
from enum import StrEnum
from typing import TypeVar

from floorwright.errors import FloorwrightError
from floorwright.model.process_chart import Idea, StepType, Subject, TimeBasis, ValueClass

SIGNS = {
    StepType.OPERATION: "○",
    StepType.TRANSPORT: "⇨",
    StepType.INSPECTION: "□",
    StepType.DELAY: "D",
    StepType.STORAGE: "▽",
}
_WORDS = {
    StepType.OPERATION: ("o", "op", "operation", "operations", "○", "●", "◯"),
    StepType.TRANSPORT: ("t", "transport", "transportation", "move", "⇨", "→", "➔", "=>", "->"),
    StepType.INSPECTION: ("i", "inspection", "inspect", "check", "□", "■", "▢"),
    StepType.DELAY: ("d", "delay", "wait"),
    StepType.STORAGE: ("s", "storage", "store", "▽", "▼", "∇"),
}
_TYPES = {word: type for type, words in _WORDS.items() for word in words}
_VALUES = {
    ValueClass.VALUE_ADDING: ("va", "value-adding", "value adding", "value added", "yes"),
    ValueClass.NECESSARY: ("enva", "nnva", "bva", "necessary", "necessary non-value-adding", "rnva"),
    ValueClass.WASTE: ("nva", "waste", "non-value-adding", "non value adding", "no"),
}
_CLASSES = {word: value for value, words in _VALUES.items() for word in words}
NOTHING = ("", "–", "-", "none")
Choice = TypeVar("Choice", bound=StrEnum)


def symbol_in(text: str) -> tuple[StepType, StepType | None]:
    """The symbol in a text and, of a combined one, the inner symbol.

    `O`, `operation` and `○` are one symbol. `I(O)` is a circle inside a square. `O+I`, `OI` and `combined` are that
    too, because operation and inspection are drawn so; of other pairs with `+` the first is the outer one.

    Raises:
        FloorwrightError: for anything else.
    """
    clean = text.strip().casefold()
    if clean in _TYPES:
        return _TYPES[clean], None
    if clean in ("combined", "oi", "io", "◎", "operation and inspection"):
        return StepType.INSPECTION, StepType.OPERATION
    inside = re.fullmatch(r"(\S+?)\s*\(\s*(\S+?)\s*\)", clean)
    pair = [part.strip() for part in (inside.groups() if inside else re.split(r"[+&/]", clean))]
    types = [_TYPES.get(part) for part in pair]
    if len(types) == 2 and types[0] and types[1] and types[0] is not types[1]:
        first, second = types[0], types[1]
        if not inside and {first, second} == {StepType.OPERATION, StepType.INSPECTION}:
            return StepType.INSPECTION, StepType.OPERATION
        return first, second
    raise FloorwrightError(
        f"“{text.strip()[:30]}” is no symbol.", hint="Write O, T, I, D or S, or I(O) for a combined one."
    )


def value_in(text: str) -> ValueClass | None:
    """The value class in a text; None where there is none.

    Raises:
        FloorwrightError: for anything else.
    """
    clean = text.strip().casefold()
    if clean in NOTHING:
        return None
    if clean in _CLASSES:
        return _CLASSES[clean]
    raise FloorwrightError(f"“{text.strip()[:30]}” is no value class.", hint="Write VA, ENVA or NVA.")


def idea_in(text: str) -> Idea | None:
    """The ECRS idea in a text, also by its first letter; None where there is none.

    Raises:
        FloorwrightError: for anything else.
    """
    return None if text.strip().casefold() in NOTHING else _choice(Idea, text, "no idea of the four")


def basis_in(text: str) -> TimeBasis:
    """What a time is for: the lot where nothing is said.

    Raises:
        FloorwrightError: for anything else.
    """
    return TimeBasis.LOT if text.strip().casefold() in NOTHING else _choice(TimeBasis, text, "neither lot nor piece")


def subject_in(text: str) -> Subject:
    """Whom a chart follows: the material where nothing is said.

    Raises:
        FloorwrightError: for anything else.
    """
    clean = text.strip().casefold()
    if clean in ("man", "person", "operator"):
        return Subject.WORKER
    return Subject.MATERIAL if clean in NOTHING else _choice(Subject, text, "no subject of a chart")


def _choice(kind: type[Choice], text: str, otherwise: str) -> Choice:
    clean = text.strip().casefold()
    for choice in kind:
        if clean and choice.value.startswith(clean):
            return choice
    known = ", ".join(choice.value for choice in kind)
    raise FloorwrightError(f"“{text.strip()[:30]}” is {otherwise}.", hint=f"Write one of {known}.")

"""Rating: the pace that was seen against standard pace, as a number on a scale or by Westinghouse levelling codes."""

from floorwright.api import StudyFailed, StudyInput, StudyRow

SCALES = {"percent": 100.0, "BS 0-100": 100.0, "60-80": 80.0, "75-100": 100.0, "100-133": 133.0 + 1 / 3}
"""The rating of standard pace on each scale. Source: ILO, Introduction to Work Study, 4th ed., chapter 23."""

LEVELS = {
    "skill": {
        "A1": 0.15, "A2": 0.13, "B1": 0.11, "B2": 0.08, "C1": 0.06, "C2": 0.03, "D": 0.0, "E1": -0.05, "E2": -0.10,
        "F1": -0.16, "F2": -0.22,
    },
    "effort": {
        "A1": 0.13, "A2": 0.12, "B1": 0.10, "B2": 0.08, "C1": 0.05, "C2": 0.02, "D": 0.0, "E1": -0.04, "E2": -0.08,
        "F1": -0.12, "F2": -0.17,
    },
    "conditions": {"A": 0.06, "B": 0.04, "C": 0.02, "D": 0.0, "E": -0.03, "F": -0.07},
    "consistency": {"A": 0.04, "B": 0.03, "C": 0.01, "D": 0.0, "E": -0.02, "F": -0.04},
}  # fmt: skip
"""Westinghouse levelling. Source: Lowry, Maynard and Stegemerten 1940, as on managers-net.com/levelling.html."""


def standard_rating(given: StudyInput) -> float:
    """The rating that means standard pace: what the option says, or what the scale does."""
    own = given.number_or_none("standard_rating")
    return SCALES[given.text("rating_scale")] if own is None else own


def levelled(codes: dict[str, str], where: str) -> float:
    """The factor 1 + skill + effort + conditions + consistency; a code that is empty counts as average.

    Raises:
        StudyFailed: naming a code that is none, and `where` it stands.
    """
    return 1 + sum(_level(attribute, code, where) for attribute, code in codes.items() if code.strip())


def codes_of(what: StudyInput | StudyRow) -> dict[str, str]:
    """The levelling codes in a row or among the options; empty ones as well."""
    return {attribute: what.text(attribute) for attribute in LEVELS}


def rating_of(number: float | None, codes: dict[str, str], standard: float, where: str) -> float | None:
    """The rating as a share of standard pace, None where none is given.

    Raises:
        StudyFailed: where both a number and codes are given.
    """
    coded = any(code.strip() for code in codes.values())
    if number is not None and coded:
        raise StudyFailed(f"{where} has a rating and levelling codes.", hint="Leave either empty.")
    if coded:
        return levelled(codes, where)
    return None if number is None else number / standard


def _level(attribute: str, code: str, where: str) -> float:
    # A sheet often says "B1 +0.11": the code and what it stands for.
    first = code.strip().upper().split()[0]
    levels = LEVELS[attribute]
    if first in levels:
        return levels[first]
    raise StudyFailed(f"{where}: “{code[:20]}” is no level of {attribute}.", hint=f"Use one of {', '.join(levels)}.")

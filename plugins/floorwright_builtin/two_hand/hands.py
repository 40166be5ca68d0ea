"""What each hand does, element by element, as symbols with times."""

from collections.abc import Sequence
from dataclasses import dataclass

from floorwright.api import StudyFailed, StudyInput, StudyRow

OPERATION, TRANSPORT, HOLD, DELAY = "operation", "transport", "hold", "delay"
SYMBOLS = (OPERATION, TRANSPORT, HOLD, DELAY)
LEFT, RIGHT = "left", "right"

THERBLIGS = {
    "SH": ("search", DELAY), "F": ("find", DELAY), "ST": ("select", OPERATION), "G": ("grasp", OPERATION),
    "H": ("hold", HOLD), "TL": ("transport loaded", TRANSPORT), "P": ("position", OPERATION),
    "A": ("assemble", OPERATION), "U": ("use", OPERATION), "DA": ("disassemble", OPERATION),
    "I": ("inspect", OPERATION), "PP": ("pre-position", OPERATION), "RL": ("release load", OPERATION),
    "TE": ("transport empty", TRANSPORT), "R": ("rest", DELAY), "UD": ("unavoidable delay", DELAY),
    "AD": ("avoidable delay", DELAY), "PN": ("plan", DELAY),
}  # fmt: skip
"""Gilbreth's therbligs by their letters: the name and the symbol of the two-hand chart each falls under."""
_OTHER_LETTERS = {"S": "SH", "SE": "ST", "D": "DA", "PL": "PN", "RE": "RL"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """One thing a hand does. `time_s` is None where it was not timed; `row` is 0 for a delay that fills up."""

    words: str
    symbol: str
    time_s: float | None
    therblig: str = ""
    row: int = 0


def hands_of(given: StudyInput) -> dict[str, list[Element]]:
    """The elements of the left and of the right hand, from both tables in their order.

    Raises:
        StudyFailed: naming a row that says neither symbol nor therblig.
    """
    found: dict[str, list[Element]] = {LEFT: [], RIGHT: []}
    for row in given.rows("elements"):
        element = _element(
            row,
            "elements",
            row.text("description"),
            row.text("symbol"),
            row.text("therblig"),
            row.number_or_none("time_s"),
        )
        for hand in (LEFT, RIGHT) if row.text("hand") == "both" else (row.text("hand"),):
            found[hand].append(element)
    for row in given.rows("lines"):
        shared = row.number_or_none("time_s")
        for hand in (LEFT, RIGHT):
            words, symbol = row.text(hand), row.text(f"{hand}_symbol")
            own = row.number_or_none(f"{hand}_time_s")
            time = shared if own is None else own
            if not words and not symbol and own is None:
                if shared is None:
                    continue
                # A line of the paper form in which one hand has nothing written: it does nothing meanwhile.
                words, symbol = "idle", DELAY
            found[hand].append(_element(row, "lines", words, symbol, "", time))
    return found


def _element(row: StudyRow, table: str, words: str, symbol: str, therblig: str, time: float | None) -> Element:
    letters = therblig.strip().upper()
    letters = _OTHER_LETTERS.get(letters, letters)
    if letters and letters not in THERBLIGS:
        named = next((key for key, (name, _) in THERBLIGS.items() if name == therblig.strip().casefold()), None)
        if named is None:
            raise StudyFailed(
                f"{table}, row {row.number}: “{therblig[:20]}” is no therblig.",
                hint=f"Use one of {', '.join(THERBLIGS)}, or a symbol.",
            )
        letters = named
    if not symbol:
        if not letters:
            raise StudyFailed(
                f"{table}, row {row.number}: “{words[:30]}” has no symbol.", hint=f"Write one of {', '.join(SYMBOLS)}."
            )
        symbol = THERBLIGS[letters][1]
    return Element(
        words=words or (THERBLIGS[letters][0] if letters else symbol),
        symbol=symbol,
        time_s=time,
        therblig=letters,
        row=row.number,
    )


def total_s(elements: Sequence[Element]) -> float | None:
    """The time of a hand; None where an element was not timed."""
    times = [element.time_s for element in elements]
    return None if None in times else sum(time for time in times if time is not None)


def padded(elements: list[Element], cycle_s: float) -> list[Element]:
    """The elements with a delay at the end that fills the cycle up, where one is missing."""
    missing = cycle_s - (total_s(elements) or 0.0)
    if missing <= 1e-9 * max(cycle_s, 1.0):
        return elements
    return [*elements, Element(words="waits", symbol=DELAY, time_s=missing)]


def together_s(left: Sequence[Element], right: Sequence[Element]) -> dict[tuple[str, str], float]:
    """Seconds by what the left and the right hand do at the same time; both have to take equally long."""
    found: dict[tuple[str, str], float] = {}
    ends = [_ends(left), _ends(right)]
    at = [0, 0]
    now = 0.0
    while at[0] < len(ends[0]) and at[1] < len(ends[1]):
        first, second = ends[0][at[0]], ends[1][at[1]]
        until = min(first[0], second[0])
        if until > now:
            pair = (first[1], second[1])
            found[pair] = found.get(pair, 0.0) + until - now
            now = until
        at = [at[0] + (first[0] <= until), at[1] + (second[0] <= until)]
    return found


def _ends(elements: Sequence[Element]) -> list[tuple[float, str]]:
    found, now = [], 0.0
    for element in elements:
        now += element.time_s or 0.0
        found.append((now, element.symbol))
    return found

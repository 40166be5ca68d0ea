"""What a motion takes: a code of the user's card, or TMU, MOD, MOST indices or seconds that stand in the row."""

import difflib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from floorwright.api import TMU_S, StudyFailed, StudyFinding, StudyInput, StudyRow

_GROUP = re.compile(r"\(([^()]*)\)\s*(?:[*x×]\s*(\d+(?:\.\d+)?)|\(\s*(\d+(?:\.\d+)?)\s*\))?")
_LAST = re.compile(r"\(\s*(\d+(?:\.\d+)?)\s*\)\s*$|[*x×]\s*(\d+(?:\.\d+)?)\s*$")
_INDEX = re.compile(r"[A-Za-z]+\s*(\d+)")
_MOD = re.compile(r"[A-Za-z]+(\d+)")


@dataclass(frozen=True, slots=True)
class Units:
    """How the units of a study become TMU."""

    mod_s: float
    most_factor: float

    def of_mod(self, mod: float) -> float:
        """TMU of so many MOD."""
        return mod * self.mod_s / TMU_S


def card_of(given: StudyInput, units: Units) -> dict[str, float]:
    """TMU by code, from the card the user's firm is licensed to use.

    Raises:
        StudyFailed: when a code is there twice with two values, or has none.
    """
    card: dict[str, float] = {}
    for row in given.rows("card"):
        code = plain(row.text("code"))
        mod, time = row.number_or_none("mod"), row.number_or_none("time_s")
        said = (
            row.number_or_none("tmu"),
            None if mod is None else units.of_mod(mod),
            None if time is None else time / TMU_S,
        )
        values = [value for value in said if value is not None]
        if len(values) != 1:
            raise StudyFailed(
                f"card, row {row.number}: “{row.text('code')}” needs one value.", hint="Write its tmu, mod or time_s."
            )
        if card.get(code, values[0]) != values[0]:
            raise StudyFailed(f"card, row {row.number}: “{row.text('code')}” is there twice.", hint="Keep one of them.")
        card[code] = values[0]
    return card


def plain(code: str) -> str:
    """A code as it is compared: case and blanks do not matter."""
    return "".join(code.split()).upper()


def value_of(row: StudyRow, card: Mapping[str, float], units: Units, findings: list[StudyFinding]) -> float | None:
    """TMU of the motion once; None for a code that the card does not have.

    Raises:
        StudyFailed: when the row gives no value, or two.
    """
    given = {name: row.text(name).strip() for name in ("tmu", "mod", "most", "time_s")}
    said = [name for name, text in given.items() if text]
    code = row.text("code").strip()
    where = f"motions, row {row.number}"
    if len(said) > 1:
        raise StudyFailed(f"{where} has {' and '.join(said)}.", hint="Give each motion one value.")
    if not said:
        if not code:
            raise StudyFailed(f"{where} has neither a code nor a time.", hint="Write code, tmu, mod, most or time_s.")
        return card.get(plain(code))
    (name,) = said
    if name == "tmu":
        tmu = row.number_in("tmu")
    elif name == "time_s":
        tmu = row.number_in("time_s") / TMU_S
    elif name == "mod":
        tmu = units.of_mod(mod_of(given["mod"], where))
    else:
        tmu = index_sum(given["most"], where) * units.most_factor
    known = card.get(plain(code)) if code else None
    if known is not None and abs(known - tmu) > 1e-9:
        findings.append(
            StudyFinding(f"{where}: {code} is {known:g} TMU on the card and {tmu:g} in the row", "the row counts")
        )
    return tmu


def mod_of(text: str, where: str) -> float:
    """MOD of a number, or of codes whose digits say them (M3G1 is 4).

    Raises:
        StudyFailed: when it is neither.
    """
    try:
        return float(text.replace(",", "."))
    except ValueError:
        pass
    if not re.fullmatch(r"(?:[A-Za-z]+\d+[\s+]*)+", text):
        raise StudyFailed(f"{where}: “{text[:30]}” is no number of MOD.", hint="Write 4, or codes such as M3G1.")
    return float(sum(int(digits) for digits in _MOD.findall(text)))


def index_sum(text: str, where: str) -> float:
    """The sum of the indices of a sequence such as A1 B0 G1 A1 B0 P3 A0.

    Indices in brackets count as often as the number behind says: (A1 P3) (2), or one number at the very end for all of
    them.

    Raises:
        StudyFailed: when something in it is no letter with an index.
    """
    left = re.sub(r"[\s,;+{}\[\]]", " ", text.strip())
    total = 0.0
    open_groups: list[float] = []

    def take(match: re.Match[str]) -> str:
        nonlocal total
        inner, times = match[1], match[2] or match[3]
        if re.fullmatch(r"\s*\d+(?:\.\d+)?\s*", inner):
            return match[0]
        indices = _indices(inner, text, where)
        if times is None:
            open_groups.append(indices)
        else:
            total += indices * float(times)
        return " "

    left = _GROUP.sub(take, left)
    last = _LAST.search(left)
    times = float(last[1] or last[2]) if last else 1.0
    rest = _indices(left[: last.start()] if last else left, text, where)
    if open_groups:
        return total + rest + sum(open_groups) * times
    return total + rest * times


def _indices(text: str, whole: str, where: str) -> float:
    if _INDEX.sub("", text).strip():
        raise StudyFailed(
            f"{where}: “{whole[:40]}” is no sequence of indices.",
            hint="Write letters with an index: A1 B0 G1 A1 B0 P3 A0.",
        )
    return float(sum(int(digits) for digits in _INDEX.findall(text)))


def like(code: str, card: Mapping[str, float]) -> str:
    """A word about a code of the card that looks like this one; "" for none."""
    close: Sequence[str] = difflib.get_close_matches(plain(code), list(card)[:20_000], 1, 0.6)
    return f" (like {close[0]}?)" if close else ""

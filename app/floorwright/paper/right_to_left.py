"""Arabic and Hebrew for a page: letters joined, and a line in the order in which it is seen from the left."""

import unicodedata
from collections.abc import Container
from functools import lru_cache

_RIGHT = ("R", "AL")
_MARK = "NSM"
_TATWEEL = "\u0640"
_MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))


def runs_right(text: str) -> bool:
    """Whether any letter of a text belongs to a script that is written from the right."""
    return not text.isascii() and any(unicodedata.bidirectional(letter) in _RIGHT for letter in text)


def joined_letters(text: str, drawable: Container[int]) -> str:
    """The text with Arabic letters in the forms that they take beside each other, and lam with alef as one.

    `drawable` holds the characters that the font has; a form that it lacks is left as the letter.

    The forms are the compatibility characters of Unicode's blocks Arabic Presentation Forms A and B; which letters join
    follows from which forms there are. Marks above and below letters are passed over, as in Unicode 15, section 9.2.
    """
    forms = _forms()
    letters = [letter for letter in text if letter not in "\u200c\u200d"]
    at = [place for place, letter in enumerate(letters) if unicodedata.bidirectional(letter) != _MARK]
    out = list(letters)
    before_joins = False
    skip = False
    for order, place in enumerate(at):
        if skip:
            skip = False
            continue
        letter = letters[place]
        follower = letters[at[order + 1]] if order + 1 < len(at) else ""
        shapes = forms.get(letter, {})
        pair = forms.get(letter + follower, {}) if follower else {}
        if pair:
            form = pair["final" if before_joins and "final" in pair else "isolated"]
            if ord(form) in drawable:
                out[place], out[at[order + 1]] = form, ""
                before_joins, skip = False, True
                continue
        after = "initial" in shapes and (follower == _TATWEEL or "final" in forms.get(follower, {}))
        before = before_joins and "final" in shapes
        name = "medial" if before and after else "final" if before else "initial" if after else "isolated"
        form = shapes.get(name, letter)
        out[place] = form if ord(form) in drawable else letter
        before_joins = letter == _TATWEEL or "initial" in shapes
    return "".join(out)


def seen_from_left(text: str) -> str:
    """A line in the order in which it is seen: the Unicode Bidirectional Algorithm (UAX #9) without embeddings."""
    kinds = [unicodedata.bidirectional(letter) or "L" for letter in text]
    base = next((int(kind in _RIGHT) for kind in kinds if kind in ("L", *_RIGHT)), 0)
    ground = "R" if base else "L"
    levels = _levels(_neutral(_weak(kinds, ground), ground), base)
    for place in range(len(text) - 1, -1, -1):
        if not text[place].isspace():
            break
        levels[place] = base
    letters = [
        _MIRRORED.get(letter, letter) if level % 2 else letter for letter, level in zip(text, levels, strict=True)
    ]
    for level in range(max(levels, default=0), 0, -1):
        start = 0
        while start < len(letters):
            end = start
            while end < len(letters) and levels[end] >= level:
                end += 1
            letters[start:end] = letters[start:end][::-1]
            levels[start:end] = levels[start:end][::-1]
            start = max(end, start + 1)
    return "".join(_marks_behind(letters, levels))


def _weak(kinds: list[str], ground: str) -> list[str]:
    """Rules W1 to W7: what numbers, separators and marks count as."""
    out = list(kinds)
    strong, before = ground, ground
    for place, kind in enumerate(out):
        if kind == _MARK:
            out[place] = kind = before
        if kind == "EN" and strong == "AL":
            out[place] = kind = "AN"
        strong = kind if kind in ("L", *_RIGHT) else strong
        before = kind
    out = ["R" if kind == "AL" else kind for kind in out]
    for place in range(1, len(out) - 1):
        around = {out[place - 1], out[place + 1]}
        if (out[place] in ("ES", "CS") and around == {"EN"}) or (out[place] == "CS" and around == {"AN"}):
            out[place] = out[place - 1]
    for order in (range(1, len(out)), range(len(out) - 2, -1, -1)):
        step = -1 if order.step > 0 else 1
        for place in order:
            if out[place] == "ET" and out[place + step] == "EN":
                out[place] = "EN"
    strong = ground
    for place, kind in enumerate(out):
        strong = kind if kind in ("L", "R") else strong
        if kind == "EN" and strong == "L":
            out[place] = "L"
    return out


def _neutral(kinds: list[str], ground: str) -> list[str]:
    """Rules N1 and N2: what lies between two of one direction goes with them, the rest with the line."""
    out = list(kinds)
    start = 0
    while start < len(out):
        if out[start] in ("L", "R", "EN", "AN"):
            start += 1
            continue
        end = start
        while end < len(out) and out[end] not in ("L", "R", "EN", "AN"):
            end += 1
        left = ground if start == 0 else "L" if out[start - 1] == "L" else "R"
        right = ground if end == len(out) else "L" if out[end] == "L" else "R"
        out[start:end] = [left if left == right else ground] * (end - start)
        start = end
    return out


def _levels(kinds: list[str], base: int) -> list[int]:
    """Rules I1 and I2."""
    raised = ({"L": 0, "R": 1, "AN": 2, "EN": 2}, {"L": 1, "R": 0, "AN": 1, "EN": 1})[base]
    return [base + raised[kind] for kind in kinds]


def _marks_behind(letters: list[str], levels: list[int]) -> list[str]:
    """Rule L3: a font draws a mark over the letter that was drawn before it."""
    out: list[str] = []
    waiting: list[str] = []
    for letter, level in zip(letters, levels, strict=True):
        if level % 2 and unicodedata.bidirectional(letter) == _MARK:
            waiting.append(letter)
        else:
            out += [letter, *waiting]
            waiting = []
    return out + waiting


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """By letter, or by lam with alef: isolated, initial, medial and final form."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFDFC), *range(0xFE80, 0xFEFD)):
        name, _, parts = unicodedata.decomposition(chr(code)).partition(" ")
        letters = "".join(chr(int(part, 16)) for part in parts.split())
        is_pair = len(letters) == 2 and letters[0] == "\u0644" and letters[1] in "\u0622\u0623\u0625\u0627"
        if name in ("<isolated>", "<initial>", "<medial>", "<final>") and (len(letters) == 1 or is_pair):
            found.setdefault(letters, {})[name[1:-1]] = chr(code)
    return found

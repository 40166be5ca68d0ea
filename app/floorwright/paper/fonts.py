"""The fonts that are shipped and embedded: which one draws which letter, and how wide a line of text is."""

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from floorwright.paper.font_file import Font, read_font
from floorwright.paper.right_to_left import joined_letters, runs_right, seen_from_left
from floorwright.resources import resource

FAMILY = "DejaVu Sans Condensed"
SUBSTITUTE = "□"
"""Shown for a character that no font has."""
_FIRST = {False: "DejaVuSansCondensed.ttf", True: "DejaVuSansCondensed-Bold.ttf"}
_FURTHER = (("DroidSansFallback.ttf", "Droid Sans Fallback"), ("NotoSansThai-Regular.ttf", "Noto Sans Thai"))
_UNSEEN = ("Cc", "Cf", "Cs")
_BLANKS = "\n\r\t\v\f\u2028\u2029\u00a0"


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one font, in the order in which they are seen; `width` is theirs in shares of the size."""

    font: Font
    text: str
    width: float


def font(bold: bool = False) -> Font:
    """The font that gives a text its size and look, regular or bold."""
    return _read(_FIRST[bold], FAMILY)


def fonts_in_order(bold: bool = False) -> Iterator[Font]:
    """The fonts by precedence. The further ones are read when they are first asked for, and have no bold form."""
    yield font(bold)
    for name, family in _FURTHER:
        yield _read(name, family)


def runs(text: str, bold: bool = False) -> tuple[Run, ...]:
    """A line split where its font changes, letter by letter from the first font that has each.

    All runs are set at the size of the first font. Arabic is joined and right-to-left text is in the order in which it
    is seen. Characters that no font has are `SUBSTITUTE`.
    """
    first = font(bold)
    if text.isascii():
        return (Run(first, text, sum(first.widths.get(ord(letter), 0.0) for letter in text)),) if text else ()
    if runs_right(text):
        text = seen_from_left(joined_letters(text, first.widths))
    found: list[tuple[Font, list[str]]] = []
    for letter in text:
        face = _font_of(ord(letter), bold)
        if face is None:
            face, letter = first, SUBSTITUTE
        if found and (found[-1][0] is face or (letter == " " and ord(" ") in found[-1][0].widths)):
            found[-1][1].append(letter)
        else:
            found.append((face, [letter]))
    return tuple(
        Run(face, "".join(letters), sum(face.widths[ord(letter)] for letter in letters)) for face, letters in found
    )


def drawable(text: str) -> str:
    """The text as one line that the fonts can draw: other characters become `SUBSTITUTE`, control characters go."""
    if text.isascii() and text.isprintable():
        return text
    shown = []
    for letter in unicodedata.normalize("NFC", text):
        if letter in _BLANKS:
            shown.append(" ")
        elif unicodedata.category(letter) not in _UNSEEN:
            shown.append(letter if _font_of(ord(letter), False) else SUBSTITUTE)
    return "".join(shown)


def lacking(text: str) -> set[str]:
    """The characters of a text that no font can draw."""
    return {
        letter
        for letter in unicodedata.normalize("NFC", text)
        if unicodedata.category(letter) not in (*_UNSEEN, "Zl", "Zp") and _font_of(ord(letter), False) is None
    }


def text_width(text: str, capital_height: float, bold: bool = False) -> float:
    """How wide a line of text is when it is drawn, in the unit of its capital height."""
    return font(bold).size_for(capital_height) * sum(run.width for run in runs(text, bold))


def fitted_height(text: str, wanted: float, room: float, bold: bool = False) -> float:
    """The largest capital height up to `wanted` at which the text is no wider than `room`."""
    wide = text_width(text, wanted, bold)
    return wanted if wide <= room or wide == 0 else wanted * room / wide


def shortened(text: str, capital_height: float, room: float, bold: bool = False) -> str:
    """The text, or as much of its beginning as fits in `room` with an ellipsis."""
    if text_width(text, capital_height, bold) <= room:
        return text
    cut = text
    while cut and text_width(cut + "…", capital_height, bold) > room:
        cut = cut[:-1]
    return cut.rstrip() + "…"


@cache
def _read(name: str, family: str) -> Font:
    return read_font(resource("fonts", name), family)


def _font_of(code: int, bold: bool) -> Font | None:
    return next((face for face in fonts_in_order(bold) if code in face.widths), None)

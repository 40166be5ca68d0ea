"""The words of an MTEXT: its lines as runs of one height, width and colour."""

import re
from functools import lru_cache
from typing import NamedTuple

from floorwright_builtin.dxf_import.entities.plain_text import LONGEST_LINE, is_plain, plain, without_codes
from floorwright_builtin.dxf_import.entities.text_width import text_width
from floorwright_builtin.dxf_import.file.colours import WHITE, of_index

MOST_LINES = 1000
LONGEST = 100_000
_ALONE = r"\\([PNX~\\{}LlOoKk])"
_UP_TO_SEMICOLON = r"\\([FfpS])([^;]*);?"
_BEFORE_NUMBER = r"\\([HQTW])([-+]?[\d.]*[xX]?);?"
"""Many programs leave the semicolon out."""
_BEFORE_INDEX = r"\\([ACc])([-+]?\d*);?"
_CODE = re.compile("|".join((_ALONE, _UP_TO_SEMICOLON, _BEFORE_NUMBER, _BEFORE_INDEX, r"([{}])", r"(\^.)")), re.DOTALL)
_CODES = re.compile("((?:" + _CODE.pattern.replace("(", "").replace(")", "") + ")+)", re.DOTALL)
"""All codes between two words. Any other backslash belongs to the words: it may begin a coded character."""
_EAST = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"
_WORD = re.compile(f"[{_EAST}] *|[^ {_EAST}]+ *| +")
"""Where a line may be broken: behind blanks, which stay in their line, and between East Asian characters."""
_STACKED = "\\S"
"""What the words of a fraction begin with until it is known what stands before them."""
_HIGHEST = 1000.0
_MOST_LEAN_DEG = 85.0
_WIDEST = 1.5


UNDER, OVER, THROUGH = 1, 2, 4
"""Lines along words."""

_SWITCHES = {
    "L": (UNDER, True), "l": (UNDER, False), "O": (OVER, True), "o": (OVER, False), "K": (THROUGH, True),
    "k": (THROUGH, False),
}  # fmt: skip
_PARAGRAPH = re.compile(r"(q)([clrjd])|([ilr])([-+]?\d*\.?\d*)")
_SHARES = {"l": 0.0, "c": 0.5, "r": 1.0, "j": 0.0}


class Run(NamedTuple):
    """Words that look alike: height in heights of the whole text, width factor, a colour of their own or None, how far
    the letters lean in degrees, and which of UNDER, OVER and THROUGH run along them."""

    text: str
    height: float = 1.0
    width: float = 1.0
    colour: int | None = None
    lean: float = 0.0
    lines: int = 0

    def saying(self, text: str) -> "Run":
        """Other words that look like these."""
        return Run(text, *self[1:])

    @property
    def most(self) -> float:
        """What its width is certainly not beyond: no letter is wider than one and a half heights."""
        return len(self.text) * _WIDEST * self.height * self.width

    @property
    def length(self) -> float:
        """How wide it is, in heights of the whole text."""
        return text_width(self.text) * self.height * self.width


class Line(NamedTuple):
    """Runs side by side. `share` of the width that they leave free lies left of them, None for as the whole text says;
    `left` is where they begin, in heights. `new_column` says that a column begins with them."""

    runs: list[Run]
    share: float | None = None
    left: float = 0.0
    new_column: bool = False


class _Paragraph(NamedTuple):
    """How the lines of a paragraph are set: `share` as in Line; how far its first line and the others begin from the
    left, and end from the right, in heights."""

    share: float | None = None
    first: float = 0.0
    left: float = 0.0
    right: float = 0.0
    new_column: bool = False


def is_one_line(text: str, room: float) -> bool:
    """Whether a text is plain words that certainly fit into one line."""
    return (
        bool(text)
        and is_plain(text)
        and not ("{" in text or "}" in text)
        and (room <= 0 or len(text) * _WIDEST <= room)
    )


def lines_of(text: str, height: float, room: float) -> list[Line]:
    """The lines of the text of an MTEXT with capitals of `height`, broken so that none is wider than `room` heights;
    a room of 0 is endless."""
    text = text[:LONGEST]
    parts = _CODES.split(text)
    frame = _framed(tuple(parts[1::2]), height)
    words = parts[::2] + frame.signs
    found: list[Line] = []
    for places, set_ in frame.lines if text else ():
        runs = [look.saying(words[place]) for place, look in places if words[place]]
        if _STACKED in text:
            runs = _apart(runs)
        begin, rest = set_.left + set_.first, room - set_.left - set_.right if room > 0 else 0.0
        # Indents that leave next to nothing are not meant.
        begin, left, rest = (begin, set_.left, rest) if rest > room / 10 or room <= 0 else (0.0, 0.0, room)
        broken = _broken(runs, rest, begin - left)
        found.append(Line(broken[0], set_.share, begin, set_.new_column))
        found += [Line(one, set_.share, left) for one in broken[1:]]
        if len(found) >= MOST_LINES:
            break
    if len(text) > LONGEST_LINE:
        found = [line._replace(runs=[_bounded(run) for run in line.runs]) for line in found]
    return found[:MOST_LINES]


def _bounded(run: Run) -> Run:
    return run.saying(run.text[:LONGEST_LINE]) if len(run.text) > LONGEST_LINE else run


class _Frame(NamedTuple):
    """What codes make of the words between them: lines of places in the words, each with the look there, and how the
    line is set. `signs` are words that codes stand for; they follow the others."""

    lines: list[tuple[list[tuple[int, Run]], _Paragraph]]
    signs: list[str]


@lru_cache(maxsize=256)
def _framed(codes: tuple[str, ...], height: float) -> _Frame:
    """The frame of texts with these codes between their words. Most texts of a drawing have the codes of another."""
    now, stack, signs, paragraph = Run(""), list[Run](), list[str](), _Paragraph()
    line: list[tuple[int, Run]] = []
    lines = [(line, paragraph)]
    for place, some in enumerate((*codes, "")):
        line.append((place, now))
        for token in _CODE.finditer(some):
            letter, code, value, size_code, size, index_code, index, brace, caret = token.groups()
            sign = None
            if letter in ("P", "N", "X") or caret == "^J":
                line, paragraph = [], paragraph._replace(new_column=letter == "N")
                lines.append((line, paragraph))
            elif letter in _SWITCHES:
                sort, on = _SWITCHES[letter]
                now = now._replace(lines=now.lines | sort if on else now.lines & ~sort)
            elif letter is not None:
                sign = "\u00a0" if letter == "~" else letter
            elif code == "S":
                sign = _STACKED + _stacked(value)
            elif size_code is not None:
                now = _changed(now, size_code, size, height)
            elif index_code is not None:
                now = _changed(now, index_code, index, height)
            elif code == "p":
                paragraph = _set(paragraph, value)
                lines[-1] = (line, paragraph)
            elif brace == "{":
                stack.append(now)
            elif brace == "}":
                now = stack.pop() if stack else now
            elif caret is not None:
                sign = {"^I": " ", "^M": "", "^ ": "^"}.get(caret, "")
            if sign is not None:
                line.append((len(codes) + 1 + len(signs), now))
                signs.append(sign)
    return _Frame(lines, signs)


def _apart(line: list[Run]) -> list[Run]:
    """Runs with fractions apart from the numbers before them."""
    found: list[Run] = []
    for run in line:
        if run.text.startswith(_STACKED):
            gap = " " if found and found[-1].text[-1:].isdigit() else ""
            run = run.saying(gap + run.text.removeprefix(_STACKED))
        found.append(run)
    return found


def _set(now: _Paragraph, codes: str) -> _Paragraph:
    """What the codes of `\\p` make of a paragraph: `*` as at first, q its side, i, l and r its indents in heights."""
    if "*" in codes:
        now = _Paragraph(new_column=now.new_column)
    for side, share, indent, value in _PARAGRAPH.findall(codes):
        if side:
            now = now._replace(share=_SHARES.get(share))
            continue
        try:
            number = float(value)
        except ValueError:
            number = 0.0
        number = number if abs(number) < _HIGHEST else 0.0
        if indent == "i":
            now = now._replace(first=number)
        elif indent == "l":
            now = now._replace(left=number)
        else:
            now = now._replace(right=number)
    return now


def _changed(now: Run, code: str, value: str, height: float) -> Run:
    try:
        if code == "H":
            number = float(value.rstrip("xX"))
            relative = value[-1:] in ("x", "X")
            new = now.height * number if relative else number / height
            return now._replace(height=new) if 0 < new < _HIGHEST else now
        if code == "W":
            number = float(value.rstrip("xX"))
            return now._replace(width=number) if 0 < number < _HIGHEST else now
        if code == "Q":
            number = float(value)
            return now._replace(lean=number) if abs(number) <= _MOST_LEAN_DEG else now
        if code == "C":
            index = int(value)
            return now._replace(colour=None if index in (0, 256) else of_index(index))
        if code == "c":
            # Blue comes first here.
            number = int(value) & WHITE
            return now._replace(colour=(number & 255) << 16 | number & 0xFF00 | number >> 16)
    except ValueError:
        return now
    return now


def _stacked(value: str) -> str:
    """A fraction in one line; `^` sets one above the other, as tolerances are."""
    for mark in ("/", "#"):
        if mark in value:
            return "/".join(part.strip() for part in value.split(mark, 1))
    return " ".join(part.strip() for part in value.split("^", 1)).strip()


def _broken(line: list[Run], room: float, used: float = 0.0) -> list[list[Run]]:
    """A line, its coded characters put in, as lines that fit into the room, of which the first has `used` a part."""
    if len(line) == 1 and is_plain(line[0].text) and _fits(line, room - used):
        return [line]
    made: list[Run] = []
    for run in line if len(line) > 1 else ():
        # What a code left in two may be one coded character: \U+XXXX is a backslash and the rest.
        if made and made[-1][1:] == run[1:]:
            made[-1] = run.saying(made[-1].text + run.text)
        else:
            made.append(run)
    made = [run.saying(_readable(run.text)) for run in made or line]
    if room <= 0 or _fits(made, room - used):
        return [made]
    lines: list[list[Run]] = [[]]
    for run in made:
        for word in _WORD.findall(run.text):
            piece = run.saying(word)
            if lines[-1] and used + run.saying(word.rstrip()).length > room:
                lines.append([])
                used = 0.0
            _append(lines[-1], piece)
            used += piece.length
    return lines


def _fits(line: list[Run], room: float) -> bool:
    return sum([run.most for run in line]) <= room or sum([run.length for run in line]) <= room


def _append(line: list[Run], piece: Run) -> None:
    if line and line[-1][1:] == piece[1:]:
        line[-1] = piece.saying(line[-1].text + piece.text)
    else:
        line.append(piece)


def _readable(text: str) -> str:
    if is_plain(text):
        return text
    if "%%" in text or "^" in text:
        text = without_codes(text.replace("^", "^ "))
    return plain(text).replace("\n", " ")

"""The words of an MTEXT: its lines as runs of one height, width and colour."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from floorwright_builtin.dxf_import.entities.plain_text import LONGEST_LINE, is_plain, plain, without_codes
from floorwright_builtin.dxf_import.entities.text_width import text_width
from floorwright_builtin.dxf_import.file.colours import WHITE, of_index

MOST_LINES = 1000
LONGEST = 100_000
_TOKEN = re.compile(
    r"\\([PNX~\\{}LlOoKk])"  # one letter says it all
    r"|\\([FfpS])([^;]*);?"  # a value follows, up to a semicolon
    r"|\\([HQTW])([-+]?[\d.]*[xX]?);?"  # a number follows; many programs leave the semicolon out
    r"|\\([ACc])([-+]?\d*);?"
    r"|([{}])"
    r"|(\^.)"
    r"|([^\\{}^]+|\\)",
    re.DOTALL,
)
_EAST = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"
_WORD = re.compile(f"[{_EAST}] *|[^ {_EAST}]+ *| +")
"""Where a line may be broken: behind blanks, which stay in their line, and between East Asian characters."""
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
    return is_plain(text) and "{" not in text and "}" not in text and (room <= 0 or len(text) * _WIDEST <= room)


def lines_of(text: str, height: float, room: float) -> list[Line]:
    """The lines of the text of an MTEXT with capitals of `height`, broken so that none is wider than `room` heights;
    a room of 0 is endless."""
    text = text[:LONGEST]
    if not any(mark in text for mark in "\\{}^%"):
        lines = [([Run(text)], _Paragraph())] if text else []
    else:
        lines = list(_parsed(text, height))
    found: list[Line] = []
    for runs, set_ in lines:
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
    return run._replace(text=run.text[:LONGEST_LINE]) if len(run.text) > LONGEST_LINE else run


def _parsed(text: str, height: float) -> Iterator[tuple[list[Run], _Paragraph]]:
    now, stack, line, paragraph = Run(""), list[Run](), list[Run](), _Paragraph()
    for token in _TOKEN.finditer(text):
        letter, code, value, size_code, size, index_code, index, brace, caret, words = token.groups()
        if words is not None:
            # A backslash may begin a coded character, which is put in later.
            line.append(now._replace(text=words))
        elif letter in ("P", "N", "X") or caret == "^J":
            yield line, paragraph
            line, paragraph = [], paragraph._replace(new_column=letter == "N")
        elif letter in _SWITCHES:
            sort, on = _SWITCHES[letter]
            now = now._replace(lines=now.lines | sort if on else now.lines & ~sort)
        elif letter == "~":
            line.append(now._replace(text="\u00a0"))
        elif letter is not None and letter in "\\{}":
            line.append(now._replace(text=letter))
        elif code == "S":
            behind = line[-1].text[-1:] if line else ""
            line.append(now._replace(text=(" " if behind.isdigit() else "") + _stacked(value)))
        elif size_code is not None:
            now = _changed(now, size_code, size, height)
        elif index_code is not None:
            now = _changed(now, index_code, index, height)
        elif code == "p":
            paragraph = _set(paragraph, value)
        elif brace == "{":
            stack.append(now)
        elif brace == "}":
            now = stack.pop() if stack else now
        elif caret is not None:
            line.append(now._replace(text={"^I": " ", "^M": "", "^ ": "^"}.get(caret, "")))
    yield line, paragraph


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
    if len(line) == 1 and is_plain(line[0].text) and line[0].most + used <= room:
        return [line]
    made: list[Run] = []
    for run in line if len(line) > 1 else ():
        # What a code left in two may be one coded character: \U+XXXX is a backslash and the rest.
        if made and made[-1][1:] == run[1:]:
            made[-1] = run._replace(text=made[-1].text + run.text)
        else:
            made.append(run)
    made = [run._replace(text=_readable(run.text)) for run in made or line]
    whole = room - used
    if room <= 0 or sum([run.most for run in made]) <= whole or sum([run.length for run in made]) <= whole:
        return [made]
    lines: list[list[Run]] = [[]]
    for run in made:
        for word in _WORD.findall(run.text):
            piece = run._replace(text=word)
            if lines[-1] and used + run._replace(text=word.rstrip()).length > room:
                lines.append([])
                used = 0.0
            _append(lines[-1], piece)
            used += piece.length
    return lines


def _append(line: list[Run], piece: Run) -> None:
    if line and line[-1][1:] == piece[1:]:
        line[-1] = piece._replace(text=line[-1].text + piece.text)
    else:
        line.append(piece)


def _readable(text: str) -> str:
    if is_plain(text):
        return text
    if "%%" in text or "^" in text:
        text = without_codes(text.replace("^", "^ "))
    return plain(text).replace("\n", " ")

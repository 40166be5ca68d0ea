"""The words of an MTEXT: its lines as runs of one height, width and colour."""

import re
from collections.abc import Iterator
from typing import NamedTuple

from floorwright_builtin.dxf_import.entities.plain_text import LONGEST_LINE, plain, without_codes
from floorwright_builtin.dxf_import.entities.text_width import text_width
from floorwright_builtin.dxf_import.file.colours import WHITE, of_index

MOST_LINES = 1000
LONGEST = 100_000
_TOKEN = re.compile(
    r"\\([PNX~\\{}LlOoKk])"  # one letter says it all
    r"|\\([ACcFfHpQTWS])([^;]*);?"  # a value follows, up to a semicolon
    r"|([{}])"
    r"|(\^.)"
    r"|([^\\{}^]+|\\)",
    re.DOTALL,
)
_EAST = "\u1100-\u11ff\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef"
_WORD = re.compile(f"[{_EAST}] ?|[^ {_EAST}]+ ?| ")
"""Where a line may be broken: behind blanks, and between East Asian characters."""
_HIGHEST = 1000.0
_WIDEST = 1.5


class Run(NamedTuple):
    """Words that look alike: height in heights of the whole text, width factor, and a colour of their own or None."""

    text: str
    height: float = 1.0
    width: float = 1.0
    colour: int | None = None

    @property
    def most(self) -> float:
        """What its width is certainly not beyond: no letter is wider than one and a half heights."""
        return len(self.text) * _WIDEST * self.height * self.width

    @property
    def length(self) -> float:
        """How wide it is, in heights of the whole text."""
        return text_width(self.text) * self.height * self.width


def is_one_line(text: str, room: float) -> bool:
    """Whether a text is plain words that certainly fit into one line."""
    return _is_plain(text) and "{" not in text and "}" not in text and (room <= 0 or len(text) * _WIDEST <= room)


def lines_of(text: str, height: float, room: float) -> list[list[Run]]:
    """The lines of the text of an MTEXT with capitals of `height`, broken so that none is wider than `room` heights;
    a room of 0 is endless."""
    text = text[:LONGEST]
    if not any(mark in text for mark in "\\{}^%"):
        lines = [[Run(text)]] if text else []
    else:
        lines = list(_parsed(text, height))
    found: list[list[Run]] = []
    for line in lines:
        found += _broken(line, room)
        if len(found) >= MOST_LINES:
            break
    if len(text) > LONGEST_LINE:
        found = [[_bounded(run) for run in line] for line in found]
    return found[:MOST_LINES]


def _bounded(run: Run) -> Run:
    return run._replace(text=run.text[:LONGEST_LINE]) if len(run.text) > LONGEST_LINE else run


def _parsed(text: str, height: float) -> Iterator[list[Run]]:
    now, stack, line = Run(""), list[Run](), list[Run]()
    for token in _TOKEN.finditer(text):
        letter, code, value, brace, caret, words = token.groups()
        if words is not None:
            # A backslash may begin a coded character, which is put in later.
            line.append(Run(words, now.height, now.width, now.colour))
        elif letter in ("P", "N", "X") or caret == "^J":
            yield line
            line = []
        elif letter == "~":
            line.append(Run("\u00a0", now.height, now.width, now.colour))
        elif letter is not None and letter in "\\{}":
            line.append(Run(letter, now.height, now.width, now.colour))
        elif code == "S":
            line.append(Run(_stacked(value), now.height, now.width, now.colour))
        elif code is not None:
            now = _changed(now, code, value, height)
        elif brace == "{":
            stack.append(now)
        elif brace == "}":
            now = stack.pop() if stack else now
        elif caret is not None:
            line.append(now._replace(text={"^I": " ", "^M": "", "^ ": "^"}.get(caret, "")))
    yield line


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


def _broken(line: list[Run], room: float) -> list[list[Run]]:
    """A line, its coded characters put in, as lines that fit into the room."""
    if len(line) == 1 and _is_plain(line[0].text) and line[0].most <= room:
        return [line]
    made: list[Run] = []
    for run in line if len(line) > 1 else ():
        # What a code left in two may be one coded character: \U+XXXX is a backslash and the rest.
        if made and made[-1][1:] == run[1:]:
            made[-1] = run._replace(text=made[-1].text + run.text)
        else:
            made.append(run)
    made = [Run(_readable(text), height, width, colour) for text, height, width, colour in made or line]
    if room <= 0 or sum([run.most for run in made]) <= room or sum([run.length for run in made]) <= room:
        return [made]
    lines: list[list[Run]] = [[]]
    used = 0.0
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
    if _is_plain(text):
        return text
    if "%%" in text or "^" in text:
        text = without_codes(text.replace("^", "^ "))
    return plain(text).replace("\n", " ")


def _is_plain(text: str) -> bool:
    """Whether there is nothing to be put in or taken out."""
    return text.isascii() and text.isprintable() and not ("\\" in text or "%%" in text or "^" in text)

"""Which characters the bytes of a DXF mean: what the file says, unless its bytes say otherwise."""

import codecs
import itertools
import re
from collections.abc import Callable

_HEADER_VALUE = rb"\$%s\s*[\r\n]+\s*[13]\s*[\r\n]+([^\r\n]*)"
MOST_LINES = 4000
_UTF8_FROM = "AC1021"
# Bytes of Hangul alone are also common Chinese characters, but not the other way round: Korean is asked first.
_EAST_ASIAN = ("cp949", "gbk", "cp932", "cp950")


def encoding_of(head: bytes, foreign: Callable[[], list[bytes]], wanted: str = "") -> tuple[str, bool]:
    """The encoding of a DXF, and whether that had to be guessed against the file's own word.

    `head` are its first bytes, `foreign` gives its distinct lines, or texts, with bytes above 127.
    """
    if head.startswith(codecs.BOM_UTF8):
        return "utf-8", False
    said = stated(head)
    name = wanted or guessed(foreign(), said)
    if not _known(name):
        name = "cp1252"
    return name, not wanted and bool(said) and name != said


def foreign_lines(data: bytes) -> list[bytes]:
    """The distinct lines with bytes above 127, at most a few thousand."""
    if data.isascii():
        return []
    return list(dict.fromkeys(line for line in re.split(rb"[\r\n]+", data) if not line.isascii()))[:MOST_LINES]


def stated(data: bytes) -> str:
    """The encoding that the header states: UTF-8 from R2007 on, before that `$DWGCODEPAGE`; empty when it says none."""
    head = data[:20_000]
    version = _header(head, b"ACADVER")
    if version >= _UTF8_FROM:
        return "utf-8"
    page = _header(head, b"DWGCODEPAGE")
    return _page_encoding(page) if page else ""


def _page_encoding(page: str) -> str:
    """The encoding that a code page of a header, such as `ANSI_1252` or `dos437`, names; cp1252 for unknown ones."""
    digits = re.search(r"\d+", page)
    name = {"932": "cp932", "936": "gbk", "949": "cp949", "950": "cp950", "1361": "johab"}.get(
        digits[0] if digits else "", f"cp{digits[0]}" if digits else "cp1252"
    )
    return name if _known(name) else "cp1252"


def guessed(lines: list[bytes], said: str) -> str:
    """The most likely encoding of these lines, given what the header says."""
    if not lines:
        return said or "cp1252"
    sample = b"\n".join(lines)
    if _readable(sample, "utf-8"):
        return "utf-8"
    if said not in ("", "utf-8", "cp1252") and _readable(sample, said):
        return said
    scores = {name: _score(lines, name) for name in (*_EAST_ASIAN, "cp1251", "cp1252")}
    best = max(scores, key=lambda name: scores[name])
    if said and _readable(sample, said) and scores.get(said, 0.0) >= scores[best] * 0.8:
        return said
    if scores[best] <= 0 and said == "utf-8":
        return "utf-8"
    return best


def _score(lines: list[bytes], name: str) -> float:
    """How much the lines look like language in an encoding, at most 1."""
    good = bad = 0.0
    for line in lines:
        try:
            text = line.decode(name)
        except UnicodeDecodeError:
            bad += 3 * sum(byte > 127 for byte in line)
            continue
        for run in re.findall(r"[^\x00-\x7f]+", text):
            for character in run:
                value = _likely(character, run, text, name)
                good += max(value, 0.0)
                bad += max(-value, 0.0)
    return (good - bad) / (good + bad) if good + bad else 0.0


def _likely(character: str, run: str, text: str, name: str) -> float:
    code = ord(character)
    if name == "cp1252":
        # Western accents stand alone among letters; a run of them is another alphabet misread.
        alone = len(run) == 1 and (character.isalpha() or character in "°²³±·×")
        return 1.0 if alone else -1.0 if len(run) > 2 else -0.2
    if name == "cp1251":
        cyrillic = "А" <= character <= "я" or character in "ЁёІіЇїЄє№°"
        mixed = any(a.islower() and b.isupper() for a, b in itertools.pairwise(run))
        return (0.3 if mixed else 1.0) if cyrillic else -1.0
    # Two bytes make one character: it counts for both.
    if name == "gbk":
        first = character.encode("gbk", "replace")
        common = len(first) == 2 and 0xB0 <= first[0] <= 0xD7 and first[1] >= 0xA1
        return 2.0 if common else 0.5 if _mark(code) else -1.0
    if name == "cp949":
        first = character.encode("cp949", "replace")
        common = len(first) == 2 and 0xB0 <= first[0] <= 0xC8 and first[1] >= 0xA1
        return 2.0 if common else 0.5 if _mark(code) else -1.0
    if name == "cp932":
        kana = 0x3040 <= code <= 0x30FF
        first = character.encode("cp932", "replace")
        common = len(first) == 2 and 0x88 <= first[0] <= 0x97
        return 2.4 if kana else 1.6 if common else 0.3 if _mark(code) else -1.0
    first = character.encode("cp950", "replace")
    common = len(first) == 2 and 0xA4 <= first[0] <= 0xC6
    return 1.6 if common else 0.3 if _mark(code) else -1.0


def _mark(code: int) -> bool:
    return 0x3000 <= code <= 0x303F or 0xFF00 <= code <= 0xFF60 or 0x2000 <= code <= 0x26FF


def _header(head: bytes, name: bytes) -> str:
    found = re.search(_HEADER_VALUE % name, head)
    return found[1].strip().decode("ascii", "replace") if found else ""


def _readable(sample: bytes, name: str) -> bool:
    try:
        sample.decode(name)
    except (UnicodeDecodeError, LookupError):
        return False
    return True


def _known(name: str) -> bool:
    try:
        codecs.lookup(name)
    except LookupError:
        return False
    return True

"""Texts of a drawing as people read them: coded characters put in, control characters gone."""

import re

LONGEST_LINE = 2000
DESCENT = 0.3
"""How far letters reach below their base line, in text heights."""
_CODED = re.compile(r"[^ -~]|[\\^]|%%")
_UNICODE = re.compile(r"\\[Uu]\+([0-9A-Fa-f]{4})")
_MULTIBYTE = re.compile(r"\\[Mm]\+([1-5])([0-9A-Fa-f]{4})")
_CODE_PAGES = {"1": "cp932", "2": "cp950", "3": "cp949", "4": "johab", "5": "gbk"}
_CARET = re.compile(r"\^(.)", re.DOTALL)
_PER_CENT = re.compile(r"%%(\d{3}|[cdpuokCDPUOK%])")
_SIGNS = {"c": "Ø", "d": "°", "p": "±", "%": "%"}
_UNSEEN = {code: None for code in (*range(32), *range(0x7F, 0xA0)) if code not in (9, 10)} | {9: " "}


def is_plain(text: str) -> bool:
    """Whether a text is read as it stands: there is nothing to be put in or taken out."""
    return _CODED.search(text) is None


def plain(text: str) -> str:
    """The text as people read it: `\\U+XXXX` and `\\M+nXXXX` put in, control characters and halves gone."""
    if text.isascii() and text.isprintable() and "\\" not in text:
        return text
    text = _UNICODE.sub(lambda found: chr(int(found[1], 16)), text)
    text = _MULTIBYTE.sub(_from_code_page, text)
    return text.translate(_UNSEEN).encode("utf-8", "replace").decode()


def without_codes(text: str) -> str:
    """A line with its codes of two per cent signs put in, and its control characters written with `^`.

    `%%c`, `%%d`, `%%p` and `%%%` are signs, `%%nnn` a character by number; `%%u`, `%%o`, `%%k` only switch lines on.
    """
    if "^" in text:
        text = _CARET.sub(lambda found: "^" if found[1] == " " else " ", text)
    return _PER_CENT.sub(_of_code, text) if "%%" in text else text


def readable(text: str) -> str:
    """A line with its coded characters put in."""
    return plain(without_codes(text)).replace("\n", " ")


def _of_code(found: re.Match[str]) -> str:
    code = found[1].lower()
    if code.isdigit():
        return chr(int(code)) if int(code) < 256 else ""
    return _SIGNS.get(code, "")


def _from_code_page(found: re.Match[str]) -> str:
    return bytes.fromhex(found[2]).decode(_CODE_PAGES[found[1]], "replace")

"""The texts of a page, asked for letter by letter: pdfium looks through the whole page for the text of one object."""

from collections.abc import Iterator
from contextlib import contextmanager
from ctypes import addressof
from typing import Any

import pypdfium2.raw as pdfium

from floorwright.api import Job
from floorwright_builtin.pdf_import.document import Page

MOST_LETTERS = 10_000_000
_LARGEST = 0x10FFFF
_TOLD_EVERY = 20_000


class Words:
    """What each text object of a page says, and the lines of the page."""

    def __init__(self, page: Any, job: Job) -> None:
        self._said: dict[int, str] = {}
        self.lines: list[str] = []
        letters: list[str] = []
        before = 0
        line: list[str] = []
        count = min(max(0, pdfium.FPDFText_CountChars(page)), MOST_LETTERS)
        for number in range(count):
            if number % _TOLD_EVERY == 0:
                job.progress(0.05 + 0.1 * number / count, "Reading")
            letter = _letter(pdfium.FPDFText_GetUnicode(page, number))
            line.append(letter)
            if letter == "\n":
                self.lines.append("".join(line).strip())
                line = []
            thing = pdfium.FPDFText_GetTextObject(page, number)
            here = addressof(thing.contents) if thing else 0
            if here != before:
                self._keep(before, letters)
                letters, before = [], here
            if letter >= " ":
                letters.append(letter)
        self._keep(before, letters)
        self.lines.append("".join(line).strip())

    def of(self, thing: Any) -> str:
        """What a text object says."""
        return self._said.get(addressof(thing.contents), "").strip()

    def _keep(self, thing: int, letters: list[str]) -> None:
        if thing and letters:
            self._said[thing] = self._said.get(thing, "") + "".join(letters)


@contextmanager
def words_of(page: Page, job: Job) -> Iterator[Words]:
    """The words on a page, as long as it is open."""
    texts = pdfium.FPDFText_LoadPage(page.handle)
    try:
        yield Words(texts, job)
    finally:
        if texts:
            pdfium.FPDFText_ClosePage(texts)


def _letter(code: int) -> str:
    """A letter by its number; what is none is nothing, so that no half of a letter gets into a file."""
    if not 0 < code <= _LARGEST or 0xD800 <= code < 0xE000 or code in (0xFFFE, 0xFFFF):
        return ""
    return chr(code)

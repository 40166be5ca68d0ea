"""Which layers a PDF shows at first (ISO 32000-1, 8.11.4): pdfium does not tell."""

import re
from collections.abc import Iterator

from floorwright_builtin.pdf_import.streams import object_streams
from floorwright_builtin.pdf_import.strings import text_of

_OBJECT = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+obj\b")
_LAYER = re.compile(rb"/Type\s*/OCG\b")
_NAME = re.compile(rb"/Name\s*(?:\(((?:[^()\\]|\\.){0,2000})\)|<([0-9A-Fa-f\s]{0,4000})>)", re.DOTALL)
_OFF = re.compile(rb"/OFF\s*\[([^\]]{0,400000})\]")
_ON = re.compile(rb"/ON\s*\[([^\]]{0,400000})\]")
_ALL_OFF = re.compile(rb"/BaseState\s*/OFF\b")
_REFERENCE = re.compile(rb"(\d{1,9})\s+\d{1,5}\s+R\b")
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|.)", re.DOTALL)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}
_LARGEST_OBJECT = 500_000


def hidden_layers(data: bytes) -> frozenset[str]:
    """The names of the layers that are switched off when a PDF is opened."""
    names: dict[int, str] = {}
    off, on, all_off = set[int](), set[int](), False
    for number, body in _objects(data):
        if _LAYER.search(body) and (name := _NAME.search(body)):
            names[number] = _decoded(name[1], name[2])
        if b"/OFF" in body:
            # Of several configurations the first is the one that counts.
            if not off and (listed := _OFF.search(body)):
                off = {int(one) for one in _REFERENCE.findall(listed[1])}
            if _ALL_OFF.search(body):
                all_off = True
                on |= {int(one) for listed in _ON.findall(body) for one in _REFERENCE.findall(listed)}
    hidden = off | (names.keys() - on if all_off else set())
    # A name that a layer that is on has too cannot be told apart.
    shown = {name for number, name in names.items() if number not in hidden}
    return frozenset(names[number] for number in hidden if number in names) - shown


def _objects(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The number and the text of every object that may be a layer or tell of layers."""
    if b"/OCG" in data:
        begins = list(_OBJECT.finditer(data))
        for begin, following in zip(begins, [*begins[1:], None], strict=True):
            end = following.start() if following else len(data)
            yield int(begin[1]), data[begin.end() : min(end, begin.end() + _LARGEST_OBJECT)]
    for head, text in object_streams(data):
        first = re.search(rb"/First\s+(\d{1,9})", head)
        if first is None or (b"/OC" not in text and b"/OFF" not in text):
            continue
        body = int(first[1])
        numbers = [int(one) for one in re.findall(rb"\d{1,9}", text[:body])]
        starts = [body + start for start in numbers[1::2]]
        for number, start, end in zip(numbers[::2], starts, [*starts[1:], len(text)], strict=False):
            yield number, text[start:end]


def _decoded(literal: bytes | None, digits: bytes | None) -> str:
    """A string of a PDF, between brackets or in hexadecimal digits."""
    if literal is not None:
        data = _ESCAPE.sub(_escaped, literal)
    else:
        pairs = b"".join((digits or b"").split())
        data = bytes.fromhex((pairs + b"0" * (len(pairs) % 2)).decode("ascii"))
    return text_of(data)


def _escaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    if code[:1].isdigit():
        return bytes([int(code, 8) & 255])
    return _ESCAPED.get(code, code)

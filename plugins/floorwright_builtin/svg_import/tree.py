"""The elements of an SVG file, read with the standard library's expat: entities are refused, nothing is fetched."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from floorwright.api import ImportFailed, Job

SVG = "http://www.w3.org/2000/svg"
_PREFIXES = {
    "http://www.inkscape.org/namespaces/inkscape": "inkscape:",
    "http://www.w3.org/1999/xlink": "",
    SVG: "",
    "": "",
}
DEEPEST = 120
MOST_ELEMENTS = 2_000_000
_PIECE_BYTES = 1 << 18


@dataclass(slots=True)
class Element:
    """An element by its name without a prefix; names of other programs' elements begin with `?`.

    `children` are elements and pieces of text in their order.
    """

    name: str
    attributes: dict[str, str]
    children: "list[Element | str]" = field(default_factory=list)

    def elements(self) -> "Iterator[Element]":
        """The elements directly in this one."""
        return (child for child in self.children if isinstance(child, Element))

    def get(self, name: str, default: str = "") -> str:
        """An attribute."""
        return self.attributes.get(name, default)


@dataclass(slots=True)
class Tree:
    """The outermost element, every element with an id, and at which line the file breaks off, 0 for a whole one."""

    root: Element
    by_id: dict[str, Element]
    broken_at: int = 0


def tree_of(data: bytes, name: str, job: Job) -> Tree:
    """The elements of an SVG; of a damaged file those before the damage.

    Raises:
        ImportFailed: when it is no SVG, declares entities, or nests without end.
    """
    builder = _Builder(name)
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.entity
    broken_at = 0
    try:
        for begin in range(0, len(data), _PIECE_BYTES):
            job.progress(0.3 * begin / len(data), "Reading")
            parser.Parse(data[begin : begin + _PIECE_BYTES], False)
        parser.Parse(b"", True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        broken_at = max(1, parser.ErrorLineNumber)
        if builder.root is None or not builder.root.children:
            raise ImportFailed(
                f"“{name}” is no SVG picture that can be read ({error}).", hint="Save it again as plain SVG."
            ) from error
    if builder.root is None or builder.root.name != "svg":
        raise ImportFailed(f"“{name}” is an XML file, but no SVG picture.", hint="Save it again as plain SVG.")
    return Tree(builder.root, builder.by_id, broken_at)


class _Builder:
    def __init__(self, name: str) -> None:
        self.root: Element | None = None
        self.by_id: dict[str, Element] = {}
        self._name = name
        self._open: list[Element] = []
        self._count = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        self._count += 1
        if len(self._open) >= DEEPEST or self._count > MOST_ELEMENTS:
            raise ImportFailed(
                f"“{self._name}” has more than {MOST_ELEMENTS:,} elements, or one {DEEPEST} levels deep.",
                hint="Save only what is needed of it.",
            )
        element = Element(_short(name, "?"), {_short(key, "?"): value for key, value in attributes.items()})
        if self._open:
            self._open[-1].children.append(element)
        elif self.root is None:
            self.root = element
        self._open.append(element)
        if "id" in element.attributes:
            self.by_id.setdefault(element.attributes["id"], element)

    def end(self, name: str) -> None:
        self._open.pop()

    def text(self, words: str) -> None:
        if self._open and self._open[-1].name in ("text", "tspan", "textPath", "style", "title", "a"):
            self._open[-1].children.append(words)

    def entity(self, *_: object) -> None:
        raise ImportFailed(
            f"“{self._name}” declares entities, which can hide a bomb and are not read.",
            hint="Save it again as plain SVG, without them.",
        )


def _short(name: str, foreign: str) -> str:
    space, _, local = name.rpartition(" ")
    return _PREFIXES.get(space, foreign) + local

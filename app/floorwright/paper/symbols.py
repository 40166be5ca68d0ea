"""The library of plan symbols: data files that draw a machine at any width and depth."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from pathlib import Path
from types import MappingProxyType

from floorwright.errors import FloorwrightError
from floorwright.paper.marks import Line, Region, Vertex
from floorwright.paper.symbol_drawing import BadSymbol, Draw, SymbolMark, parse_marks
from floorwright.resources import resource

PLAIN = "machine"
"""The symbol of equipment whose own symbol is not in the library: a box with its front marked."""
LARGEST_FILE = 200_000


@dataclass(frozen=True, slots=True, eq=False)
class Symbol:
    """A kind of equipment, drawn to scale. Width and depth are its usual size in millimetres; its front is below."""

    id: str
    title: str
    category: str
    width: float
    depth: float
    keywords: tuple[str, ...] = ()
    clearance: float = 0.0
    """Free space it usually wants all round, in millimetres."""
    draw: Draw = field(repr=False, default=lambda values, into: None)


@dataclass(frozen=True, slots=True)
class SymbolLibrary:
    """The symbols that could be read, by id, and what was wrong with the others."""

    symbols: Mapping[str, Symbol]
    problems: tuple[str, ...] = ()

    def get(self, id: str) -> Symbol:
        """The symbol of that id or title, or the plain box."""
        found = self.symbols.get(id) or self.symbols.get("-".join(id.casefold().replace("_", " ").split()))
        return found or self.symbols.get(PLAIN) or _PLAIN_BOX

    def search(self, words: str) -> list[Symbol]:
        """The symbols in whose title, category or keywords every word is found, by category and title."""
        wanted = words.casefold().split()
        found = [s for s in self.symbols.values() if all(word in _searched(s) for word in wanted)]
        return sorted(found, key=lambda s: (s.category, s.title))


def load_symbols(folders: Iterable[Path]) -> SymbolLibrary:
    """The symbols in these folders; of two with the same id the first is kept, and a broken one is told by name."""
    symbols: dict[str, Symbol] = {}
    problems: list[str] = []
    shipped = resource("symbols")
    for folder in dict.fromkeys(folders):
        for path in sorted(folder.glob("*.json")):
            try:
                # Ours are drawn by the tests, every one: at the start there is no need to.
                symbol = _read(path) if folder == shipped else read_symbol(path)
            except FloorwrightError as error:
                problems.append(f"Symbol {path.name}: {error}")
                continue
            if symbol.id in symbols:
                problems.append(f"Symbol {path.name}: “{symbol.id}” is already there; only the first one is used.")
                continue
            symbols[symbol.id] = symbol
    return SymbolLibrary(MappingProxyType(symbols), tuple(problems))


@lru_cache(maxsize=1)
def symbols_shipped() -> SymbolLibrary:
    """The library that comes with Floorwright."""
    return load_symbols([resource("symbols")])


def read_symbol(path: Path) -> Symbol:
    """The symbol in a file, drawn once at its usual size to see that it can be.

    Raises:
        FloorwrightError: saying what is wrong with it.
    """
    symbol = _read(path)
    if not symbol_marks(symbol, symbol.width, symbol.depth):
        raise BadSymbol("it draws nothing.")
    return symbol


def _read(path: Path) -> Symbol:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise BadSymbol(f"the file is larger than {LARGEST_FILE // 1000} KB.")
        data = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError) as error:
        raise BadSymbol("the file is not readable JSON.") from error
    if not isinstance(data, dict):
        raise BadSymbol("the file does not hold one symbol.")
    return Symbol(
        id=_text(data, "id"),
        title=_text(data, "title"),
        category=_text(data, "category"),
        width=_size(data, "width_mm"),
        depth=_size(data, "depth_mm"),
        keywords=_words(data.get("keywords", [])),
        clearance=_size(data, "clearance_mm") if "clearance_mm" in data else 0.0,
        draw=_parsed_when_drawn(data.get("marks")),
    )


def _parsed_when_drawn(marks: object) -> Draw:
    parsed = cache(lambda: parse_marks(marks))
    return lambda values, into: parsed()(values, into)


@lru_cache(maxsize=4096)
def symbol_marks(symbol: Symbol, width: float, depth: float) -> tuple[SymbolMark, ...]:
    """The symbol at a width and depth in millimetres, round its centre, front below.

    Raises:
        FloorwrightError: when it cannot be drawn at this size.
    """
    marks: list[SymbolMark] = []
    symbol.draw({"W": width, "D": depth}, marks)
    return tuple(_moved(mark, -width / 2, -depth / 2) for mark in marks)


def _moved(mark: SymbolMark, dx: float, dy: float) -> SymbolMark:
    if isinstance(mark, Line):
        return replace(mark, vertices=_shifted(mark.vertices, dx, dy))
    if isinstance(mark, Region):
        return replace(mark, rings=tuple(_shifted(ring, dx, dy) for ring in mark.rings))
    return replace(mark, x=mark.x + dx, y=mark.y + dy)


def _shifted(vertices: tuple[Vertex, ...], dx: float, dy: float) -> tuple[Vertex, ...]:
    return tuple((x + dx, y + dy, bulge) for x, y, bulge in vertices)


def _searched(symbol: Symbol) -> str:
    return " ".join((symbol.id, symbol.title, symbol.category, *symbol.keywords)).casefold()


def _text(data: Mapping[str, object], name: str) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 0 < len(value.strip()) <= 80:
        raise BadSymbol(f"{name} must be a text of 1 to 80 characters.")
    return value.strip()


def _size(data: Mapping[str, object], name: str) -> float:
    value = data.get(name)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value <= 1e6:
        raise BadSymbol(f"{name} must be a number of millimetres larger than 0.")
    return float(value)


def _words(value: object) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(word, str) for word in value):
        raise BadSymbol("keywords must be a list of texts.")
    return tuple(value)


_PLAIN_BOX = Symbol(
    PLAIN, "Machine", "Machine tools", 2000.0, 1000.0, draw=parse_marks([{"box": [0, 0, "W", "D"], "fill": "body"}])
)

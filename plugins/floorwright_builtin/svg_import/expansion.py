"""How many elements a picture becomes when everything that is used is put in its place: counted before it is drawn."""

from floorwright_builtin.svg_import.tree import Element, Tree

MOST = 300_000
"""A `use` that would bring in more elements than this is left out."""
DEEPEST = 120
"""And one that would nest them deeper."""


class Expansion:
    """The size and the depth of elements, each counted once however often it is used."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree
        self._known: dict[int, tuple[int, int]] = {}
        self._being_counted: set[int] = set()
        self._left_out: dict[int, str] = {}
        self.whole, _ = self._count(tree.root)

    def target(self, use: Element) -> Element | None:
        """What a `use` brings in; None where it is left out."""
        return None if id(use) in self._left_out else self._named(use)

    def why_not(self, use: Element) -> str:
        """Why it is left out."""
        return self._left_out.get(id(use), "Use of what is not there")

    def _count(self, element: Element) -> tuple[int, int]:
        known = self._known.get(id(element))
        if known is not None:
            return known
        self._being_counted.add(id(element))
        parts = [self._count(child) for child in element.elements()]
        if element.name == "use":
            parts.append(self._used(element))
        self._being_counted.discard(id(element))
        found = (1 + sum(size for size, _ in parts), 1 + max((depth for _, depth in parts), default=0))
        self._known[id(element)] = found
        return found

    def _used(self, use: Element) -> tuple[int, int]:
        why = self._why_left_out(use)
        target = self._named(use)
        if target is not None and not why:
            size, depth = self._count(target)
            if size <= MOST and depth <= DEEPEST:
                return size, depth
            why = f"Use that would be more than {MOST:,} elements" if size > MOST else f"Use more than {DEEPEST} deep"
        self._left_out[id(use)] = why
        return 0, 0

    def _why_left_out(self, use: Element) -> str:
        target = self._named(use)
        if target is None:
            return "Use of what is not there" if use.get("href").startswith("#") else "Use of another file"
        if id(target) in self._being_counted:
            return "Use that contains itself"
        # Elements that lie in each other here are counted by functions that call each other.
        return f"Use more than {DEEPEST} deep" if len(self._being_counted) > 2 * DEEPEST else ""

    def _named(self, use: Element) -> Element | None:
        href = use.get("href")
        return self._tree.by_id.get(href[1:]) if href.startswith("#") else None

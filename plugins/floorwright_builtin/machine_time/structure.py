"""How a system depends on its components: “A & (B | C) & 2 of (D, E, F)”, and the chance that it works."""

import itertools
import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import prod

from floorwright.api import StudyFailed

MOST_REPEATED = 14
_TOKEN = re.compile(r"\s*(\d+\s+of\b|\d+\s*/\s*\d+(?=\s*\()|[&|(),*+;]|[^&|(),*+;]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Part:
    """A component by its name."""

    name: str


@dataclass(frozen=True, slots=True)
class Group:
    """Works when at least `needed` of its parts work: all in series, one in parallel."""

    parts: tuple["Part | Group", ...]
    needed: int


Block = Part | Group


def parsed(text: str) -> Block:
    """The structure that a text tells: `&` in series, `|` in parallel, `k of (A, B, C)`, brackets.

    Raises:
        StudyFailed: where it cannot be read.
    """
    tokens = [token for token in (match.strip() for match in _TOKEN.findall(text)) if token]
    reader = _Reader(tokens, text)
    block = reader.parallel()
    if reader.tokens:
        raise reader.refused(f"“{reader.tokens[0]}” is one too many")
    return block


class _Reader:
    """Reads tokens from the left; what is not yet read is in `tokens`."""

    def __init__(self, tokens: Sequence[str], text: str) -> None:
        self.tokens, self._text = list(tokens), text

    def refused(self, why: str) -> StudyFailed:
        return StudyFailed(
            f"The structure “{self._text[:60]}” cannot be read: {why}.",
            hint="Write it like A & (B | C) & 2 of (D, E, F).",
        )

    def parallel(self) -> Block:
        return self._joined(("|", "+"), self._series, lambda parts: 1)

    def _series(self) -> Block:
        return self._joined(("&", "*"), self._one, len)

    def _joined(self, signs: tuple[str, ...], read: Callable[[], Block], needed: Callable[[list[Block]], int]) -> Block:
        parts = [read()]
        while self.tokens and self.tokens[0] in signs:
            self.tokens.pop(0)
            parts.append(read())
        return parts[0] if len(parts) == 1 else Group(tuple(parts), needed(parts))

    def _one(self) -> Block:
        if not self.tokens:
            raise self.refused("it ends too early")
        token = self.tokens.pop(0)
        if token == "(":
            block = self.parallel()
            self._close()
            return block
        count = re.fullmatch(r"(\d+)\s*(?:of|/\s*\d+)", token, re.IGNORECASE)
        if count is not None and self.tokens[:1] == ["("]:
            self.tokens.pop(0)
            parts = [self.parallel()]
            while self.tokens[:1] in ([","], [";"]):
                self.tokens.pop(0)
                parts.append(self.parallel())
            self._close()
            if not 1 <= int(count[1]) <= len(parts):
                raise self.refused(f"{count[1]} of {len(parts)} cannot be")
            return Group(tuple(parts), int(count[1]))
        if token in "&|(),*+;":
            raise self.refused(f"there is a component missing before “{token}”")
        return Part(token)

    def _close(self) -> None:
        if self.tokens[:1] != [")"]:
            raise self.refused("a bracket is not closed")
        self.tokens.pop(0)


def names_in(block: Block) -> list[str]:
    """The components, as often as they are named."""
    return [block.name] if isinstance(block, Part) else [name for part in block.parts for name in names_in(part)]


def chance(block: Block, works: Mapping[str, float]) -> float:
    """The chance that the system works when its components do so independently.

    A component that is named more than once is the same one: the cases of its working and not working are added up.

    Raises:
        StudyFailed: when too many components are named more than once.
    """
    repeated = [name for name, count in Counter(names_in(block)).items() if count > 1]
    if len(repeated) > MOST_REPEATED:
        raise StudyFailed(
            f"More than {MOST_REPEATED} components are named more than once.", hint="Simplify the structure."
        )
    total = 0.0
    for case in itertools.product((True, False), repeat=len(repeated)):
        weight = prod(works[name] if up else 1 - works[name] for name, up in zip(repeated, case, strict=True))
        if weight > 0:
            sure = {name: float(up) for name, up in zip(repeated, case, strict=True)}
            total += weight * _independent(block, {**works, **sure})
    return total


def _independent(block: Block, works: Mapping[str, float]) -> float:
    if isinstance(block, Part):
        return works[block.name]
    return at_least(block.needed, [_independent(part, works) for part in block.parts])


def at_least(needed: int, chances: Sequence[float]) -> float:
    """The chance that so many of independent events happen: all is the product, one is 1 − Π(1 − R)."""
    if needed == len(chances):
        return prod(chances)
    if needed == 1:
        return 1 - prod(1 - one for one in chances)
    if needed > len(chances):
        return 0.0
    counts = [1.0] + [0.0] * len(chances)
    for number, one in enumerate(chances, 1):
        for k in range(number, 0, -1):
            counts[k] = counts[k] * (1 - one) + counts[k - 1] * one
        counts[0] *= 1 - one
    return sum(counts[needed:])

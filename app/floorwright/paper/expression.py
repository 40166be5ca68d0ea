"""Arithmetic in symbol files: numbers, names, + - * / ( ) min max, and nothing else."""

import math
import re
from collections.abc import Callable, Mapping
from functools import lru_cache

from floorwright.errors import FloorwrightError

Names = Mapping[str, float]
Expression = Callable[[Names], float]
LONGEST = 200
_TOKEN = re.compile(r"\s*(?:(\d+(?:\.\d*)?|\.\d+)|([A-Za-z]+)|([-+*/(),]))", re.ASCII)


class BadExpression(FloorwrightError):
    """Text in a symbol file that is not arithmetic."""


def parse_expression(source: str | float | int, names: tuple[str, ...] = ("W", "D")) -> Expression:
    """A function of the named values that gives the number; what it gives is always finite.

    Raises:
        BadExpression: for anything but arithmetic on numbers and `names`; its result raises it for a division by zero.
    """
    if isinstance(source, bool) or not isinstance(source, str | float | int):
        raise BadExpression(f"“{source!r}” is neither a number nor arithmetic.")
    if not isinstance(source, str):
        number = float(source)
        if not math.isfinite(number):
            raise BadExpression(f"{source} is not a finite number.")
        return lambda values: number
    if len(source) > LONGEST:
        raise BadExpression(f"“{source[:20]}…” is longer than {LONGEST} characters.")
    return _parsed(source, names)


@lru_cache(maxsize=1024)
def _parsed(source: str, names: tuple[str, ...]) -> Expression:
    reader = _Reader(_tokens(source), source, names)
    inner = reader.sum()
    if reader.tokens:
        raise BadExpression(f"“{source}”: “{reader.tokens[0]}” is not expected.")

    def value(values: Names) -> float:
        try:
            result = inner(values)
        except (ZeroDivisionError, OverflowError):
            result = math.nan
        if not math.isfinite(result):
            raise BadExpression(f"“{source}” has no value here.")
        return result

    return value


def _tokens(source: str) -> list[str]:
    tokens: list[str] = []
    place = 0
    text = source.rstrip()
    while place < len(text):
        found = _TOKEN.match(text, place)
        if found is None:
            raise BadExpression(f"“{source}”: “{text[place:].strip()[:1]}” is not arithmetic.")
        tokens.append(found[0].strip())
        place = found.end()
    return tokens


class _Reader:
    """Recursive descent over the tokens of one expression; its length bounds its depth."""

    def __init__(self, tokens: list[str], source: str, names: tuple[str, ...]) -> None:
        self.tokens = tokens
        self.source = source
        self.names = names

    def sum(self) -> Expression:
        left = self.product()
        while self.tokens and self.tokens[0] in "+-":
            sign = self.tokens.pop(0)
            left = _added(left, self.product()) if sign == "+" else _subtracted(left, self.product())
        return left

    def product(self) -> Expression:
        left = self.factor()
        while self.tokens and self.tokens[0] in "*/":
            sign = self.tokens.pop(0)
            left = _multiplied(left, self.factor()) if sign == "*" else _divided(left, self.factor())
        return left

    def factor(self) -> Expression:
        token = self._next()
        if token in ("-", "+"):
            inner = self.factor()
            return inner if token == "+" else lambda values: -inner(values)
        if token == "(":
            inner = self.sum()
            self._expect(")")
            return inner
        if token in ("min", "max"):
            return self._choice(min if token == "min" else max)
        if token in self.names:
            return lambda values: values[token]
        if token[0].isdigit() or token[0] == ".":
            number = float(token)
            return lambda values: number
        raise BadExpression(f"“{self.source}”: “{token}” is not known.")

    def _choice(self, choose: Callable[[list[float]], float]) -> Expression:
        self._expect("(")
        parts = [self.sum()]
        while self.tokens and self.tokens[0] == ",":
            self.tokens.pop(0)
            parts.append(self.sum())
        self._expect(")")
        return lambda values: choose([part(values) for part in parts])

    def _next(self) -> str:
        if not self.tokens:
            raise BadExpression(f"“{self.source}” ends too early.")
        return self.tokens.pop(0)

    def _expect(self, wanted: str) -> None:
        if self._next() != wanted:
            raise BadExpression(f"“{self.source}”: “{wanted}” is missing.")


def _added(a: Expression, b: Expression) -> Expression:
    return lambda values: a(values) + b(values)


def _subtracted(a: Expression, b: Expression) -> Expression:
    return lambda values: a(values) - b(values)


def _multiplied(a: Expression, b: Expression) -> Expression:
    return lambda values: a(values) * b(values)


def _divided(a: Expression, b: Expression) -> Expression:
    return lambda values: a(values) / b(values)

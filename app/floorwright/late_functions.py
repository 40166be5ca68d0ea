"""Dataclasses whose functions are compiled when they are first called, not when the class is made."""

import dataclasses
from collections.abc import Callable
from functools import cache, partial
from typing import Any

AT_ONCE: Callable[..., Callable[..., Any]] | None = getattr(dataclasses, "_create_fn", None)
"""What makes a function of a dataclass from its text in Python 3.11 and 3.12; later Pythons have no such place."""


def compile_when_called() -> None:
    """Let every dataclass that is made from now on compile its `__init__`, `__eq__` and so on at their first call.

    What they do stays Python's own, and until then only their signature is unknown. A start makes two hundred classes
    with six functions each, and calls one in ten of those. Measured in docs/decisions/0011.
    """
    if AT_ONCE is not None:
        dataclasses._create_fn = partial(_late, AT_ONCE)  # type: ignore[attr-defined]


def _late(make: Callable[..., Callable[..., Any]], name: str, *parts: Any, **names: Any) -> Callable[..., Any]:
    compiled = cache(partial(make, name, *parts, **names))

    def first(self: object, /, *given: Any, **named: Any) -> Any:
        function = compiled()
        function.__qualname__ = first.__qualname__
        for cls in type(self).__mro__:
            if cls.__dict__.get(name) is first:
                setattr(cls, name, function)
        return function(self, *given, **named)

    first.__name__ = first.__qualname__ = name
    return first

"""Telling listeners, without Qt."""

from collections.abc import Callable
from contextlib import ExitStack
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Signal(Generic[Value]):
    """Those who want to know, in the order in which they asked."""

    __slots__ = ("_listeners",)

    def __init__(self) -> None:
        self._listeners: list[Callable[[Value], None]] = []

    def connect(self, listener: Callable[[Value], None]) -> Callable[[], None]:
        """Call `listener` with every value from now on; what comes back ends that."""
        self._listeners.append(listener)

        def disconnect() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return disconnect

    def emit(self, value: Value) -> None:
        """Tell everyone who listens now, even if one of them makes another leave, or fails: the rest are told first."""
        with ExitStack() as rest:
            for listener in reversed(self._listeners):
                rest.callback(listener, value)

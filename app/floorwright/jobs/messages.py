"""What a worker process and the one that started it tell each other, over one pipe."""

from dataclasses import dataclass

CANCEL = "cancel"
"""The only thing a worker is told after its task."""


@dataclass(frozen=True, slots=True)
class Task:
    """What a worker is to do: a pickled function with its arguments, and how much memory it may take."""

    pickled: bytes
    memory_mb: int | None


@dataclass(frozen=True, slots=True)
class Heard:
    """How far the work is: a share from 0 to 1 and a few words."""

    share: float
    words: str


@dataclass(frozen=True, slots=True)
class Finished:
    """The pickled result."""

    pickled: bytes


@dataclass(frozen=True, slots=True)
class Refused:
    """The work raised one of our errors: the pickled error, and its words in case its class is unknown here."""

    pickled: bytes
    message: str
    hint: str


@dataclass(frozen=True, slots=True)
class Broke:
    """The work raised anything else: `kind` is `memory` or `other`, `technical` the traceback for a log."""

    kind: str
    technical: str

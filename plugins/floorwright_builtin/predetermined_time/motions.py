"""Motions in their order, and which of several at once limits the time."""

from collections.abc import Mapping
from dataclasses import dataclass

from floorwright.api import StudyFinding, StudyInput
from floorwright_builtin.predetermined_time.values import Units, value_of

LEFT, RIGHT, BOTH, BODY = "left", "right", "both", "body"
CHANNELS = (LEFT, RIGHT, BODY)
ADDED, LONGEST = "added", "longest"


@dataclass(frozen=True, slots=True, kw_only=True)
class Motion:
    """A row: what is moved how, its TMU once (None where the code is unknown) and how often."""

    row: int
    hand: str
    words: str
    code: str
    tmu: float | None
    frequency: float
    together: str
    process: bool

    @property
    def total(self) -> float:
        """Its TMU in all; 0 where it is unknown."""
        return (self.tmu or 0.0) * self.frequency

    @property
    def channels(self) -> tuple[str, ...]:
        """Which hands, or the body, it keeps busy."""
        return (LEFT, RIGHT) if self.hand == BOTH else (self.hand,)


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Motions that are done at once, or one alone: when it starts, how long each hand takes, and what limits it."""

    motions: tuple[Motion, ...]
    start: float
    busy: Mapping[str, float]
    """TMU by left, right and body; those that do nothing are not in it."""

    @property
    def tmu(self) -> float:
        """How long the step takes: as long as the longest of those at once."""
        return max(self.busy.values(), default=0.0)

    @property
    def limiting(self) -> str:
        """What takes longest."""
        return max(self.busy, key=lambda channel: self.busy[channel], default="")

    @property
    def process(self) -> bool:
        """Whether a process or machine limits it."""
        longest = [motion for motion in self.motions if self.limiting in motion.channels]
        return bool(longest) and all(motion.process for motion in longest)


def motions_of(
    given: StudyInput, card: Mapping[str, float], units: Units, findings: list[StudyFinding]
) -> list[Motion]:
    """The rows of the table.

    Raises:
        StudyFailed: when a row gives no value, or two.
    """
    return [
        Motion(
            row=row.number,
            hand=row.text("hand"),
            words=row.text("description"),
            code=row.text("code").strip() or row.text("most").strip(),
            tmu=value_of(row, card, units, findings),
            frequency=row.number_in("frequency", 1.0),
            together=row.text("together").strip(),
            process=row.yes("process"),
        )
        for row in given.rows("motions")
    ]


def steps_of(motions: list[Motion], same_hand: str) -> list[Step]:
    """The steps in the order of their first motions. Motions with the same word under together are one step.

    Within a step the motions of one hand follow each other (added), or the longest of them counts.
    """
    groups: dict[object, list[Motion]] = {}
    for place, motion in enumerate(motions):
        groups.setdefault(motion.together or place, []).append(motion)
    steps: list[Step] = []
    start = 0.0
    for group in groups.values():
        busy: dict[str, float] = {}
        for motion in group:
            for channel in motion.channels:
                before = busy.get(channel, 0.0)
                busy[channel] = before + motion.total if same_hand == ADDED else max(before, motion.total)
        steps.append(Step(motions=tuple(group), start=start, busy=busy))
        start += steps[-1].tmu
    return steps

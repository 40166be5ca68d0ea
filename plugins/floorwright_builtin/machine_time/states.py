"""What the states and reasons in a machine's log mean: in which of the losses their time belongs."""

from collections.abc import Mapping
from typing import Literal, get_args

State = Literal["run", "startup", "breakdown", "setup", "minor stop", "planned stop", "off"]
STATES: tuple[State, ...] = get_args(State)
STOPS: tuple[State, ...] = ("breakdown", "setup", "minor stop")
UNPLANNED = ("unplanned", "unscheduled", "not planned")
WORDS: tuple[tuple[State, tuple[str, ...]], ...] = (
    ("breakdown", UNPLANNED),
    ("startup", ("startup", "start up", "warm up", "warmup", "ramp up")),
    ("setup", ("setup", "set up", "changeover", "change over", "adjust", "tool change", "die change", "retool")),
    ("planned stop", ("planned", "scheduled", "break time", "lunch", "meal", "meeting", "training", "preventive", "pm",
                      "no order", "no demand", "holiday", "break", "pause", "cleaning")),
    ("minor stop", ("minor", "micro", "small stop", "short stop", "jam", "jammed", "blocked", "starved", "idling")),
    ("off", ("off", "closed", "shut", "shutdown")),
    ("breakdown", ("breakdown", "break down", "failure", "failed", "fault", "repair", "broken", "alarm", "error",
                   "defect", "waiting", "wait", "no material", "no operator", "maintenance")),
    ("run", ("run", "running", "production", "producing", "produce", "auto", "automatic", "working", "work",
             "operating", "in cycle", "busy", "up", "on")),
)  # fmt: skip
GENERIC = ("down", "stop", "stopped", "idle", "not running", "standstill", "halt", "downtime", "stoppage")
"""States that only say that it does not run: the reason may say more."""


def meaning(state: str, reason: str, own: Mapping[str, State]) -> State | None:
    """The state that a log's words mean: the user's `own` words first, then the reason of a mere stop, then the state.

    None for words that nobody knows.
    """
    state, reason = _plain(state), _plain(reason)
    for words in (reason, state):
        if words in own:
            return own[words]
    told, why = _by_words(state), _by_words(reason)
    generic = state in GENERIC or not state
    if generic and why is not None and why != "run":
        return why
    return told or ("breakdown" if state in GENERIC else why)


def own_meanings(rows: object) -> dict[str, State]:
    """The meanings that the user gave, by plain words."""
    return {_plain(row.text("word")): row.text("means") for row in rows}  # type: ignore[attr-defined]


def _by_words(words: str) -> State | None:
    if not words:
        return None
    padded = f" {words} "
    return next((state for state, known in WORDS if any(f" {word} " in padded for word in known)), None)


def _plain(words: str) -> str:
    return " ".join(words.casefold().replace("-", " ").replace("_", " ").replace("/", " ").split())

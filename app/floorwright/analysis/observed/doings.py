"""What somebody who was followed did from second to second: stays, ways and the elements of work that were named."""

import math
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from floorwright.analysis.observed.figures import Observed
from floorwright.analysis.observed.way import Move, Place, Stay
from floorwright.errors import EditRefused
from floorwright.model.observation import STEPS, VALUES
from floorwright.model.process_chart import Subject
from floorwright.model.track import END, LEAVE, PAUSE, RESUME, Track

MOST_DOINGS = 5_000
"""Nobody reads a chart or a study of more; a trace of so many is cut or its stays are made longer."""
CLOSE_S = 1e-6
_GOES = {Subject.WORKER: "Walk", Subject.EQUIPMENT: "Drive", Subject.MATERIAL: "Move"}
_ON_THE_WAY = "On the way"

Words = tuple[str, str, str]
"""Element, step and value, as they were said; each may be empty."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doing:
    """One thing from second to second. Either at a `place`, or on a `move`, or neither: somewhere between places.

    `begun` and `ended` are whether its beginning and its end were seen; a pause, or a gap of the trace, hides them.
    `distance_m` is None at a place and where no way is known. `assumed` says that the time is what the metres take at
    the walking speed of the observation, because no leave was marked.
    """

    start_s: float
    end_s: float
    place: Place | None = None
    move: Move | None = None
    element: str = ""
    step: str = ""
    value: str = ""
    carrying: bool | None = None
    distance_m: float | None = None
    begun: bool = True
    ended: bool = True
    assumed: bool = False
    notes: tuple[str, ...] = ()

    @property
    def time_s(self) -> float:
        """How long it lasted."""
        return self.end_s - self.start_s

    @property
    def lasts(self) -> bool:
        """Whether it took any time that a watch would show."""
        return self.time_s >= 0.005


def doings_of(found: Observed) -> tuple[Doing, ...]:
    """Everything that was done, in the order of time; their times add up to the observed time.

    In marks an element that was named lasts until another is named or the place changes: a move is an element of its
    own. In positions, which are rows of a table, it lasts until the table names another. Moves that took no time are
    there too, with the metres they have.

    Raises:
        EditRefused: when it is too much to be looked at one by one.
    """
    if len(found.way.stays) + len(found.way.moves) > MOST_DOINGS:
        raise _too_many()
    words = _words(found)
    leaves = frozenset(found.clean.track.t_s[found.clean.track.event == LEAVE].tolist())
    made: list[Doing] = []
    spans = _spans(found)
    for number, span in enumerate(spans):
        whole = list(_pieces(found, span, leaves))
        cut = [part for piece in whole for part in _cut(piece, words, carried_on=found.of_positions)]
        cut = _joined(cut) if found.of_positions else cut
        if cut and number:
            cut[0] = replace(cut[0], begun=False)
        if cut and number < len(spans) - 1:
            cut[-1] = replace(cut[-1], ended=False)
        made += cut
        if len(made) > MOST_DOINGS:
            raise _too_many()
    return tuple(_measured(made, found))


def doing_name(doing: Doing, subject: Subject) -> str:
    """The element that was named, or what it is without one: `At Saw`, `Walk to Oven`, `Away from Saw`."""
    if doing.element:
        return doing.element
    if doing.place is not None:
        return f"At {doing.place.name}"
    if doing.move is None:
        return _ON_THE_WAY
    if doing.move.start.key == doing.move.end.key:
        return f"Away from {doing.move.end.name}"
    return f"{_GOES[subject]} to {doing.move.end.name}"


def _too_many() -> EditRefused:
    return EditRefused(
        f"This trace has more than {MOST_DOINGS:,} stays and moves.",
        hint="Set a longer shortest stay or a smaller radius in its options, or import a shorter piece of it.",
    )


def _spans(found: Observed) -> list[tuple[float, float]]:
    """From when to when somebody was watched: without pauses and gaps."""
    track = found.clean.track
    if not found.of_positions:
        return [(start, end) for start, end in _watched(track) if end > start]
    heads = [0, *(np.flatnonzero(found.clean.broken[1:]) + 1).tolist()] if len(track) else []
    tails = [*(head - 1 for head in heads[1:]), len(track) - 1]
    pairs = [(float(track.t_s[a]), float(track.t_s[b])) for a, b in zip(heads, tails, strict=False)]
    return [(start, end) for start, end in pairs if end > start]


def _watched(track: Track) -> Iterator[tuple[float, float]]:
    """The same for marks: from a mark to the pause or end; without an end, to the last mark."""
    start = seen = math.nan
    placed = left = False
    for n in range(len(track)):
        t, event = float(track.t_s[n]), int(track.event[n])
        at_station = bool(track.place[n] >= 0)
        somewhere = at_station or math.isfinite(track.x[n])
        if event in (PAUSE, END):
            if not math.isnan(start):
                yield start, t
            start, placed, left = math.nan, False, False
        elif event == RESUME and not somewhere:
            start, placed, left = math.nan, False, False
        elif event == LEAVE:
            # Until they are seen again nobody knows what became of them, so that the leave is the end.
            seen, left = (t if placed and not left else seen), left or placed
        else:
            start = t if math.isnan(start) else start
            # A point on the way from a station is part of a move that only the next station ends.
            seen, left = (t, False) if at_station or not placed else (seen, left)
            placed = placed or at_station
    if not math.isnan(start):
        yield start, seen


def _pieces(found: Observed, span: tuple[float, float], leaves: frozenset[float]) -> Iterator[Doing]:
    """Stays, moves, and what is between them, of one span."""
    start, end = span
    at = start
    for part in _in_turn(
        [stay for stay in found.way.stays if start - CLOSE_S <= _middle(stay) <= end + CLOSE_S],
        [move for move in found.way.moves if start - CLOSE_S <= _middle(move) <= end + CLOSE_S],
    ):
        if part.start_s > at + CLOSE_S:
            yield Doing(start_s=at, end_s=part.start_s)
        if isinstance(part, Stay):
            yield Doing(start_s=part.start_s, end_s=part.end_s, place=part.place)
        else:
            guessed = not found.of_positions and part.start_s not in leaves
            yield Doing(
                start_s=part.start_s, end_s=part.end_s, move=part, carrying=part.carrying,
                distance_m=part.distance_m, assumed=guessed,
            )  # fmt: skip
        at = max(at, part.end_s)
    if end > at + CLOSE_S:
        yield Doing(start_s=at, end_s=end)


def _in_turn(stays: list[Stay], moves: list[Move]) -> Iterator[Stay | Move]:
    """Both in the order of time. What happened in one instant is in turn: a move begins after its stay."""
    s = m = 0
    stay_is_next = True
    while s < len(stays) or m < len(moves):
        if s == len(stays) or m == len(moves):
            stay_is_next = s < len(stays)
        else:
            (a, b), (c, d) = _rounded(stays[s]), _rounded(moves[m])
            stay_is_next = (a, b) < (c, d) or ((a, b) == (c, d) and stay_is_next)
        if stay_is_next:
            yield stays[s]
            s += 1
        else:
            yield moves[m]
            m += 1
        stay_is_next = not stay_is_next


def _rounded(part: Stay | Move) -> tuple[float, float]:
    return round(part.start_s, 5), round(part.end_s, 5)


def _middle(part: Stay | Move) -> float:
    return (part.start_s + part.end_s) / 2


def _words(found: Observed) -> tuple[list[float], list[Words | None], list[tuple[float, str]]]:
    """When something was said of what is being done, what (None: nothing from then on), and the notes."""
    track = found.clean.track
    says = (track.element >= 0) | (track.step > 0) | (track.value > 0)
    ends = np.isin(track.event, (PAUSE, END)) | found.clean.broken
    at: list[float] = []
    said: list[Words | None] = []
    for n in np.flatnonzero(says | ends).tolist():
        word = track.words[track.element[n]] if track.element[n] >= 0 else ""
        new = (word, STEPS[track.step[n]], VALUES[track.value[n]]) if says[n] else None
        if found.of_positions and said and said[-1] == new:
            continue
        at.append(float(track.t_s[n]))
        said.append(new)
    notes = [(float(track.t_s[n]), track.words[track.note[n]]) for n in np.flatnonzero(track.note >= 0).tolist()]
    return at, said, sorted(notes, key=lambda note: note[0])


def _cut(
    piece: Doing, words: tuple[list[float], list[Words | None], list[tuple[float, str]]], *, carried_on: bool
) -> Iterator[Doing]:
    """A piece cut where something was said in it."""
    at, said, notes = words
    first, after = np.searchsorted(at, (piece.start_s - CLOSE_S, piece.end_s - CLOSE_S)).tolist()
    before = said[first - 1] if carried_on and first else None
    if not piece.lasts:
        yield _spoken(piece, before, notes)
        return
    cuts = [max(t, piece.start_s) for t in at[first:after]]
    edges = [piece.start_s, *cuts, piece.end_s]
    for (start, end), word in zip(pairwise(edges), [before, *said[first:after]], strict=True):
        if end - start < CLOSE_S:
            continue
        metres = piece.distance_m
        part = replace(
            piece, start_s=start, end_s=end,
            distance_m=None if metres is None else metres * (end - start) / piece.time_s,
        )  # fmt: skip
        yield _spoken(part, word, notes)


def _spoken(doing: Doing, words: Words | None, notes: list[tuple[float, str]]) -> Doing:
    element, step, value = words or ("", "", "")
    first = bisect_left(notes, (doing.start_s - CLOSE_S, ""))
    here = tuple(text for _, text in notes[first : bisect_left(notes, (doing.end_s - CLOSE_S, ""))])
    return replace(doing, element=element, step=step, value=value, notes=here)


def _joined(parts: list[Doing]) -> list[Doing]:
    """What a table says again and again at one place or on one way is one thing."""
    made: list[Doing] = []
    for part in parts:
        last = made[-1] if made else None
        same = last is not None and (last.place, last.move) == (part.place, part.move)
        if last is not None and same and _said(last) == _said(part):
            made[-1] = replace(last, end_s=part.end_s, notes=(*last.notes, *part.notes))
        else:
            made.append(part)
    return made


def _said(doing: Doing) -> Words:
    return doing.element, doing.step, doing.value


def _measured(parts: list[Doing], found: Observed) -> Iterator[Doing]:
    """With the metres of positions, which are known of every piece of the way."""
    track = found.clean.track
    if not found.of_positions or not len(track):
        yield from parts
        return
    steps = np.hypot(np.diff(track.x), np.diff(track.y)) / 1000
    gone = np.concatenate([[0.0], np.cumsum(np.where(found.clean.broken[1:], 0.0, steps))])
    for part in parts:
        if part.place is not None:
            yield part
        else:
            start, end = np.interp((part.start_s, part.end_s), track.t_s, gone).tolist()
            yield replace(part, distance_m=end - start)

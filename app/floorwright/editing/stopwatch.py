"""A stopwatch for the shop floor: what each key makes of the readings. A value; its holder says what time it is."""

from dataclasses import dataclass, replace

MISSED = "missed"
AFTER_MISSED = "the reading before it was missed"


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchReading:
    """One break point: the element that ended there, and what the running watch showed; None where it was missed.

    `lasted_s` is the time since the break point before, with the foreign time in it.
    """

    element: str
    watch_s: float | None
    lasted_s: float
    cycle: int
    foreign_s: float = 0.0
    reason: str = ""
    rating_pct: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopwatch:
    """A watch with the elements of a job in their order, and what it has recorded.

    `began` is the clock at which the watch would show 0 while it runs, None while it stands; `stood_at` is then what it
    shows. `ended` is what it showed at the last break point. `foreign_from` is what it showed when a foreign element
    began that still goes on; `foreign_s` is the foreign time in the element that is being done.
    """

    elements: tuple[str, ...]
    occasional: frozenset[str] = frozenset()
    """The elements that come now and then: they are never the expected one."""
    readings: tuple[WatchReading, ...] = ()
    began: float | None = None
    stood_at: float = 0.0
    ended: float = 0.0
    foreign_from: float | None = None
    foreign_s: float = 0.0

    @property
    def running(self) -> bool:
        """Whether the watch runs."""
        return self.began is not None

    @property
    def next_element(self) -> str:
        """The element that is expected to end next: the one after the last, the first after the whole cycle."""
        usual = [element for element in self.elements if element not in self.occasional]
        if not usual:
            return ""
        done = [reading.element for reading in self.readings if reading.element in usual]
        return usual[(usual.index(done[-1]) + 1) % len(usual)] if done else usual[0]

    @property
    def cycle(self) -> int:
        """The number of the cycle that is being done, from 1."""
        return self._cycle_of(self.next_element)

    def shows(self, now: float) -> float:
        """Seconds on the running watch."""
        return self.stood_at if self.began is None else now - self.began

    def since(self, now: float) -> float:
        """Seconds since the last break point."""
        return self.shows(now) - self.ended

    def start(self, now: float) -> "Stopwatch":
        """Let the watch run, for the first time or after a pause."""
        return self if self.running else replace(self, began=now - self.stood_at)

    def pause(self, now: float) -> "Stopwatch":
        """Let the watch stand: what happens meanwhile is in no reading."""
        return replace(self, stood_at=self.shows(now), began=None) if self.running else self

    def mark(self, element: str, now: float) -> "Stopwatch":
        """The break point at which this element ended, and a foreign one with it; nothing while the watch stands."""
        if not self.running or not element:
            return self
        shows = self.shows(now)
        before = self.readings[-1] if self.readings else None
        reading = WatchReading(
            element=element,
            watch_s=shows,
            lasted_s=shows - self.ended,
            cycle=self._cycle_of(element),
            foreign_s=self._foreign_until(shows),
            reason=AFTER_MISSED if before is not None and before.watch_s is None else "",
        )
        return replace(self._recorded(reading), ended=shows, foreign_from=None, foreign_s=0.0)

    def miss(self, element: str) -> "Stopwatch":
        """The break point of this element was missed: its time and the next one's cannot be told apart."""
        if not self.running or not element:
            return self
        cycle = self._cycle_of(element)
        return self._recorded(WatchReading(element=element, watch_s=None, lasted_s=0.0, cycle=cycle, reason=MISSED))

    def foreign(self, now: float) -> "Stopwatch":
        """Something that does not belong to the job begins, or ends: its time is taken off the element."""
        if not self.running:
            return self
        shows = self.shows(now)
        if self.foreign_from is None:
            return replace(self, foreign_from=shows)
        return replace(self, foreign_from=None, foreign_s=self._foreign_until(shows))

    def undo(self) -> "Stopwatch":
        """Take the last reading back: its time belongs to the element that is being done again."""
        if not self.readings:
            return self
        last = self.readings[-1]
        ended = self.ended if last.watch_s is None else last.watch_s - last.lasted_s
        return replace(self, readings=self.readings[:-1], ended=ended, foreign_s=self.foreign_s + last.foreign_s)

    def rate(self, step_pct: float) -> "Stopwatch":
        """Rate the last reading a step above or below what it was rated, from 100 %."""
        if not self.readings:
            return self
        last = self.readings[-1]
        rated = max((last.rating_pct or 100.0) + step_pct, 5.0)
        return replace(self, readings=(*self.readings[:-1], replace(last, rating_pct=rated)))

    def _recorded(self, reading: WatchReading) -> "Stopwatch":
        known = reading.element in self.elements
        elements = self.elements if known else (*self.elements, reading.element)
        return replace(self, elements=elements, readings=(*self.readings, reading))

    def _foreign_until(self, shows: float) -> float:
        return self.foreign_s + (shows - self.foreign_from if self.foreign_from is not None else 0.0)

    def _cycle_of(self, element: str) -> int:
        """The cycle a reading of this element belongs to: another one begins where an element comes again."""
        if not self.readings:
            return 1
        now = self.readings[-1].cycle
        return now + 1 if element in {reading.element for reading in self.readings if reading.cycle == now} else now

"""A tally for work sampling: which activity was seen, of whom, and when. A value; its holder says what time it is."""

from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """One momentary observation. `moment` is local time, ISO 8601; `subject` is "" where one thing is observed."""

    activity: str
    moment: str
    subject: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """The activities that can be seen, who is looked at in turn, and what was seen so far."""

    activities: tuple[str, ...] = ()
    subjects: tuple[str, ...] = ()
    looks: tuple[Look, ...] = ()

    @property
    def next_subject(self) -> str:
        """Who is to be looked at next: the one after the last, the first again after all."""
        if not self.subjects:
            return ""
        last = self.looks[-1].subject if self.looks else ""
        return self.subjects[(self.subjects.index(last) + 1) % len(self.subjects) if last in self.subjects else 0]

    def mark(self, activity: str, moment: str) -> "Tally":
        """This activity was seen now."""
        if not activity:
            return self
        known = activity in self.activities
        activities = self.activities if known else (*self.activities, activity)
        look = Look(activity=activity, moment=moment, subject=self.next_subject)
        return replace(self, activities=activities, looks=(*self.looks, look))

    def undo(self) -> "Tally":
        """Take the last look back."""
        return replace(self, looks=self.looks[:-1])

    def count(self, activity: str) -> int:
        """How often it was seen."""
        return sum(look.activity == activity for look in self.looks)

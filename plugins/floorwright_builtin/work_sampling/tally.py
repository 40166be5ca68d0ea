"""What was seen how often: the observations and tallies of a study, by activity and by day."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from floorwright.api import StudyFailed, StudyFinding, StudyInput, StudyRow

WORK, MACHINE, IDLE = "work", "machine", "idle"
_A_YEAR_S = 365 * 86_400.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """One row: an activity that was seen `count` times on a day, with the rating it was given as a share."""

    activity: str
    count: float
    day: str
    rating: float | None
    subject: str = ""
    single: bool = False
    """Whether it is one look, not a tally."""


@dataclass(slots=True, kw_only=True)
class Activity:
    """What is known of an activity."""

    name: str
    kind: str = ""
    count: float = 0.0
    rating: float | None = None
    """Its rating as a share where it was stated for all of its observations."""
    rated: float = 0.0
    """Observations that carry a rating of their own."""
    rating_sum: float = 0.0

    def mean_rating(self, default: float) -> float:
        """The mean over its observations: their own ratings, else that of the activity, else the study's."""
        usual = default if self.rating is None else self.rating
        if self.count <= 0:
            return usual
        return (self.rating_sum + (self.count - self.rated) * usual) / self.count

    @property
    def has_rating(self) -> bool:
        """Whether anybody rated it."""
        return self.rating is not None or self.rated > 0


@dataclass(slots=True)
class Tally:
    """All that was seen, in its order, and the activities by their names in the order of their first mention."""

    seen: list[Seen] = field(default_factory=list)
    activities: dict[str, Activity] = field(default_factory=dict)

    @property
    def total(self) -> float:
        """How many observations there are."""
        return sum(one.count for one in self.activities.values())

    def days(self, activity: str) -> list[tuple[str, float, float]]:
        """Day, observations and those of the activity, in the order in which days come."""
        return self._by(activity, lambda one: one.day)

    def subjects(self, activity: str) -> list[tuple[str, float, float]]:
        """Who or what was looked at, observations and those of the activity."""
        return self._by(activity, lambda one: one.subject)

    def _by(self, activity: str, key: Callable[[Seen], str]) -> list[tuple[str, float, float]]:
        found: dict[str, list[float]] = {}
        for one in self.seen:
            both = found.setdefault(key(one), [0.0, 0.0])
            both[0] += one.count
            both[1] += one.count if one.activity == activity else 0.0
        return [(name, n, count) for name, (n, count) in found.items()]


def tally_of(given: StudyInput, findings: list[StudyFinding]) -> Tally:
    """The observations and the tallies together.

    Raises:
        StudyFailed: naming a row of a tally that has neither a count nor a share, or an activity described twice.
    """
    tally = Tally()
    for row in given.rows("activities"):
        name = row.text("activity").strip()
        if name in tally.activities:
            raise StudyFailed(f"activities, row {row.number}: “{name}” is there twice.", hint="Leave one of them out.")
        tally.activities[name] = Activity(name=name, kind=row.text("kind"), rating=_share(row, "rating_pct"))
    described = bool(tally.activities)
    strange: dict[str, None] = {}
    for one, kind in (*_observed(given), *_counted(given)):
        if one.activity not in tally.activities:
            strange[one.activity] = None
        activity = tally.activities.setdefault(one.activity, Activity(name=one.activity))
        activity.count += one.count
        activity.kind = activity.kind or kind
        if one.rating is not None:
            activity.rated += one.count
            activity.rating_sum += one.count * one.rating
        tally.seen.append(one)
    if described and strange:
        names = ", ".join(f"“{name}”" for name in list(strange)[:3])
        findings.append(StudyFinding(f"{names} not among the activities", "counted as it is; check its spelling"))
    return tally


def _observed(given: StudyInput) -> Iterator[tuple[Seen, str]]:
    for row in given.rows("observations"):
        seen = Seen(
            activity=row.text("activity").strip(),
            count=1.0,
            day=_day(row),
            rating=_share(row, "rating_pct"),
            subject=row.text("subject").strip(),
            single=True,
        )
        yield seen, ""


def _counted(given: StudyInput) -> Iterator[tuple[Seen, str]]:
    n = given.number_or_none("n")
    for row in given.rows("tallies"):
        name, count, share = row.text("activity").strip(), row.number_or_none("count"), _share(row, "share_pct")
        if count is None and share is None:
            raise StudyFailed(f"tallies, row {row.number}: “{name}” has no count.", hint="Write how often it was seen.")
        if count is None:
            if n is None:
                raise StudyFailed(
                    f"tallies, row {row.number}: “{name}” has a share and no count.",
                    hint="Write the count, or give the number of all observations as option n.",
                )
            count = (share or 0.0) * n
        yield (
            Seen(activity=name, count=count, day=row.text("day").strip(), rating=_share(row, "rating_pct")),
            row.text("kind"),
        )


def _day(row: StudyRow) -> str:
    """The day of an observation: as written, or the date of its moment."""
    stated = row.text("day").strip()
    moment = row.number_or_none("time")
    if stated or moment is None or not _A_YEAR_S < moment < 1e11:
        return stated
    return datetime.fromtimestamp(moment, UTC).date().isoformat()


def _share(row: StudyRow, name: str) -> float | None:
    value = row.number_or_none(name)
    return None if value is None else value / 100

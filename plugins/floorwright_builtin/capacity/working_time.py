"""The hours there are: given directly, or as shifts, breaks, days and overtime."""

from dataclasses import dataclass, replace

from floorwright.api import StudyFailed, StudyInput


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkingTime:
    """The time of a period. `stated_h` is its hours where they were given directly, for `stated_shifts` shifts."""

    shifts: float
    shift_h: float
    breaks_h: float
    days: float
    overtime_h: float = 0.0
    stated_h: float | None = None
    stated_shifts: float = 1.0

    def hours(self) -> float:
        """Hours in the period without breaks: days × (shifts × (shift − breaks) + overtime), or those that were given
        and the overtime of the days."""
        if self.stated_h is None:
            return self.days * (self.shifts * (self.shift_h - self.breaks_h) + self.overtime_h)
        more = self.shifts / self.stated_shifts if self.stated_shifts > 0 else 1.0
        return self.stated_h * more + self.days * self.overtime_h

    def choices(self) -> list[tuple[float, float]]:
        """Shifts and hours of overtime a day to look at: the present, and one to three with none or two, in a day."""
        others = [(shifts, over) for shifts in (1.0, 2.0, 3.0) for over in (0.0, 2.0)]
        inside = [(shifts, over) for shifts, over in others if shifts * self.shift_h + over <= 24]
        return sorted({(self.shifts, self.overtime_h), *inside})

    def with_shifts(self, shifts: float, overtime_h: float) -> "WorkingTime":
        """The same period with other shifts and another overtime a day."""
        return replace(self, shifts=shifts, overtime_h=overtime_h)


def working_time(given: StudyInput, stated_h: float | None) -> WorkingTime:
    """What the options `shifts`, `shift_h`, `breaks_min`, `days` and `overtime_h` say.

    Raises:
        StudyFailed: when the breaks are as long as the shift.
    """
    shifts, shift_h, breaks_h = given.number("shifts"), given.number("shift_h"), given.number("breaks_min") / 60
    if breaks_h >= shift_h:
        raise StudyFailed(
            f"The breaks of {breaks_h * 60:g} min are as long as the shift of {shift_h:g} h.",
            hint="Give breaks_min for one shift, in minutes.",
        )
    days = given.number_or_none("days")
    if days is None:
        days = 1.0 if stated_h is None else stated_h / (shifts * (shift_h - breaks_h))
    return WorkingTime(
        shifts=shifts,
        shift_h=shift_h,
        breaks_h=breaks_h,
        days=days,
        overtime_h=given.number("overtime_h"),
        stated_h=stated_h,
        stated_shifts=shifts,
    )

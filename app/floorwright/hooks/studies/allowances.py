"""Allowances as every study of working time takes them: one total or categories, on a basis that is named."""

from dataclasses import dataclass

from floorwright.errors import StudyFailed
from floorwright.hooks.studies.method import StudyFinding, StudyInput, StudyOption

JOB_TIME = "job time"
WORKDAY = "workday"
_GROUP = "Allowances"
_CATEGORIES = {
    "personal_pct": "Personal needs",
    "fatigue_basic_pct": "Basic fatigue",
    "fatigue_variable_pct": "Variable fatigue: posture, force, light, climate, noise, monotony",
    "delay_pct": "Unavoidable delays",
    "other_pct": "Other allowances, such as a special or a policy allowance",
}

ALLOWANCE_OPTIONS: tuple[StudyOption, ...] = (
    StudyOption(
        name="allowance_pct",
        meaning="All allowances as one total; or give the categories instead",
        unit="%",
        least=0,
        most=1000,
        group=_GROUP,
    ),
    *(
        StudyOption(name=name, meaning=meaning, unit="%", least=0, most=1000, group=_GROUP)
        for name, meaning in _CATEGORIES.items()
    ),
    StudyOption(
        name="allowance_basis",
        meaning="What the allowance is a percentage of: job time gives normal × (1 + A), workday normal / (1 − A)",
        type="choice",
        choices=(JOB_TIME, WORKDAY),
        default=JOB_TIME,
        group=_GROUP,
    ),
)
ALLOWANCE_ON_MACHINE = StudyOption(
    name="allowance_on_machine",
    meaning="Whether machine time gets the allowance as well",
    type="yes_no",
    default=False,
    group=_GROUP,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Allowance:
    """An allowance: its `share` (0.13 for 13 %) of the job time or of the workday, and whether machine time gets it."""

    share: float
    basis: str = JOB_TIME
    on_machine: bool = False
    parts: tuple[tuple[str, float], ...] = ()
    """The categories it was given by, with their shares."""

    def factor(self, share: float | None = None, machine: bool = False) -> float | None:
        """Standard time over normal time; None where the allowance leaves no time to work.

        `share` is an element's own allowance, which counts for a machine too. Source: methods.md 0, row 1.
        """
        own = self.share if share is None else share
        if machine and not self.on_machine and share is None:
            own = 0.0
        return factor_on(own, self.basis)

    @property
    def convention(self) -> str:
        """The sentence that names the basis and the total."""
        how = "standard = normal × (1 + A)" if self.basis == JOB_TIME else "standard = normal / (1 − A)"
        return f"Allowance {self.share * 100:g} % of the {self.basis}: {how}."


def factor_on(share: float, basis: str) -> float | None:
    """Standard time over normal time for a share on a basis; None where no time to work is left."""
    if basis == JOB_TIME:
        return 1 + share
    return 1 / (1 - share) if share < 1 - 1e-12 else None


def allowance_of(given: StudyInput) -> Allowance:
    """The allowance that the options of a study say.

    Raises:
        StudyFailed: when a total and categories are given that do not add up to it.
    """
    total = given.number_or_none("allowance_pct")
    parts = tuple((name, value / 100) for name in _CATEGORIES if (value := given.number_or_none(name)) is not None)
    added = sum(share for _, share in parts)
    if total is not None and parts and abs(total / 100 - added) > 1e-9:
        raise StudyFailed(
            f"The allowance is given as {total:g} % and by categories that add up to {added * 100:g} %.",
            hint="Leave either the total or the categories empty.",
        )
    share = added if total is None else total / 100
    return Allowance(
        share=share, basis=given.text("allowance_basis"), on_machine=given.yes("allowance_on_machine"), parts=parts
    )


def no_time_left(allowance: Allowance) -> StudyFinding:
    """What is said where the allowance takes the whole workday."""
    return StudyFinding(
        "The standard time cannot be computed",
        f"an allowance of {allowance.share * 100:g} % of the workday leaves no time to work",
    )

"""What a study has found so far."""

from dataclasses import dataclass, field

from floorwright.api import StudyFinding, StudyInput, Table

Value = float | int | str | bool | None


@dataclass(slots=True)
class Found:
    """Results, tables and findings, added to part by part."""

    results: dict[str, Value] = field(default_factory=dict)
    tables: dict[str, Table] = field(default_factory=dict)
    findings: list[StudyFinding] = field(default_factory=list)

    def say(self, what: str, why: str) -> None:
        """Add a finding."""
        self.findings.append(StudyFinding(what, why))


def given_whole(given: StudyInput, option: str) -> int | None:
    """The whole number of an option; None where it was not given."""
    value = given.number_or_none(option)
    return None if value is None else int(value)

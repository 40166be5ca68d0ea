"""Takt time: the beat that demand asks for, out of the time there is."""

from floorwright.api import (
    Job,
    StudyAnswer,
    StudyExample,
    StudyFinding,
    StudyInput,
    StudyMethod,
    StudyOption,
    StudyResult,
    hook,
)


def takt(given: StudyInput, job: Job) -> StudyAnswer:
    """Net available time a day, takt and cycle planned from it, seconds a piece.

    The net time is what `available_s` says, or shifts × (shift − breaks). Source: methods.md 4.1; Rother and Shook,
    Learning to See, 1999.
    """
    findings: list[StudyFinding] = []
    stated = given.number_or_none("available_s")
    net = stated
    if stated is None:
        net = given.number("shifts") * (given.number("shift_min") - given.number("breaks_min")) * 60
    demand = given.number_or_none("demand")
    found = {"available_s": net, "takt_s": None, "pieces_per_h": None, "planned_cycle_s": None}
    if net is not None and net <= 0:
        findings.append(StudyFinding("There is no time to work in", "the breaks are as long as the shift; check them"))
    elif not demand:
        findings.append(StudyFinding("Takt cannot be computed", "give the demand, larger than 0, for the same period"))
    elif net is not None:
        beat = net / demand
        found |= {
            "takt_s": beat,
            "pieces_per_h": 3600 / beat,
            "planned_cycle_s": beat * given.number("efficiency_pct") / 100,
        }
        cycle = given.number_or_none("cycle_s")
        if cycle is not None and cycle > beat:
            findings.append(
                StudyFinding(
                    f"The cycle of {cycle:g} s is longer than the takt of {beat:g} s",
                    f"{demand - net / cycle:.6g} pieces of {demand:g} would be missing",
                )
            )
    return StudyAnswer(
        found, findings=tuple(findings), conventions=("Available time is net: breaks and planned stops are out of it.",)
    )


@hook
def study_methods() -> tuple[StudyMethod, ...]:
    """Takt time."""
    return (
        StudyMethod(
            id="takt",
            title="Takt time",
            group="line and people",
            purpose="How often a piece has to be finished so that demand is met in the time there is.",
            tables=(),
            options=(
                StudyOption(name="demand", meaning="Pieces wanted in the period", unit="pieces", least=0),
                StudyOption(
                    name="available_s",
                    meaning="Net available time in the period; without it shifts and breaks tell",
                    unit="s",
                    least=0,
                ),
                StudyOption(name="shifts", meaning="Shifts in the period", default=1.0, least=0),
                StudyOption(name="shift_min", meaning="Length of a shift", unit="min", default=480.0, least=0),
                StudyOption(
                    name="breaks_min", meaning="Breaks and planned stops in a shift", unit="min", default=0.0, least=0
                ),
                StudyOption(
                    name="efficiency_pct",
                    meaning="Share of the takt that the planned cycle may use",
                    unit="%",
                    default=100.0,
                    above=0,
                    most=100,
                ),
                StudyOption(name="cycle_s", meaning="The present cycle, to compare", unit="s", above=0),
            ),
            results=(
                StudyResult(
                    name="available_s",
                    meaning="Net available time",
                    unit="s",
                    formula="shifts × (shift − breaks)",
                    source="methods.md 4.1",
                ),
                StudyResult(
                    name="takt_s",
                    meaning="Takt time",
                    unit="s",
                    formula="net available time / demand",
                    source="Rother and Shook 1999",
                ),
                StudyResult(
                    name="pieces_per_h", meaning="Pieces an hour", unit="pieces/h", formula="3600 / takt", source=""
                ),
                StudyResult(
                    name="planned_cycle_s",
                    meaning="Planned cycle",
                    unit="s",
                    formula="takt × efficiency",
                    source="methods.md 4.1",
                ),
            ),
            compute=takt,
            example=StudyExample(
                "27,600 s a shift, 460 pieces",
                "constructed",
                options={"available_s": "27600", "demand": "460"},
                expected={"takt_s": 60.0},
            ),
            mistakes=("Gross instead of net time: breaks, meetings and planned maintenance belong out of it.",),
        ),
    )

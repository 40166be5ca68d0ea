"""Computing a study: every declared result is there, and a number that is none is None with a finding."""

import math
from collections.abc import Mapping

from floorwright.errors import StudyFailed
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.method import StationFigure, StudyAnswer, StudyFinding, StudyInput, StudyMethod
from floorwright.jobs import Job
from floorwright.paper.charts.figure import Figure


def method_of(plugins: Plugins, id: str) -> StudyMethod:
    """The method of that id.

    Raises:
        StudyFailed: naming the methods there are.
    """
    methods = plugins.studies
    if id not in methods:
        raise StudyFailed(f"There is no study “{id}”.", hint=f"Use one of {', '.join(methods)}.")
    return methods[id]


def answer(plugins: Plugins, method: StudyMethod, given: StudyInput, job: Job | None = None) -> StudyAnswer:
    """What the method finds.

    Raises:
        StudyFailed: when what was given makes no sense together.
        Cancelled: when the job was cancelled.
    """
    found: StudyAnswer = plugins.call("study_methods", method.id, lambda: method.compute(given, job or Job()))
    return checked(method, found)


def figures(plugins: Plugins, method: StudyMethod, given: StudyInput, found: StudyAnswer) -> tuple[Figure, ...]:
    """The figures of an answer."""
    draw = method.draw
    return () if draw is None else plugins.call("study_methods", method.id, lambda: draw(given, found))


def station_figures(
    plugins: Plugins, method: StudyMethod, given: StudyInput, found: StudyAnswer
) -> tuple[StationFigure, ...]:
    """The figures of stations that the plan is coloured by: one a station, without those that are no number."""
    on_plan = method.on_plan
    if on_plan is None:
        return ()
    told = plugins.call("study_methods", method.id, lambda: on_plan(given, found))
    first: dict[str, StationFigure] = {}
    for one in told:
        if math.isfinite(one.value):
            first.setdefault(one.station.casefold(), one)
    return tuple(first.values())


def checked(method: StudyMethod, found: StudyAnswer) -> StudyAnswer:
    """The answer with every declared result, in their order, and a finding for each number that is not finite."""
    declared = [result.name for result in method.results]
    strange = [name for name in found.results if name not in declared]
    if strange:
        raise TypeError(f"the study “{method.id}” answers with {', '.join(strange)}, which it does not declare")
    values = {name: found.results.get(name) for name in declared}
    endless = [name for name, value in values.items() if isinstance(value, float) and not math.isfinite(value)]
    findings = tuple(
        StudyFinding(f"{name} cannot be computed", "what was given leads beyond every number") for name in endless
    )
    results: Mapping[str, object] = {name: None if name in endless else value for name, value in values.items()}
    return StudyAnswer(results, found.tables, (*found.findings, *findings), found.conventions)  # type: ignore[arg-type]

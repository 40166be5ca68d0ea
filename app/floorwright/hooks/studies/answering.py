"""Computing a study: every declared result is there, and a number that is none is None with a finding."""

import math
from collections.abc import Mapping
from dataclasses import replace

from floorwright.errors import StudyFailed
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.method import StationFigure, StudyAnswer, StudyFinding, StudyInput, StudyMethod
from floorwright.hooks.studies.reading import heading_key
from floorwright.jobs import Job
from floorwright.paper.charts.figure import Figure

_REMARKS = ("note", "notes", "remark", "remarks", "comment", "comments", "description", "no", "nr", "id", "colour")
_MOST_NAMED = 6


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
    whole = checked(method, found)
    return replace(whole, findings=(*whole.findings, *columns_not_used(method, given)))


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


def columns_not_used(method: StudyMethod, given: StudyInput) -> tuple[StudyFinding, ...]:
    """A finding a table whose file has columns that the method does not know, with those it would have taken.

    A heading that is not understood, such as “Immediate predecessors”, must not lead to another answer in silence.
    Columns for remarks, and those named like an option, which a method may read for itself, are passed over.
    """
    usual = {*_REMARKS, *(heading_key(option.name) for option in method.options)}
    found: list[StudyFinding] = []
    for table in method.tables:
        rows = given.rows(table.name)
        strange = dict.fromkeys(name for row in rows for name in row.notes if heading_key(name) not in usual)
        empty = [
            column.name
            for column in table.columns
            if all(row.values.get(column.name) in (None, column.default) for row in rows)
        ]
        if strange and empty:
            named = ", ".join(f"“{name}”" for name in [*strange][:_MOST_NAMED])
            more = f" and {len(strange) - _MOST_NAMED} more" if len(strange) > _MOST_NAMED else ""
            wanted = ", ".join(empty[:_MOST_NAMED]) + (" …" if len(empty) > _MOST_NAMED else "")
            found.append(StudyFinding(f"Not used of {table.name}: {named}{more}", f"it would take {wanted}"))
    return tuple(found)


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

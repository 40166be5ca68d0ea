"""The studies that a plan holds, computed: for the sheets of a report and for tables."""

from dataclasses import dataclass

from floorwright.analysis.result import Column, Table
from floorwright.errors import FloorwrightError
from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import answer, figures
from floorwright.hooks.studies.reading import cells_from_rows, read_study
from floorwright.hooks.studies.report import study_content
from floorwright.jobs import Job
from floorwright.model.diff import Records
from floorwright.model.study import Study
from floorwright.paper.content import Chapter

SHEETS_WITH_STUDIES = ("studies", "all")
"""The sheets for which the studies of a plan have to be computed."""


@dataclass(frozen=True, slots=True)
class StudyProblem:
    """A study of the plan that has no answer, and why."""

    study: str
    why: str


def chapters(plugins: Plugins, records: Records, job: Job) -> tuple[tuple[Chapter, ...], tuple[StudyProblem, ...]]:
    """A chapter for every study among the records, by title; one that cannot be computed says why in its own.

    Raises:
        Cancelled: when the job was cancelled.
    """
    studies = sorted(
        (record for record in records.values() if isinstance(record, Study)), key=lambda s: (s.title, s.id)
    )
    made: list[Chapter] = []
    problems: list[StudyProblem] = []
    for number, study in enumerate(studies):
        title = study.title or study.method
        job.progress(number / len(studies), f"Computing {title}")
        try:
            made.append(_chapter(plugins, study, job))
        except FloorwrightError as error:
            if job.cancelled():
                raise
            problems.append(StudyProblem(title, str(error)))
            said = Table(title, (Column("This study has no answer"),), ((str(error),),))
            made.append(Chapter(title, (said,)))
    return tuple(made), tuple(problems)


def _chapter(plugins: Plugins, study: Study, job: Job) -> Chapter:
    method = plugins.studies.get(study.method)
    if method is None:
        raise FloorwrightError(f"No plugin brings the method “{study.method}”.")
    cells = {table.name: cells_from_rows(table.name, study.rows(table.name)) for table in method.tables}
    given = read_study(method, cells, dict(study.options)).whole()
    quiet = Job(cancelled=job.cancelled)
    found = answer(plugins, method, given, quiet)
    drawn = figures(plugins, method, given, found)
    content = study_content(method, given, found, drawn, study=study)
    return Chapter(study.title or method.title, content.tables, content.figures)

"""A study as tables, and as what an exporter writes: its results, inputs, options, findings and figures."""

from dataclasses import replace

from floorwright.analysis.analyze import analyze
from floorwright.analysis.result import Cell, Column, Table
from floorwright.hooks.studies.method import StudyAnswer, StudyInput, StudyMethod, StudyValue
from floorwright.model.kinds import PLAN_ID, PRESENT, Plan
from floorwright.model.study import Study
from floorwright.paper.charts.figure import Figure
from floorwright.paper.charts.page import figure_sheet
from floorwright.paper.content import Content


def study_tables(method: StudyMethod, given: StudyInput, answer: StudyAnswer) -> tuple[Table, ...]:
    """Everything about a study in the order of reading: results, tables, findings, what was given."""
    return (
        results_table(method, answer),
        *answer.tables.values(),
        *_findings(answer),
        _options_table(method, given),
        *(_given_table(method, given, table.name) for table in method.tables if given.rows(table.name)),
    )


def study_content(
    method: StudyMethod,
    given: StudyInput,
    answer: StudyAnswer,
    figures: tuple[Figure, ...] = (),
    plan: Plan | None = None,
    study: Study | None = None,
) -> Content:
    """What the exporters write of a study; `plan` gives the foot of the sheets, without one the method does.

    `study` says who was observed by whom, when and where.
    """
    records = {PLAN_ID: plan or Plan(id=PLAN_ID, title=method.title)}
    results, *others = study_tables(method, given, answer)
    if study is not None and study.title and study.title != method.title:
        results = replace(results, title=f"{study.title} – {method.title}")
    return Content(
        records,
        PRESENT,
        analyze(records),
        tables=(results, *others, *_observed(study)),
        figures=tuple(map(figure_sheet, figures)),
    )


def _observed(study: Study | None) -> tuple[Table, ...]:
    if study is None:
        return ()
    said = (
        ("Study", study.title), ("Observed", study.observed), ("Observer", study.observer), ("Date", study.date),
        ("Note", study.note),
    )  # fmt: skip
    rows = tuple((name, text) for name, text in said if text)
    return (Table("Observation", (Column("About"), Column("What")), rows),) if rows else ()


def results_table(method: StudyMethod, answer: StudyAnswer) -> Table:
    """The results with their units and formulas, and the conventions below."""
    rows: list[tuple[Cell, ...]] = []
    for result in method.results:
        value = answer.results[result.name]
        rows.append((result.meaning, _shown(value, result.decimals), result.unit, result.formula))
    columns = (Column("Result"), Column("Value"), Column("Unit"), Column("Formula"))
    return Table(method.title, columns, tuple(rows), notes=answer.conventions)


def _shown(value: StudyValue | list[str] | list[float], decimals: int) -> str:
    if value is None:
        return "–"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.{decimals}f}".replace(",", "\u2009")
    if isinstance(value, list):
        return ", ".join(_shown(one, decimals) for one in value)
    return str(value)


def _findings(answer: StudyAnswer) -> tuple[Table, ...]:
    if not answer.findings:
        return ()
    rows = tuple((finding.what, finding.why) for finding in answer.findings)
    return (Table("Findings", (Column("What"), Column("Why, and what to do")), rows),)


def _options_table(method: StudyMethod, given: StudyInput) -> Table:
    rows: list[tuple[Cell, ...]] = []
    for option in method.options:
        value = given.options.get(option.name)
        text = "not given" if value is None else _plain(value)
        rows.append((option.name, text, option.unit, option.meaning))
    return Table("Options", (Column("Option"), Column("Value"), Column("Unit"), Column("Meaning")), tuple(rows))


def _given_table(method: StudyMethod, given: StudyInput, name: str) -> Table:
    table = method.table(name)
    assert table is not None
    rows = given.rows(name)
    used = [column for column in table.columns if any(row.values.get(column.name) is not None for row in rows)]
    columns = tuple(Column(column.name) for column in used)
    body = tuple(tuple(_plain(row.values.get(column.name)) for column in used) for row in rows)
    return Table(f"Given: {name}", columns, body)


def _plain(value: StudyValue) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return f"{value:.10g}" if isinstance(value, float) else str(value)

"""The page of a method in `docs/studies`, made from the same description that window and command line use."""

from collections.abc import Sequence

from floorwright.hooks.manager import Plugins
from floorwright.hooks.studies.answering import answer
from floorwright.hooks.studies.method import StudyColumn, StudyMethod, StudyOption
from floorwright.hooks.studies.reading import cells_of, read_study


def study_page(plugins: Plugins, method: StudyMethod) -> str:
    """The page as Markdown: purpose, what is given, what is found, the worked example as it is computed now."""
    parts = [
        f"# {method.title}",
        "",
        method.purpose,
        "",
        f"`floorwright study {method.id} TABLE… --set OPTION=VALUE`",
        "",
    ]
    for table in method.tables:
        parts += [f"## Table `{table.name}`", "", table.meaning + ("" if table.required else " May be left out."), ""]
        parts += _grid(("Column", "Meaning", "Type", "Default"), [_column(column) for column in table.columns])
    if method.options:
        parts += [
            "## Options",
            "",
            *_grid(("Option", "Meaning", "Type", "Default"), [_column(o) for o in method.options]),
        ]
    results = [(f"`{r.name}`", r.meaning, r.unit, r.formula, r.origin) for r in method.results]
    parts += ["## Results", "", *_grid(("Result", "Meaning", "Unit", "Formula", "Source"), results)]
    parts += _example(plugins, method)
    if method.mistakes:
        parts += ["## Mistakes to avoid", "", *(f"* {mistake}" for mistake in method.mistakes), ""]
    return "\n".join(parts).rstrip() + "\n"


def _column(what: StudyColumn | StudyOption) -> tuple[str, ...]:
    required = isinstance(what, StudyColumn) and what.required
    choices = f": {', '.join(what.choices)}" if what.choices else ""
    default = "" if what.default is None else _text(what.default)
    also = f" Also headed {', '.join(what.also)}." if isinstance(what, StudyColumn) and what.also else ""
    meaning = what.meaning if not also or what.meaning.endswith(".") else f"{what.meaning}."
    return (f"`{what.name}`" + (" **required**" if required else ""), meaning + also, what.type + choices, default)


def _example(plugins: Plugins, method: StudyMethod) -> list[str]:
    example = method.example
    if example is None:
        return []
    given = read_study(method, {name: cells_of(name, text) for name, text in example.tables.items()}, example.options)
    found = answer(plugins, method, given.whole())
    parts = ["## Worked example", "", f"{example.title} ({example.source}).", ""]
    for name, text in example.tables.items():
        parts += [f"`{name}`", "", "```", *text.strip().splitlines(), "```", ""]
    if example.options:
        parts += ["Options: " + ", ".join(f"`{name}={value}`" for name, value in example.options.items()) + ".", ""]
    rows = []
    for result in method.results:
        value = found.results[result.name]
        rows.append((f"`{result.name}`", "–" if value is None else _text(value), result.unit))
    return [*parts, *_grid(("Result", "Value", "Unit"), rows)]


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list):
        return ", ".join(_text(one) for one in value)
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _grid(heads: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> list[str]:
    clean = [tuple(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
    lines = [heads, tuple("---" for _ in heads), *clean]
    return [*("| " + " | ".join(line) + " |" for line in lines), ""]

"""What a method is, for reading beside the study: purpose, columns, formulas, sources and mistakes."""

from PySide6.QtWidgets import QTextBrowser

from floorwright.gui.plain import tip
from floorwright.hooks.studies.method import StudyMethod


class AboutMethod(QTextBrowser):
    """The description of a method."""

    def __init__(self, method: StudyMethod) -> None:
        super().__init__()
        self.setAccessibleName("About the method")
        self.setOpenLinks(False)
        self.setHtml(_html(method))


def _html(method: StudyMethod) -> str:
    parts = [f"<h3>{tip(method.title)}</h3><p>{tip(method.purpose)}</p>"]
    for table in method.tables:
        parts.append(f"<h4>Table {tip(table.name)}</h4><p>{tip(table.meaning)}</p><ul>")
        for column in table.columns:
            must = " (required)" if column.required else ""
            parts.append(f"<li><b>{tip(column.name)}</b>{must}: {tip(column.meaning)}</li>")
        parts.append("</ul>")
    parts.append("<h4>Results</h4><ul>")
    for result in method.results:
        formula = f" = {tip(result.formula)}" if result.formula else ""
        source = f" <i>({tip(result.origin)})</i>"
        parts.append(f"<li><b>{tip(result.meaning)}</b>{formula}{source}</li>")
    parts.append("</ul>")
    if method.mistakes:
        parts.append("<h4>Mistakes to avoid</h4><ul>")
        parts += [f"<li>{tip(mistake)}</li>" for mistake in method.mistakes]
        parts.append("</ul>")
    return "".join(parts)

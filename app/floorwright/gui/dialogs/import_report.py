"""What was found in an imported drawing, in rows: what was taken, and what could not be taken as it is."""

from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from floorwright.gui.plain import label, shown
from floorwright.model.drawing import Drawing

SERIOUS = ("cut off", "damaged", "could not be read", "cannot be read", "impossible number")
"""Words of problems that mean that something of the file is lost."""


def report_rows(drawing: Drawing) -> list[tuple[str, str, str]]:
    """What, where and what was done, the problems first."""
    rows = [
        (f"{problem.what}{f' (× {problem.count:,})' if problem.count > 1 else ''}", problem.where, problem.done)
        for problem in drawing.problems
    ]
    rows += [
        ("Refers to another file", name, "Not opened: a drawing never opens other files") for name in drawing.xrefs
    ]
    if drawing.strays:
        rows.append((f"{len(drawing.strays)} things far from the rest", "", "Left out of the size of the drawing"))
    return rows


def warning(drawing: Drawing) -> str:
    """The most serious thing that was found, in a line; nothing where the file is whole."""
    serious = [problem for problem in drawing.problems if any(sign in problem.what.lower() for sign in SERIOUS)]
    if not serious:
        return ""
    first = serious[0]
    words = " ".join(part for part in (first.what, first.where) if part)
    return shown(f"⚠ {words}: {first.done}. All that was found is under Report.", 300)


def report_title(drawing: Drawing) -> str:
    """What the page of the report is called: with how much there is to read."""
    count = len(report_rows(drawing))
    return f"Report ({count})" if count else "Report"


def summary(drawing: Drawing) -> str:
    """One line: format, encoding, what is in it."""
    entities = sum(count for _, count in drawing.entities)
    format_words = f"{drawing.kind.upper()} {drawing.version}".strip()
    parts = [format_words, drawing.encoding, f"{len(drawing.layers)} layers", f"{entities:,} things"]
    if drawing.blocks:
        parts.append(f"{drawing.blocks} blocks")
    return shown(" · ".join(part for part in parts if part), 200)


def report_text(name: str, drawing: Drawing) -> str:
    """The whole report as text to paste elsewhere: a line a row, columns parted by tabs."""
    lines = [shown(name, 200), summary(drawing), unit_words(drawing), entity_words(drawing)]
    rows = report_rows(drawing) or [("Everything was taken as it is.", "", "")]
    return "\n".join([*lines, *("\t".join(shown(words, 300) for words in row).rstrip() for row in rows)])


def entity_words(drawing: Drawing) -> str:
    """How many things of each type there are, the most frequent first."""
    counted = sorted(drawing.entities, key=lambda each: (-each[1], each[0]))
    return shown(", ".join(f"{count:,} {name}" for name, count in counted), 600)


def unit_words(drawing: Drawing) -> str:
    """The unit of the drawing and what told it."""
    doubt = ", not certain" if drawing.unit_doubtful else ""
    if drawing.unit_mm:
        return f"Unit: {drawing.unit_mm:.4g} mm, told by {drawing.unit_source}{doubt}"
    if not drawing.unit:
        return "Unit: nothing tells it"
    return f"Unit: {drawing.unit}, told by {drawing.unit_source or 'nothing'}{doubt}"


class ReportTable(QTableWidget):
    """The rows of a report, to look at."""

    def __init__(self) -> None:
        super().__init__(0, 3)
        self.setHorizontalHeaderLabels(["What", "Where", "What was done"])
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.verticalHeader().hide()
        self.setWordWrap(True)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        self.setAccessibleName("Import report")

    def show_drawing(self, drawing: Drawing) -> None:
        """Show what was found in this drawing."""
        rows = report_rows(drawing) or [("Everything was taken as it is.", "", "")]
        self.setRowCount(len(rows))
        for number, row in enumerate(rows):
            for column, words in enumerate(row):
                self.setItem(number, column, QTableWidgetItem(shown(words, 300)))
        self.resizeRowsToContents()


class ReportDialog(QDialog):
    """The report of a drawing that lies under the plan."""

    def __init__(self, parent: QWidget, name: str, drawing: Drawing) -> None:
        super().__init__(parent)
        self.setWindowTitle(f"Import report: {shown(name, 60)}")
        self.table = ReportTable()
        self.table.show_drawing(drawing)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        self.text = report_text(name, drawing)
        self.copy = QPushButton("Copy")
        self.copy.clicked.connect(lambda: QGuiApplication.clipboard().setText(self.text))
        buttons.addButton(self.copy, QDialogButtonBox.ButtonRole.ActionRole)
        things = label(entity_words(drawing), "quiet")
        things.setWordWrap(True)
        layout = QVBoxLayout(self)
        layout.addWidget(label(summary(drawing), "quiet"))
        layout.addWidget(label(unit_words(drawing), "quiet"))
        layout.addWidget(things)
        layout.addWidget(self.table, 1)
        layout.addWidget(buttons)
        self.resize(680, 420)

"""The relationship chart and diagram: a pair is clicked and rated by hand, with reasons; the plan says the rest."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import (
    QComboBox,
    QDoubleSpinBox,
    QFormLayout,
    QHBoxLayout,
    QInputDialog,
    QLineEdit,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from floorwright.analysis.pictures.departments import departments
from floorwright.analysis.pictures.neighbours import outlines
from floorwright.analysis.pictures.relationships import Closeness, Related, chart_of, closeness
from floorwright.analysis.result import FlowFigures
from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.chart_view import ChartView
from floorwright.gui.panels.flow_view import TickList
from floorwright.gui.panels.result_view import ResultView
from floorwright.gui.plain import label, shown
from floorwright.model.relationships import MEANINGS, RATINGS, WEIGHT_SETS, Rating, Relationship, relationship_id
from floorwright.paper.flow_charts.relationships import diagram_figure, pair_of, pair_source, relationship_figure
from floorwright.units import parse_number

NOTHING = "A relationship chart needs two departments or stations: place equipment, or draw zones with A."
SIDE_PX = 300
BY_FLOW = ""


class RelationshipsTab(QWidget):
    """The chart at the left, what can be said about it at the right."""

    show_asked = Signal(object)
    """The ids of records to select and bring into sight."""

    def __init__(self, plan: Callable[[], OpenPlan]) -> None:
        super().__init__()
        self._plan = plan
        self._closeness: Closeness | None = None
        self._flows: Sequence[FlowFigures] = ()
        self._pair: tuple[str, str] | None = None
        self.chart = ChartView("Relationship chart", plan)
        self.chart.canvas.letters = "".join(rating.value for rating in RATINGS)
        self.shown = QComboBox()
        self.shown.setAccessibleName("What is drawn")
        self.shown.addItems(["Chart", "Diagram"])
        self.chart.head.insertWidget(0, self.shown)
        self.pair = label("Click a pair in the chart.", "section")
        self.pair.setWordWrap(True)
        self.rating = QComboBox()
        self.rating.setAccessibleName("Rating")
        self.rating.setToolTip("With the chart in focus, press A, E, I, O, U or X; Delete follows the flow again.")
        self.reasons = TickList("Reasons")
        self.edit_reasons = QPushButton("Reasons…")
        self.weights = QComboBox()
        self.weights.setAccessibleName("Weights of A E I O U X")
        self.weights.setEditable(True)
        self.weights.addItems(list(WEIGHT_SETS))
        self.weights.setToolTip("What A, E, I, O, U and X count: choose a published set, or type six numbers.")
        self.shares = QLineEdit()
        self.shares.setAccessibleName("Shares of A E I O in per cent")
        self.shares.setToolTip("At most so many per cent of all pairs are rated A, E, I and O by their flow.")
        self.gap = QDoubleSpinBox(minimum=-0.1, maximum=1000.0, singleStep=0.1, decimals=1, suffix=" m")
        self.gap.setSpecialValueText("usual")
        self.gap.setAccessibleName("How far apart neighbours may be")
        self.gap.setToolTip("Usual: 0.1 m between drawn zones, 3 m where an outline is the hull round stations.")
        self.gap.setKeyboardTracking(False)
        self.totals = ResultView("Closeness")
        self._lay_out()
        self._listen()

    def draw(self, flows: Sequence[FlowFigures]) -> None:
        """Draw the chart of these flows."""
        self._flows = flows
        records = self._plan().session.view.records
        try:
            self._closeness = closeness(records, flows)
        except FloorwrightError as error:
            self._closeness = None
            self.chart.show_figure(None, nothing=str(error))
            return
        one = self._closeness
        if self.shown.currentIndex():
            figure = diagram_figure(one, list(outlines(records).values()))
        else:
            figure = relationship_figure(one)
        self.chart.show_figure(figure, (one.pairs_table(), one.closeness_table()), NOTHING)
        self.totals.show_table(one.closeness_table())
        self._show_conventions()
        self._show_pair()

    def show_flows_chosen(self, flows: Collection[str]) -> None:
        """Frame the pairs that these flows go between; without any, the pair that was clicked."""
        chosen = {pair_source(*self._pair)} if self._pair is not None else set()
        if flows:
            named = departments(self._plan().session.view.records)
            ends = ((named.get(f.start_id, ""), named.get(f.end_id, "")) for f in self._flows if f.flow in flows)
            chosen = {pair_source(a, b) for a, b in ends if a != b}
        self.chart.canvas.choose(chosen)

    def rate(self, rating: Rating | None) -> None:
        """Rate the chosen pair by hand; None follows its flow again."""
        related = self._related()
        if related is None:
            self.chart.tell("Click a pair in the chart first.")
            return
        id = relationship_id(related.a, related.b)
        if rating is None:
            if related.by_hand:
                self._do(f"Rate {related.a} – {related.b} by flow", id, None)
            return
        reasons = tuple(sorted(self.reasons.ticked_ids()))
        a, b = sorted((related.a, related.b))
        before = self._plan().session.view.records.get(id)
        note = before.note if isinstance(before, Relationship) else ""
        made = Relationship(id=id, a=a, b=b, rating=rating, reasons=reasons, note=note)
        if made != before:
            self._do(f"Rate {a} – {b}: {rating.value}", id, made)

    def _do(self, words: str, id: str, made: Relationship | None) -> None:
        self._plan().session.do(shown(words, 80), lambda edit: edit.put(made) if made is not None else edit.remove(id))
        self.draw(self._flows)

    def _related(self) -> Related | None:
        return self._closeness.of(*self._pair) if self._closeness is not None and self._pair is not None else None

    def _clicked(self, source: str, added: bool) -> None:
        self._pair = pair_of(source)
        related = self._related()
        self._show_pair()
        if related is None:
            self.show_asked.emit([])
            return
        named = departments(self._plan().session.view.records)
        between = [f.flow for f in self._flows if {named.get(f.start_id), named.get(f.end_id)} == related.pair]
        self.show_asked.emit(between)
        if not between:
            self.chart.canvas.choose([source])

    def _show_pair(self) -> None:
        related = self._related()
        blockers = [QSignalBlocker(self.rating), QSignalBlocker(self.reasons)]
        self.rating.clear()
        for widget in (self.rating, self.reasons):
            widget.setEnabled(related is not None)
        chart = chart_of(self._plan().session.view.records)
        names = [(code, f"{code}  {words}", "") for code, words in chart.reasons]
        if related is None:
            self._pair = None
            self.pair.setText("Click a pair in the chart.")
            self.reasons.offer(names, frozenset())
        else:
            self.pair.setText(f"{shown(related.a, 40)} – {shown(related.b, 40)}")
            self.rating.addItem(f"By flow: {related.by_flow.value}", BY_FLOW)
            for rating in RATINGS:
                self.rating.addItem(f"{rating.value}  {MEANINGS[rating]}", rating.value)
            self.rating.setCurrentIndex(RATINGS.index(related.rating) + 1 if related.by_hand else 0)
            self.reasons.offer(names, frozenset(related.reasons))
        del blockers

    def _show_conventions(self) -> None:
        chart = chart_of(self._plan().session.view.records)
        blockers = [QSignalBlocker(widget) for widget in (self.weights, self.shares, self.gap)]
        name = next((name for name, weights in WEIGHT_SETS.items() if weights == chart.weights), "")
        self.weights.setCurrentText(name or " ".join(f"{weight:g}" for weight in chart.weights))
        self.shares.setText(" ".join(f"{share:g}" for share in chart.shares))
        self.gap.setValue(-0.1 if chart.gap is None else chart.gap / 1000)
        del blockers

    def _rate_chosen(self) -> None:
        value = self.rating.currentData()
        self.rate(Rating(value) if value else None)

    def _typed(self, letter: str) -> None:
        self.rate(None if letter == "Delete" else Rating(letter))

    def _give_reasons(self) -> None:
        related = self._related()
        if related is not None:
            self.rate(related.rating)

    def _take_conventions(self) -> None:
        """Keep what was typed; what makes no sense is told and put back."""
        before = chart_of(self._plan().session.view.records)
        text = self.weights.currentText()
        try:
            weights = WEIGHT_SETS[text] if text in WEIGHT_SETS else _numbers(text, 6, "weights, for A E I O U X")
            shares = _numbers(self.shares.text(), 4, "shares, for A E I O")
            gap = None if self.gap.value() < 0 else round(self.gap.value() * 1000, 3)
            after = replace(before, weights=weights, shares=shares, gap=gap)
        except FloorwrightError as error:
            self.chart.tell(str(error), bad=True)
            self._show_conventions()
            return
        if after != before:
            self._plan().session.do("Conventions of the relationship chart", lambda edit: edit.put(after))
            self.draw(self._flows)

    def _edit_reasons(self) -> None:
        chart = chart_of(self._plan().session.view.records)
        lines = "\n".join(f"{code} {words}" for code, words in chart.reasons)
        text, agreed = QInputDialog.getMultiLineText(self, "Reasons", "A code and its reason a line:", lines)
        if agreed:
            self.take_reasons(text)

    def take_reasons(self, text: str) -> None:
        """Take lines of a code and its reason; what makes no sense is told and changes nothing."""
        parts = [line.split(None, 1) for line in text.splitlines() if line.strip()]
        reasons = tuple((part[0], part[1].strip() if len(part) > 1 else "") for part in parts)
        try:
            after = replace(chart_of(self._plan().session.view.records), reasons=reasons)
        except FloorwrightError as error:
            self.chart.tell(str(error), bad=True)
            return
        self._plan().session.do("Reasons of the relationship chart", lambda edit: edit.put(after))
        self.draw(self._flows)

    def _listen(self) -> None:
        self.chart.canvas.clicked.connect(self._clicked)
        self.chart.canvas.typed.connect(self._typed)
        self.shown.activated.connect(lambda _: self.draw(self._flows))
        self.rating.activated.connect(lambda _: self._rate_chosen())
        self.reasons.itemChanged.connect(lambda _: self._give_reasons())
        self.edit_reasons.clicked.connect(self._edit_reasons)
        self.weights.activated.connect(lambda _: self._take_conventions())
        line = self.weights.lineEdit()
        assert line is not None
        line.editingFinished.connect(self._take_conventions)
        self.shares.editingFinished.connect(self._take_conventions)
        self.gap.valueChanged.connect(lambda _: self._take_conventions())

    def _lay_out(self) -> None:
        form = QFormLayout()
        form.setVerticalSpacing(5)
        form.addRow(self.pair)
        form.addRow("Rating", self.rating)
        form.addRow("Reasons", self.reasons)
        form.addRow("", self.edit_reasons)
        form.addRow(label("Conventions", "section"))
        form.addRow("Weights", self.weights)
        form.addRow("Shares [%]", self.shares)
        form.addRow("Neighbours", self.gap)
        inner = QWidget()
        column = QVBoxLayout(inner)
        column.setContentsMargins(0, 0, 8, 0)
        column.addLayout(form)
        column.addWidget(self.totals, 1)
        self.totals.setMinimumHeight(150)
        side = QScrollArea()
        side.setWidgetResizable(True)
        side.setFrameShape(QScrollArea.Shape.NoFrame)
        side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        side.setWidget(inner)
        side.setFixedWidth(SIDE_PX)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.chart, 1)
        layout.addWidget(side)


def _numbers(text: str, count: int, what: str) -> tuple[float, ...]:
    parts = text.replace("−", "-").replace(";", " ").split()
    if len(parts) != count:
        raise FloorwrightError(
            f"“{shown(text, 40)}” are not {count} {what}.", hint=f"Type {count} numbers with spaces."
        )
    return tuple(parse_number(part) for part in parts)

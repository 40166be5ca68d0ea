"""The properties of what is selected: one form for one record or many of a kind; each change is one undo step."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QScrollArea, QVBoxLayout, QWidget

from floorwright.errors import FloorwrightError
from floorwright.gui.panels.editors import editor_of, mark, show_in
from floorwright.gui.panels.fields import FIELDS, TITLES, Field, read, told_of, written
from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.tool_form import ToolForm
from floorwright.gui.plain import label, shown
from floorwright.model.diff import Diff
from floorwright.model.kinds import Flow, Machine, Method, Product
from floorwright.model.record import Record


class PropertiesPanel(Panel):
    """A wrong value turns its field red, says why, and changes nothing."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = label("", "title")
        self.heading.setWordWrap(True)
        self.note = label("", "quiet")
        self.note.setWordWrap(True)
        self.tool = ToolForm()
        self.editors: dict[str, QWidget] = {}
        self._shown: tuple[type[Record] | None, int] = (None, 0)
        self._form = QFormLayout()
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self._form.setLabelAlignment(Qt.AlignmentFlag.AlignLeft)
        self._form.setVerticalSpacing(6)
        inner = QWidget()
        layout = QVBoxLayout(inner)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.addWidget(self.tool)
        layout.addWidget(self.heading)
        layout.addWidget(self.note)
        layout.addLayout(self._form)
        layout.addStretch()
        area = QScrollArea()
        area.setWidgetResizable(True)
        area.setWidget(inner)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(area)

    def start(self) -> None:
        self._shown = (None, 0)
        self.tool.attach(self.plan)
        self.follow(self.plan.session.state_changed, lambda state: self.tool.refresh())
        self.follow(self.plan.session.selection_changed, lambda ids: self.refresh())
        self.follow(self.plan.session.view.changed, self._follow)
        self.refresh()

    def refresh(self) -> None:
        """Show what is selected, as it is now."""
        chosen = self._chosen()
        kinds = {type(record) for record in chosen}
        kind = kinds.pop() if len(kinds) == 1 else None
        if kind not in FIELDS:
            kind = None
        if self._shown != (kind, len(chosen)):
            self._build(kind, len(chosen))
        self.heading.setText(self._title(kind, chosen))
        self.note.setText(self._remark(kind, chosen))
        if kind is not None:
            for field in FIELDS[kind]:
                show_in(self.editors[field.name], field, self._words(field, chosen), self.plan.session.view.records)

    def apply(self, field: Field, text: str) -> bool:
        """Give every selected record this value; False when it is refused, which the field then shows."""
        editor = self.editors.get(field.name)
        chosen = self._chosen()
        records, unit = self.plan.session.view.records, self.plan.plan.unit
        if not chosen or text == self._words(field, chosen):
            mark(editor, "")
            return True
        try:
            changed = [
                replace(
                    record,
                    **{field.name: read(field, text, told_of(field, getattr(record, "product", ""), records), unit)},
                )
                for record in chosen
            ]
        except FloorwrightError as error:
            mark(editor, str(error))
            self.plan.told.emit(str(error))
            return False
        mark(editor, "")
        if changed != chosen:
            self.plan.session.do(f"Set {field.title.casefold()}", lambda edit: edit.put(*changed))
        self.refresh()
        return True

    def _chosen(self) -> list[Record]:
        records = self.plan.session.view.records
        return [records[id] for id in self.plan.session.selection if id in records]

    def _title(self, kind: type[Record] | None, chosen: list[Record]) -> str:
        if not chosen:
            return "Nothing is selected"
        if kind is None:
            return f"{len(chosen)} things of several kinds"
        if len(chosen) > 1:
            return f"{len(chosen)} × {TITLES[kind]}"
        name = getattr(chosen[0], "name", "") or getattr(chosen[0], "text", "")
        return f"{TITLES[kind]} “{shown(name, 40)}”" if name else TITLES[kind]

    def _remark(self, kind: type[Record] | None, chosen: list[Record]) -> str:
        if not chosen:
            return "Click something. A drag to the right selects what lies inside, to the left also what it touches."
        if kind is None:
            return "Select things of one kind to see their properties."
        if kind is Flow and len(chosen) == 1:
            return self._figures(chosen[0].id)
        if kind is Machine and len(chosen) == 1:
            return self._visits(chosen[0].id)
        return ""

    def _figures(self, id: str) -> str:
        for flow in self.plan.analysis.flows:
            if flow.flow == id and flow.distance_m is not None and flow.time_s_per_trip is not None:
                cost = f"{flow.cost_per_day or 0:,.2f} {self.plan.plan.currency} a day"
                return (
                    f"{flow.trips_per_day:,.1f} trips a day × {flow.distance_m:,.1f} m; "
                    f"{flow.time_s_per_trip:,.0f} s a trip, {cost}"
                )
            if flow.flow == id:
                return flow.reason or "This flow has no way."
        return ""

    def _visits(self, id: str) -> str:
        flows = [(flow.trips_per_day, flow.route) for flow in self.plan.analysis.flows]
        into = sum(trips for trips, route in flows if route.end_id == id)
        out = sum(trips for trips, route in flows if route.start_id == id)
        return f"{into:,.1f} trips a day in, {out:,.1f} out" if into or out else ""

    def _build(self, kind: type[Record] | None, count: int) -> None:
        self._shown = (kind, count)
        while self._form.rowCount():
            self._form.removeRow(0)
        self.editors = {}
        for field in FIELDS.get(kind, ()) if kind else ():
            editor = editor_of(field, self.apply)
            self.editors[field.name] = editor
            self._form.addRow(label(field.heading(self.plan.plan.unit)), editor)

    def _words(self, field: Field, chosen: list[Record]) -> str | None:
        records, unit = self.plan.session.view.records, self.plan.plan.unit
        words = {written(field, getattr(record, field.name), records, unit) for record in chosen}
        return words.pop() if len(words) == 1 else None

    def _follow(self, diff: Diff) -> None:
        if any(id in diff for id in self.plan.session.selection):
            self.refresh()
        if any(isinstance(r, Product | Method) for c in diff.values() for r in (c.before, c.after)):
            self.tool.refresh()

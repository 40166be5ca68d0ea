"""What the tool in the hand makes next: the product and method of a flow, the thickness of a wall, and so on."""

from dataclasses import replace

from PySide6.QtWidgets import QFormLayout, QWidget

from floorwright.errors import FloorwrightError
from floorwright.gui.open_plan import OpenPlan
from floorwright.gui.panels.editors import editor_of, mark, show_in
from floorwright.gui.panels.fields import Field, read, written
from floorwright.gui.plain import label
from floorwright.model.kinds import Method, OpeningType, Product

TOOL_FIELDS: dict[str, tuple[Field, ...]] = {
    "route": (
        Field("product", "Product (empty: a new one)", "record", optional=True, of=Product),
        Field("method", "Method", "record", optional=True, of=Method),
        Field("quantity_per_day", "Quantity (empty: the product's)", "number", "pieces a day", optional=True),
        Field("unit_load", "Unit load", "number", "pieces a trip"),
    ),
    "wall": (Field("wall_thickness", "Thickness", "length"),),
    "opening": (
        Field("opening_type", "Type", "choice", of=OpeningType),
        Field("opening_width", "Width", "length"),
    ),
    "aisle": (
        Field("aisle_width", "Width", "length", optional=True),
        Field("aisle_one_way", "One way", "yes_no"),
    ),
    "zone": (Field("zone_name", "Name"),),
    "text": (Field("text_height", "Letter height", "length"),),
}
POSITIVE = {"unit_load", "opening_width", "aisle_width", "text_height"}


class ToolForm(QWidget):
    """Seen only while a tool with settings is in the hand; they hold for what is drawn from then on."""

    def __init__(self) -> None:
        super().__init__()
        self._plan: OpenPlan | None = None
        self._tool = ""
        self.editors: dict[str, QWidget] = {}
        self._form = QFormLayout(self)
        self._form.setContentsMargins(0, 0, 0, 8)
        self._form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        self._form.setFieldGrowthPolicy(QFormLayout.FieldGrowthPolicy.AllNonFixedFieldsGrow)
        self.hide()

    def attach(self, plan: OpenPlan) -> None:
        """Show the settings of this plan's session from now on."""
        self._plan = plan
        self._tool = ""
        self.refresh()

    def refresh(self) -> None:
        """Show what the tool in the hand makes."""
        if self._plan is None:
            return
        session = self._plan.session
        tool = session.state.tool if session.state.tool in TOOL_FIELDS else ""
        if tool != self._tool:
            self._tool = tool
            self._build()
        for field in TOOL_FIELDS.get(tool, ()):
            value = getattr(session.settings, field.name)
            if field.kind == "record" and value not in session.view.records:
                value = None
            words = written(field, value, session.view.records, self._plan.plan.unit)
            show_in(self.editors[field.name], field, words, session.view.records)
        self.setVisible(bool(tool))

    def apply(self, field: Field, text: str) -> bool:
        """Take up a value for what is drawn next; False when it is refused, which the field then shows."""
        assert self._plan is not None
        session = self._plan.session
        try:
            value = read(field, text, session.view.records, self._plan.plan.unit)
            if isinstance(value, float) and (value < 0 or (field.name in POSITIVE and value == 0)):
                raise FloorwrightError(f"{field.title}: it has to be larger than 0.")
        except FloorwrightError as error:
            mark(self.editors[field.name], str(error))
            self._plan.told.emit(str(error))
            return False
        mark(self.editors[field.name], "")
        session.settings = replace(session.settings, **{field.name: value})
        return True

    def _build(self) -> None:
        while self._form.rowCount():
            self._form.removeRow(0)
        self.editors = {}
        fields = TOOL_FIELDS.get(self._tool, ())
        if fields and self._plan is not None:
            self._form.addRow(label("What is drawn next", "section"))
            for field in fields:
                self.editors[field.name] = editor_of(field, self.apply)
                self._form.addRow(label(field.heading(self._plan.plan.unit)), self.editors[field.name])

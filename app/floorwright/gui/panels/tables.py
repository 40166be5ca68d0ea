"""Equipment, products, flows and the other tables that behave like a spreadsheet, a tab each."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QTabWidget, QVBoxLayout, QWidget

from floorwright.gui.panels.panel import Panel
from floorwright.gui.panels.record_model import RecordModel
from floorwright.gui.panels.record_table import RecordTable
from floorwright.gui.panels.routing_model import RoutingModel
from floorwright.gui.panels.tour_button import TourButton, tour_of
from floorwright.gui.plain import label
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.diff import Diff
from floorwright.model.kinds import Flow, Machine, Method, Product, Step
from floorwright.model.record import Record
from floorwright.model.routing_line import RoutingLine
from floorwright.model.tour import Tour, TourStop

TABS: dict[type[Record], tuple[str, str]] = {
    Machine: ("Equipment", "Stations, machines and stores with their place and size."),
    Product: ("Products", "How many a day; an empty quantity follows from the parts lists alone."),
    Flow: (
        "Flows",
        "A product's rows in their order are its routing, as it is drawn by clicking stations. "
        "An empty quantity follows the product; a container's pieces stand for the unit load.",
    ),
    RoutingLine: (
        "Routings",
        "A routing a row: type or paste its stations as Saw > Mill > Wash, or click them with the flow tool (F). "
        "A new sequence changes the flows; products and alternatives that are new are made.",
    ),
    Alternative: (
        "Alternatives",
        "Ways of making a product with their shares, such as 70 % by way of lathe 1; the flows name theirs.",
    ),
    Part: ("Parts", "How many of one product go into another: 4 wheels into a cart."),
    Container: ("Containers", "Unit loads: boxes, pallets, trolleys, and whether the empty ones come back."),
    Method: ("Methods", "What carries: vehicles and people, with speeds, times and costs."),
    Tour: (
        "Tours",
        "Milk runs from a depot past their stops. Runs or an interval; without both, as often as the capacity asks.",
    ),
    TourStop: ("Tour stops", "The stations of a tour in their order, and what each needs a day."),
    Step: ("Steps", "What happens at the stations, for the flow process chart."),
}


class TablesPanel(Panel):
    """One tab a kind; what is chosen in a table can be shown on the floor."""

    show_asked = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.tables: dict[type[Record], RecordTable] = {}
        self.tabs = QTabWidget()
        self.tabs.setDocumentMode(True)
        self.tabs.setUsesScrollButtons(True)
        self.filter = QLineEdit(placeholderText="Filter", clearButtonEnabled=True)
        self.filter.setAccessibleName("Filter")
        self.add, self.delete, self.show_row = (
            QPushButton("Add row"),
            QPushButton("Delete rows"),
            QPushButton("Show on plan"),
        )
        self.about = label("", "quiet")
        self.about.setWordWrap(True)
        self.row = QHBoxLayout()
        self.row.addWidget(self.filter, 1)
        self.best_order = TourButton(self._tour)
        for button in (self.add, self.delete, self.show_row, self.best_order):
            self.row.addWidget(button)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 6)
        layout.setSpacing(6)
        layout.addLayout(self.row)
        layout.addWidget(self.about)
        layout.addWidget(self.tabs)
        self.filter.textChanged.connect(lambda _: self._filter())
        self.tabs.currentChanged.connect(lambda _: self._turned())
        self.add.clicked.connect(self._add)
        self.delete.clicked.connect(lambda: self.now().delete_rows())
        self.show_row.clicked.connect(self._show_row)

    def start(self) -> None:
        while self.tabs.count():
            page: QWidget | None = self.tabs.widget(0)
            self.tabs.removeTab(0)
            if page is not None:
                page.deleteLater()
        self.tables = {}
        self.best_order.attach(self.plan)
        for title, _ in TABS.values():
            page = QWidget()
            QVBoxLayout(page).setContentsMargins(0, 0, 0, 0)
            self.tabs.addTab(page, title)
        self.follow(self.plan.session.view.changed, self._follow)
        self._turned()

    def detach(self) -> None:
        self.best_order.detach()
        super().detach()

    def open_tab(self, kind: type[Record]) -> None:
        """Show the table of a kind."""
        self.tabs.setCurrentIndex(list(TABS).index(kind))

    def now(self) -> RecordTable:
        """The table that is looked at; a table is made when it is looked at for the first time."""
        kind = self._kind()
        if kind not in self.tables:
            model = RoutingModel(self.plan) if kind is RoutingLine else RecordModel(self.plan, kind)
            self.tables[kind] = RecordTable(model, TABS[kind][0])
            page = self.tabs.currentWidget().layout()
            assert page is not None
            page.addWidget(self.tables[kind])
        return self.tables[kind]

    def _kind(self) -> type[Record]:
        return list(TABS)[max(self.tabs.currentIndex(), 0)]

    def _follow(self, diff: Diff) -> None:
        for table in self.tables.values():
            table.records.take_up(diff)

    def _turned(self) -> None:
        if self.tabs.count() == len(TABS):
            self.about.setText(TABS[self._kind()][1])
            self.best_order.setVisible(self._kind() in (Tour, TourStop))
            self._filter()

    def _filter(self) -> None:
        if self.tabs.count() == len(TABS):
            self.now().sorted.setFilterFixedString(self.filter.text())

    def _add(self) -> None:
        table = self.now()
        if table.records.add():
            # A new row that the filter hides would seem not to have come.
            self.filter.clear()
            table.show_record(table.records.ids[-1])

    def _tour(self) -> str:
        """The id of the tour whose row is chosen, or empty."""
        table = self.now()
        if not table.currentIndex().isValid():
            return ""
        return tour_of(table.records.record(table.source_row(table.currentIndex().row())))

    def _show_row(self) -> None:
        table = self.now()
        if table.currentIndex().isValid():
            self.show_asked.emit(table.records.ids[table.source_row(table.currentIndex().row())])

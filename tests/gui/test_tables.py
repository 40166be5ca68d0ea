"""The tables panel under a user's keys: blocks from and to a spreadsheet, fill down, sorting, filters, and nonsense."""

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import QItemSelection, QItemSelectionModel, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from floorwright.gui.panels.record_table import RecordTable
from floorwright.model.alternative import Alternative
from floorwright.model.bill_of_materials import Part
from floorwright.model.container import Container
from floorwright.model.kinds import Flow, Machine, Method, Product
from floorwright.model.record import Record
from floorwright.model.tour import Tour, TourStop
from floorwright.storage.plan_file import PlanFile
from helpers.plans import flow, machine, method, plan
from helpers.window import Desk, a_window

CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk() -> Iterator[Desk]:
    stations = [machine(name, x, 0, 2, 1) for name, x in (("Saw", 0), ("Lathe 1", 10), ("Mill", 20))]
    records = plan(*stations, method("Cart"), flow("Shaft", "Saw", "Mill", 10.0))
    with a_window(PlanFile.new(records)) as made:
        made.window.docks.raise_panel("tables")
        made.settle()
        yield made


def open_table(desk: Desk, kind: type[Record]) -> RecordTable:
    panel = desk.window.docks.tables
    panel.open_tab(kind)
    desk.settle()
    return panel.now()


def choose(table: RecordTable, top: int, left: int, bottom: int, right: int) -> None:
    corners = table.sorted.index(top, left), table.sorted.index(bottom, right)
    table.setCurrentIndex(corners[0])
    table.selectionModel().select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def paste(desk: Desk, table: RecordTable, text: str) -> None:
    QApplication.clipboard().setText(text)
    QTest.keyClick(table, Qt.Key.Key_V, CTRL)
    desk.settle()


def of(desk: Desk, kind: type[Record]) -> dict[str, Record]:
    return {getattr(r, "name", r.id): r for r in desk.records.values() if isinstance(r, kind)}


def column(table: RecordTable, name: str) -> int:
    return next(n for n, field in enumerate(table.records.fields) if field.name == name)


def test_a_block_from_a_spreadsheet_makes_new_rows_in_one_undo_step(desk: Desk) -> None:
    table = open_table(desk, Product)
    choose(table, 0, 0, 0, 0)
    paste(desk, table, "Shaft\t25\r\nWheel\t\r\nCart\t12,5\r\n")
    products = of(desk, Product)
    quantities = {n: p.quantity_per_day for n, p in products.items() if isinstance(p, Product)}
    assert quantities == {"Shaft": 25, "Wheel": None, "Cart": 12.5}
    desk.do("undo")
    assert list(of(desk, Product)) == ["Shaft"]


def test_a_block_with_its_headings_is_taken_without_them(desk: Desk) -> None:
    table = open_table(desk, Product)
    choose(table, 0, 0, 0, 0)
    paste(desk, table, "Name\tQuantity [pieces a day]\nBolt\t7\n")
    assert list(of(desk, Product)) == ["Bolt"]


def test_refused_cells_are_named_by_row_and_column_and_nothing_is_lost(desk: Desk) -> None:
    table = open_table(desk, Product)
    before = desk.records
    choose(table, 0, 0, 0, 0)
    paste(desk, table, "Shaft\t25\nWheel\tmany\nNut\t-3\nBolt\t1e400")
    assert "row 2, column Quantity: “many” is not a number" in desk.said
    assert "row 3" in desk.said and "row 4, column Quantity" in desk.said
    assert desk.records == before


def test_a_row_with_more_cells_than_there_are_columns_is_refused(desk: Desk) -> None:
    table = open_table(desk, Product)
    before = desk.records
    choose(table, 0, 1, 0, 1)
    paste(desk, table, "1\t#112233\tx\ty")
    assert "row 1 has 4 cells; from here there are 2 columns" in desk.said
    assert desk.records == before


def test_what_is_copied_is_what_is_pasted(desk: Desk) -> None:
    table = open_table(desk, Flow)
    choose(table, 0, 0, 0, len(table.records.fields) - 1)
    QTest.keyClick(table, Qt.Key.Key_C, CTRL)
    copied = QApplication.clipboard().text()
    assert copied.split("\t")[:5] == ["Shaft", "Saw", "Mill", "10", "1"]
    table.setCurrentIndex(table.sorted.index(-1, -1))
    table.clearSelection()
    paste(desk, table, copied)
    first, second = desk.flows()
    assert (second.start, second.end, second.quantity_per_day) == (first.start, first.end, 10)


def test_one_cell_fills_all_that_are_chosen_and_ctrl_d_fills_down(desk: Desk) -> None:
    products = open_table(desk, Product)
    choose(products, 0, 0, 0, 0)
    paste(desk, products, "A\nB\nC")
    quantity = column(products, "quantity_per_day")
    choose(products, 0, quantity, 2, quantity)
    paste(desk, products, "8")
    assert [p.quantity_per_day for p in of(desk, Product).values() if isinstance(p, Product)] == [8, 8, 8]
    choose(products, 1, quantity, 1, quantity)
    paste(desk, products, "9")
    choose(products, 1, quantity, 2, quantity)
    QTest.keyClick(products, Qt.Key.Key_D, CTRL)
    desk.settle()
    assert [p.quantity_per_day for p in of(desk, Product).values() if isinstance(p, Product)] == [8, 9, 9]


def test_pasting_into_a_sorted_and_filtered_table_goes_where_it_is_seen(desk: Desk) -> None:
    table = open_table(desk, Product)
    choose(table, 0, 0, 0, 0)
    paste(desk, table, "B 1\t1\nA 1\t2\nA 2\t3")
    table.sortByColumn(0, Qt.SortOrder.DescendingOrder)
    desk.window.docks.tables.filter.setText("A")
    desk.settle()
    assert table.sorted.rowCount() == 2
    choose(table, 0, 1, 0, 1)
    paste(desk, table, "20\n30")
    quantities = {n: p.quantity_per_day for n, p in of(desk, Product).items() if isinstance(p, Product)}
    assert quantities == {"B 1": 1, "A 1": 30, "A 2": 20}


def test_every_kind_of_flow_data_has_a_table_and_a_new_row(desk: Desk) -> None:
    panel = desk.window.docks.tables
    choose(open_table(desk, Product), 0, 0, 0, 0)
    paste(desk, open_table(desk, Product), "Shaft\nWheel")
    for kind in (Product, Flow, Alternative, Part, Container, Method, Tour, TourStop, Machine):
        table = open_table(desk, kind)
        rows = len(table.records.ids)
        panel.add.click()
        desk.settle()
        assert len(table.records.ids) == rows + 1, kind
        assert panel.about.text()


def test_a_new_row_without_what_it_needs_says_so() -> None:
    with a_window(PlanFile.new({})) as desk:
        desk.window.docks.raise_panel("tables")
        for kind, said in ((Part, "A part needs two products first"), (TourStop, "A stop needs a tour first")):
            open_table(desk, kind)
            desk.window.docks.tables.add.click()
            desk.settle()
            assert said in desk.said


def test_alternatives_of_one_name_are_told_apart_by_the_product(desk: Desk) -> None:
    table = open_table(desk, Product)
    choose(table, 0, 0, 0, 0)
    paste(desk, table, "Shaft\t10\nCart\t20")
    alternatives = open_table(desk, Alternative)
    paste(desk, alternatives, "Shaft\tLathe 1\t70\nCart\tLathe 1\t40")
    flows = open_table(desk, Flow)
    choose(flows, 0, 0, 0, 0)
    line = [""] * len(flows.records.fields)
    values = {
        "product": "Cart",
        "start": "Saw",
        "end": "Lathe 1",
        "unit_load": "1",
        "alternative": "lathe 1",
        "order": "0",
    }
    for name, value in values.items():
        line[column(flows, name)] = value
    paste(desk, flows, "\t".join(line))
    (one,) = desk.flows()
    chosen = desk.records[one.alternative or ""]
    assert isinstance(chosen, Alternative) and chosen.percent == 40
    assert desk.window.plan.analysis.flows[0].trips_per_day == 8


def test_a_parts_list_in_a_circle_is_told_with_the_figures(desk: Desk) -> None:
    table = open_table(desk, Product)
    choose(table, 0, 0, 0, 0)
    paste(desk, table, "Cart\nWheel")
    parts = open_table(desk, Part)
    paste(desk, parts, "Cart\tWheel\t4\nWheel\tCart\t1")
    assert "Cart → Wheel → Cart" in [warning.where for warning in desk.window.plan.analysis.warnings]
    paste(desk, parts, "Cart\tCart\t1")
    assert "a product is not a part of itself" in desk.said


def test_a_routing_drawn_by_clicking_stations_is_rows_in_order(desk: Desk) -> None:
    desk.do("tool_route")
    places = {one.name: (one.x, one.y) for one in desk.machines().values()}
    for name in ("Saw", "Lathe 1", "Mill"):
        desk.click(*places[name])
    desk.key(Qt.Key.Key_Return)
    table = open_table(desk, Flow)
    rows = [[table.records.words(row, f) for f in table.records.fields[1:3]] for row in range(len(table.records.ids))]
    assert rows[-2:] == [["Saw", "Lathe 1"], ["Lathe 1", "Mill"]]
    orders = [int(table.records.words(row, table.records.fields[column(table, "order")])) for row in (-2, -1)]
    assert orders[1] == orders[0] + 1


def test_a_station_deleted_under_a_routing_takes_its_rows_and_undo_brings_them_back(desk: Desk) -> None:
    machines = open_table(desk, Machine)
    row = next(n for n in range(3) if machines.sorted.index(n, 0).data() == "Mill")
    choose(machines, row, 0, row, 0)
    QTest.keyClick(machines, Qt.Key.Key_Delete)
    desk.settle()
    assert not desk.flows()
    desk.do("undo")
    assert len(desk.flows()) == 1


def test_thousands_of_rows_are_pasted_at_once(desk: Desk, qtbot: QtBot) -> None:
    table = open_table(desk, Flow)
    choose(table, 0, 0, 0, 0)
    line = ["Shaft", "Saw", "Mill", "1", "1", "", "Cart"]
    paste(desk, table, "\n".join("\t".join(line) for _ in range(5000)))
    assert len(desk.flows()) == table.sorted.rowCount() == 5000
    # So many are worked out beside the window.
    qtbot.waitUntil(lambda: desk.window.plan.analysis.totals.trips_per_day == 5000, timeout=20000)


def test_the_best_order_of_a_tour_is_found_while_the_window_goes_on(desk: Desk, qtbot: QtBot) -> None:
    """On a line at 0, 10, 20 and 30 m: store, lathe, mill and back are 30 + 20 + 10 + 20 m, in order 60 m."""
    paste(desk, open_table(desk, Machine), "Store\t30\t0\t1\t1")
    paste(desk, open_table(desk, Tour), "Run\tSaw\tCart\t100\t4")
    paste(desk, open_table(desk, TourStop), "Run\tStore\t8\t0\nRun\tLathe 1\t8\t1\nRun\tMill\t8\t2")
    before = desk.window.plan.analysis.tours[0]
    assert before.stops == ("Store", "Lathe 1", "Mill") and before.distance_m == 80
    button = desk.window.docks.tables.best_order
    assert button.isVisible()
    button.click()
    qtbot.waitUntil(lambda: not button.searching, timeout=30000)
    desk.settle()
    assert desk.window.plan.analysis.tours[0].distance_m == 60
    assert "proved to be the least" in desk.said
    desk.do("undo")
    assert desk.window.plan.analysis.tours[0].distance_m == 80


def test_without_a_tour_the_button_says_what_to_do(desk: Desk) -> None:
    open_table(desk, Tour)
    desk.window.docks.tables.best_order.click()
    assert "There is no tour yet" in desk.said


def test_flows_pasted_into_another_plan_bring_their_containers_and_shares_along() -> None:
    records = plan(
        machine("Saw", 0, 0, 2, 1),
        machine("Mill", 9, 0, 2, 1),
        Product(id="s", name="Shaft", quantity_per_day=100.0),
        Alternative(id="a", product="s", name="Lathe 1", percent=70.0),
        Container(id="c", name="KLT", pieces=7.0),
        flow("s", "Saw", "Mill", None, alternative="a", container="c"),
    )
    with a_window(PlanFile.new(records)) as one:
        one.window.plan.session.select(["Saw", "Mill"])
        one.window.clipboard.copy()
    other = plan(Product(id="mine", name="Shaft", quantity_per_day=10.0))
    with a_window(PlanFile.new(other)) as desk:
        desk.window.clipboard.paste()
        desk.settle()
        (pasted,) = desk.flows()
        assert pasted.product == "mine"
        assert desk.window.plan.analysis.flows[0].trips_per_day == 1.0


def test_a_routing_drawn_without_a_quantity_follows_its_product(desk: Desk) -> None:
    table = open_table(desk, Product)
    choose(table, 0, 0, 0, 0)
    paste(desk, table, "Shaft\t25")
    session = desk.window.plan.session
    desk.do("tool_route")
    session.settings = replace(session.settings, product="Shaft", quantity_per_day=None)
    places = {one.name: (one.x, one.y) for one in desk.machines().values()}
    desk.click(*places["Saw"])
    desk.click(*places["Lathe 1"])
    desk.key(Qt.Key.Key_Return)
    drawn = desk.window.plan.analysis.flows[-1]
    assert (drawn.end, drawn.trips_per_day) == ("Lathe 1", 25)
